import { Heap } from 'heap-js';

/** What can fall due. Each is carried out by `step.ts`. */
export type DueKind =
  | 'initTimeout'
  | 'timeout'
  | 'keepAliveEnd'
  | 'retry'
  | 'ttl'
  | 'burstEnd'
  | 'rampEnd'
  | 'provision'
  | 'release'
  | 'track'
  | 'credentials'
  | 'patience';

/** Something that can fall due by itself: one thing at a time. Setting it again replaces what was set. */
export class Timer {
  /** What falls due; undefined when nothing does. */
  due: DueKind | undefined = undefined;
  atMs = NaN;
  /** Ties go by the order in which they were set. @source design.md §4.1 */
  order = 0;
  /** The moment under which the calendar keeps it, never after `atMs`; Infinity when it does not. */
  keptMs = Infinity;
}

/** A place in the calendar. It is out of date when its timer is kept under another moment by now. */
interface Entry {
  readonly timer: Timer;
  readonly keptMs: number;
  readonly order: number;
}

/** Below this many, entries that are out of date may stay until their time. */
const sweepFrom = 256;

/**
 * What the engine has to do later, by time and then by the order of setting.
 *
 * An instance is busy, idle, busy again, and each time its deadline moves, nearly always to a later moment. So a timer that is
 * put off stays where it is in the calendar, and finds its new place when its old moment comes: an invocation costs no heap
 * operation at all, and short runs leave no time-outs of hours behind.
 */
export class Timers {
  readonly #heap = new Heap<Entry>((a, b) => a.keptMs - b.keptMs || a.order - b.order);
  #set = 0;
  #armed = 0;

  /** Nothing falls due before, ms. It may be early; then `take` takes nothing and leaves a later one. */
  boundMs = Infinity;

  /** It falls due at that moment, and no longer at the one that was set before. Infinity: never. */
  set(timer: Timer, due: DueKind, atMs: number): void {
    if (atMs === Infinity) return this.cancel(timer);
    if (timer.due === undefined) this.#armed += 1;
    timer.due = due;
    timer.atMs = atMs;
    timer.order = this.#set += 1;
    if (atMs < timer.keptMs) this.#keep(timer);
  }

  /** It will not fall due, if it was to. */
  cancel(timer: Timer): void {
    if (timer.due === undefined) return;
    timer.due = undefined;
    this.#armed -= 1;
    if (this.#heap.length >= sweepFrom && this.#heap.length > 2 * this.#armed) this.#sweep();
  }

  #keep(timer: Timer): void {
    const { atMs, order } = timer;
    timer.keptMs = atMs;
    this.#heap.push({ timer, keptMs: atMs, order });
    if (atMs < this.boundMs) this.boundMs = atMs;
  }

  /** Once most are out of date or cancelled they go: what waited for hours and does so no longer must not stay for hours. */
  #sweep(): void {
    const kept = this.#heap.heapArray.filter(({ timer, keptMs }) => {
      if (timer.due !== undefined) return timer.keptMs === keptMs;
      timer.keptMs = Infinity;
      return false;
    });
    this.#heap.init(kept);
  }

  /** How many places of the calendar are taken, out-of-date ones that were not swept out yet included. */
  get size(): number {
    return this.#heap.length;
  }

  /** The moment of the next one, ms; Infinity when there is none. */
  nextMs(): number {
    return (this.boundMs = this.#next()?.atMs ?? Infinity);
  }

  /** Take the next one that is due before `limitMs`, or at it when `inclusive`. */
  take(limitMs: number, inclusive: boolean): Taken | undefined {
    if (this.boundMs > limitMs || (!inclusive && this.boundMs === limitMs)) return undefined;
    const timer = this.#next();
    this.boundMs = timer?.atMs ?? Infinity;
    if (timer?.due === undefined || timer.atMs > limitMs || (!inclusive && timer.atMs === limitMs)) return undefined;
    const { due, atMs } = timer;
    this.#heap.pop();
    timer.keptMs = Infinity;
    timer.due = undefined;
    this.#armed -= 1;
    return { timer, due, atMs };
  }

  /** The timer that is due first. Entries that are out of date go, timers that were put off find their place. */
  #next(): Timer | undefined {
    for (;;) {
      const top = this.#heap.peek();
      if (!top) return undefined;
      const { timer, keptMs, order } = top;
      if (timer.due !== undefined && timer.atMs === keptMs && timer.order === order) return timer;
      this.#heap.pop();
      if (timer.keptMs !== keptMs) continue;
      timer.keptMs = Infinity;
      if (timer.due !== undefined) this.#keep(timer);
    }
  }
}

/** A timer that has fallen due. */
export interface Taken {
  readonly timer: Timer;
  readonly due: DueKind;
  readonly atMs: number;
}
