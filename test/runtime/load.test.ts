import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessRuntime, unsupportedRuntime } from '../../src/runtime';
import { failureOf, handlers, Observed, processKind, resultOf, specOf, threadKind } from './instances';

describe.each([processKind, threadKind])('with $kind,', ({ local }) => {
  const runtime = new ProcessRuntime({ lang: 'en', host: process.env, local });
  const copies = mkdtempSync(join(tmpdir(), 'handlers '));

  afterAll(async () => {
    await runtime.close();
    rmSync(copies, { recursive: true });
  });

  describe('loads a handler by its file and method (S191)', () => {
    it.each([
      { handler: 'module/index.main', result: 'after a top-level await', why: 'a module by its package.json' },
      { handler: './module/index.main', result: 'after a top-level await', why: 'a path with a dot in front' },
      { handler: 'module/plain.main', result: 'CommonJS inside of a module package', why: '.cjs' },
      { handler: 'standalone.main', result: true, why: '.mjs' },
      { handler: 'load.isMain', result: false, why: 'a file that is not the main one' },
      { handler: 'load.self', result: true, why: 'a method with its module as this' },
    ])('$why: $handler', async ({ handler, result }) => {
      expect(resultOf(await new Observed(runtime, specOf(handler)).run())).toEqual(result);
    });

    it('once, so that the state of a module stays for the next event', async () => {
      const observed = new Observed(runtime, specOf('load.main'));
      expect(resultOf(await observed.run())).toEqual({ loads: 1, runs: 1 });
      expect(resultOf(await observed.run())).toEqual({ loads: 1, runs: 2 });
      expect(resultOf(await new Observed(runtime, specOf('load.main')).run())).toEqual({ loads: 1, runs: 1 });
    });

    it('after the time that a cold start is to take, pulling code and all (S120, S124)', async () => {
      const observed = new Observed(runtime, specOf('load.main', { coldStartMs: 30 }));
      expect(resultOf(await observed.run())).toEqual({ loads: 1, runs: 1 });
    });
  });

  it('lets TypeScript import the default of a package that is an ES module, also where both are modules', async () => {
    const codeDir = mkdtempSync(join(copies, 'modules-'));
    const files = {
      'package.json': '{ "type": "module" }',
      'index.ts': "import greet from 'greet';\nexport const main = async (): Promise<string> => greet();\n",
      'node_modules/greet/package.json': '{ "type": "module", "exports": { "import": "./index.js" } }',
      'node_modules/greet/index.js': "export default () => 'hello';\n",
    };
    mkdirSync(join(codeDir, 'node_modules/greet'), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(codeDir, file), text);
    expect(resultOf(await new Observed(runtime, specOf('index.main', { codeDir })).run())).toBe('hello');
  });

  describe('does not load', () => {
    it.each([
      { handler: 'main', message: 'handler "main" is not of the form "file.method"' },
      { handler: 'folder/.main', message: 'is not of the form' },
      { handler: 'load.', message: 'is not of the form' },
      { handler: '../../package.main', message: `points outside the code folder ${handlers}` },
      { handler: '/etc/passwd.main', message: 'points outside the code folder' },
      { handler: 'absent.main', message: 'looked for absent.js, absent.cjs, absent.mjs, absent.ts, absent.mts, absent.cts in' },
      { handler: 'module.main', message: 'looked for module.js' },
      { handler: 'load.other', message: /load\.js exports no function "other"; it exports main, constant, isMain, self$/ },
      { handler: 'load.constant', message: 'exports no function "constant"' },
    ])('$handler: 437', async ({ handler, message }) => {
      const { failure } = await new Observed(runtime, specOf(handler)).heard('initFailed');
      expect(failure).toMatchObject({
        status: 437,
        gone: true,
        durationMs: 0,
        error: { errorCode: -1, errorMessage: expect.stringMatching(patternOf(message)) },
      });
    });

    it.each([
      { handler: 'broken-syntax.main', message: 'Unexpected end of input', stack: /broken-syntax\.js:\d/ },
      { handler: 'broken-throw.main', message: 'no configuration', stack: /broken-throw\.js:4/ },
      { handler: 'broken-require.main', message: "Cannot find module './there-is-no-such-module'", stack: /broken-require\.js/ },
      { handler: 'broken-reject.main', message: 'rejected while loading', stack: /broken-reject\.js/ },
      { handler: 'never.main', message: 'never.mjs waits at its top level for something that can never happen', stack: undefined },
    ])('$handler: 443', async ({ handler, message, stack }) => {
      const { failure } = await new Observed(runtime, specOf(handler)).heard('initFailed');
      expect(failure).toMatchObject({ status: 443, gone: true, error: { errorCode: -1, errorMessage: expect.stringContaining(message) } });
      if (stack) expect(failure.error.stackTrace).toMatch(stack);
    });

    it('what exits: 405, after its output', async () => {
      const observed = new Observed(runtime, specOf('broken-exit.main'));
      const { failure } = await observed.heard('initFailed');
      expect(failure).toMatchObject({
        status: 405,
        error: { errorCode: -1, errorMessage: expect.stringMatching(/^ContainerStateExited: .*\(code 7\)$/) },
      });
      expect(observed.told.map(({ kind }) => kind)).toEqual(['line', 'initFailed']);
    });

    it('says so in Chinese, too', async () => {
      const chinese = new ProcessRuntime({ lang: 'zh', host: process.env, local });
      const { failure } = await new Observed(chinese, specOf('load.other')).heard('initFailed');
      await chinese.close();
      expect(failure.error.errorMessage).toMatch(/没有导出函数 “other”/);
    });

    it('other runtimes than Node.js and Python (S190, S200), images among them (S205)', () => {
      expect(
        ['Nodejs18.15', 'Nodejs10.15', 'Php7.4', 'CustomRuntime', 'CustomImage', 'Go1'].map((name) => unsupportedRuntime({ runtime: name })),
      ).toEqual([false, false, true, true, true, true]);
      expect(() => runtime.start(specOf('load.main', {}, { runtime: 'Php7.4' }), {} as never)).toThrow('whoever plans a function');
    });
  });

  describe('TypeScript', () => {
    function copyOf(name: string): string {
      const codeDir = join(copies, name);
      cpSync(handlers, codeDir, { recursive: true });
      return codeDir;
    }

    it('is bundled, and its stacks point to the source', async () => {
      const codeDir = copyOf('service');
      expect(resultOf(await new Observed(runtime, specOf('typed/index.main', { codeDir })).run({ width: 2, height: 3 }))).toBe('6 m²');
      const failure = failureOf(await new Observed(runtime, specOf('typed/index.fails', { codeDir })).run({ message: 'typed' }));
      expect(failure.error.stackTrace).toMatch(/typed\/index\.ts:10:9\)?$/m);
    });

    it('is bundled once', async () => {
      const codeDir = copyOf('once');
      const [first, second] = [specOf('typed/index.main', { codeDir }), specOf('typed/index.main', { codeDir })];
      expect(resultOf(await new Observed(runtime, first).run({ width: 1, height: 1 }))).toBe('1 m²');
      writeFileSync(join(codeDir, 'typed/index.ts'), 'nonsense(');
      expect(resultOf(await new Observed(runtime, second).run({ width: 1, height: 1 }))).toBe('1 m²');
    });

    it('is bundled with the packages of its workspace that are TypeScript, and with what only these find', async () => {
      const root = copyOf('workspace');
      const codeDir = join(root, 'packages/api');
      const files = {
        'packages/api/index.ts':
          "import { rate } from '@acme/rates'; import { name } from 'shared'; export const main = async () => ({ rate, name });",
        'packages/rates/package.json': '{ "name": "@acme/rates", "main": "src/index.ts" }',
        'packages/rates/src/index.ts':
          "import { percent } from 'strict'; import { name } from 'shared'; export const rate: string = percent(7) + name;",
        // As pnpm lays it out: the service itself has no such package.
        'packages/rates/node_modules/strict/index.js': 'exports.percent = (n) => `${n} % `;',
        // Where a package has state, there must be one of it.
        'node_modules/shared/index.js': 'exports.name = require("node:path").basename(require("node:path").dirname(__filename));',
      };
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(join(root, file, '..'), { recursive: true });
        writeFileSync(join(root, file), text);
      }
      mkdirSync(join(root, 'node_modules/@acme'));
      symlinkSync('../../packages/rates', join(root, 'node_modules/@acme/rates'));
      expect(resultOf(await new Observed(runtime, specOf('index.main', { codeDir })).run({}))).toEqual({ rate: '7 % shared', name: 'shared' });
    });

    it.each<{ what: string; files: Record<string, string>; result: unknown }>([
      {
        what: 'finds what lies beside each of its files',
        files: {
          'index.ts': "import { own } from './lib/own'; export const main = async () => own;",
          'lib/own.ts':
            "import { readFileSync } from 'node:fs'; export const own = [__dirname + '/', new URL('.', import.meta.url)].map((dir) => readFileSync(new URL('a.txt', new URL(String(dir), 'file:')), 'utf8'));",
          'lib/a.txt': 'beside',
        },
        result: ['beside', 'beside'],
      },
      {
        what: 'takes in strict code that asks where it lies, in a folder of any name',
        files: {
          'index.ts': "import { own } from './lib/$1/own'; export const main = async () => own;",
          'lib/$1/own.js': "'use strict'; exports.own = [require('node:path').basename(__dirname), (function () { return this === undefined; })()];",
        },
        result: ['$1', true],
      },
      {
        what: 'imports what has its name from tsconfig.json',
        files: {
          'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
          'index.ts': "import { low } from '@lib/low'; export const main = async () => low;",
          'lib/low.ts': 'export const low: number = 1;',
        },
        result: 1,
      },
      {
        what: 'imports, while it runs, a package that waits at its top level',
        files: {
          'index.ts': "export const main = async () => (await import('late')).default;",
          'node_modules/late/package.json': '{ "type": "module", "exports": { "import": "./index.js" } }',
          'node_modules/late/index.js': 'export default await Promise.resolve(7);',
        },
        result: 7,
      },
      {
        what: 'shares with CommonJS the one copy of a package that has both kinds of modules',
        files: {
          'index.ts': "import { count } from 'both'; import { twice } from 'old'; export const main = async () => [twice(), count()];",
          'node_modules/both/package.json': '{ "exports": { "import": "./index.mjs", "require": "./index.cjs" } }',
          'node_modules/both/index.mjs': 'let n = 0; export const count = () => ++n;',
          'node_modules/both/index.cjs': 'let n = 0; exports.count = () => ++n;',
          'node_modules/old/index.js': "exports.twice = () => [require('both').count(), require('both').count()];",
        },
        result: [[1, 2], 3],
      },
    ])('$what', async ({ files, result }) => {
      const codeDir = mkdtempSync(join(copies, 'typed-'));
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(join(codeDir, file, '..'), { recursive: true });
        writeFileSync(join(codeDir, file), text);
      }
      expect(resultOf(await new Observed(runtime, specOf('index.main', { codeDir })).run({}))).toEqual(result);
    });

    it('that cannot be built is a load error with its place, until it is repaired', async () => {
      const codeDir = copyOf('broken');
      const { failure } = await new Observed(runtime, specOf('typed/broken.main', { codeDir })).heard('initFailed');
      expect(failure).toMatchObject({
        status: 443,
        error: { errorCode: -1, errorMessage: expect.stringMatching(/typed\/broken\.ts:1:27: .*"\.\/shapes"/) },
      });
      writeFileSync(join(codeDir, 'typed/shapes.ts'), 'export const perimeter = () => 4;');
      expect(resultOf(await new Observed(runtime, specOf('typed/broken.main', { codeDir })).run())).toBe(4);
    });
  });
});

function patternOf(message: string | RegExp): RegExp {
  return typeof message === 'string' ? new RegExp(message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : message;
}
