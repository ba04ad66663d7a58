import { RealClock } from './real';

/** Node's timers stand still while the machine sleeps, so nobody sleeps longer than this, ms. */
const longestWaitMs = 5_000;

/**
 * The time of the wall, for what is due at a time of day: unlike a `RealClock` it has gone on while the machine slept, and follows
 * the system clock when that is put forward. Where that is put back it stands still until it is reached again.
 */
export class WallClock extends RealClock {
  #lastMs = -Infinity;

  constructor() {
    super(longestWaitMs);
  }

  override nowMs(): number {
    this.#lastMs = Math.max(this.#lastMs, Date.now());
    return this.#lastMs;
  }
}
