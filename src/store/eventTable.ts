import type { InvocationType, RequestId, Status } from '../scf';
import type { Change } from './change';
import { countsOf } from './counts';
import type { Database, Row, Statement, Value } from './driver';
import type { EventCount, EventFilter, EventPage, Interval, NewEvent, Seq, StoredEvent, StoredState } from './port';
import type { Route, Routes } from './routes';
import { asciiColumn, asciiIn, jsonIn, textColumn, textIn } from './storedText';

/** The states by the numbers that a file has for them. */
const states = ['WAITING', 'RUNNING', 'FINISHED', 'FAILED', 'ABORTED', 'DEAD_LETTERED', 'EXPIRED', 'REFUSED'] as const satisfies StoredState[];

const requestIdColumn = asciiColumn('request_id');
const columns =
  `seq, ${requestIdColumn}, route, accepted_ms, bytes, state, attempts, run_errors, due_ms, ` +
  `${asciiColumn('version')}, traced, start_ms, ${textColumn('routing_key')}`;
const endColumns = `end_ms, status, duration_ms, memory_mb, ${textColumn('result')}`;

/** Events that are read at a time, so that a million of them never is in memory. */
const pageRows = 1_000;

/** A call of the driver costs as much as the row that it writes, so it writes several. */
const insertedAtOnce = 16;

/** Statements that differ by what is asked for; there are few kinds of questions. */
const statementsMax = 64;

/** An event that is to be written for the first time. */
export interface Accepted {
  readonly seq: Seq;
  readonly event: NewEvent;
  readonly route: number;
}

const orders = { seq: 'seq', startMs: 'start_ms', endMs: 'end_ms' } as const;

/** The events of a file, as they are on disk. What writes is called within a transaction. */
export class EventTable {
  /** What ended before is forgotten, though some of it may still be in the file. */
  prunedBeforeMs = -Infinity;
  readonly #db: Database;
  readonly #routes: Routes;
  readonly #insert: Statement;
  readonly #insertMany: Statement;
  readonly #insertBody: Statement;
  readonly #insertManyBodies: Statement;
  readonly #updates: Readonly<Record<Change['kind'], Statement>>;
  readonly #remove: Statement;
  readonly #removeBody: Statement;
  readonly #body: Statement;
  readonly #endMs: Statement;
  readonly #bySeq: Statement;
  readonly #unfinished: Statement;
  readonly #prunable: Statement;
  readonly #asked = new Map<string, Statement>();

  constructor(db: Database, routes: Routes) {
    this.#db = db;
    this.#routes = routes;
    const insert = (rows: number): Statement => {
      const values = Array.from({ length: rows }, () => '(?, ?, ?, ?, ?, ?)').join();
      return db.prepare(`INSERT INTO event (seq, request_id, route, accepted_ms, bytes, routing_key) VALUES ${values}`);
    };
    const insertBody = (rows: number): Statement => {
      return db.prepare(`INSERT INTO body (seq, event) VALUES ${Array.from({ length: rows }, () => '(?, ?)').join()}`);
    };
    [this.#insert, this.#insertMany] = [insert(1), insert(insertedAtOnce)];
    [this.#insertBody, this.#insertManyBodies] = [insertBody(1), insertBody(insertedAtOnce)];
    this.#updates = {
      began: db.prepare('UPDATE event SET state = 1, due_ms = NULL, attempts = ?, version = ?, traced = ?, start_ms = ? WHERE seq = ?'),
      waits: db.prepare('UPDATE event SET state = 0, due_ms = ?, attempts = ?, run_errors = ?, start_ms = NULL WHERE seq = ?'),
      ended: db.prepare(
        'UPDATE event SET state = ?, due_ms = NULL, attempts = ?, end_ms = ?, status = ?, duration_ms = ?, memory_mb = ?, result = ? WHERE seq = ?',
      ),
    };
    this.#remove = db.prepare('DELETE FROM event WHERE seq = ?');
    this.#removeBody = db.prepare('DELETE FROM body WHERE seq = ?');
    this.#body = db.prepare('SELECT event FROM body WHERE seq = ?');
    this.#endMs = db.prepare('SELECT end_ms FROM event WHERE seq = ?');
    this.#bySeq = db.prepare(`SELECT ${columns}, ${endColumns} FROM event WHERE seq = ?`);
    this.#unfinished = db.prepare(
      `SELECT ${columns} FROM event INDEXED BY event_unfinished WHERE end_ms IS NULL AND seq > ? ORDER BY seq LIMIT ${pageRows}`,
    );
    this.#prunable = db.prepare(`SELECT seq, ${requestIdColumn} FROM event WHERE end_ms < ? LIMIT ?`);
  }

