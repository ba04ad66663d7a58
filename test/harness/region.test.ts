import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRegion, type FunctionPlan, type RegionChange, type RegionOptions } from '../../src/harness';
import '../../src/harness/jest';
import { handlers } from '../runtime/instances';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('runs 24 hours of a handler that sleeps in no time', async () => {
  const region = await createRegion({
    functions: { etl: { handler: () => sleep(23 * 3_600_000).then(() => 'done'), timeout: 86_400, asyncRunEnable: true } },
  });
  const { requestId } = await region.invokeAsync('etl');
  await region.advance('22h');
  expect(region.event(requestId)).toMatchObject({ state: 'RUNNING', startedMs: 0 });
  await region.advance('1h');
  expect(region.event(requestId)).toMatchObject({ state: 'FINISHED', endedMs: 23 * 3_600_000 });
  expect(region).toHaveSucceeded();
});

it('overlaps calls that are made at once', async () => {
  const region = await createRegion({ functions: { f: { handler: async (event: { ms: number }) => sleep(event.ms).then(() => event.ms) } } });
  const results = await Promise.all([300, 100, 200].map((ms) => region.invoke('f', { ms })));
  expect(results.map(({ result }) => result)).toEqual([300, 100, 200]);
  expect(region.records.map(({ arrivedMs, endedMs }) => [arrivedMs, endedMs])).toEqual([
    [0, 300],
    [0, 100],
    [0, 200],
  ]);
  expect(region).toPeakAt({ mb: 384, instances: 3 });
  expect(region).toColdStart(3);
});

it('runs handlers of files', async () => {
  const region = await createRegion({ dir: handlers, functions: { f: { handler: 'load.main' } } });
  expect((await region.invoke('f')).result).toEqual({ loads: 1, runs: 1 });
  expect((await region.invoke('f')).result).toEqual({ loads: 1, runs: 2 });
});

it('tells each ES module where it is, as the platform does', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'modules-'));
  mkdirSync(join(dir, 'lib'));
  writeFileSync(join(dir, 'lib', 'own.js'), 'export const own = [import.meta.url, import.meta.dirname, import.meta.filename];');
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(dir, 'index.js'),
    "import { own } from './lib/own.js';\nimport { readFileSync } from 'node:fs';\n" +
      "const text = readFileSync(new URL('./lib/own.js', import.meta.url), 'utf8');\n" +
      "export const main = () => ({ own, text: text.slice(0, 12), said: 'import.meta.url' });\n",
  );
  const region = await createRegion({ dir, functions: { f: { handler: 'index.main' } } });
  const file = join(dir, 'lib', 'own.js');
  const own = [pathToFileURL(file).href, join(dir, 'lib'), file];
  expect((await region.invoke('f')).result).toEqual({ own, text: 'export const', said: 'import.meta.url' });
  rmSync(dir, { recursive: true });
});

it('tells so modules of either ending, and of one that cannot be parsed where', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'modules-'));
  writeFileSync(join(dir, 'own.jsx'), 'const React = { createElement: (tag) => tag };\nexport const own = [<b />, import.meta.dirname];');
  writeFileSync(join(dir, 'whole.mjs'), "import { own } from './own.jsx';\nexport const main = () => [...own, import.meta.filename];\n");
  writeFileSync(join(dir, 'broken.mjs'), 'export const main = () => import.meta.filename;\nexport const = 1;\n');
  const region = await createRegion({ dir, lang: 'en', functions: { f: { handler: 'whole.main' }, g: { handler: 'broken.main' } } });
  expect((await region.invoke('f')).result).toEqual(['b', dir, join(dir, 'whole.mjs')]);
  const { error } = await region.invoke('g');
  expect(error?.errorMessage).toMatch(/: broken\.mjs:2:14: Expected identifier but found "=" \(/);
  expect(error?.errorMessage).not.toMatch(/plugin/i);
  rmSync(dir, { recursive: true });
});

it('plays models', async () => {
  const region = await createRegion({
    functions: { m: { model: { durationMs: 40_000, coldStartMs: 800 }, timeout: 60, memorySize: 128, reservedConcurrency: 128 } },
  });
  const [one, two] = await Promise.all([region.invoke('m'), region.invoke('m')]);
  expect(one).toHaveSucceeded();
  expect(one.record?.attempts).toEqual([{ instance: 1, cold: true, startedMs: 800, endedMs: 40_800, status: 200 }]);
  expect(two).toBeThrottled({ by: 'quota' });
});

