import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRegion, type RegionOptions } from '../../src/harness';
import '../../src/harness/jest';

const dir = mkdtempSync(join(realpathSync(tmpdir()), 'lifelike-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let files = 0;

/** What a handler comes to whose module is this code, and when, ms of virtual time. */
async function outcomeOf(code: string, options: RegionOptions & { readonly extension?: string } = {}) {
  const { extension = 'js', ...more } = options;
  const name = `handler${(files += 1)}`;
  writeFileSync(join(dir, `${name}.${extension}`), code);
  const region = await createRegion({ dir, lang: 'en', ...more, functions: { f: { handler: `${name}.main`, timeout: 10 } } });
  const { result, error } = await region.invoke('f');
  const { nowMs } = region;
  await region.close();
  return { result, error, nowMs };
}

describe('a timer (S193)', () => {
  it.each([
    { name: 'setTimeout', set: 'setTimeout(tell, 100)', nowMs: 100 },
    { name: 'setInterval', set: 'const timer = setInterval(() => (clearInterval(timer), tell()), 100)', nowMs: 100 },
    { name: 'setImmediate', set: 'setImmediate(tell)', nowMs: 0 },
  ])('$name knows what an AsyncLocalStorage held when it was set', async ({ set, nowMs }) => {
    const outcome = await outcomeOf(`
      const own = new (require('node:async_hooks').AsyncLocalStorage)();
      exports.main = (event, context, callback) => {
        const tell = () => callback(null, own.getStore());
        own.run('set in here', () => { ${set}; });
        own.enterWith('set elsewhere');
      };`);
    expect(outcome).toEqual({ result: 'set in here', error: undefined, nowMs });
  });

  it('S155: leads to faults of its instance, also where a callback from elsewhere has set it', async () => {
    const listeners: (() => void)[] = [];
    const calling = outcomeOf(
      "exports.main = () => new Promise(() => require('later')(() => setTimeout(() => void Promise.reject(new Error('mine')), 5)));",
      {
        modules: { later: (listener: () => void) => listeners.push(listener) },
      },
    );
    while (listeners.length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const listener of listeners) listener();
    expect(await calling).toMatchObject({ error: { errorMessage: expect.stringContaining('mine') }, nowMs: 5 });
  });
});

describe('zlib', () => {
  it.each([
    { what: 'has compressed', code: "zlib.gzip('x'.repeat(100_000), tell)", result: null },
    { what: 'could not read', code: "zlib.gunzip('not compressed', tell)", result: 'Z_DATA_ERROR' },
    { what: 'has something that nobody uses', code: 'zlib.createGzip(); tell()', result: null },
  ])(
    'holds nothing up once it $what',
    async ({ code, result }) => {
      const outcome = await outcomeOf(
        `const zlib = require('node:zlib');
      exports.main = (event, context, callback) => {
        const tell = (error) => setTimeout(() => callback(null, error ? error.code : null), 3_000);
        ${code};
      };`,
      );
      expect(outcome).toEqual({ result, error: undefined, nowMs: 3_000 });
      // Held up, it would go on after five seconds.
    },
    4_500,
  );

  it('holds time up while it works', async () => {
    const outcome = await outcomeOf(`
      const { promisify } = require('node:util');
      const { gzip, gunzip } = require('node:zlib');
      const work = async () => (await promisify(gunzip)(await promisify(gzip)('x'.repeat(1_000_000)))).length;
      exports.main = () => Promise.race([work(), new Promise((resolve) => setTimeout(resolve, 1, 'too late'))]);`);
    expect(outcome).toEqual({ result: 1_000_000, error: undefined, nowMs: 0 });
  });
});

describe('AbortSignal.timeout', () => {
  const main = `async () => {
    const { setTimeout: sleep } = require('node:timers/promises');
    const signal = AbortSignal.timeout(1_000);
    const seen = [signal instanceof AbortSignal, globalThis.AbortSignal === AbortSignal, AbortSignal.abort().aborted, signal.aborted];
    const { name } = await sleep(9_000, undefined, { signal }).catch((error) => error);
    return [...seen, signal.aborted, signal.reason.name, name];
  }`;
  const result = [true, true, true, false, true, 'TimeoutError', 'AbortError'];

  it('is a timer of virtual time', async () => {
    expect(await outcomeOf(`exports.main = ${main};`)).toEqual({ result, error: undefined, nowMs: 1_000 });
  });

  it('keeps no run alive', async () => {
    const code = "exports.main = (event, context, callback) => void AbortSignal.timeout(1_000).addEventListener('abort', () => callback(null, 1));";
    expect(await outcomeOf(code)).toEqual({ result: null, error: undefined, nowMs: 0 });
  });

  it('is one in a handler that the test gives, too, and the test keeps its own', async () => {
    const before = AbortSignal;
    const handler = () =>
      new Promise((resolve) => {
        const [timer, signal] = [setTimeout(resolve, 9_000, 'slept'), AbortSignal.timeout(1_000)];
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve(signal instanceof AbortSignal);
        });
      });
    const region = await createRegion({ functions: { f: { handler, timeout: 10 } } });
    expect((await region.invoke('f')).result).toBe(true);
    expect(region.nowMs).toBe(1_000);
    expect(AbortSignal).toBe(before);
  });
});

