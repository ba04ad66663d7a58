import { createRegion, HarnessError, type FunctionOptions, type RegionOptions, type TestRegion } from '../../src/harness';
import '../../src/harness/jest';

const hourMs = 3_600_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A region with one function, `f`. */
function regionOf(f: FunctionOptions, options: RegionOptions = {}): Promise<TestRegion> {
  return createRegion({ lang: 'en', ...options, functions: { f } });
}

describe('asynchronous events', () => {
  it('S54, S62: are run again a minute after an error, with their RequestId, in no time', async () => {
    const seen: unknown[] = [];
    const handler = async (event: { n: number }, context: { request_id: string }) => {
      seen.push([event.n, context.request_id]);
      await sleep(500);
      if (seen.length < 3) throw new Error('not yet');
      return 'at last';
    };
    const region = await regionOf({ handler });
    const call = await region.invokeAsync('f', { n: 7 });
    await region.advance('30s');
    expect(region.event(call.requestId)).toMatchObject({ state: 'QUEUED', startedMs: 0, endedMs: undefined });
    expect(call.retries).toEqual([{ status: 430, afterMs: 60_000, because: 'run', nth: 1, max: 2, atMs: 500 }]);
    await region.runUntilIdle();
    expect(call).toHaveSucceeded();
    expect(call.returned).toBe('at last');
    expect(call.record?.attempts.map(({ startedMs, status }) => [startedMs, status])).toEqual([
      [0, 430],
      [60_500, 430],
      [121_000, 200],
    ]);
    expect(region.event(call.requestId).retries).toBe(call.retries);
    expect(seen).toEqual(Array.from({ length: 3 }, () => [7, call.requestId]));
  });

  it('S54, S65, S67: go to the dead-letter queue when the last retry has failed', async () => {
    const handler = () => Promise.reject(new Error('out of order'));
    const region = await regionOf({ handler, retryNum: 1, deadLetter: { type: 'queue', name: 'lost' } });
    const call = await region.invokeAsync('f', { n: 1 });
    await region.runUntilIdle();
    expect(call).toEndAs('DEAD_LETTERED');
    expect(region.deadLetters).toMatchObject([
      {
        function: 'f',
        queue: { name: 'lost' },
        message: {
          RequestId: call.requestId,
          ErrorCode: 1,
          ErrorMessage: expect.stringContaining('out of order'),
          Body: { ClientContext: '{"n":1}', RetryNum: 1 },
        },
      },
    ]);
  });

  it('S55, S58: wait for capacity, say for what, and are given up after their MsgTTL', async () => {
    const region = await regionOf({
      model: { durationMs: 100_000 },
      timeout: 900,
      memorySize: 128,
      reservedConcurrency: 128,
      msgTTL: 60,
      deadLetter: { type: 'topic', name: 'late' },
    });
    const runs = await region.invokeAsync('f');
    await region.advance('50s');
    const waits = await region.invokeAsync('f');
    const expires = await region.invokeAsync('f');
    await region.advance('1s');
    expect(region.event(waits.requestId)).toMatchObject({ state: 'QUEUED', startedMs: undefined, cause: { limit: 'reserved', usedMB: 128 } });
    await region.runUntilIdle();
    expect(runs).toHaveSucceeded();
    expect(waits).toHaveSucceeded();
    expect(waits.record?.attempts[0]?.startedMs).toBe(100_000);
    expect(expires.record).toMatchObject({ state: 'DEAD_LETTERED', status: 432, attempts: [], endedMs: 110_000 });
    expect(region.deadLetters.map(({ message }) => message.RequestId)).toEqual([expires.requestId]);
    expect(region).toBeThrottled({ by: 'quota' });
    expect(region).toKeepFifo();
  });

  it('S55: are tried again each minute where that is so', async () => {
    const region = await regionOf(
      { model: { durationMs: 90_000 }, timeout: 900, memorySize: 128, reservedConcurrency: 128 },
      { engine: { asyncDequeue: 'eager' } },
    );
    await region.invokeAsync('f');
    const later = await region.invokeAsync('f');
    await region.runUntilIdle();
    expect(later.retries.map(({ status, because, atMs }) => [status, because, atMs])).toEqual([
      [432, 'overLimit', 0],
      [432, 'overLimit', 60_000],
    ]);
    expect(later.record?.attempts[0]?.startedMs).toBe(120_000);
  });
});

