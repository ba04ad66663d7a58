/** How many instances and how much busy memory there is, and the most that there was. */
export class Levels {
  /** Instances started so far, provisioned ones included. */
  started = 0;
  alive = 0;
  alivePeak = 0;
  /** MB of instances that run an event or start for one. */
  busyMB = 0;
  busyPeakMB = 0;

  start(): void {
    this.started += 1;
    this.alive += 1;
    if (this.alive > this.alivePeak) this.alivePeak = this.alive;
  }

  stop(): void {
    this.alive -= 1;
  }

  /** @param memoryMB  that becomes busy */
  occupy(memoryMB: number): void {
    this.busyMB += memoryMB;
    if (this.busyMB > this.busyPeakMB) this.busyPeakMB = this.busyMB;
  }

  /** @param memoryMB  that no longer is */
  vacate(memoryMB: number): void {
    this.busyMB -= memoryMB;
  }
}
