import type { Answer } from '../../src/region';
import { functionPlan } from '../scf/plans';
import { answers, fails, initFails, prints, ready, succeeds } from './modelledRuntime';
import { open } from './opened';

const error = (status: number, requestId: string, errorMessage: string, errorCode = 1): Answer =>
  expect.objectContaining({ kind: 'error', status, error: { requestId, statusCode: status, errorCode, errorMessage } }) as Answer;

describe('a call and its record (design §9)', () => {
  it('of a synchronous run: the result, and a record in ms of the run', async () => {
    const { runtime, invoke } = open({
      functions: [functionPlan('a')],
      behaviours: { a: { init: ready(80), run: (event) => succeeds(120.5, `{"got":${event}}`, 31.5) } },
    });
    runtime.pass(1_000);
    const { requestId, answer, ended } = invoke('a', { event: '[1]' });
    runtime.pass(1_000);
    expect(requestId).toBe('r1');
    expect(await answer).toEqual({ kind: 'result', result: Buffer.from('{"got":[1]}') });
    expect(await ended).toEqual({
      record: {
        row: 0,
        requestId: 'r1',
        function: 'a',
        qualifier: '$DEFAULT',
        type: 'sync',
        arrivedMs: 1_000,
        status: 200,
        state: 'FINISHED',
        attempts: [{ instance: 1, cold: true, startedMs: 1_080, endedMs: 1_200.5, status: 200 }],
        endedMs: 1_200.5,
      },
      result: Buffer.from('{"got":[1]}'),
      error: undefined,
      durationMs: 120.5,
      memoryMB: 31.5,
    });
  });

  it('of a second call: the same instance, warm (S1, S110)', async () => {
    const { runtime, invoke } = open({ functions: [functionPlan('a')] });
    invoke('a');
    runtime.pass(1_000);
    const { ended } = invoke('a', { qualifier: '$LATEST' });
    runtime.pass(1_000);
    expect((await ended).record).toMatchObject({
      row: 1,
      qualifier: '$LATEST',
      attempts: [{ instance: 1, cold: false, startedMs: 1_000, endedMs: 1_100, status: 200 }],
    });
    expect(runtime.specs).toHaveLength(1);
  });

  it('of a handler that failed: its error, and 430', async () => {
    const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: { run: () => fails(50, 430, 'no such user') } } });
    const { answer, ended } = invoke('a');
    runtime.pass(100);
    expect(await answer).toEqual(error(430, 'r1', 'no such user'));
    expect(await ended).toMatchObject({ record: { status: 430, state: 'FAILED', attempts: [{ status: 430 }] }, result: undefined });
  });

  it('of an instance that could not be initialised: an attempt in which no handler began (S123)', async () => {
    const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: { init: initFails(30, 443, 'SyntaxError') } } });
    const { answer, ended } = invoke('a');
    runtime.pass(100);
    expect(await answer).toEqual(error(443, 'r1', 'SyntaxError'));
    expect((await ended).record).toMatchObject({
      status: 443,
      state: 'FAILED',
      attempts: [{ instance: 1, cold: true, startedMs: 30, endedMs: 30, status: 443, initOnly: true }],
      endedMs: 30,
    });
  });

  it.each([
    { what: 'a time-out', behaviour: { run: () => [] }, status: 433, says: 'Invoking task timed out after 3 seconds', endedMs: 3_000 },
    {
      what: 'an initialisation without end',
      behaviour: { init: [] },
      status: 450,
      says: 'InitContainerTimeout: initialisation took longer than 65 seconds',
      endedMs: 65_000,
    },
  ])('of $what: the platform speaks', async ({ behaviour, status, says, endedMs }) => {
    const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: behaviour } });
    const { answer, ended } = invoke('a');
    runtime.pass(100_000);
    expect(await answer).toEqual(error(status, 'r1', says, -1));
    expect((await ended).record).toMatchObject({ status, state: 'FAILED', endedMs });
    expect(runtime.killed).toEqual([1]);
  });

  it.each([
    { what: 'an unknown function', key: 'nobody', qualifier: '$DEFAULT', status: 435, says: 'FunctionNotFound: no function nobody' },
    { what: 'an unknown version', key: 'a', qualifier: '7', status: 442, says: 'QualifierNotFound: function a has no version or alias 7' },
  ])('of $what: refused at once', async ({ key, qualifier, status, says }) => {
    const { invoke } = open({ functions: [functionPlan('a')] });
    const { answer, ended } = invoke(key, { qualifier });
    expect(await answer).toEqual(error(status, 'r1', says, -1));
    const { record } = await ended;
    expect(record).toMatchObject({ function: key, qualifier, status, state: 'REFUSED', attempts: [], arrivedMs: 0, endedMs: 0 });
    expect(record).not.toHaveProperty('cause');
  });

  it('of an asynchronous call: accepted at once, the result later and only in its end', async () => {
    const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: { run: () => succeeds(100, '"done"') } } });
    const { answer, ended } = invoke('a', { type: 'async' });
    expect(await answer).toEqual({ kind: 'accepted' });
    runtime.pass(1_000);
    expect(await ended).toMatchObject({ record: { type: 'async', status: 200, state: 'FINISHED' }, result: Buffer.from('"done"') });
  });

  it('of a function with asynchronous execution: accepted at once, whoever calls (S70, S71)', async () => {
    const { runtime, invoke } = open({
      functions: [functionPlan('a', { asyncRun: true })],
      behaviours: { a: { run: () => fails(100, 430, 'too late to tell') } },
    });
    const { answer, ended } = invoke('a');
    expect(await answer).toEqual({ kind: 'accepted' });
    runtime.pass(1_000);
    expect((await ended).record).toMatchObject({ type: 'sync', status: 430, state: 'FAILED' });
    expect(runtime.killed).toEqual([1]);
  });

  it('counts rows in order of arrival, not of end', async () => {
    const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: { run: (event) => succeeds(Number(event)) } } });
    const calls = ['300', '100', '200'].map((event) => invoke('a', { event }));
    runtime.pass(1_000);
    const records = await Promise.all(calls.map(async ({ ended }) => (await ended).record));
    expect(records.map(({ row, endedMs }) => [row, endedMs])).toEqual([
      [0, 300],
      [1, 100],
      [2, 200],
    ]);
  });
});

