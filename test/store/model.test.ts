import fc from 'fast-check';
import type { RequestId, Status } from '../../src/scf';
import { MemoryStore, type EventFilter, type Seq, type Store, type StoredState } from '../../src/store';
import { folder, newEvent, nowMs, removeFolders, subjects } from './stores';

afterAll(removeFolders);

type Act = (store: Store) => unknown;

/** Few names and times, so that they meet; events by the order of their acceptance. */
const name = fc.constantFrom('a', 'b', 'c');
const seq: fc.Arbitrary<Seq> = fc.integer({ min: 1, max: 12 });
const time = fc.integer({ min: 0, max: 400 }).map((quarters) => nowMs + quarters / 4);
const state = fc.constantFrom<Exclude<StoredState, 'WAITING' | 'RUNNING'>[]>('FINISHED', 'FAILED', 'ABORTED', 'DEAD_LETTERED', 'EXPIRED');
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const interval = fc.tuple(time, time).map(([from, to]) => ({ from, to }));

const filter: fc.Arbitrary<EventFilter> = fc.record(
  {
    function: name,
    functions: fc.uniqueArray(name, { maxLength: 2 }),
    qualifier: name,
    version: name,
    qualifierOrVersion: name,
    statuses: fc.uniqueArray(fc.constantFrom<Status[]>(200, 430), { maxLength: 2 }),
    requestId: seq.map((n) => `id-${n}`),
    states: fc.uniqueArray(fc.oneof(state, fc.constantFrom<StoredState[]>('WAITING', 'RUNNING')), { maxLength: 3 }),
    invokedBy: fc.uniqueArray(name, { maxLength: 2 }),
    asyncRun: fc.boolean(),
    traced: fc.boolean(),
    began: fc.boolean(),
    acceptedMs: interval,
    startMs: interval,
    endMs: interval,
    orderBy: fc.constantFrom('seq', 'startMs', 'endMs'),
    order: fc.constantFrom('ASC', 'DESC'),
    offset: fc.nat(3),
    limit: fc.nat(5),
  },
  { requiredKeys: [] },
);

/** Something happens to an event that is under way: it ends once, and what has ended does not begin. */
function happens(n: fc.Arbitrary<(store: Store, seq: Seq) => void>): fc.Arbitrary<Act> {
  return fc.tuple(seq, n).map(([of, act]): Act => {
    return (store) => {
      const event = store.eventAt(of);
      if (event && event.endMs === undefined) act(store, of);
    };
  });
}

type Happening = (store: Store, seq: Seq) => void;

const happenings: readonly fc.Arbitrary<Happening>[] = [
  fc.constant<Happening>((store, n) => store.forget(n)),
  fc.tuple(name, fc.boolean(), time).map(([version, traced, startMs]): Happening => {
    return (store, n) => void store.began(n, { attempts: 1, version, traced, startMs });
  }),
  fc.tuple(time, fc.nat(3)).map(([dueMs, made]): Happening => {
    return (store, n) => store.waits(n, dueMs, { attempts: made, runErrors: made });
  }),
  fc.tuple(state, time, maybe(fc.double({ min: 0, max: 9, noNaN: true })), maybe(text)).map(([how, endMs, memoryMB, result]): Happening => {
    const end = { state: how, status: how === 'FINISHED' ? 200 : 430, endMs, attempts: 1, durationMs: 0.5, memoryMB, result } as const;
    return (store, n) => store.ended(n, end);
  }),
];

const writes: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: acceptance() },
  { weight: 4, arbitrary: happens(fc.oneof(...happenings)) },
  {
    weight: 3,
    arbitrary: fc.tuple(seq, time, text).map(
      ([n, atMs, line]): Act =>
        (store) =>
          store.line(n, atMs, line),
    ),
  },
  time.map(
    (endedBeforeMs): Act =>
      (store) =>
        store.prune(endedBeforeMs),
  ),
  fc.tuple(name, name, fc.json()).map(
    ([kind, key, json]): Act =>
      (store) =>
        store.put(kind, key, JSON.parse(json)),
  ),
  fc.tuple(name, name).map(
    ([kind, key]): Act =>
      (store) =>
        store.remove(kind, key),
  ),
);

function acceptance(): fc.Arbitrary<Act> {
  const qualities = fc.record({ function: name, qualifier: name, invokedBy: name, asyncRun: fc.boolean(), acceptedMs: time });
  return fc.tuple(qualities, maybe(fc.dictionary(name, text)), fc.uint8Array({ maxLength: 9 })).map(([quality, routingKey, event]) => {
    return (store) => {
      const requestId = `id-${(accepted.get(store) ?? 0) + 1}` as RequestId;
      accepted.set(store, (accepted.get(store) ?? 0) + 1);
      return store.accept(newEvent({ ...quality, requestId, event: Buffer.from(event), ...(routingKey && { routingKey }) })).seq;
    };
  });
}

const accepted = new WeakMap<Store, number>();

const reads: fc.Arbitrary<Act> = fc.oneof(
  filter.map(
    (asked): Act =>
      (store) =>
        store.events(asked),
  ),
  filter.map(
    (asked): Act =>
      (store) =>
        store.counts(asked),
  ),
  seq.map((n): Act => (store) => [store.eventAt(n), store.event(`id-${n}` as RequestId), store.body(n)?.toString('hex')]),
  fc.tuple(seq, fc.nat(9), fc.nat(9)).map(
    ([n, from, limit]): Act =>
      (store) =>
        store.lines(n, from, limit),
  ),
  fc.tuple(seq, fc.nat(90)).map(
    ([n, bytes]): Act =>
      (store) =>
        store.tail(n, bytes),
  ),
  name.map(
    (kind): Act =>
      (store) =>
        store.documents(kind),
  ),
  fc.constant<Act>((store) => [...store.unfinished()]),
);

/** Everything that can be asked for. */
function everything(store: Store): unknown {
  const events = Array.from({ length: 12 }, (_, at) => [store.eventAt(at + 1), store.body(at + 1)?.toString('hex'), store.lines(at + 1, 0, 99)]);
  return [events, store.events({}), store.counts({}), [...store.unfinished()], ['a', 'b', 'c'].map((kind) => store.documents(kind))];
}

describe.each(subjects.filter(({ durable }) => durable))('$name and a store in memory', ({ open }) => {
  it('give the same answers, whatever happens, also after each closing', async () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: writes },
      { weight: 4, arbitrary: reads },
      { weight: 1, arbitrary: fc.constantFrom('turn', 'reopen') },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const dir = folder();
        const memory = new MemoryStore();
        let file = await open(dir);
        for (const act of steps) {
          if (act === 'turn') await file.flush();
          else if (act === 'reopen') {
            const count = accepted.get(file) ?? 0;
            await file.close();
            file = await open(dir);
            accepted.set(file, count);
          } else expect(act(file)).toEqual(act(memory));
        }
        expect(everything(file)).toEqual(everything(memory));
        await file.close();
        file = await open(dir);
        expect(everything(file)).toEqual(everything(memory));
        await file.close();
      }),
      { numRuns: 60 },
    );
  });
});
