import fc from 'fast-check';
import { limits, type InvocationRecord, type RequestId } from '../../src/scf';
import type { StoredEvent } from '../../src/store';
import { MemoryStore } from '../../src/store';
import { functionPlan } from '../scf/plans';
import { DurableStore } from './durableStore';
import { fails, succeeds, type Behaviour } from './modelledRuntime';
import { open, openedMs, type Opened } from './opened';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const slow: Behaviour = { run: () => succeeds(hourMs) };
const quick: Behaviour = { run: (event) => succeeds(10, event) };

/** One instance at a time. */
const narrow = functionPlan('a', { reservedMB: 128, msgTtlMs: 6 * hourMs });
const job = functionPlan('job', { asyncRun: true, traceEnable: true, timeoutMs: 24 * hourMs });

const ids = (events: Iterable<StoredEvent>): string[] => [...events].map(({ requestId }) => requestId);

async function sendAll(store: DurableStore, { send }: Opened, key: string, events: readonly string[]): Promise<void> {
  for (const event of events) send(key, { event });
  await store.commit();
}

describe('an asynchronous call (design §5)', () => {
  it('is answered, and its event is run, once it is on disk and not before', async () => {
    const store = new DurableStore();
    const { runtime, send } = open({ functions: [narrow], behaviours: { a: quick }, store });
    const said: string[] = [];
    void send('a').answer.then(({ kind }) => said.push(kind));
    await new Promise((resolve) => setImmediate(resolve));
    expect([said, runtime.specs.length]).toEqual([[], 0]);
    await store.commit();
    expect([said, runtime.specs.length]).toEqual([['accepted'], 1]);
  });

  it('begins to run once it is on disk that it does: nobody would know after a crash (S77)', async () => {
    const store = new DurableStore();
    store.beginnings = true;
    const { region, runtime, send } = open({ functions: [job], behaviours: { job: slow }, store });
    const { requestId } = send('job');
    await store.commit();
    runtime.pass(0);
    expect([runtime.specs.length, runtime.events, region.asyncEvent(requestId)?.state]).toEqual([1, [], 'RUNNING']);
    await store.commit();
    expect(runtime.events).toEqual(['{}']);
  });

  it('does not run any more when it was ended before that was on disk', async () => {
    const store = new DurableStore();
    store.beginnings = true;
    const { region, runtime, send } = open({ functions: [job], behaviours: { job: slow }, store });
    const { requestId } = send('job');
    await store.commit();
    runtime.pass(0);
    region.terminate(requestId);
    await store.commit();
    expect([runtime.events, region.asyncEvent(requestId)?.state]).toEqual([[], 'ABORTED']);
  });

  it('whose event cannot be kept is answered 500 and never runs', async () => {
    const store = new DurableStore();
    const faults: string[] = [];
    const observer = { notKept: (id: string, fault: unknown) => faults.push(`${id} ${String(fault)}`) };
    const { region, runtime, send } = open({ functions: [narrow], behaviours: { a: quick }, store, observer });
    store.full = true;
    const { answer, ended } = send('a');
    await store.commit();
    expect(await answer).toMatchObject({ kind: 'error', status: 500 });
    expect((await ended).record).toMatchObject({ row: 0, status: 500 });
    expect(faults).toEqual([expect.stringContaining('r1 StoreFault: full')]);
    expect([runtime.specs.length, region.levels().alive, ids(store.unfinished())]).toEqual([0, 0, []]);
  });

  it.each([narrow, job])('that is too large is refused before it takes room on the disk, also where there is none (S63): $key', async (fn) => {
    const store = new DurableStore();
    store.full = true;
    const accepted = jest.spyOn(store, 'accept');
    const { send } = open({ functions: [fn], behaviours: { [fn.key]: quick }, store });
    const { answer } = send(fn.key, { event: 'x'.repeat(limits.asyncEvent.value + 1) });
    await store.commit();
    expect(await answer).toMatchObject({ kind: 'error', status: 406 });
    expect(accepted).not.toHaveBeenCalled();
  });

  it('that a limit refuses leaves no trace in the store (S90)', () => {
    const store = new MemoryStore();
    const { runtime, invoke } = open({ functions: [{ ...job, reservedMB: 128 }], behaviours: { job: slow }, store });
    invoke('job');
    runtime.pass(0);
    invoke('job');
    expect([store.event('r1' as RequestId)?.state, store.event('r2' as RequestId)]).toEqual(['RUNNING', undefined]);
  });
});