describe('a caller who has his answer before the run is over (S193)', () => {
  const early = { a: { run: () => [...answers(200, '"early"'), ...succeeds(500, '"early"')] } };

  it('gets it then; the record waits for the end', async () => {
    const { region, runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: early });
    const { answer, ended } = invoke('a');
    let over = false;
    void ended.then(() => (over = true));
    runtime.pass(200);
    expect(await answer).toEqual({ kind: 'result', result: Buffer.from('"early"') });
    expect(over).toBe(false);
    expect(region.levels().busyMB).toBe(128);
    runtime.pass(300);
    expect((await ended).record).toMatchObject({ status: 200, endedMs: 500 });
  });

  it('holds the instance until the end: no other event comes to it (S2)', async () => {
    const { runtime, invoke } = open({ functions: [functionPlan('a', { reservedMB: 128 })], behaviours: early });
    invoke('a');
    runtime.pass(300);
    expect(await invoke('a').answer).toMatchObject({ status: 432 });
    runtime.pass(200);
    const { ended } = invoke('a');
    runtime.pass(500);
    expect((await ended).record).toMatchObject({ status: 200, attempts: [{ instance: 1 }] });
  });

  it('keeps it when the run then times out; the record says 433', async () => {
    const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: { run: () => answers(200, '"early"') } } });
    const { answer, ended } = invoke('a');
    runtime.pass(10_000);
    expect(await answer).toEqual({ kind: 'result', result: Buffer.from('"early"') });
    expect(await ended).toMatchObject({ record: { status: 433, state: 'FAILED', endedMs: 3_000 }, result: undefined, error: { statusCode: 433 } });
  });
});

