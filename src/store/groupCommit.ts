import assert from 'node:assert';
import type { Database, Statement } from './driver';
import { Damage, faultOf } from './fault';
import { StoreFault } from './port';

/** Time until what could not be written is tried again when nothing else is written, ms. */
const retryMs = 1_000;

/** What waits to be written. */
export interface Writing {
  /** Whether anything waits. */
  readonly waits: boolean;
  /** Within a transaction: all that waits. @param closing  so that nothing is left for the next opening to do */
  write(closing: boolean): void;
  /** All of it is on disk. */
  settled(): void;
  /** Nothing of it is. */
  refused(): void;
}

/** Who waits for one commit. */
interface Batch {
  readonly committed: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (fault: StoreFault) => void;
}

/** Writes what waits: everything of one turn of the event loop with one commit in the next. What cannot be written is tried again. */
export class GroupCommit {
  /** Whether the file has turned out to be damaged. */
  damaged = false;
  readonly #db: Database;
  readonly #writing: Writing;
  readonly #file: string;
  readonly #onFault: ((fault: StoreFault | undefined) => void) | undefined;
  readonly #begin: Statement;
  readonly #commit: Statement;
  #batch: Batch | undefined;
  #soon: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;
  #fault: StoreFault | undefined;

  /** @param onFault  hears when nothing can be written, and, with nothing, when it can be again */
  constructor(db: Database, writing: Writing, file: string, onFault: ((fault: StoreFault | undefined) => void) | undefined) {
    this.#db = db;
    this.#writing = writing;
    this.#file = file;
    this.#onFault = onFault;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
  }

  /** Whether the last commit could not be made. */
  get fails(): boolean {
    return this.#fault !== undefined;
  }

  /** The next commit; rejects with a StoreFault. Nobody has to wait for it. */
  get next(): Promise<void> {
    this.#batch ??= newBatch();
    return this.#batch.committed;
  }

  soon(): void {
    this.#soon ??= setImmediate(() => this.attempt());
  }

  within(ms: number): void {
    this.#later ??= setTimeout(() => this.attempt(), ms).unref();
  }

  /** Whoever waits for the commit is told how it went; the rest is tried again. */
  attempt(): void {
    try {
      this.now();
    } catch (error) {
      assert(error instanceof StoreFault, error instanceof Error ? error : String(error));
      this.within(retryMs);
    }
  }

  /**
   * Everything that waits is on disk afterwards.
   * @throws StoreFault
   */
  now(closing = false): void {
    clearImmediate(this.#soon);
    clearTimeout(this.#later);
    this.#soon = this.#later = undefined;
    if (!closing && !this.#writing.waits) return;
    try {
      this.#begin.run();
      this.#writing.write(closing);
      this.#commit.run();
    } catch (error) {
      throw this.#failed(error);
    }
    this.#settled();
  }

  /** Something that nobody waits for, and that is not tried again. @returns what `act` does; undefined when it could not be written */
  aside<T>(act: () => T): T | undefined {
    try {
      this.#begin.run();
      const done = act();
      this.#commit.run();
      return done;
    } catch (error) {
      this.#rollBack();
      this.seen(error);
      return undefined;
    }
  }

  /** @throws StoreFault */
  read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw this.seen(error);
    }
  }

  /**
   * Something that nothing else depends on: text in it that is damaged is told of, and is no reason to give up the rest of the file.
   * @throws StoreFault
   */
  readApart<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof Damage ? faultOf(error, this.#file) : this.seen(error);
    }
  }

  /** What an error of the database means. */
  seen(error: unknown): StoreFault {
    const fault = faultOf(error, this.#file);
    if (fault.kind === 'damaged') this.damaged = true;
    return fault;
  }

  /** Nothing is tried again. */
  stop(): void {
    clearTimeout(this.#later);
  }

  #settled(): void {
    this.#writing.settled();
    this.#batch?.resolve();
    this.#batch = undefined;
    if (!this.#fault) return;
    this.#fault = undefined;
    this.#onFault?.(undefined);
  }

  #failed(error: unknown): StoreFault {
    this.#rollBack();
    const fault = this.seen(error);
    this.#writing.refused();
    this.#batch?.reject(fault);
    this.#batch = undefined;
    const known = this.#fault !== undefined;
    this.#fault = fault;
    if (!known) this.#onFault?.(fault);
    return fault;
  }

  #rollBack(): void {
    try {
      this.#db.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back, or never begun.
    }
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