describe('time', () => {
  it('stands still unless someone waits for something', async () => {
    const region = await createRegion({ functions: { f: { model: { durationMs: 1_000 } } } });
    const call = region.invoke('f');
    expect(region.nowMs).toBe(0);
    await call;
    expect(region.nowMs).toBe(1_000);
    await region.advance(500);
    expect(region.nowMs).toBe(1_500);
  });

  it('lets what happens at the last moment of `advance` happen, and nothing after it', async () => {
    const region = await createRegion({ functions: { f: { model: { durationMs: 1_000 }, asyncRunEnable: true } } });
    const { requestId } = await region.invokeAsync('f');
    await region.advance('999ms');
    expect(region.event(requestId).state).toBe('RUNNING');
    await region.advance('1ms');
    expect(region.event(requestId).state).toBe('FINISHED');
    const both = await Promise.all([region.invokeAsync('f'), region.invokeAsync('f')]);
    await region.advance('1s');
    expect(both).toEndAs('FINISHED');
  });

  it('passes for several who wait at once, each to its own moment', async () => {
    const region = await createRegion({ functions: { f: { model: { durationMs: 1_000 } } } });
    const told: [string, number][] = [];
    const tell = (who: string) => () => told.push([who, region.nowMs]);
    await Promise.all([
      region.advance('3s').then(tell('three')),
      region.invoke('f').then(tell('call')),
      region.advance('500ms').then(tell('half')),
      region
        .invoke('f')
        .then(() => region.invoke('f'))
        .then(tell('second')),
    ]);
    expect(told).toEqual([
      ['half', 500],
      ['call', 1_000],
      ['second', 2_000],
      ['three', 3_000],
    ]);
  });

  it.each([Infinity, Number.MAX_SAFE_INTEGER, '40000d'])('is nothing that could go by for %s', async (duration) => {
    const region = await createRegion({ lang: 'en', functions: { f: { model: {} } } });
    await expect(region.advance(duration)).rejects.toThrow(`Time cannot go by for ${duration}: more than a hundred years. \`runUntilIdle()\``);
    expect(region.nowMs).toBe(0);
    await region.advance('36500d');
  });

  it('S111: forgets an instance when its keep-alive ends', async () => {
    const region = await createRegion({ functions: { f: { model: {} } } });
    await region.invoke('f');
    expect(region.instances).toEqual([expect.objectContaining({ function: 'f', phase: 'idle', provisioned: false })]);
    await region.advance('299s');
    expect(region.instances).toHaveLength(1);
    await region.advance('1s');
    expect(region.instances).toEqual([]);
  });

  it('says what still runs when `runUntilIdle` may wait no longer', async () => {
    const region = await createRegion({ lang: 'en', functions: { f: { model: { durationMs: 5_000 }, timeout: 60 } } });
    const { requestId } = await region.invokeAsync('f');
    await expect(region.runUntilIdle({ max: '1s' })).rejects.toThrow(`After 1s of virtual time 1 invocation has not ended: f #1: ${requestId}`);
    await expect(region.runUntilIdle({ max: 500 })).rejects.toThrow('After 500 ms of virtual time 1 invocation has not ended');
    await region.runUntilIdle();
    expect(region).toHaveSucceeded();
  });
});

it('S153: ends a handler at its time-out, of which the handler knows nothing', async () => {
  const seen: string[] = [];
  const region = await createRegion({
    functions: { f: { handler: () => sleep(10_000).then(() => seen.push('after')), timeout: 2 } },
  });
  const { error, record } = await region.invoke('f');
  expect(error).toMatchObject({ statusCode: 433 });
  expect(record).toMatchObject({ endedMs: 2_000, status: 433 });
  await region.advance('1h');
  expect(seen).toEqual([]);
});

