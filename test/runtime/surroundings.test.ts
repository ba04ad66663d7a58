import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ProcessRuntime } from '../../src/runtime';
import { OwnTmp } from '../../src/runtime/ownTmp';
import { handlers, kinds, Observed, resultOf, specOf } from './instances';
import { until } from './processes';

/** The machine of a developer, with things that are nobody's business. */
const host = {
  PATH: process.env['PATH'],
  HOME: '/home/developer',
  NODE_OPTIONS: '--no-warnings',
  TENCENTCLOUD_SECRETID: 'the-real-one',
  TENCENTCLOUD_SECRETKEY: 'the-real-one',
  DEVELOPER_TOKEN: 'hands-off',
};
const runtime = new ProcessRuntime({ lang: 'en', host });

afterAll(() => runtime.close());

async function environmentWith(plan: Parameters<typeof specOf>[2]): Promise<Record<string, string>> {
  const environment = resultOf(await new Observed(runtime, specOf('surroundings.environment', {}, plan)).run()) as Record<string, string>;
  // macOS adds it to every process.
  const { __CF_USER_TEXT_ENCODING: _, ...rest } = environment;
  return rest;
}

describe('environment', () => {
  it("is the platform's and the user's, and nothing else", async () => {
    const { HOME, TMPDIR, TMP, TEMP, PATH, ...rest } = await environmentWith({ environment: { TABLE: 'orders' } });
    expect([TMPDIR, TMP, TEMP]).toEqual([HOME, HOME, HOME]);
    expect(PATH).toBe(process.env['PATH']);
    expect(rest).toEqual({
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
      NODE_PATH: [handlers, join(handlers, 'node_modules')].join(delimiter),
      PWD: handlers,
      PYTHONPATH: handlers,
      SCF_FUNCTIONNAME: 'shop-dev-work',
      SCF_FUNCTIONVERSION: '$LATEST',
      SCF_NAMESPACE: 'default',
      SCF_RUNTIME: 'Nodejs18.15',
      TABLE: 'orders',
      TENCENTCLOUD_APPID: '1250000000',
      TENCENTCLOUD_REGION: 'ap-guangzhou',
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_TZ: 'UTC',
      TENCENTCLOUD_UIN: '100000000001',
      TZ: 'UTC',
      USER: 'qcloud',
      USER_CODE_ROOT: `${handlers}/`,
      _SCF_SERVER_PORT: '28902',
    });
  });

  it('has credentials only with a role, and they are nobody’s', async () => {
    expect(await environmentWith({ role: 'SCF_ExecuteRole' })).toMatchObject({
      TENCENTCLOUD_SECRETID: 'local-secret-id',
      TENCENTCLOUD_SECRETKEY: 'local-secret-key',
      TENCENTCLOUD_SESSIONTOKEN: 'local-session-token',
    });
  });

  it('lets the user set what is not protected', async () => {
    const environment = await environmentWith({ environment: { TZ: 'Asia/Shanghai', SCF_NAMESPACE: 'mine', TENCENTCLOUD_REGION: 'moon' } });
    expect(environment).toMatchObject({ TZ: 'Asia/Shanghai', SCF_NAMESPACE: 'default', TENCENTCLOUD_REGION: 'ap-guangzhou' });
  });

  it('has a PATH of the user, which finds nothing that we start an instance with (S210)', async () => {
    expect(await environmentWith({ environment: { PATH: '/opt/bin' } })).toMatchObject({ PATH: '/opt/bin' });
  });
});

describe('context', () => {
  const fields = {
    callbackWaitsForEmptyEventLoop: true,
    memory_limit_in_mb: 512,
    time_limit_in_ms: 3000,
    request_id: 'request-1',
    function_name: 'shop-dev-work',
    function_version: '$LATEST',
    namespace: 'default',
    tencentcloud_region: 'ap-guangzhou',
    tencentcloud_appid: '1250000000',
    tencentcloud_uin: '100000000001',
    environ: 'TABLE=orders;SCF_NAMESPACE=default',
    environment: '{"TABLE":"orders","SCF_NAMESPACE":"default"}',
  };

  it('has every field, the version that an alias resolved to among them, and each request its own id (S146, S196)', async () => {
    const observed = new Observed(runtime, specOf('surroundings.context', {}, { environment: { TABLE: 'orders' } }));
    expect(resultOf(await observed.run())).toEqual({ ...fields, functions: [] });
    expect(resultOf(await observed.run())).toEqual({ ...fields, request_id: 'request-2', functions: [] });
  });

  it('has what the developer lays over it', async () => {
    const observed = new Observed(runtime, specOf('surroundings.context', { context: { request_id: 'mine', more: [1] } }));
    expect(resultOf(await observed.run())).toMatchObject({ request_id: 'mine', more: [1], namespace: 'default' });
  });

  it('knows the remaining time only where it is asked for', async () => {
    const observed = new Observed(runtime, specOf('surroundings.context', { remainingTime: true }));
    expect(resultOf(await observed.run())).toMatchObject({ functions: ['getRemainingTimeInMillis'] });
    const remaining = resultOf(await new Observed(runtime, specOf('surroundings.remaining', { remainingTime: true })).run());
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(3000);
  });

  it('does not carry asynchronous state from one request to the next', async () => {
    const observed = new Observed(runtime, specOf('surroundings.store'));
    expect([resultOf(await observed.run('one')), resultOf(await observed.run('two'))]).toEqual([null, null]);
  });
});

