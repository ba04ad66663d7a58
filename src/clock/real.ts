import type { Clock } from './clock';

/** Node fires a timer of more than 2^31 - 1 ms at once; longer waits are made of several. */
const longestTimerMs = 2 ** 31 - 1;

/** Asking for it costs more than asking for the time. */
const { timeOrigin: originMs } = performance;

/** A clock of the system that is ahead by more was not corrected: the machine has slept, ms. */
const sleptFromMs = 60_000;

/**
 * The time of the wall, made monotonic: a correction of the system clock does not move it. Where the machine sleeps what counts the time of a
 * process may stand still (it does on Linux); what happens afterwards happens at the time of the wall all the same.
 */
export class RealClock implements Clock {
  readonly #longestWaitMs: number;
  #sleptMs = 0;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer fires; Infinity when there is none. */
  #firesMs = Infinity;
  #atMs = Infinity;
  #ring: () => void = () => undefined;

  /** @param longestWaitMs  after which it looks again in any case */
  constructor(longestWaitMs = longestTimerMs) {
    this.#longestWaitMs = longestWaitMs;
  }

  nowMs(): number {
    const nowMs = originMs + performance.now() + this.#sleptMs;
    const behindMs = Date.now() - nowMs;
    if (behindMs <= sleptFromMs) return nowMs;
    this.#sleptMs += behindMs;
    return nowMs + behindMs;
  }

  setAlarm(atMs: number, ring: () => void): void {
    this.#atMs = atMs;
    this.#ring = ring;
    if (atMs === Infinity) this.#disarm();
    // Most alarms are put off before they ring: a timer that fires too early looks again.
    else if (atMs < this.#firesMs) this.#arm();
  }

  #arm(): void {
    this.#disarm();
    // Timers count whole milliseconds and may fire a fraction early: round up, and look again when it fires.
    const waitMs = Math.min(this.#longestWaitMs, Math.max(0, Math.ceil(this.#atMs - this.nowMs())));
    this.#firesMs = this.#atMs;
    this.#timer = setTimeout(() => this.#fired(), waitMs);
  }

  #fired(): void {
    this.#firesMs = Infinity;
    this.#timer = undefined;
    if (this.nowMs() < this.#atMs) return this.#arm();
    const ring = this.#ring;
    this.#atMs = Infinity;
    ring();
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#firesMs = Infinity;
  }
}