it('S83, S84: ends a run at once, or asks it to end', async () => {
  const handler = () =>
    new Promise((resolve) => {
      process.once('SIGTERM', () => resolve('in good order'));
      setTimeout(resolve, 3_600_000);
    });
  const region = await createRegion({ functions: { f: { handler, timeout: 86_400, asyncRunEnable: true } } });
  const [hard, soft] = await Promise.all([region.invokeAsync('f'), region.invokeAsync('f')]);
  await region.advance('10s');
  expect(region.terminate(hard.requestId)).toBe('done');
  expect(region.terminate(soft.requestId, { grace: true })).toBe('done');
  await region.runUntilIdle();
  expect(region.nowMs).toBe(10_000);
  expect(hard).toEndAs('ABORTED');
  expect(soft).toEndAs('FINISHED');
  expect(soft.returned).toBe('in good order');
  expect(region.terminate(hard.requestId)).toBe('FailedOperation.AsyncEventStatus');
  expect(region.terminate('nobody')).toBe('ResourceNotFound.AsyncEvent');
});

it('S84: takes further events, and signals, when its handler has survived one', async () => {
  const create = () => {
    let asked = 0;
    process.on('SIGTERM', () => (asked += 1));
    return () => sleep(60_000).then(() => asked);
  };
  const region = await createRegion({ functions: { f: { create, timeout: 900, asyncRunEnable: true } } });
  for (const asked of [1, 2]) {
    const call = await region.invokeAsync('f');
    await region.advance('10s');
    region.terminate(call.requestId, { grace: true });
    await region.runUntilIdle();
    expect(call.returned).toBe(asked);
  }
  expect(region).toColdStart(1);
});

it('S193: gives the caller its answer while the handler goes on', async () => {
  const region = await createRegion({ dir: handlers, functions: { f: { handler: 'finish.value' } } });
  const called = await region.invoke('f', { n: 1 });
  expect(called.result).toEqual({ answered: { n: 1 } });
  expect(called.record).toBeUndefined();
  await region.runUntilIdle();
  expect(called).toHaveSucceeded();
  expect(called.logs.join('\n')).toMatch(/still here/);
});

it('gives every instance what `create` makes for it', async () => {
  const create = () => {
    let runs = 0;
    return async () => sleep(10).then(() => (runs += 1));
  };
  const region = await createRegion({ functions: { f: { create } } });
  const both = await Promise.all([region.invoke('f'), region.invoke('f')]);
  expect(both.map(({ result }) => result)).toEqual([1, 1]);
  expect((await region.invoke('f')).result).toBe(2);
});

it('S21: has provisioned instances ready', async () => {
  const region = await createRegion({ functions: { f: { model: { coldStartMs: 700 }, memorySize: 128, provisionedConcurrency: 256 } } });
  expect(region.instances).toEqual([
    expect.objectContaining({ id: 1, provisioned: true, phase: 'idle' }),
    expect.objectContaining({ id: 2, provisioned: true, phase: 'idle' }),
  ]);
  const { record } = await region.invoke('f');
  expect(record?.attempts[0]?.cold).toBe(false);
});

it('reads a configuration file, and lays over it what the test says', async () => {
  const dir = join(handlers, '..', 'service');
  const region = await createRegion({ dir, config: 'serverless.yml' });
  const key = region.functions[0] ?? '';
  expect(key).not.toBe('');
  const changed = await createRegion({ dir, config: 'serverless.yml', functions: { [key]: { reservedConcurrency: 0 } } });
  expect(await changed.invoke(key)).toBeThrottled({ by: 'quota' });
});

describe('a configuration file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'scf-harness-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const memoryOf = async (options: RegionOptions = {}) => (await createRegion({ dir, config: 'serverless.yml', ...options })).plan('f')?.memoryMB;
  const write = (memorySize: string) => {
    const lines = [
      'service: media',
      'provider: { name: tencent, runtime: Nodejs18.15 }',
      'custom: { memory: { dev: 128, prod: 256 } }',
      'functions:',
      '  f:',
      '    handler: index.main',
      `    memorySize: ${memorySize}`,
    ];
    writeFileSync(join(dir, 'serverless.yml'), lines.join('\n'));
  };

  it('is what it is now, however often it was read', async () => {
    write('128');
    expect([await memoryOf(), await memoryOf()]).toEqual([128, 128]);
    write('256');
    expect(await memoryOf()).toBe(256);
  });

  it('is read by the variables of each region', async () => {
    write('${self:custom.memory.${sls:stage}}');
    expect([await memoryOf(), await memoryOf({ stage: 'prod' }), await memoryOf()]).toEqual([128, 256, 128]);
  });

  it('takes what included files say now', async () => {
    write('${file(memory.json)}');
    for (const memoryMB of [128, 256]) {
      writeFileSync(join(dir, 'memory.json'), String(memoryMB));
      expect(await memoryOf()).toBe(memoryMB);
    }
  });
});

