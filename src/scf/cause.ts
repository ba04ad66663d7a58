import type { RequestId } from './ids';

/** Why an invocation was refused or had to wait: which limit, who held it, since when, what would have admitted it. */
export type Cause = QuotaCause | BurstCause | RateCause;

/** A limit that can be in an invocation's way. @source S12 pool, S14 reserved, S101 burst, S79 qps, S51 ramp */
export type LimitKind = Cause['limit'];

/** No memory was left under a quota. @source S12, S14, S20 */
export interface QuotaCause {
  readonly limit: 'reserved' | 'pool';
  readonly function: string;
  /** The reservation, or the pool that functions without one share, MB. @source S20: the figure of the platform's own text */
  readonly quotaMB: number;
  /** The part of it that elastic instances may use: provisioned instances of a reserved function take the rest, MB. */
  readonly elasticMB: number;
  /** What is in use of `elasticMB`, MB. */
  readonly usedMB: number;
  /** What the invocation needed, MB: the memory of its function. */
  readonly neededMB: number;
  /** Who uses it, most memory first. */
  readonly holders: readonly Holder[];
  /** The smallest quota under which it would have been admitted, MB. */
  readonly admittedByMB: number;
}

/** A function's part of a quota in use. */
export interface Holder {
  readonly function: string;
  readonly mb: number;
  readonly instances: number;
  /** RequestIds that hold it, oldest first; the first few only. */
  readonly requestIds: readonly RequestId[];
  /** When the oldest of them took it, ms on the region's clock. */
  readonly sinceMs: number;
}

/** Too many instances started within a minute. @source S100–S102 */
export interface BurstCause {
  readonly limit: 'burst';
  readonly function: string;
  /** Starts admitted in one window. */
  readonly perWindow: number;
  /** When the window opened and when the next can, ms on the region's clock. */
  readonly openedMs: number;
  readonly endsMs: number;
  /** Who used the starts, most first. */
  readonly starts: readonly { readonly function: string; readonly instances: number }[];
}

/** Too much of something within a time that is not the minute of the burst limit. @source S79 invocations, S51 starts for a queue */
export interface RateCause {
  readonly limit: 'qps' | 'ramp';
  readonly function: string;
  /** Admitted in one window. */
  readonly perWindow: number;
  readonly windowMs: number;
  /** When the window opened and when the next can, ms on the region's clock. */
  readonly openedMs: number;
  readonly endsMs: number;
}
