import type { FunctionPlan } from '../../scf';
import { routeOf } from './aliases';
import { allocatedOf } from './allocation';
import type { Control } from './control';
import type { Deployment, FunctionRecord } from './record';

/** The function, its versions in the order in which they were published, and its aliases. Its quotas are still to come. @throws ApiError */
export function bringBack(control: Control, record: FunctionRecord): void {
  const { key } = record;
  const oldest = record.versions.values().next().value ?? record.latest;
  // With them it would be published once more.
  control.change({ kind: 'function', plan: { ...oldest.plan, reservedMB: undefined, ...nothingProvisioned } });
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

const nothingProvisioned = { provisionedInstances: 0, schedule: [], tracking: undefined } as const;

/** What is reserved for it, now that it is back. @throws ApiError where it does not fit: then it is remembered for a start at which it does */
export function reserve(control: Control, record: FunctionRecord): void {
  const { key, reservedMB } = record;
  if (reservedMB === undefined) return;
  record.reservedMB = undefined;
  record.unfitMB = reservedMB;
  control.change({ kind: 'reserved', function: key, reservedMB });
  record.reservedMB = reservedMB;
  record.unfitMB = undefined;
}

/** What `serverless.yml` reserves for it, where what it had reserved does not fit any more. @throws ApiError where that does not fit either */
export function reserveInstead(control: Control, record: FunctionRecord, reservedMB: number): void {
  if (record.unfitMB === undefined) return;
  control.change({ kind: 'reserved', function: record.key, reservedMB });
  record.reservedMB = reservedMB;
}

/** The provisioned instances of one of its versions. @throws ApiError */
export function provision(control: Control, record: FunctionRecord, version: string): void {
  const { instances, tracking } = record.provisioned.get(version) ?? { instances: 0, tracking: undefined };
  if (tracking) control.change({ kind: 'tracking', function: record.key, version, tracking, by: 'restart' });
  else if (instances !== allocatedOf(control, record, version))
    control.change({ kind: 'provisioned', function: record.key, version, instances, by: 'user' });
}

/** A function as it was written down, with each of its deployments as `here` has it. */
export function redeployed<R extends FunctionRecord>(record: R, here: <T extends Deployment>(deployment: T) => T): R {
  const versions = new Map([...record.versions].map(([version, published]) => [version, here(published)]));
  return { ...record, latest: here(record.latest), versions };
}

/** JSON leaves out what is undefined. */
export function whole({ reservedMB, tracking, deadLetter, role, ...plan }: FunctionPlan): FunctionPlan {
  return { ...plan, reservedMB, tracking, deadLetter, role };
}
