import { said } from '../../messages/api';
import { ApiError } from '../error';
import type { Control } from './control';
import { codeDirOf } from './deploy';
import type { Archive } from './documents';
import { planProvisioning } from './provisionTimes';
import type { FunctionRecord } from './record';
import { bringBack, provision, redeployed, reserve, whole } from './revive';
import type { LoadRefusal } from './loading';

/** What came back of what was made through the API. */
export interface RestoreOutcome {
  /** Keys of functions that are in the region again. */
  readonly functions: readonly string[];
  /** What does not fit any more, since `serverless.yml` or the account is another now. It stays written down. */
  readonly refused: readonly LoadRefusal[];
}

/** Bring back every function that was created through the API, with all that belongs to it. The functions of the region's own service are there already. */
export function restore(control: Control, archive: Archive): RestoreOutcome {
  const refused: LoadRefusal[] = [];
  const attempt = (key: string | undefined, act: () => void): boolean => {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.push({ function: key, code: error.code, message: error.said });
      return false;
    }
  };
  for (const namespace of archive.namespaces()) control.registry.adoptNamespace(namespace);
  const { total } = archive;
  if (total?.configuredMB === control.plan.profile.accountQuotaMB) attempt(undefined, () => setTotal(control, total.totalMB));
  const records = archive.functions().map((record) => placed(control, record));
  const back = records.filter((record) => attempt(record.key, () => revive(control, record)));
  // Quotas come last: reservations first, and then what lives inside them, or beside them. No sum is ever above what it was. (S16, S22)
  for (const record of back) attempt(record.key, () => reserve(control, record));
  for (const record of back) for (const version of record.provisioned.keys()) attempt(record.key, () => provision(control, record, version));
  for (const record of back) for (const version of record.provisioned.keys()) planProvisioning(control, record, version);
  return { functions: back.map(({ key }) => key), refused };
}

function setTotal(control: Control, totalMB: number): void {
  if (totalMB === control.totalMB) return;
  control.change({ kind: 'total', totalMB });
  control.totalMB = totalMB;
}

/** The folder for uploaded code may be another one than it was. */
function placed(control: Control, record: FunctionRecord): FunctionRecord {
  return redeployed(record, (deployment) => {
    return { ...deployment, plan: { ...whole(deployment.plan), codeDir: codeDirOf(control, deployment.code) } };
  });
}

function revive(control: Control, record: FunctionRecord): void {
  const { name, namespace } = record;
  control.registry.host(namespace, record.addMs);
  if (control.registry.named(namespace, name)) {
    throw new ApiError('ResourceInUse.Function', said('restore.taken', { name, namespace }));
  }
  bringBack(control, record);
}
