import type { Clock } from './clock';

/** Node fires a timer of more than 2^31 - 1 ms at once; longer waits are made of several. */
const longestTimerMs = 2 ** 31 - 1;

/** The time of the wall, made monotonic: a correction of the system clock does not move it. */
export class RealClock implements Clock {
  #timer: NodeJS.Timeout | undefined;

  nowMs(): number {
    return performance.timeOrigin + performance.now();
  }

  setAlarm(atMs: number, ring: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (atMs === Infinity) return;
    // Timers count whole milliseconds and may fire a fraction early: round up, and look again when it fires.
    const waitMs = Math.min(longestTimerMs, Math.max(0, Math.ceil(atMs - this.nowMs())));
    this.#timer = setTimeout(() => {
      if (this.nowMs() < atMs) this.setAlarm(atMs, ring);
      else ring();
    }, waitMs);
  }
}
