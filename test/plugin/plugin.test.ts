import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import TencentScf from '../../src';
import type { CommandDefinition, Host, HostOptions, HostService } from '../../src/plugin/host';

/** The plugin against a host of thirty lines (F56); the real hosts have their turn in `test/e2e`. */

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'scf-plugin-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

class HostError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

interface Stage {
  readonly command?: string;
  readonly options?: HostOptions;
  readonly functions?: Record<string, object>;
  readonly mode?: string;
  readonly patterns?: string[];
  readonly plugins?: string[];
  readonly providerName?: string;
}

/** A plugin in a host, on a service with one function unless said otherwise. */
function staged(stage: Stage = {}) {
  const { command = 'print', options = {}, functions = { hello: { handler: 'index.main' } }, mode, patterns, plugins } = stage;
  const calls: unknown[][] = [];
  const provider = { name: stage.providerName ?? 'tencent', runtime: 'Nodejs18.15', region: 'ap-beijing' };
  const configuration = { service: 'media', plugins, provider, functions, ...(mode !== undefined && { configValidationMode: mode }) };
  const file = join(dir, 'serverless.yml');
  writeFileSync(file, JSON.stringify(configuration, null, 2));
  const service: HostService = { service: 'media', provider, functions, ...(patterns && { package: { patterns } }) };
  const note =
    (name: string) =>
    (...args: unknown[]): void => {
      calls.push([name, ...args]);
    };
  const host: Host = {
    serviceDir: dir,
    configurationFilename: 'serverless.yml',
    configurationInput: configuration,
    processedInput: { commands: command.split(' '), options },
    service,
    configSchemaHandler: { defineProvider: note('defineProvider') },
    pluginManager: { spawn: () => Promise.resolve() },
    classes: { Error: HostError },
    setProvider: note('setProvider'),
    extendConfiguration: note('extendConfiguration'),
  };
  const texts: string[] = [];
  const plugin = new TencentScf(host, options, { log: { warning: note('warning'), notice: note('notice') }, writeText: (text) => texts.push(text) });
  return { plugin, calls, host, texts };
}

/** Runs a hook and collects what it writes to standard error. */
async function hooked(stage: ReturnType<typeof staged>, hook: string): Promise<{ error: unknown; err: string; exitCode: unknown }> {
  const written: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const before = process.exitCode;
  const listening = process.listeners('exit');
  try {
    await stage.plugin.hooks[hook]?.();
    return { error: undefined, err: written.join(''), exitCode: process.exitCode };
  } catch (error) {
    return { error, err: written.join(''), exitCode: undefined };
  } finally {
    write.mockRestore();
    process.exitCode = before ?? 0;
    for (const listener of process.listeners('exit')) if (!listening.includes(listener)) process.off('exit', listener);
  }
}

describe('beside a plugin that stops every command in words that nobody understands (F49)', () => {
  const plugins = ['serverless-esbuild', 'serverless-scf'];

  it.each(['package', 'offline', 'scf validate'])('says so before %s does', (command) => {
    expect(() => staged({ command, plugins })).toThrow(/^serverless-esbuild does not know SCF runtimes .* remove it from plugins/);
  });

  it.each([
    ['serverless-scf', 'serverless-plugin-warmup'],
    ['serverless-plugin-warmup', 'serverless-scf'],
  ])('says so of serverless-plugin-warmup: %s, %s', (...both) => {
    expect(() => staged({ command: 'print', plugins: both })).toThrow(/^serverless-plugin-warmup is for AWS Lambda .* remove it from plugins/);
  });

  it.each<[string, Stage]>([
    ['a service of another provider', { plugins, providerName: 'aws' }],
    ['a question for help', { plugins, options: { help: true } }],
    ['no command', { plugins, command: '' }],
    ['other bundlers', { plugins: ['serverless-plugin-typescript', 'serverless-scf'] }],
  ])('leaves %s alone', (_what, stage) => {
    expect(() => staged(stage)).not.toThrow();
  });
});

it('is the provider tencent, and only in its services (F16)', () => {
  const { plugin, calls } = staged();
  expect(plugin.provider).toBe('tencent');
  expect(calls.map(([name, of]) => [name, of])).toEqual([
    ['setProvider', 'tencent'],
    ['defineProvider', 'tencent'],
  ]);
});