  insert(accepted: readonly Accepted[]): void {
    for (let at = 0; at < accepted.length;) {
      const many = at + insertedAtOnce <= accepted.length;
      const next = at + (many ? insertedAtOnce : 1);
      const rows: Value[] = [];
      const bodies: Value[] = [];
      for (; at < next; at += 1) pushRow(accepted[at], rows, bodies);
      (many ? this.#insertMany : this.#insert).runWith(rows);
      (many ? this.#insertManyBodies : this.#insertBody).runWith(bodies);
    }
  }

  change(seq: Seq, change: Change): void {
    this.#updates[change.kind].run(...valuesOf(change), seq);
    if (change.kind === 'ended') this.#removeBody.run(seq);
  }

  remove(seq: Seq): void {
    this.#remove.run(seq);
    this.#removeBody.run(seq);
  }

  body(seq: Seq): Buffer | undefined {
    const found = this.#body.row(seq)?.[0];
    return found instanceof Uint8Array ? Buffer.from(found.buffer, found.byteOffset, found.byteLength) : undefined;
  }

  has(seq: Seq): boolean {
    const row = this.#endMs.row(seq);
    return row !== undefined && (numberOf(row[0]) ?? Infinity) >= this.prunedBeforeMs;
  }

  bySeq(seq: Seq): StoredEvent | undefined {
    const row = this.#bySeq.row(seq);
    const event = row && this.#eventOf(row);
    return event && (event.endMs ?? Infinity) >= this.prunedBeforeMs ? event : undefined;
  }

  /** In pages: whatever is written meanwhile, each comes once. */
  *unfinished(): Generator<StoredEvent> {
    for (let last = 0; ;) {
      const rows = this.#unfinished.rows(last);
      for (const row of rows) yield this.#eventOf(row);
      if (rows.length < pageRows) return;
      last = Number(rows.at(-1)?.[0]);
    }
  }

  /** @param requested  the event that the filter names, where it names one */
  page(filter: EventFilter, requested: Seq | undefined): EventPage {
    const { orderBy = 'seq', order = 'ASC', offset = 0, limit = Infinity } = filter;
    const where = this.#where(filter, requested);
    if (!where) return { total: 0, events: [] };
    const by = orders[orderBy];
    const sorted = by === 'seq' ? `seq ${order}` : `${by} ${order}, seq ${order}`;
    const sql = `SELECT ${columns}, ${endColumns} FROM event ${where.sql} ORDER BY ${sorted} LIMIT ? OFFSET ?`;
    const rows = this.#ask(sql).rows(...where.values, limit === Infinity ? -1 : limit, offset);
    const all = offset === 0 && rows.length < limit;
    const total = all ? rows.length : Number(this.#ask(`SELECT count(*) FROM event ${where.sql}`).row(...where.values)?.[0]);
    return { total, events: rows.map((row) => this.#eventOf(row)) };
  }

  counts(filter: EventFilter, requested: Seq | undefined): readonly EventCount[] {
    const where = this.#where(filter, requested);
    if (!where) return [];
    const rows = this.#ask(`SELECT route, state, count(*) FROM event ${where.sql} GROUP BY route, state`).rows(...where.values);
    return countsOf(
      rows.map(([route, state, count]) => ({
        function: this.#routeOf(route).function,
        state: stateOf(state),
        count: Number(count),
      })),
    );
  }

  /** Some of what is forgotten but still in the file. */
  prunable(limit: number): readonly { readonly seq: Seq; readonly requestId: RequestId }[] {
    if (this.prunedBeforeMs === -Infinity) return [];
    return this.#prunable.rows(this.prunedBeforeMs, limit).map(([seq, id]) => ({ seq: Number(seq), requestId: asciiIn(id) as RequestId }));
  }

  /** Undefined: no event can match. */
  #where(filter: EventFilter, requested: Seq | undefined): { readonly sql: string; readonly values: readonly Value[] } | undefined {
    if (filter.requestId !== undefined && requested === undefined) return undefined;
    const routes = this.#routes.matching(filter);
    const { states: wanted, statuses, version, qualifierOrVersion, traced, began, acceptedMs, startMs, endMs } = filter;
    if (routes?.length === 0 || wanted?.length === 0 || statuses?.length === 0) return undefined;
    const terms = [
      requested !== undefined && term('seq = ?', requested),
      routes && term(`route IN (${routes.join()})`),
      wanted && term(`state IN (${wanted.map((state) => states.indexOf(state)).join()})`),
      // So that the index of these is found.
      wanted?.every((state) => state === 'WAITING' || state === 'RUNNING') && term('end_ms IS NULL'),
      statuses && term(`status IN (${statuses.join()})`),
      version !== undefined && term('version = ?', version),
      qualifierOrVersion !== undefined && this.#meaning(qualifierOrVersion),
      traced !== undefined && term('traced = ?', Number(traced)),
      began !== undefined && term(began ? 'start_ms IS NOT NULL' : 'start_ms IS NULL'),
      acceptedMs && within('accepted_ms', acceptedMs),
      startMs && within('start_ms', startMs),
      endMs && within('end_ms', endMs),
      this.prunedBeforeMs > -Infinity && term('(end_ms IS NULL OR end_ms >= ?)', this.prunedBeforeMs),
    ].filter((each) => each !== false && each !== undefined);
    const sql = terms.length > 0 ? `WHERE ${terms.map((each) => each.sql).join(' AND ')}` : '';
    return { sql, values: terms.flatMap((each) => each.values) };
  }

  #meaning(qualifierOrVersion: string): Term {
    const routes = this.#routes.matching({ qualifier: qualifierOrVersion }) ?? [];
    return term(`(version = ? OR route IN (${routes.join()}))`, qualifierOrVersion);
  }

  #ask(sql: string): Statement {
    const known = this.#asked.get(sql);
    if (known) return known;
    if (this.#asked.size >= statementsMax) this.#asked.clear();
    const statement = this.#db.prepare(sql);
    this.#asked.set(sql, statement);
    return statement;
  }

  #routeOf(id: Value | undefined): Route {
    return this.#routes.get(Number(id)) ?? lostRoute;
  }

  #eventOf(row: Row): StoredEvent {
    const [seq, id, routeId, acceptedMs, bytes, state, attempts, runErrors, dueMs, version, traced, startMs, routingKey, ...end] = row;
    const [endMs, status, durationMs, memoryMB, result] = end;
    const route = this.#routeOf(routeId);
    const event: StoredEvent = {
      seq: Number(seq),
      requestId: asciiIn(id) as RequestId,
      function: route.function,
      qualifier: route.qualifier,
      type: route.type,
      invokedBy: route.invokedBy,
      asyncRun: route.asyncRun,
      acceptedMs: Number(acceptedMs),
      bytes: Number(bytes),
      state: stateOf(state),
      attempts: Number(attempts),
      runErrors: Number(runErrors),
      dueMs: numberOf(dueMs),
      version: isNull(version) ? undefined : asciiIn(version),
      traced: traced === 1,
      startMs: numberOf(startMs),
      endMs: numberOf(endMs),
      status: numberOf(status) as Status | undefined,
      durationMs: numberOf(durationMs),
      memoryMB: numberOf(memoryMB),
      result: isNull(result) ? undefined : textIn(result),
    };
    return isNull(routingKey) ? event : { ...event, routingKey: jsonIn(routingKey) as Readonly<Record<string, string>> };
  }
}

/** Never seen as long as the file is whole: an event and its route are written together. */
const lostRoute: Route = { function: '', qualifier: '', type: 'async' satisfies InvocationType, invokedBy: '', asyncRun: false };

function pushRow(accepted: Accepted | undefined, rows: Value[], bodies: Value[]): void {
  if (!accepted) return;
  const { seq, route, event } = accepted;
  const { requestId, acceptedMs, routingKey } = event;
  rows.push(seq, requestId, route, acceptedMs, event.event.length, routingKey ? JSON.stringify(routingKey) : null);
  bodies.push(seq, event.event);
}

function valuesOf(change: Change): readonly Value[] {
  switch (change.kind) {
    case 'began':
      return [change.attempts, change.version, Number(change.traced), change.startMs];
    case 'waits':
      return [change.dueMs, change.attempts, change.runErrors];
    case 'ended': {
      const { state, attempts, endMs, status, durationMs, memoryMB = null, result = null } = change;
      return [states.indexOf(state), attempts, endMs, status, durationMs, memoryMB, result];
    }
  }
}

interface Term {
  readonly sql: string;
  readonly values: readonly Value[];
}

function term(sql: string, ...values: readonly Value[]): Term {
  return { sql, values };
}

function within(column: string, { from, to }: Interval): Term {
  return term(`${column} >= ? AND ${column} < ?`, from, to);
}

function stateOf(code: Value | undefined): StoredState {
  return states[Number(code)] ?? 'WAITING';
}

function numberOf(value: Value | undefined): number | undefined {
  return isNull(value) ? undefined : Number(value);
}

function isNull(value: Value | undefined): value is null | undefined {
  return value === null || value === undefined;
}
