import type { LimitKind } from '../engine';

/** How many instances and how much busy memory a region has, the most that it had, and how often a limit was in the way. */
export interface Levels {
  /** Instances started so far, provisioned ones included. */
  readonly started: number;
  /** Instances alive now, and the most at one time. */
  readonly alive: number;
  readonly alivePeak: number;
  /** Memory of instances that run an event or start for one, MB, now and at most. */
  readonly busyMB: number;
  readonly busyPeakMB: number;
  /** Invocations that a limit refused, for good or for now: memory (432) and starts (429). */
  readonly throttledByQuota: number;
  readonly throttledByBurst: number;
}

/** Counts one function's instances, or all of a region. */
export class Gauge implements Levels {
  started = 0;
  alive = 0;
  alivePeak = 0;
  busyMB = 0;
  busyPeakMB = 0;
  throttledByQuota = 0;
  throttledByBurst = 0;

  start(): void {
    this.started += 1;
    this.alive += 1;
    this.alivePeak = Math.max(this.alivePeak, this.alive);
  }

  stop(): void {
    this.alive -= 1;
  }

  busy(memoryMB: number): void {
    this.busyMB += memoryMB;
    this.busyPeakMB = Math.max(this.busyPeakMB, this.busyMB);
  }

  free(memoryMB: number): void {
    this.busyMB -= memoryMB;
  }

  throttle(limit: LimitKind): void {
    if (limit === 'burst') this.throttledByBurst += 1;
    else this.throttledByQuota += 1;
  }
}