describe('causes', () => {
  it('of a refusal by quota stand in the record, the message and the levels, in ms of the run', async () => {
    const { region, runtime, invoke } = open({ functions: [functionPlan('a', { reservedMB: 128 })], behaviours: { a: { run: () => [] } } });
    runtime.pass(250);
    invoke('a');
    runtime.pass(250);
    const { answer, ended } = invoke('a');
    expect(await answer).toEqual(error(432, 'r2', 'Function [ shop-dev-a ] concurrency exceeded reserved quota 128 MB'));
    expect((await ended).record).toMatchObject({
      status: 432,
      state: 'REFUSED',
      attempts: [],
      cause: {
        limit: 'reserved',
        function: 'a',
        quotaMB: 128,
        usedMB: 128,
        neededMB: 128,
        admittedByMB: 256,
        holders: [{ function: 'a', mb: 128, instances: 1, requestIds: ['r1'], sinceMs: 250 }],
      },
    });
    expect(region.levels()).toMatchObject({ throttledByQuota: 1, throttledByBurst: 0 });
  });

  it('of the shared pool are told with the pool (S20)', async () => {
    const { invoke } = open({
      functions: [functionPlan('a'), functionPlan('b', { reservedMB: 256 })],
      overrides: { profile: { accountQuotaMB: 384, floorMB: 128 } },
    });
    invoke('a');
    expect(await invoke('a').answer).toEqual(error(432, 'r2', 'Function [ shop-dev-a ] concurrency exceeded region unreserved quota 128 MB'));
  });

  it('of the burst have its window in ms of the run', async () => {
    const { region, runtime, invoke } = open({ functions: [functionPlan('a')], overrides: { profile: { burstPerMinute: 1 } } });
    runtime.pass(400);
    invoke('a');
    const { answer, ended } = invoke('a');
    expect(await answer).toEqual(error(429, 'r2', 'ResourceLimit: Function [ shop-dev-a ] instance starts exceeded 1 per minute'));
    expect((await ended).record.cause).toEqual({
      limit: 'burst',
      function: 'a',
      perWindow: 1,
      openedMs: 400,
      endsMs: 60_400,
      starts: [{ function: 'a', instances: 1 }],
    });
    expect(region.levels('a')).toMatchObject({ throttledByQuota: 0, throttledByBurst: 1 });
  });

  it('of a wait stay in the record of the event that ran in the end, and are told while it waits', async () => {
    const waits = jest.fn();
    const { region, runtime, invoke } = open({
      functions: [functionPlan('a', { reservedMB: 128 })],
      behaviours: { a: { run: () => succeeds(1_000) } },
      observer: { waits },
    });
    const calls = [1, 2, 3].map(() => invoke('a', { type: 'async' }));
    expect(waits.mock.calls).toEqual([
      ['r2', expect.objectContaining({ limit: 'reserved' })],
      ['r3', expect.objectContaining({ limit: 'reserved' })],
    ]);
    runtime.pass(10_000);
    // Not again for the third when it comes first.
    expect(waits).toHaveBeenCalledTimes(2);
    const [first, second, third] = await Promise.all(calls.map(async ({ ended }) => (await ended).record));
    expect(first).not.toHaveProperty('cause');
    expect(second).toMatchObject({ status: 200, endedMs: 2_000, cause: { holders: [{ requestIds: ['r1'], sinceMs: 0 }] } });
    expect(third).toMatchObject({ status: 200, endedMs: 3_000, cause: { holders: [{ requestIds: ['r1'] }] } });
    // Once per event, when it was refused at the head.
    expect(region.levels().throttledByQuota).toBe(2);
  });
});

