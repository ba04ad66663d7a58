import assert from 'node:assert';
import round from 'lodash/round';
import { readFolder } from '../../src/commands/serviceCheck';
import { variantsOf, withSettings } from '../../src/commands/vary';
import type { SimulationSummary } from '../../src/report/simulationSummary';
import { TraceFault } from '../../src/trace';
import { dir, faultsOf, fileOf, shop, simulated, summaryOf, traceOf } from './simulating';

const trace = traceOf(Array.from({ length: 40 }, (_, index) => `${index * 10},f,sync`));
const models = { f: { durationMs: { mean: 100 }, coldStartMs: { min: 10, max: 50 } } };
const service = shop({ functions: { f: { handler: 'index.main', memorySize: 256, reservedConcurrency: 1280 } }, scf: { models } });

interface Json {
  readonly set: Readonly<Record<string, unknown>>;
  readonly summary?: SimulationSummary;
  readonly diagnostics?: readonly { readonly code: string; readonly message: string; readonly fix: string }[];
}

async function compared(vary: readonly string[], of = service): Promise<readonly Json[]> {
  const { out } = await simulated(of, { trace, vary, json: true });
  const { variants, ...rest } = JSON.parse(out) as { variants: readonly Json[] };
  expect(rest).toEqual({});
  return variants;
}

describe('values', () => {
  it.each([
    { given: 'a.b=0,1280,2560', values: [0, 1280, 2560] },
    { given: 'a.b={ instances: 10 }, { instances: 20 }', values: [{ instances: 10 }, { instances: 20 }] },
    { given: 'a.b={ min: 1, max: 2 }', values: [{ min: 1, max: 2 }] },
    { given: 'a.b="x,y", z', values: ['x,y', 'z'] },
    { given: 'a.b=true,null', values: [true, null] },
    { given: 'a.b=[1, 2],[]', values: [[1, 2], []] },
    { given: 'a.b=x=y', values: ['x=y'] },
  ])('$given', async ({ given, values }) => {
    const variants = await variantsOf([given], 'en');
    expect(variants.map(([setting]) => setting?.value)).toEqual(values);
    expect(variants[0]?.[0]?.option).toBe('a.b');
  });

  it('are combined each with each, the first option changing slowest', async () => {
    const variants = await variantsOf(['a=1,2', 'b=x,y'], 'en');
    expect(variants.map((variant) => variant.map(({ text }) => text).join(''))).toEqual(['1x', '1y', '2x', '2y']);
  });
});

describe('a setting', () => {
  const lay = (of: unknown, option: string, value: unknown): unknown => withSettings(of, [{ option, value, text: '' }], 'en');

  it.each([
    { of: { provider: 'tencent' }, option: 'provider.memorySize', gives: { provider: { name: 'tencent', memorySize: 1 } } },
    { of: { provider: { name: 'tencent' } }, option: 'provider.memorySize', gives: { provider: { name: 'tencent', memorySize: 1 } } },
    { of: { functions: { f: null } }, option: 'functions.f.timeout', gives: { functions: { f: { timeout: 1 } } } },
    { of: {}, option: 'custom.scf.engine.keepAliveSec', gives: { custom: { scf: { engine: { keepAliveSec: 1 } } } } },
    {
      of: { custom: { scf: { account: { allocated: [{ reservedMB: 5 }] } } } },
      option: 'custom.scf.account.allocated[0].reservedMB',
      gives: { custom: { scf: { account: { allocated: [{ reservedMB: 1 }] } } } },
    },
  ])('lies in $option of $of', ({ of, option, gives }) => {
    const before = JSON.stringify(of);
    expect(lay(of, option, 1)).toEqual(gives);
    expect(JSON.stringify(of)).toBe(before);
  });

  it('reaches no prototype', () => {
    lay({ functions: { f: {} } }, 'functions.f.__proto__.polluted', 1);
    expect({}).not.toHaveProperty('polluted');
  });
});

it('plays each variant as if it were the service itself, with the same rows and draws', async () => {
  const variants = await compared(['functions.f.reservedConcurrency=1280,2560,{ instances: 2 }']);
  expect(variants.map(({ set }) => set['functions.f.reservedConcurrency'])).toEqual([1280, 2560, { instances: 2 }]);
  const [first, second, third] = variants.map(({ summary }) => summary);
  expect(first).toEqual(JSON.parse(JSON.stringify(await summaryOf(service, { trace }))));
  expect(Object.keys(first?.byStatus ?? {})).toEqual(['200', '432']);
  const admitted = [third, first, second].map((summary) => summary?.byStatus['200'] ?? 0);
  expect([...admitted].sort((a, b) => a - b)).toEqual(admitted);
  expect(new Set(admitted).size).toBe(3);
  for (const summary of [first, second, third]) expect(faultsOf('summary', summary)).toBeNull();
});

