import { limits, type FunctionPlan } from '../scf';
import { requestsPerInstance } from './asyncRules';
import { variablesOf } from './environment';
import { cloudName } from './nameRules';
import type { Ask } from './quotaRules';
import { sevenFields, timersOf } from './timers';

/**
 * A function without faults in the terms of the platform: every default filled in, seconds become ms.
 * @param service      `<service>` and `<stage>`, of which its name is made
 * @param environment  the provider's variables; the function's own come over them
 */
export function functionPlan(
  { fn, memoryMB, reservedMB, provisionedInstances }: Ask,
  service: { readonly service: string; readonly stage: string },
  environment: Readonly<Record<string, string>>,
): FunctionPlan {
  const { runtime = '', handler, timeout, initTimeout, asyncRunEnable = false, role, type = 'event', environment: own } = fn.values;
  const { retryNum, msgTTL, deadLetter, traceEnable = false, provisionedConcurrency, instanceConcurrency } = fn.values;
  const overTime = typeof provisionedConcurrency === 'object' ? provisionedConcurrency : {};
  return {
    key: fn.key,
    name: cloudName(fn, service),
    runtime: runtime === '' ? 'CustomImage' : runtime,
    // Web functions begin with their start file; images bring their own entry point.
    handler: handler ?? 'scf_bootstrap',
    memoryMB,
    timeoutMs: (timeout ?? limits.timeoutDefault.value) * 1000,
    initTimeoutMs: (initTimeout ?? limits.initTimeoutDefault.value) * 1000,
    asyncRun: asyncRunEnable,
    reservedMB,
    provisionedInstances,
    schedule: (overTime.schedule ?? []).map((action) => ({ ...action, cron: sevenFields(action.cron) })),
    tracking: overTime.tracking,
    retryNum: retryNum ?? limits.retryNum.value,
    msgTtlMs: (msgTTL ?? limits.msgTtl.value) * 1000,
    deadLetter,
    traceEnable,
    // Event functions take one event at a time, whatever they ask for. @source S2, S92
    instanceConcurrency: type === 'web' ? requestsPerInstance(instanceConcurrency) : 1,
    environment: { ...environment, ...variablesOf(own) },
    role,
    type,
    timers: timersOf(fn.values.events),
  };
}
