import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../src/commands/output';
import type { RawSimulateOptions } from '../../src/commands/simulateOptions';
import { readFolder } from '../../src/commands/serviceCheck';
import type { InvocationRecord } from '../../src/scf';
import { dir, faultsOf, fileOf, shop, simulated, summaryOf, traceOf } from './simulating';

const traces = join(__dirname, '..', '..', 'fixtures', 'traces');

/** `f` takes 1 s a run, 100 ms a cold start, and holds one instance. */
const slow = (scf: object = {}) =>
  shop({
    functions: { f: { handler: 'index.main', timeout: 60, reservedConcurrency: 128 } },
    scf: { models: { f: { durationMs: 1000, coldStartMs: 100 } }, ...scf },
  });

describe('each format', () => {
  const llm = 'TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n2023-11-16 18:17:04.0319600,3180,8\n';
  it.each([
    { format: 'scf', file: () => join(traces, 'scf.csv'), map: ['*=f'], rows: 5, model: undefined, start: '2021-10-31T16:00:00.000Z' },
    {
      format: 'azure-functions-2021',
      file: () => join(traces, 'azure-functions-2021-sample.csv'),
      map: ['*=f'],
      rows: 29,
      model: undefined,
      start: '2021-10-31T16:00:00.000Z',
    },
    {
      format: 'azure-functions-2019',
      file: () => join(traces, 'azure-functions-2019-invocations.csv'),
      map: ['*=f'],
      rows: 4525,
      model: { kind: 'placed', seed: 1 },
      start: '2021-10-31T16:00:00.000Z',
    },
    {
      format: 'llm-inference',
      file: () => fileOf(llm),
      map: ['llm=f'],
      rows: 2,
      model: { kind: 'tokens', baseMs: 30, msPerToken: 25 },
      start: '2023-11-16T18:17:03.979Z',
    },
  ])('$format: told by its header, played row by row, and named with its model', async ({ format, file, map, rows, model, start }) => {
    const trace = file();
    const summary = await summaryOf(shop(), { trace, map });
    expect(summary).toMatchObject({ invocations: rows, inFlight: 0, interrupted: false, freeTier: 'none' });
    expect(summary.trace).toEqual({ file: trace, format, rows, start, ...(model && { model }) });
    expect(faultsOf('summary', summary)).toBeNull();
  });

  it('takes durations of LLM requests from its options, and says so', async () => {
    const summary = await summaryOf(shop(), { trace: fileOf(llm), map: ['*=f'], 'token-base-ms': '100', 'token-ms': '2.5' });
    expect(summary.latencyMs.max).toBe(125);
    expect(summary.trace.model).toEqual({ kind: 'tokens', baseMs: 100, msPerToken: 2.5 });
    expect((await simulated(shop(), { trace: fileOf(llm), map: ['*=f'] })).out).toContain('modelled as 30 ms + 25 ms per generated token');
  });

  it('begins when --start says, whatever the trace does', async () => {
    const { trace } = await summaryOf(shop(), { trace: fileOf(llm), map: ['*=f'], start: '2022-02-03T04:05:06+08:00' });
    expect(trace.start).toBe('2022-02-02T20:05:06.000Z');
  });

  it('draws what the trace of 2019 leaves open by the seed', async () => {
    const options = { trace: join(traces, 'azure-functions-2019-invocations.csv'), map: ['*=f'], until: '5m' };
    const [one, two] = [await summaryOf(shop(), options), await summaryOf(shop(), { ...options, seed: '2' })];
    expect([one.trace.model, two.trace.model]).toEqual([1, 2].map((seed) => ({ kind: 'placed', seed })));
    expect(two.latencyMs).not.toEqual(one.latencyMs);
  });

  it('makes invocations asynchronous where the trace does not say', async () => {
    const options = { trace: fileOf(llm), map: ['*=f'], records: 'types.ndjson' };
    const [first] = (await recordsOf({ ...options, type: 'async' })).map(({ type }) => type);
    expect([first, (await recordsOf(options))[0]?.type]).toEqual(['async', 'sync']);
  });
});