it('takes knobs, the provider and the profile', async () => {
  const [slow, fast] = await compared(['custom.scf.engine.coldStartMs=5000,0'], shop());
  expect([slow?.summary?.knobs, fast?.summary?.knobs]).toEqual([{ 'engine.coldStartMs': 5000 }, {}]);
  expect(slow?.summary?.waitMs.max).toBe(5000);
  const [small, large] = await compared(['provider.memorySize=128,256'], shop({ scf: { models } }));
  expect(large?.summary?.gbs).toBeCloseTo(2 * (small?.summary?.gbs ?? 0), 5);
  expect((await compared(['custom.scf.profile=scf-2021,scf-2025'])).map(({ summary }) => summary?.profile)).toEqual(['scf-2021', 'scf-2025']);
});

it('shows a variant that breaks a rule as refused, with rule and fix, and runs the others', async () => {
  const vary = ['functions.f.provisionedConcurrency=300,512'];
  const [refused, good] = await compared(vary);
  expect(refused).toMatchObject({
    diagnostics: [{ code: 'SCF202', message: expect.stringContaining('300 MB = 1 × 256 MB + 44 MB'), fix: expect.any(String) }],
  });
  expect([refused?.summary, good?.diagnostics]).toEqual([undefined, undefined]);
  const { code, out } = await simulated(service, { trace, vary });
  expect(code).toBe(0);
  expect(out).toMatch(/│ 300 +│ refused \(SCF202\), see below/);
  expect(out).toMatch(/functions\.f\.provisionedConcurrency=300: SCF202 300 MB = 1 × 256 MB \+ 44 MB[^]*; fix: write 256/);
  expect(out).toMatch(/│ 512 +│ +40 │/);
  expect((await simulated(service, { trace, vary }, { lang: 'zh' })).out).toMatch(/不被接受（SCF202），见下文/);
});

it('fails when every variant is refused, and says that nothing was simulated', async () => {
  const vary = ['functions.f.provisionedConcurrency=300,301'];
  const { code, out, err } = await simulated(service, { trace, vary });
  expect(out.match(/refused \(SCF202\)/g)).toHaveLength(2);
  expect([code, err]).toEqual([1, 'All 2 variants were refused: nothing was simulated.']);
  const one = await simulated(service, { trace, vary: ['functions.f.provisionedConcurrency=300'], json: true }, { lang: 'zh' });
  expect([one.code, one.err]).toEqual([1, '唯一的方案不被接受：没有进行任何模拟。']);
  expect(JSON.parse(one.out)).toMatchObject({ variants: [{ diagnostics: [{ code: 'SCF202' }] }] });
});

it.each([
  { lang: 'en', title: 'cost' },
  { lang: 'zh', title: '费用' },
] as const)('names no currency where no variant has a price ($lang)', async ({ lang, title }) => {
  const { out } = await simulated(service, { trace, vary: ['functions.f.provisionedConcurrency=300'] }, { lang });
  expect(out).toMatch(new RegExp(`│ ${title} │`));
});

it.each([
  { lang: 'en', vary: 'custom.scf.engine.memory=off,enforce', told: ['All 2 variants came to the very same'] },
  { lang: 'zh', vary: 'custom.scf.engine.memory=off,enforce', told: ['2 个方案的结果完全相同'] },
  { lang: 'en', vary: 'custom.scf.engine.memory=enforce', told: null },
  { lang: 'en', vary: 'functions.f.reservedConcurrency=1280,2560', told: null },
] as const)('says whether $vary makes no difference at all ($lang)', async ({ lang, vary, told }) => {
  const { out } = await simulated(service, { trace, vary: [vary] }, { lang });
  expect(out.match(/All 2 variants came to the very same|2 个方案的结果完全相同/)?.slice() ?? null).toEqual(told);
});

it('notes once what takes no time in any of them', async () => {
  const { err } = await simulated(shop(), { trace, vary: ['provider.memorySize=128,256'] });
  expect(err.match(/so it takes 0 ms/g)).toHaveLength(2);
});

