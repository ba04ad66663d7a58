import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../src/commands/output';
import { diffProfiles, serviceIn, showProfile, type ProfileService } from '../../src/commands/profile';
import type { Lang } from '../../src/messages';
import { figures } from '../../src/scf';
import { recorded } from './output';

interface Parts {
  readonly functions?: object;
  readonly scf?: object;
}

function shop({ functions = { hello: { handler: 'index.main' } }, scf = {} }: Parts = {}): ProfileService {
  const provider = { name: 'tencent', runtime: 'Nodejs18.15', memorySize: 256 };
  return { service: { service: 'shop', provider, functions, custom: { scf } }, dir: '/srv/shop' };
}

async function shown(service: ProfileService | undefined, options: object = {}, lang: Lang = 'en') {
  const output = recorded(lang);
  const code = await showProfile(service, options, output);
  return { code, out: output.outs.join('\n'), err: output.errs.join('\n') };
}

interface FigureJson {
  readonly option: string;
  readonly value: unknown;
  readonly rule: string;
  readonly source: string | null;
  readonly date: string | null;
  readonly overridden: boolean;
  readonly standard: unknown;
}

async function figuresOf(service: ProfileService | undefined, options: object = {}) {
  const { out } = await shown(service, { ...options, json: true });
  const { profile, service: name, figures: list } = JSON.parse(out) as { profile: string; service: string | null; figures: FigureJson[] };
  return { profile, name, of: new Map(list.map((figure) => [figure.option, figure])) };
}

it('shows every figure with value, unit, rule, source and date', async () => {
  const { code, out, err } = await shown(undefined);
  expect([code, err]).toEqual([0, '']);
  for (const { option, rule } of figures) {
    expect(out).toMatch(new RegExp(`│ ${option.replaceAll('.', '\\.')} +│.*│ ${rule} +│`));
  }
  expect(out).toMatch(/│ engine\.burstPerMinute +│ 500 +│ instances\/min │ S100 │ Function Concurrency 583\/37040 +│ 2021-10-13 │/);
  expect(out).toMatch(/│ engine\.checkOrder +│ \[quota, burst\] +│ +│ S43 +│ undocumented, chosen here/);
  expect(out).not.toContain('*');
});

it.each([
  { service: undefined, options: {}, profile: 'scf-2021', name: null, why: 'the default, without a service' },
  { service: undefined, options: { profile: 'scf-2025' }, profile: 'scf-2025', name: null, why: 'the one that is asked for' },
  { service: shop(), options: {}, profile: 'scf-2021', name: 'shop', why: 'the default of a service' },
  { service: shop({ scf: { profile: 'scf-2025' } }), options: {}, profile: 'scf-2025', name: 'shop', why: "the service's" },
  { service: shop({ scf: { profile: 'scf-2025' } }), options: { profile: 'scf-2021' }, profile: 'scf-2021', name: 'shop', why: 'asked for' },
])('shows $profile: $why', async ({ service, options, profile, name }) => {
  const seen = await figuresOf(service, options);
  expect(seen).toMatchObject({ profile, name });
  expect(seen.of.get('engine.quotaModel')?.value).toBe(profile === 'scf-2025' ? 'ga' : 'seed');
  expect(seen.of.get('engine.quotaModel')?.source).toBe(
    profile === 'scf-2025' ? 'Concurrency Management 583/49313' : 'Function Concurrency 583/37040',
  );
});

it('marks what the service sets, and nothing else', async () => {
  const service = shop({ scf: { account: { quotaMB: 64_000 }, engine: { keepAliveSec: 10, burstPerMinute: 500 } } });
  const { of } = await figuresOf(service);
  expect([...of.values()].filter(({ overridden }) => overridden).map(({ option }) => option)).toEqual(['account.quotaMB', 'engine.keepAliveSec']);
  expect(of.get('engine.keepAliveSec')).toMatchObject({ value: 10, standard: 300 });
  expect(of.get('engine.burstPerMinute')).toMatchObject({ value: 500, standard: 500, overridden: false });
  // An override lies over whichever profile is shown.
  const later = await figuresOf(service, { profile: 'scf-2025' });
  expect(later.of.get('engine.keepAliveSec')).toMatchObject({ value: 10, standard: { min: 180, max: 300 } });
  const { out } = await shown(service);
  expect(out).toMatch(/engine\.keepAliveSec +│ 10 \* \(not 300\)/);
  expect(out).toContain('* set by the service: 2');
});

it('shows what is undocumented as that, with neither source nor date', async () => {
  const { of } = await figuresOf(undefined);
  expect(of.get('engine.reuse')).toMatchObject({ source: null, date: null, rule: 'S113' });
});

