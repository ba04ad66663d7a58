import type { Database, Row, Statement } from './driver';
import { LogWindow, type LogLimits } from './logWindow';
import { sizeOf, tailOf } from './memoryLog';
import type { Seq, StoredLine } from './port';
import { jsonIn, textColumn } from './storedText';

/** A row of the file has at most so much of a log: it is written and read at once. */
const chunkLines = 500;
const chunkBytes = 64 * 1024;

/** Rows of a log that are deleted within one transaction, so that none takes long. */
const removedAtOnce = 64;

/** More lines than one log can have lost in a crash, since they wait for a commit no longer than 100 ms (S164) or where nothing can be written. */
const lostMax = 100_000;

/** The log of an event that is written to. */
interface OpenLog {
  readonly seq: Seq;
  readonly window: LogWindow;
  /** The number of the next line. */
  next: number;
  /** Not on disk yet. */
  pending: StoredLine[];
  /** What is on disk, bytes; and what will be when the transaction is. */
  keptBytes: number;
  keptAfter: number;
  /** No more is to come. */
  over: boolean;
}

/** The logs of a file. Lines wait in memory for the next transaction; they are read from where they are. */
export class LogTable {
  /** Lines that wait, bytes. */
  pendingBytes = 0;
  readonly #limits: LogLimits;
  readonly #keptMax: number;
  readonly #crashedUpTo: Seq;
  readonly #open = new Map<Seq, OpenLog>();
  /** Those with lines that wait. */
  readonly #dirty = new Set<OpenLog>();
  readonly #insert: Statement;
  readonly #last: Statement;
  readonly #first: Statement;
  readonly #at: Statement;
  readonly #following: Statement;
  readonly #before: Statement;
  readonly #kept: Statement;
  readonly #removeOne: Statement;
  readonly #some: Statement;

  /**
   * @param keptMax      what is kept of the log of one event, bytes
   * @param crashedUpTo  the last event that was there when whoever had the file before crashed; 0: nobody did
   */
  constructor(db: Database, limits: LogLimits, keptMax: number, crashedUpTo: Seq) {
    this.#limits = limits;
    this.#keptMax = keptMax;
    this.#crashedUpTo = crashedUpTo;
    this.#insert = db.prepare('INSERT INTO log (seq, n, count, bytes, lines) VALUES (?, ?, ?, ?, ?)');
    this.#last = db.prepare('SELECT n + count FROM log WHERE seq = ? ORDER BY n DESC LIMIT 1');
    this.#first = db.prepare('SELECT id, bytes FROM log WHERE seq = ? ORDER BY n LIMIT 1');
    this.#at = db.prepare('SELECT n FROM log WHERE seq = ? AND n <= ? ORDER BY n DESC LIMIT 1');
    this.#following = db.prepare(`SELECT n, ${textColumn('lines')} FROM log WHERE seq = ? AND n >= ? ORDER BY n LIMIT 1`);
    this.#before = db.prepare(`SELECT n, ${textColumn('lines')} FROM log WHERE seq = ? AND n < ? ORDER BY n DESC LIMIT 1`);
    this.#kept = db.prepare('SELECT coalesce(sum(bytes), 0) FROM log WHERE seq = ?');
    this.#removeOne = db.prepare('DELETE FROM log WHERE id = ?');
    this.#some = db.prepare(`SELECT id FROM log WHERE seq = ? LIMIT ${removedAtOnce}`);
  }