describe('the log', () => {
  const chatty = {
    a: {
      init: [...prints(10, 'loading'), ...ready(20)],
      run: (event: string) => [...prints(10, `got ${event}`), ...(event === '"fail"' ? fails(20, 430, 'oh') : succeeds(20, 'null', 30))],
    },
  };

  it('of a cold run: START, initialisation, run, END, Report, in this order (S160), whole ms without the initialisation (S125, S168)', () => {
    const { runtime, log, invoke } = open({ functions: [functionPlan('a')], behaviours: chatty });
    invoke('a');
    runtime.pass(1_000);
    expect(log).toEqual([
      'r1: START RequestId: r1',
      'r1: Event RequestId: r1',
      'r1: loading',
      'r1: got {}',
      'r1: END RequestId: r1',
      'r1: Report RequestId: r1 Duration:20ms Memory:128MB MemUsage:30.00MB',
    ]);
  });

  it('of a warm run that fails: no initialisation, and an ERROR before the END (S122, S161)', () => {
    const { runtime, log, invoke } = open({ functions: [functionPlan('a')], behaviours: chatty });
    invoke('a');
    runtime.pass(1_000);
    log.length = 0;
    invoke('a', { event: '"fail"' });
    runtime.pass(1_000);
    expect(log).toEqual([
      'r2: START RequestId: r2',
      'r2: Event RequestId: r2',
      'r2: got "fail"',
      'r2: ERROR RequestId: r2 Result:{"errorCode":1,"errorMessage":"oh","statusCode":430}',
      'r2: END RequestId: r2',
      'r2: Report RequestId: r2 Duration:20ms Memory:128MB',
    ]);
  });

  it('of one that waited begins when it gets its instance', () => {
    const { runtime, log, invoke } = open({ functions: [functionPlan('a', { reservedMB: 128 })] });
    invoke('a', { type: 'async' });
    invoke('a', { type: 'async' });
    runtime.pass(99);
    expect(log.filter((line) => line.startsWith('r2'))).toEqual([]);
    runtime.pass(101);
    expect(log.map((line) => line.split(' ')[0] ?? '')).toEqual([...Array<string>(4).fill('r1:'), ...Array<string>(4).fill('r2:')]);
  });

  it('has no line of an invocation after its end: what an instance prints later is nobody’s', () => {
    const { runtime, log, invoke } = open({
      functions: [functionPlan('a')],
      behaviours: { a: { run: () => [...succeeds(20), ...prints(50, 'left over')] } },
    });
    invoke('a');
    runtime.pass(40);
    const before = log.length;
    runtime.pass(60);
    expect(log.slice(before)).toEqual(['-: left over']);
  });

  it('has nothing that a killed instance still says', () => {
    const late = [...prints(3_001, 'too late'), ...answers(3_002, '1'), ...succeeds(3_003)];
    const { runtime, log, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: { run: () => late } } });
    invoke('a');
    runtime.pass(10_000);
    expect(log.at(-1)).toBe('r1: Report RequestId: r1 Duration:3000ms Memory:128MB');
    expect(log.join()).not.toContain('too late');
  });

  it('has no line of a refused call, for it never ran', () => {
    const { log, invoke } = open({ functions: [functionPlan('a', { reservedMB: 0 })] });
    invoke('a');
    expect(log).toEqual([]);
  });

  it('of a provisioned instance belongs to no invocation while it initialises', async () => {
    const { region, runtime, log } = open({ functions: [functionPlan('a', { provisionedInstances: 1 })], behaviours: chatty });
    runtime.pass(100);
    await region.warm;
    expect(log).toEqual(['-: loading']);
  });
});

describe('a report that is heard of late, after a deadline', () => {
  it.each([
    { what: 'a success', script: succeeds(3_500, '"late"') },
    { what: 'an error of the handler', script: fails(3_500, 430, 'late, too') },
  ])('is no more than that: $what after the time-out is 433, in the words of the platform', async ({ script }) => {
    const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: { run: () => script } } });
    const { answer, ended } = invoke('a');
    runtime.pass(0);
    runtime.passDeaf(4_000);
    expect(await answer).toEqual(error(433, 'r1', 'Invoking task timed out after 3 seconds', -1));
    expect(await ended).toMatchObject({ record: { status: 433 }, result: undefined });
    expect(runtime.killed).toEqual([1]);
  });

  it('lets the region live on', async () => {
    const fn = functionPlan('a', { reservedMB: 128, retryNum: 0 });
    const { runtime, invoke } = open({ functions: [fn], behaviours: { a: { run: () => succeeds(3_500) } } });
    invoke('a');
    runtime.pass(0);
    const waiting = invoke('a', { type: 'async' });
    runtime.passDeaf(3_600);
    runtime.pass(10_000);
    expect((await waiting.ended).record.attempts).toMatchObject([{ instance: 2 }]);
  });
});

describe('close', () => {
  it('ends what runs, starts and waits as cancelled: 499, ABORTED', async () => {
    const { region, runtime, invoke } = open({
      functions: [functionPlan('a', { reservedMB: 256 })],
      behaviours: { a: { run: () => [] } },
    });
    const running = invoke('a');
    runtime.pass(10);
    const starting = invoke('a');
    const waiting = invoke('a', { type: 'async' });
    const answered = await waiting.answer;
    await region.close();
    for (const { ended } of [running, starting, waiting]) {
      expect(await ended).toMatchObject({ record: { status: 499, state: 'ABORTED', endedMs: 10 }, error: { errorMessage: 'RequestCanceled' } });
    }
    expect(await running.answer).toMatchObject({ kind: 'error', status: 499 });
    expect(await starting.answer).toMatchObject({ kind: 'error', status: 499 });
    expect(answered).toEqual({ kind: 'accepted' });
    expect((await running.ended).record.attempts).toMatchObject([{ instance: 1, status: 499 }]);
    expect((await waiting.ended).record).toMatchObject({ attempts: [], cause: { limit: 'reserved' } });
    expect(runtime.closed).toBe(true);
  });

  it('leaves no instance, and hears nothing of those it had', async () => {
    const { region, runtime, log, invoke } = open({
      functions: [functionPlan('a', { provisionedInstances: 1 })],
      behaviours: { a: { run: () => [...prints(50, 'late'), ...answers(60, '1'), ...fails(70, 439, 'killed', true)] } },
    });
    runtime.pass(10);
    invoke('a');
    runtime.pass(10);
    await region.close();
    const before = [...log];
    expect(runtime.alarmMs).toBe(Infinity);
    expect(region.levels()).toMatchObject({ alive: 0, busyMB: 0, alivePeak: 1, busyPeakMB: 128 });
    runtime.pass(100_000);
    expect(log).toEqual(before);
    expect(runtime.specs).toHaveLength(1);
  });

  it('takes no calls afterwards', async () => {
    const { region, invoke } = open({ functions: [functionPlan('a')] });
    await region.close();
    expect(() => invoke('a')).toThrow('a closed region takes no calls');
  });
});