it('speaks Chinese', async () => {
  const { out } = await shown(shop({ scf: { engine: { keepAliveSec: 10 } } }), {}, 'zh');
  expect(out).toContain('平台版本 scf-2021（服务“shop”的设置）');
  expect(out).toContain('10 *（原为 300）');
  expect(out).toContain('文档未记载');
  expect(out).toMatch(/engine\.burstPerMinute +│ 500 +│ 实例\/分钟 /);
  expect(out).toMatch(/engine\.asyncRun\.maxQps +│ 1000 +│ 请求\/秒 /);
  expect(out).toMatch(/account\.quotaMB +│ 128000 +│ MB /);
  const output = recorded('zh');
  await diffProfiles(undefined, { from: 'scf-2021', to: 'scf-2025' }, output);
  expect(output.outs.join('')).toContain('scf-2025: 空闲实例保留 180–300 秒');
});

it('tells which knobs are wrong, which then do not count, as the others do', async () => {
  const { code, out, err } = await shown(shop({ scf: { engine: { keepAliveSec: -1, burstPerMinute: 9 } }, functions: { a: { timeout: 0 } } }));
  expect(code).toBe(0);
  expect(err).toContain('custom.scf.engine.keepAliveSec');
  expect(err).not.toContain('timeout');
  expect(out).toMatch(/engine\.keepAliveSec +│ 300 /);
  expect(out).toMatch(/engine\.burstPerMinute +│ 9 \* \(not 500\)/);
});

it('steers no terminal with what stands in a file', async () => {
  const { out } = await shown(shop({ scf: { engine: { asyncRun: { invokeTypes: { timer: '\u001b[2J' } } } } }));
  expect(out).not.toContain('\u001b');
});

async function differing(service: ProfileService | undefined, options: object = {}, lang: Lang = 'en') {
  const output = recorded(lang);
  const code = await diffProfiles(service, { from: 'scf-2021', to: 'scf-2025', ...options }, output);
  return { code, out: output.outs.join('\n') };
}

interface DifferenceJson {
  readonly figures: readonly { readonly option: string; readonly a: unknown; readonly b: unknown; readonly set: unknown }[];
  readonly meanings: readonly { readonly option: string }[];
  readonly functions: readonly object[] | null;
  readonly findings: readonly object[];
  readonly service: string | null;
}

async function differenceOf(service: ProfileService | undefined, options: object = {}): Promise<DifferenceJson> {
  return JSON.parse((await differing(service, { ...options, json: true })).out) as DifferenceJson;
}

it('lists the figures that differ, and says what they mean', async () => {
  const seen = await differenceOf(undefined);
  expect(seen.figures.map(({ option, a, b }) => [option, a, b])).toEqual([
    ['engine.quotaModel', 'seed', 'ga'],
    ['engine.keepAliveSec', 300, { min: 180, max: 300 }],
    ['engine.asyncDequeue', 'hold', 'eager'],
  ]);
  expect(seen.meanings.map(({ option }) => option)).toEqual(['engine.quotaModel', 'engine.keepAliveSec', 'engine.asyncDequeue']);
  expect(seen).toMatchObject({ service: null, functions: null, findings: [] });
  const { code, out } = await differing(undefined);
  expect(code).toBe(0);
  expect(out).toContain('scf-2021: an asynchronous event that a limit refuses waits at the head of its queue');
  expect(out).toContain('scf-2025: an asynchronous event that a limit refuses leaves the queue and is retried every 60 s');
  expect(out).toContain('scf-2025: an idle instance is kept 180–300 s');
});

it('leaves out what the service sets, and takes its other knobs into the words', async () => {
  const service = shop({ scf: { engine: { keepAliveSec: 10, retryIntervalSec: 5 } } });
  const seen = await differenceOf(service);
  expect(seen.figures.find(({ option }) => option === 'engine.keepAliveSec')?.set).toBe(10);
  expect(seen.figures.find(({ option }) => option === 'engine.quotaModel')?.set).toBeNull();
  expect(seen.meanings.map(({ option }) => option)).not.toContain('engine.keepAliveSec');
  const { out } = await differing(service);
  expect(out).toMatch(/engine\.keepAliveSec +│ 10 \* in both/);
  expect(out).toContain('is retried every 5 s');
});

it('finds no difference between a profile and itself', async () => {
  expect((await differing(shop(), { to: 'scf-2021' })).out).toBe('scf-2021 and scf-2021 have the same figures');
});

const functions = {
  reserved: { handler: 'index.main', reservedConcurrency: 2560, provisionedConcurrency: 1024 },
  shared: { handler: 'index.main', provisionedConcurrency: 2560 },
  rest: { handler: 'index.main', memorySize: 1024 },
};

