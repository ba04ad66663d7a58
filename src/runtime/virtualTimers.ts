import { AsyncLocalStorage } from 'node:async_hooks';
import { promisify } from 'node:util';
import type { Timeline } from '../clock';

/** Node takes a longer delay for a mistake, and makes it 1 ms. */
const delayMax = 2 ** 31 - 1;

/** So many turns of its event loop does an instance take in a moment; then another ms has gone by. Else who polls by them would never see one go. */
const immediatesMax = 1_000;

type Callback = (...args: unknown[]) => void;

/** Node's functions around timers, as user code finds them. */
export interface TimerFunctions {
  readonly setTimeout: (act: Callback, delayMs?: number, ...args: unknown[]) => VirtualTimer;
  readonly setInterval: (act: Callback, delayMs?: number, ...args: unknown[]) => VirtualTimer;
  readonly setImmediate: (act: Callback, ...args: unknown[]) => VirtualTimer;
  readonly clearTimeout: (timer?: unknown) => void;
  readonly clearInterval: (timer?: unknown) => void;
  readonly clearImmediate: (timer?: unknown) => void;
}

/**
 * The timers of one instance. They run only while it is thawed; what falls due meanwhile runs once it is thawed again.
 * @source S112 frozen between events, S193 leftovers continue in a later invocation
 */
export class VirtualTimers {
  readonly functions: TimerFunctions;
  readonly #timeline: Timeline;
  readonly #enter: (act: () => void) => void;
  readonly #soon: (act: () => void) => void;
  readonly #timers = new Map<number, VirtualTimer>();
  /** Calls whose answers have not come. */
  #awaited = 0;
  #ids = 0;
  /** How many immediates there were at this moment. */
  #immediates = { atMs: -Infinity, count: 0 };
  #phase: 'thawed' | 'frozen' | 'gone' = 'thawed';

  /**
   * @param enter  runs a callback as code of the instance
   * @param soon   lets something happen still at this moment, also while something real is waited for: an immediate may be what it needs
   */
  constructor(timeline: Timeline, enter: (act: () => void) => void, soon: (act: () => void) => void) {
    this.#soon = soon;
    this.#timeline = timeline;
    this.#enter = enter;
    this.functions = this.#functions();
  }

