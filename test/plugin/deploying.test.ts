import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import TencentScf from '../../src';
import type { CommandDefinition, Host, HostOptions } from '../../src/plugin/host';
import { insteadOf } from '../../src/plugin/insteadOf';
import { openGround, type Ground } from '../commands/deploy/deploying';

/** What the framework's commands that speak to the cloud do, against our own API; the real hosts have their turn in `test/e2e`. */

class HostError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

const yml = 'service: media\nprovider: { name: tencent, runtime: Nodejs18.15, region: ap-guangzhou }\nfunctions:\n  hello: { handler: index.main }\n';

let ground: Ground;
let outs: string[];
let spawned: string[];
beforeEach(async () => {
  ground = await openGround();
  ground.write(yml);
  outs = [];
  spawned = [];
});

function pluginFor(command: string, options: HostOptions): TencentScf {
  const configuration = parse(readFileSync(join(ground.dir, 'serverless.yml'), 'utf8')) as Record<string, Record<string, object>>;
  const host: Host = {
    serviceDir: ground.dir,
    configurationFilename: 'serverless.yml',
    configurationInput: configuration,
    processedInput: { commands: command.split(' '), options },
    service: { service: 'media', provider: configuration['provider'] ?? {}, functions: configuration['functions'] },
    configSchemaHandler: { defineProvider: () => undefined },
    pluginManager: {
      spawn: (name) => {
        spawned.push(name);
        return Promise.resolve();
      },
    },
    classes: { Error: HostError },
    setProvider: () => undefined,
    extendConfiguration: () => undefined,
  };
  return new TencentScf(host, options, { log: { warning: () => undefined, notice: () => undefined }, writeText: (text) => outs.push(text) });
}

/** Runs a command's hooks in the framework's order. */
async function ran(command: string, hooks: readonly string[], options: HostOptions = {}) {
  const errs: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => errs.push(String(text)) > 0);
  const before = process.exitCode;
  const listening = process.listeners('exit');
  process.exitCode = undefined;
  outs = [];
  let error: unknown;
  try {
    const plugin = pluginFor(command, { endpoint: ground.origin, ...options });
    for (const hook of hooks) await plugin.hooks[hook]?.();
  } catch (thrown) {
    error = thrown;
  }
  const { exitCode } = process;
  write.mockRestore();
  process.exitCode = before ?? 0;
  for (const listener of process.listeners('exit')) if (!listening.includes(listener)) process.off('exit', listener);
  return { error, exitCode, out: outs.join('\n'), err: errs.join('') };
}

const deploying = ['initialize', 'deploy:deploy'];

it('deploys, shows what is there, and removes it', async () => {
  expect(await ran('deploy', deploying)).toMatchObject({ error: undefined, exitCode: 0, out: expect.stringContaining('created as media-dev-hello') });
  expect(await ran('info', ['info:info'])).toMatchObject({ exitCode: 0, out: expect.stringContaining('media-dev-hello') });
  expect(await ran('deploy list', ['deploy:list:log'])).toMatchObject({ exitCode: 0 });
  expect(await ran('remove', ['remove:remove'], { yes: true })).toMatchObject({ exitCode: 0 });
  expect(await ground.region.refused('GetFunction', { FunctionName: 'media-dev-hello' })).toBe('ResourceNotFound.Function');
});

it('F47: scf plan packages first, unless told where the packages are, and changes nothing', async () => {
  expect(await ran('scf plan', ['scf:plan:run'])).toMatchObject({ exitCode: 0, out: expect.stringContaining('1 to create') });
  expect(spawned).toEqual(['package']);
  await ran('scf plan', ['scf:plan:run'], { package: '.serverless' });
  expect(spawned).toEqual(['package']);
  expect(ground.changes).toEqual([]);
});

it('F43: deploy function packages that function and deploys it alone', async () => {
  const hooks = ['initialize', 'deploy:function:packageFunction', 'deploy:function:deploy'];
  expect(await ran('deploy function', hooks, { function: 'hello' })).toMatchObject({ exitCode: 0 });
  expect(spawned).toEqual(['package:function']);
  expect(await ran('deploy function', hooks, { function: 'hello', 'update-config': true })).toMatchObject({ exitCode: 0 });
  expect(spawned).toEqual(['package:function']);
});

