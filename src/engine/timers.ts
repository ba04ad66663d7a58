import { Agenda } from './agenda';

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

/** How long an instance, or whoever waits for it, is allowed to take. */
const allowed: ReadonlySet<DueKind> = new Set(['initTimeout', 'timeout', 'patience']);

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
  /** By the moments under which timers are kept; what is kept under another one by now is out of date. */
  readonly #calendar = new Agenda<Timer>();
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
    if (this.#calendar.size >= sweepFrom && this.#calendar.size > 2 * this.#armed) this.#sweep();
  }

  /**
   * Nothing could fall due for `lostMs`. What an instance was given to do something gets that time back, for it may have done it; all else that
   * is overdue falls due now, in its order: what it lets begin cannot have begun in the past.
   */
  resume(nowMs: number, lostMs: number): void {
    const armed: Timer[] = [];
    for (let timer = this.#next(); timer; timer = this.#next()) {
      this.#calendar.take();
      timer.keptMs = Infinity;
      // The calendar may hold it twice, and no other entry is meant any more.
      timer.order = 0;
      armed.push(timer);
    }
    this.boundMs = Infinity;
    for (const timer of armed) {
      const { due, atMs } = timer;
      if (due !== undefined) this.set(timer, due, allowed.has(due) ? atMs + lostMs : Math.max(nowMs, atMs));
    }
  }

  #keep(timer: Timer): void {
    const { atMs, order } = timer;
    timer.keptMs = atMs;
    this.#calendar.add(atMs, order, timer);
    this.boundMs = Math.min(this.boundMs, atMs);
  }

  /** Once most are out of date or cancelled they go: what waited for hours and does so no longer must not stay for hours. */
  #sweep(): void {
    this.#calendar.sweep((timer, keptMs) => {
      if (timer.due !== undefined) return timer.keptMs === keptMs;
      timer.keptMs = Infinity;
      return false;
    });
  }

  /** How many places of the calendar are taken, out-of-date ones that were not swept out yet included. */
  get size(): number {
    return this.#calendar.size;
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
    this.#calendar.take();
    timer.keptMs = Infinity;
    timer.due = undefined;
    this.#armed -= 1;
    return { timer, due, atMs };
  }

  /** The timer that is due first. Entries that are out of date go, timers that were put off find their place. */
  #next(): Timer | undefined {
    const calendar = this.#calendar;
    for (;;) {
      const timer = calendar.first;
      if (!timer) return undefined;
      const { nextMs: keptMs, nextTicket: order } = calendar;
      if (timer.due !== undefined && timer.order === order) return timer;
      calendar.take();
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