describe('a region that is opened again', () => {
  it('has the events that waited, in their order', async () => {
    const store = new DurableStore();
    await sendAll(store, open({ functions: [narrow], behaviours: { a: slow }, store }), 'a', ['0', '1', '2', '3']);
    const { region, runtime, log } = open({ functions: [narrow], behaviours: { a: quick }, store, startMs: openedMs + minuteMs });
    expect(region.recover()).toEqual({ waiting: 3, running: 1, away: 0 });
    // Of what only waited nothing was cut off.
    expect(log.filter((line) => line.includes('ERROR'))).toEqual([expect.stringMatching(/^r1: /)]);
    runtime.pass(2 * minuteMs);
    // The first had begun, and comes back as after an error of the platform (S56); it keeps its place before none.
    expect(runtime.events).toEqual(['1', '2', '3', '0']);
    expect(ids(store.unfinished())).toEqual([]);
    expect(store.event('r1' as RequestId)).toMatchObject({ state: 'FINISHED', attempts: 2 });
  });

  it('has each event for the function and the qualifier that it was sent to', async () => {
    const store = new DurableStore();
    const functions = ['a', 'b'].map((key) => functionPlan(key, { reservedMB: 128, timeoutMs: 2 * hourMs }));
    const first = open({ functions, behaviours: { a: slow, b: slow }, store });
    await sendAll(store, first, 'a', ['0', 'a']);
    await sendAll(store, first, 'b', ['1', 'b']);
    first.region.configure({ kind: 'published', function: 'b' });
    first.send('b', { qualifier: '1', event: 'of a version that is gone' });
    first.send('b', { qualifier: '$LATEST', event: 'latest' });
    await store.commit();
    const { region, runtime } = open({ functions, behaviours: { a: quick, b: quick }, store });
    expect(region.recover()).toMatchObject({ waiting: 4, running: 2 });
    runtime.pass(2 * minuteMs);
    expect(runtime.specs.map((spec) => spec.function.key)).toEqual(['a', 'b']);
    expect(runtime.events.toSorted()).toEqual(['0', '1', 'a', 'b', 'latest']);
    expect(ids(store.unfinished())).toEqual([]);
  });

  it('tries a lost run again a minute later, however often run errors are retried', async () => {
    const store = new DurableStore();
    const fn = { ...narrow, retryNum: 0 };
    await sendAll(store, open({ functions: [fn], behaviours: { a: slow }, store }), 'a', ['0']);
    const { region, runtime } = open({ functions: [fn], behaviours: { a: quick }, store });
    region.recover();
    runtime.pass(minuteMs - 1);
    expect(runtime.events).toEqual([]);
    runtime.pass(1);
    expect(runtime.events).toEqual(['0']);
  });

  it('ends an execution that was lost as failed, with 500 (S77)', async () => {
    const store = new DurableStore();
    await sendAll(store, open({ functions: [job], behaviours: { job: slow }, store }), 'job', ['0']);
    const { region } = open({ functions: [job], behaviours: { job: quick }, store });
    expect(region.recover()).toEqual({ waiting: 0, running: 1, away: 0 });
    expect(region.asyncEvent('r1' as RequestId)).toMatchObject({ state: 'FAILED', statusCode: 500, startMs: openedMs, endMs: openedMs });
    expect(region.asyncEvents()).toHaveLength(1);
  });

  it.each([
    { known: 'until the store was seen last', lastSeenMs: openedMs + hourMs, durationMs: hourMs },
    { known: 'not, when it had begun later than that', lastSeenMs: openedMs - 1, durationMs: 0 },
    { known: 'not, when nothing is known', lastSeenMs: undefined, durationMs: 0 },
  ])('tells that the engine was ended under a lost run, and how long it had run: $known', async ({ lastSeenMs, durationMs }) => {
    const store = new DurableStore();
    await sendAll(store, open({ functions: [job], behaviours: { job: slow }, store }), 'job', ['0']);
    store.lastSeenMs = lastSeenMs;
    const lines: string[] = [];
    const observer = { line: (text: string, key: string, id: string | undefined) => lines.push(`${key} ${id}: ${text}`) };
    const { region } = open({ functions: [job], behaviours: { job: quick }, store, observer, startMs: openedMs + 2 * hourMs });
    region.recover();
    const { result = '', ...event } = store.event('r1' as RequestId) ?? {};
    expect(event).toMatchObject({ state: 'FAILED', status: 500, durationMs, memoryMB: undefined });
    const error = { errorCode: -1, errorMessage: 'InternalError: the engine was ended while the event ran' };
    expect(JSON.parse(result)).toMatchObject({ ...error, statusCode: 500 });
    expect(lines).toEqual([
      `job r1: ERROR RequestId: r1 Result:${JSON.stringify({ ...error, statusCode: 500 })}`,
      'job r1: END RequestId: r1',
      `job r1: Report RequestId: r1 Duration:${durationMs}ms Memory:128MB`,
    ]);
  });

  it.each([
    ['at its moment', 0, [60_010]],
    ['at once when that has passed', 2 * minuteMs, [2 * minuteMs + 10]],
  ])('makes an attempt that was due %s, and counts those before (S54)', async (_, downMs, beganMs) => {
    const store = new DurableStore();
    const failing: Behaviour = { run: () => fails(10, 430, 'oh') };
    const first = open({ functions: [{ ...narrow, retryNum: 1 }], behaviours: { a: failing }, store });
    await sendAll(store, first, 'a', ['0']);
    first.runtime.pass(10);
    const startMs = openedMs + 10 + downMs;
    const { region, runtime } = open({ functions: [{ ...narrow, retryNum: 1 }], behaviours: { a: failing }, store, startMs });
    region.recover();
    runtime.pass(hourMs);
    expect(runtime.events).toEqual(['0']);
    const { endMs = 0, ...event } = store.event('r1' as RequestId) ?? {};
    expect(event).toMatchObject({ state: 'FAILED', status: 430, attempts: 2 });
    expect([endMs - openedMs]).toEqual(beganMs.map((ms) => ms + 10));
  });

  it.each(['resting between two attempts', 'running'])(
    'runs an event that was %s on the version that it ran on, whatever its alias draws now (S142)',
    async (was) => {
      const store = new DurableStore();
      const begin = (behaviour: Behaviour, draw: number): Opened => {
        const opened = open({ functions: [narrow], behaviours: { a: behaviour }, store, random: () => draw });
        for (let nth = 1; nth <= 2; nth += 1) opened.region.configure({ kind: 'published', function: 'a' });
        const additional = { version: '2', weight: 0.5 };
        opened.region.configure({ kind: 'alias', function: 'a', name: 'live', alias: { version: '1', additional } });
        return opened;
      };
      const first = begin(was === 'running' ? slow : { run: () => fails(10, 430, 'oh') }, 0.9);
      first.send('a', { qualifier: 'live' });
      await store.commit();
      first.runtime.pass(10);
      expect(store.event('r1' as RequestId)).toMatchObject({ state: was === 'running' ? 'RUNNING' : 'WAITING', version: '1' });
      const { region, runtime } = begin(quick, 0.1);
      region.recover();
      runtime.pass(2 * minuteMs);
      expect(store.event('r1' as RequestId)).toMatchObject({ state: 'FINISHED', attempts: 2, version: '1' });
    },
  );

  it('lets time to live go on while it was closed (S58)', async () => {
    const store = new DurableStore();
    await sendAll(store, open({ functions: [narrow], behaviours: { a: slow }, store }), 'a', ['0', '1']);
    const { region, runtime } = open({ functions: [narrow], behaviours: { a: quick }, store, startMs: openedMs + 7 * hourMs });
    region.recover();
    runtime.pass(0);
    expect(runtime.events).toEqual([]);
    expect(['r1', 'r2'].map((id) => store.event(id as RequestId)?.state)).toEqual(['EXPIRED', 'EXPIRED']);
  });

  describe('by a clock that was put back meanwhile', () => {
    const records = (): { ended: InvocationRecord[]; observer: { ended: (of: { record: InvocationRecord }) => void } } => {
      const ended: InvocationRecord[] = [];
      return { ended, observer: { ended: ({ record }) => ended.push(record) } };
    };

    it('tries again what rests after an interval, not when the clock is there again, and nothing is younger than new (S54)', async () => {
      const store = new DurableStore();
      const ahead = open({ functions: [narrow], behaviours: { a: { run: () => fails(10, 430, 'oh') } }, store, startMs: openedMs + 24 * hourMs });
      await sendAll(store, ahead, 'a', ['0']);
      ahead.runtime.pass(10);
      expect(store.event('r1' as RequestId)).toMatchObject({ state: 'WAITING', dueMs: openedMs + 24 * hourMs + 10 + minuteMs });
      const { ended, observer } = records();
      const { region, runtime } = open({ functions: [narrow], behaviours: { a: quick }, store, observer });
      region.recover();
      runtime.pass(minuteMs + 10);
      expect(ended).toMatchObject([{ state: 'FINISHED', arrivedMs: 0, attempts: [{ startedMs: minuteMs }] }]);
    });

    it.each([
      { where: 'in its queue', functions: [{ ...narrow, reservedMB: 0 }], waitingMax: undefined },
      { where: 'at the end of a long one', functions: [{ ...narrow, reservedMB: 0 }], waitingMax: 1 },
      { where: 'for its function', functions: [], waitingMax: undefined },
    ])('lets nothing wait $where for longer than events live from now on (S58)', async ({ functions, waitingMax }) => {
      const store = new DurableStore();
      const ahead = open({ functions: [{ ...narrow, reservedMB: 0 }], store, startMs: openedMs + 24 * hourMs });
      await sendAll(store, ahead, 'a', ['0', '1']);
      const { ended, observer } = records();
      const { region, runtime } = open({ functions, store, observer, ...(waitingMax !== undefined && { waitingMax }) });
      expect(region.recover()).toMatchObject(functions.length > 0 ? { waiting: 2 } : { away: 2 });
      runtime.pass(6 * hourMs + minuteMs);
      expect(ended.map(({ state }) => state)).toEqual(['EXPIRED', 'EXPIRED']);
    });
  });

  it('ends events whose version is gone', async () => {
    const store = new DurableStore();
    const first = open({ functions: [{ ...narrow, provisionedInstances: 1 }], behaviours: { a: slow }, store });
    for (let n = 0; n < 3; n += 1) first.send('a', { qualifier: '1' });
    await store.commit();
    const { region } = open({ functions: [narrow], store });
    expect(region.recover().waiting).toBeGreaterThan(0);
    expect(store.event('r3' as RequestId)).toMatchObject({ state: 'FAILED', status: 442 });
  });

  it('goes on with what was not over when it was closed in order', async () => {
    const store = new DurableStore();
    const first = open({ functions: [narrow], behaviours: { a: slow }, store });
    await sendAll(store, first, 'a', ['0', '1', '2']);
    const { ended } = first.invoke('a');
    await first.region.close();
    expect((await ended).record.status).toBe(432);
    expect(ids(store.unfinished())).toEqual(['r1', 'r2', 'r3']);
  });

  it('has the event that was written while it closed', async () => {
    const store = new DurableStore();
    const { region, send } = open({ functions: [narrow], behaviours: { a: slow }, store });
    const { answer } = send('a');
    await region.close();
    await store.commit();
    expect(await answer).toEqual({ kind: 'accepted' });
    expect(ids(store.unfinished())).toEqual(['r1']);
  });
});