it('stops the framework when a deploy did not go through, so that nobody takes it for done', async () => {
  const failed = await ran('deploy', deploying, { package: 'elsewhere' });
  expect(failed).toMatchObject({ error: { code: 'SCF_DEPLOY' }, err: expect.stringContaining('elsewhere') });
  const asked = await ran('deploy', deploying, { plan: 'none.json' });
  expect(asked).toMatchObject({ error: { code: 'SCF_DEPLOY' }, err: expect.stringContaining('none.json') });
});

it('F37: with --json tells a failure as JSON, and does not throw', async () => {
  const failed = await ran('deploy', deploying, { package: 'elsewhere', json: true });
  expect([failed.error, failed.exitCode, JSON.parse(failed.out)]).toMatchObject([undefined, 1, { error: { code: 'packageMissing' } }]);
});

it.each([...insteadOf.keys()])('F21: refuses --%s and says what to do instead', async (option) => {
  const command = 'info';
  const { error } = await ran(command, ['info:info'], { [option]: true });
  expect(error).toMatchObject({ code: 'SCF_USAGE', message: expect.stringMatching(new RegExp(`^--${option} is for AWS\\. \\S`)) });
});

it.each([
  { command: 'info', hooks: ['info:info'], options: { endpoint: null }, name: 'endpoint' },
  { command: 'rollback', hooks: ['rollback:rollback'], options: { function: null, 'function-version': '1' }, name: 'function' },
  { command: 'scf plan', hooks: ['scf:plan:run'], options: { out: null }, name: 'out' },
  { command: 'scf events terminate', hooks: ['scf:events:terminate:run'], options: { all: true, yes: true, function: [null] }, name: 'function' },
])('does nothing where $command is given --$name with nothing in it', async ({ command, hooks, options, name }) => {
  const { exitCode, err } = await ran(command, hooks, options);
  expect([exitCode, err]).toEqual([2, `Error: Option --${name} is given with nothing in it: name a value, or leave the option out.\n`]);
  expect(spawned).toEqual([]);
});

it('stops a deploy with an empty option before anything is packaged', async () => {
  const { error } = await ran('deploy', ['initialize'], { endpoint: null });
  expect(error).toMatchObject({ code: 'SCF_USAGE', message: expect.stringContaining('--endpoint is given with nothing in it') });
});

it('F19: every event that it listens to belongs to a command of the framework or to one of ours', () => {
  const { hooks, commands } = pluginFor('print', {});
  const ofFramework =
    /^(initialize|finalize|(before|after):package:createDeploymentArtifacts|deploy:(deploy|function:(packageFunction|deploy)|list:(functions:)?log)|info:info|invoke:(local:)?invoke|logs:logs|metrics:metrics|remove:remove|rollback:(function:)?rollback)$/;
  const eventsOf = (path: string, { lifecycleEvents = [], commands: inner = {} }: CommandDefinition): string[] => [
    ...lifecycleEvents.map((event) => `${path}:${event}`),
    ...Object.entries(inner).flatMap(([name, command]) => eventsOf(`${path}:${name}`, command)),
  ];
  const ours = Object.entries(commands).flatMap(([name, command]) => eventsOf(name, command));
  expect(Object.keys(hooks).filter((hook) => !ofFramework.test(hook) && !ours.includes(hook))).toEqual([]);
  expect(ours.filter((event) => !(event in hooks) && !/^offline:/.test(event))).toEqual([]);
});

it('F23: no two options of a command have the same short name', () => {
  const check = (path: string, { options = {}, commands = {} }: CommandDefinition): void => {
    const shortcuts = Object.values(options).flatMap(({ shortcut }) => shortcut ?? []);
    expect([path, shortcuts]).toEqual([path, [...new Set(shortcuts)]]);
    for (const [name, inner] of Object.entries(commands)) check(`${path} ${name}`, inner);
  };
  for (const [name, command] of Object.entries(pluginFor('print', {}).commands)) check(name, command);
});
