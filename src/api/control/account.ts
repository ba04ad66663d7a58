import { chargedMB, limits } from '../../scf';
import type { Action } from '../action';
import { allocationNow, claimOf } from './allocation';
import type { Control } from './control';
import { concurrentExecutions, msgTtlMinSec, testModels } from './figures';
import { userQuotaMB } from './quotas';

/** What the account has and may have. @source scf-api.md GetAccount */
export function accountActions(control: Control): Readonly<Record<string, Action>> {
  return { GetAccount: () => ({ AccountUsage: usageOf(control), AccountLimit: limitsOf(control) }) };
}

/** @assumes what provisioned instances take of the account is allocated, too */
function usageOf(control: Control): object {
  const namespaces = control.registry.namespaces();
  return {
    NamespacesCount: namespaces.length,
    Namespace: namespaces.map(({ name }) => namespaceUsage(control, name)),
    TotalConcurrencyMem: control.totalMB,
    TotalAllocatedConcurrencyMem: allocationNow(control).allocatedMB,
    UserConcurrencyMemLimit: userQuotaMB(control),
  };
}

function namespaceUsage(control: Control, namespace: string): object {
  const { quotaModel } = control.plan.profile;
  const records = control.registry.in(namespace);
  const claims = records.map((record) => claimOf(control, record));
  return {
    Functions: records.map(({ name }) => name).sort(),
    Namespace: namespace,
    FunctionsCount: records.length,
    // Only a namespace with a quota of its own has another.
    TotalConcurrencyMem: 0,
    TotalAllocatedConcurrencyMem: claims.reduce((sum, claim) => sum + chargedMB(claim, quotaModel), 0),
    TotalAllocatedProvisionedMem: claims.reduce((sum, claim) => sum + claim.provisionedMB, 0),
  };
}

function limitsOf({ registry, limits: { namespaces, functionsPerNamespace, triggersPerType } }: Control): object {
  const kinds = ['Cos', 'Timer', 'Cmq', 'Ckafka', 'Apigw', 'Cls', 'Clb', 'Mps', 'Cm', 'Vod', 'Eb'];
  return {
    NamespacesCount: namespaces,
    Namespace: registry.namespaces().map(({ name }) => ({
      Namespace: name,
      FunctionsCount: functionsPerNamespace,
      Trigger: { ...Object.fromEntries(kinds.map((kind) => [kind, triggersPerType])), Total: kinds.length * triggersPerType },
      ConcurrentExecutions: concurrentExecutions,
      TimeoutLimit: limits.timeoutSync.value,
      TestModelLimit: testModels,
      InitTimeoutLimit: limits.initTimeoutMax.value,
      RetryNumLimit: limits.retryNum.value,
      MinMsgTTL: msgTtlMinSec,
      MaxMsgTTL: limits.msgTtl.value,
    })),
  };
}
