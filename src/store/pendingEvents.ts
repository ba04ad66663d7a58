import type { Change } from './change';
import type { Accepted } from './eventTable';
import type { Seq } from './port';

/** What is to be written of one event. */
export interface PendingEvent {
  /** It is new: nothing of it is on disk. */
  readonly accepted: Accepted | undefined;
  changes: readonly Change[];
  forgotten: boolean;
}

/** Most of what is accepted has no changes yet. */
const noChanges: readonly Change[] = [];

/** What is to be written of events with the next commit, in the order in which they were first touched. */
export class PendingEvents {
  readonly #pending = new Map<Seq, PendingEvent>();

  get size(): number {
    return this.#pending.size;
  }

  get(seq: Seq): PendingEvent | undefined {
    return this.#pending.get(seq);
  }

  accept(accepted: Accepted): void {
    this.#pending.set(accepted.seq, { accepted, changes: noChanges, forgotten: false });
  }

  change(seq: Seq, change: Change): void {
    const pending = this.#touched(seq);
    pending.changes = [...pending.changes, change];
  }

  forget(seq: Seq): void {
    this.#touched(seq).forgotten = true;
  }

  /** Those that are new and are to be there afterwards. */
  new(): Accepted[] {
    const accepted: Accepted[] = [];
    for (const pending of this.#pending.values()) if (pending.accepted && !pending.forgotten) accepted.push(pending.accepted);
    return accepted;
  }

  entries(): Iterable<readonly [Seq, PendingEvent]> {
    return this.#pending;
  }

  /** All is written. @returns those that were new, and forgotten before they came to disk */
  settled(): Accepted[] {
    const gone: Accepted[] = [];
    for (const { accepted, forgotten } of this.#pending.values()) if (accepted && forgotten) gone.push(accepted);
    this.#pending.clear();
    return gone;
  }

  /** Nothing is written: what is new was never there, the rest waits. @returns those that were new */
  refuse(): Accepted[] {
    const refused = [...this.#pending.values()].flatMap(({ accepted }) => accepted ?? []);
    for (const { seq } of refused) this.#pending.delete(seq);
    return refused;
  }

  #touched(seq: Seq): PendingEvent {
    const known = this.#pending.get(seq);
    if (known) return known;
    const pending: PendingEvent = { accepted: undefined, changes: noChanges, forgotten: false };
    this.#pending.set(seq, pending);
    return pending;
  }
}