describe('levels', () => {
  it('count instances and busy memory, now and at most, of each function and of all', () => {
    const { region, runtime, invoke } = open({
      functions: [functionPlan('a'), functionPlan('b', { memoryMB: 512 })],
      overrides: { profile: { keepAliveMs: 1_000 } },
      behaviours: { a: { run: () => succeeds(100) }, b: { run: () => succeeds(200) } },
    });
    invoke('a');
    invoke('a');
    invoke('b');
    expect(region.levels()).toMatchObject({ started: 3, alive: 3, alivePeak: 3, busyMB: 768, busyPeakMB: 768 });
    runtime.pass(150);
    expect(region.levels()).toMatchObject({ alive: 3, busyMB: 512 });
    expect(region.levels('a')).toMatchObject({ started: 2, alive: 2, busyMB: 0, busyPeakMB: 256 });
    runtime.pass(10_000);
    expect(region.levels()).toMatchObject({ started: 3, alive: 0, alivePeak: 3, busyMB: 0, busyPeakMB: 768 });
    invoke('a');
    runtime.pass(10_000);
    expect(region.levels()).toMatchObject({ started: 4, alivePeak: 3, busyPeakMB: 768 });
    expect(region.levels('nobody')).toMatchObject({ started: 0, alive: 0, busyPeakMB: 0 });
  });
});

describe('what the runtime is told', () => {
  it('is all that an instance needs', () => {
    const fn = functionPlan('a');
    const { runtime, invoke } = open({ functions: [fn], overrides: { profile: { coldStartMs: 700, memory: 'enforce', remainingTime: true } } });
    invoke('a', { event: '{"n":1}' });
    runtime.pass(0);
    expect(runtime.specs).toMatchObject([
      {
        id: 1,
        function: fn,
        version: '$LATEST',
        requestId: 'r1',
        region: 'ap-guangzhou',
        namespace: 'default',
        codeDir: '/srv/shop',
        coldStartMs: 700,
        memory: 'enforce',
        remainingTime: true,
      },
    ]);
    expect(runtime.events).toEqual(['{"n":1}']);
  });

  it('is to signal what runs or starts, and nothing that is idle', () => {
    const { region, runtime, invoke } = open({
      functions: [functionPlan('a')],
      behaviours: { a: { run: (event) => (event === '1' ? succeeds(10) : []) } },
    });
    invoke('a', { event: '1' });
    invoke('a', { event: '2' });
    runtime.pass(100);
    expect(region.signal()).toBe(1);
    expect(runtime.signalled).toEqual([2]);
  });

  it('is to start provisioned instances for no request, as many as asked for', () => {
    const { runtime } = open({ functions: [functionPlan('a', { provisionedInstances: 3 })], provisionedMax: () => 2 });
    expect(runtime.specs.map(({ version, requestId }) => [version, requestId])).toEqual([
      ['1', undefined],
      ['1', undefined],
    ]);
  });
});

describe('warm', () => {
  it('comes at once where nothing is provisioned', async () => {
    await expect(open({ functions: [functionPlan('a')] }).region.warm).resolves.toBeUndefined();
  });

  it.each([
    { how: 'is ready', init: ready(500) },
    { how: 'has failed', init: initFails(500, 443, 'SyntaxError') },
  ])('comes when the last provisioned instance $how', async ({ init }) => {
    const { region, runtime } = open({ functions: [functionPlan('a', { provisionedInstances: 2 })], behaviours: { a: { init } } });
    let warm = false;
    void region.warm.then(() => (warm = true));
    runtime.pass(499);
    await Promise.resolve();
    expect(warm).toBe(false);
    runtime.pass(1);
    await region.warm;
  });
});