it('runs when a variant puts right what is wrong with the service', async () => {
  const wrong = shop({ functions: { f: { handler: 'index.main', timeout: 901 } } });
  const { code, out, err } = await simulated(wrong, { trace, vary: ['functions.f.timeout=901,900'], json: true });
  expect([code, err]).toEqual([0, expect.stringContaining('SCF301')]);
  expect((JSON.parse(out) as { variants: Json[] }).variants.map(({ summary }) => summary?.invocations)).toEqual([undefined, 40]);
});

it.each([
  { vary: ['functions.f.memorySize=128,256'], invocations: [40, 40] },
  { vary: ['functions.f.timeout=3,4'], invocations: [undefined, undefined] },
  { vary: ['functions.f.environment={}'], invocations: [undefined] },
  { vary: ['functions.f.environment={}', 'functions.f.memorySize=128'], invocations: [40] },
])('asks for no value of a variable that $vary replaces', async ({ vary, invocations }) => {
  const nested = vary.some((one) => one.includes('environment'));
  const text = `service: shop
provider: { name: tencent, runtime: Nodejs18.15 }
functions:
  f: { handler: index.main, memorySize: '\${env:NOWHERE}'${nested ? ", environment: { A: '\${env:NOR_THERE}' }" : ''} }
`;
  fileOf(text, 'serverless.yml');
  const variants = await compared(vary, await readFolder({ dir, env: {} }, 'en'));
  expect(variants.map(({ summary }) => summary?.invocations)).toEqual(invocations);
});

it('has one row for each variant, with what it sets first, and says what all share', async () => {
  const vary = ['functions.f.reservedConcurrency=1280,2560', 'custom.scf.engine.keepAliveSec=10,300'];
  const { out } = await simulated(shop({ functions: { f: { handler: 'index.main', memorySize: 256 } }, scf: { models, engine: { floorMB: 0 } } }), {
    trace,
    vary,
  });
  const [, head = '', , ...rows] = out.split('\n');
  expect(head.split('│').map((cell) => cell.trim())).toEqual([
    '',
    'reservedConcurrency',
    'keepAliveSec',
    'calls',
    '200',
    '432',
    '429',
    'cold',
    'latency p50/p99 ms',
    'wait p99 ms',
    'instances',
    'GBs',
    'idle GBs',
    'CNY',
    '',
  ]);
  expect(
    rows.slice(0, 4).map((row) =>
      row
        .split('│')
        .slice(1, 3)
        .map((cell) => cell.trim()),
    ),
  ).toEqual([
    ['1280', '10'],
    ['1280', '300'],
    ['2560', '10'],
    ['2560', '300'],
  ]);
  expect(out).toContain('Varied: functions.f.reservedConcurrency\nVaried: custom.scf.engine.keepAliveSec\nCNY: list prices of 2021-11-01\n');
  // What is varied is no property of all.
  expect(out).toContain('Set by the service: engine.floorMB 0\n');
});

it('shows the figures of the summaries', async () => {
  const vary = ['functions.f.reservedConcurrency=1280,2560'];
  const { out } = await simulated(service, { trace, vary });
  const cells = out
    .split('\n')
    .slice(3, 5)
    .map((row) =>
      row
        .split('│')
        .slice(2, -1)
        .map((cell) => cell.trim()),
    );
  const one = (value: number) => String(round(value, 1));
  const expected = (await compared(vary)).map(({ summary }) => {
    assert(summary);
    const { invocations, byStatus, coldStarts, latencyMs, waitMs, instances, gbs, provisioned, cost } = summary;
    const codes = ['200', '432', '429'].map((code) => String(byStatus[code] ?? 0));
    const times = [`${one(latencyMs.p50)}/${one(latencyMs.p99)}`, one(waitMs.p99)];
    return [
      `${invocations}`,
      ...codes,
      `${coldStarts}`,
      ...times,
      `${instances.peak}`,
      one(gbs),
      one(provisioned.idleGbs),
      `${round(cost.amount, 4)}`,
    ];
  });
  expect(cells).toEqual(expected);
});

it.each([
  { lang: 'en', told: 'CNY: list prices of 2021-11-01, less what is free (--free-tier newcomer)\n' },
  { lang: 'zh', told: 'CNY：2021-11-01 的目录价，已扣除免费额度（--free-tier newcomer）\n' },
] as const)('S173: says what is free, and taken off ($lang)', async ({ lang, told }) => {
  const { out } = await simulated(service, { trace, vary: ['provider.timeout=3'], 'free-tier': 'newcomer' }, { lang });
  expect(out).toContain(told);
});

