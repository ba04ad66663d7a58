import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_ALIAS, LATEST, versionsOf, type FunctionPlan } from '../../scf';
import { ApiError } from '../error';
import { allocatedOf } from './allocation';
import type { Control } from './control';
import { publish } from './deploy';
import type { Step } from './loading';
import { planProvisioning } from './provisionTimes';
import { provisioningOf } from './published';
import type { FunctionRecord, Loaded } from './record';

/** A provisioned function whose code or configuration is another is published anew, as deploy does it. @source S21, S28, S140 */
export function provisioningSteps(control: Control, record: FunctionRecord, known: Loaded, plan: FunctionPlan, configured: boolean): Step[] {
  const publishes = versionsOf(plan).length > 1;
  const same = isDeepStrictEqual(provisioningOf(plan), provisioningOf(known.declared));
  if (same && !(configured && publishes)) return [];
  const was = known.deployed;
  const renews = publishes && (configured || was === undefined || !record.versions.has(was));
  const instances = renews ? 0 : (plan.tracking?.min ?? plan.provisionedInstances);
  const lower = (): void => {
    if (was === undefined || !record.versions.has(was)) return;
    if (known.declared.tracking) control.change({ kind: 'tracking', function: record.key, version: was, tracking: undefined, by: 'schedule' });
    // Asked for by a schedule, it is not refused while others still start.
    if (instances < allocatedOf(control, record, was))
      control.change({ kind: 'provisioned', function: record.key, version: was, instances, by: 'schedule' });
  };
  const raise = (): void => {
    if (publishes) provision(control, record, known, plan, renews);
    else point(control, record, LATEST);
    if (was !== undefined && was !== known.deployed) retire(control, record, was);
    if (!publishes && was !== undefined) retire(control, record, was);
    if (!publishes) known.deployed = undefined;
    known.declared = { ...known.declared, ...provisioningOf(plan) };
  };
  const step = { function: record.key, in: 'quotas' } as const;
  return [
    { ...step, phase: 'lowerProvisioned', act: lower },
    { ...step, phase: 'raiseProvisioned', act: raise },
  ];
}

function provision(control: Control, record: FunctionRecord, known: Loaded, plan: FunctionPlan, renews: boolean): void {
  const { key } = record;
  const version = renews || known.deployed === undefined ? release(control, record) : known.deployed;
  known.deployed = version;
  const { provisionedInstances: instances, tracking, schedule: actions } = plan;
  if (tracking) control.change({ kind: 'tracking', function: key, version, tracking, by: 'schedule' });
  else if (instances !== allocatedOf(control, record, version)) allocateNow(control, record, version, instances);
  record.provisioned.set(version, { instances, tracking, actions });
  planProvisioning(control, record, version);
}

/** Also while others of the version still start, if there is room for all. */
function allocateNow(control: Control, record: FunctionRecord, version: string, instances: number): void {
  const change = { kind: 'provisioned', function: record.key, version, instances } as const;
  try {
    control.change({ ...change, by: 'user' });
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'FailedOperation.ProvisionedInProgress')) throw error;
    control.change({ ...change, by: 'schedule' });
    if (allocatedOf(control, record, version) < instances) throw error;
  }
}

/** A version that deploy has replaced, unless somebody's alias still points to it. */
function retire(control: Control, record: FunctionRecord, version: string): void {
  control.agenda.drop(`provision ${record.key} ${version} `);
  record.provisioned.delete(version);
  const fault = control.region.configure({ kind: 'versionRemoved', function: record.key, version });
  if (fault !== undefined) return;
  record.versions.delete(version);
  // Whatever else is refused: nothing that is written down points to a version that is gone.
  control.registry.save(record);
  control.registry.removeVersion(record, version);
}

/** A new function has a version for its schedule, where nothing else asks for one. */
export function beginSchedule(control: Control, record: FunctionRecord, known: Loaded, plan: FunctionPlan): void {
  known.deployed ??= release(control, record);
  const { provisionedInstances: instances, tracking, schedule: actions } = plan;
  record.provisioned.set(known.deployed, { instances, tracking, actions });
  planProvisioning(control, record, known.deployed);
}

/** As deploy does it: a new version, and `$DEFAULT` points to it. */
function release(control: Control, record: FunctionRecord): string {
  const version = publish(control, record, undefined);
  point(control, record, version);
  return version;
}

function point(control: Control, record: FunctionRecord, version: string): void {
  const nowMs = control.nowMs();
  control.change({ kind: 'alias', function: record.key, name: DEFAULT_ALIAS, alias: { version } });
  record.aliases.set(DEFAULT_ALIAS, { version, routing: undefined, description: '', addMs: record.addMs, modMs: nowMs });
}
