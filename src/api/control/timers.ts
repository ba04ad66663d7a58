import type { Control } from './control';
import { nextFiringMs } from './cronTimes';
import type { FunctionRecord, TriggerRecord } from './record';

/** A function's timers fire from now on. Called after every change of its triggers. @source S220 */
export function planTimers(control: Control, record: FunctionRecord): void {
  control.agenda.drop(`timer ${record.key} `);
  for (const trigger of record.triggers) if (trigger.type === 'timer' && trigger.enabled) plan(control, record, trigger, control.nowMs());
}

function plan(control: Control, record: FunctionRecord, trigger: TriggerRecord, afterMs: number): void {
  control.agenda.put(`timer ${record.key} ${trigger.qualifier} ${trigger.name}`, {
    atMs: nextFiringMs(cronOf(trigger), afterMs),
    act: (atMs) => {
      fire(control, record, trigger, atMs);
      // What passed while the machine slept is not made up for.
      plan(control, record, trigger, Math.max(atMs, control.nowMs()));
    },
  });
}

/** @source S53: asynchronously; S220: the event's members */
function fire({ region }: Control, { key }: FunctionRecord, { name, qualifier, customArgument }: TriggerRecord, atMs: number): void {
  const event = { Type: 'Timer', TriggerName: name, Time: `${new Date(atMs).toISOString().slice(0, 19)}Z`, Message: customArgument };
  region.invoke({ function: key, qualifier, event: Buffer.from(JSON.stringify(event)), type: 'async', invokedBy: 'timer' });
}

/** Of a timer, in seven fields. */
function cronOf({ desc }: TriggerRecord): string {
  return (JSON.parse(desc) as { readonly cron: string }).cron;
}