async function recordsOf(options: RawSimulateOptions & { readonly records: string }, service = shop()): Promise<InvocationRecord[]> {
  const { out } = await simulated(service, { ...options, json: true });
  expect(Object.keys(JSON.parse(out) as object)).toEqual(['summary']);
  const lines = readFileSync(join(dir, options.records), 'utf8').trimEnd().split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as InvocationRecord);
}

describe('what comes of a trace', () => {
  const trace = traceOf(['0,f,sync', '500,f,sync', '2000,f,async', '2500,f,async']);

  it('S14, S50: refuses what finds no instance, lets events wait, and tells both with numbers', async () => {
    const { code, out, err } = await simulated(slow(), { trace });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/Simulated 4 invocations of \S+ \(scf\) over 00:00:04 of virtual time/);
    expect(out).toMatch(/│ 200 +│ 3 +│ Success/);
    expect(out).toMatch(/│ 432 +│ 1 +│ ResourceLimitReached/);
    expect(out).toContain('Why 1 refused, 1 had to wait: 432: "f" reserves 128 MB = 1 instance of 128 MB');
    expect((await simulated(slow(), { trace: traceOf(['0,f,async', '500,f,async']) })).out).toContain('Why 1 had to wait: 432: "f"');
    expect((await simulated(slow(), { trace: traceOf(['0,f,sync', '500,f,sync']) })).out).toContain('Why 1 refused: 432: "f"');
    expect(out).toContain('Modelled by custom.scf.models: f\nprofile scf-2021, seed 1');
  });

  it('S170, S171: charges execution and invocations at list prices of a named day', async () => {
    const { gbs, cost } = await summaryOf(slow(), { trace });
    expect(gbs).toBeCloseTo((3 * 128) / 1024, 6);
    expect(cost).toMatchObject({ currency: 'CNY', priceDate: '2021-11-01', parts: { idle: 0, free: 0 } });
    expect(cost.amount).toBeCloseTo(0.375 * 0.00011108 + 3 * 0.00000133, 8);
    expect((await simulated(slow(), { trace })).out).toMatch(
      /List price of 2021-11-01 +│ 0\.000046 CNY = 0\.000042 execution \+ 0\.000004 invocations/,
    );
  });

  it.each(['standard', 'newcomer'])('S173: takes off what is free: %s', async (tier) => {
    const { cost, freeTier } = await summaryOf(slow(), { trace, 'free-tier': tier });
    expect([cost.amount, freeTier]).toEqual([0, tier]);
  });

  it('S173: says that what is free is taken off the whole, where functions have costs of their own', async () => {
    const service = shop({ functions: { g: { handler: 'index.main', memorySize: 256 } } });
    const both = traceOf(['0,f,sync,10', '5,g,sync,10']);
    const told = 'What is free (--free-tier standard) is taken off the whole, and off no single function.';
    expect((await simulated(service, { trace: both, 'free-tier': 'standard' })).out).toContain(told);
    expect((await simulated(service, { trace: both, 'free-tier': 'standard' }, { lang: 'zh' })).out).toContain('只从总费用中扣除');
    expect((await simulated(service, { trace: both })).out).not.toContain('What is free');
    expect((await simulated(slow(), { trace, 'free-tier': 'standard' })).out).not.toContain('What is free');
  });

  it('S54: counts attempts after the first one, also when it ends before they are over', async () => {
    const failing = traceOf(['0,f,async,10,,error', '0,f,async,10,,error', '1,f,sync,90000']);
    const service = shop({ functions: { f: { handler: 'index.main', timeout: 120 } } });
    expect((await summaryOf(service, { trace: failing })).retries).toBe(4);
    expect((await summaryOf(service, { trace: failing, until: '70s' })).retries).toBe(2);
    expect((await summaryOf(service, { trace: failing, until: '5ms' })).retries).toBe(0);
  });

  it('S135: says from when schedules are followed, where there are any', async () => {
    const schedule = [{ name: 'up', cron: '0 0 8 * * * *', instances: 2 }];
    const scheduled = shop({ functions: { f: { handler: 'index.main', provisionedConcurrency: { schedule } } } });
    const options = { trace, start: '2022-02-03T07:59:59+08:00' };
    const { out } = await simulated(scheduled, options);
    expect(out).toContain('Schedules go by a run that begins at 2022-02-02T23:59:59.000Z');
    expect((await summaryOf(scheduled, options)).provisioned.instances).toBe(2);
    expect((await simulated(shop(), options)).out).not.toContain('Schedules');
  });

  it('names the figures that the service sets, and the profile that is asked for', async () => {
    const { knobs, profile } = await summaryOf(slow({ engine: { keepAliveSec: 10 } }), { trace, profile: 'scf-2025' });
    expect([knobs, profile]).toEqual([{ 'engine.keepAliveSec': 10 }, 'scf-2025']);
    expect((await simulated(slow({ engine: { keepAliveSec: 10 } }), { trace })).out).toContain('Set by the service: engine.keepAliveSec 10');
  });

  it('shows functions apart when more than one was called', async () => {
    const service = shop({ functions: { g: { handler: 'index.main', memorySize: 256 } } });
    const { out } = await simulated(service, { trace: traceOf(['0,f,sync,10', '5,g,sync,10']) });
    expect(out).toMatch(/│ f +│ +1 │ +1 │ +0 │/);
    expect(out).toMatch(/│ g +│ +1 │ +1 │ +0 │/);
    expect((await simulated(service, { trace: traceOf(['0,g,sync,10']) })).out).not.toMatch(/│ g +│/);
  });

  it('says it in Chinese', async () => {
    const { out } = await simulated(slow(), { trace }, { lang: 'zh' });
    expect(out).toContain('已模拟');
    expect(out).toContain('1 次被拒绝，1 次需要等待：432：“f”');
    expect(out).not.toMatch(/Simulated|Invocations|cold start/i);
  });

  it('has notes where nothing says how long something takes', async () => {
    const bare = await simulated(shop(), { trace });
    expect(bare.err).toMatch(/how long f runs, so it takes 0 ms[^]*how long a cold start of f takes, so it takes 0 ms/);
    expect((await simulated(shop({ scf: { engine: { coldStartMs: 100 } } }), { trace: traceOf(['0,f,sync,5']) })).err).toBe('');
  });

  it('has a note where --map names what the trace does not have, unless only a part of it was played', async () => {
    const options = { trace: traceOf(['0,f,sync,10,10', '5,x,sync,10,10']), map: ['x=f', 'y=f', '*=f'] };
    expect((await simulated(shop(), options)).err).toBe('Note: the trace has no invocation of y, which --map names');
    expect((await simulated(shop(), { ...options, map: ['x=f', '\u001b[2J=f'] })).err).toContain('no invocation of \u00b7[2J,');
    expect((await simulated(shop(), { ...options, until: '2ms' })).err).toBe('');
    const many = ['x=f', ...Array.from({ length: 7 }, (_, nth) => `y${nth}=f`)];
    expect((await simulated(shop(), { ...options, map: many })).err).toContain('no invocation of y0, y1, y2, y3, y4 and 2 more, which');
    expect((await simulated(shop(), { ...options, map: many }, { lang: 'zh' })).err).toContain('y4 等（另有 2 个） 的调用');
  });

  it.each([
    { rows: ['0,w,async,10,10', '1,f,async,10,10'], type: 'web', notes: ['w'] },
    { rows: ['0,w,sync,10,10', '1,f,async,10,10'], type: 'web', notes: [] },
    { rows: ['0,w,async,10,10'], type: 'event', notes: [] },
  ])('S88: has a note where the trace calls a Web function asynchronously ($rows, type: $type)', async ({ rows, type, notes }) => {
    const service = shop({ functions: { w: { handler: 'index.main', type } } });
    const told = (err: string) => [...err.matchAll(/(?:calls|异步调用) (\S+?)(?: asynchronously: |；按 2021 )[^]*S88/g)].map(([, name]) => name);
    for (const lang of ['en', 'zh'] as const) {
      const { code, err } = await simulated(service, { trace: traceOf(rows) }, { lang });
      expect([code, told(err)]).toEqual([0, notes]);
    }
  });

  it('has a note where the trace used more memory than its function has', async () => {
    const { err } = await simulated(shop(), { trace: join(traces, 'azure-functions-2019-invocations.csv'), map: ['*=f'], until: '1m' });
    expect(err).toMatch(/in the trace \S+ used up to \d+ MB; "f", which stands for it, has 128 MB/);
  });

  it('has that note, too, where the trace has memory by app, and functions of apps are mapped', async () => {
    const invocations = fileOf('HashOwner,HashApp,HashFunction,Trigger,1\no,app1,a,http,1\no,app1,b,http,1\no,app2,a,http,1\n', 'x-invocations.csv');
    fileOf('HashApp,HashFunction,percentile_Average_50\napp1,a,5\n', 'x-durations.csv');
    fileOf('HashOwner,HashApp,SampleCount,AverageAllocatedMb_pct100\no,app1,9,300\no,app2,9,200\n', 'x-memory.csv');
    const service = shop({ functions: { g: { handler: 'index.main' }, h: { handler: 'index.main', memorySize: 256 } } });
    const { err } = await simulated(service, { trace: invocations, map: ['app1/a=f', 'app1/b=g', '*=h'] });
    expect(err.match(/in the trace .*/g)).toEqual(
      ['f', 'g'].map((key) => `in the trace app1 used up to 300 MB; "${key}", which stands for it, has 128 MB (memorySize)`),
    );
  });
});

