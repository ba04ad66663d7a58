import { Heap } from 'heap-js';

/** Something that falls due by itself. */
export interface Due<What> {
  readonly atMs: number;
  /** Ties go by the order in which they were set. @source design.md §4.1 */
  readonly order: number;
  readonly what: What;
  cancelled: boolean;
}

/** Below this many, cancelled ones may stay until their time. */
const sweepFrom = 256;

/** What the engine has to do later, by time and then by the order of setting. */
export class Deadlines<What> {
  readonly #heap = new Heap<Due<What>>((a, b) => a.atMs - b.atMs || a.order - b.order);
  #set = 0;
  #cancelled = 0;

  set(atMs: number, what: What): Due<What> {
    const due: Due<What> = { atMs, order: (this.#set += 1), what, cancelled: false };
    this.#heap.push(due);
    return due;
  }

  /** It will not fall due. Once most are cancelled they are swept out: a short run must not leave its time-out behind for hours. */
  cancel(due: Due<What>): void {
    due.cancelled = true;
    this.#cancelled += 1;
    if (this.#heap.length < sweepFrom || this.#cancelled * 2 < this.#heap.length) return;
    this.#heap.init(this.#heap.heapArray.filter(({ cancelled }) => !cancelled));
    this.#cancelled = 0;
  }

  /** How many are kept, cancelled ones that were not swept out yet included. */
  get size(): number {
    return this.#heap.length;
  }

  /** The moment of the next one, ms; Infinity when there is none. */
  nextMs(): number {
    return this.#next()?.atMs ?? Infinity;
  }

  /** Take the next one that is due before `limitMs`, or at it when `inclusive`. */
  takeUntil(limitMs: number, inclusive: boolean): Due<What> | undefined {
    const next = this.#next();
    if (next === undefined || (inclusive ? next.atMs > limitMs : next.atMs >= limitMs)) return undefined;
    return this.#heap.pop();
  }

  #next(): Due<What> | undefined {
    for (;;) {
      const top = this.#heap.peek();
      if (top?.cancelled !== true) return top;
      this.#heap.pop();
      this.#cancelled -= 1;
    }
  }
}
