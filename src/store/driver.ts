import { StoreFault } from './port';

/** What SQLite takes and gives. */
export type Value = string | number | null | Uint8Array;

/** One row, its values in the order of the columns that were asked for. */
export type Row = readonly (Value | undefined)[];

/** SQLite, as far as the store needs it; both drivers work on the thread that calls them. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** Lets go of the file at once, whatever statements there still are. */
  close(): void;
  /** Leaves the file as it is. `libsql` lets go of it when the last statement is collected. */
  abandon(): void;
}

export interface Statement {
  run(...values: readonly Value[]): void;
  /** The same for very many of them. */
  runWith(values: readonly Value[]): void;
  row(...values: readonly Value[]): Row | undefined;
  rows(...values: readonly Value[]): readonly Row[];
}

export interface Driver {
  readonly name: 'node:sqlite' | 'libsql';
  open(file: string): Database;
}

/**
 * The SQLite that Node brings, else `libsql`.
 * @param file  for the message when there is neither
 */
export async function loadDriver(file: string): Promise<Driver> {
  const own = nodeDriver();
  if (own) return own;
  try {
    return await libsqlDriver();
  } catch (error) {
    throw new StoreFault('noDriver', file, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** What is used of `node:sqlite`; the types of the oldest Node that is supported know nothing of it. */
interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => {
    exec(sql: string): void;
    prepare(sql: string): NodeStatement;
    close(): void;
  };
}

interface NodeStatement {
  run(...values: readonly Value[]): unknown;
  get(...values: readonly Value[]): unknown;
  all(...values: readonly Value[]): unknown[];
  /** Since Node 22.16. */
  setReturnArrays?(on: boolean): void;
}

/** Undefined where Node has none: before 22.13. */
export function nodeDriver(): Driver | undefined {
  const sqlite = quietly(() => process.getBuiltinModule('node:sqlite')) as NodeSqlite | undefined;
  if (!sqlite) return undefined;
  return {
    name: 'node:sqlite',
    open: (file) => {
      const db = new sqlite.DatabaseSync(file);
      return { exec: (sql) => db.exec(sql), prepare: (sql) => nodeStatement(db.prepare(sql)), close: () => db.close(), abandon: () => db.close() };
    },
  };
}

function nodeStatement(statement: NodeStatement): Statement {
  const arrays = statement.setReturnArrays !== undefined;
  statement.setReturnArrays?.(true);
  const rowOf = (found: unknown): Row => (arrays ? found : Object.values(found as Readonly<Record<string, Value>>)) as Row;
  return {
    run: (...values) => void statement.run(...values),
    runWith: (values) => void statement.run(...values),
    row: (...values) => {
      const found = statement.get(...values);
      return found === undefined ? undefined : rowOf(found);
    },
    rows: (...values) => statement.all(...values).map(rowOf),
  };
}

/** Loads SQLite without the warning that Node 22 has for it; what else is said meanwhile is heard. */
function quietly<T>(load: () => T): T {
  const emit: typeof process.emitWarning = Reflect.get<typeof process, 'emitWarning'>(process, 'emitWarning');
  process.emitWarning = ((...said: Parameters<typeof emit>) => {
    if (!/SQLite is an experimental feature/.test(String(said[0]))) emit.apply(process, said);
  }) as typeof emit;
  try {
    return load();
  } finally {
    process.emitWarning = emit;
  }
}

export async function libsqlDriver(): Promise<Driver> {
  const { default: Libsql } = await import('libsql');
  return {
    name: 'libsql',
    open: (file) => {
      const db = new Libsql(file);
      const prepare = (sql: string): Statement => {
        const statement = db.prepare(sql);
        if (statement.reader) statement.raw(true);
        // A list is taken as it is; single values would be looked at for names of parameters.
        return {
          run: (...values) => void statement.run(values),
          runWith: (values) => void statement.run(values),
          row: (...values) => statement.get(values) as Row | undefined,
          rows: (...values) => statement.all(values) as Row[],
        };
      };
      const exec = (sql: string): void => void db.exec(sql);
      const abandon = (): void => void db.close();
      return { exec, prepare, abandon, close: () => letGo(exec, abandon) };
    },
  };
}

/**
 * `libsql` keeps a file open, and locked, until its statements are collected. A file that is not in WAL mode is unlocked when
 * locks are no longer exclusive, with the next look at it; what the WAL holds goes into the file before.
 */
function letGo(exec: (sql: string) => void, close: () => void): void {
  try {
    exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema');
  } catch {
    // The file cannot be written or read: the WAL stays, and nothing of it is lost.
  }
  close();
}