describe('the same seed', () => {
  const service = shop({ scf: { models: { f: { durationMs: { mean: 300 }, coldStartMs: { min: 100, max: 900 } } } } });
  const trace = traceOf(Array.from({ length: 300 }, (_, index) => `${index * 40},f,sync`));

  it('gives the same bytes, and another seed others', async () => {
    const bytes = async (seed: string) => {
      const { out } = await simulated(service, { trace, seed, json: true, records: 'seeded.ndjson' });
      return [out, readFileSync(join(dir, 'seeded.ndjson'), 'utf8')];
    };
    const first = await bytes('7');
    expect(await bytes('7')).toEqual(first);
    const other = await bytes('8');
    expect(other[0]?.replace('"seed":8', '"seed":7')).not.toBe(first[0]);
    expect(other[1]).not.toBe(first[1]);
  });

  it('is 1 unless said otherwise', async () => {
    expect((await summaryOf(service, { trace })).seed).toBe(1);
  });
});

describe('--records', () => {
  const trace = traceOf(['0,f,sync,900', '10,f,sync,20', '20,f,async,5', '30,f,sync,,,error', '40,f,sync,1']);

  it('has one line for each row, in the order of rows, of the published shape', async () => {
    const records = await recordsOf({ trace, records: 'out.ndjson' }, slow());
    expect(records.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4]);
    expect(records.map(({ arrivedMs }) => arrivedMs)).toEqual([0, 10, 20, 30, 40]);
    for (const record of records) expect(faultsOf('record', record)).toBeNull();
    expect(records[2]?.cause).toMatchObject({ limit: 'reserved', function: 'f' });
  });

  it('leaves out what has not ended, and says how many', async () => {
    const options = { trace, records: 'part.ndjson', until: '500ms' };
    const records = await recordsOf(options, slow());
    expect(records.map(({ row }) => row)).toEqual([1, 3, 4]);
    expect((await simulated(slow(), options)).out).toContain('2 invocations had not ended by then: counted in no status, and without a record.');
  });

  it('leaves what was there when the trace is faulty', async () => {
    const records = fileOf('precious', 'kept.ndjson');
    await expect(simulated(slow(), { trace: traceOf(['0,f,sync', 'x,f,sync']), records })).rejects.toThrow(UsageError);
    expect(readFileSync(join(dir, records), 'utf8')).toBe('precious');
    expect(readdirSync(dir).filter((name) => name.includes('.partial'))).toEqual([]);
  });
});

