import type { Cause, LimitKind } from '../scf';

/** One kind of refusal or waiting: a limit that was in a function's way. */
export interface Refusals {
  readonly function: string;
  readonly limit: LimitKind;
  /** Both of the following. */
  readonly count: number;
  /** Invocations that it ended, and events that it let wait, or come back later. */
  readonly refused: number;
  readonly waited: number;
  /** The first one, and the one that was furthest from being admitted; of several, the earliest. */
  readonly first: Cause;
  readonly worst: Cause;
}

interface Kind {
  refused: number;
  waited: number;
  /** MB or ms: of the worst. */
  lack: number;
  first: Cause | undefined;
  worst: Cause | undefined;
}

/** Which limits were in the way of one function, how often, with an example each. */
export class RefusalCauses {
  readonly #kinds: Readonly<Record<LimitKind, Kind>> = { reserved: kind(), pool: kind(), burst: kind(), qps: kind(), ramp: kind() };

  /**
   * A limit refused an invocation, for good or for now.
   * @param waits  whether it is for now
   * @param lack  how far it was from admitting it; compared among refusals by one limit only
   * @returns whether its cause is wanted as an example: it is the first, or further from being admitted than any before
   */
  count(limit: LimitKind, waits: boolean, lack: number): boolean {
    const seen = this.#kinds[limit];
    if (waits) seen.waited += 1;
    else seen.refused += 1;
    if (lack <= seen.lack) return false;
    seen.lack = lack;
    return true;
  }

  /** An event that was counted as waiting has ended without doing so. */
  neverWaited(limit: LimitKind): void {
    const seen = this.#kinds[limit];
    seen.waited -= 1;
    seen.refused += 1;
  }

  /** The cause of what was counted last. */
  keep(cause: Cause): void {
    const seen = this.#kinds[cause.limit];
    seen.first ??= cause;
    seen.worst = cause;
  }

  /** Those that there were. */
  of(functionKey: string): Refusals[] {
    return Object.entries(this.#kinds).flatMap(([limit, { refused, waited, first, worst }]) =>
      first && worst ? [{ function: functionKey, limit: limit as LimitKind, count: refused + waited, refused, waited, first, worst }] : [],
    );
  }
}

function kind(): Kind {
  return { refused: 0, waited: 0, lack: -Infinity, first: undefined, worst: undefined };
}
