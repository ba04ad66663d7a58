import { AssertionError } from 'node:assert';
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

/** The matchers' checks for `node:test` and whatever else has no `expect`. Each throws an AssertionError with the numbers. */

export function assertSucceeded(subject: Subject): void {
  assertPass(succeeded(subject), assertSucceeded);
}

export function assertThrottled(subject: Subject, options?: { readonly by?: ThrottledBy }): void {
  assertPass(throttled(subject, options), assertThrottled);
}

export function assertPeak(region: TestRegion, expected: { readonly mb?: number; readonly instances?: number; readonly function?: string }): void {
  assertPass(peakedAt(region, expected), assertPeak);
}

export function assertColdStarts(subject: Subject, times?: number, options?: { readonly function?: string }): void {
  assertPass(coldStarted(subject, times, options), assertColdStarts);
}

export function assertEndedAs(subject: Subject, state: EndState): void {
  assertPass(endedAs(subject, state), assertEndedAs);
}

export function assertFifo(subject: Subject, options?: FifoOptions): void {
  assertPass(keptFifo(subject, options), assertFifo);
}

/** @param stackStartFn  the stack begins where it was called */
function assertPass({ pass, message }: Verdict, stackStartFn: (...args: never[]) => void): void {
  if (!pass) throw new AssertionError({ message, stackStartFn });
}
