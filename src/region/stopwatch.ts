import type { Clock } from '../clock';

/** Time as records tell it: since the region was opened. */
export class Stopwatch {
  readonly #clock: Clock;
  readonly #openedMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#openedMs = clock.nowMs();
  }

  /** Milliseconds since the region was opened. */
  nowMs(): number {
    return this.of(this.#clock.nowMs());
  }

  /** A moment of the region's clock, ms since the region was opened, to the microsecond: more digits would be noise. */
  of(atMs: number): number {
    return Math.round((atMs - this.#openedMs) * 1000) / 1000;
  }
}
