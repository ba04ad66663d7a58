import { setImmediate as turn } from 'node:timers/promises';
import { VirtualClock } from '../../src/clock';
import { History, type LogLine } from '../../src/history';
import { Region, type Call } from '../../src/region';
import type { FunctionPlan, RequestId } from '../../src/scf';
import { MemoryStore, type Store } from '../../src/store';
import { WorkRuntime, type Work } from './work';
import { functionPlan, regionPlan } from '../scf/plans';
import { folder, nowMs, present, removeFolders, subjects } from '../store/stores';

afterAll(removeFolders);

/** A region whose runs end when the test says so, and its history. */
class Scene {
  readonly clock = new VirtualClock(nowMs);
  readonly runtime = new WorkRuntime();
  readonly history: History;
  readonly region: Region;
  readonly #ids: string[] = [];

  constructor(
    readonly store: Store,
    functions: readonly FunctionPlan[] = [functionPlan('queued'), functionPlan('long', { asyncRun: true, traceEnable: true })],
    bounds: { readonly maxRequests?: number; readonly maxBytes?: number } = {},
  ) {
    this.history = new History({ store, nowMs: () => this.clock.nowMs(), ...bounds });
    this.region = new Region({
      plan: regionPlan(functions, { profile: { coldStartMs: 0 } }),
      clock: this.clock,
      runtime: this.runtime,
      random: () => 0,
      newRequestId: () => this.#name(),
      observer: this.history,
      store,
    });
  }

  /** Calls, and waits until the event is on disk where it has to be. */
  async call(call: Partial<Call> & Pick<Call, 'function'>): Promise<RequestId> {
    const { requestId } = this.region.invoke({ type: 'async', event: Buffer.from('{}'), ...call });
    await this.store.flush();
    await turn();
    return requestId;
  }

  workOf(requestId: RequestId): Work {
    return present(this.runtime.runs.get(requestId));
  }

  #name(): RequestId {
    this.#ids.push('');
    return `request-${this.#ids.length}` as RequestId;
  }
}

const never = new AbortController().signal;

/** Follows until the log ends. */
async function followed(history: History, requestId: RequestId, from = 0, signal = never): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of history.follow(requestId, from, signal)) lines.push(line);
  return lines;
}

const textsOf = (lines: readonly LogLine[]): string[] => lines.map(({ text }) => text);