describe('asynchronous execution', () => {
  const job = { timeout: 86_400, asyncRunEnable: true, traceEnable: true };

  it('S72, S75, S83: a job of a day that is terminated after 23 hours is ABORTED at once, with 499, and its instance is gone', async () => {
    const region = await regionOf({ ...job, handler: () => sleep(24 * hourMs - 1) });
    const { requestId } = await region.invoke('f');
    await region.advance('23h');
    expect(region.event(requestId).state).toBe('RUNNING');
    expect(region.asyncEvent(requestId)).toMatchObject({ state: 'RUNNING', statusCode: 0, endMs: undefined });
    expect(region.terminate(requestId)).toBe('done');
    expect(region.event(requestId)).toMatchObject({ state: 'ABORTED', status: 499, endedMs: 23 * hourMs });
    expect(region.asyncEvent(requestId)).toMatchObject({ state: 'ABORTED', statusCode: 499 });
    expect(region.instances).toEqual([]);
    expect(region.terminate(requestId)).toBe('FailedOperation.AsyncEventStatus');
    await region.runUntilIdle();
    expect(region.records).toHaveLength(1);
  });

  it.each([
    { listens: true, state: 'FINISHED', status: 200, statusCode: 200, alive: 1, log: 'Signal received successfully' },
    { listens: false, state: 'FAILED', status: 439, statusCode: 439, alive: 0, log: 'Signal received successfully' },
  ])('S84: by grace after 23 hours it is $state when its handler listens: $listens', async ({ listens, log, alive, statusCode, ...end }) => {
    const handler = () =>
      new Promise((resolve) => {
        if (listens) process.once('SIGTERM', () => setTimeout(resolve, 2_000));
        setTimeout(resolve, 24 * hourMs - 1);
      });
    const region = await regionOf({ ...job, handler });
    const call = await region.invoke('f');
    await region.advance('23h');
    expect(region.terminate(call.requestId, { grace: true })).toBe('done');
    await region.runUntilIdle();
    expect(region.event(call.requestId)).toMatchObject({ ...end, endedMs: 23 * hourMs + (listens ? 2_000 : 0) });
    expect(region.asyncEvent(call.requestId)?.statusCode).toBe(statusCode);
    expect(call.logs.join('\n')).toContain(log);
    expect(region.instances).toHaveLength(alive);
  });

  it('S84: a model listens to no signal', async () => {
    const region = await regionOf({ ...job, model: { durationMs: hourMs } });
    const call = await region.invoke('f');
    await region.advance('10m');
    region.terminate(call.requestId, { grace: true });
    await region.runUntilIdle();
    expect(call).toEndAs('FAILED');
    expect(call.status).toBe(439);
    expect(region.nowMs).toBe(600_000);
  });

  it('S81, S82: lists what ran in the last three days, by state', async () => {
    const region = await regionOf({ ...job, model: { durationMs: hourMs } });
    const [ends, aborted] = await Promise.all([region.invoke('f'), region.invoke('f', {}, { invokedBy: 'cos' })]);
    await region.advance('30m');
    region.terminate(aborted.requestId);
    await region.advance('1h');
    expect(region.asyncEvents().map(({ requestId, state, invokeType }) => [requestId, state, invokeType])).toEqual([
      [ends.requestId, 'FINISHED', 'INVOKE'],
      [aborted.requestId, 'ABORTED', 'COS'],
    ]);
    expect(region.asyncEvents({ states: ['ABORTED'] })).toHaveLength(1);
    await region.advance('73h');
    expect(region.asyncEvents()).toEqual([]);
    expect(region.asyncEvent(ends.requestId)).toBeUndefined();
    expect(region.event(ends.requestId).state).toBe('FINISHED');
  });

  it('S79: refuses what comes too fast, and tells that limit from others', async () => {
    const region = await regionOf({ ...job, model: { durationMs: 10 } }, { engine: { asyncRun: { maxQps: 2 } } });
    const calls = await Promise.all(Array.from({ length: 3 }, () => region.invoke('f')));
    expect(calls[2]).toBeThrottled({ by: 'qps' });
    expect(calls[2]).not.toBeThrottled({ by: 'burst' });
    expect(calls[2]).not.toBeThrottled({ by: 'quota' });
    expect(region.peaks()).toMatchObject({ throttledByQps: 1, throttledByQuota: 0, throttledByBurst: 0 });
  });
});

