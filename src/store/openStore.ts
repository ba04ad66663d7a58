import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadDriver, type Driver } from './driver';
import { faultOf } from './fault';
import { logLimits, type LogLimits } from './logWindow';
import { StoreFault, type Store } from './port';
import { prepareFile } from './schema';
import { SqliteStore } from './sqliteStore';

/** Where a store lies, and how much it keeps. */
export interface StoreOptions {
  /** The state folder of a service; made when it is not there, for its owner alone, and ignored by git. */
  readonly dir: string;
  /** ms since the Unix epoch; names what is set aside, and says when the store was last seen. */
  readonly nowMs: () => number;
  /** Those of the platform unless said. @source S164 */
  readonly logLimits?: Partial<LogLimits>;
  /**
   * What is kept on disk of the log of one event, MB; 64 unless said: the oldest lines go, the others keep their numbers.
   * The platform keeps all for seven days, which a disk here could not (17 GB in 24 h, at the most that S164 lets through).
   */
  readonly logKeptMB?: number;
  /** Hears when what nobody waits for (states, ends, log lines) cannot be written, and, with nothing, when it can be again. */
  readonly onFault?: (fault: StoreFault | undefined) => void;
  /** Hears which name a file was given at its end that had turned out to be damaged while it was used. */
  readonly onSetAside?: (name: string) => void;
  /** The SQLite to use; the best there is unless said. */
  readonly driver?: Driver;
}

export interface OpenedStore {
  readonly store: Store;
  /** A damaged file was found and has this name now; the store is a new one. */
  readonly setAside: string | undefined;
}

const logKeptMB = 64;
const MB = 1024 * 1024;

/**
 * Opens the store of a service, or makes one.
 * @throws StoreFault when it cannot be used: nothing was changed then
 */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const file = join(resolve(options.dir), 'region.db');
  const driver = options.driver ?? (await loadDriver(file));
  makeFolder(resolve(options.dir), file);
  try {
    return { store: open(driver, file, options), setAside: undefined };
  } catch (error) {
    const fault = faultOf(error, file);
    if (fault.kind !== 'damaged') throw fault;
    const setAside = putAside(file, options.nowMs());
    return { store: open(driver, file, options), setAside };
  }
}

function open(driver: Driver, file: string, options: StoreOptions): Store {
  // Whoever closes a file leaves no WAL behind.
  const wal = `${file}-wal`;
  const lastSeenMs = statSync(wal, { throwIfNoEntry: false })?.mtimeMs;
  saveWal(file, wal);
  makeFile(file);
  const db = driver.open(file);
  try {
    prepareFile(db, file, lastSeenMs !== undefined);
    return new SqliteStore(db, {
      file,
      logLimits: { ...logLimits, ...options.logLimits },
      logKeptBytes: (options.logKeptMB ?? logKeptMB) * MB,
      crashed: lastSeenMs !== undefined,
      onFault: options.onFault,
      nowMs: options.nowMs,
      lastSeenMs,
      sign: () => sign(wal, options.nowMs()),
      putAside: () => {
        const name = putAside(file, options.nowMs());
        options.onSetAside?.(name);
      },
    });
  } catch (error) {
    db.abandon();
    throw error;
  }
}

/** Leaves a sign of life that costs no commit. */
function sign(wal: string, nowMs: number): void {
  try {
    utimesSync(wal, nowMs / 1000, nowMs / 1000);
  } catch {
    // Then less is known after a crash.
  }
}

function makeFolder(dir: string, file: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (!existsSync(join(dir, '.gitignore'))) writeFileSync(join(dir, '.gitignore'), '*\n');
  } catch (error) {
    throw faultOf(error, file);
  }
}

/** Events and environments are for their owner alone, also in a folder that was there before and is open to others; what SQLite adds is like it. */
function makeFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}

/** A WAL with no more than this has a header, and nothing in it, bytes. */
const walHeaderBytes = 32;

/** The smallest file that SQLite sees a page in, bytes. */
const leastBytes = 512;

/**
 * Beside a file with nothing in it SQLite throws the WAL away. Where there is something, even zeros, the file is made whole from the WAL, or
 * found damaged, and then the WAL is set aside with it.
 */
function saveWal(file: string, wal: string): void {
  const [bytes, walBytes = 0] = [file, wal].map((one) => statSync(one, { throwIfNoEntry: false })?.size);
  if (bytes === 0 && walBytes > walHeaderBytes) truncateSync(file, leastBytes);
}

/** Gives a damaged file, and what SQLite may have left beside it, another name. @returns the new name of the file */
function putAside(file: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]/g, '');
  const base = file.replace(/\.db$/, `.damaged-${time}`);
  const names = Array.from({ length: 100 }, (_, at) => (at === 0 ? `${base}.db` : `${base}-${at}.db`));
  const name = names.find((each) => !existsSync(each)) ?? `${base}.db`;
  try {
    for (const end of ['', '-wal', '-shm', '-journal']) if (existsSync(file + end)) renameSync(file + end, name + end);
  } catch (error) {
    throw new StoreFault('damaged', file, faultOf(error, file).detail, { cause: error });
  }
  return name;
}