it('refuses a configuration as deploying it would, with every fault', async () => {
  const options = { lang: 'en' as const, functions: { f: { model: {}, memorySize: 100 }, g: { model: {}, timeout: 'long' } } };
  await expect(createRegion(options)).rejects.toThrow(
    /2 errors in its configuration\.\nSCF\d+ functions\.f\.memorySize: [^\n]*\nSCF\d+ functions\.g\.timeout: /,
  );
});

describe('a function without a handler', () => {
  const dir = join(handlers, '..', 'service');
  const service = { dir, config: 'serverless.yml', lang: 'en' as const };

  it('is a misspelt one, wherever its options are laid over a configuration', async () => {
    const creating = createRegion({ ...service, functions: { misspelt: { timeout: 5 } } });
    await expect(creating).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining('functions.misspelt') });
  });

  it.each<{ how: string; options: RegionOptions }>([
    { how: 'its model', options: { functions: { f: { model: {} } } } },
    { how: 'a model of the region', options: { functions: { f: {} }, models: { f: {} } } },
    { how: 'what makes its handlers', options: { functions: { f: { create: () => () => 1 } } } },
    { how: 'a handler in the test', options: { functions: { f: { handler: () => 1 } } } },
  ])('is played by $how', async ({ options }) => {
    const region = await createRegion({ ...service, ...options });
    expect(await region.invoke('f')).toHaveSucceeded();
  });
});

it('is like another region of the same seed, and shares nothing with it', async () => {
  const play = async (seed: number) => {
    const region = await createRegion({
      seed,
      engine: { keepAliveSec: { min: 1, max: 600 } },
      functions: { f: { model: { durationMs: { mean: 100 }, failures: [{ share: 0.3, status: 430 }] } } },
    });
    for (let n = 0; n < 20; n += 1) {
      await region.invoke('f');
      await region.advance('100s');
    }
    return region.records;
  };
  const [one, two, other] = await Promise.all([play(3), play(3), play(4)]);
  expect(two).toEqual(one);
  expect(other).not.toEqual(one);
});

it('runs nothing more once it is closed', async () => {
  const seen: string[] = [];
  const region = await createRegion({ lang: 'en', functions: { f: { handler: () => sleep(1_000).then(() => seen.push('late')) } } });
  const { requestId } = await region.invokeAsync('f');
  await region.close();
  expect(region.event(requestId)).toMatchObject({ state: 'ABORTED', status: 499 });
  expect(() => region.event('nobody')).toThrow('no invocation with RequestId nobody');
  await expect(region.invoke('f')).rejects.toThrow('The region is closed');
  expect(seen).toEqual([]);
});

it('tells what a handler waits for that does not come', async () => {
  const dir = join(handlers, '..', 'harness');
  const region = await createRegion({ lang: 'en', dir, realWaitMs: 20, functions: { f: { handler: 'memory.listens' } } });
  await expect(region.invoke('f')).rejects.toThrow(/^"f" \(instance 1, .*\) has waited \d+ ms of real time for TCPSERVERWRAP\./);
  await region.advance('3s');
  expect(region).toEndAs('FAILED');
});