it('V13, S100, S101: of 1,200 cold calls at once 500 run, and 700 get 429', async () => {
  const region = await regionOf({ model: { durationMs: 1_000 }, memorySize: 64 });
  const calls = await Promise.all(Array.from({ length: 1_200 }, () => region.invoke('f')));
  const codes = calls.map(({ status }) => status);
  expect(codes.slice(0, 500)).toEqual(Array.from({ length: 500 }, () => 200));
  expect(codes.slice(500)).toEqual(Array.from({ length: 700 }, () => 429));
  expect(calls[500]).toBeThrottled({ by: 'burst' });
  expect(region).toPeakAt({ mb: 32_000, instances: 500 });
  expect(region).toColdStart(500);
});

describe('provisioned instances', () => {
  it('S135: follow their schedule on virtual time, by the clock of Beijing', async () => {
    const schedule = [
      { name: 'morning', cron: '0 0 9 * * * *', instances: 3 },
      { name: 'evening', cron: '0 0 18 * * * *', instances: 0 },
    ];
    const region = await regionOf(
      { model: {}, memorySize: 128, provisionedConcurrency: { instances: 0, schedule } },
      // Eight in the morning in Beijing.
      { startAt: '2024-03-04T00:00:00Z' },
    );
    expect(region.provisioning('f')).toMatchObject({ allocated: 0, available: 0 });
    await region.advance('59m');
    expect(region.instances).toEqual([]);
    await region.advance('1m');
    expect(region.provisioning('f')).toMatchObject({ allocated: 3, available: 3 });
    expect(region.instances.map(({ provisioned, version }) => [provisioned, version])).toEqual(Array.from({ length: 3 }, () => [true, '1']));
    expect(await region.invoke('f')).toHaveSucceeded();
    expect(region).toColdStart(0);
    await region.advance('9h');
    expect(region.provisioning('f')).toMatchObject({ allocated: 0, available: 0 });
  });

  it('S136: follow the load between their bounds', async () => {
    const tracking = { target: 0.5, min: 1, max: 8 };
    const region = await regionOf({ model: { durationMs: 600_000 }, timeout: 900, memorySize: 128, provisionedConcurrency: { tracking } });
    expect(region.provisioning('f')?.allocated).toBe(1);
    const calls = Promise.all([region.invoke('f'), region.invoke('f'), region.invoke('f')]);
    await region.advance('5m');
    expect(region.provisioning('f')?.allocated).toBeGreaterThan(1);
    await calls;
    await region.advance('2h');
    expect(region.provisioning('f')?.allocated).toBe(1);
  });
});