describe('a function that leaves, and comes again', () => {
  const leaves = { kind: 'functionRemoved', function: 'a', leaves: true } as const;
  const patient = { ...narrow, timeoutMs: 2 * hourMs };
  const comes = { kind: 'function', plan: patient } as const;
  const stateOf = (store: MemoryStore, id: string): string => `${store.event(id as RequestId)?.state} ${store.event(id as RequestId)?.status ?? ''}`;

  it.each([1, Infinity])('has its events again in their order, also what rested and what was long (%d in memory)', async (waitingMax) => {
    const store = new MemoryStore();
    let runs = 0;
    const behaviour: Behaviour = { run: (event) => ((runs += 1) === 1 ? fails(10, 430, 'oh') : succeeds(minuteMs / 2, event)) };
    const { region, runtime, send } = open({ functions: [patient], behaviours: { a: behaviour }, store, waitingMax });
    const sent = ['0', '1', '2', '3', '4'].map((event) => send('a', { event }));
    runtime.pass(11);
    // The first rests, the second runs, the others wait.
    region.configure(leaves);
    runtime.pass(5 * minuteMs);
    expect(runtime.events).toEqual(['0', '1']);
    expect(['r1', 'r2', 'r3', 'r5'].map((id) => stateOf(store, id))).toEqual(['WAITING ', 'FINISHED 200', 'WAITING ', 'WAITING ']);
    region.configure(comes);
    region.welcome();
    runtime.pass(5 * minuteMs);
    expect(runtime.events).toEqual(['0', '1', '0', '2', '3', '4']);
    expect(ids(store.unfinished())).toEqual([]);
    expect((await sent[0]?.ended)?.record).toMatchObject({ state: 'FINISHED', attempts: [{ status: 430 }, { status: 200 }] });
  });

  it('has what rests again when it is due, where it has come before', () => {
    const { region, runtime, send } = open({ functions: [patient], behaviours: { a: { run: () => fails(10, 430, 'oh') } } });
    send('a', { event: '0' });
    runtime.pass(11);
    region.configure(leaves);
    region.configure(comes);
    region.welcome();
    send('a', { event: '1' });
    runtime.pass(minuteMs);
    expect(runtime.events).toEqual(['0', '1', '0']);
  });

  it('gets its events once all of the changes are made with which it comes (S141)', () => {
    const store = new MemoryStore();
    const { region, runtime, send } = open({ functions: [patient], behaviours: { a: slow }, store });
    region.configure({ kind: 'alias', function: 'a', name: 'live', alias: { version: '$LATEST' } });
    send('a');
    send('a', { qualifier: 'live' });
    region.configure(leaves);
    region.configure(comes);
    region.configure({ kind: 'alias', function: 'a', name: 'live', alias: { version: '$LATEST' } });
    region.welcome();
    runtime.pass(3 * hourMs);
    expect(stateOf(store, 'r2')).toBe('FINISHED 200');
  });

  it('loses what is too old meanwhile, and at the latest when an event can no longer be young enough (S58)', () => {
    const store = new MemoryStore();
    const { region, runtime, send } = open({ functions: [{ ...patient, msgTtlMs: hourMs }], behaviours: { a: slow }, store });
    send('a');
    const { ended } = send('a');
    region.configure(leaves);
    runtime.pass(hourMs - 1);
    expect(stateOf(store, 'r2')).toBe('WAITING ');
    runtime.pass(1);
    expect(stateOf(store, 'r2')).toBe('EXPIRED 435');
    return expect(ended).resolves.toMatchObject({ record: { state: 'EXPIRED' } });
  });

  it('loses each event when that is too old, and has those again that are not (S58)', () => {
    const store = new MemoryStore();
    const { region, runtime, send } = open({ functions: [{ ...patient, msgTtlMs: hourMs }], behaviours: { a: slow }, store });
    for (const event of ['0', '1', '2', '3', '4']) {
      send('a', { event });
      runtime.pass(10 * minuteMs);
    }
    region.configure(leaves);
    const states = () => ['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => store.event(id as RequestId)?.state);
    const seen = [20, 10, 10].map((minutes) => (runtime.pass(minutes * minuteMs - 1), states().join(' ')));
    runtime.pass(3);
    seen.push(states().join(' '));
    expect(seen).toEqual([
      'FINISHED WAITING WAITING WAITING WAITING',
      'FINISHED EXPIRED WAITING WAITING WAITING',
      'FINISHED EXPIRED EXPIRED WAITING WAITING',
      'FINISHED EXPIRED EXPIRED EXPIRED WAITING',
    ]);
    region.configure(comes);
    region.welcome();
    runtime.pass(hourMs);
    expect(runtime.events).toEqual(['0', '4']);
  });

  it('sends what is too old meanwhile to its dead-letter queue, where it has one (S65)', () => {
    const store = new MemoryStore();
    const deadLetter = { type: 'CMQ-QUEUE', name: 'late' };
    const { region, runtime, send } = open({ functions: [{ ...patient, msgTtlMs: hourMs, deadLetter }], behaviours: { a: slow }, store });
    send('a');
    send('a');
    region.configure(leaves);
    runtime.pass(hourMs);
    expect(stateOf(store, 'r2')).toBe('DEAD_LETTERED 435');
    expect(region.deadLetters.messages).toHaveLength(1);
  });

  it('has them also where the region was closed meanwhile, and opened again without it', async () => {
    const store = new DurableStore();
    await sendAll(store, open({ functions: [patient, job], behaviours: { a: slow, job: slow }, store }), 'a', ['0', '1', '2']);
    await sendAll(store, open({ functions: [job], behaviours: { job: slow }, store, startMs: openedMs + 1 }), 'job', ['3']);
    const second = open({ functions: [functionPlan('other')], store, startMs: openedMs + 2, behaviours: { a: quick } });
    expect(second.region.recover()).toEqual({ waiting: 0, running: 0, away: 4 });
    // A run that was lost is another attempt (S56), and the end of an asynchronous execution (S77).
    expect([0, 1].map((at) => [...store.unfinished()][at]?.state)).toEqual(['WAITING', 'WAITING']);
    expect([...store.events({ functions: ['job'] }).events].map(({ state, status }) => [state, status])).toEqual([['FAILED', 500]]);
    second.region.configure(comes);
    second.region.welcome();
    second.runtime.pass(2 * minuteMs);
    expect(second.runtime.events).toEqual(['1', '2', '0']);
    // What was lost counts.
    expect(store.events({ functions: ['a'] }).events.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual([
      'FINISHED 2',
      'FINISHED 1',
      'FINISHED 1',
    ]);
    expect(ids(store.unfinished())).toEqual([]);
  });

  it('ends what waits for nobody that comes, after six hours (S58)', async () => {
    const store = new DurableStore();
    await sendAll(store, open({ functions: [patient], behaviours: { a: slow }, store }), 'a', ['0', '1']);
    const { region, runtime } = open({ functions: [], store, startMs: openedMs + hourMs });
    region.recover();
    runtime.pass(5 * hourMs - 1);
    expect(stateOf(store, 'r2')).toBe('WAITING ');
    runtime.pass(1);
    expect(['r1', 'r2'].map((id) => stateOf(store, id))).toEqual(['EXPIRED 435', 'EXPIRED 435']);
  });

  it('has its time to live and its dead-letter queue meanwhile, also where the region was opened again without it (S58, S66)', async () => {
    const store = new DurableStore();
    const deadLetter = { type: 'CMQ-QUEUE', name: 'lost' };
    const functions = [patient, { ...job, deadLetter }].map((fn) => ({ ...fn, namespace: 'shop', msgTtlMs: hourMs }));
    const first = open({ functions, behaviours: { a: slow, job: slow }, store });
    first.region.configure({ kind: 'function', plan: { ...patient, namespace: 'shop', msgTtlMs: hourMs, deadLetter } });
    await sendAll(store, first, 'a', ['0', '1']);
    await sendAll(store, first, 'job', ['2']);
    open({ functions: [], store }).region.recover();
    const { region, runtime } = open({ functions: [], store });
    region.recover();
    expect(stateOf(store, 'r3')).toBe('DEAD_LETTERED 500');
    runtime.pass(hourMs - 1);
    expect(stateOf(store, 'r2')).toBe('WAITING ');
    runtime.pass(1);
    expect(['r1', 'r2'].map((id) => stateOf(store, id))).toEqual(['DEAD_LETTERED 435', 'DEAD_LETTERED 435']);
    const [, { queue, message } = {}] = region.deadLetters.messages;
    expect(queue).toEqual(deadLetter);
    expect(message?.Body).toMatchObject({ FunctionName: patient.name, Namespace: 'shop', ClientContext: '1', Ttl: 3_600 });
  });

  it.each(['leaves nothing behind', 'is deleted', 'has the usual terms again'])('is forgotten once it %s', async (how) => {
    const store = new DurableStore();
    const first = open({ functions: [{ ...patient, msgTtlMs: hourMs }], store });
    expect(store.documents('event.terms')).toHaveLength(1);
    if (how === 'is deleted') first.region.configure({ kind: 'functionRemoved', function: 'a' });
    else if (how === 'has the usual terms again') first.region.configure(comes);
    else open({ functions: [], store }).region.recover();
    await store.commit();
    expect(store.documents('event.terms')).toEqual([]);
  });
});

describe('the end of a long queue', () => {
  type Move = { readonly kind: 'send'; readonly key: string } | { readonly kind: 'pass'; readonly ms: number } | { readonly kind: 'remove' };
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 60, arbitrary: fc.record({ kind: fc.constant('send' as const), key: fc.constantFrom('a', 'b') }) },
    { weight: 20, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: minuteMs }) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'remove' as const }) },
  );

  function played(moves: readonly Move[], waitingMax: number): InvocationRecord[] {
    const records: InvocationRecord[] = [];
    let runs = 0;
    const uneven: Behaviour = { run: () => ((runs += 1) % 5 === 0 ? fails(700, 430, 'oh') : succeeds(40_000)) };
    const functions = ['a', 'b'].map((key) => functionPlan(key, { reservedMB: 128, timeoutMs: minuteMs, msgTtlMs: 10 * minuteMs }));
    const opened = open({
      functions,
      behaviours: { a: uneven, b: uneven },
      observer: { ended: ({ record }) => records.push(record) },
      store: new MemoryStore(),
      waitingMax,
      overrides: { profile: { asyncQueueMax: 30 } },
    });
    for (const each of moves) {
      if (each.kind === 'send') opened.send(each.key);
      else if (each.kind === 'pass') opened.runtime.pass(each.ms);
      else opened.region.configure({ kind: 'functionRemoved', function: 'b' });
    }
    opened.runtime.pass(24 * hourMs);
    return records;
  }

  it('may lie in the store alone: nothing of what happens to events is another for it', () => {
    // Which of two that expire at one instant is told of first may differ.
    const plain = (records: readonly InvocationRecord[]): unknown =>
      records.map(({ cause: _cause, ...record }) => record).sort((a, b) => a.row - b.row);
    fc.assert(
      fc.property(fc.array(move, { maxLength: 120, size: 'max' }), fc.integer({ min: 1, max: 6 }), (moves, waitingMax) => {
        expect(plain(played(moves, waitingMax))).toEqual(plain(played(moves, Infinity)));
      }),
      { numRuns: 100 },
    );
  });

  it('is told of its end to whoever waits for that', async () => {
    const { runtime, send } = open({ functions: [narrow], behaviours: { a: quick }, store: new MemoryStore(), waitingMax: 1 });
    const sent = ['0', '1', '2', '3'].map((event) => send('a', { event }));
    const ends = sent.slice(0, 3).map(({ ended }) => ended);
    runtime.pass(20);
    // It has been told of again by now, and has not begun.
    ends.push(...sent.slice(3).map(({ ended }) => ended));
    runtime.pass(minuteMs);
    expect((await Promise.all(ends)).map(({ record, result }) => [record.row, result?.toString()])).toEqual(
      [0, 1, 2, 3].map((row) => [row, `${row}`]),
    );
  });

  it('is told of its end also to whoever waits for that from the beginning', async () => {
    const store = new DurableStore();
    const { runtime, send } = open({ functions: [narrow], behaviours: { a: quick }, store, waitingMax: 1 });
    const ends = ['0', '1', '2', '3'].map((event) => send('a', { event }).ended);
    await store.commit();
    runtime.pass(minuteMs);
    expect((await Promise.all(ends)).map(({ result }) => result?.toString())).toEqual(['0', '1', '2', '3']);
  });

  it('lies in the store until half of what memory holds has gone, and comes no faster', () => {
    const store = new MemoryStore();
    const { runtime, send } = open({ functions: [narrow], behaviours: { a: quick }, store, waitingMax: 4 });
    const fetched = jest.spyOn(store, 'eventAt');
    for (const event of ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) send('a', { event });
    // The first runs, four wait, five lie in the store.
    const seen = [0, 10, 10, 10].map((ms) => (runtime.pass(ms), fetched.mock.calls.length));
    expect(seen).toEqual([0, 0, 2, 2]);
    runtime.pass(minuteMs);
    expect(fetched).toHaveBeenCalledTimes(5);
    expect(runtime.events).toHaveLength(10);
  });

  it('comes back from the store in its order', async () => {
    const store = new DurableStore();
    const first = open({ functions: [narrow], behaviours: { a: slow }, store, waitingMax: 2 });
    await sendAll(store, first, 'a', ['0', '1', '2', '3', '4', '5', '6']);
    const { region, runtime } = open({ functions: [narrow], behaviours: { a: quick }, store, waitingMax: 2, startMs: openedMs + 1 });
    expect(region.recover()).toEqual({ waiting: 6, running: 1, away: 0 });
    runtime.pass(2 * minuteMs);
    expect(runtime.events).toEqual(['1', '2', '3', '4', '5', '6', '0']);
  });
});