it('F28: tells the host names only, so that it coerces no value', () => {
  const [, , schema] = staged().calls[1] ?? [];
  const { function: fn, provider } = schema as Record<'function' | 'provider', { properties: Record<string, object> }>;
  for (const name of ['asyncRunEnable', 'reservedConcurrency', 'provisionedConcurrency', 'memorySize', 'timeout']) {
    expect(fn.properties[name]).toEqual({});
  }
  expect(provider.properties).toMatchObject({ region: {}, memorySize: {}, environment: {} });
});

it.each([
  { options: {}, stage: 'dev', region: 'ap-beijing' },
  { options: { stage: 'prod', region: 'ap-tokyo' }, stage: 'prod', region: 'ap-tokyo' },
])('tells other plugins stage and region: $stage, $region', ({ options, stage, region }) => {
  const [, , provider] = staged({ options }).calls[0] ?? [];
  const { getStage, getRegion } = provider as Record<'getStage' | 'getRegion', () => unknown>;
  expect([getStage(), getRegion()]).toEqual([stage, region]);
});

it('F30: switches the host’s own validation off for scf validate alone', () => {
  expect(staged({ command: 'scf validate' }).calls).toContainEqual(['extendConfiguration', ['configValidationMode'], 'off']);
  expect(staged({ command: 'package' }).calls.map(([name]) => name)).not.toContain('extendConfiguration');
});

it('F23: every option has a type and a name of two characters or more', () => {
  const optionsOf = ({ options = {}, commands = {} }: CommandDefinition): [string, { type: string; usage: string }][] => [
    ...Object.entries(options),
    ...Object.values(commands).flatMap(optionsOf),
  ];
  const options = Object.values(staged().plugin.commands).flatMap(optionsOf);
  expect(options.length).toBeGreaterThan(8);
  for (const [name, { type, usage }] of options) {
    expect(name).toMatch(/^\w[\w-]+$/);
    expect(['string', 'boolean', 'multiple']).toContain(type);
    expect(usage).toMatch(/\S/);
  }
});

const wrong = { hello: { handler: 'index.main', memorySize: 256, provisionedConcurrency: 300 } };

it.each(['invoke local', 'package', 'deploy', 'deploy function'])('%s stops at a wrong quota, with code and place', async (command) => {
  const { error, err } = await hooked(staged({ command, functions: wrong }), 'initialize');
  expect(error).toBeInstanceOf(HostError);
  expect(error).toMatchObject({ code: 'SCF_CONFIGURATION' });
  expect(err).toMatch(/serverless\.yml:\d+:\d+\s+\S+ SCF202/);
});

it.each([
  { why: 'print does not judge', command: 'print', mode: undefined, says: '' },
  { why: 'a service in warn mode goes on', command: 'package', mode: 'warn', says: 'SCF202' },
  { why: 'a service in off mode hears nothing', command: 'package', mode: 'off', says: '' },
])('$why', async ({ command, mode, says }) => {
  const { error, err } = await hooked(staged({ command, functions: wrong, ...(mode !== undefined && { mode }) }), 'initialize');
  expect(error).toBeUndefined();
  expect(err.includes('SCF202')).toBe(says !== '');
});

it('F37: invoke local --json tells a wrong configuration as JSON and does not throw', async () => {
  const stage = staged({ command: 'invoke local', options: { json: true, function: 'hello' }, functions: wrong });
  expect((await hooked(stage, 'initialize')).error).toBeUndefined();
  expect(JSON.parse(stage.texts.join(''))).toMatchObject({ diagnostics: [expect.objectContaining({ code: 'SCF202' })] });
  expect((await hooked(stage, 'invoke:local:invoke')).exitCode).toBe(1);
});

it.each(['docker', 'docker-arg', 'preserve-runtime-env'])('F21: refuses --%s and says what to do instead', async (option) => {
  const { error } = await hooked(staged({ command: 'invoke local', options: { function: 'hello', [option]: true } }), 'initialize');
  expect(error).toMatchObject({ code: 'SCF_USAGE', message: expect.stringContaining(`--${option}`) });
});

