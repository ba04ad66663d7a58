import { nextFiringMs } from '../../region/timers';
import { StoreFault } from '../../store';
import { allocatedOf } from './allocation';
import type { Control } from './control';
import type { FunctionRecord, ProvisionTrigger } from './record';

/** The settings at times of a version, from now on. @source S135 */
export function planProvisioning(control: Control, record: FunctionRecord, version: string): void {
  forgetRegional(control, record);
  control.agenda.drop(`provision ${record.key} ${version} `);
  for (const action of record.provisioned.get(version)?.actions ?? []) plan(control, record, version, action, control.nowMs());
}

function plan(control: Control, record: FunctionRecord, version: string, action: ProvisionTrigger, afterMs: number): void {
  control.agenda.put(`provision ${record.key} ${version} ${action.name}`, {
    atMs: nextFiringMs(action.cron, afterMs),
    act: (atMs) => {
      fire(control, record, version, action);
      // An engine that slept makes up for the last of what it missed, not for each.
      plan(control, record, version, action, Math.max(atMs, control.nowMs()));
    },
  });
}

/** @source S137: what does not fit is left out */
function fire(control: Control, record: FunctionRecord, version: string, { instances }: ProvisionTrigger): void {
  control.region.configure({ kind: 'provisioned', function: record.key, version, instances, by: 'schedule' });
  const asked = record.provisioned.get(version);
  if (!asked) return;
  record.provisioned.set(version, { ...asked, instances: allocatedOf(control, record, version) });
  try {
    control.registry.save(record);
  } catch (error) {
    // Nobody waits for an answer here, and what is set is set: only a later process would begin with the number before.
    if (!(error instanceof StoreFault)) throw error;
  }
}

/** The schedule that the region was opened with gives way to what is said now. */
function forgetRegional(control: Control, record: FunctionRecord): void {
  const { latest } = record;
  if (latest.plan.schedule.length === 0) return;
  const plan = { ...latest.plan, schedule: [] };
  control.change({ kind: 'function', plan });
  record.latest = { ...latest, plan };
}
