import type { LimitKind } from '../scf';

/** How many instances and how much busy memory a region has, the most that it had, and how often a limit was in the way. */
export interface Levels {
  /** Instances started so far, provisioned ones included. */
  readonly started: number;
  /** Instances alive now, and the most at one time. */
  readonly alive: number;
  readonly alivePeak: number;
  /** Memory of instances that run something or start for an event, MB, now and at most. */
  readonly busyMB: number;
  readonly busyPeakMB: number;
  /** Invocations that a limit refused, for good or for now: memory (432), starts (429), invocations a second (S79), starts for a queue (S51). */
  readonly throttledByQuota: number;
  readonly throttledByBurst: number;
  readonly throttledByQps: number;
  readonly throttledByRamp: number;
}

/** Counts one function's instances, or all of a region. An instance that serves several requests is busy once (S92). */
export class Gauge implements Levels {
  started = 0;
  alive = 0;
  alivePeak = 0;
  busyMB = 0;
  busyPeakMB = 0;
  throttledByQuota = 0;
  throttledByBurst = 0;
  throttledByQps = 0;
  throttledByRamp = 0;

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
    switch (limit) {
      case 'reserved':
      case 'pool':
        this.throttledByQuota += 1;
        return;
      case 'burst':
        this.throttledByBurst += 1;
        return;
      case 'qps':
        this.throttledByQps += 1;
        return;
      case 'ramp':
        this.throttledByRamp += 1;
    }
  }
}
