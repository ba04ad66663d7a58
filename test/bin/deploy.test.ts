import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/bin/run';
import { UsageError } from '../../src/commands/output';
import { openGround, type Ground } from '../commands/deploy/deploying';
import { recorded } from '../commands/output';

/** Commands of the bin that speak to the cloud, against our own API; what they do is tested with each. */

const yml = `service: media
provider: { name: tencent, runtime: Nodejs18.15, region: ap-guangzhou }
functions:
  hello:
    handler: index.main
`;

async function ran(ground: Ground, ...args: readonly string[]) {
  const output = recorded();
  const process = {
    cwd: () => ground.dir,
    env: { HOME: ground.dir },
    stdin: { isTTY: true },
    stdout: { on: () => undefined, off: () => undefined },
    stderr: { isTTY: false },
    on: () => process,
    off: () => process,
  } as unknown as NodeJS.Process;
  const code = await run(args, process, output);
  return { code, out: output.outs.join('\n'), err: output.errs.join('\n') };
}

let ground: Ground;
beforeEach(async () => {
  ground = await openGround();
  ground.write(yml);
});

it('plans, deploys, looks, calls and removes', async () => {
  const here = ['--endpoint', ground.origin];
  expect(await ran(ground, 'plan', ...here)).toMatchObject({ code: 0, out: expect.stringContaining('1 to create') });
  expect(ground.changes).toEqual([]);
  expect(await ran(ground, 'deploy', ...here)).toMatchObject({ code: 0, out: expect.stringContaining('created as media-dev-hello') });
  expect(await ran(ground, 'deploy', '--json', ...here)).toMatchObject({ code: 0, out: expect.stringContaining('"outcome": "done"') });
  expect(await ran(ground, 'info', ...here)).toMatchObject({ code: 0, out: expect.stringContaining('media-dev-hello') });
  expect(await ran(ground, 'rollback', ...here)).toMatchObject({ code: 0 });
  expect(await ran(ground, 'events', 'list', '--remote', ...here)).toMatchObject({ code: 0 });
  expect(await ran(ground, 'import', '--output', '-', ...here)).toMatchObject({ code: 0, out: expect.stringContaining('hello:') });
  expect(await ran(ground, 'remove', '--yes', ...here)).toMatchObject({ code: 0 });
  expect(await ground.region.refused('GetFunction', { FunctionName: 'media-dev-hello' })).toBe('ResourceNotFound.Function');
});

it('removes a service whose configuration breaks rules by now', async () => {
  const here = ['--endpoint', ground.origin];
  await ran(ground, 'deploy', ...here);
  writeFileSync(join(ground.dir, 'serverless.yml'), `${yml}    memorySize: 200\n`);
  expect(await ran(ground, 'deploy', ...here)).toMatchObject({ code: 1, err: expect.stringMatching(/SCF201[^]*nothing is planned or deployed/) });
  expect(await ran(ground, 'remove', '--yes', ...here)).toMatchObject({ code: 0 });
  expect(await ground.region.refused('GetFunction', { FunctionName: 'media-dev-hello' })).toBe('ResourceNotFound.Function');
});

it.each(['plan', 'deploy', 'info', 'logs', 'metrics', 'rollback', 'remove', 'import', 'invoke'])('helps after %s --help', async (command) => {
  expect(await ran(ground, command, '--help')).toMatchObject({ code: 0, out: expect.stringContaining('import     write a serverless.yml') });
});

it.each([
  ['plan', '--yes'],
  ['deploy', 'now'],
  ['info', '--tail'],
  ['remove', '--force'],
  ['events', 'list', '--stage', 'prod'],
  ['deploy', '--function', 'none'],
])('refuses %j %j %j %j', async (...args) => {
  await expect(ran(ground, ...args)).rejects.toThrow(UsageError);
});

it.each(['plan', 'deploy', 'info', 'logs', 'metrics', 'rollback', 'remove'])('%s ends with 2 where there is no service', async (command) => {
  const elsewhere = { ...ground, dir: join(ground.dir, '.serverless') };
  expect((await ran(elsewhere, command, '--endpoint', ground.origin)).code).toBe(2);
});

it.each(['plan', 'info', 'remove'])('%s tells a wrong configuration as JSON where JSON is wanted', async (command) => {
  writeFileSync(join(ground.dir, 'serverless.yml'), 'service: [');
  const { code, out } = await ran(ground, command, '--json', '--endpoint', ground.origin);
  expect([code, JSON.parse(out)]).toMatchObject([1, { diagnostics: [{ code: 'SCF110' }] }]);
});
