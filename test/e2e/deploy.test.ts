import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openLocalCloud, type LocalCloud } from './localCloud';
import { hosts, removeService, slsOf, spawned } from './spawning';

/** `sls deploy` and what belongs to it, in the real frameworks, against a local region that verifies signatures. */

const root = dirname(dirname(__dirname));

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await openLocalCloud();
});
afterAll(() => cloud.close());

/** A copy of an example with the built package in its node_modules, as after `npm install`. */
function exampleIn(name: string): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'scf-deploy-')));
  cpSync(join(root, 'examples', name), dir, { recursive: true, filter: (from) => !/[/\\](node_modules|\.results|\.serverless(-scf)?)$/.test(from) });
  for (const part of ['package.json', 'dist', 'schema']) {
    cpSync(join(root, part), join(dir, 'node_modules', 'serverless-scf', part), { recursive: true });
  }
  return dir;
}

async function functionsNow(): Promise<string[]> {
  const { Functions } = await cloud.client.call('ListFunctions', { Limit: 100, Orderby: 'FunctionName', Order: 'ASC' });
  return (Functions as { FunctionName: string }[]).map(({ FunctionName }) => FunctionName);
}

describe.each(hosts)('deploy with $host', ({ package: packageName }) => {
  let dir = '';
  const sls = (args: readonly string[]) => spawned(slsOf(packageName), [...args, '--endpoint', cloud.endpoint], { cwd: dir, env: cloud.env });
  /** The service's file with something changed in it. */
  const edit = (file: string, from: string, to: string): void => {
    const path = join(dir, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };

  afterEach(() => removeService(dir));

  it('puts an example there, finds nothing to change, changes what was changed, calls it, and leaves nothing', async () => {
    dir = exampleIn('etl');
    // Fixed while a function lives: what the example takes from variables must not move between runs.
    const planned = await sls(['scf', 'plan']);
    expect([planned.exitCode, planned.err]).toEqual([0, expect.not.stringContaining('Error')]);
    expect(await functionsNow()).toEqual([]);

    const first = await sls(['deploy']);
    expect([first.exitCode, first.out + first.err]).toEqual([0, expect.stringContaining('llm-etl-dev-query')]);
    expect(await functionsNow()).toEqual(['llm-etl-dev-aggregate', 'llm-etl-dev-complete', 'llm-etl-dev-query']);
    expect(await cloud.client.call('GetReservedConcurrencyConfig', { FunctionName: 'llm-etl-dev-aggregate' })).toMatchObject({ ReservedMem: 1024 });
    expect(await cloud.client.call('GetProvisionedConcurrencyConfig', { FunctionName: 'llm-etl-dev-query' })).toMatchObject({
      Allocated: [{ Qualifier: '1', AllocatedProvisionedConcurrencyNum: 2, AvailableProvisionedConcurrencyNum: 2 }],
    });
    expect(await cloud.client.call('GetAlias', { FunctionName: 'llm-etl-dev-query', Name: '$DEFAULT' })).toMatchObject({ FunctionVersion: '1' });

    const again = await sls(['scf', 'plan', '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ steps: [], functions: [{ kind: 'same' }, { kind: 'same' }, { kind: 'same' }] });

    edit('serverless.yml', 'memorySize: 256', 'memorySize: 512');
    edit('src/query.js', 'exports.main_handler', '// Another text.\nexports.main_handler');
    const changed = JSON.parse((await sls(['scf', 'plan', '--json'])).out) as { functions: { key: string; fields: { option: string }[] }[] };
    const options = Object.fromEntries(changed.functions.map(({ key, fields }) => [key, fields.map(({ option }) => option)]));
    expect(options['complete']).toEqual(expect.arrayContaining(['memorySize']));
    expect((await sls(['deploy'])).exitCode).toBe(0);
    expect(await cloud.client.call('GetFunction', { FunctionName: 'llm-etl-dev-complete' })).toMatchObject({ MemorySize: 512 });
    expect(await cloud.client.call('GetProvisionedConcurrencyConfig', { FunctionName: 'llm-etl-dev-query' })).toMatchObject({
      Allocated: [{ Qualifier: '2', AvailableProvisionedConcurrencyNum: 2 }],
    });
    expect(JSON.parse((await sls(['scf', 'plan', '--json'])).out)).toMatchObject({ steps: [] });

    const info = await sls(['info']);
    expect([info.exitCode, info.out + info.err]).toEqual([0, expect.stringContaining('llm-etl-dev-query')]);
    const removed = await sls(['remove', '--yes']);
    expect([removed.exitCode, removed.out + removed.err]).toEqual([0, expect.any(String)]);
    expect(await functionsNow()).toEqual([]);
  });

  it('invokes, tails and rolls back what it has deployed', async () => {
    dir = mkdtempSync(join(tmpdir(), 'scf-deploy-'));
    rmSync(dir, { recursive: true });
    dir = exampleIn('harness');
    mkdirSync(join(dir, 'src'), { recursive: true });
    writeFileSync(
      join(dir, 'src', 'hello.js'),
      'exports.main_handler = async (event) => { console.log("said once"); return { version: 1, event }; };\n',
    );
    writeFileSync(
      join(dir, 'serverless.yml'),
      [
        'service: greeting',
        "frameworkVersion: '>=3'",
        'plugins: [serverless-scf]',
        'provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }',
        'functions:',
        '  hello:',
        '    handler: src/hello.main_handler',
        '    memorySize: 128',
        '    provisionedConcurrency: 128',
        "    events: [{ timer: { name: nightly, cron: '0 0 3 * * * *', enable: false } }]",
        '',
      ].join('\n'),
    );
    expect((await sls(['deploy'])).exitCode).toBe(0);
    const called = await sls(['invoke', '-f', 'hello', '-d', '{"a":1}']);
    expect([called.exitCode, JSON.parse(called.out)]).toEqual([0, { version: 1, event: { a: 1 } }]);
    const logs = await sls(['logs', '-f', 'hello']);
    expect([logs.exitCode, logs.out]).toEqual([0, expect.stringContaining('said once')]);

    edit('src/hello.js', 'version: 1', 'version: 2');
    expect((await sls(['deploy', 'function', '-f', 'hello'])).exitCode).toBe(0);
    expect(JSON.parse((await sls(['invoke', '-f', 'hello', '-d', '{}'])).out)).toMatchObject({ version: 2 });

    const back = await sls(['rollback', 'function', '-f', 'hello', '--function-version', '1']);
    expect([back.exitCode, back.err]).toEqual([0, expect.any(String)]);
    expect(JSON.parse((await sls(['invoke', '-f', 'hello', '-d', '{}'])).out)).toMatchObject({ version: 1 });
    expect((await sls(['metrics', '--json'])).exitCode).toBe(0);
    expect((await sls(['remove', '--yes'])).exitCode).toBe(0);
    expect(await functionsNow()).toEqual([]);
  });
});
