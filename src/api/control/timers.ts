import { isDeepStrictEqual } from 'node:util';
import { timerName } from '../../config/timerName';
import { nextFiringMs, timerCall } from '../../region/timers';
import type { TimerPlan } from '../../scf';
import type { Control } from './control';
import type { FunctionRecord, TriggerRecord } from './record';

/**
 * The timers of `serverless.yml` among a function's triggers. What the API has made of one counts until the file says something else of it.
 * @param was  those that the file had
 */
export function declareTimers(control: Control, record: FunctionRecord, timers: readonly TimerPlan[], was: readonly TimerPlan[] = []): void {
  const nowMs = control.nowMs();
  const triggersIn = (some: readonly TimerPlan[], others: readonly TimerPlan[]): TriggerRecord[] =>
    some
      .filter((timer) => !others.some((other) => isDeepStrictEqual(writtenTimer(timer), writtenTimer(other))))
      .map((timer) => triggerOf(timer, nowMs));
  const declared = triggersIn(timers, was);
  const theirs = new Set([...declared, ...triggersIn(was, timers)].map(identityOf));
  record.triggers = [...record.triggers.filter((trigger) => !theirs.has(identityOf(trigger))), ...declared];
}

/** What `serverless.yml` says of a timer: that it is held is said by whoever runs it this time. */
export function writtenTimer({ held: _held, ...timer }: TimerPlan): TimerPlan {
  return timer;
}

function triggerOf({ name, cron, message, qualifier, enabled }: TimerPlan, nowMs: number): TriggerRecord {
  return {
    name: name ?? timerName(cron, message),
    type: 'timer',
    desc: JSON.stringify({ cron }),
    qualifier,
    enabled,
    customArgument: message,
    description: '',
    addMs: nowMs,
    modMs: nowMs,
  };
}

/** The timers that `serverless.yml` gave to a function, as the API has left them. */
export function timersNow({ loaded, triggers }: FunctionRecord): TimerPlan[] {
  return (loaded?.declared.timers ?? []).flatMap((timer) => {
    const identity = identityOf(triggerOf(timer, 0));
    const trigger = triggers.find((one) => identityOf(one) === identity);
    if (!trigger) return [];
    const { name, enabled, customArgument: message } = trigger;
    return [{ ...timer, name, cron: cronOf(trigger), message, enabled }];
  });
}

function identityOf({ type, name, qualifier }: TriggerRecord): string {
  return JSON.stringify([type, name, qualifier]);
}

/** A function's timers fire from now on, if they may. Called after every change of its triggers. @source S220 */
export function planTimers(control: Control, record: FunctionRecord): void {
  holdTimers(control, record.key);
  if (!control.mayFire(record)) return;
  const held = new Set(record.loaded?.declared.timers.filter((timer) => timer.held).map((timer) => identityOf(triggerOf(timer, 0))));
  const firing = record.triggers.filter((trigger) => trigger.type === 'timer' && trigger.enabled && !held.has(identityOf(trigger)));
  for (const trigger of firing) plan(control, record, trigger, control.nowMs());
}

/** A function's timers no longer fire. */
export function holdTimers(control: Control, functionKey: string): void {
  control.agenda.drop(`timer ${functionKey} `);
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

function fire({ region }: Control, { key }: FunctionRecord, { name, qualifier, customArgument: message }: TriggerRecord, atMs: number): void {
  region.invoke(timerCall(key, { name, qualifier, message }, atMs));
}

/** Of a timer, in seven fields. */
function cronOf({ desc }: TriggerRecord): string {
  return (JSON.parse(desc) as { readonly cron: string }).cron;
}