describe.each(subjects)('history over $name', ({ open }) => {
  let scene: Scene;
  beforeEach(async () => {
    scene = new Scene(await open(folder()));
  });
  afterEach(async () => {
    await scene.region.close();
    await scene.store.close();
  });

  describe.each([
    { name: 'a queued event', call: { function: 'queued', type: 'async' } as const, stored: true },
    { name: 'asynchronous execution', call: { function: 'long', type: 'sync' } as const, stored: true },
    { name: 'a synchronous invocation', call: { function: 'queued', type: 'sync' } as const, stored: false },
  ])('of $name', ({ call, stored }) => {
    it('tells what became of it, and its log', async () => {
      const { history, clock } = scene;
      const requestId = await scene.call(call);
      expect(history.get(requestId)).toMatchObject({
        function: call.function,
        qualifier: '$DEFAULT',
        version: '$LATEST',
        type: call.type,
        invokedBy: 'invoke',
        asyncRun: call.function === 'long',
        state: 'RUNNING',
        status: undefined,
        acceptedMs: nowMs,
        startMs: nowMs,
        attempts: 1,
      });
      scene.workOf(requestId).say('hello');
      expect(textsOf(history.lines(requestId, 2, 9))).toEqual(['hello']);
      clock.advanceTo(nowMs + 250);
      scene.workOf(requestId).succeed('"world"');
      const result = { state: 'FINISHED', status: 200, endMs: nowMs + 250, result: '"world"', durationMs: 250 };
      expect(history.get(requestId)).toMatchObject(result);
      expect(textsOf(history.tail(requestId, 99)).at(-2)).toBe(`END RequestId: ${requestId}`);
      expect(history.list({ requestId })).toMatchObject({ total: 1, requests: [result] });
      expect(scene.store.event(requestId) !== undefined).toBe(stored);
    });

    it('is followed from the start, live, until it ends, each line once (S73, S166)', async () => {
      const { history } = scene;
      const requestId = await scene.call(call);
      scene.workOf(requestId).say('before');
      const reading = [followed(history, requestId), followed(history, requestId, 2)];
      await turn();
      for (let at = 0; at < 700; at += 1) {
        scene.workOf(requestId).say(`line ${at}`);
        if (at % 100 === 0) await turn();
        if (at % 250 === 0) await scene.store.flush();
      }
      reading.push(followed(history, requestId, 500));
      scene.workOf(requestId).succeed('1');
      const [all = [], some = [], late = []] = await Promise.all(reading);
      expect(all.map(({ n }) => n)).toEqual(Array.from({ length: 705 }, (_, n) => n));
      expect(textsOf(all).slice(2, 5)).toEqual(['before', 'line 0', 'line 1']);
      expect(all.at(-1)?.text).toMatch(/^Report RequestId/);
      expect([some, late]).toEqual([all.slice(2), all.slice(500)]);
      expect(await followed(history, requestId, 700)).toEqual(all.slice(700));
      expect(await followed(history, requestId, 999)).toEqual([]);
    });

    it('is not followed any more when its reader has gone', async () => {
      const { history } = scene;
      const requestId = await scene.call(call);
      const gone = new AbortController();
      const reading = followed(history, requestId, 0, gone.signal);
      await turn();
      gone.abort();
      expect(await reading).toHaveLength(2);
      expect(await followed(history, requestId, 0, gone.signal)).toEqual([]);
      for await (const line of history.follow(requestId, 0, never)) {
        if (line.n === 1) break;
      }
    });

    it('of a reader that is slow keeps nothing: it reads later what is kept', async () => {
      const { history } = scene;
      const requestId = await scene.call(call);
      const reader = history.follow(requestId, 0, never)[Symbol.asyncIterator]();
      const first = await reader.next();
      for (let at = 0; at < 1_000; at += 1) scene.workOf(requestId).say(`line ${at}`);
      scene.workOf(requestId).succeed('1');
      const numbers = [present((first.value as LogLine | undefined)?.n)];
      for (let next = await reader.next(); next.done !== true; next = await reader.next()) numbers.push(next.value.n);
      expect(numbers).toEqual(Array.from({ length: 1_004 }, (_, n) => n));
    });

    it('cuts lines, and leaves out what is too much in 5 s (S164)', async () => {
      const { history } = scene;
      const requestId = await scene.call(call);
      for (let at = 0; at < 6_000; at += 1) scene.workOf(requestId).say('x');
      scene.workOf(requestId).succeed('1');
      const texts = textsOf(history.lines(requestId, 4_998, 99));
      expect(texts.slice(2)).toEqual([
        '[PLATFORM] 1002 lines (2004 bytes) left out here: there were too many in a short time.',
        `END RequestId: ${requestId}`,
        expect.stringMatching(/^Report RequestId/),
      ]);
    });
  });

  it('keeps what a limit refused, which the store does not have', async () => {
    const refused = await scene.call({ function: 'none', type: 'async' });
    const refusedRun = await scene.call({ function: 'long', type: 'sync', qualifier: 'none' });
    expect(scene.store.events({}).total).toBe(0);
    expect(scene.history.get(refused)).toMatchObject({ state: 'REFUSED', status: 435, attempts: 0 });
    expect(scene.history.get(refusedRun)).toMatchObject({ state: 'REFUSED', status: 442, asyncRun: true });
    expect(scene.history.list({ order: 'ASC' }).requests.map(({ requestId }) => requestId)).toEqual([refused, refusedRun]);
    expect(await followed(scene.history, refused)).toEqual([]);
  });

  it('ends at once where there is nothing to follow', async () => {
    const none = 'none' as RequestId;
    expect(await followed(scene.history, none)).toEqual([]);
    expect([scene.history.get(none), scene.history.lines(none, 0, 9), scene.history.tail(none, 9)]).toEqual([undefined, [], []]);
  });

  it('lists both kinds together, the latest first unless said otherwise', async () => {
    const ids: RequestId[] = [];
    for (let at = 0; at < 8; at += 1) {
      scene.clock.advanceTo(nowMs + at * 10);
      ids.push(await scene.call(at % 2 === 0 ? { function: 'queued', type: 'sync' } : { function: 'long' }));
    }
    const { history } = scene;
    const named = (filter: Parameters<History['list']>[0]): [number, string[]] => {
      const { total, requests } = history.list(filter);
      return [total, requests.map(({ requestId }) => requestId)];
    };
    expect(named({})).toEqual([8, ids.toReversed()]);
    expect(named({ order: 'ASC', offset: 3, limit: 2 })).toEqual([8, ids.slice(3, 5)]);
    expect(named({ offset: 3, limit: 2 })).toEqual([8, ids.toReversed().slice(3, 5)]);
    expect(named({ function: 'long', limit: 1 })).toEqual([4, [ids[7]]]);
    expect(named({ acceptedMs: { from: nowMs + 20, to: nowMs + 50 } })).toEqual([3, [ids[4], ids[3], ids[2]]]);
    scene.workOf(present(ids[0])).succeed('1');
    expect(named({ states: ['FINISHED'] })).toEqual([1, [ids[0]]]);
    expect(named({ qualifier: '7' })).toEqual([0, []]);
    scene.workOf(present(ids[1])).succeed('1');
    scene.workOf(present(ids[2])).fail();
    expect(named({ statuses: [200] })).toEqual([2, [ids[1], ids[0]]]);
    expect(named({ statuses: [200, 430], functions: ['queued', 'none'] })).toEqual([2, [ids[2], ids[0]]]);
    expect(named({ functions: ['none'] })).toEqual([0, []]);
    for (const qualifierOrVersion of ['$DEFAULT', '$LATEST']) expect(named({ qualifierOrVersion })).toEqual([8, ids.toReversed()]);
    expect(named({ qualifierOrVersion: '7' })).toEqual([0, []]);
  });

  it('knows retries: the log goes on, and the follower stays (S62, S167)', async () => {
    const requestId = await scene.call({ function: 'queued' });
    const reading = followed(scene.history, requestId);
    scene.workOf(requestId).fail();
    await turn();
    expect(scene.history.get(requestId)).toMatchObject({ state: 'WAITING', attempts: 1 });
    scene.clock.advanceTo(nowMs + 60_000);
    expect(scene.history.get(requestId)).toMatchObject({ state: 'RUNNING', attempts: 2 });
    scene.workOf(requestId).succeed('1');
    expect(textsOf(await reading).filter((text) => text.startsWith('START'))).toHaveLength(2);
  });
});

