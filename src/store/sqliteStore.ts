import assert from 'node:assert';
import type { RequestId } from '../scf';
import { acceptedEvent, changed, type Change } from './change';
import type { Database } from './driver';
import { GroupCommit } from './groupCommit';
import type {
  Acceptance,
  Attempts,
  Begun,
  EventCount,
  EventEnd,
  EventFilter,
  EventPage,
  NewEvent,
  Seq,
  Store,
  StoredDocument,
  StoredEvent,
  StoredLine,
  StoreFault,
} from './port';
import { Sweeper } from './sweeper';
import { Tables, type TablesParts } from './tables';

export interface SqliteStoreParts extends TablesParts {
  readonly file: string;
  /** Hears when what need not be waited for cannot be written, and, with nothing, when it can be again. */
  readonly onFault: ((fault: StoreFault | undefined) => void) | undefined;
  /** Of whoever had the file before and did not close it. */
  readonly lastSeenMs: number | undefined;
  /** Leaves a sign of life in the file system. */
  readonly sign: () => void;
  /** Gives the file another name, so that the next opening begins a new one. */
  readonly putAside: () => void;
}

/** Log lines wait so long for a commit that is made for something else, ms. */
const linesWaitMs = 100;

/** Lines that wait for a commit, bytes; more are written at once, or left out where nothing can be written. */
const pendingLinesMax = 4 * 1024 * 1024;

/** So exactly is known after a crash how long an event had run that says nothing, ms. */
const signMs = 5_000;

/**
 * A store in a SQLite file. Everything written in one turn of the event loop goes to disk with one commit in the next.
 *
 * When a commit fails, the events that it was to accept are refused, and were never there. What else it was to write stays
 * in memory and is tried again with the next commit, or after a second: an event that was accepted, its states and its end
 * are not lost as long as the process lives. That takes no more memory than the events that are under way give cause for;
 * log lines beyond 4 MB are left out meanwhile, and the log says so.
 *
 * A file that turns out to be damaged while it is used is set aside when it is closed; but not for the text of a log, on which
 * nothing else depends.
 *
 * What is read of one event, or of a log, includes what waits to be written; but that an event has ended is only told when
 * its end is on disk. Lists and counts are read from disk, after a commit; when that fails they tell what was there before.
 * @source design.md §5: accepted means on disk
 */
export class SqliteStore implements Store {
  readonly file: string;
  readonly lastSeenMs: number | undefined;
  readonly #parts: SqliteStoreParts;
  readonly #db: Database;
  readonly #tables: Tables;
  readonly #commits: GroupCommit;
  readonly #sweeper = new Sweeper(() => this.#sweepSome());
  /** Events that have an instance. */
  readonly #running = new Set<Seq>();
  readonly #signs: NodeJS.Timeout;
  #closed = false;

