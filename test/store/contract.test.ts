import type { RequestId } from '../../src/scf';
import type { EventEnd, EventFilter, NewEvent, Seq, Store } from '../../src/store';
import { folder, newEvent, nowMs, removeFolders, subjects } from './stores';

afterAll(removeFolders);

const end: EventEnd = { state: 'FINISHED', status: 200, endMs: nowMs + 900, attempts: 1, durationMs: 12.5, memoryMB: 34.25, result: '"done"' };

async function accepted(store: Store, overrides: Partial<NewEvent> = {}): Promise<{ seq: Seq; requestId: RequestId }> {
  const event = newEvent(overrides);
  const { seq, committed } = store.accept(event);
  await committed;
  return { seq, requestId: event.requestId };
}

describe.each(subjects)('$name, as every store,', ({ open, durable }) => {
  let dir: string;
  let store: Store;
  beforeEach(async () => {
    dir = folder();
    store = await open(dir);
  });
  afterEach(() => store.close());

  /** What a new process would see. */
  const reopened = async (): Promise<Store> => {
    if (!durable) return store;
    await store.close();
    return (store = await open(dir));
  };

  describe('keeps events:', () => {
    it('one that was accepted waits, with all that was said of it', async () => {
      const event = newEvent({ routingKey: { user: '7' }, acceptedMs: nowMs + 0.1 });
      const { seq, committed } = store.accept(event);
      await committed;
      const { event: body, ...rest } = event;
      const blank = { dueMs: undefined, version: undefined, startMs: undefined, endMs: undefined, status: undefined };
      const none = { durationMs: undefined, memoryMB: undefined, result: undefined };
      const stored = { ...rest, ...blank, ...none, seq, bytes: body.length, state: 'WAITING', attempts: 0, runErrors: 0, traced: false };
      expect((await reopened()).event(event.requestId)).toEqual(stored);
      expect(store.eventAt(seq)).toEqual(stored);
      expect(store.body(seq)).toEqual(body);
    });

    it('is undefined about those it does not have', () => {
      expect([store.event('none' as RequestId), store.eventAt(99), store.body(99)]).toEqual([undefined, undefined, undefined]);
    });

    it('numbers count up, whatever was forgotten in between, and over openings', async () => {
      const first = await accepted(store);
      const second = await accepted(store);
      store.forget(second.seq);
      const third = await accepted(await reopened());
      store.forget(third.seq);
      const { seq } = await accepted(await reopened());
      expect([first.seq, second.seq, third.seq, seq]).toEqual([first.seq, first.seq + 1, first.seq + 2, first.seq + 3]);
    });

    it('one that has begun runs, goes back to wait, runs again and ends', async () => {
      const { seq, requestId } = await accepted(store);
      void store.began(seq, { attempts: 1, version: '3', traced: true, startMs: nowMs + 10 });
      const running = { state: 'RUNNING', attempts: 1, version: '3', traced: true, startMs: nowMs + 10, dueMs: undefined };
      expect((await reopened()).event(requestId)).toMatchObject(running);
      store.waits(seq, nowMs + 60_010, { attempts: 1, runErrors: 1 });
      const waiting = { state: 'WAITING', attempts: 1, runErrors: 1, version: '3', startMs: undefined, dueMs: nowMs + 60_010 };
      expect((await reopened()).event(requestId)).toMatchObject(waiting);
      void store.began(seq, { attempts: 2, version: '4', traced: false, startMs: nowMs + 60_011 });
      store.ended(seq, { ...end, attempts: 2 });
      const over = { ...end, attempts: 2, runErrors: 1, version: '4', traced: false, startMs: nowMs + 60_011, dueMs: undefined };
      expect((await reopened()).event(requestId)).toMatchObject(over);
    });

    it('all of that may happen before anything is on disk', async () => {
      const event = newEvent();
      const { seq } = store.accept(event);
      void store.began(seq, { attempts: 1, version: '1', traced: false, startMs: nowMs });
      store.line(seq, nowMs, 'hello');
      expect(store.event(event.requestId)).toMatchObject({ state: 'RUNNING', version: '1' });
      expect(store.body(seq)).toEqual(event.event);
      store.ended(seq, end);
      expect(store.eventAt(seq)).toMatchObject(end);
      expect((await reopened()).event(event.requestId)).toMatchObject(end);
      expect(store.lines(seq, 0, 9)).toEqual([{ n: 0, atMs: nowMs, text: 'hello' }]);
    });

    it('the body goes with the end', async () => {
      const { seq } = await accepted(store);
      store.ended(seq, { ...end, memoryMB: undefined, result: undefined });
      expect(store.body(seq)).toBeUndefined();
      expect((await reopened()).body(seq)).toBeUndefined();
      expect(store.eventAt(seq)).toMatchObject({ memoryMB: undefined, result: undefined });
    });

    it.each(['at once', 'later'])('one that is forgotten %s was never there', async (when) => {
      const event = newEvent();
      const { seq, committed } = store.accept(event);
      if (when === 'later') await committed;
      store.line(seq, nowMs, 'lost');
      store.forget(seq);
      expect([store.event(event.requestId), store.body(seq), store.lines(seq, 0, 9)]).toEqual([undefined, undefined, []]);
      await committed;
      expect((await reopened()).event(event.requestId)).toBeUndefined();
      expect(store.events({}).total).toBe(0);
      expect(store.tail(seq, 99)).toEqual([]);
    });

    it('nothing happens to those that it does not have', async () => {
      void store.began(7, { attempts: 1, version: '1', traced: false, startMs: nowMs });
      store.ended(7, end);
      store.line(7, nowMs, 'lost');
      store.forget(8);
      expect((await reopened()).events({}).events).toEqual([]);
      expect(store.lines(7, 0, 9)).toEqual([]);
    });
  });

  it('tells those that have not ended in the order of their acceptance', async () => {
    const all = await Promise.all(Array.from({ length: 2_100 }, () => accepted(store)));
    for (const { seq } of all.filter((_, at) => at % 3 === 0)) store.ended(seq, end);
    const left = all.filter((_, at) => at % 3 !== 0).map(({ requestId }) => requestId);
    expect(Array.from((await reopened()).unfinished(), ({ requestId }) => requestId)).toEqual(left);
  });

  describe('answers questions:', () => {
    /** Six events: three functions, two of them traced, in several states. */
    const filled = async (): Promise<void> => {
      const [a, b, c, d] = await Promise.all([
        accepted(store, { function: 'a', requestId: 'a1' as RequestId, acceptedMs: nowMs }),
        accepted(store, { function: 'a', requestId: 'a2' as RequestId, qualifier: '2', asyncRun: true, acceptedMs: nowMs + 1 }),
        accepted(store, { function: 'b', requestId: 'b1' as RequestId, invokedBy: 'timer', acceptedMs: nowMs + 2 }),
        accepted(store, { function: 'b', requestId: 'b2' as RequestId, type: 'sync', asyncRun: true, acceptedMs: nowMs + 3 }),
        accepted(store, { function: 'b', requestId: 'b3' as RequestId, invokedBy: 'cos', acceptedMs: nowMs + 4 }),
        accepted(store, { function: 'c', requestId: 'c1' as RequestId, acceptedMs: nowMs + 5 }),
      ]);
      void store.began(a.seq, { attempts: 1, version: '1', traced: true, startMs: nowMs + 30 });
      void store.began(b.seq, { attempts: 1, version: '2', traced: true, startMs: nowMs + 20 });
      void store.began(c.seq, { attempts: 1, version: '1', traced: false, startMs: nowMs + 10 });
      store.ended(b.seq, { ...end, state: 'FAILED', endMs: nowMs + 50 });
      store.ended(c.seq, { ...end, endMs: nowMs + 40 });
      store.ended(d.seq, { ...end, state: 'EXPIRED', endMs: nowMs + 60 });
    };

    it.each<[EventFilter, string[]]>([
      [{}, ['a1', 'a2', 'b1', 'b2', 'b3', 'c1']],
      [{ function: 'b' }, ['b1', 'b2', 'b3']],
      [{ function: 'none' }, []],
      [{ functions: ['a', 'c', 'none'] }, ['a1', 'a2', 'c1']],
      [{ functions: [] }, []],
      [{ functions: ['a'], function: 'b' }, []],
      [{ qualifier: '2' }, ['a2']],
      [{ version: '1' }, ['a1', 'b1']],
      [{ qualifierOrVersion: '2' }, ['a2']],
      [{ qualifierOrVersion: '1' }, ['a1', 'b1']],
      [{ qualifierOrVersion: '$DEFAULT', function: 'a' }, ['a1']],
      [{ qualifierOrVersion: 'none' }, []],
      [{ requestId: 'b2' }, ['b2']],
      [{ requestId: 'b2', function: 'a' }, []],
      [{ requestId: 'none' }, []],
      [{ states: ['WAITING', 'RUNNING'] }, ['a1', 'b3', 'c1']],
      [{ states: ['FINISHED', 'RUNNING'] }, ['a1', 'b1']],
      [{ states: [] }, []],
      [{ statuses: [200] }, ['a2', 'b1', 'b2']],
      [{ statuses: [430, 433] }, []],
      [{ statuses: [] }, []],
      [{ invokedBy: ['timer', 'cos'] }, ['b1', 'b3']],
      [{ asyncRun: true }, ['a2', 'b2']],
      [{ traced: true }, ['a1', 'a2']],
      [{ traced: false, began: true }, ['b1']],
      [{ began: false }, ['b2', 'b3', 'c1']],
      [{ acceptedMs: { from: nowMs + 1, to: nowMs + 3 } }, ['a2', 'b1']],
      [{ startMs: { from: nowMs + 10, to: nowMs + 30 } }, ['a2', 'b1']],
      [{ startMs: { from: -Infinity, to: Infinity } }, ['a1', 'a2', 'b1']],
      [{ endMs: { from: nowMs + 50, to: nowMs + 61 } }, ['a2', 'b2']],
      [{ order: 'DESC' }, ['c1', 'b3', 'b2', 'b1', 'a2', 'a1']],
      [{ began: true, orderBy: 'startMs' }, ['b1', 'a2', 'a1']],
      [{ began: true, orderBy: 'startMs', order: 'DESC' }, ['a1', 'a2', 'b1']],
      [{ endMs: { from: 0, to: Infinity }, orderBy: 'endMs' }, ['b1', 'a2', 'b2']],
    ])('%j', async (filter, expected) => {
      await filled();
      const { total, events } = (await reopened()).events(filter);
      expect(events.map(({ requestId }) => requestId)).toEqual(expected);
      expect(total).toBe(expected.length);
      const counted = store.counts(filter).reduce((sum, { count }) => sum + count, 0);
      expect(counted).toBe(expected.length);
    });

    it('in pages, with the number of all', async () => {
      await filled();
      expect(store.events({ function: 'b', offset: 1, limit: 1 })).toMatchObject({ total: 3, events: [{ requestId: 'b2' }] });
      expect(store.events({ offset: 9, limit: 5 })).toEqual({ total: 6, events: [] });
      expect(store.events({ limit: 0 })).toEqual({ total: 6, events: [] });
    });

    it('how many there are, by function and state', async () => {
      await filled();
      expect(store.counts({})).toEqual([
        { function: 'a', state: 'FAILED', count: 1 },
        { function: 'a', state: 'RUNNING', count: 1 },
        { function: 'b', state: 'EXPIRED', count: 1 },
        { function: 'b', state: 'FINISHED', count: 1 },
        { function: 'b', state: 'WAITING', count: 1 },
        { function: 'c', state: 'WAITING', count: 1 },
      ]);
    });
  });

  it('forgets what ended before a moment, with its log, and nothing else', async () => {
    const [old, edge, waiting] = await Promise.all([accepted(store), accepted(store), accepted(store)]);
    for (const { seq } of [old, edge, waiting]) store.line(seq, nowMs, 'said');
    store.ended(old.seq, { ...end, endMs: nowMs + 99 });
    store.ended(edge.seq, { ...end, endMs: nowMs + 100 });
    store.prune(nowMs + 100);
    expect(store.lines(old.seq, 0, 9)).toEqual([]);
    expect(store.events({}).events.map(({ seq }) => seq)).toEqual([edge.seq, waiting.seq]);
    expect([store.event(old.requestId), store.eventAt(old.seq), store.lines(old.seq, 0, 9), store.tail(old.seq, 99)]).toEqual([
      undefined,
      undefined,
      [],
      [],
    ]);
    expect((await reopened()).counts({})).toEqual([
      { function: 'resize', state: 'FINISHED', count: 1 },
      { function: 'resize', state: 'WAITING', count: 1 },
    ]);
    expect(store.lines(edge.seq, 0, 9)).toHaveLength(1);
  });

  it('forgets also what says something after its end, and what ends later though before that moment', async () => {
    const [chatty, late] = await Promise.all([accepted(store), accepted(store)]);
    store.ended(chatty.seq, { ...end, endMs: nowMs + 60 });
    await store.flush();
    store.line(chatty.seq, nowMs + 61, 'still');
    await store.flush();
    store.prune(nowMs + 100);
    store.prune(nowMs + 50);
    expect(store.lines(chatty.seq, 0, 9)).toEqual([]);
    store.ended(late.seq, { ...end, endMs: nowMs + 70 });
    expect([store.eventAt(late.seq), store.events({}).total]).toEqual([undefined, 0]);
  });

  describe('keeps logs:', () => {
    it('their lines have numbers, which go on after an opening', async () => {
      const { seq } = await accepted(store);
      const other = await accepted(store);
      ['a', '', 'c\0\n\ud800 世界'].forEach((text, at) => store.line(seq, nowMs + at + 0.5, text));
      store.line(other.seq, nowMs, 'other');
      (await reopened()).line(seq, nowMs + 9, 'd');
      expect(store.lines(seq, 0, 9)).toEqual([
        { n: 0, atMs: nowMs + 0.5, text: 'a' },
        { n: 1, atMs: nowMs + 1.5, text: '' },
        { n: 2, atMs: nowMs + 2.5, text: 'c\0\n\ud800 世界' },
        { n: 3, atMs: nowMs + 9, text: 'd' },
      ]);
      expect(store.lines(seq, 2, 1).map(({ n }) => n)).toEqual([2]);
      expect(store.lines(seq, 4, 9)).toEqual([]);
      expect((await reopened()).lines(seq, 1, 2).map(({ n }) => n)).toEqual([1, 2]);
    });

    it('the last of them are those of so many bytes, ends of lines included, the first one without what is before', async () => {
      const { seq } = await accepted(store);
      const whole = ['aaaa', 'bb', '世'];
      for (const text of whole) store.line(seq, nowMs, text);
      const texts = (bytes: number) => store.tail(seq, bytes).map(({ text }) => text);
      const ends = [[], [], ['世'], ['世'], ['b', '世'], ['bb', '世'], ['a', 'bb', '世'], ['aa', 'bb', '世'], whole, whole];
      expect([0, 3, 4, 5, 6, 7, 9, 10, 12, 99].map(texts)).toEqual(ends);
      await reopened();
      expect([0, 3, 4, 5, 6, 7, 9, 10, 12, 99].map(texts)).toEqual(ends);
    });

    it('many lines, whatever part of them is asked for', async () => {
      const { seq } = await accepted(store);
      for (let at = 0; at < 3_000; at += 1) store.line(seq, nowMs + at, `line ${at}`);
      await reopened();
      for (let at = 3_000; at < 3_100; at += 1) store.line(seq, nowMs + at, `line ${at}`);
      for (const [from, limit] of [
        [0, 9_999],
        [499, 3],
        [500, 1],
        [2_990, 20],
        [3_050, 999],
        [3_100, 1],
      ] as const) {
        const expected = Array.from({ length: Math.max(0, Math.min(limit, 3_100 - from)) }, (_, at) => from + at);
        expect(store.lines(seq, from, limit).map(({ n, text }) => [n, text])).toEqual(expected.map((n) => [n, `line ${n}`]));
      }
      expect(store.tail(seq, 10 * 1_000).map(({ n }) => n)).toEqual(Array.from({ length: 1_000 }, (_, at) => 2_100 + at));
    });

    it('lines are cut, and what is too much in 5 s is left out and told where it was, before what the platform says next (S164)', async () => {
      const { seq } = await accepted(store);
      store.line(seq, nowMs, 'x'.repeat(10_000));
      for (let at = 0; at < 5_010; at += 1) store.line(seq, nowMs + 1, 'y');
      store.line(seq, nowMs + 2, 'Report RequestId: r Duration:1ms');
      store.ended(seq, { ...end, endMs: nowMs + 3 });
      const [first] = store.lines(seq, 0, 1);
      expect(first?.text).toBe(`${'x'.repeat(8_192)} … (1808 more bytes cut)`);
      expect((await reopened()).lines(seq, 5_000, 9).map(({ text }) => text)).toEqual([
        '[PLATFORM] 11 lines (22 bytes) left out here: there were too many in a short time.',
        'Report RequestId: r Duration:1ms',
      ]);
    });
  });

  it('hands over what a function has had to another, and nothing else', async () => {
    const waiting = await accepted(store, { function: 'resize' });
    const ended = await accepted(store, { function: 'resize', qualifier: '1' });
    store.ended(ended.seq, end);
    const own = await accepted(store, { function: 'other' });
    store.handOver('resize', 'other');
    store.handOver('nobody', 'other');
    const namesOf = () => [waiting, ended, own].map(({ seq }) => store.eventAt(seq)?.function);
    expect(namesOf()).toEqual(['other', 'other', 'other']);
    const anew = await accepted(store, { function: 'resize' });
    await reopened();
    expect(namesOf()).toEqual(['other', 'other', 'other']);
    expect(store.events({ function: 'other' }).total).toBe(3);
    expect(store.events({ function: 'resize' }).events).toMatchObject([{ seq: anew.seq, state: 'WAITING' }]);
    expect(store.body(waiting.seq)).toBeDefined();
  });

  it('keeps documents, in the order in which they came', async () => {
    store.put('function', 'a', { memoryMB: 128 });
    store.put('function', 'b', [1, null]);
    store.put('alias', 'a', 'x');
    store.put('function', 'a', { memoryMB: 256 });
    expect((await reopened()).documents('function')).toEqual([
      { key: 'a', value: { memoryMB: 256 } },
      { key: 'b', value: [1, null] },
    ]);
    store.remove('function', 'a');
    store.put('function', 'a', 1);
    store.remove('function', 'none');
    expect(store.documents('function')).toEqual([
      { key: 'b', value: [1, null] },
      { key: 'a', value: 1 },
    ]);
    expect([store.documents('alias'), store.documents('none')]).toEqual([[{ key: 'a', value: 'x' }], []]);
  });

  it('resolves when everything is written', async () => {
    store.put('a', 'b', 1);
    await store.flush();
    await store.flush();
    expect(store.file === undefined).toBe(!durable);
  });
});