it('goes on with events that were there before, log and all', async () => {
  const durable = present(subjects.find((subject) => subject.durable));
  const dir = folder();
  const before = new Scene(await durable.open(dir));
  const requestId = await before.call({ function: 'queued' });
  before.workOf(requestId).say('first life');
  await before.region.close();
  await before.store.close();

  const after = new Scene(await durable.open(dir));
  after.clock.advanceTo(nowMs + 1_000);
  after.region.recover();
  const reading = followed(after.history, requestId);
  after.clock.advanceTo(nowMs + 200_000);
  await turn();
  after.workOf(requestId).say('second life');
  after.workOf(requestId).succeed('1');
  const lines = await reading;
  expect(lines.map(({ n }) => n)).toEqual(lines.map((_, at) => at));
  expect(textsOf(lines).filter((text) => text.endsWith('life'))).toEqual(['first life', 'second life']);
  await after.region.close();
  await after.store.close();
});

describe('history in memory', () => {
  const sync = { function: 'queued', type: 'sync' } as const;

  it('keeps so many invocations, and never forgets one that is under way', async () => {
    const scene = new Scene(new MemoryStore(), undefined, { maxRequests: 20 });
    const running = await scene.call(sync);
    let last = running;
    for (let at = 0; at < 50; at += 1) {
      last = await scene.call(sync);
      scene.workOf(last).succeed('1');
    }
    const { total, requests } = scene.history.list({});
    expect(total).toBeGreaterThanOrEqual(18);
    expect(total).toBeLessThanOrEqual(20);
    expect(requests[0]?.requestId).toBe(last);
    expect(requests.at(-1)?.requestId).toBe(running);
    await scene.region.close();
  });

  it('keeps so many bytes: what has ended goes first, then the oldest lines, and numbers tell of it', async () => {
    const scene = new Scene(new MemoryStore(), undefined, { maxBytes: 100_000 });
    const ended = await scene.call(sync);
    scene.workOf(ended).say('x'.repeat(8_000));
    scene.workOf(ended).succeed(`"${'y'.repeat(8_000)}"`);
    const running = await scene.call(sync);
    for (let at = 0; at < 100; at += 1) scene.workOf(running).say(`${at} ${'x'.repeat(8_000)}`);
    expect(scene.history.get(ended)).toBeUndefined();
    const kept = scene.history.lines(running, 0, 999);
    const bytes = kept.reduce((sum, { text }) => sum + text.length + 1, 0);
    expect(bytes).toBeGreaterThan(30_000);
    expect(bytes).toBeLessThanOrEqual(100_000);
    expect(kept.map(({ n }) => n)).toEqual(kept.map((_, at) => 102 - kept.length + at));
    expect(kept.at(-1)?.text).toMatch(/^99 /);
    await scene.region.close();
  });

  it('gives a slow reader what is left, each line once', async () => {
    const scene = new Scene(new MemoryStore(), undefined, { maxBytes: 100_000 });
    const requestId = await scene.call(sync);
    const reader = scene.history.follow(requestId, 0, never)[Symbol.asyncIterator]();
    await reader.next();
    for (let at = 0; at < 100; at += 1) scene.workOf(requestId).say(`${at} ${'x'.repeat(8_000)}`);
    scene.workOf(requestId).succeed('1');
    const numbers: number[] = [];
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) numbers.push(next.value.n);
    // The line after the first was read with it.
    expect(numbers[0]).toBe(1);
    expect(numbers.slice(1)).toEqual(numbers.slice(1).map((_, at) => 104 - numbers.length + 1 + at));
    await scene.region.close();
  });

  it('has nothing of events that wait in the store', async () => {
    const scene = new Scene(new MemoryStore(), [functionPlan('queued', { reservedMB: 128 })], { maxRequests: 20 });
    const first = await scene.call(sync);
    for (let at = 0; at < 100; at += 1) await scene.call({ function: 'queued' });
    scene.workOf(first).succeed('1');
    expect(scene.history.list({}).total).toBe(101);
    expect(scene.history.get(first)?.state).toBe('FINISHED');
    for (const { seq } of [...scene.store.unfinished()]) scene.store.forget(seq);
    expect(scene.history.list({}).requests.map(({ requestId }) => requestId)).toEqual([first]);
    await scene.region.close();
  });

  it('lets ten thousand follow one log, and reads it once for all of them', async () => {
    const store = new MemoryStore();
    const reads = jest.spyOn(store, 'lines');
    const scene = new Scene(store);
    const requestId = await scene.call({ function: 'long' });
    const readers = Array.from({ length: 10_000 }, () => followed(scene.history, requestId, 0, new AbortController().signal));
    await turn();
    for (let at = 0; at < 10; at += 1) {
      scene.workOf(requestId).say(`line ${at}`);
      await turn();
    }
    scene.workOf(requestId).succeed('1');
    const logs = await Promise.all(readers);
    expect(new Set(logs.map((lines) => JSON.stringify(lines))).size).toBe(1);
    expect(logs[0]).toHaveLength(14);
    expect(reads.mock.calls.length).toBeLessThan(50);
    await scene.region.close();
  });
});
