import type { Database } from './driver';
import { StoreFault } from './port';

/** Tells our files from those of others: "scfR". */
const applicationId = 0x73636652;

/**
 * The steps from one version of the schema to the next; a file says in `user_version` how many it has behind it. A step that
 * was released is never changed.
 *
 * What is asked for often and written for each event is small: routes are few and have numbers, bodies lie apart and go with
 * the end of their events, and there is an index for what is asked and no other. RequestIds are random, so an index of them
 * would cost a page for each event; they are indexed many at a time (`request`).
 */
const migrations: readonly string[] = [
  `CREATE TABLE counter (name TEXT PRIMARY KEY, value NUMERIC NOT NULL) WITHOUT ROWID;
   CREATE TABLE route (
     id INTEGER PRIMARY KEY, function TEXT NOT NULL, qualifier TEXT NOT NULL, type TEXT NOT NULL, invoked_by TEXT NOT NULL, async_run INTEGER NOT NULL
   );
   CREATE TABLE event (
     seq INTEGER PRIMARY KEY, request_id TEXT NOT NULL, route INTEGER NOT NULL, accepted_ms INTEGER NOT NULL, bytes INTEGER NOT NULL,
     state INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, run_errors INTEGER NOT NULL DEFAULT 0, due_ms INTEGER,
     version TEXT, traced INTEGER NOT NULL DEFAULT 0, start_ms INTEGER, end_ms INTEGER, status INTEGER, duration_ms INTEGER, memory_mb INTEGER,
     routing_key TEXT, result TEXT
   );
   CREATE INDEX event_unfinished ON event (seq) WHERE end_ms IS NULL;
   CREATE INDEX event_start ON event (route, start_ms) WHERE start_ms IS NOT NULL;
   CREATE INDEX event_end ON event (end_ms) WHERE end_ms IS NOT NULL;
   CREATE TABLE request (request_id TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE body (seq INTEGER PRIMARY KEY, event BLOB NOT NULL);
   CREATE TABLE log (
     id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, n INTEGER NOT NULL, count INTEGER NOT NULL, bytes INTEGER NOT NULL, lines TEXT NOT NULL
   );
   CREATE UNIQUE INDEX log_line ON log (seq, n);
   CREATE TABLE document (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, key));`,
];

/** A file that is larger is not read through after a crash, bytes: SQLite outlives crashes, and reading takes its time. */
const checkedBytes = 32 * 1024 * 1024;

/** Pages that the WAL may have before they go into the file, and what is kept of it afterwards, bytes. */
const walPages = 4_000;
const walKeptBytes = 32 * 1024 * 1024;
const cacheKB = 8_000;

/**
 * Makes a file ours and brings it to the schema of today. No other process gets in from then on: locks are exclusive before
 * there is a WAL, so it has no shared memory, and no second connection that could disturb it.
 * @param crashed  nobody closed the file the last time
 * @throws StoreFault `newer`, before anything is changed, and `damaged`
 * @source dependencies.md §5.5
 */
export function prepareFile(db: Database, file: string, crashed: boolean): void {
  // Somebody who looks in for a moment is waited for, ms; an engine that runs stays longer.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 250; BEGIN IMMEDIATE; ROLLBACK');
  const version = versionOf(db, file);
  if (crashed) checkWhole(db, file);
  // The mode outlives whoever sets it, so it comes after the checks.
  const mode = db.prepare('PRAGMA journal_mode = WAL').row()?.[0];
  if (mode !== 'wal') throw new StoreFault('io', file, 'this file system does not let SQLite write ahead (WAL)');
  db.exec(`PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${walPages}`);
  db.exec(`PRAGMA journal_size_limit = ${walKeptBytes}; PRAGMA cache_size = -${cacheKB}`);
  const steps = migrations.slice(version);
  if (steps.length === 0) return;
  db.exec(`BEGIN IMMEDIATE; ${steps.join('\n')} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}; COMMIT`);
}

/** How many steps the file has behind it. */
function versionOf(db: Database, file: string): number {
  const numberOf = (sql: string): number => Number(db.prepare(sql).row()?.[0]);
  if (numberOf('SELECT count(*) FROM sqlite_schema') === 0) return 0;
  if (numberOf('PRAGMA application_id') !== applicationId) throw new StoreFault('damaged', file, 'it is a database of something else');
  const version = numberOf('PRAGMA user_version');
  if (version > migrations.length) {
    throw new StoreFault('newer', file, `its schema has version ${version}, and this is known up to ${migrations.length}`);
  }
  return version;
}

function checkWhole(db: Database, file: string): void {
  const [[pages], [pageBytes]] = [db.prepare('PRAGMA page_count').row() ?? [], db.prepare('PRAGMA page_size').row() ?? []];
  if (Number(pages) * Number(pageBytes) > checkedBytes) return;
  const [said] = db.prepare('PRAGMA quick_check(1)').row() ?? [];
  if (said !== 'ok') throw new StoreFault('damaged', file, String(said));
}
