import assert from 'node:assert';
import type { RequestId } from '../scf';
import { acceptedEvent, changed, type Change } from './change';
import { DocumentTable } from './documentTable';
import type { Database, Statement } from './driver';
import { EventTable } from './eventTable';
import { faultOf } from './fault';
import { LogTable } from './logTable';
import type { LogLimits } from './logWindow';
import { PendingEvents } from './pendingEvents';
import {
  StoreFault,
  type Acceptance,
  type Attempts,
  type Begun,
  type EventCount,
  type EventEnd,
  type EventFilter,
  type EventPage,
  type NewEvent,
  type Seq,
  type Store,
  type StoredDocument,
  type StoredEvent,
  type StoredLine,
} from './port';
import { RequestIndex } from './requestIndex';
import { Routes } from './routes';
import { Sweeper } from './sweeper';

export interface SqliteStoreParts {
  readonly file: string;
  readonly logLimits: LogLimits;
  /** What is kept of the log of one event, bytes. */
  readonly logKeptBytes: number;
  /** Hears when what need not be waited for cannot be written, and, with nothing, when it can be again. */
  readonly onFault: ((fault: StoreFault | undefined) => void) | undefined;
  /** ms since the Unix epoch. */
  readonly nowMs: () => number;
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

/** Time until what could not be written is tried again when nothing else is written, ms. */
const retryMs = 1_000;

/** So exactly is known after a crash how long an event had run that says nothing, ms. */
const signMs = 5_000;

/** What is too old is deleted in small pieces. */
const sweptAtOnce = 100;

/** Who waits for one commit. */
interface Batch {
  readonly committed: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (fault: StoreFault) => void;
}

/**
 * A store in a SQLite file. Everything written in one turn of the event loop goes to disk with one commit in the next.
 *
 * When a commit fails, the events that it was to accept are refused, and were never there. What else it was to write stays
 * in memory and is tried again with the next commit, or after a second: an event that was accepted, its states and its end
 * are not lost as long as the process lives. That takes no more memory than the events that are under way give cause for;
 * log lines beyond 4 MB are left out meanwhile, and the log says so.
 *
 * A file that turns out to be damaged while it is used is set aside when it is closed.
 *
 * What is read of one event, or of a log, includes what waits to be written; but that an event has ended is only told when
 * its end is on disk. Lists and counts are read from disk, after a commit.
 * @source design.md §5: accepted means on disk
 */
export class SqliteStore implements Store {
  readonly file: string;
  readonly lastSeenMs: number | undefined;
  readonly #parts: SqliteStoreParts;
  readonly #db: Database;
  readonly #routes: Routes;
  readonly #events: EventTable;
  readonly #requests: RequestIndex;
  readonly #log: LogTable;
  readonly #documents: DocumentTable;
  readonly #begin: Statement;
  readonly #commitIt: Statement;
  readonly #count: Statement;
  readonly #pending = new PendingEvents();
  readonly #sweeper = new Sweeper(() => this.#sweepSome());
  /** Events that have an instance. */
  readonly #running = new Set<Seq>();
  readonly #signs: NodeJS.Timeout;
  #batch: Batch | undefined;
  #last: Seq;
  /** `last` and `prunedBefore` are to be written. */
  #countersWait = false;
  #soon: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;
  #fault: StoreFault | undefined;
  #damaged = false;
  #closed = false;

