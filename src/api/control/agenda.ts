/** Something that falls due. */
interface Due {
  /** ms since the Unix epoch; Infinity: never. */
  readonly atMs: number;
  readonly act: (atMs: number) => void;
}

/** Wakes whoever asked, once; a new alarm replaces the last. The region's kind of clock has one. */
export type SetAlarm = (atMs: number, ring: () => void) => void;

/** What falls due, under the names of whom it concerns: ends of creations, timers, provisioning by schedule. */
export class Agenda {
  readonly #nowMs: () => number;
  readonly #setAlarm: SetAlarm;
  readonly #dues = new Map<string, Due>();
  #closed = false;

  constructor(nowMs: () => number, setAlarm: SetAlarm) {
    this.#nowMs = nowMs;
    this.#setAlarm = setAlarm;
  }

  /** The next moment at which something falls due, ms; Infinity when nothing does. */
  get nextMs(): number {
    let nextMs = Infinity;
    for (const { atMs } of this.#dues.values()) nextMs = Math.min(nextMs, atMs);
    return nextMs;
  }

  /** One thing at a time stands under a name. */
  put(name: string, due: Due): void {
    if (this.#closed) return this.#putLate(due);
    this.#dues.set(name, due);
    this.#arm();
  }

  /** Nothing under a name that begins like this falls due any more. */
  drop(prefix: string): void {
    for (const name of [...this.#dues.keys()]) if (name.startsWith(prefix)) this.#dues.delete(name);
    this.#arm();
  }

  /** Do what is due, the earliest first, and at one moment in the order in which it was put here. */
  settle(): void {
    // Every call asks, and in most regions nothing ever falls due.
    if (this.#dues.size === 0) return;
    const nowMs = this.#nowMs();
    for (let due = this.#first(nowMs); due; due = this.#first(nowMs)) {
      const [name, { atMs, act }] = due;
      this.#dues.delete(name);
      act(atMs);
    }
    this.#arm();
  }

  /** Nothing falls due any more, whatever is put here: the API, a reload and services that join change things until the end. */
  close(): void {
    this.#closed = true;
    this.#dues.clear();
    this.#arm();
  }

  /** A change that takes no time must not remain under way. */
  #putLate({ atMs, act }: Due): void {
    if (atMs <= this.#nowMs()) act(atMs);
  }

  #first(nowMs: number): [string, Due] | undefined {
    let first: [string, Due] | undefined;
    for (const [name, due] of this.#dues) if (due.atMs <= nowMs && due.atMs < (first?.[1].atMs ?? Infinity)) first = [name, due];
    return first;
  }

  #arm(): void {
    this.#setAlarm(this.nextMs, () => this.settle());
  }
}
