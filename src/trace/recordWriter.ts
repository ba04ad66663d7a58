import assert from 'node:assert';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { types } from 'node:util';
import { TraceFault } from './fault';
import { SortedRuns, type Line } from './sortedRuns';

/** Text that may wait in memory for an earlier row, characters. */
const WAITING_MAX = 64 * 1024 * 1024;

/** Bytes written at a time. */
const WRITE_BYTES = 1024 * 1024;

/** Bytes that one character of a text takes at most, in UTF-8. */
const BYTES_MAX = 3;

/** How every record begins. */
const recordBegin = Buffer.from('{"row":');

/** Rows after which a long merge lets others have a turn, so that a progress bar moves. */
const PAUSE_ROWS = 10_000;

/**
 * Writes one line for each row of a run, in the order of rows, though they come in the order in which they end. What waits for an
 * earlier row is kept in memory up to a bound, then in a file beside the output.
 *
 * It writes at once and waits for the disk, so nothing heaps up before a slow one. The file appears when all is written; until then,
 * and after a fault, what was there before is unchanged.
 */
export class RecordWriter {
  readonly #file: string;
  readonly #partial: string;
  /** Undefined once it is closed. */
  #output: number | undefined;
  readonly #waitingMax: number;
  /** Lines of the rows that follow each other from 0 on, to be written together. As texts they would outlive a garbage collection or two. */
  readonly #ready = Buffer.allocUnsafe(WRITE_BYTES);
  #readyBytes = 0;
  #nextRow = 0;
  #waiting = new Map<number, string>();
  #waitingSize = 0;
  /** Rows that found no place in memory; they wait for `close`, and so do all rows after the first of them. */
  #spilled: SortedRuns | undefined;

  /**
   * @param waitingMax  characters that wait in memory at most
   * @throws TraceFault `unwritable`, `notRegular`, `occupied`
   */
  constructor(file: string, waitingMax = WAITING_MAX) {
    this.#waitingMax = waitingMax;
    this.#file = targetOf(file);
    this.#partial = `${this.#file}.${randomUUID()}.partial`;
    try {
      this.#output = openSync(this.#partial, 'wx');
    } catch (error) {
      throw unwritable(this.#file, error);
    }
  }

  /**
   * @param row   counts from 0; each row once
   * @param line  its text, without a line break
   * @throws TraceFault `unwritable`, after which nothing is left but what was there before
   */
  write(row: number, line: string): void {
    if (row !== this.#nextRow) {
      this.#wait(row, line);
      return;
    }
    this.#append(line);
    this.#nextRow += 1;
    for (let next = this.#waiting.get(this.#nextRow); next !== undefined; next = this.#waiting.get(this.#nextRow)) {
      this.#waiting.delete(this.#nextRow);
      this.#waitingSize -= next.length;
      this.#append(next);
      this.#nextRow += 1;
    }
  }

  /**
   * Put the file in its place. Rows that never came leave no gap.
   * @throws TraceFault `unwritable`
   */
  async close(): Promise<void> {
    try {
      let rows = 0;
      const waiting = sorted(this.#waiting);
      for (const line of this.#spilled?.merged(waiting) ?? waiting.map(([, text]) => text)) {
        this.#append(line);
        rows += 1;
        if (rows % PAUSE_ROWS === 0) await setImmediate();
      }
      this.#flush();
      fsyncSync(this.#open);
      this.#shut();
      renameSync(this.#partial, this.#file);
    } catch (error) {
      throw this.#failed(error);
    }
    this.discard(); // only what was spilled is left by now
  }

  /** Leave what was there before as it is. Does nothing after `close` or a fault. */
  discard(): void {
    this.#shut();
    this.#spilled?.remove();
    this.#spilled = undefined;
    rmSync(this.#partial, { force: true });
  }

  #shut(): void {
    if (this.#output !== undefined) closeSync(this.#output);
    this.#output = undefined;
  }

  get #open(): number {
    assert(this.#output !== undefined, 'nothing is written after the end');
    return this.#output;
  }

  #wait(row: number, line: string): void {
    this.#waiting.set(row, line);
    this.#waitingSize += line.length;
    if (this.#waitingSize <= this.#waitingMax) return;
    try {
      this.#spilled ??= new SortedRuns(`${this.#partial}.rows`);
      this.#spilled.add(sorted(this.#waiting));
    } catch (error) {
      throw this.#failed(error);
    }
    this.#waiting = new Map();
    this.#waitingSize = 0;
  }

  #append(line: string): void {
    const bytesMax = line.length * BYTES_MAX + 1;
    try {
      if (this.#readyBytes + bytesMax > WRITE_BYTES) this.#flush();
      if (bytesMax > WRITE_BYTES) writeFileSync(this.#open, `${line}\n`);
      else this.#readyBytes += this.#ready.write(`${line}\n`, this.#readyBytes);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  #flush(): void {
    writeFileSync(this.#open, this.#ready.subarray(0, this.#readyBytes));
    this.#readyBytes = 0;
  }

  /** The disk has refused something: take all back. */
  #failed(error: unknown): unknown {
    this.discard();
    return error instanceof TraceFault ? error : unwritable(this.#file, error);
  }
}

function sorted(waiting: ReadonlyMap<number, string>): Line[] {
  return [...waiting].sort(([a], [b]) => a - b);
}

/**
 * The file that a path means: what it links to, if it is a link, so that the link stays one.
 * @throws TraceFault `notRegular`, `occupied`, `unwritable`
 */
function targetOf(path: string): string {
  try {
    // Asked of the path itself: `/dev/stdout` leads to a pipe, which has no path to be resolved to.
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return missingTargetOf(path);
    if (!found.isFile()) throw new TraceFault('notRegular', { file: path }, undefined);
    if (!mayReplace(path, found.size)) throw new TraceFault('occupied', { file: path }, undefined);
    return realpathSync(path);
  } catch (error) {
    throw error instanceof TraceFault ? error : unwritable(path, error);
  }
}

/** Records take the place of records, and of nothing else: it may be the trace itself, or the configuration. */
function mayReplace(path: string, size: number): boolean {
  if (size === 0) return true;
  const begin = Buffer.alloc(recordBegin.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, begin);
  } finally {
    closeSync(file);
  }
  return begin.equals(recordBegin);
}

/** A file that is still to be made: where a link leads, if the path is one. */
function missingTargetOf(path: string): string {
  const link = lstatSync(path, { throwIfNoEntry: false });
  return link?.isSymbolicLink() === true ? missingTargetOf(resolve(dirname(path), readlinkSync(path))) : resolve(path);
}

function unwritable(file: string, error: unknown): TraceFault {
  // The system names the file that it was to become for the time being, which nobody knows.
  const detail = (types.isNativeError(error) ? error.message : String(error)).replace(/, \w+ '.*$/s, '');
  return new TraceFault('unwritable', { file }, { detail }, { cause: error });
}