describe('--until', () => {
  const trace = traceOf(['0,f,sync,10', '999,f,sync,10', '1000,f,sync,10', '5000,f,sync,10']);

  it.each([
    { until: '1s', rows: 2, inFlight: 1, endedMs: 1000, why: 'a row at that moment no longer arrives' },
    { until: '1001', rows: 3, inFlight: 2, endedMs: 1001, why: 'a bare number is ms' },
    { until: '1h', rows: 4, inFlight: 0, endedMs: 3_600_000, why: 'time goes on after the last row' },
    { until: undefined, rows: 4, inFlight: 0, endedMs: 5010, why: 'without it, until all has ended' },
  ])('$until: $why', async ({ until, rows, inFlight, endedMs }) => {
    const summary = await summaryOf(shop(), { trace, until });
    expect([summary.trace.rows, summary.endedMs, summary.inFlight]).toEqual([rows, endedMs, inFlight]);
  });

  it('S172: charges idle provisioned instances up to then', async () => {
    const service = shop({ functions: { f: { handler: 'index.main', memorySize: 256, provisionedConcurrency: 256 } } });
    // Six slots of 10 s; in the first one it was in use.
    expect((await summaryOf(service, { trace, until: '60s' })).provisioned).toEqual({ instances: 1, idleGbs: 5 * 10 * 0.25 });
  });
});