describe('changes while it runs', () => {
  it('S142: an alias sends its share of the calls to another version', async () => {
    const region = await regionOf({ model: { durationMs: 10 }, memorySize: 128 });
    region.configure({ kind: 'published', function: 'f' });
    region.configure({ kind: 'published', function: 'f' });
    region.configure({ kind: 'alias', function: 'f', name: 'canary', alias: { version: '1', additional: { version: '2', weight: 0.25 } } });
    for (let n = 0; n < 200; n += 1) await region.invoke('f', {}, { qualifier: 'canary' });
    const versionOf = new Map(region.instances.map(({ id, version }) => [Number(id), version]));
    const seconds = region.records.filter(({ attempts }) => versionOf.get(attempts[0]?.instance ?? 0) === '2').length;
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThan(70);
    expect([...versionOf.values()].sort()).toEqual(['1', '2']);
  });

  it('S142: an alias routes by key', async () => {
    const region = await regionOf({ model: {}, memorySize: 128 });
    region.configure({ kind: 'published', function: 'f' });
    const additional = { version: '1', key: 'tenant', exact: 'blue' };
    region.configure({ kind: 'alias', function: 'f', name: 'live', alias: { version: '$LATEST', additional } });
    await region.invoke('f', {}, { qualifier: 'live', routingKey: { tenant: 'red' } });
    await region.invoke('f', {}, { qualifier: 'live', routingKey: { tenant: 'blue' } });
    expect(region.instances.map(({ version }) => version)).toEqual(['$LATEST', '1']);
  });

  it('S117: a lowered quota ends nothing that runs, and refuses what is new', async () => {
    const region = await regionOf({ model: { durationMs: 10_000 }, timeout: 60, memorySize: 128, reservedConcurrency: 512 });
    const calls = Promise.all(Array.from({ length: 4 }, () => region.invoke('f')));
    await region.advance('1s');
    region.configure({ kind: 'reserved', function: 'f', reservedMB: 128 });
    expect(await region.invoke('f')).toBeThrottled({ by: 'quota' });
    expect(region.instances).toHaveLength(4);
    expect(await calls).toHaveSucceeded();
    expect(await region.invoke('f')).toHaveSucceeded();
  });

  it('S116, S28: takes a new plan of a function', async () => {
    const region = await regionOf({ model: { durationMs: 5_000 }, timeout: 3, memorySize: 128 });
    expect((await region.invoke('f')).status).toBe(433);
    const plan = region.plan('f');
    if (!plan) throw new Error('a region has plans of its functions');
    region.configure({ kind: 'function', plan: { ...plan, timeoutMs: 10_000 } });
    expect(await region.invoke('f')).toHaveSucceeded();
    expect(region.plan('f')?.timeoutMs).toBe(10_000);
    region.configure({ kind: 'functionRemoved', function: 'f' });
    expect(region.functions).toEqual([]);
    expect((await region.invoke('f')).status).toBe(435);
  });

  it('S14, S116: a new plan leaves a reservation that was changed since, and a function that is new has its own', async () => {
    const region = await regionOf({ model: { durationMs: 100 }, memorySize: 128, reservedConcurrency: 512 });
    region.configure({ kind: 'reserved', function: 'f', reservedMB: 128 });
    const plan = region.plan('f');
    if (!plan) throw new Error('a region has plans of its functions');
    region.configure({ kind: 'function', plan: { ...plan, timeoutMs: 10_000 } });
    expect((await Promise.all([region.invoke('f'), region.invoke('f')])).map(({ status }) => status)).toEqual([200, 432]);
    region.configure({ kind: 'functionRemoved', function: 'f' });
    region.configure({ kind: 'function', plan: { ...plan, reservedMB: 256 } });
    expect((await Promise.all([1, 2, 3].map(() => region.invoke('f')))).map(({ status }) => status)).toEqual([200, 200, 432]);
  });

  it('says why it makes a change not, and makes none', async () => {
    const region = await regionOf({ model: {}, memorySize: 128, asyncRunEnable: true });
    const plan = region.plan('f');
    if (!plan) throw new Error('a region has plans of its functions');
    expect(() => region.configure({ kind: 'function', plan: { ...plan, asyncRun: false } })).toThrow(
      'The change "function" is refused, and nothing has changed: UnsupportedOperation.AsyncRunEnable.',
    );
    expect(region.plan('f')).toBe(plan);
    expect(() => region.configure({ kind: 'reserved', function: 'g', reservedMB: 128 })).toThrow(HarnessError);
  });
});

describe('the credentials of a role', () => {
  const job = { timeout: 86_400, asyncRunEnable: true };

  it.each([
    { why: 'run out after six hours', given: { ...job, role: 'r', model: { durationMs: 21_601_000 } }, atMs: 21_600_000 },
    { why: 'last for what is shorter', given: { ...job, role: 'r', model: { durationMs: 21_599_000 } }, atMs: undefined },
    { why: 'are not there without one', given: { ...job, model: { durationMs: 80_000_000 } }, atMs: undefined },
  ])('S80: $why', async ({ given, atMs }) => {
    const region = await regionOf(given);
    const call = await region.invokeAsync('f');
    await region.runUntilIdle();
    expect(call.event?.credentialsExpiredMs).toBe(atMs);
    expect(call).toHaveSucceeded();
  });
});

describe('a summary', () => {
  it('tells of functions that nobody has called, too', async () => {
    const region = await createRegion({ functions: { idle: { model: {} }, called: { model: {} }, gone: { model: {} } } });
    await region.invoke('called');
    region.configure({ kind: 'functionRemoved', function: 'gone' });
    const { functions } = region.summary();
    expect(Object.entries(functions).map(([key, { invocations }]) => [key, invocations])).toEqual([
      ['idle', 0],
      ['called', 1],
    ]);
    expect(functions['idle']).toMatchObject({ byStatus: {}, coldStarts: 0, instances: { started: 0, peak: 0 }, gbs: 0, latencyMs: { max: 0 } });
  });

  it('tells what there was of a function that has gone, and goes on with it when it comes again', async () => {
    const region = await regionOf({ model: { durationMs: 1_000 }, reservedConcurrency: 128 });
    const plan = region.plan('f');
    if (!plan) throw new Error('a region has plans of its functions');
    await Promise.all([region.invoke('f'), region.invoke('f')]);
    region.configure({ kind: 'functionRemoved', function: 'f' });
    const had = { coldStarts: 1, instances: { started: 1, peak: 1 }, busyMB: { peak: 128 }, throttled: { quota: 1 } };
    expect(region.summary()).toMatchObject({ ...had, functions: { f: had } });
    region.configure({ kind: 'function', plan });
    await region.invoke('f');
    const has = { coldStarts: 2, instances: { started: 2, peak: 1 }, throttled: { quota: 1 } };
    expect(region.summary()).toMatchObject({ ...has, functions: { f: has } });
    expect(region.peaks('f')).toMatchObject({ started: 2, alive: 1, alivePeak: 1, busyMB: 0, busyPeakMB: 128 });
  });
});

