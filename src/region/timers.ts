import { Cron } from 'croner';
import type { Call } from './call';

/** Where the platform's times of day are. @assumes S135, S220: Beijing time */
export const platformZone = 'Asia/Shanghai';

/**
 * When a schedule fires next after a moment, ms; Infinity: never again.
 * @param cron  without a fault, of seven fields
 * @source S220: day and weekday are OR-ed, weekday 0 is Sunday
 */
export function nextFiringMs(cron: string, afterMs: number): number {
  return nextAfter(scheduleOf(cron), afterMs);
}

/** @param cron  without a fault, of seven fields */
export function scheduleOf(cron: string, timezone = platformZone): Cron {
  // The platform takes `1/10` for every tenth from the first; croner calls that sloppy.
  return new Cron(cron, { timezone, sloppyRanges: true, paused: true });
}

export function nextAfter(schedule: Cron, afterMs: number): number {
  return schedule.nextRun(new Date(afterMs))?.getTime() ?? Infinity;
}

/** What a timer calls with. */
interface Timer {
  readonly name: string;
  /** The version or alias that it calls. */
  readonly qualifier: string;
  /** Its custom argument. */
  readonly message: string;
}

/** The call that a timer makes when it fires. @param atMs  since the Unix epoch @source S53: asynchronously; S220: the event's members */
export function timerCall(functionKey: string, { name, qualifier, message }: Timer, atMs: number): Call {
  const event = { Type: 'Timer', TriggerName: name, Time: `${new Date(atMs).toISOString().slice(0, 19)}Z`, Message: message };
  return { function: functionKey, qualifier, event: Buffer.from(JSON.stringify(event)), type: 'async', invokedBy: 'timer' };
}