  /** @param db  prepared: `prepareFile` */
  constructor(db: Database, parts: SqliteStoreParts) {
    this.file = parts.file;
    this.#parts = parts;
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commitIt = db.prepare('COMMIT');
    this.#count = db.prepare('INSERT INTO counter VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    const counters = new Map(
      db
        .prepare('SELECT name, value FROM counter')
        .rows()
        .map(([name, value]) => [name, Number(value)]),
    );
    this.lastSeenMs = parts.lastSeenMs ?? counters.get('closed');
    this.#last = Math.max(counters.get('last') ?? 0, Number(db.prepare('SELECT max(seq) FROM event').row()?.[0] ?? 0));
    this.#routes = new Routes(db);
    this.#events = new EventTable(db, this.#routes);
    this.#events.prunedBeforeMs = counters.get('prunedBefore') ?? -Infinity;
    this.#requests = new RequestIndex(db, counters.get('indexed') ?? 0);
    this.#log = new LogTable(db, parts.logLimits, parts.logKeptBytes);
    this.#documents = new DocumentTable(db);
    this.#sweeper.wake();
    this.#signs = setInterval(() => {
      if (this.#running.size > 0) parts.sign();
    }, signMs).unref();
  }

  accept(event: NewEvent): Acceptance {
    assert(!this.#closed, 'a closed store takes nothing');
    this.#last += 1;
    const seq = this.#last;
    this.#pending.accept({ seq, event, route: this.#routes.idOf(event) });
    this.#requests.add(event.requestId, seq);
    this.#batch ??= newBatch();
    this.#commitSoon();
    return { seq, committed: this.#batch.committed };
  }

  forget(seq: Seq): void {
    this.#running.delete(seq);
    this.#log.drop(seq);
    this.#pending.forget(seq);
    // The highest number may be gone from the file then, and must not be given again.
    this.#countersWait = true;
    this.#commitSoon();
  }

  began(seq: Seq, run: Begun): Promise<void> {
    this.#running.add(seq);
    this.#change(seq, { kind: 'began', ...run });
    this.#batch ??= newBatch();
    return this.#batch.committed.catch(() => undefined);
  }

  waits(seq: Seq, dueMs: number, made: Attempts): void {
    this.#running.delete(seq);
    this.#change(seq, { kind: 'waits', dueMs, ...made });
  }

  ended(seq: Seq, end: EventEnd): void {
    this.#running.delete(seq);
    this.#log.end(seq, end.endMs);
    this.#change(seq, { kind: 'ended', ...end });
  }

  body(seq: Seq): Buffer | undefined {
    const pending = this.#pending.get(seq);
    if (pending?.forgotten || pending?.changes.some(({ kind }) => kind === 'ended')) return undefined;
    return pending?.accepted?.event.event ?? this.#read(() => this.#events.body(seq));
  }

  *unfinished(): Generator<StoredEvent> {
    this.#commit();
    try {
      yield* this.#events.unfinished();
    } catch (error) {
      throw this.#seen(error);
    }
  }

  event(requestId: RequestId): StoredEvent | undefined {
    const seq = this.#read(() => this.#requests.get(requestId));
    return seq === undefined ? undefined : this.eventAt(seq);
  }

  eventAt(seq: Seq): StoredEvent | undefined {
    if (this.#pending.get(seq)?.changes.some(({ kind }) => kind === 'ended')) this.#commit();
    const pending = this.#pending.get(seq);
    if (pending?.forgotten) return undefined;
    const event = pending?.accepted ? acceptedEvent(seq, pending.accepted.event) : this.#read(() => this.#events.bySeq(seq));
    return event && pending ? pending.changes.reduce(changed, event) : event;
  }

  events(filter: EventFilter): EventPage {
    this.#commit();
    return this.#read(() => this.#events.page(filter, this.#requestedBy(filter)));
  }

  counts(filter: EventFilter): readonly EventCount[] {
    this.#commit();
    return this.#read(() => this.#events.counts(filter, this.#requestedBy(filter)));
  }

  prune(endedBeforeMs: number): void {
    if (endedBeforeMs <= this.#events.prunedBeforeMs) return;
    this.#events.prunedBeforeMs = endedBeforeMs;
    // Some that said something after their ends may be among them.
    for (const seq of this.#log.opened()) if (!this.#isThere(seq, false)) this.#log.drop(seq);
    this.#countersWait = true;
    this.#commitSoon();
    this.#sweeper.wake();
  }

  line(seq: Seq, atMs: number, text: string): void {
    if (!this.#isThere(seq)) return;
    this.#log.append(seq, atMs, text, this.#log.pendingBytes <= pendingLinesMax);
    if (this.#log.pendingBytes > pendingLinesMax && !this.#fault) this.#tryCommit();
    else this.#commitWithin(linesWaitMs);
  }

  lines(seq: Seq, from: number, limit: number): readonly StoredLine[] {
    return this.#isThere(seq) ? this.#read(() => this.#log.read(seq, from, limit)) : [];
  }

  tail(seq: Seq, bytes: number): readonly StoredLine[] {
    return this.#isThere(seq) ? this.#read(() => this.#log.tail(seq, bytes)) : [];
  }

  put(kind: string, key: string, value: unknown): void {
    this.#documents.put(kind, key, value);
    this.#commitSoon();
  }

  remove(kind: string, key: string): void {
    this.#documents.remove(kind, key);
    this.#commitSoon();
  }

  documents(kind: string): readonly StoredDocument[] {
    this.#commit();
    return this.#read(() => this.#documents.all(kind));
  }

  flush(): Promise<void> {
    return new Promise((resolve) => {
      this.#commit();
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
      this.#commit(true);
    } finally {
      clearTimeout(this.#later);
      this.#db.close();
      if (this.#damaged) this.#parts.putAside();
    }
  }

  /** @param trusting  that an event with a log that is written to is there */
  #isThere(seq: Seq, trusting = true): boolean {
    const pending = this.#pending.get(seq);
    if (pending?.forgotten) return false;
    const end = pending?.changes.find((change) => change.kind === 'ended');
    if (end) return end.endMs >= this.#events.prunedBeforeMs;
    return pending?.accepted !== undefined || (trusting && this.#log.isOpen(seq)) || this.#read(() => this.#events.has(seq));
  }

  #change(seq: Seq, change: Change): void {
    this.#pending.change(seq, change);
    this.#commitSoon();
  }

  #requestedBy({ requestId }: EventFilter): Seq | undefined {
    return requestId === undefined ? undefined : this.#requests.get(requestId as RequestId);
  }

  #commitSoon(): void {
    this.#soon ??= setImmediate(() => this.#tryCommit());
  }

  #commitWithin(ms: number): void {
    this.#later ??= setTimeout(() => this.#tryCommit(), ms).unref();
  }

  /** Whoever waits for the commit is told how it went; the rest is tried again. */
  #tryCommit(): void {
    try {
      this.#commit();
    } catch (error) {
      assert(error instanceof StoreFault, error instanceof Error ? error : String(error));
      this.#commitWithin(retryMs);
    }
  }

  /**
   * Everything that waits is on disk afterwards.
   * @param closing  so that nothing is left for the next opening to do
   * @throws StoreFault
   */
  #commit(closing = false): void {
    clearImmediate(this.#soon);
    clearTimeout(this.#later);
    this.#soon = this.#later = undefined;
    if (!closing && this.#pending.size === 0 && this.#log.pendingBytes === 0 && !this.#documents.waits && !this.#countersWait) return;
    try {
      this.#begin.run();
      this.#write(closing);
      this.#commitIt.run();
    } catch (error) {
      throw this.#failed(error);
    }
    this.#settled();
  }

  #write(closing: boolean): void {
    this.#routes.write();
    this.#events.insert(this.#pending.new());
    for (const [seq, { accepted, changes, forgotten }] of this.#pending.entries()) {
      if (!forgotten) for (const change of changes) this.#events.change(seq, change);
      else if (!accepted) this.#erase(seq);
    }
    this.#requests.write(this.#last, closing);
    this.#log.write();
    this.#documents.write();
    if (this.#countersWait) this.#writeCounters();
    if (closing) this.#count.run('closed', this.#parts.nowMs());
  }

  #writeCounters(): void {
    this.#count.run('last', this.#last);
    if (this.#events.prunedBeforeMs > -Infinity) this.#count.run('prunedBefore', this.#events.prunedBeforeMs);
  }

  #erase(seq: Seq): void {
    const event = this.#events.bySeq(seq);
    if (event) this.#requests.remove(event.requestId);
    while (!this.#log.remove(seq));
    this.#events.remove(seq);
  }

  #settled(): void {
    for (const { event } of this.#pending.settled()) this.#requests.drop(event.requestId);
    this.#countersWait = false;
    this.#routes.settled();
    this.#requests.settled(true);
    this.#log.settled();
    this.#documents.settled();
    this.#batch?.resolve();
    this.#batch = undefined;
    if (!this.#fault) return;
    this.#fault = undefined;
    this.#parts.onFault?.(undefined);
  }

  /** Nothing of it was written: what was to be accepted is refused, the rest waits. */
  #failed(error: unknown): StoreFault {
    this.#rollBack();
    const fault = this.#seen(error);
    this.#requests.settled(false);
    for (const { seq, event } of this.#pending.refuse()) {
      this.#requests.drop(event.requestId);
      this.#log.drop(seq);
    }
    this.#batch?.reject(fault);
    this.#batch = undefined;
    const known = this.#fault !== undefined;
    this.#fault = fault;
    if (!known) this.#parts.onFault?.(fault);
    return fault;
  }

  #rollBack(): void {
    try {
      this.#db.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back, or never begun.
    }
  }

  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw this.#seen(error);
    }
  }

  #seen(error: unknown): StoreFault {
    const fault = faultOf(error, this.file);
    if (fault.kind === 'damaged') this.#damaged = true;
    return fault;
  }

  /** Delete some of what is too old. @returns whether there is more */
  #sweepSome(): boolean {
    try {
      this.#begin.run();
      const more = this.#deleteSome();
      this.#commitIt.run();
      return more;
    } catch (error) {
      this.#rollBack();
      this.#seen(error);
      // Whoever prunes next begins it again.
      return false;
    }
  }

  #deleteSome(): boolean {
    const found = this.#events.prunable(sweptAtOnce);
    for (const { seq, requestId } of found) {
      // A long log takes several turns, and its event goes with the last of it.
      if (!this.#log.remove(seq)) return true;
      this.#events.remove(seq);
      this.#requests.remove(requestId);
    }
    return found.length === sweptAtOnce;
  }
}

function newBatch(): Batch {
  let resolve!: () => void;
  let reject!: (fault: StoreFault) => void;
  const committed = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  // Nobody has to wait for it.
  committed.catch(() => undefined);
  return { committed, resolve, reject };
}