it('says of each variant what had not ended by --until, as of a single run', async () => {
  const rows = traceOf(['0,f,sync,3000', '10,f,sync,3000', '1500,f,sync,1000']);
  const { out } = await simulated(service, { trace: rows, vary: ['functions.f.timeout=2,60'], until: '2200ms' });
  expect(out.split('\n').filter((line) => line.includes('had not ended'))).toEqual([
    'functions.f.timeout=2: 1 invocation had not ended by then: counted in no status',
    'functions.f.timeout=60: 3 invocations had not ended by then: counted in no status',
  ]);
  const whole = await simulated(service, { trace: rows, vary: ['functions.f.timeout=2,60'] });
  expect(whole.out).not.toContain('had not ended');
});

it('S135: says from when schedules are followed, where a variant has any', async () => {
  const schedule = "{ schedule: [{ name: up, cron: '0 0 8 * * * *', instances: 1 }] }";
  const { out } = await simulated(service, { trace, vary: [`functions.f.provisionedConcurrency=0,${schedule}`], start: '2022-02-03T07:00:00+08:00' });
  expect(out).toContain('Schedules go by a run that begins at 2022-02-02T23:00:00.000Z (--start).');
  expect((await simulated(service, { trace, vary: ['functions.f.provisionedConcurrency=0,256'] })).out).not.toContain('Schedules');
});

it('plays by the profile that is asked for', async () => {
  const { out } = await simulated(service, { trace, vary: ['provider.timeout=3'], profile: 'scf-2025', json: true });
  expect(JSON.parse(out)).toMatchObject({ variants: [{ summary: { profile: 'scf-2025' } }] });
});

it.each([
  { option: 'provider.region', value: 'ap-beijing', own: { region: 'ap-singapore' } },
  { option: 'provider.stage', value: 'prod', own: { stage: 'dev' } },
])('refuses to vary $option where the command line says it', async ({ option, value, own }) => {
  const told = `--${Object.keys(own).join()} stands above ${option}`;
  await expect(simulated({ ...service, ...own }, { trace, vary: [`${option}=${value}`] })).rejects.toThrow(told);
  expect((await simulated(service, { trace, vary: [`${option}=${value}`] })).code).toBe(0);
});

it('gives two options of the same name their whole names', async () => {
  const both = shop({ functions: { g: { handler: 'index.main' } }, scf: { models } });
  const { out } = await simulated(both, { trace, vary: ['functions.f.timeout=10', 'functions.g.timeout=20'] });
  expect(out).toMatch(/│ functions\.f\.timeout │ functions\.g\.timeout │/);
});

it('gives the same for a service in a folder and for one that the framework has read', async () => {
  const text = `service: shop
provider: { name: tencent, runtime: Nodejs18.15, region: ap-guangzhou }
functions:
  f: { handler: index.main, memorySize: 256, reservedConcurrency: "\${self:custom.mb}" }
custom: { mb: 1280, scf: { models: ${JSON.stringify(models)} } }
`.replace('"${self:custom.mb}"', '${self:custom.mb}');
  fileOf(text.replace('${self:custom.mb} }', "'${self:custom.mb}' }"), 'serverless.yml');
  const vary = ['functions.f.provisionedConcurrency=0,256,300'];
  expect(await compared(vary, await readFolder({ dir, env: {} }, 'en'))).toEqual(await compared(vary));
});

it('tells how far each came when Ctrl-C stops them, and which were not run', async () => {
  const long = traceOf(Array.from({ length: 30_000 }, (_, index) => `${index},f,sync,10`));
  let press = (): void => undefined;
  const onInterrupt = (listener: () => void) => {
    press = listener;
    return () => undefined;
  };
  const progressBar = { show: () => press(), stop: () => undefined };
  const { code, out } = await simulated(service, { trace: long, vary: ['provider.timeout=3,4'] }, { onInterrupt, progressBar });
  expect(code).toBe(130);
  expect(out).toMatch(/│ 4 +│ not run/);
  expect(out).toMatch(/provider\.timeout=3: stopped after \d+ rows/);
});

it('ends with the fault of the trace that a run meets', async () => {
  const runVariants = async () => Promise.reject(new TraceFault('quote', { file: `${dir}/x.csv`, line: 3 }, undefined));
  await expect(simulated(service, { trace, vary: ['provider.timeout=3'] }, { runVariants })).rejects.toThrow(/^x\.csv:3: A quotation mark/);
});