describe('promisify', () => {
  it.each([
    { name: 'setTimeout', promised: () => promisify(setTimeout)(5_000, 'slept'), nowMs: 5_000 },
    { name: 'setImmediate', promised: () => promisify(setImmediate)('slept'), nowMs: 0 },
  ])('makes promises of virtual time from $name, in a handler that the test gives', async ({ promised, nowMs }) => {
    const before = promisify(setTimeout);
    const region = await createRegion({ functions: { f: { handler: () => promised(), timeout: 10 } } });
    expect((await region.invoke('f')).result).toBe('slept');
    expect(region.nowMs).toBe(nowMs);
    expect(promisify(setTimeout)).toBe(before);
  });

  it('leaves time real for whoever is no handler', async () => {
    const region = await createRegion({ functions: { f: { handler: () => new Promise((resolve) => setTimeout(resolve, 1_000)), timeout: 10 } } });
    const calling = region.invoke('f');
    await promisify(setImmediate)();
    expect(await promisify(setTimeout)(0, 'ours')).toBe('ours');
    expect(await calling).toHaveSucceeded();
    expect(region.nowMs).toBe(1_000);
  });
});

describe('process', () => {
  it('S114: keeps every kind of listener with its instance', async () => {
    const before = process.listenerCount('SIGTERM');
    const { result } = await outcomeOf(`
      exports.main = async () => {
        const order = [];
        process.on('mine', () => order.push('second'));
        process.prependListener('mine', () => order.push('first')).prependOnceListener('mine', () => order.push('once'));
        process.prependListener('SIGTERM', () => {});
        process.setMaxListeners(77).emit('mine');
        process.emit('mine');
        return [order, process.eventNames(), process.rawListeners('mine').length, process.getMaxListeners()];
      };`);
    expect(result).toEqual([['once', 'first', 'second', 'first', 'second'], ['mine', 'SIGTERM'], 2, 77]);
    expect(process.listenerCount('SIGTERM')).toBe(before);
    expect(process.eventNames()).not.toContain('mine');
    expect(process.getMaxListeners()).not.toBe(77);
  });

  it('gives ES modules its members by name', async () => {
    const code = `
      import { cwd, env, nextTick, pid, platform } from 'node:process';
      export const main = async () => [await new Promise((resolve) => nextTick(resolve, 'ticked')), pid, platform, cwd(), env.TENCENTCLOUD_RUNENV];`;
    const { result } = await outcomeOf(code, { extension: 'mjs' });
    expect(result).toEqual(['ticked', process.pid, process.platform, dir, 'SCF']);
  });

  it('S114: keeps what code sets with its instance, however often, and whatever kind of member it is', async () => {
    const { title, emitWarning, platform } = process;
    const { result } = await outcomeOf(`
      'use strict';
      exports.main = async () => {
        for (const n of [1, 2]) {
          process.title = 'title ' + n;
          process.platform = 'platform ' + n;
          process.emitWarning = () => n;
        }
        return [process.title, process.platform, process.emitWarning()];
      };`);
    expect(result).toEqual(['title 2', 'platform 2', 2]);
    expect([process.title, process.emitWarning, process.platform]).toEqual([title, emitWarning, platform]);
  });
});

describe('modules of a test', () => {
  beforeAll(() => writeFileSync(join(dir, 'bucket.js'), "module.exports = { put: () => 'real' };"));
  const fake = { put: () => 'fake' };
  const imports = [
    { how: 'by name', code: "import { put } from './bucket.js'; export const main = async () => put();" },
    { how: 'as a whole', code: "import bucket from './bucket.js'; export const main = async () => bucket.put();" },
    { how: 'when it runs', code: "export const main = async () => (await import('./bucket.js')).put();" },
  ];

  it.each(['mjs', 'ts'].flatMap((extension) => imports.map((each) => ({ extension, ...each }))))(
    'stand in for files that a handler in .$extension imports $how',
    async ({ extension, code }) => {
      expect((await outcomeOf(code, { extension })).result).toBe('real');
      expect((await outcomeOf(code, { extension, modules: { './bucket.js': fake } })).result).toBe('fake');
      expect((await outcomeOf(code, { extension, modules: { [join(dir, 'bucket.js')]: fake } })).result).toBe('fake');
      expect((await outcomeOf(code, { extension, modules: { './other.js': fake } })).result).toBe('real');
    },
  );

  it('do so in one region and not in another that loads the same handler', async () => {
    writeFileSync(join(dir, 'shared.mjs'), "export { put as main } from './bucket.js';");
    const regionOf = (modules: Record<string, unknown>) => createRegion({ dir, modules, functions: { f: { handler: 'shared.main' } } });
    const regions = await Promise.all([regionOf({ './bucket.js': fake }), regionOf({}), regionOf({ './bucket.js': fake, './other.js': fake })]);
    const results = await Promise.all(regions.map((region) => region.invoke('f')));
    expect(results.map(({ result }) => result)).toEqual(['fake', 'real', 'fake']);
  });

  it('do so in every file of the bundle, and say what cannot be found', async () => {
    writeFileSync(join(dir, 'between.mjs'), "export { put } from './bucket.js';");
    const code = "export { put as main } from './between.mjs';";
    expect((await outcomeOf(code, { extension: 'mjs', modules: { './bucket.js': fake } })).result).toBe('fake');
    const { error } = await outcomeOf("export { put as main } from './absent.js';", { extension: 'mjs', modules: { './bucket.js': fake } });
    expect(error).toMatchObject({ statusCode: 443, errorMessage: expect.stringContaining('Could not resolve "./absent.js"') });
  });
});