  /** @param db  prepared: `prepareFile` */
  constructor(db: Database, parts: SqliteStoreParts) {
    this.file = parts.file;
    this.#parts = parts;
    this.#db = db;
    this.#tables = new Tables(db, parts);
    this.#commits = new GroupCommit(db, this.#tables, parts.file, parts.onFault);
    this.lastSeenMs = parts.lastSeenMs ?? this.#tables.closedMs;
    this.#sweeper.wake();
    this.#signs = setInterval(() => {
      if (this.#running.size > 0) parts.sign();
    }, signMs).unref();
  }

  accept(event: NewEvent): Acceptance {
    assert(!this.#closed, 'a closed store takes nothing');
    this.#tables.last += 1;
    const seq = this.#tables.last;
    this.#tables.pending.accept({ seq, event, route: this.#tables.routes.idOf(event) });
    this.#tables.requests.add(event.requestId, seq);
    this.#commits.soon();
    return { seq, committed: this.#commits.next };
  }

  forget(seq: Seq): void {
    this.#running.delete(seq);
    this.#tables.log.drop(seq);
    this.#tables.pending.forget(seq);
    this.#tables.keepCounters();
    this.#commits.soon();
  }

  began(seq: Seq, run: Begun): Promise<void> {
    this.#running.add(seq);
    this.#change(seq, { kind: 'began', ...run });
    return this.#commits.next.catch(() => undefined);
  }

  waits(seq: Seq, dueMs: number, made: Attempts): void {
    this.#running.delete(seq);
    this.#change(seq, { kind: 'waits', dueMs, ...made });
  }

  ended(seq: Seq, end: EventEnd): void {
    this.#running.delete(seq);
    this.#tables.log.end(seq, end.endMs);
    this.#change(seq, { kind: 'ended', ...end });
  }

  body(seq: Seq): Buffer | undefined {
    const pending = this.#tables.pending.get(seq);
    if (pending?.forgotten || pending?.changes.some(({ kind }) => kind === 'ended')) return undefined;
    return pending?.accepted?.event.event ?? this.#commits.read(() => this.#tables.events.body(seq));
  }

  *unfinished(): Generator<StoredEvent> {
    this.#commits.now();
    try {
      yield* this.#tables.events.unfinished();
    } catch (error) {
      throw this.#commits.seen(error);
    }
  }

  event(requestId: RequestId): StoredEvent | undefined {
    const seq = this.#commits.read(() => this.#tables.requests.get(requestId));
    return seq === undefined ? undefined : this.eventAt(seq);
  }

  eventAt(seq: Seq): StoredEvent | undefined {
    if (this.#tables.pending.get(seq)?.changes.some(({ kind }) => kind === 'ended')) this.#commits.now();
    const pending = this.#tables.pending.get(seq);
    if (pending?.forgotten) return undefined;
    const event = pending?.accepted ? acceptedEvent(seq, pending.accepted.event) : this.#commits.read(() => this.#tables.events.bySeq(seq));
    return event && pending ? pending.changes.reduce(changed, event) : event;
  }

  events(filter: EventFilter): EventPage {
    this.#commits.attempt();
    return this.#commits.read(() => this.#tables.events.page(filter, this.#requestedBy(filter)));
  }

  counts(filter: EventFilter): readonly EventCount[] {
    this.#commits.attempt();
    return this.#commits.read(() => this.#tables.events.counts(filter, this.#requestedBy(filter)));
  }

  handOver(from: string, to: string): void {
    this.#commits.now();
    this.#tables.routes.handOver(from, to);
    this.#commits.soon();
  }

  prune(endedBeforeMs: number): void {
    if (endedBeforeMs <= this.#tables.events.prunedBeforeMs) return;
    this.#tables.events.prunedBeforeMs = endedBeforeMs;
    // Some that said something after their ends may be among them.
    for (const seq of this.#tables.log.opened()) if (!this.#isThere(seq, false)) this.#tables.log.drop(seq);
    this.#tables.keepCounters();
    this.#commits.soon();
    this.#sweeper.wake();
  }

  line(seq: Seq, atMs: number, text: string): void {
    if (!this.#isThere(seq)) return;
    this.#tables.log.append(seq, atMs, text, this.#tables.log.pendingBytes <= pendingLinesMax);
    if (this.#tables.log.pendingBytes > pendingLinesMax && !this.#commits.fails) this.#commits.attempt();
    else this.#commits.within(linesWaitMs);
  }

  lines(seq: Seq, from: number, limit: number): readonly StoredLine[] {
    return this.#isThere(seq) ? this.#commits.readApart(() => this.#tables.log.read(seq, from, limit)) : [];
  }

  tail(seq: Seq, bytes: number): readonly StoredLine[] {
    return this.#isThere(seq) ? this.#commits.readApart(() => this.#tables.log.tail(seq, bytes)) : [];
  }

  put(kind: string, key: string, value: unknown): void {
    this.#tables.documents.put(kind, key, value);
    this.#commits.soon();
  }

  remove(kind: string, key: string): void {
    this.#tables.documents.remove(kind, key);
    this.#commits.soon();
  }

  documents(kind: string): readonly StoredDocument[] {
    this.#commits.now();
    return this.#commits.read(() => this.#tables.documents.all(kind));
  }

  flush(): Promise<void> {
    return new Promise((resolve) => {
      this.#commits.now();
      resolve();
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#close();
      resolve();
    });
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#sweeper.stop();
    clearInterval(this.#signs);
    try {
      this.#commits.now(true);
    } finally {
      this.#commits.stop();
      this.#db.close();
      if (this.#commits.damaged) this.#parts.putAside();
    }
  }

  /** @param trusting  that an event with a log that is written to is there */
  #isThere(seq: Seq, trusting = true): boolean {
    const pending = this.#tables.pending.get(seq);
    if (pending?.forgotten) return false;
    const end = pending?.changes.find((change) => change.kind === 'ended');
    if (end) return end.endMs >= this.#tables.events.prunedBeforeMs;
    return pending?.accepted !== undefined || (trusting && this.#tables.log.isOpen(seq)) || this.#commits.read(() => this.#tables.events.has(seq));
  }

  #change(seq: Seq, change: Change): void {
    this.#tables.pending.change(seq, change);
    this.#commits.soon();
  }

  #requestedBy({ requestId }: EventFilter): Seq | undefined {
    return requestId === undefined ? undefined : this.#tables.requests.get(requestId as RequestId);
  }

  /** Delete some of what is too old. @returns whether there is more; if it fails, whoever prunes next begins it again */
  #sweepSome(): boolean {
    return this.#commits.aside(() => this.#tables.deleteSome()) ?? false;
  }
}
