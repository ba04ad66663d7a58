import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, hosts, launch, removeService, serviceIn, slsOf, spawned, type Spawned } from './spawning';

/** The linter as a pipeline runs it: by itself, and in every framework. */

let dir = '';
beforeEach(() => {
  dir = serviceIn('lint');
});
afterEach(() => removeService(dir));

const scf = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Spawned> => spawned(bin, args, { cwd: dir, env });

interface Json {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly stages: unknown;
  }[];
  readonly summary: object;
}

const places = (out: string): string[] =>
  (JSON.parse(out) as Json).diagnostics.map(({ code, file, line, column }) => `${file}:${line}:${column} ${code}`);

it('finds what is wrong where a person would edit it, also in included files and at other stages', async () => {
  const { exitCode, out, err } = await scf(['validate', '--format', 'json']);
  expect([exitCode, err]).toEqual([1, '']);
  expect(places(out)).toEqual(['functions.yml:4:3 SCF103', 'functions.yml:6:7 SCF503']);
  expect(places((await scf(['validate', '--format', 'json', '--stage', 'prod'])).out)).toEqual([
    'serverless.yml:6:11 SCF202',
    'functions.yml:4:3 SCF103',
    'functions.yml:6:7 SCF503',
  ]);
});

describe.each(hosts)('$host', ({ package: packageName }) => {
  const sls = (args: readonly string[]): Promise<Spawned> => spawned(slsOf(packageName), ['scf', ...args], { cwd: dir });

  it.each([
    { args: ['--format', 'json'], exitCode: 1 },
    { args: ['--format', 'json', '--stage', 'prod'], exitCode: 1 },
    { args: ['--format', 'json', '--all-stages'], exitCode: 1 },
    { args: ['--format', 'sarif'], exitCode: 1 },
  ])('says the same as the command by itself: $args', async ({ args, exitCode }) => {
    const [ofHost, ofBin] = [await sls(['validate', ...args]), await scf(['validate', ...args])];
    expect(JSON.parse(ofHost.out)).toEqual(JSON.parse(ofBin.out));
    expect([ofHost.exitCode, ofBin.exitCode]).toEqual([exitCode, exitCode]);
  });

  it('fixes what is safe, after which nothing is wrong', async () => {
    const before = readFileSync(join(dir, 'functions.yml'), 'utf8');
    const fixed = await sls(['validate', '--fix']);
    expect(readFileSync(join(dir, 'functions.yml'), 'utf8')).toBe(before.replace('reservedConcurency', 'reservedConcurrency'));
    expect(fixed).toMatchObject({ exitCode: 0, err: expect.stringContaining('1 fix applied in 1 file') });
    expect((await sls(['validate', '--fail-on', 'warning'])).exitCode).toBe(0);
  });

  it('tells of its rules, and refuses what it does not know', async () => {
    expect(await sls(['validate', '--explain', 'SCF203'])).toMatchObject({ exitCode: 0, out: expect.stringContaining('12800') });
    expect((await sls(['rules'])).out).toContain('SCF203');
    expect(await sls(['validate', '--format', 'xml'])).toMatchObject({ exitCode: 2, err: expect.stringContaining('--format is one of') });
  });
});

it('speaks Chinese, and writes a report to a file', async () => {
  const { exitCode, out, err } = await scf(['validate', '--output', 'report.txt'], { SCF_LANG: 'zh' });
  expect([exitCode, out]).toEqual([1, '']);
  expect(err).toContain('1 个错误');
  expect(readFileSync(join(dir, 'report.txt'), 'utf8')).toMatch(/functions\.yml:4:3 +错误 SCF103/);
});

it('shows no stack for a mistake of its user', async () => {
  for (const args of [
    ['validate', 'nowhere'],
    ['validate', '--fail-on', 'never'],
    ['validate', '--baseline', 'none.json'],
    ['validate', '--cloud'],
  ]) {
    const { exitCode, out, err } = await scf(args);
    expect([args, exitCode, out]).toEqual([args, 2, '']);
    expect(err).not.toMatch(/^\s+at /m);
  }
});

it('S16, S76: compares with a live account, which answers only whom it knows', async () => {
  const other = serviceIn('lint', {
    'serverless.yml': [
      'service: other',
      'provider: { name: tencent, runtime: Nodejs18.15, memorySize: 256 }',
      'functions: { big: { handler: index.main_handler, reservedConcurrency: 115200 } }',
      '',
    ].join('\n'),
  });
  const keys = { TENCENTCLOUD_SECRET_ID: 'AKIDtest', TENCENTCLOUD_SECRET_KEY: 'of-this-test-alone' };
  const cloud = launch(bin, ['offline', '--port', '0', '--ephemeral', '--signature', 'verify', '--no-watch'], { cwd: other, env: keys });
  try {
    await cloud.saw('reload  ');
    const { origin: endpoint } = JSON.parse(readFileSync(join(other, '.serverless-scf', 'offline.json'), 'utf8')) as { origin: string };
    const args = ['validate', '--cloud', '--endpoint', endpoint, '--stage', 'prod', '--fix', '--format', 'json'];
    const { out, err, exitCode } = await scf(args, keys);
    expect(err).toContain('fix');
    // A parameter may be meant for others too: it is left to a person.
    expect(places(out)).toEqual(['serverless.yml:6:11 SCF202', 'functions.yml:4:24 SCF203', 'functions.yml:6:7 SCF503']);
    expect([exitCode, JSON.parse(out)]).toMatchObject([1, { summary: { allocations: [{ live: true, accountMB: 128_000 }] } }]);
    const wrong = await scf(args, { ...keys, TENCENTCLOUD_SECRET_KEY: 'another' });
    expect([wrong.exitCode, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain('AuthFailure');
    expect(wrong.err).not.toContain('another');
  } finally {
    cloud.child.kill('SIGTERM');
    await cloud.ended;
    removeService(other);
  }
});
