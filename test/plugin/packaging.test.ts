import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { DeployFault } from '../../src/deploy/fault';
import { afterPackage, beforePackage, packageFunction, type PackagingHost } from '../../src/plugin/packaging';

/** What the plugin does around the framework's packaging, which a few lines stand for; the real hosts have their turn in `test/e2e`. */

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

type Fn = Record<string, unknown> & { package?: { artifact?: string; patterns?: string[]; individually?: boolean } };

interface Staged {
  readonly dir: string;
  readonly host: PackagingHost & { readonly service: { package?: { artifact?: string; patterns?: readonly string[] } } };
  readonly functions: Record<string, Fn>;
  readonly spawned: unknown[];
  /** As the framework does it: one archive for all, or one for each function that wants its own. */
  pack(): void;
}

function staged(
  files: Readonly<Record<string, string>>,
  functions: Record<string, Fn>,
  options: { readonly package?: object; readonly esbuild?: boolean; readonly packs?: (file: string) => boolean } = {},
): Staged {
  const dir = mkdtempSync(join(tmpdir(), 'scf-packaging-'));
  folders.push(dir);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  if (options.esbuild !== false) {
    mkdirSync(join(dir, 'node_modules'), { recursive: true });
    symlinkSync(dirname(require.resolve('esbuild/package.json')), join(dir, 'node_modules', 'esbuild'), 'junction');
  }
  const zip = (name: string): string => {
    const path = join(dir, '.serverless', `${name}.zip`);
    mkdirSync(dirname(path), { recursive: true });
    const packed = Object.entries(files).filter(([file]) => options.packs?.(file) ?? true);
    writeFileSync(path, zipSync(Object.fromEntries(packed.map(([file, content]) => [file, Buffer.from(content)]))));
    return path;
  };
  const service: Staged['host']['service'] & { provider: object } = {
    provider: { runtime: 'Nodejs18.15' },
    functions,
    ...(options.package && { package: options.package }),
  };
  const spawned: unknown[] = [];
  const host = {
    serviceDir: dir,
    service,
    pluginManager: {
      spawn: async (command: string) => {
        spawned.push([command, structuredClone(functions['hello']?.package)]);
        const fn = functions['hello'];
        if (fn?.package && fn.package.artifact === undefined) fn.package.artifact = zip('hello');
      },
    },
  };
  const pack = (): void => {
    for (const [key, fn] of Object.entries(functions)) if (fn.package?.individually) fn.package.artifact ??= zip(key);
    service.package = { ...service.package };
    service.package.artifact ??= zip('media');
  };
  return { dir, host, functions, spawned, pack };
}