it('S§2.4: counts how many instances of each function can be busy under each', async () => {
  const { functions: counts, findings } = await differenceOf(shop({ functions }));
  expect(counts).toEqual([
    { function: 'reserved', a: { atMost: 10, provisioned: 4 }, b: { atMost: 10, provisioned: 4 } },
    // Seed: ten of its own beside a pool of 122,880 MB, which is 480 more. GA: 125,440 MB for both kinds.
    { function: 'shared', a: { atMost: 490, provisioned: 10 }, b: { atMost: 490, provisioned: 10 } },
    { function: 'rest', a: { atMost: 120, provisioned: 0 }, b: { atMost: 122, provisioned: 0 } },
  ]);
  expect(findings).toEqual([]);
  expect((await differing(shop({ functions }))).out).toMatch(/│ shared +│ 490, of which 10 provisioned +│/);
});

it('S22, S24: says of provisioned instances beyond a reservation what each profile makes of them', async () => {
  const service = shop({ functions: { x: { handler: 'index.main', reservedConcurrency: 2560, provisionedConcurrency: 2816 } } });
  const seen = await differenceOf(service);
  expect(seen.findings).toMatchObject([
    { profile: 'scf-2021', code: 'SCF206', severity: 'error', path: ['functions', 'x', 'provisionedConcurrency'] },
    { profile: 'scf-2025', code: 'SCF504', severity: 'info' },
  ]);
  expect(seen.functions).toEqual([{ function: 'x', a: null, b: { atMost: 10, provisioned: 10 } }]);
  const { out } = await differing(service);
  expect(out).toContain('Only under scf-2021 is found:\n  error SCF206  functions.x.provisionedConcurrency');
  expect(out).toMatch(/│ x +│ refused, see below +│ 10, of which 10 provisioned │/);
});

it('counts no instances of a service that neither takes, and says so', async () => {
  const service = shop({ functions: { a: { handler: 'index.main', timeout: 0 } } });
  expect(await differenceOf(service)).toMatchObject({ functions: null, findings: [] });
  expect((await differing(service)).out).toContain('Service "shop" has errors under both');
});

it.each([{ profile: 'scf-2020' }, { profile: '' }, { profile: 7 }])('refuses to show %j', async (options) => {
  await expect(shown(undefined, options)).rejects.toThrow(UsageError);
});

it.each([{ from: undefined }, { to: undefined }, { to: 'scf-2020' }, { from: 'toString' }])('refuses to compare %j', async (options) => {
  await expect(differing(undefined, options)).rejects.toThrow(UsageError);
});

describe('in a folder', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'scf-profile-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const read = async (files: Readonly<Record<string, string>>, options: object = {}) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
    const output = recorded();
    const found = await serviceIn({ dir, env: {}, ...options }, output);
    return { found, err: output.errs.join('\n') };
  };

  it('needs no service', async () => {
    expect(await read({})).toEqual({ found: { service: undefined }, err: '' });
  });

  it('reads one, with its parameters; a value without one does not count', async () => {
    const text = 'service: shop\nprovider: tencent\ncustom: { scf: { engine: { burstPerMinute: 7, settleSec: "${param:s}" } } }\n';
    const { found } = await read({ 'serverless.yml': text });
    if (!('service' in found)) throw new Error('not read');
    expect((await figuresOf(found.service)).of.get('engine.settleSec')?.value).toBe(0);
    const { found: given } = await read({}, { param: ['s=3'] });
    expect('service' in given && given.service?.service).toMatchObject({ custom: { scf: { engine: { settleSec: '3' } } } });
  });

  it('tells of a wrong knob where it is written, in an included file, too', async () => {
    const { found } = await read({
      'serverless.yml': 'service: shop\nprovider: tencent\ncustom: { scf: "${file(scf.yml)}" }\n',
      'scf.yml': 'engine:\n  reuse: mruu\n',
    });
    if (!('service' in found)) throw new Error('not read');
    expect((await shown(found.service)).err).toMatch(/^scf\.yml:2:10 {2}error SCF105[^]*\n {2}2 \| {3}reuse: mruu\n/);
  });

  it.each([
    { files: { 'serverless.yml': 'a: [' }, is: { exitCode: 1 }, why: 'is no YAML' },
    { files: { 'serverless.ts': 'throw 1' }, is: { service: undefined }, why: 'is a program' },
  ])('says when the file $why', async ({ files, is }) => {
    const { found, err } = await read(files);
    expect(found).toEqual(is);
    expect(err).toContain('SCF110');
  });

  it('refuses a parameter without a value', async () => {
    await expect(read({}, { param: ['x'] })).rejects.toThrow(UsageError);
  });
});
