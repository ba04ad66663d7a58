import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RequestId } from '../../src/scf';
import { openStore, StoreFault, type EventEnd, type OpenedStore, type Store, type StoreFaultKind, type StoreOptions } from '../../src/store';
import { loadDriver, type Database, type Driver, type Statement } from '../../src/store/driver';
import { drivers, folder, newEvent, nowMs, present, removeFolders } from './stores';

afterAll(removeFolders);

const end: EventEnd = { state: 'FINISHED', status: 200, endMs: nowMs, attempts: 1, durationMs: 1, memoryMB: 1, result: '1' };

describe.each(drivers)('a store on $name', ({ load }) => {
  let driver: Driver;
  let dir: string;
  beforeEach(async () => {
    driver = await load();
    dir = folder();
  });
  afterEach(() => jest.useRealTimers());

  const open = (options: Partial<StoreOptions> = {}): Promise<OpenedStore> => openStore({ dir, nowMs: () => nowMs, driver, ...options });

  /** A store, and the database that it uses. */
  const opened = async (options: Partial<StoreOptions> = {}): Promise<OpenedStore & { readonly db: Database }> => {
    let db: Database | undefined;
    const spied: Driver = { name: driver.name, open: (file) => (db = driver.open(file)) };
    const { store, setAside } = await open({ driver: spied, ...options });
    return { store, setAside, db: present(db) };
  };

  const kindOf = async (promise: Promise<unknown> | undefined): Promise<StoreFaultKind> => {
    const fault: unknown = await promise?.then(
      () => new Error('nothing is wrong'),
      (error: unknown) => error,
    );
    if (!(fault instanceof StoreFault)) throw fault;
    return fault.kind;
  };

  it('lies in a folder for its owner alone, which git ignores', async () => {
    dir = join(dir, 'a', '.serverless-scf');
    const { store, setAside } = await open();
    expect(store.file).toBe(join(dir, 'region.db'));
    expect(setAside).toBeUndefined();
    if (process.platform !== 'win32') expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
    await store.close();
    await store.close();
    expect(readdirSync(dir).sort()).toEqual(['.gitignore', 'region.db']);
  });

  it('is for its owner alone also in a folder that others may look into', async () => {
    chmodSync(dir, 0o755);
    const { store } = await open();
    const modes = readdirSync(dir)
      .filter((name) => name.startsWith('region.db'))
      .map((name) => statSync(join(dir, name)).mode & 0o077);
    await store.close();
    expect(modes.length).toBeGreaterThan(1);
    // Windows has other rights.
    expect(modes.every((mode) => mode === 0 || process.platform === 'win32')).toBe(true);
  });

  it('writes what comes in one turn with one commit', async () => {
    // What is swept some ms after the opening has a commit of its own, which may fall into a slow turn.
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick'] });
    let commits = 0;
    const count = (statement: Statement): void => {
      commits += 1;
      statement.run();
    };
    const counting: Driver = {
      name: driver.name,
      open: (file) => {
        const db = driver.open(file);
        const prepare: Database['prepare'] = (sql) => {
          const statement = db.prepare(sql);
          return sql === 'COMMIT' ? { ...statement, run: () => count(statement) } : statement;
        };
        return { ...db, prepare };
      },
    };
    const { store } = await open({ driver: counting });
    const all = Array.from({ length: 64 }, () => store.accept(newEvent()));
    for (const { seq } of all) void store.began(seq, { attempts: 1, version: '1', traced: false, startMs: nowMs });
    // What is asked of single events and logs needs none.
    for (const { seq } of all) store.line(seq, nowMs, 'started');
    expect([store.eventAt(present(all[0]).seq)?.state, store.lines(present(all[0]).seq, 0, 1)]).toMatchObject(['RUNNING', [{ n: 0 }]]);
    expect(commits).toBe(0);
    await all.at(-1)?.committed;
    expect(commits).toBe(1);
    expect(store.counts({ states: ['RUNNING'] })).toEqual([{ function: 'resize', state: 'RUNNING', count: 64 }]);
    expect(commits).toBe(1);
    await store.close();
  });

  describe('that is full', () => {
    const leave = (db: Database, pages: number): void => void db.prepare(`PRAGMA max_page_count = ${pages}`).row();

    it('refuses new events, keeps all else, and writes it when there is room', async () => {
      const heard: (StoreFaultKind | undefined)[] = [];
      const { store, db } = await opened({ onFault: (fault) => heard.push(fault?.kind) });
      const [first, second] = [newEvent(), newEvent()];
      const { seq, committed } = store.accept(first);
      store.accept(second);
      await committed;
      leave(db, 1);
      store.ended(seq, { ...end, result: `"${'x'.repeat(100_000)}"` });
      store.put('function', 'f', 1);
      store.line(seq + 1, nowMs, 'still there');
      const lost = newEvent({ event: Buffer.alloc(50_000) });
      const refused = store.accept(lost);
      store.line(refused.seq, nowMs, 'of what never was');
      expect(await kindOf(refused.committed)).toBe('full');
      expect([store.event(lost.requestId), store.body(seq), store.body(seq + 1)]).toEqual([undefined, undefined, second.event]);
      expect(store.lines(seq + 1, 0, 9).map(({ text }) => text)).toEqual(['still there']);
      // That it has ended is not told before it is on disk.
      expect(() => store.event(first.requestId)).toThrow(StoreFault);
      await expect(store.flush()).rejects.toThrow(/^full: /);
      leave(db, 10_000);
      await store.flush();
      expect(store.event(first.requestId)?.state).toBe('FINISHED');
      expect(store.documents('function')).toEqual([{ key: 'f', value: 1 }]);
      expect(heard).toStrictEqual(['full', undefined]);
      const next = store.accept(newEvent());
      await next.committed;
      expect(db.prepare('SELECT seq FROM log').rows()).toEqual([[seq + 1]]);
      await store.close();
      const again = (await open()).store;
      expect(Array.from(again.unfinished(), (event) => event.seq)).toEqual([seq + 1, next.seq]);
      expect(again.events({ states: ['FINISHED'] }).total).toBe(1);
      expect(again.lines(seq + 1, 0, 9).map(({ text }) => text)).toEqual(['still there']);
      await again.close();
    });

    it('lists and counts what is on disk', async () => {
      const { store, db } = await opened();
      const { seq, committed } = store.accept(newEvent());
      store.accept(newEvent());
      await committed;
      leave(db, 1);
      store.ended(seq, { ...end, result: `"${'x'.repeat(100_000)}"` });
      expect(store.events({}).events.map(({ state }) => state)).toEqual(['WAITING', 'WAITING']);
      expect(store.counts({})).toEqual([{ function: 'resize', state: 'WAITING', count: 2 }]);
      leave(db, 10_000);
      expect(store.events({}).events.map(({ state }) => state)).toEqual(['FINISHED', 'WAITING']);
      await store.close();
    });

    it('takes no more memory for log lines than 4 MB, and says how many are missing', async () => {
      const { store, db } = await opened({ logLimits: { windowBytes: Infinity, windowLines: Infinity } });
      const { seq, committed } = store.accept(newEvent());
      await committed;
      leave(db, 1);
      for (let at = 0; at < 1_000; at += 1) store.line(seq, nowMs, 'x'.repeat(8_191));
      leave(db, 10_000);
      store.line(seq, nowMs + 5_000, 'too late');
      await store.flush();
      store.ended(seq, end);
      const texts = store.lines(seq, 0, 2_000).map(({ text }) => text.slice(0, 50));
      expect(texts).toHaveLength(514);
      expect(texts.at(-1)).toBe('[PLATFORM] 488 lines (3989513 bytes) left out here');
      await store.close();
    });

    it('is tried again after a second where nothing else is to be written', async () => {
      jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick'] });
      const heard: (StoreFaultKind | undefined)[] = [];
      const { store, db } = await opened({ onFault: (fault) => heard.push(fault?.kind) });
      const { seq, committed } = store.accept(newEvent());
      await committed;
      leave(db, 1);
      store.ended(seq, { ...end, result: `"${'x'.repeat(100_000)}"` });
      while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
      jest.advanceTimersByTime(1_000);
      expect(heard).toEqual(['full']);
      leave(db, 10_000);
      jest.advanceTimersByTime(999);
      expect(heard).toEqual(['full']);
      jest.advanceTimersByTime(1);
      expect(heard).toStrictEqual(['full', undefined]);
      // Once each, however often it is whole, and full again.
      await store.accept(newEvent()).committed;
      leave(db, 1);
      expect(await kindOf(store.accept(newEvent({ event: Buffer.alloc(50_000) })).committed)).toBe('full');
      expect(heard).toStrictEqual(['full', undefined, 'full']);
      leave(db, 10_000);
      await store.close();
    });

    it('is let go of when it is closed, and says what is lost', async () => {
      const { store, db } = await opened();
      const { seq, committed } = store.accept(newEvent());
      await committed;
      leave(db, 1);
      store.ended(seq, { ...end, result: `"${'x'.repeat(100_000)}"` });
      expect(await kindOf(store.close())).toBe('full');
      const again = (await open()).store;
      expect(again.eventAt(seq)?.state).toBe('WAITING');
      await again.close();
    });
  });

  describe('whose commit is refused', () => {
    /** Refuses the next commits by these codes of SQLite. */
    const refusing = async (codes: number[]): Promise<OpenedStore> => {
      jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick'] });
      const commit = (statement: Statement): void => {
        const errcode = codes.shift();
        if (errcode !== undefined) throw Object.assign(new Error('not now'), { errcode });
        statement.run();
      };
      const spied: Driver = {
        name: driver.name,
        open: (file) => {
          const db = driver.open(file);
          const prepare: Database['prepare'] = (sql) => {
            const statement = db.prepare(sql);
            return sql === 'COMMIT' ? { ...statement, run: () => commit(statement) } : statement;
          };
          return { ...db, prepare };
        },
      };
      return open({ driver: spied });
    };

    /** Something that is too old is swept, which nobody waits for. */
    const sweep = async ({ store }: OpenedStore, before: () => void): Promise<void> => {
      const { seq, committed } = store.accept(newEvent());
      await committed;
      store.ended(seq, end);
      store.prune(nowMs + 1);
      await store.flush();
      before();
      jest.advanceTimersByTime(10);
    };

    it('takes what comes next with a commit of its own', async () => {
      const codes: number[] = [];
      const opened = await refusing(codes);
      codes.push(5);
      expect(await kindOf(opened.store.accept(newEvent()).committed)).toBe('locked');
      await opened.store.accept(newEvent()).committed;
      await sweep(opened, () => codes.push(5));
      expect(codes).toEqual([]);
      await opened.store.accept(newEvent()).committed;
      expect(opened.store.events({}).total).toBe(2);
      await opened.store.close();
    });

    it('is set aside where that is because of its file, also when nobody waited for it', async () => {
      const codes: number[] = [];
      const opened = await refusing(codes);
      await sweep(opened, () => codes.push(11));
      await opened.store.close();
      expect(existsSync(join(dir, 'region.db'))).toBe(false);
    });
  });

  it('writes lines that come one after the other without anything else, each within 100 ms', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick'] });
    const { store, db } = await opened();
    const { seq, committed } = store.accept(newEvent());
    await committed;
    const written = db.prepare('SELECT count(*) FROM log');
    const seen = ['one', 'two', 'three'].map((text) => {
      store.line(seq, nowMs, text);
      jest.advanceTimersByTime(99);
      const before = Number(written.row()?.[0]);
      jest.advanceTimersByTime(1);
      return [before, Number(written.row()?.[0])];
    });
    expect(seen).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    await store.close();
  });

  it('refuses new events when it may not be written', async () => {
    const { store, db } = await opened();
    db.exec('PRAGMA query_only = 1');
    expect(await kindOf(store.accept(newEvent()).committed)).toBe('readOnly');
    db.exec('PRAGMA query_only = 0');
    await store.accept(newEvent()).committed;
    await store.close();
  });

  it('is not made in a folder that may not be written', async () => {
    const closed = join(dir, 'closed');
    mkdirSync(closed, { mode: 0o555 });
    const ignored = isWritable(closed);
    const opening = open({ dir: join(closed, 'state') });
    // To root, and on Windows, modes mean nothing.
    if (ignored) await (await opening).store.close();
    else expect(await kindOf(opening)).toBe('readOnly');
    chmodSync(closed, 0o755);
  });

  it('is not made where a file or folder is in the way', async () => {
    writeFileSync(join(dir, 'file'), '');
    expect(await kindOf(open({ dir: join(dir, 'file') }))).toBe('io');
    mkdirSync(join(dir, 'region.db'));
    expect(await kindOf(open())).toBe('io');
  });

  it('is locked while it is open', async () => {
    const { store } = await open();
    expect(await kindOf(open())).toBe('locked');
    await store.accept(newEvent()).committed;
    await store.close();
    const again = (await open()).store;
    expect(again.events({}).total).toBe(1);
    await again.close();
  });

  describe('whose file is damaged', () => {
    const aside = 'region.damaged-20211101T000000.000Z.db';

    it('is set aside and begun anew', async () => {
      const nonsense = 'not a database '.repeat(500);
      writeFileSync(join(dir, 'region.db'), nonsense);
      const { store, setAside } = await open();
      expect(setAside).toBe(join(dir, aside));
      expect(readFileSync(join(dir, aside), 'utf8')).toBe(nonsense);
      await store.accept(newEvent()).committed;
      await store.close();
      // A second one of the same moment takes nothing away.
      writeFileSync(join(dir, 'region.db'), nonsense);
      const second = await open();
      expect(basename(present(second.setAside))).toBe('region.damaged-20211101T000000.000Z-1.db');
      await second.store.close();
    });

    it('is set aside when it belongs to something else', async () => {
      const other = driver.open(join(dir, 'region.db'));
      other.exec('CREATE TABLE theirs (a)');
      other.close();
      const { store, setAside } = await open();
      expect(setAside).toBe(join(dir, aside));
      await store.close();
    });

    it('is found out after a crash', async () => {
      const { store } = await open();
      for (let at = 0; at < 300; at += 1) store.accept(newEvent({ event: Buffer.alloc(500, 'x') }));
      await store.close();
      spoil(join(dir, 'region.db'), 0.4, 0.6);
      // As a process leaves it that was killed.
      writeFileSync(join(dir, 'region.db-wal'), '');
      const { store: fresh, setAside } = await open();
      expect(setAside).toBe(join(dir, aside));
      expect(fresh.events({}).total).toBe(0);
      await fresh.close();
    });

    it.each([
      { what: 'made whole from its WAL, where that has everything', events: 10, total: 10, aside: [] },
      { what: 'set aside with its WAL, where that does not', events: 200, total: 0, aside: [aside, `${aside}-wal`] },
    ])('is, when nothing is in it, $what', async ({ events, total, aside: names }) => {
      const { store } = await open();
      // What is in the WAL goes into the file once that is long, and another WAL begins.
      for (let at = 0; at < events; at += 1) await store.accept(newEvent({ event: Buffer.alloc(100_000, 'x') })).committed;
      // As a process leaves it that was killed, and then something emptied the file.
      const killed = folder();
      for (const name of ['region.db', 'region.db-wal']) cpSync(join(dir, name), join(killed, name));
      await store.close();
      writeFileSync(join(killed, 'region.db'), '');
      const { store: again, setAside } = await open({ dir: killed });
      expect([again.events({}).total, basename(setAside ?? '')]).toEqual([total, names[0] ?? '']);
      expect(readdirSync(killed).filter((name) => name.includes('damaged'))).toEqual(names);
      await again.close();
    });

    // `libsql` ends the process over text that is not UTF-8; what is no JSON could be no document.
    it.each([
      { what: 'a document that is not UTF-8', text: 'of the document', as: '\xff' },
      { what: 'a document that is not JSON', text: '"of the document"', as: ',' },
      { what: 'the key of a document', text: 'of the key', as: '\xff' },
      { what: 'a route', text: 'the-function', as: '\xff' },
      { what: 'the name of a counter', text: 'indexed', as: '\xff' },
    ])('is set aside at once for $what', async ({ text, as }) => {
      const { store } = await open();
      store.put('kind', 'of the key', { text: 'of the document' });
      await store.accept(newEvent({ function: 'the-function' })).committed;
      await store.close();
      overwrite(join(dir, 'region.db'), text, as);
      const { store: fresh, setAside } = await open();
      expect(setAside).toBe(join(dir, aside));
      expect(fresh.documents('kind')).toEqual([]);
      await fresh.close();
    });

    it.each<{ what: string; text: string; as: string; read: (store: Store, seq: number) => unknown }>([
      { what: 'a RequestId', text: 'the-request', as: '\xff', read: (store, seq) => store.eventAt(seq) },
      { what: 'a version', text: 'the-version', as: '\xff', read: (store) => store.events({}) },
      { what: 'a result', text: 'the result', as: '\xff', read: (store, seq) => store.eventAt(seq) },
      { what: 'a routing key', text: 'the routing key', as: '\xff', read: (store, seq) => store.eventAt(seq) },
      { what: 'a routing key that is not JSON', text: '"the routing key"', as: ',', read: (store, seq) => store.eventAt(seq) },
    ])('is found damaged by whoever reads $what', async ({ text, as, read }) => {
      const { store } = await open();
      const { seq } = store.accept(newEvent({ requestId: 'the-request' as RequestId, routingKey: { key: 'the routing key' } }));
      void store.began(seq, { attempts: 1, version: 'the-version', traced: true, startMs: nowMs });
      store.line(seq, nowMs, 'the line');
      store.ended(seq, { ...end, result: 'the result' });
      await store.close();
      overwrite(join(dir, 'region.db'), text, as);
      const names: string[] = [];
      const { store: used } = await open({ onSetAside: (name) => names.push(name) });
      expect(() => read(used, seq)).toThrow(/^damaged: /);
      await used.close();
      expect(names).toEqual([join(dir, aside)]);
      expect(existsSync(join(dir, aside))).toBe(true);
    });

    it.each<{ what: string; text: string; as: string; read: (store: Store, seq: number) => unknown }>([
      { what: 'text that is not UTF-8', text: 'the line', as: '\xff', read: (store, seq) => store.lines(seq, 0, 10) },
      { what: 'text that is not JSON', text: '"the line"', as: ',', read: (store, seq) => store.tail(seq, 100) },
    ])('keeps its events and documents where a log has $what, which is told to whoever reads it', async ({ text, as, read }) => {
      const { store } = await open();
      const { seq } = store.accept(newEvent({ requestId: 'the-request' as RequestId }));
      store.line(seq, nowMs, 'the line');
      store.put('kind', 'key', 'value');
      await store.close();
      overwrite(join(dir, 'region.db'), text, as);
      const names: string[] = [];
      const { store: used } = await open({ onSetAside: (name) => names.push(name) });
      expect(() => read(used, seq)).toThrow(/^damaged: /);
      used.line(seq, nowMs, 'another');
      await used.close();
      const { store: after, setAside } = await open();
      expect([names, setAside]).toEqual([[], undefined]);
      expect([after.event('the-request' as RequestId)?.state, after.documents('kind')]).toEqual(['WAITING', [{ key: 'key', value: 'value' }]]);
      expect(after.lines(seq, 1, 10).map((line) => line.text)).toEqual(['another']);
      await after.close();
    });

    it('is set aside when that shows while it is used', async () => {
      const { store } = await open();
      for (let at = 0; at < 300; at += 1) store.accept(newEvent({ event: Buffer.alloc(500, 'x') }));
      await store.close();
      spoil(join(dir, 'region.db'), 0.4, 0.6);
      const { store: used, setAside } = await open();
      expect(setAside).toBeUndefined();
      expect(() => Array.from({ length: 300 }, (_, at) => [used.eventAt(at + 1), used.body(at + 1)])).toThrow(/^damaged: /);
      await used.close().catch(() => undefined);
      expect(existsSync(join(dir, aside))).toBe(true);
      expect(existsSync(join(dir, 'region.db'))).toBe(false);
    });
  });

  it('has after a crash what was committed, and finds it', async () => {
    const { store } = await open();
    const events = Array.from({ length: 20 }, () => newEvent());
    const accepted = events.map((event) => store.accept(event));
    await accepted.at(-1)?.committed;
    const crashed = folder();
    cpSync(dir, crashed, { recursive: true });
    await store.close();
    const { store: again, setAside } = await open({ dir: crashed });
    expect(setAside).toBeUndefined();
    expect(events.map(({ requestId }) => again.event(requestId)?.seq)).toEqual(accepted.map(({ seq }) => seq));
    await again.close();
  });

  it('gives no line after a crash a number that somebody may have read a lost one by', async () => {
    const { store } = await open();
    const { seq } = store.accept(newEvent());
    store.line(seq, nowMs, 'kept');
    await store.flush();
    const crashed = folder();
    cpSync(dir, crashed, { recursive: true });
    store.line(seq, nowMs, 'lost');
    const [, lost] = store.lines(seq, 0, 9);
    await store.close();
    const { store: again } = await open({ dir: crashed });
    const { seq: later } = again.accept(newEvent());
    for (const each of [seq, later]) again.line(each, nowMs, 'after');
    await again.flush();
    expect(again.lines(seq, 0, 9).map(({ text }) => text)).toEqual(['kept', 'after']);
    expect(again.lines(seq, present(lost).n + 1, 9).map(({ text }) => text)).toEqual(['after']);
    expect(again.lines(later, 0, 9).map(({ n }) => n)).toEqual([0]);
    await again.close();
  });

  it('knows when it was seen last: when it was closed, or by its file after a crash', async () => {
    const { store } = await open();
    expect(store.lastSeenMs).toBeUndefined();
    await store.accept(newEvent()).committed;
    const crashed = folder();
    cpSync(dir, crashed, { recursive: true });
    const seenSec = nowMs / 1000 + 3_600;
    utimesSync(join(crashed, 'region.db-wal'), seenSec, seenSec);
    await store.close();
    const { store: closed } = await open();
    const { store: again } = await open({ dir: crashed });
    expect([closed.lastSeenMs, again.lastSeenMs]).toEqual([nowMs, seenSec * 1000]);
    await Promise.all([closed.close(), again.close()]);
  });

  it('leaves a sign of life now and then while an event runs, and only then', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick'] });
    let now = nowMs;
    const { store } = await open({ nowMs: () => now });
    const { seq, committed } = store.accept(newEvent());
    await committed;
    await store.began(seq, { attempts: 1, version: '$LATEST', traced: false, startMs: now });
    const seen = (): number => statSync(join(dir, 'region.db-wal')).mtimeMs;
    now += 3_600_000;
    jest.advanceTimersByTime(10_000);
    expect(seen()).toBe(now);
    store.waits(seq, now, { attempts: 1, runErrors: 0 });
    await store.flush();
    const before = seen();
    now += 3_600_000;
    jest.advanceTimersByTime(10_000);
    expect(seen()).toBe(before);
    jest.useRealTimers();
    await store.close();
  });

  it('of a newer schema is left as it is', async () => {
    const { store } = await open();
    await store.accept(newEvent()).committed;
    await store.close();
    const file = join(dir, 'region.db');
    const newer = driver.open(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    const before = readFileSync(file);
    expect(await kindOf(open())).toBe('newer');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('of the same schema keeps what it has', async () => {
    const { store } = await open();
    const event = newEvent();
    await store.accept(event).committed;
    await store.close();
    const again = (await open()).store;
    expect(again.event(event.requestId)?.state).toBe('WAITING');
    await again.close();
  });

  it('finds events by their RequestIds when thousands have come since', async () => {
    let { store } = await open();
    const id = (at: number): RequestId => `many-${(at * 7919) % 40_000}` as RequestId;
    for (let at = 0; at < 40_000; at += 1) {
      const { committed } = store.accept(newEvent({ requestId: id(at) }));
      if (at % 5_000 === 4_999) await committed;
    }
    const found = (): (number | undefined)[] => [0, 1, 9_999, 20_000, 39_999].map((at) => store.event(id(at))?.seq);
    expect(found()).toEqual([1, 2, 10_000, 20_001, 40_000]);
    await store.close();
    ({ store } = await open());
    expect(found()).toEqual([1, 2, 10_000, 20_001, 40_000]);
    await store.close();
  });

  it('keeps so much of a log, and the numbers of its lines go on', async () => {
    const { store } = await open({ logKeptMB: 1, logLimits: { windowBytes: Infinity, windowLines: Infinity } });
    const { seq } = store.accept(newEvent());
    const lines = 400;
    for (let at = 0; at < lines; at += 1) {
      store.line(seq, nowMs, `${at} ${'x'.repeat(8_000)}`);
      if (at % 10 === 9) await store.flush();
    }
    const kept = store.lines(seq, 0, 9_999);
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.length).toBeLessThan(140);
    expect(kept.map(({ n, text }) => [n, text.split(' ')[0]])).toEqual(
      kept.map((_, at) => [lines - kept.length + at, String(lines - kept.length + at)]),
    );
    expect(store.lines(seq, lines - 2, 9).map(({ n }) => n)).toEqual([lines - 2, lines - 1]);
    await store.close();
  });

  it('writes lines at once where they are many', async () => {
    const { store, db } = await opened({ logLimits: { windowBytes: Infinity, windowLines: Infinity } });
    const { seq, committed } = store.accept(newEvent());
    await committed;
    for (let at = 0; at < 600; at += 1) store.line(seq, nowMs, 'x'.repeat(8_191));
    expect(Number(db.prepare('SELECT count(*) FROM log').row()?.[0])).toBeGreaterThan(0);
    await store.close();
  });

  it.each(['pruned', 'forgotten'])('has nothing left of what is %s, however long its log was', async (how) => {
    const { store: first } = await open({ logLimits: { windowBytes: Infinity, windowLines: Infinity } });
    const { seq } = first.accept(newEvent());
    for (let turn = 0; turn < 100; turn += 1) {
      first.line(seq, nowMs, `turn ${turn}`);
      await first.flush();
    }
    await first.close();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick'] });
    const { store, db } = await opened();
    // What is swept after the opening is over.
    jest.advanceTimersByTime(20);
    const left = db.prepare('SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM log) + (SELECT count(*) FROM request)');
    expect(left.row()).toEqual([102]);
    if (how === 'forgotten') store.forget(seq);
    else store.ended(seq, end);
    store.prune(nowMs + 1);
    await store.flush();
    for (let turn = 0; turn < 10; turn += 1) jest.advanceTimersByTime(10);
    expect(left.row()).toEqual([0]);
    await store.close();
  });

  it('holds no event in memory that is on disk', async () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const { store } = await open();
    const held = Array.from({ length: 50 }, () => {
      const event = Buffer.alloc(1_000);
      store.accept(newEvent({ event }));
      return new WeakRef(event);
    });
    await store.flush();
    // What is referred to weakly lives for the rest of the turn in which it was made or looked at.
    await new Promise(setImmediate);
    gc();
    expect(held.filter((event) => event.deref() !== undefined)).toEqual([]);
    await store.close();
  });

  it('deletes what is too old little by little, and goes on with that when it is opened again', async () => {
    const { store } = await open();
    for (let at = 0; at < 250; at += 1) {
      const { seq } = store.accept(newEvent());
      store.line(seq, nowMs, 'said');
      store.ended(seq, { ...end, endMs: nowMs + at });
    }
    store.prune(nowMs + 240);
    expect(store.events({}).total).toBe(10);
    await store.close();
    const { store: again, db } = await opened({ nowMs: () => nowMs + 1_000 });
    expect(again.events({}).total).toBe(10);
    const left = db.prepare('SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM log), (SELECT count(*) FROM request)');
    // Each turn of the event loop lets it do its part.
    while (Number(left.row()?.[0]) > 10) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(left.row()).toEqual([10, 10, 10]);
    await again.close();
  });

  it('forgets nothing that ends after an opening, though its clock was ahead when it forgot something before', async () => {
    const aheadMs = nowMs + 30 * 86_400_000;
    const first = (await open({ nowMs: () => aheadMs })).store;
    first.prune(aheadMs - 3 * 86_400_000);
    await first.close();
    const right = (await open()).store;
    const { seq, committed } = right.accept(newEvent());
    await committed;
    right.ended(seq, end);
    expect(right.eventAt(seq)?.state).toBe('FINISHED');
    await right.close();
    const later = (await open({ nowMs: () => nowMs + 1_000 })).store;
    expect([later.eventAt(seq)?.state, later.events({}).total]).toEqual(['FINISHED', 1]);
    await later.close();
  });
});

