import { existsSync, readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hosts, launch, processesIn, removeService, serviceIn, slsOf, spawned, type Spawning } from './spawning';

/** The plugin in the real frameworks: what users type, and what they then see. */

describe.each(hosts)('$host', ({ package: packageName }) => {
  let dir: string;
  const sls = (args: readonly string[], more: Partial<Spawning> = {}) => spawned(slsOf(packageName), args, { cwd: dir, ...more });

  beforeAll(() => {
    dir = serviceIn('service', { '.env': 'SECRET=never in a package\n' });
  });
  afterAll(() => removeService(dir));

  it('print: shows the service, its values as they were written (F27)', async () => {
    const { exitCode, out } = await sls(['print', '--format', 'json']);
    expect(exitCode).toBe(0);
    const printed = JSON.parse(out) as { functions: Record<string, unknown>; provider: object };
    expect(printed.provider).toMatchObject({ name: 'tencent', environment: { BUCKET: 'videos-dev' } });
    expect(printed.functions['transcode']).toMatchObject({ asyncRunEnable: true, reservedConcurrency: 2560, provisionedConcurrency: 512 });
  });

  it('package: makes the archive, without .env (F44)', async () => {
    expect((await sls(['package'])).exitCode).toBe(0);
    const archive = await readFile(join(dir, '.serverless', 'media.zip'), 'latin1');
    expect(archive).toContain('index.js');
    expect(archive).not.toContain('.env\u0000');
    expect(/PK\u0003\u0004[^]{26}\.env/.test(archive)).toBe(false);
  });

  it.each([
    { by: '-d', args: ['-d', '{"from":"data"}'], stdin: undefined, from: 'data' },
    { by: '-p', args: ['-p', 'event.json'], stdin: undefined, from: 'file' },
    { by: 'stdin', args: [], stdin: '{"from":"stdin"}', from: 'stdin' },
  ])('invoke local by $by: the result alone on standard output', async ({ args, stdin, from }) => {
    const { exitCode, out, err } = await sls(['invoke', 'local', '-f', 'echo', '-e', 'NOTE=here', ...args], stdin === undefined ? {} : { stdin });
    expect(JSON.parse(out)).toEqual({ event: { from }, calls: 1, bucket: 'videos-dev', note: 'here' });
    expect(err).toMatch(
      /START RequestId: \S+[^]*call 1 for media-dev-echo[^]*END RequestId: \S+[^]*Report RequestId: \S+ Duration:\d+ms Memory:128MB/,
    );
    expect(exitCode).toBe(0);
    expect(processesIn(dir)).toEqual([]);
  });

  it('invoke local: a reader that has seen enough is no failure', async () => {
    const { child, ended } = launch(slsOf(packageName), ['invoke', 'local', '-f', 'echo', '-d', '{}'], { cwd: dir });
    child.stdout?.destroy();
    const { exitCode, err } = await ended;
    expect(err).toMatch(/Report RequestId: \S+ Duration:\d+ms/);
    expect(err).not.toContain('EPIPE');
    expect(exitCode).toBe(0);
    expect(processesIn(dir)).toEqual([]);
  });

  it.each([
    { option: '--context', value: '{"trace":"abc"}' },
    { option: '--contextPath', value: 'context.json' },
    { option: '--context-path', value: 'context.json' },
  ])('lays $option over the context', async ({ option, value }) => {
    await writeFile(join(dir, 'context.json'), '{"trace":"abc"}');
    const { out } = await sls(['invoke', 'local', '-f', 'echo', '-d', '{}', option, value]);
    await rm(join(dir, 'context.json'));
    expect(JSON.parse(out)).toMatchObject({ trace: 'abc' });
  });

  it('invoke local of a failing function: the error object and exit code 1, no stack of ours', async () => {
    const { exitCode, out, err } = await sls(['invoke', 'local', '-f', 'fail', '-d', '{"id":7}']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ errorMessage: 'no video 7', statusCode: 430 });
    expect(err).not.toContain('dist/');
  });

  it('S14: 30 calls at once, of which the reservation admits 10', async () => {
    const { exitCode, out } = await sls(['invoke', 'local', '-f', 'slow', '-d', '{}', '--count', '30', '--concurrency', '30', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ summary: { byStatus: { 200: 10, 432: 20 }, instances: { started: 10 } } });
  });

  it('S52: an async-run function answers with its RequestId, then its log', async () => {
    const { exitCode, out, err } = await sls(['invoke', 'local', '-f', 'transcode', '-d', '{}']);
    expect(exitCode).toBe(0);
    expect(err).toMatch(new RegExp(`START RequestId: ${out.trim()}[^]*encode[^]*${out.trim()} FINISHED \\(200\\)`));
  });

  it.each([
    { args: ['-f', 'echo', '-d', '{}', '--type', 'Later'], says: '--type is RequestResponse or Event, not "Later"' },
    { args: ['-f', 'echo', '-d', '{'], says: 'is not JSON' },
    { args: ['-f', 'ecko', '-d', '{}'], says: 'ecko' },
    { args: ['-f', 'echo', '-d', '{}', '--docker'], says: '--docker is for AWS. Here each instance is a process of its own' },
  ])('wrong usage $args: exit code 2, no stack', async ({ args, says }) => {
    const { exitCode, out, err } = await sls(['invoke', 'local', ...args]);
    expect(out + err).toContain(says);
    expect(out + err).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(2);
  });

  it('stops at a wrong quota before anything runs, in the language of the locale', async () => {
    const yaml = join(dir, 'serverless.yml');
    const good = await readFile(yaml, 'utf8');
    await writeFile(yaml, good.replace('provisionedConcurrency: 512', 'provisionedConcurrency: 300'));
    try {
      const english = await sls(['invoke', 'local', '-f', 'echo', '-d', '{}']);
      expect(english.exitCode).toBe(1);
      expect(english.out + english.err).toMatch(/serverless\.yml:32:29\s+error SCF202/);
      expect(english.out + english.err).not.toContain('START RequestId');
      const beijing = { env: { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8', SCF_LANG: '' } };
      const chinese = await sls(['invoke', 'local', '-f', 'echo', '-d', '{}'], beijing);
      expect(chinese.out + chinese.err).toMatch(/serverless\.yml:32:29[^]*SCF202[^]*预置/);
      const report = await sls(['scf', 'validate', '--format', 'json']);
      expect(report.exitCode).toBe(1);
      expect(JSON.parse(report.out)).toMatchObject({ diagnostics: [expect.objectContaining({ code: 'SCF202', line: 32, column: 29 })] });
    } finally {
      await writeFile(yaml, good);
    }
  });

  it('scf validate: nothing to say about a good service', async () => {
    const { exitCode, out } = await sls(['scf', 'validate', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ summary: { errors: 0, warnings: 0 } });
    expect(exitCode).toBe(0);
  });

  it('leaves nothing of its own in the service folder', () => {
    expect(readdirSync(dir).sort()).toEqual(['.env', '.env.example', '.serverless', 'event.json', 'index.js', 'node_modules', 'serverless.yml']);
    expect(existsSync(join(dir, '.serverless-scf'))).toBe(false);
  });
});
