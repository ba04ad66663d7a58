import type { RunStatus } from './status';

/** How a function behaves where nothing real runs: in simulations and modelled tests. Times are ms, shares between 0 and 1. */
export interface Model {
  /** Time from the start of an instance until it is ready; undefined takes the profile's `coldStartMs`. @source S124 */
  readonly coldStartMs: Distribution | undefined;
  /** Time that the handler runs; undefined answers at once. */
  readonly durationMs: Distribution | undefined;
  /** Which part of the runs end with which status; what they leave succeeds. The shares are at most 1 together. */
  readonly failures: readonly Failure[];
  /** Which part of the cold starts end with which status, before the handler runs. */
  readonly coldStartFailures: readonly Failure[];
}

/** A part of what happens that fails. */
export interface Failure {
  /** Between 0 and 1. */
  readonly share: number;
  /** What an attempt on an instance can fail with: neither 200, nor a code that refuses it one. @source S64 */
  readonly status: Exclude<RunStatus, 200>;
}

/** What a time is drawn from, ms. */
export type Distribution =
  | { readonly kind: 'constant'; readonly ms: number }
  /** Evenly between the two. */
  | { readonly kind: 'uniform'; readonly minMs: number; readonly maxMs: number }
  /**
   * A share `at` of the times is `ms` or less. Points rise in both; between two of them the time is interpolated, outside of them
   * it is the nearest point's.
   */
  | { readonly kind: 'percentiles'; readonly points: readonly Percentile[] }
  /** One of these, each as likely. Not empty. */
  | { readonly kind: 'values'; readonly ms: readonly number[] }
  | { readonly kind: 'exponential'; readonly meanMs: number };

/** One point of a distribution. */
export interface Percentile {
  /** Between 0 and 1: p99.9 is at 0.999. */
  readonly at: number;
  readonly ms: number;
}
