import { ApiError } from '../error';
import { routeOf } from './aliases';
import { allocatedOf } from './allocation';
import type { Control } from './control';
import { codeDirOf } from './deploy';
import type { Archive } from './documents';
import { planProvisioning } from './provisionTimes';
import type { Deployment, FunctionRecord } from './record';
import type { LoadRefusal } from './service';

/** What came back of what was made through the API. */
export interface RestoreOutcome {
  /** Keys of functions that are in the region again. */
  readonly functions: readonly string[];
  /** What does not fit any more, since `serverless.yml` or the account is another now. It stays written down. */
  readonly refused: readonly LoadRefusal[];
}

/** Bring back every function that was created through the API, with all that belongs to it. The functions of services are there already. */
export function restore(control: Control, archive: Archive): RestoreOutcome {
  const refused: LoadRefusal[] = [];
  const attempt = (key: string | undefined, act: () => void): boolean => {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.push({ function: key, code: error.code, message: error.message });
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

/** The folder for uploaded code may be another one than it was. JSON leaves out what is undefined. */
function placed(control: Control, record: FunctionRecord): FunctionRecord {
  const here = <T extends Deployment>(deployment: T): T => {
    const { reservedMB, tracking, deadLetter, role, ...plan } = deployment.plan;
    return { ...deployment, plan: { ...plan, reservedMB, tracking, deadLetter, role, codeDir: codeDirOf(control, deployment.code) } };
  };
  const versions = new Map([...record.versions].map(([version, published]) => [version, here(published)]));
  return { ...record, latest: here(record.latest), versions };
}

/** The function, its versions in the order in which they were published, and its aliases. */
function revive(control: Control, record: FunctionRecord): void {
  const { key, name, namespace } = record;
  control.registry.host(namespace, record.addMs);
  if (control.registry.named(namespace, name)) {
    throw new ApiError(
      'ResourceInUse.Function',
      `Function "${name}" of namespace "${namespace}" was created through the API, and now serverless.yml has one of that name. Rename it there.`,
    );
  }
  const oldest = record.versions.values().next().value ?? record.latest;
  control.change({ kind: 'function', plan: oldest.plan });
  for (let number = 1; number <= record.published; number += 1) {
    const published = record.versions.get(String(number));
    if (published && published !== oldest) control.change({ kind: 'function', plan: published.plan });
    control.change({ kind: 'published', function: key });
    if (!published) control.change({ kind: 'versionRemoved', function: key, version: String(number) });
  }
  if (oldest !== record.latest) control.change({ kind: 'function', plan: record.latest.plan });
  for (const [alias, points] of record.aliases) control.change({ kind: 'alias', function: key, name: alias, alias: routeOf(points) });
  control.registry.adopt(record);
}

function reserve(control: Control, record: FunctionRecord): void {
  const { key, reservedMB } = record;
  if (reservedMB === undefined) return;
  record.reservedMB = undefined;
  control.change({ kind: 'reserved', function: key, reservedMB });
  record.reservedMB = reservedMB;
}

function provision(control: Control, record: FunctionRecord, version: string): void {
  const { instances, tracking } = record.provisioned.get(version) ?? { instances: 0, tracking: undefined };
  if (tracking) control.change({ kind: 'tracking', function: record.key, version, tracking });
  else if (instances !== allocatedOf(control, record, version))
    control.change({ kind: 'provisioned', function: record.key, version, instances, by: 'user' });
}