describe('process', () => {
  it('looks like a normal start', async () => {
    expect(resultOf(await new Observed(runtime, specOf('surroundings.process')).run())).toEqual({
      argv: [process.execPath, join(handlers, 'surroundings.js')],
      execArgv: [],
      cwd: handlers,
      stdinEnds: true,
      sent: 'undefined',
      cached: [],
      timeZone: 'UTC',
    });
  });

  it('has no global of ours', async () => {
    const script = 'process.stdout.write(JSON.stringify(Object.getOwnPropertyNames(globalThis)))';
    const plain = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) as string[];
    const names = resultOf(await new Observed(runtime, specOf('surroundings.globals')).run()) as string[];
    expect(names.filter((name) => !plain.includes(name))).toEqual([]);
  });

  it('finds packages through NODE_PATH, the code its working directory (S197)', async () => {
    const codeDir = mkdtempSync(join(realpathSync(tmpdir()), 'service-'));
    mkdirSync(join(codeDir, 'node_modules'));
    writeFileSync(join(codeDir, 'from-node-path.js'), 'module.exports = "found";');
    writeFileSync(join(codeDir, 'index.js'), 'exports.main = async () => require("from-node-path");');
    expect(resultOf(await new Observed(runtime, specOf('index.main', { codeDir })).run())).toBe('found');
    rmSync(codeDir, { recursive: true });
  });
});

describe('folder', () => {
  interface Folder {
    readonly home: string;
    readonly tmp: string;
    readonly files: readonly string[];
  }

  // Without a PATH nothing is found that could mount.
  it('is an instance’s own, stays for the next event, and goes with the instance', async () => {
    const house = new ProcessRuntime({ lang: 'en', host: { ...host, PATH: '/nowhere' } });
    const [one, two] = [new Observed(house, specOf('surroundings.folder')), new Observed(house, specOf('surroundings.folder'))];
    const first = resultOf(await one.run()) as Folder;
    const second = resultOf(await two.run()) as Folder;
    expect(first).toEqual({ home: first.tmp, tmp: first.tmp, files: ['left-behind'] });
    expect(second.tmp).not.toBe(first.tmp);
    expect(resultOf(await one.run())).toEqual(first);
    const parent = dirname(first.tmp);
    expect(readdirSync(parent)).toHaveLength(2);
    two.instance.kill();
    await until(() => readdirSync(parent).length === 1);
    await house.close();
    expect(existsSync(parent)).toBe(false);
  });

  it.each(kinds)('has its place in a folder that is there: without one $kind fail to start, and say so, until it is made', async ({ local }) => {
    const missing = join(mkdtempSync(join(tmpdir(), 'scf-')), 'missing');
    const temporary = jest.spyOn(os, 'tmpdir').mockReturnValue(missing);
    const house = new ProcessRuntime({ lang: 'en', host, local });
    const { failure } = await new Observed(house, specOf('surroundings.folder')).heard('initFailed');
    expect(failure.status).toBe(500);
    expect(failure.error.errorMessage).toMatch(`${missing} cannot hold its temporary files: TMPDIR has to name a folder`);
    mkdirSync(missing);
    expect(resultOf(await new Observed(house, specOf('surroundings.folder')).run())).toMatchObject({
      files: expect.arrayContaining(['left-behind']) as unknown,
    });
    await house.close();
    temporary.mockRestore();
    rmSync(dirname(missing), { recursive: true });
  });

  it('S114: is /tmp itself where the system allows it, with nothing of the machine’s but what the instance needs', async () => {
    const mounts = (await OwnTmp.available(host)) !== undefined;
    // A system that cannot mount has the test above; there is nothing that could be looked at here.
    if (!mounts) return;
    const codeDir = mkdtempSync(join(realpathSync('/tmp'), 'service-'));
    cpSync(join(handlers, 'surroundings.js'), join(codeDir, 'surroundings.js'));
    const house = new ProcessRuntime({ lang: 'en', host });
    const [one, two] = [
      new Observed(house, specOf('surroundings.folder', { codeDir })),
      new Observed(house, specOf('surroundings.folder', { codeDir })),
    ];
    const seen = resultOf(await one.run()) as Folder;
    expect(seen).toMatchObject({ home: '/tmp', tmp: '/tmp' });
    const needed = [codeDir, process.execPath, handlers].flatMap((path) => /^\/tmp\/([^/]+)/.exec(path)?.[1] ?? []);
    expect([...seen.files].sort()).toEqual([...new Set(['left-behind', ...needed])].sort());
    expect(resultOf(await two.run())).toEqual(seen);
    expect(existsSync('/tmp/left-behind')).toBe(false);
    await house.close();
    // What stood there for its sake is still what it was.
    expect(existsSync(join(codeDir, 'surroundings.js'))).toBe(true);
    rmSync(codeDir, { recursive: true });
  });
});