describe('a change that means nothing is not made', () => {
  const timer = { name: 't', message: '', qualifier: '$LATEST', enabled: true };
  const aliasBy = (how: object) => ({
    kind: 'alias',
    function: 'f',
    name: 'live',
    alias: { version: '1', additional: { version: '$LATEST', ...how } },
  });

  it.each<{ change: object | undefined; said: string }>([
    { change: { kind: 'reserve', function: 'f', reservedMB: 128 }, said: "kind: 'reserve'. There are { kind: reserved | provisioned | tracking |" },
    { change: { kind: 'reserved', function: 'f', reservedMB: NaN }, said: 'reservedMB: NaN.' },
    { change: { kind: 'reserved', function: 'f', reservedMB: '128' }, said: "reservedMB: '128'." },
    { change: { kind: 'provisioned', function: 'f', version: '1', instances: -1, by: 'user' }, said: 'instances: -1.' },
    { change: { kind: 'total', totalMB: Infinity }, said: 'totalMB: Infinity.' },
    { change: { kind: 'function' }, said: 'plan: undefined.' },
    { change: { kind: 'toString', function: 'f' }, said: "kind: 'toString'." },
    { change: { kind: 'status', function: 'f', status: 'Stoped' }, said: "status: 'Stoped'." },
    { change: { kind: 'reserved', function: 'f', reserved: 128 }, said: 'reserved: 128. There are { kind, function, reservedMB }.' },
    { change: { kind: 'published' }, said: 'function: undefined.' },
    { change: { kind: 'provisioned', function: 'f', version: 1, instances: 1 }, said: 'version: 1.' },
    {
      change: { kind: 'alias', function: 'f', name: 'live', alias: { version: '1', aditional: {} } },
      said: "alias: { version: '1', aditional: {} }.",
    },
    { change: aliasBy({ weight: 0.5, key: 'user', exact: 'me' }), said: "weight: 0.5, key: 'user', exact: 'me' } }." },
    { change: aliasBy({ weight: '0.5' }), said: "additional: { version: '$LATEST', weight: '0.5' } }." },
    { change: aliasBy({}), said: "additional: { version: '$LATEST' } }." },
    { change: undefined, said: 'The change "undefined" cannot be made, and nothing has changed. These mean nothing in it: change: undefined.' },
  ])('$said', async ({ change, said }) => {
    const region = await createRegion({ lang: 'en', functions: { f: { model: {} } } });
    expect(() => region.configure(change as RegionChange)).toThrow(said);
  });

  it.each<{ plan: object; said: string }>([
    { plan: { memorySize: 256 }, said: 'plan.memorySize: 256. There are { plan.key, plan.name, plan.runtime, plan.handler, plan.memoryMB,' },
    { plan: { timeoutMs: '3s', retryNum: -1 }, said: "plan.timeoutMs: '3s'; plan.retryNum: -1." },
    { plan: { timers: [{ ...timer, cron: '0 99 * * * * *' }] }, said: "plan.timers[0].cron: '0 99 * * * * *'." },
    { plan: { timers: [{ ...timer, cron: '*/5 * * * *' }] }, said: "plan.timers[0].cron: '*/5 * * * *'." },
    { plan: { timers: [null] }, said: 'plan.timers[0]: null.' },
    { plan: { schedule: [{ name: 's', cron: 'daily', instances: 1 }] }, said: "plan.schedule[0].cron: 'daily'." },
    { plan: { schedule: [{ name: 's', cron: '0 0 9 * * * *' }] }, said: 'plan.schedule[0].instances: undefined.' },
    { plan: { timers: [{ cron: '0 0 9 * * * *', message: '', qualifier: '$LATEST' }] }, said: 'plan.timers[0].enabled: undefined.' },
    { plan: { timers: [{ ...timer, cron: '0 0 9 * * * *', enable: false }] }, said: 'plan.timers[0].enable: false.' },
    { plan: { provisionedInstances: 1.5 }, said: 'plan.provisionedInstances: 1.5.' },
    { plan: { tracking: { target: 5, min: 1, max: 2 } }, said: 'plan.tracking: { target: 5, min: 1, max: 2 }.' },
    { plan: { deadLetter: {} }, said: 'plan.deadLetter: {}.' },
    { plan: { reservedMB: 256 }, said: 'a new plan leaves quotas as they are: plan.reservedMB: 256. Change them by' },
    {
      plan: { provisionedInstances: 2, tracking: { target: 0.5, min: 1, max: 2 } },
      said: 'plan.provisionedInstances: 2; plan.tracking: { target: 0.5, min: 1, max: 2 }.',
    },
  ])('$said', async ({ plan, said }) => {
    const region = await createRegion({ lang: 'en', timers: true, functions: { f: { model: {} } } });
    const before = region.plan('f');
    expect(() => region.configure({ kind: 'function', plan: { ...before, ...plan } as FunctionPlan })).toThrow(said);
    expect(region.plan('f')).toBe(before);
    await region.advance('1d');
    expect(region.records).toEqual([]);
  });
});