describe('Ctrl-C', () => {
  it('stops reading, prints what is known so far, and lets a second one through', async () => {
    const trace = traceOf(Array.from({ length: 40_000 }, (_, index) => `${index},f,sync,5000`));
    let press: (() => void) | undefined;
    let listening = 0;
    const onInterrupt = (listener: () => void) => {
      press = listener;
      listening += 1;
      return () => void (listening = 0);
    };
    const heard: number[] = [];
    const show = () => {
      press?.();
      press = undefined;
      heard.push(listening);
    };
    const { code, out } = await simulated(shop(), { trace, json: true }, { onInterrupt, progressBar: { show, stop: () => undefined } });
    const { summary } = JSON.parse(out) as { summary: { interrupted: boolean; inFlight: number; trace: { rows: number } } };
    expect([code, summary.interrupted, heard[0]]).toEqual([130, true, 0]);
    expect(summary.trace.rows).toBeGreaterThan(0);
    expect(summary.trace.rows).toBeLessThan(40_000);
    expect(summary.inFlight).toBeGreaterThan(0);
    expect(faultsOf('summary', summary)).toBeNull();
  });

  it.each([{ vary: undefined }, { vary: ['provider.timeout=3,4'] }])('takes the bar away at once, and for good (--vary $vary)', async ({ vary }) => {
    const trace = traceOf(Array.from({ length: 30_000 }, (_, index) => `${index},f,sync,5`));
    let press = (): void => undefined;
    const said: string[] = [];
    const onInterrupt = (listener: () => void) => {
      press = listener;
      return () => undefined;
    };
    const show = () => {
      said.push('show');
      if (said.length < 3) return;
      press();
      said.push('pressed');
    };
    const progressBar = { show, stop: () => void said.push('stop') };
    const { code } = await simulated(shop(), { trace, records: vary ? undefined : 'bar.ndjson', vary }, { onInterrupt, progressBar });
    expect([code, said.slice(0, 5), said.lastIndexOf('show')]).toEqual([130, ['show', 'show', 'show', 'stop', 'pressed'], 2]);
  });

  it('is heard while nothing arrives any more', async () => {
    const rows = 25_000;
    const trace = traceOf(Array.from({ length: rows }, () => '0,f,async,10'));
    let press = (): void => undefined;
    let turnsAfter = 0;
    const show = (progress: { readonly rows: number }) => {
      turnsAfter += progress.rows === rows ? 1 : 0;
      if (turnsAfter === 2) press();
    };
    const onInterrupt = (listener: () => void) => {
      press = listener;
      return () => undefined;
    };
    const { code, out } = await simulated(slow(), { trace }, { onInterrupt, progressBar: { show, stop: () => undefined } });
    expect([code, turnsAfter]).toEqual([130, 2]);
    expect(out).toMatch(/^Interrupted: this is what is known so far\.\n[^]*\n\d+ invocations had not ended by then/);
  });

  it.each([
    { where: 'before the next row', rows: ['0,f,sync,10', '900000000000,f,sync,10'], until: undefined },
    { where: 'up to --until', rows: ['0,f,sync,10'], until: '99999999d' },
  ])('is heard while only tracking has its turn $where', async ({ rows, until }) => {
    const tracking = { target: 0.5, min: 1, max: 2 };
    const service = shop({ functions: { f: { handler: 'index.main', provisionedConcurrency: { tracking } } } });
    let press = (): void => undefined;
    let shown = 0;
    const show = () => {
      shown += 1;
      if (shown === 3) press();
    };
    const onInterrupt = (listener: () => void) => {
      press = listener;
      return () => undefined;
    };
    const { code } = await simulated(
      service,
      { trace: traceOf(rows), ...(until && { until }) },
      { onInterrupt, progressBar: { show, stop: () => undefined } },
    );
    expect(code).toBe(130);
  });
});

