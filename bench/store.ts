import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestId } from '../src/scf';
import { openStore, type NewEvent, type Store } from '../src/store';
import { loadDriver, type Database } from '../src/store/driver';

/** The store against the least that the same driver could do; each is called in a process of its own. */

const producers = 64;

function eventOf(at: number): NewEvent {
  return {
    requestId: randomUUID() as RequestId,
    function: `default/hello-${at % 16}`,
    qualifier: '$DEFAULT',
    type: 'async',
    invokedBy: 'invoke',
    asyncRun: false,
    event: Buffer.from(`{"id":${at},"payload":"${'p'.repeat(160)}"}`),
    acceptedMs: 1_635_724_800_000 + at,
  };
}

const open = async (dir: string): Promise<Store> => (await openStore({ dir, nowMs: () => Date.now() })).store;

async function openBare(file: string): Promise<Database> {
  const db = (await loadDriver(file)).open(file);
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return db;
}

/** 64 producers, each of which waits until its event is on disk. @returns events a second */
async function produce(count: number, accept: (event: NewEvent) => Promise<void> | undefined): Promise<number> {
  let left = count;
  const begin = performance.now();
  const producer = async (): Promise<void> => {
    for (; left > 0; left -= 1) await accept(eventOf(left));
  };
  await Promise.all(Array.from({ length: producers }, producer));
  return (count * 1000) / (performance.now() - begin);
}

export async function accepts(dir: string, count: number): Promise<number> {
  const store = await open(dir);
  const perSec = await produce(count, (event) => store.accept(event).committed);
  await store.close();
  return perSec;
}

/**
 * The same records in one table, those of one turn of the event loop in one transaction.
 * @param unique  with an index to find them by their RequestIds; without it they are only there
 */
export async function bareAccepts(dir: string, count: number, unique: boolean): Promise<number> {
  const db = await openBare(join(dir, 'bare.db'));
  db.exec(
    `CREATE TABLE event (id INTEGER PRIMARY KEY, request_id TEXT ${unique ? 'UNIQUE' : ''}, function TEXT, qualifier TEXT, type TEXT, invoked_by TEXT, async_run INTEGER, accepted_ms INTEGER, event BLOB)`,
  );
  const insert = db.prepare('INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)');
  const [begin, commit] = [db.prepare('BEGIN'), db.prepare('COMMIT')];
  let queue: { readonly event: NewEvent; readonly resolve: () => void }[] = [];
  const write = (): void => {
    const batch = queue;
    queue = [];
    begin.run();
    for (const { event: of } of batch) {
      insert.run(of.requestId, of.function, of.qualifier, of.type, of.invokedBy, Number(of.asyncRun), of.acceptedMs, of.event);
    }
    commit.run();
    for (const { resolve } of batch) resolve();
  };
  const perSec = await produce(
    count,
    (event) =>
      new Promise((resolve) => {
        if (queue.length === 0) setImmediate(write);
        queue.push({ event, resolve });
      }),
  );
  db.close();
  return perSec;
}

/** Events that wait. @returns size of the file, MB */
export async function fill(dir: string, count: number): Promise<number> {
  const store = await open(dir);
  for (let at = 0; at < count;) {
    for (const until = Math.min(count, at + 4_000); at < until; at += 1) store.accept(eventOf(at));
    await store.flush();
  }
  await store.close();
  return statSync(join(dir, 'region.db')).size / 1e6;
}

export interface Reading {
  readonly ms: number;
  readonly events: number;
  readonly rssMB: number;
}

/** Opens the store, and reads what waits. */
export async function restart(dir: string): Promise<Reading> {
  const begin = performance.now();
  const store = await open(dir);
  let events = 0;
  for (const { bytes } of store.unfinished()) if (bytes > 0) events += 1;
  const reading = readingOf(begin, events);
  await store.close();
  return reading;
}

/** Opens the file, and reads its events in their order, as the driver gives them. */
export async function scan(dir: string): Promise<Reading> {
  const begin = performance.now();
  const db = await openBare(join(dir, 'region.db'));
  const page = db.prepare('SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT 1000');
  let events = 0;
  for (let rows = page.rows(0); rows.length > 0; rows = page.rows(rows.at(-1)?.[0] ?? 0)) events += rows.length;
  const reading = readingOf(begin, events);
  db.close();
  return reading;
}

function readingOf(begin: number, events: number): Reading {
  return { ms: performance.now() - begin, events, rssMB: process.resourceUsage().maxRSS / 1024 };
}
