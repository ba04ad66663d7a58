import { said } from '../messages/api';
import { requestsPerSecond } from '../scf';
import { ApiError } from './error';

/** Counts requests by action and second. @assumes windows are the seconds of the clock, for all callers together */
export class RateLimits {
  readonly #counts = new Map<string, number>();
  #second = Number.NaN;

  /**
   * One more request of an action.
   * @param action  one that exists
   * @param nowMs   ms since the Unix epoch
   * @throws ApiError `RequestLimitExceeded`
   */
  take(action: string, nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.#second) this.#counts.clear();
    this.#second = second;
    const count = (this.#counts.get(action) ?? 0) + 1;
    this.#counts.set(action, count);
    const max = requestsPerSecond(action);
    if (count <= max) return;
    throw new ApiError('RequestLimitExceeded', said('wire.rate', { action, max }));
  }
}
