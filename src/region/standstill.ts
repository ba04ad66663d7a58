/** Something that is so much overdue was not only late, ms: a busy machine lets an alarm wait for a second or two. */
const standstillMs = 5_000;

/** Notices that for a while nothing could happen here: the process was stopped, or the machine slept. */
export class Standstill {
  #heardMs: number;
  #expectedMs = Infinity;

  /** @param nowMs  ms since the Unix epoch, by the region's clock */
  constructor(nowMs: number) {
    this.#heardMs = nowMs;
  }

  /** Something happens. @returns for how long nothing could, ms, at most; 0 when there was no such time */
  heard(nowMs: number): number {
    const lostMs = nowMs - this.#expectedMs > standstillMs ? nowMs - this.#heardMs : 0;
    this.#heardMs = nowMs;
    return lostMs;
  }

  /** Something is to happen then at the latest. */
  expect(atMs: number): void {
    this.#expectedMs = atMs;
  }
}
