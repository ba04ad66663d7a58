import { ApiError } from './error';

/** Requests a second that the platform admits of one action. @source scf-api.md §3; every action that is not named has 20 */
const perSecond: ReadonlyMap<string, number> = new Map([
  ['InvokeFunction', 10_000],
  ['Invoke', 100],
  ['CreateFunction', 100],
  ['DeleteFunction', 100],
  ['UpdateFunctionCode', 100],
  ['UpdateFunctionConfiguration', 100],
  ['GetFunction', 100],
  ['ListFunctions', 100],
  ['CreateTrigger', 100],
  ['DeleteTrigger', 100],
]);

const perSecondOtherwise = 20;

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
    const max = perSecond.get(action) ?? perSecondOtherwise;
    if (count <= max) return;
    throw new ApiError('RequestLimitExceeded', `The action \`${action}\` admits ${max} requests per second. Try again in a second.`);
  }
}