  /** How many timers, and calls, keep the event loop of the instance from being empty. */
  get pending(): number {
    let pending = this.#awaited;
    for (const timer of this.#timers.values()) if (timer.hasRef()) pending += 1;
    return pending;
  }

  /** Whether one will fire as long as something else keeps the event loop going. Intervals go on for ever: what they wait for comes to nothing. */
  get expects(): boolean {
    return [...this.#timers.values()].some((timer) => !timer.repeats);
  }

  /**
   * Waits for something that comes in virtual time, as the instance would for its socket.
   * @returns takes what is to happen once it has come: as a timer's callback, at once or when the instance is thawed
   */
  awaits(): (act: () => void) => void {
    this.#awaited += 1;
    return (act) => {
      this.#awaited -= 1;
      this.#add(() => this.#enter(act), 0, false);
    };
  }

  freeze(): void {
    if (this.#phase !== 'thawed') return;
    this.#phase = 'frozen';
    for (const timer of this.#timers.values()) timer.disarm();
  }

  thaw(): void {
    if (this.#phase !== 'frozen') return;
    this.#phase = 'thawed';
    for (const timer of [...this.#timers.values()].sort((a, b) => a.dueMs - b.dueMs)) this.#arm(timer);
  }

  /** Nothing of it runs any more. */
  end(): void {
    this.freeze();
    this.#phase = 'gone';
    this.#timers.clear();
  }

  #functions(): TimerFunctions {
    const set = (act: Callback, delayMs: number, args: unknown[], repeats: boolean): VirtualTimer => {
      if (typeof act !== 'function') {
        throw Object.assign(new TypeError('The "callback" argument must be of type function'), { code: 'ERR_INVALID_ARG_TYPE' });
      }
      // What each AsyncLocalStorage of the code holds now, it holds when the timer fires. Whose code runs is said inside, lest it be lost.
      const within = AsyncLocalStorage.snapshot();
      const fire = (): void => within(() => this.#enter(() => act(...args)));
      return this.#add(fire, delayMs, repeats);
    };
    const clear = (timer?: unknown): void => this.#clear(timer);
    const setTimeout = (act: Callback, delayMs?: number, ...args: unknown[]): VirtualTimer => set(act, delayOf(delayMs), args, false);
    const setImmediate = (act: Callback, ...args: unknown[]): VirtualTimer => set(act, this.#immediately(), args, false);
    Object.assign(setTimeout, {
      [promisify.custom]: (delayMs?: number, value?: unknown) => new Promise((settle) => setTimeout(settle, delayMs, value)),
    });
    Object.assign(setImmediate, { [promisify.custom]: (value?: unknown) => new Promise((settle) => setImmediate(settle, value)) });
    return {
      setTimeout,
      setInterval: (act, delayMs, ...args) => set(act, delayOf(delayMs), args, true),
      setImmediate,
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clear,
    };
  }

  /** The delay of an immediate, ms. */
  #immediately(): number {
    const nowMs = this.#timeline.nowMs();
    if (this.#immediates.atMs !== nowMs) this.#immediates = { atMs: nowMs, count: 0 };
    this.#immediates.count += 1;
    return this.#immediates.count > immediatesMax ? 1 : 0;
  }

  #add(act: () => void, delayMs: number, repeats: boolean): VirtualTimer {
    const id = (this.#ids += 1);
    const timer = new VirtualTimer(id, delayMs, repeats, act, {
      again: (again) => {
        if (this.#phase === 'gone') return;
        again.dueMs = this.#timeline.nowMs() + again.delayMs;
        this.#timers.set(id, again);
        this.#arm(again);
      },
      close: (closed) => this.#clear(closed),
    });
    timer.refresh();
    return timer;
  }

  #arm(timer: VirtualTimer): void {
    if (this.#phase !== 'thawed') return;
    timer.arm(timer.delayMs === 0 ? this.#immediate(() => this.#fire(timer)) : this.#timeline.at(timer.dueMs, () => this.#fire(timer)));
  }

  /** @returns calls it off */
  #immediate(act: () => void): () => void {
    let due = true;
    this.#soon(() => {
      if (due) act();
    });
    return () => (due = false);
  }

  #fire(timer: VirtualTimer): void {
    if (!timer.repeats) this.#timers.delete(timer.id);
    timer.act();
    // The next turn of an interval is counted from here, unless its own callback has cleared it.
    if (timer.repeats && this.#timers.has(timer.id)) timer.refresh();
  }

  #clear(given: unknown): void {
    const timer = given instanceof VirtualTimer ? given : this.#timers.get(Number(given));
    if (!timer) return;
    timer.disarm();
    this.#timers.delete(timer.id);
  }
}

/** What a timer asks of those it belongs to. */
interface TimerOwner {
  again(timer: VirtualTimer): void;
  close(timer: VirtualTimer): void;
}

/** What `setTimeout` and the others give back: Node's Timeout, as far as user code may rely on it. */
export class VirtualTimer {
  /** When it fires, ms since the Unix epoch. */
  dueMs = 0;
  readonly #owner: TimerOwner;
  #ref = true;
  #disarm: (() => void) | undefined;

  constructor(
    readonly id: number,
    readonly delayMs: number,
    readonly repeats: boolean,
    readonly act: () => void,
    owner: TimerOwner,
  ) {
    this.#owner = owner;
  }

  arm(disarm: () => void): void {
    this.disarm();
    this.#disarm = disarm;
  }

  disarm(): void {
    this.#disarm?.();
    this.#disarm = undefined;
  }

  ref(): this {
    this.#ref = true;
    return this;
  }

  unref(): this {
    this.#ref = false;
    return this;
  }

  hasRef(): boolean {
    return this.#ref;
  }

  refresh(): this {
    this.#owner.again(this);
    return this;
  }

  close(): this {
    this.#owner.close(this);
    return this;
  }

  /** `using timer = setTimeout(…)` */
  [Symbol.dispose](): void {
    this.close();
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

/** As Node reads a delay: whole ms, at least 1. */
function delayOf(delayMs: unknown): number {
  const delay = Math.trunc(Number(delayMs));
  return delay >= 1 && delay <= delayMax ? delay : 1;
}
