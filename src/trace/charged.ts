import type { Attempt, InvocationRecord } from '../scf';
import { billedMs } from './price';

/** Time in which an instance runs something without a break. */
interface Period {
  readonly sinceMs: number;
  untilMs: number;
  billedMs: number;
}

/**
 * What is charged for each attempt, whole ms. Time in which an instance serves several requests is charged once, and rounded once: a part of it
 * that each one begins would add up to a multiple.
 *
 * @param records  of a whole run, in any order; the handlers of its attempts have all ended
 * @source S93, S170, S175
 */
export function chargedMs(records: readonly InvocationRecord[]): ReadonlyMap<Attempt, number> {
  const begun = records.flatMap(({ attempts }) => attempts);
  const charged = new Map<Attempt, number>();
  const periods = new Map<number, Period>();
  for (const attempt of begun.sort((a, b) => a.startedMs - b.startedMs)) {
    const { instance, startedMs, endedMs } = attempt;
    const last = periods.get(instance);
    // What has finished at a moment did so before anything began at it.
    const period = last && startedMs < last.untilMs ? last : { sinceMs: startedMs, untilMs: startedMs, billedMs: 0 };
    period.untilMs = Math.max(period.untilMs, endedMs);
    const totalMs = billedMs(period.untilMs - period.sinceMs);
    charged.set(attempt, totalMs - period.billedMs);
    period.billedMs = totalMs;
    periods.set(instance, period);
  }
  return charged;
}
