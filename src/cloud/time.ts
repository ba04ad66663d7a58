import { setTimeout } from 'node:timers/promises';

/** Time and chance as the client sees them; tests bring their own and never wait. */
export interface CloudTime {
  /** ms since the Unix epoch: what requests are dated with. */
  nowMs(): number;
  /** Resolves after `ms`; rejects when `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to, but not including, 1: spreads the retries of many clients. */
  random(): number;
}

export const realTime: CloudTime = {
  nowMs: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
  random: () => Math.random(),
};