it('an attempt that is due and too old, behind a long queue, does not come back for ever (S58)', async () => {
  const store = new DurableStore();
  const accept = (requestId: string, acceptedMs: number): number => {
    const called = { function: 'a', qualifier: '$DEFAULT', type: 'async', invokedBy: 'invoke', asyncRun: false, event: Buffer.from('1') } as const;
    return store.accept({ requestId: requestId as RequestId, acceptedMs, ...called }).seq;
  };
  for (const id of ['r1', 'r2', 'r3', 'r4']) accept(id, openedMs);
  store.waits(accept('r5', openedMs - 7 * hourMs), openedMs - 6.5 * hourMs, { attempts: 1, runErrors: 1 });
  const { region, runtime } = open({ functions: [narrow], behaviours: { a: quick }, store, waitingMax: 1 });
  expect(region.recover()).toEqual({ waiting: 5, running: 0, away: 0 });
  expect(store.event('r5' as RequestId)?.state).toBe('EXPIRED');
  runtime.pass(minuteMs);
  expect(ids(store.unfinished())).toEqual([]);
  await store.commit();
});

describe('a region that is drained', () => {
  it('lets what runs end, begins nothing, and refuses calls; what waits is there for the next one', async () => {
    const store = new DurableStore();
    const first = open({ functions: [{ ...narrow, timeoutMs: hourMs }], behaviours: { a: { run: () => succeeds(minuteMs) } }, store });
    await sendAll(store, first, 'a', ['0', '1', '2']);
    let over = false;
    const drained = first.region.drain().then(() => (over = true));
    const [sync, event] = [first.invoke('a'), first.send('a')];
    expect(await Promise.all([sync.answer, event.answer])).toMatchObject([{ status: 500 }, { status: 500 }]);
    first.runtime.pass(minuteMs - 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(over).toBe(false);
    first.runtime.pass(1);
    await drained;
    expect(first.runtime.events).toEqual(['0']);
    await first.region.close();
    expect(ids(store.unfinished())).toEqual(['r2', 'r3']);
  });

  it('is drained at once when nothing runs', async () => {
    await open({ functions: [narrow] }).region.drain();
  });

  it('keeps what was written while it was drained', async () => {
    const store = new DurableStore();
    const { region, send } = open({ functions: [narrow], behaviours: { a: slow }, store });
    const { answer } = send('a');
    await region.drain();
    await store.commit();
    expect(await answer).toEqual({ kind: 'accepted' });
    expect(ids(store.unfinished())).toEqual(['r1']);
  });
});
