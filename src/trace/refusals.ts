import type { Cause, LimitKind } from '../scf';

/** One kind of refusal or waiting: a limit that was in a function's way. */
export interface Refusals {
  readonly function: string;
  readonly limit: LimitKind;
  readonly count: number;
  /** The first one, and the one that was furthest from being admitted; of several, the earliest. */
  readonly first: Cause;
  readonly worst: Cause;
}

interface Kind {
  count: number;
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
   * @param lack  how far it was from admitting it; compared among refusals by one limit only
   * @returns whether its cause is wanted as an example: it is the first, or further from being admitted than any before
   */
  count(limit: LimitKind, lack: number): boolean {
    const seen = this.#kinds[limit];
    seen.count += 1;
    if (lack <= seen.lack) return false;
    seen.lack = lack;
    return true;
  }

  /** The cause of what was counted last. */
  keep(cause: Cause): void {
    const seen = this.#kinds[cause.limit];
    seen.first ??= cause;
    seen.worst = cause;
  }

  /** Those that there were. */
  of(functionKey: string): Refusals[] {
    return Object.entries(this.#kinds).flatMap(([limit, { count, first, worst }]) =>
      first && worst ? [{ function: functionKey, limit: limit as LimitKind, count, first, worst }] : [],
    );
  }
}

function kind(): Kind {
  return { count: 0, lack: -Infinity, first: undefined, worst: undefined };
}
