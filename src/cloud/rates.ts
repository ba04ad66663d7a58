import { requestsPerSecond } from '../scf';
import type { CloudTime } from './time';

/** Resolves when a request of an action may be sent; rejects when `signal` is aborted. */
export type Pace = (action: string, signal: AbortSignal) => Promise<void>;

/** How much further apart requests are sent than rates demand: on their way some catch up with others. */
const slack = 1.05;

/**
 * Keeps to the documented rates: requests of one action follow each other at even distances, so that no second ever holds more. One
 * that could only be sent late moves all after it.
 * Others who use the account count too, but cannot be seen; what they use up is met by trying again.
 */
export function documentedPace(time: CloudTime): Pace {
  /** When the last request of an action was sent; undefined: none was, for it was given up. */
  const sent = new Map<string, Promise<number | undefined>>();
  return async (action, signal) => {
    const apartMs = (slack * 1_000) / requestsPerSecond(action);
    const before = sent.get(action);
    const turn = turnAfter(before, apartMs, signal, time);
    const given = turn.catch(async () => before);
    sent.set(action, given);
    await turn;
  };
}

async function turnAfter(before: Promise<number | undefined> | undefined, apartMs: number, signal: AbortSignal, time: CloudTime): Promise<number> {
  const lastMs = before && (await before);
  signal.throwIfAborted();
  const waitMs = lastMs === undefined ? 0 : lastMs + apartMs - time.nowMs();
  if (waitMs > 0) await time.sleep(waitMs, signal);
  return time.nowMs();
}
