import type { Clock } from './clock';

/** A time that moves only when told to, so that 24 hours take no time. */
export class VirtualClock implements Clock {
  #nowMs: number;
  #alarm: { readonly atMs: number; readonly ring: () => void } | undefined;

  /** @param startMs  the first moment, ms since the Unix epoch */
  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  setAlarm(atMs: number, ring: () => void): void {
    this.#alarm = atMs === Infinity ? undefined : { atMs, ring };
  }

  /** Move to `toMs`, ringing every alarm that falls due on the way at its own moment. */
  advanceTo(toMs: number): void {
    while (this.#alarm && this.#alarm.atMs <= toMs) {
      const { atMs, ring } = this.#alarm;
      this.#alarm = undefined;
      // The listener must see its own moment, not the destination.
      this.#nowMs = Math.max(this.#nowMs, atMs);
      ring();
    }
    this.#nowMs = Math.max(this.#nowMs, toMs);
  }
}