describe('a service', () => {
  const trace = traceOf(['0,f,sync,10']);

  it('that is wrong is not simulated', async () => {
    const wrong = shop({ functions: { f: { handler: 'index.main', timeout: 901 } } });
    const text = await simulated(wrong, { trace });
    expect(text).toMatchObject({ code: 1, out: '', err: expect.stringContaining('SCF301') });
    const json = await simulated(wrong, { trace, json: true });
    expect([json.code, json.err, Object.keys(JSON.parse(json.out) as object)]).toEqual([1, '', ['diagnostics', 'summary']]);
  });

  it('in a folder is read without the framework', async () => {
    fileOf('service: shop\nprovider: { name: tencent, runtime: Nodejs18.15 }\nfunctions: { f: { handler: index.main } }\n', 'serverless.yml');
    const service = await readFolder({ dir, env: {} }, 'en');
    expect((await summaryOf(service, { trace })).byStatus).toEqual({ 200: 1 });
  });

  it('with a variable that nobody can resolve is not simulated', async () => {
    fileOf("service: shop\nprovider: { name: tencent, runtime: '${env:NONE}' }\nfunctions: { f: { handler: index.main } }\n", 'serverless.yml');
    const service = await readFolder({ dir, env: {} }, 'en');
    expect(await simulated(service, { trace })).toMatchObject({ code: 1, out: '', err: expect.stringContaining('SCF111') });
    const { out } = await simulated(service, { trace, vary: ['functions.f.timeout=3'] });
    expect(out).toContain('refused (SCF111)');
  });

  it('that is not there ends with 2', async () => {
    const nowhere = await readFolder({ dir: join(dir, 'nowhere'), env: {} }, 'en');
    expect(await simulated(nowhere, { trace })).toMatchObject({ code: 2, out: '', err: expect.stringContaining('SCF110') });
    expect((await simulated(nowhere, { trace, vary: ['provider.timeout=1'] })).code).toBe(2);
  });
});

it.each([
  { lang: 'en', says: /^broken\.csv:3:1: atMs is "x"; expected is a number from 0\.$/ },
  { lang: 'zh', says: /^broken\.csv:3:1: atMs 的值为 “x”/ },
] as const)('says where a trace is faulty, in $lang', async ({ lang, says }) => {
  const trace = fileOf('atMs,function,type\n0,f,sync\nx,f,sync\n', 'broken.csv');
  const refused = simulated(shop(), { trace }, { lang });
  await expect(refused).rejects.toThrow(says);
  await expect(refused).rejects.toThrow(UsageError);
  expect(existsSync(join(dir, 'broken.csv'))).toBe(true);
});

it.each([
  { lang: 'en', says: 'atMs is "1e20"; expected is a number from 0 to 9007199254740991.' },
  { lang: 'zh', says: '应为 0 到 9007199254740991 的数字。' },
] as const)('says up to where numbers are told apart, in $lang', async ({ lang, says }) => {
  await expect(simulated(shop(), { trace: traceOf(['1e20,f,sync']) }, { lang })).rejects.toThrow(says);
});
