import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { types } from 'node:util';
import { StoreFault, type StoreFaultKind } from './port';

/** What was read is nothing that was ever written, though SQLite has no objection. */
export class Damage extends Error {
  override readonly name = 'Damage';
}

/** SQLite's primary result codes that mean something to a user. */
const kinds: Readonly<Record<number, StoreFaultKind>> = {
  3: 'readOnly', // SQLITE_PERM
  5: 'locked', // SQLITE_BUSY
  6: 'locked', // SQLITE_LOCKED
  8: 'readOnly', // SQLITE_READONLY
  11: 'damaged', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  26: 'damaged', // SQLITE_NOTADB
};

/** SQLITE_IOERR, which a lock on a file that may only be read ends with, too, and SQLITE_CANTOPEN. */
const manifold = [10, 14];

/** What the system says, by the name of its error. */
const systemKinds: Readonly<Record<string, StoreFaultKind>> = {
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  EROFS: 'readOnly',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** What a driver or the file system threw, in the store's terms; our own mistakes are thrown again as they are. */
export function faultOf(error: unknown, file: string): StoreFault {
  if (error instanceof StoreFault) return error;
  if (error instanceof Damage) return new StoreFault('damaged', file, error.message, { cause: error });
  if (!isError(error)) throw error;
  const sqlite = sqliteCodeOf(error);
  if (sqlite !== undefined) {
    const kind = manifold.includes(sqlite) ? (isWritable(file) ? 'io' : 'readOnly') : (kinds[sqlite] ?? 'io');
    return new StoreFault(kind, file, error.message, { cause: error });
  }
  const system = 'code' in error && 'syscall' in error ? String(error.code) : undefined;
  if (system === undefined) throw error;
  return new StoreFault(systemKinds[system] ?? 'io', file, error.message, { cause: error });
}

/** What Node throws is of another `Error` where scripts run in a context of their own, as tests do; and libsql's is none by nature. */
function isError(error: unknown): error is Error {
  return error instanceof Error || types.isNativeError(error);
}

/** The primary result code: `node:sqlite` has it in `errcode`, `libsql` in `rawCode`, or at the end of a message. */
function sqliteCodeOf(error: Error): number | undefined {
  const { errcode, rawCode } = error as { readonly errcode?: unknown; readonly rawCode?: unknown };
  const code = typeof errcode === 'number' ? errcode : rawCode;
  if (typeof code === 'number') return code & 0xff;
  const said = /^ConnectionFailed\(.*: (\d+)"?\)$/s.exec(error.message)?.[1];
  return said === undefined ? undefined : Number(said) & 0xff;
}

/** Whether a file, or one that is not there yet, may be written. */
function isWritable(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