  /** Those that are written to. */
  opened(): readonly Seq[] {
    return [...this.#open.keys()];
  }

  isOpen(seq: Seq): boolean {
    return this.#open.has(seq);
  }

  /** @param room  lines may wait; where not, they are left out */
  append(seq: Seq, atMs: number, text: string, room: boolean): void {
    const log = this.#openedOf(seq);
    if (!room) return log.window.leaveOut(sizeOf(text));
    for (const line of log.window.admit(atMs, text)) this.#push(log, atMs, line);
  }

  /** No more is to come: what was left out is told. */
  end(seq: Seq, atMs: number): void {
    const log = this.#open.get(seq);
    if (!log) return;
    for (const line of log.window.rest()) this.#push(log, atMs, line);
    log.over = true;
    if (!this.#dirty.has(log)) this.#open.delete(seq);
  }

  /** Lines that wait are not written any more. */
  drop(seq: Seq): void {
    const log = this.#open.get(seq);
    if (!log) return;
    for (const { text } of log.pending) this.pendingBytes -= sizeOf(text);
    this.#open.delete(seq);
    this.#dirty.delete(log);
  }

  read(seq: Seq, from: number, limit: number): readonly StoredLine[] {
    const pending = this.#open.get(seq)?.pending ?? [];
    const found: StoredLine[] = [];
    const firstPending = pending[0]?.n ?? Infinity;
    let next = from;
    if (next < firstPending) {
      const begin = this.#at.row(seq, from)?.[0];
      for (let n = begin === undefined ? from : Number(begin); found.length < limit; n = next) {
        const lines = linesOf(this.#following.row(seq, n));
        if (lines.length === 0) break;
        found.push(...lines.filter((line) => line.n >= from));
        next = (lines.at(-1)?.n ?? n) + 1;
      }
    }
    if (found.length < limit && pending.length > 0) {
      const begin = Math.max(0, Math.max(next, from) - firstPending);
      found.push(...pending.slice(begin, begin + limit - found.length));
    }
    return found.slice(0, limit);
  }

  tail(seq: Seq, bytes: number): readonly StoredLine[] {
    return tailOf(bytes, this.#fromLast(seq));
  }

  /** Within a transaction: everything that waits. */
  write(): void {
    for (const log of this.#dirty) {
      log.keptAfter = log.keptBytes;
      for (const chunk of chunksOf(log.pending)) log.keptAfter += this.#writeChunk(log.seq, chunk);
      while (log.keptAfter > this.#keptMax) {
        const [id, bytes] = this.#first.row(log.seq) ?? [];
        if (id === undefined) break;
        this.#removeOne.run(id);
        log.keptAfter -= Number(bytes);
      }
    }
  }

  /** The transaction is on disk. */
  settled(): void {
    for (const log of this.#dirty) {
      log.keptBytes = log.keptAfter;
      log.pending = [];
      if (log.over) this.#open.delete(log.seq);
    }
    this.#dirty.clear();
    this.pendingBytes = 0;
  }

  /** Within a transaction: delete some of a log. @returns whether that was all */
  remove(seq: Seq): boolean {
    const rows = this.#some.rows(seq);
    for (const [id = null] of rows) this.#removeOne.run(id);
    return rows.length < removedAtOnce;
  }

  *#fromLast(seq: Seq): Generator<StoredLine> {
    const pending = this.#open.get(seq)?.pending ?? [];
    yield* pending.toReversed();
    for (let n = pending[0]?.n ?? Number.MAX_SAFE_INTEGER; ;) {
      const lines = linesOf(this.#before.row(seq, n));
      if (lines.length === 0) return;
      yield* lines.toReversed();
      n = lines[0]?.n ?? 0;
    }
  }

  #openedOf(seq: Seq): OpenLog {
    const known = this.#open.get(seq);
    if (known) return known;
    const next = this.#nextOf(seq);
    const keptBytes = Number(this.#kept.row(seq)?.[0] ?? 0);
    const log: OpenLog = { seq, window: new LogWindow(this.#limits), next, pending: [], keptBytes, keptAfter: keptBytes, over: false };
    this.#open.set(seq, log);
    return log;
  }

  /** The number after the last line. One that was lost in a crash may have been read before: its number must not be given again. */
  #nextOf(seq: Seq): number {
    const last = this.#last.row(seq)?.[0];
    if (last === undefined) return 0;
    return Number(last) + (seq <= this.#crashedUpTo ? lostMax : 0);
  }

  #push(log: OpenLog, atMs: number, text: string): void {
    log.pending.push({ n: log.next, atMs, text });
    log.next += 1;
    this.pendingBytes += sizeOf(text);
    this.#dirty.add(log);
  }

  #writeChunk(seq: Seq, lines: readonly StoredLine[]): number {
    const json = JSON.stringify(lines.flatMap(({ atMs, text }) => [atMs, text]));
    const bytes = Buffer.byteLength(json);
    this.#insert.run(seq, lines[0]?.n ?? 0, lines.length, bytes, json);
    return bytes;
  }
}

function* chunksOf(lines: readonly StoredLine[]): Generator<readonly StoredLine[]> {
  let chunk: StoredLine[] = [];
  let bytes = 0;
  for (const line of lines) {
    chunk.push(line);
    bytes += sizeOf(line.text);
    if (chunk.length < chunkLines && bytes < chunkBytes) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}

/** @param row  the number of the first line, and times and texts in turn */
function linesOf(row: Row | undefined): readonly StoredLine[] {
  if (!row) return [];
  const [n, json] = row;
  const flat = jsonIn(json) as readonly (number | string)[];
  return Array.from({ length: flat.length / 2 }, (_, at) => ({ n: Number(n) + at, atMs: Number(flat[2 * at]), text: String(flat[2 * at + 1]) }));
}