function filesIn(path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

/** Runs a bundle as Node would load it, where the service's packages are found. */
function run(code: string, dir: string): Record<string, () => unknown> {
  const file = join(dir, 'ran.cjs');
  writeFileSync(file, code);
  return createRequire(file)(file) as Record<string, () => unknown>;
}

const typed = {
  'src/hello.ts': "import { greet } from './greet';\nimport answer from 'answer';\nexport const main = (): string => greet('云') + String(answer);\n",
  'src/greet.ts': 'export const greet = (name: string): string => `hello ${name}`;\n',
  'node_modules/answer/index.js': 'module.exports = 42;\n',
  'plain.js': 'exports.main = () => 1;\n',
};
const hello = (): Fn => ({ handler: 'src/hello.main' });
const plain = (): Fn => ({ handler: 'plain.main' });

/** What the framework decides with. */
const { isMatch } = createRequire(require.resolve('serverless/package.json'))('micromatch') as {
  isMatch(file: string, pattern: string, options: { readonly dot: true }): boolean;
};

const leftOut = ['!.env*', '!!(node_modules)/**/.env*', '!**/.serverless-scf/**'];

describe('before the framework packages', () => {
  it.each([
    ['.env', false],
    ['.env.production', false],
    ['config/.env', false],
    ['services/a/config/.env.local', false],
    ['.hidden/.env', false],
    ['.serverless-scf/deploy.json', false],
    ['services/a/.serverless-scf/region/store.db', false],
    // What comes with packages of others is no secret, and may be read by them.
    ['node_modules/a/.env.example', true],
    ['src/environment.js', true],
  ])('F44: %s stays in: %s', (file, stays) => {
    const { host } = staged({}, {});
    beforePackage(host);
    // As the framework does it: the last pattern that a file matches decides.
    const kept = (host.service.package?.patterns ?? []).reduce((state, pattern) => {
      const bare = pattern.replace(/^!/, '');
      return isMatch(file, bare, { dot: true }) ? bare === pattern : state;
    }, true);
    expect(kept).toBe(stays);
  });

  it('F44: keeps secrets and our own files out, and the user’s patterns come later', () => {
    const { host } = staged({}, {}, { package: { patterns: ['!docs/**', '.env.production'] } });
    beforePackage(host);
    beforePackage(host);
    expect(host.service.package?.patterns).toEqual([...leftOut, '!docs/**', '.env.production']);
  });

  it.each([
    { packageDir: 'out/packages', pattern: ['!out/packages/**'] },
    { packageDir: './out', pattern: ['!out/**'] },
    { packageDir: '../out', pattern: [] },
    { packageDir: '.', pattern: [] },
    { packageDir: join(tmpdir(), 'elsewhere'), pattern: [] },
  ])('F43: keeps earlier packages in $packageDir out', ({ packageDir, pattern }) => {
    const { host } = staged({}, {});
    beforePackage(host, { packageDir });
    expect(host.service.package?.patterns).toEqual([...leftOut, ...pattern]);
  });
});

describe('after it has packaged', () => {
  it('F50: builds handlers in TypeScript into the archive, as invoke local builds them, and leaves all else as it is', async () => {
    const { dir, host, pack } = staged(typed, { hello: hello(), plain: plain() });
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en' });
    const { 'src/hello.js': built = '', ...others } = filesIn(join(dir, '.serverless', 'media.zip'));
    expect(others).toEqual(typed);
    expect(run(built, dir)['main']?.()).toBe('hello 云42');
    // Packages stay packages, as where the handler was tried.
    expect(built).toContain('require("answer")');
    expect(existsSync(join(dir, 'src', 'hello.js'))).toBe(false);
  });

  it('builds into the archive of the function where it has its own', async () => {
    const { dir, host, pack } = staged(typed, { hello: { ...hello(), package: { individually: true } }, plain: plain() });
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en' });
    expect(Object.keys(filesIn(join(dir, '.serverless', 'hello.zip')))).toContain('src/hello.js');
    expect(Object.keys(filesIn(join(dir, '.serverless', 'media.zip')))).not.toContain('src/hello.js');
  });

  it.each<[what: string, changes: Fn]>([
    ['an archive that the user has made', { handler: 'src/hello.main', package: { artifact: 'made.zip' } }],
    ['an image', { handler: 'src/hello.main', image: { imageUri: 'x' } }],
    ['another language', { handler: 'src/hello.main', runtime: 'Python3.9' }],
    ['a Web function, which starts from its own file', { handler: 'src/hello.main', type: 'web' }],
    ['a handler that is not there', { handler: 'src/none.main' }],
  ])('leaves %s as it is', async (_what, fn) => {
    const made = zipSync({ 'src/hello.ts': Buffer.from('') });
    const { dir, host, pack } = staged({ ...typed }, { hello: fn });
    writeFileSync(join(dir, 'made.zip'), made);
    beforePackage(host);
    pack();
    const before = readFileSync(join(dir, '.serverless', 'media.zip'));
    await afterPackage(host, { lang: 'en', packageDir: 'out' });
    expect(readFileSync(join(dir, '.serverless', 'media.zip')).equals(before)).toBe(true);
    expect(readFileSync(join(dir, 'made.zip')).equals(made)).toBe(true);
    expect(existsSync(join(dir, 'out', 'made.zip'))).toBe(false);
  });

  it('leaves what another plugin has built', async () => {
    const { dir, host, pack } = staged(typed, { hello: hello() });
    beforePackage(host);
    pack();
    const path = join(dir, '.serverless', 'media.zip');
    writeFileSync(path, zipSync({ 'src/hello.ts': Buffer.from(''), 'src/hello.js': Buffer.from('built') }));
    await afterPackage(host, { lang: 'en' });
    expect(filesIn(path)['src/hello.js']).toBe('built');
  });

  it.each([
    { at: 'package.json', changed: 'src/package.json', content: { type: 'commonjs' } },
    { at: 'src/package.json', changed: 'src/package.json', content: { name: 'x', type: 'commonjs' } },
  ])('says that a bundle is CommonJS where $at says otherwise', async ({ at, changed, content }) => {
    const { dir, host, pack } = staged({ ...typed, [at]: '{"name":"x","type":"module"}' }, { hello: hello() });
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en' });
    expect(JSON.parse(filesIn(join(dir, '.serverless', 'media.zip'))[changed] ?? '')).toEqual(content);
  });

  it('says what esbuild says of a handler that cannot be built, and leaves the archive', async () => {
    const { dir, host, pack } = staged({ ...typed, 'src/hello.ts': 'export const main = (' }, { hello: hello() });
    beforePackage(host);
    pack();
    const before = readFileSync(join(dir, '.serverless', 'media.zip'));
    const fault = await afterPackage(host, { lang: 'en' }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(DeployFault);
    expect(fault).toMatchObject({ code: 'buildFailed', message: expect.stringMatching(/function hello cannot be packaged.*src\/hello\.ts:1:/) });
    expect(readFileSync(join(dir, '.serverless', 'media.zip')).equals(before)).toBe(true);
  });

  it('F43: copies archives to the folder that is named, and says that they are there', async () => {
    const { dir, host, functions, pack } = staged(typed, { hello: { ...hello(), package: { individually: true } }, plain: plain() });
    beforePackage(host, { packageDir: 'out' });
    pack();
    await afterPackage(host, { lang: 'en', packageDir: 'out' });
    expect([functions['hello']?.package?.artifact, host.service.package?.artifact]).toEqual([
      join(dir, 'out', 'hello.zip'),
      join(dir, 'out', 'media.zip'),
    ]);
    expect(Object.keys(filesIn(join(dir, 'out', 'hello.zip')))).toContain('src/hello.js');
    expect(Object.keys(filesIn(join(dir, 'out', 'media.zip')))).toContain('plain.js');
  });

  it('leaves archives where they are when that is the framework’s own folder', async () => {
    const { dir, host, pack } = staged(typed, { plain: plain() });
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en', packageDir: '.serverless' });
    expect(host.service.package?.artifact).toBe(join(dir, '.serverless', 'media.zip'));
  });
});

describe('F50: what a bundle needs is there where it is deployed, on a Node.js that requires no ES modules (S190):', () => {
  const esModule = (name: string, files: Readonly<Record<string, string>>): Record<string, string> => ({
    [`node_modules/${name}/package.json`]: '{ "type": "module", "exports": { "import": "./index.js" } }',
    ...Object.fromEntries(Object.entries(files).map(([file, text]) => [`node_modules/${name}/${file}`, text])),
  });

  it.each<{ what: string; handler: string; files: Record<string, string>; result: unknown }>([
    {
      what: 'a package that is an ES module, and what only that finds',
      handler: "import greet from 'greet'; import { at } from 'versions'; export const main = async () => [await greet(), at];",
      files: {
        ...esModule('greet', {
          'index.js': "import { at } from 'versions'; import { name } from 'state'; export default () => name + at;",
          'node_modules/versions/index.js': 'exports.at = 1;',
        }),
        'node_modules/versions/index.js': 'exports.at = 2;',
        'node_modules/state/index.js': "exports.name = 'state ';",
      },
      result: ['state 1', 2],
    },
    {
      what: 'where the code of a package lies',
      handler: "import { text } from 'beside'; import { own } from './lib/own'; export const main = async () => [text, own];",
      files: {
        ...esModule('beside', {
          'index.js': "import { readFileSync } from 'node:fs'; export const text = readFileSync(new URL('a.txt', import.meta.url), 'utf8');",
        }),
        'node_modules/beside/a.txt': 'from the package',
        'src/lib/own.ts': "import { readFileSync } from 'node:fs'; export const own: string = readFileSync(__dirname + '/a.txt', 'utf8');",
        'src/lib/a.txt': 'from the service',
      },
      result: ['from the package', 'from the service'],
    },
    {
      what: 'a package that waits at its top level, where it is imported as the code runs',
      handler: "export const main = async () => (await import('late')).default;",
      files: esModule('late', { 'index.js': 'export default await Promise.resolve(7);' }),
      result: 7,
    },
    {
      what: 'the one copy that CommonJS and TypeScript share, where a package has both',
      handler: "import { count } from 'both'; import { twice } from 'old'; export const main = async () => [twice(), count()];",
      files: {
        'node_modules/both/package.json': '{ "exports": { "import": "./index.mjs", "require": "./index.cjs" } }',
        'node_modules/both/index.mjs': 'let n = 0; export const count = () => ++n;',
        'node_modules/both/index.cjs': 'let n = 0; exports.count = () => ++n;',
        'node_modules/old/index.js': "exports.twice = () => [require('both').count(), require('both').count()];",
      },
      result: [[1, 2], 3],
    },
    {
      what: 'the default of a package that has both, to an ES module',
      handler: "import double from 'both'; export const main = async () => double(4);",
      files: {
        'package.json': '{ "type": "module" }',
        'node_modules/both/package.json': '{ "exports": { "import": "./index.mjs", "require": "./index.cjs" } }',
        'node_modules/both/index.mjs': 'export default (n) => 2 * n;',
        'node_modules/both/index.cjs': "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = (n) => 2 * n;",
      },
      result: 8,
    },
    {
      what: 'what has its name from tsconfig.json',
      handler: "import { low } from '@lib/low'; export const main = async () => low;",
      files: {
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./src/lib/*"] } } }',
        'src/lib/low.ts': 'export const low: number = 1;',
      },
      result: 1,
    },
  ])('$what', async ({ handler, files, result }) => {
    const { dir, host, pack } = staged({ ...files, 'src/hello.ts': handler }, { hello: hello() });
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en' });
    expect(deployed(dir)).toEqual(result);
  });

  it('a package that the framework leaves out of the archive, such as one for development only, with what only that needs', async () => {
    const { dir, host, pack } = staged(
      {
        'src/hello.ts': "import { sum } from 'dev'; import { n } from 'kept'; export const main = async () => [sum(n), n];",
        'node_modules/dev/index.js': "exports.sum = (n) => n + require('kept').n + require('of-dev').n;",
        'node_modules/of-dev/index.js': 'exports.n = 4;',
        'node_modules/kept/index.js': 'exports.n = 1;',
      },
      { hello: hello() },
      { packs: (file) => !/\bdev\//.test(file) },
    );
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en' });
    expect(deployed(dir)).toEqual([6, 1]);
    expect(filesIn(join(dir, '.serverless', 'media.zip'))['src/hello.js']).toContain('require("kept")');
  });

  it.each<{ what: string; fn: Fn; provider?: object }>([
    { what: 'a layer', fn: { layers: [{ name: 'packages', version: 1 }] } },
    { what: 'a layer of all functions', fn: {}, provider: { layers: [{ name: 'packages', version: 1 }] } },
    { what: 'the platform, which installs it,', fn: { installDependency: true } },
  ])('but not what the archive leaves out for $what to bring', async ({ fn, provider }) => {
    const { dir, host, pack } = staged(typed, { hello: { ...hello(), ...fn } }, { packs: (file) => !file.startsWith('node_modules/') });
    Object.assign(host.service.provider, provider);
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en' });
    expect(filesIn(join(dir, '.serverless', 'media.zip'))['src/hello.js']).toContain('require("answer")');
  });

  it('packages of the workspace and of folders above the service', async () => {
    const { dir, host, pack } = staged(
      { 'src/hello.ts': "import { rate } from '@acme/rates'; import { percent } from 'percent'; export const main = async () => percent(rate);" },
      { hello: hello() },
    );
    const above: Readonly<Record<string, string>> = {
      'packages/rates/package.json': '{ "name": "@acme/rates", "main": "src/index.ts" }',
      'packages/rates/src/index.ts': 'export const rate: number = 7;',
      'node_modules/percent/index.js': "try { require('./native.node'); } catch {} exports.percent = (n) => `${n} %`;",
      'node_modules/percent/native.node': '',
    };
    const root = workspaceOf(dir, above);
    mkdirSync(join(root, 'node_modules/@acme'));
    symlinkSync(join(root, 'packages/rates'), join(root, 'node_modules/@acme/rates'), 'junction');
    Object.assign(host, { serviceDir: join(root, 'api') });
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en' });
    expect(deployed(dir)).toBe('7 %');
  });

  it.each<{ what: string; files: Readonly<Record<string, string>> }>([
    { what: 'is built with it', files: { 'binding.gyp': '{}' } },
    { what: 'finds it by another package', files: { 'package.json': '{ "dependencies": { "detect-libc": "^2.0.0" } }' } },
  ])('but not a package with native code, which a layer brings along: one that $what', async ({ files }) => {
    const { dir, host, pack } = staged(
      { 'src/hello.ts': "import { draw } from 'canvas'; export const main = async () => draw();" },
      { hello: hello() },
    );
    const native = { 'package.json': '{}', 'index.js': 'exports.draw = () => "drawn";', ...files };
    const root = workspaceOf(dir, Object.fromEntries(Object.entries(native).map(([file, text]) => [`node_modules/canvas/${file}`, text])));
    Object.assign(host, { serviceDir: join(root, 'api') });
    beforePackage(host);
    pack();
    await afterPackage(host, { lang: 'en' });
    const { 'src/hello.js': built = '' } = filesIn(join(dir, '.serverless', 'media.zip'));
    expect(built).toContain('require("canvas")');
    expect(built).not.toContain('drawn');
  });

  /** Puts a service into a folder `api`, with files above it. @returns the folder that both are in */
  function workspaceOf(dir: string, above: Readonly<Record<string, string>>): string {
    const root = mkdtempSync(join(tmpdir(), 'scf-workspace-'));
    folders.push(root);
    for (const [file, text] of Object.entries(above)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    cpSync(dir, join(root, 'api'), { recursive: true });
    return root;
  }

  /** What the handler answers with, from the unpacked archive alone. */
  function deployed(dir: string): unknown {
    const code = mkdtempSync(join(tmpdir(), 'scf-deployed-'));
    folders.push(code);
    for (const [name, text] of Object.entries(filesIn(join(dir, '.serverless', 'media.zip')))) {
      mkdirSync(dirname(join(code, name)), { recursive: true });
      writeFileSync(join(code, name), text);
    }
    const call = "require('./src/hello.js').main().then((result) => console.log(JSON.stringify(result)))";
    return JSON.parse(execFileSync(process.execPath, ['--no-experimental-require-module', '-e', call], { cwd: code, encoding: 'utf8' })) as unknown;
  }
});

describe('one function', () => {
  it('F43: is packaged by the framework, and keeps the path of its archive', async () => {
    const { dir, host, functions, spawned } = staged(typed, { hello: hello(), plain: plain() });
    await packageFunction(host, 'hello', { lang: 'en' });
    expect(spawned).toEqual([['package:function', {}]]);
    expect(functions['hello']?.package?.artifact).toBe(join(dir, '.serverless', 'hello.zip'));
    expect(Object.keys(filesIn(join(dir, '.serverless', 'hello.zip')))).toContain('src/hello.js');
    expect(host.service.package?.patterns).toContain('!.env*');
  });

  it.each([
    { what: 'F46: without patterns that deploy would not heed', own: { patterns: ['!a'] }, heeded: undefined },
    { what: 'with its patterns where it is packaged individually', own: { patterns: ['!a'], individually: true }, heeded: ['!a'] },
  ])('is packaged $what', async ({ own, heeded }) => {
    const { host, functions, spawned } = staged(typed, { hello: { ...hello(), package: own } });
    await packageFunction(host, 'hello', { lang: 'en' });
    expect(spawned).toEqual([['package:function', expect.objectContaining({})]]);
    expect((spawned[0] as [string, { patterns?: string[] }])[1].patterns).toEqual(heeded);
    expect(functions['hello']?.package?.patterns).toEqual(['!a']);
    expect(functions['hello']?.package?.artifact).toMatch(/hello\.zip$/);
  });

  it('that is an image needs no package', async () => {
    const { host, spawned } = staged({}, { hello: { image: { imageUri: 'x' } } });
    await packageFunction(host, 'hello', { lang: 'en' });
    expect(spawned).toEqual([]);
  });
});

it.each([
  { runtime: 'Nodejs12.16', kept: false },
  { runtime: 'Nodejs18.15', kept: true },
])('S190: builds for the runtime of the function: $runtime', async ({ runtime, kept }) => {
  const { dir, host, pack } = staged(
    { 'src/hello.ts': 'export const main = (event: { a?: number }) => event?.a;\n' },
    { hello: { ...hello(), runtime } },
  );
  beforePackage(host);
  pack();
  await afterPackage(host, { lang: 'en' });
  expect(filesIn(join(dir, '.serverless', 'media.zip'))['src/hello.js']?.includes('event?.a;')).toBe(kept);
});
