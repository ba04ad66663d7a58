import type { Cause, LimitKind } from '../scf';

/** One kind of refusal or waiting: a limit that was in a function's way. */
export interface Refusals {
  readonly function: string;
  readonly limit: LimitKind;
  readonly count: number;
  /** The first one, and the one that was furthest from being admitted. */
  readonly first: Cause;
  readonly worst: Cause;
}

interface Kind {
  count: number;
  readonly first: Cause;
  worst: Cause;
  lack: number;
}

/** Which limits were in whose way, how often, with an example each; memory grows with functions, not with refusals. */
export class RefusalCauses {
  readonly #kinds = new Map<string, Map<LimitKind, Kind>>();

  /** An invocation was refused, for good or for now, at that moment on the clock of its cause. */
  add(cause: Cause, atMs: number): void {
    let limits = this.#kinds.get(cause.function);
    if (!limits) this.#kinds.set(cause.function, (limits = new Map<LimitKind, Kind>()));
    const lack = lackOf(cause, atMs);
    const kind = limits.get(cause.limit);
    if (!kind) {
      limits.set(cause.limit, { count: 1, first: cause, worst: cause, lack });
      return;
    }
    kind.count += 1;
    if (lack <= kind.lack) return;
    kind.worst = cause;
    kind.lack = lack;
  }

  /**
   * The most frequent kinds; of equally frequent ones, those that came first.
   * @param kinds  how many at most
   */
  top(kinds: number): Refusals[] {
    return [...this.#kinds]
      .flatMap(([key, limits]) => [...limits].map(([limit, { count, first, worst }]) => ({ function: key, limit, count, first, worst })))
      .sort((a, b) => b.count - a.count)
      .slice(0, kinds);
  }
}

/**
 * How far a cause was from admitting the invocation; compared among causes of one limit only.
 * @returns MB that the quota lacked, or ms until the window would have admitted more
 */
function lackOf(cause: Cause, atMs: number): number {
  switch (cause.limit) {
    case 'reserved':
    case 'pool':
      return cause.admittedByMB - cause.quotaMB;
    case 'burst':
    case 'qps':
    case 'ramp':
      return cause.endsMs - atMs;
  }
}