describe('what provisioned instances cost', () => {
  const model = { durationMs: 5_000, coldStartMs: 10_000 };

  it('S172: is what they idled, from when they were ready until now', async () => {
    const region = await regionOf({ model, timeout: 10, memorySize: 1_024, provisionedConcurrency: 2_048 });
    expect([region.nowMs, region.summary().provisioned]).toEqual([10_000, { instances: 2, idleGbs: 0 }]);
    await region.advance('60s');
    expect(region.summary()).toMatchObject({
      invocations: 0,
      provisioned: { instances: 2, idleGbs: 120 },
      functions: { f: { provisioned: { idleGbs: 120 } } },
    });
    // A slot in which one of them runs something, one in which none does, and half of one.
    await region.invoke('f');
    await region.advance('20s');
    const { provisioned, cost, gbs } = region.summary();
    expect([provisioned, gbs, cost.parts.idle]).toEqual([{ instances: 2, idleGbs: 160 }, 5, 160 * 0.00005471]);
  });

  it('S93, S172: is not what one of a Web function runs that took too long: that request has ended, and the instance idles', async () => {
    const web = { type: 'web', instanceConcurrency: { maxConcurrency: 2 }, memorySize: 1_024, timeout: 5, provisionedConcurrency: 1_024 } as const;
    const region = await regionOf({ ...web, model: { durationMs: 60_000 } });
    await region.invoke('f');
    await region.advance('55s');
    // Five slots after the one in which it ran for 5 s.
    expect(region.summary()).toMatchObject({ byStatus: { '433': 1 }, provisioned: { idleGbs: 50 } });
  });

  it('S172: is nothing for those that are gone, nor for what is started beyond them', async () => {
    const region = await regionOf({ model, timeout: 10, memorySize: 1_024, provisionedConcurrency: 1_024 });
    await Promise.all([region.invoke('f'), region.invoke('f')]);
    region.configure({ kind: 'provisioned', function: 'f', version: '1', instances: 0, by: 'user' });
    const { provisioned } = region.summary();
    await region.advance('1h');
    expect(region.summary().provisioned).toEqual(provisioned);
    expect(provisioned.instances).toBe(1);
  });
});

describe('S28, S170: what has run is charged with the memory that it had', () => {
  const changed = async () => {
    const region = await regionOf({ model: { durationMs: 4_000 }, timeout: 10, memorySize: 1_024 });
    const plan = region.plan('f');
    if (!plan) throw new Error('a region has plans of its functions');
    await region.invoke('f');
    region.configure({ kind: 'published', function: 'f' });
    region.configure({ kind: 'function', plan: { ...plan, memoryMB: 2_048 } });
    return region;
  };

  it('also when its function has another by now', async () => {
    const region = await changed();
    expect(region.summary().gbs).toBe(4);
    await region.invoke('f');
    expect(region.summary()).toMatchObject({ gbs: 4 + 8, functions: { f: { gbs: 4 + 8 } } });
  });

  it('and versions with that of theirs, what their provisioned instances idle included (S172)', async () => {
    const region = await changed();
    region.configure({ kind: 'provisioned', function: 'f', version: '1', instances: 1, by: 'user' });
    await region.advance('36s');
    await region.invoke('f', {}, { qualifier: '1' });
    // From 4 s to 40 s in slots of 10 s; then it runs.
    expect(region.summary()).toMatchObject({ gbs: 4 + 4, provisioned: { idleGbs: 36 } });
  });

  it('and those of a function that came again with another, by the same number (S172)', async () => {
    const region = await regionOf({ model: {}, memorySize: 1_024, provisionedConcurrency: 1_024 });
    const plan = region.plan('f');
    if (!plan) throw new Error('a region has plans of its functions');
    await region.advance('10s');
    region.configure({ kind: 'functionRemoved', function: 'f' });
    region.configure({ kind: 'function', plan: { ...plan, memoryMB: 2_048 } });
    await region.advance('10s');
    expect(region.summary().provisioned).toEqual({ instances: 2, idleGbs: 10 + 20 });
  });

  it('when its function is gone, too', async () => {
    const region = await changed();
    region.configure({ kind: 'functionRemoved', function: 'f' });
    expect(region.summary()).toMatchObject({ gbs: 4, functions: { f: { gbs: 4 } } });
  });
});