it('leaves options of other plugins to them, and calls unknown what nobody knows (F24)', async () => {
  const functions = { hello: { handler: 'index.main', warmup: true, timeuot: 3 } };
  const stage = staged({ command: 'scf validate', options: { format: 'json' }, functions });
  const known = { properties: { provider: {}, functions: { patternProperties: { '^[a-zA-Z0-9-_]+$': { properties: { name: {}, warmup: {} } } } } } };
  Object.assign(stage.host.configSchemaHandler, { schema: known });
  await hooked(stage, 'scf:validate:run');
  const { diagnostics } = JSON.parse(stage.texts.join('')) as { diagnostics: { code: string; path: string[] }[] };
  // There are no handler files here.
  const others = diagnostics.filter(({ code }) => code !== 'SCF113');
  expect(others.map(({ code, path }) => [code, path.at(-1)])).toEqual([['SCF103', 'timeuot']]);
});

it.each([
  { options: {}, stage: 'dev' },
  { options: { stage: 'prod' }, stage: 'prod' },
])('S151: tells nobody of a name that the framework has given: at $stage', async ({ options, stage: at }) => {
  // As the framework has them: only `first` was named by its user.
  const functions = {
    hello_: { handler: 'index.main', name: `media-${at}-hello_`, events: [] },
    first: { handler: 'index.main', name: `media-${at}-second`, events: [] },
    second: { handler: 'index.main', name: `media-${at}-second`, events: [] },
  };
  const stage = staged({ command: 'scf validate', options: { ...options, format: 'json' }, functions });
  await hooked(stage, 'scf:validate:run');
  const { diagnostics } = JSON.parse(stage.texts.join('')) as { diagnostics: { code: string; path: string[] }[] };
  const ofNames = diagnostics.filter(({ code }) => code !== 'SCF113').map(({ code, path }) => `${code} ${path.join('.')}`);
  expect(ofNames.sort()).toEqual(['SCF106 functions.hello_', 'SCF115 functions.first.name']);
});

it('tells of functions under a name that is misspelt, though the framework has an empty map of them', async () => {
  const stage = staged({ command: 'scf validate', options: { format: 'json' }, functions: {} });
  const { functions, ...written } = stage.host.configurationInput;
  Object.assign(stage.host, { configurationInput: { ...written, function: { hello: { handler: 'index.main' } } } });
  expect(functions).toEqual({});
  await hooked(stage, 'scf:validate:run');
  expect(JSON.parse(stage.texts.join(''))).toMatchObject({ diagnostics: [{ code: 'SCF103', path: ['function'] }] });
});

it('scf validate ends with 1 when there are errors, and 2 when asked wrongly', async () => {
  expect((await hooked(staged({ command: 'scf validate', functions: wrong }), 'scf:validate:run')).exitCode).toBe(1);
  expect((await hooked(staged({ command: 'scf validate', options: { format: 'pdf' } }), 'scf:validate:run')).exitCode).toBe(2);
});

it('shows profiles, whatever else is wrong with the service', async () => {
  const stage = staged({ command: 'scf profile show', options: { profile: 'scf-2025', json: true }, functions: wrong });
  expect((await hooked(stage, 'scf:profile:show:run')).exitCode).toBe(0);
  expect(JSON.parse(stage.texts.join(''))).toMatchObject({ profile: 'scf-2025', service: 'media' });
});

it('compares profiles, and ends with 2 when asked wrongly', async () => {
  const stage = staged({ command: 'scf profile diff', options: { from: 'scf-2021', to: 'scf-2025', json: true } });
  expect((await hooked(stage, 'scf:profile:diff:run')).exitCode).toBe(0);
  expect(JSON.parse(stage.texts.join(''))).toMatchObject({ service: 'media', functions: [{ function: 'hello' }] });
  const { exitCode, err } = await hooked(staged({ command: 'scf profile diff', options: { from: 'scf-2021' } }), 'scf:profile:diff:run');
  expect([exitCode, err]).toEqual([2, expect.stringContaining('scf-2021 scf-2025')]);
});

it('F44: keeps .env files out of packages; the user’s patterns come later and win', async () => {
  const stage = staged({ command: 'package', patterns: ['.env.public'] });
  await hooked(stage, 'before:package:createDeploymentArtifacts');
  expect(stage.host.service.package).toEqual({ patterns: ['!.env*', '!!(node_modules)/**/.env*', '!**/.serverless-scf/**', '.env.public'] });
});
