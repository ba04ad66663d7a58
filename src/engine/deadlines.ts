import { Heap } from 'heap-js';
import type { Instance, VersionState } from './state';

/** Something that falls due by itself. */
export interface Due {
  readonly atMs: number;
  /** Ties go by the order in which they were set. @source design.md §4.1 */
  readonly order: number;
  readonly what: DueKind;
  cancelled: boolean;
}

export type DueKind =
  | { readonly kind: 'initTimeout'; readonly instance: Instance }
  | { readonly kind: 'timeout'; readonly instance: Instance }
  | { readonly kind: 'keepAliveEnd'; readonly instance: Instance }
  | { readonly kind: 'elasticWindowEnd' }
  | { readonly kind: 'provision'; readonly version: VersionState };

/** What the engine has to do later, by time and then by the order of setting. */
export class Deadlines {
  readonly #heap = new Heap<Due>((a, b) => a.atMs - b.atMs || a.order - b.order);
  #set = 0;

  set(atMs: number, what: DueKind): Due {
    const due: Due = { atMs, order: (this.#set += 1), what, cancelled: false };
    this.#heap.push(due);
    return due;
  }

  /** The moment of the next one, ms; Infinity when there is none. */
  nextMs(): number {
    return this.#next()?.atMs ?? Infinity;
  }

  /** Take the next one that is due before `limitMs`, or at it when `inclusive`. */
  takeUntil(limitMs: number, inclusive: boolean): Due | undefined {
    const next = this.#next();
    if (next === undefined || (inclusive ? next.atMs > limitMs : next.atMs >= limitMs)) return undefined;
    return this.#heap.pop();
  }

  #next(): Due | undefined {
    for (;;) {
      const top = this.#heap.peek();
      if (top?.cancelled !== true) return top;
      this.#heap.pop();
    }
  }
}