it('does without a word of warning that SQLite is experimental, and takes the best there is', async () => {
  const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  expect((await loadDriver('file')).name).toBe(present(drivers[0]).name);
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});

it('says that there is no SQLite where neither Node nor a package has one', async () => {
  jest.resetModules();
  jest.doMock('libsql', () => {
    throw new Error("Cannot find module '@libsql/solaris'");
  });
  const builtin = jest.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  const { openStore: openAnew } = jest.requireActual<typeof import('../../src/store')>('../../src/store');
  const dir = join(folder(), 'state');
  await expect(openAnew({ dir, nowMs: () => nowMs })).rejects.toMatchObject({ kind: 'noDriver', detail: "Cannot find module '@libsql/solaris'" });
  expect(existsSync(dir)).toBe(false);
  builtin.mockRestore();
  jest.dontMock('libsql');
});

function isWritable(dir: string): boolean {
  try {
    writeFileSync(join(dir, 'probe'), '');
    return true;
  } catch {
    return false;
  }
}

/** Puts another byte for each of a text's, wherever it stands in a file. */
function overwrite(file: string, text: string, as: string): void {
  const bytes = readFileSync(file);
  let at = bytes.indexOf(text);
  expect(at).toBeGreaterThan(0);
  for (; at !== -1; at = bytes.indexOf(text, at)) bytes.fill(as, at, at + text.length, 'latin1');
  writeFileSync(file, bytes);
}

/** Overwrites a part of a file, which begins and ends at shares of it. */
function spoil(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xa5, Math.floor(bytes.length * from), Math.floor(bytes.length * to)));
}
