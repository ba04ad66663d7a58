import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createRegion, type TestRegion } from '../../src/harness';
import '../../src/harness/jest';

const gzipped = promisify(gzip);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A region whose handlers may call it. */
async function withItself(
  functions: (region: () => TestRegion) => NonNullable<Parameters<typeof createRegion>[0]['functions']>,
): Promise<TestRegion> {
  const made: { region?: TestRegion } = {};
  const region = await createRegion({
    lang: 'en',
    functions: functions(() => {
      if (!made.region) throw new Error('it is there before anybody is called');
      return made.region;
    }),
  });
  made.region = region;
  return region;
}

const inner = { handler: async ({ ms }: { ms: number }) => sleep(ms).then(() => `slept ${ms}`), timeout: 900 };

it('S2: lets a handler call another function, and wait for it in virtual time', async () => {
  const region = await withItself((own) => ({
    inner,
    outer: {
      handler: async ({ ms }: { ms: number }) => {
        const before = Date.now();
        const { result } = await own().invoke('inner', { ms });
        console.log(`back after ${Date.now() - before} ms`);
        await sleep(100);
        return { result, passed: Date.now() - before };
      },
      timeout: 900,
    },
  }));
  const called = await region.invoke('outer', { ms: 600_000 });
  expect(called.result).toEqual({ result: 'slept 600000', passed: 600_100 });
  expect(called.logs.join('\n')).toContain('back after 600000 ms');
  expect(region.records.map(({ function: key, arrivedMs, endedMs }) => [key, arrivedMs, endedMs])).toEqual([
    ['outer', 0, 600_100],
    ['inner', 0, 600_000],
  ]);
  expect(region).toHaveSucceeded();
});

it('lets several calls of one handler overlap, and goes on after each', async () => {
  const region = await withItself((own) => ({
    inner,
    outer: {
      handler: async () => {
        const both = await Promise.all([300, 100].map((ms) => own().invoke('inner', { ms })));
        return [...both, await own().invoke('inner', { ms: 50 })].map(({ result }) => result);
      },
    },
  }));
  expect((await region.invoke('outer')).result).toEqual(['slept 300', 'slept 100', 'slept 50']);
  expect(region.nowMs).toBe(350);
});

it('S71: has a RequestId at once for an asynchronous call, which goes on by itself', async () => {
  const region = await withItself((own) => ({
    inner,
    outer: { handler: async () => (await own().invokeAsync('inner', { ms: 5_000 })).requestId },
  }));
  const { result, record } = await region.invoke('outer');
  expect(record?.endedMs).toBe(0);
  expect(region.event(String(result)).state).toBe('RUNNING');
  await region.runUntilIdle();
  expect(region.event(String(result)).endedMs).toBe(5_000);
});

it('S14: tells a handler of a refusal, also when it calls itself until its quota is full', async () => {
  const region = await withItself((own) => ({
    deep: {
      handler: async ({ level }: { level: number }) => {
        const { error, result } = await own().invoke('deep', { level: level + 1 });
        return error ? `${error.statusCode} at ${level}` : result;
      },
      memorySize: 128,
      reservedConcurrency: 384,
    },
  }));
  expect((await region.invoke('deep', { level: 1 })).result).toBe('432 at 3');
});

it('stands still when the test lets no time go by, though a handler waits for an answer', async () => {
  const region = await withItself((own) => ({
    inner,
    outer: { handler: () => own().invoke('inner', { ms: 600_000 }), timeout: 900 },
  }));
  await region.invokeAsync('outer');
  await region.advance('1m');
  await sleep(0);
  expect(region.nowMs).toBe(60_000);
  expect(region.open).toBe(2);
});

it('S153: runs nothing behind a call whose caller has timed out; what it called goes on', async () => {
  const seen: string[] = [];
  const region = await withItself((own) => ({
    inner,
    outer: {
      handler: () =>
        own()
          .invoke('inner', { ms: 10_000 })
          .then(() => seen.push('after')),
      timeout: 2,
    },
  }));
  expect((await region.invoke('outer')).record).toMatchObject({ status: 433, endedMs: 2_000 });
  await region.runUntilIdle();
  expect(region.records.map(({ function: key, status }) => [key, status])).toEqual([
    ['outer', 433],
    ['inner', 200],
  ]);
  expect(seen).toEqual([]);
});

