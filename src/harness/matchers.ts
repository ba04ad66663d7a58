import type { EndState } from '../scf';
import {
  coldStarted,
  endedAs,
  keptFifo,
  peakedAt,
  succeeded,
  throttled,
  type FifoOptions,
  type Subject,
  type ThrottledBy,
  type Verdict,
} from './checks';
import type { TestRegion } from './region';

/** What `expect.extend` takes. */
interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** For `expect.extend(matchers)`, of Jest and of whatever takes the same. */
export const matchers = {
  toHaveSucceeded: (subject: Subject) => resultOf(succeeded(subject)),
  toBeThrottled: (subject: Subject, options?: { readonly by?: ThrottledBy }) => resultOf(throttled(subject, options)),
  toPeakAt: (region: TestRegion, expected: { readonly mb?: number; readonly instances?: number; readonly function?: string }) =>
    resultOf(peakedAt(region, expected)),
  toColdStart: (subject: Subject, times?: number, options?: { readonly function?: string }) => resultOf(coldStarted(subject, times, options)),
  toEndAs: (subject: Subject, state: EndState) => resultOf(endedAs(subject, state)),
  toKeepFifo: (subject: Subject, options?: FifoOptions) => resultOf(keptFifo(subject, options)),
};

/** The matchers as they are called on what `expect` gives back. */
export interface ScfMatchers<R> {
  /** Every invocation ended with 200. */
  toHaveSucceeded(): R;
  /** A limit refused at least one invocation, or let it wait: memory (`quota`, 432), starts (`burst`, 429), calls a second (`qps`), starts for a queue (`ramp`). */
  toBeThrottled(options?: { readonly by?: ThrottledBy }): R;
  /** The most busy memory, MB, and the most instances alive at one time; of the region, or of one function. */
  toPeakAt(expected: { readonly mb?: number; readonly instances?: number; readonly function?: string }): R;
  /** How many attempts began with a cold start; at least one when no number is given. */
  toColdStart(times?: number, options?: { readonly function?: string }): R;
  /** Every invocation ended in this state: `FINISHED`, `FAILED`, `ABORTED`, `REFUSED` … */
  toEndAs(state: EndState): R;
  /** Asynchronous events of each function began in the order of their arrival; with `retries`, no attempt came after a later event had begun. */
  toKeepFifo(options?: FifoOptions): R;
}

function resultOf({ pass, message }: Verdict): MatcherResult {
  return { pass, message: () => message };
}
