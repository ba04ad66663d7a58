import { DocumentTable } from './documentTable';
import type { Database, Statement } from './driver';
import { EventTable } from './eventTable';
import type { Writing } from './groupCommit';
import { LogTable } from './logTable';
import type { LogLimits } from './logWindow';
import { PendingEvents } from './pendingEvents';
import type { Seq } from './port';
import { RequestIndex } from './requestIndex';
import { Routes } from './routes';
import { textColumn, textIn } from './storedText';

/** What is too old is deleted in small pieces. */
const sweptAtOnce = 100;

/** What the tables of a file go by. */
export interface TablesParts {
  readonly logLimits: LogLimits;
  /** What is kept of the log of one event, bytes. */
  readonly logKeptBytes: number;
  /** Whoever had the file before did not close it. */
  readonly crashed: boolean;
  /** ms since the Unix epoch. */
  readonly nowMs: () => number;
}

/** All that is in the file, and all that waits to be written there. */
export class Tables implements Writing {
  readonly routes: Routes;
  readonly events: EventTable;
  readonly requests: RequestIndex;
  readonly log: LogTable;
  readonly documents: DocumentTable;
  readonly pending = new PendingEvents();
  /** The highest number that was ever given. */
  last: Seq;
  /** When the file was closed, ms since the Unix epoch; undefined if it was not. */
  readonly closedMs: number | undefined;
  readonly #count: Statement;
  readonly #nowMs: () => number;
  /** `last` and `prunedBefore` are to be written. */
  #countersWait = false;

  constructor(db: Database, { logLimits, logKeptBytes, crashed, nowMs }: TablesParts) {
    this.#nowMs = nowMs;
    this.#count = db.prepare('INSERT INTO counter VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    const counters = new Map(
      db
        .prepare(`SELECT ${textColumn('name')}, value FROM counter`)
        .rows()
        .map(([name, value]) => [textIn(name), Number(value)]),
    );
    this.closedMs = counters.get('closed');
    this.last = Math.max(counters.get('last') ?? 0, Number(db.prepare('SELECT max(seq) FROM event').row()?.[0] ?? 0));
    this.routes = new Routes(db);
    this.events = new EventTable(db, this.routes);
    const prunedBeforeMs = counters.get('prunedBefore') ?? -Infinity;
    // By a clock that was ahead then and has been put right since: what ends from now on would be forgotten with its end.
    this.events.prunedBeforeMs = Math.min(prunedBeforeMs, nowMs());
    this.#countersWait = this.events.prunedBeforeMs < prunedBeforeMs;
    this.requests = new RequestIndex(db, counters.get('indexed') ?? 0);
    this.log = new LogTable(db, logLimits, logKeptBytes, crashed ? this.last : 0);
    this.documents = new DocumentTable(db);
  }

  get waits(): boolean {
    return this.routes.waits || this.pending.size > 0 || this.log.pendingBytes > 0 || this.documents.waits || this.#countersWait;
  }

  /** The highest number may be gone from the file after what is written next, and must not be given again. */
  keepCounters(): void {
    this.#countersWait = true;
  }

  write(closing: boolean): void {
    this.routes.write();
    this.events.insert(this.pending.new());
    for (const [seq, { accepted, changes, forgotten }] of this.pending.entries()) {
      if (!forgotten) for (const change of changes) this.events.change(seq, change);
      else if (!accepted) this.#erase(seq);
    }
    this.requests.write(this.last, closing);
    this.log.write();
    this.documents.write();
    if (this.#countersWait) this.#writeCounters();
    if (closing) this.#count.run('closed', this.#nowMs());
  }

  settled(): void {
    for (const { event } of this.pending.settled()) this.requests.drop(event.requestId);
    this.#countersWait = false;
    this.routes.settled();
    this.requests.settled(true);
    this.log.settled();
    this.documents.settled();
  }

  /** What was to be accepted was never there, the rest waits. */
  refused(): void {
    this.requests.settled(false);
    for (const { seq, event } of this.pending.refuse()) {
      this.requests.drop(event.requestId);
      this.log.drop(seq);
    }
  }

  /** Within a transaction: delete some of what is too old. @returns whether there is more */
  deleteSome(): boolean {
    const found = this.events.prunable(sweptAtOnce);
    for (const { seq, requestId } of found) {
      // A long log takes several turns, and its event goes with the last of it.
      if (!this.log.remove(seq)) return true;
      this.events.remove(seq);
      this.requests.remove(requestId);
    }
    return found.length === sweptAtOnce;
  }

  #writeCounters(): void {
    this.#count.run('last', this.last);
    if (this.events.prunedBeforeMs > -Infinity) this.#count.run('prunedBefore', this.events.prunedBeforeMs);
  }

  #erase(seq: Seq): void {
    const event = this.events.bySeq(seq);
    if (event) this.requests.remove(event.requestId);
    while (!this.log.remove(seq));
    this.events.remove(seq);
  }
}
