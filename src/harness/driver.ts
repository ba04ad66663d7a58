import type { Timeline } from '../clock';
import { asNobody, asRealWork, type Stuck, type VirtualRuntime } from '../runtime';

/** Someone who waits until something is so, or until a moment has passed. */
interface Waiter {
  readonly done: () => boolean;
  /** The moment after which it waits no longer; Infinity for none. */
  readonly untilMs: number;
  readonly resolve: (how: Arrival) => void;
  readonly reject: (error: Error) => void;
}

/** How a wait ended: it became so, its time passed, or nothing is left that could happen. */
export type Arrival = 'done' | 'timeUp' | 'nothingLeft';

/**
 * Lets virtual time go by as long as someone waits for something. Everything that can happen at a moment happens before time moves on, and
 * whoever waits no longer has its say at that very moment. Calls made at once arrive at one moment, in their order.
 */
export class Driver {
  readonly #timeline: Timeline;
  readonly #runtime: VirtualRuntime;
  readonly #explain: (stuck: readonly Stuck[]) => Error;
  #waiters: Waiter[] = [];
  #driving = false;

  /** @param explain  what whoever waits is told when real work of a handler does not come to an end */
  constructor(timeline: Timeline, runtime: VirtualRuntime, explain: (stuck: readonly Stuck[]) => Error) {
    this.#timeline = timeline;
    this.#runtime = runtime;
    this.#explain = explain;
  }

  /**
   * Let time go by until something is so, at the latest until `untilMs` has passed with all that happens at it. To a handler of another region,
   * whose time is its own, that is something real: time there stands still meanwhile.
   */
  until(done: () => boolean, untilMs = Infinity): Promise<Arrival> {
    const arrival = new Promise<Arrival>((resolve, reject) => {
      this.#waiters.push({ done, untilMs, resolve, reject });
      // Time goes by for all who wait, not for the first of them alone.
      if (!this.#driving) asNobody(() => void this.#drive());
    });
    return asRealWork(arrival);
  }

  async #drive(): Promise<void> {
    this.#driving = true;
    const release = this.#runtime.attend();
    try {
      while (this.#waiters.length > 0) {
        const stuck = await this.#runtime.settle();
        if (stuck.length > 0) this.#rejectAll(this.#explain(stuck));
        // Whoever was told comes to speak while the runtime settles anew, before time goes on.
        else if (!this.#tell()) this.#goOn();
      }
    } catch (error) {
      this.#rejectAll(error instanceof Error ? error : new Error(String(error)));
    } finally {
      release();
      this.#driving = false;
    }
  }

  /** Tell everybody whose wait is over; whether there was anybody. */
  #tell(): boolean {
    const nextMs = this.#timeline.nextMs();
    // There may be hundreds, and this is asked at every moment.
    if (!this.#waiters.some((waiter) => this.#arrivalOf(waiter, nextMs))) return false;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) {
      const how = this.#arrivalOf(waiter, nextMs);
      if (how) waiter.resolve(how);
      else this.#waiters.push(waiter);
    }
    return true;
  }

  #arrivalOf({ done, untilMs }: Waiter, nextMs: number): Arrival | undefined {
    if (done()) return 'done';
    if (this.#timeline.nowMs() >= untilMs && nextMs > untilMs) return 'timeUp';
    return nextMs === Infinity && untilMs === Infinity ? 'nothingLeft' : undefined;
  }

  /** One thing happens, or time moves to where somebody stops waiting. */
  #goOn(): void {
    const nearestMs = this.#waiters.reduce((nearest, { untilMs }) => Math.min(nearest, untilMs), Infinity);
    if (this.#timeline.nextMs() <= nearestMs) this.#timeline.step();
    else this.#timeline.moveTo(nearestMs);
  }

  #rejectAll(error: Error): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { reject } of waiters) reject(error);
  }
}