describe('Web functions', () => {
  const web = { type: 'web', memorySize: 128, instanceConcurrency: { maxConcurrency: 3 } };

  it('S92: serve several requests in one instance, which is busy once', async () => {
    const region = await regionOf({ ...web, model: { durationMs: 1_000, coldStartMs: 100 } });
    await region.invoke('f');
    const calls = Promise.all(Array.from({ length: 4 }, () => region.invoke('f')));
    await region.advance('500ms');
    expect(region.instances.map(({ requestIds }) => requestIds.length)).toEqual([3, 1]);
    expect(await calls).toHaveSucceeded();
    expect(region).toPeakAt({ mb: 256, instances: 2 });
    expect(region).toColdStart(2);
  });

  it('S93: a memory overrun ends all requests of the instance with 434', async () => {
    const model = { durationMs: { min: 100, max: 2_000 }, failures: [{ share: 1, status: 434 }] };
    const region = await regionOf({ ...web, model, provisionedConcurrency: 128 });
    await Promise.all([region.invoke('f'), region.invoke('f'), region.invoke('f')]);
    const ends = region.records.map(({ status, endedMs, attempts }) => [status, endedMs, attempts[0]?.instance]);
    expect(ends).toEqual(Array.from({ length: 3 }, () => [434, ends[0]?.[1], 1]));
  });

  it('S93, S170, S175: are charged once for time in which an instance serves several requests', async () => {
    const region = await regionOf({ ...web, memorySize: 1_024, model: { durationMs: 1_000 } });
    await region.invoke('f');
    const calls = Promise.all([region.invoke('f'), region.invoke('f')]);
    await region.advance('400ms');
    await Promise.all([calls, region.invoke('f')]);
    expect(region).toPeakAt({ instances: 1 });
    expect(region.summary()).toMatchObject({ invocations: 4, gbs: 2.4, functions: { f: { gbs: 2.4 } } });
  });

  it('S93: a time-out ends its own request alone', async () => {
    const region = await regionOf({ ...web, model: { durationMs: { values: [1_000, 5_000] } }, provisionedConcurrency: 128 });
    for (let n = 0; n < 20; n += 1) {
      await Promise.all([region.invoke('f'), region.invoke('f')]);
      await region.advance('5s');
    }
    const [late, done] = [433, 200].map((code) => region.records.filter(({ status }) => status === code));
    expect(late?.every(({ attempts }) => attempts[0]?.endedMs === (attempts[0]?.startedMs ?? 0) + 3_000)).toBe(true);
    expect(Math.min(late?.length ?? 0, done?.length ?? 0)).toBeGreaterThan(0);
    // It goes on with what it still runs.
    expect(region).toPeakAt({ instances: 1 });
  });

  it('S93: nor does anything come of it later, whatever it would have ended with', async () => {
    const model = { durationMs: 5_000, failures: [{ share: 1, status: 439 }] };
    const region = await regionOf({ ...web, model, provisionedConcurrency: 128 });
    await region.invoke('f');
    await region.advance('1s');
    await region.invoke('f');
    expect(region.records.map(({ status, endedMs }) => [status, endedMs])).toEqual([
      [433, 3_000],
      [433, 7_000],
    ]);
    expect(region.instances.map(({ id }) => id)).toEqual([1]);
  });

  it('are not run for real, nor is what is not for Node.js; and the message says what to do', async () => {
    const functions = {
      web: { ...web, handler: async () => 'never' },
      python: { runtime: 'Python3.10', handler: 'index.main' },
      standIn: { runtime: 'Python3.10', handler: async () => 'stood in' },
    };
    const region = await createRegion({ lang: 'en', functions });
    await expect(region.invoke('web')).rejects.toThrow(/^"web" is a Web function .* models: \{ web: /);
    await expect(region.invoke('python')).rejects.toThrow(/^"python" is written for Python3\.10/);
    expect((await region.invoke('standIn')).result).toBe('stood in');
    const warm = await createRegion({ lang: 'en', functions: { web: { ...web, provisionedConcurrency: 128 } } });
    expect(warm.provisioning('web')).toMatchObject({ available: 1 });
  });
});

it('says that a start is no date', async () => {
  await expect(regionOf({ model: {} }, { startAt: 'tomorrow' })).rejects.toThrow('startAt: "tomorrow" is no date');
});