it('S112, S193: lets an answer that nobody awaited come in a later event of the instance', async () => {
  const region = await withItself((own) => ({
    inner,
    outer: {
      handler: async ({ ms }: { ms: number }) => {
        if (ms > 0)
          void own()
            .invoke('inner', { ms })
            .then(({ result }) => console.log(`late: ${String(result)}`));
        else await sleep(10);
        return 'done';
      },
    },
  }));
  const first = await region.invoke('outer', { ms: 1_000 });
  await region.advance('1m');
  const second = await region.invoke('outer', { ms: 0 });
  expect(first.logs.join('\n')).not.toContain('late');
  expect(second.logs.join('\n')).toContain(`${second.requestId}\tlate: slept 1000`);
});

it('sleeps for a handler that lets time go by, and waits for no end of its own', async () => {
  const region = await withItself((own) => ({
    sleeps: {
      handler: () =>
        own()
          .advance('2s')
          .then(() => 'slept'),
    },
    waits: { handler: () => own().runUntilIdle() },
  }));
  expect(await region.invoke('sleeps')).toMatchObject({ result: 'slept', record: { endedMs: 2_000 } });
  expect((await region.invoke('waits')).error?.errorMessage).toContain('A handler cannot wait until every invocation has ended');
});

it('answers handlers of files, by the module that they call others with', async () => {
  const made: { region?: TestRegion } = {};
  const next = async (): Promise<unknown> => (await made.region?.invoke('inner', { ms: 5_000 }))?.result;
  const dir = join(__dirname, '..', '..', 'fixtures', 'harness');
  made.region = await createRegion({
    dir,
    functions: { inner, outer: { handler: 'memory.calls', timeout: 60 } },
    modules: { './counter': { next } },
  });
  expect((await made.region.invoke('outer')).result).toBe('slept 5000');
  expect(made.region.nowMs).toBe(5_000);
});

it('calls another region, whose time is its own', async () => {
  const other = await createRegion({ functions: { inner } });
  const region = await createRegion({
    functions: { outer: { handler: async () => (await other.invoke('inner', { ms: 600_000 })).result } },
  });
  expect((await region.invoke('outer')).result).toBe('slept 600000');
  expect([region.nowMs, other.nowMs]).toEqual([0, 600_000]);
});

it('holds time up for each of several calls of another region, also while a test lets time go by there', async () => {
  const real = {
    handler: async ({ ms }: { ms: number }) =>
      gzipped(Buffer.alloc(20_000_000))
        .then(() => sleep(ms))
        .then(() => `slept ${ms}`),
  };
  const other = await createRegion({ functions: { inner: real } });
  const region = await createRegion({
    functions: { outer: { handler: async ({ ms }: { ms: number }) => (await other.invoke('inner', { ms })).result } },
  });
  const called = [other.invoke('inner', { ms: 1 }), region.invoke('outer', { ms: 2 }), region.invoke('outer', { ms: 3 })];
  expect((await Promise.all(called)).map(({ result }) => result)).toEqual(['slept 1', 'slept 2', 'slept 3']);
  expect([region.nowMs, other.nowMs]).toEqual([0, 3]);
});

it('says so when two regions wait for one another', async () => {
  const made: { region?: TestRegion } = {};
  const other = await createRegion({
    lang: 'en',
    functions: { back: { handler: async () => (await made.region?.invoke('inner', { ms: 1 }))?.result } },
  });
  const region = await createRegion({
    lang: 'en',
    realWaitMs: 50,
    functions: { inner, outer: { handler: async () => (await other.invoke('back')).result } },
  });
  made.region = region;
  await expect(region.invoke('outer')).rejects.toThrow('REGIONREQ');
});
