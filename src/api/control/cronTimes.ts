import { Cron } from 'croner';

/** Where the platform's times of day are. @assumes S135, S220: Beijing time */
const zone = 'Asia/Shanghai';

/**
 * When a schedule fires next after a moment, ms; Infinity: never again.
 * @param cron  without a fault, of seven fields
 * @source S220: day and weekday are OR-ed, weekday 0 is Sunday
 */
export function nextFiringMs(cron: string, afterMs: number): number {
  // The platform takes `1/10` for every tenth from the first; croner calls that sloppy.
  const next = new Cron(cron, { timezone: zone, sloppyRanges: true, paused: true }).nextRun(new Date(afterMs));
  return next?.getTime() ?? Infinity;
}
