import { CloudError, CloudFault } from './fault';

/** How often and how long a request is tried again. */
export interface RetryPolicy {
  /** The first one included; for all faults but changes under way. */
  readonly attemptsMax: number;
  /** The first pause, ms; each one after it is twice as long. After throttling at least a second. @source scf-api.md §8, 6 */
  readonly firstMs: number;
  /** The longest pause, ms, before chance adds up to half of it. */
  readonly mostMs: number;
  /** How long one waits for an earlier change of quotas that is under way, ms; 0: not at all. @source S30, scf-api.md §8, 6 */
  readonly inProgressMs: number;
}

export const retryDefaults: RetryPolicy = { attemptsMax: 5, firstMs: 300, mostMs: 8_000, inProgressMs: 0 };

/** A request's failures so far. */
export interface Tries {
  /** Attempts that have failed. */
  readonly failed: number;
  /** Since the first one began, ms. */
  readonly sinceMs: number;
  /** Whether doing it twice does no harm; reading never does. */
  readonly repeatable: boolean;
}

/** After throttling, ms: rates are counted by the second. @source scf-api.md §3, §8, 6 */
const throttledMs = 1_000;

/**
 * The pause before a request is tried again, ms; undefined: it is not.
 * @param chance  from 0 up to, but not including, 1
 * @source scf-api.md §3, §7, §8
 */
export function pauseMs(error: unknown, { failed, sinceMs, repeatable }: Tries, policy: RetryPolicy, chance: number): number | undefined {
  const remedy = remedyOf(error);
  // What may have been done already must not be done again.
  if (remedy === undefined || (remedy === 'lost' && !repeatable)) return undefined;
  const firstMs = remedy === 'throttled' ? Math.max(throttledMs, policy.firstMs) : policy.firstMs;
  const pause = Math.min(firstMs * 2 ** (failed - 1), policy.mostMs) * (1 + chance / 2);
  const goesOn = remedy === 'inProgress' ? sinceMs + pause <= policy.inProgressMs : failed < policy.attemptsMax;
  return goesOn ? pause : undefined;
}

/**
 * Why trying again may help: nothing was done for lack of rate, or while another change goes on; or nobody knows whether it was done.
 */
function remedyOf(error: unknown): 'throttled' | 'inProgress' | 'lost' | undefined {
  if (error instanceof CloudError) {
    if (/^RequestLimitExceeded(\.|$)/.test(error.code)) return 'throttled';
    if (/^FailedOperation\.\w+InProgress$/.test(error.code)) return 'inProgress';
    return /^InternalError(\.|$)/.test(error.code) ? 'lost' : undefined;
  }
  if (!(error instanceof CloudFault)) return undefined;
  const { detail } = error;
  return detail.kind === 'reset' || (detail.kind === 'status' && detail.status >= 500) ? 'lost' : undefined;
}
