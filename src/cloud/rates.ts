import { requestsPerSecond } from '../scf';
import type { CloudTime } from './time';

/** Resolves when a request of an action may be sent; rejects when `signal` is aborted. */
export type Pace = (action: string, signal: AbortSignal) => Promise<void>;

/**
 * Keeps to the documented rates: requests of one action follow each other at even distances, so that no second ever holds more.
 * Others who use the account count too, but cannot be seen; what they use up is met by trying again.
 */
export function documentedPace(time: CloudTime): Pace {
  const freeMs = new Map<string, number>();
  return async (action, signal) => {
    const nowMs = time.nowMs();
    const atMs = Math.max(nowMs, freeMs.get(action) ?? nowMs);
    freeMs.set(action, atMs + 1_000 / requestsPerSecond(action));
    if (atMs > nowMs) await time.sleep(atMs - nowMs, signal);
  };
}
