import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegion, type FunctionOptions } from '../../src/harness';

/** What handlers find in `process`, beside the calls that the platform is about. */
const asks = {
  methods: async (): Promise<unknown> => {
    const [began, before] = [process.hrtime(), process.hrtime.bigint()];
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return { tuple: process.hrtime(began), passed: String(process.hrtime.bigint() - before), resident: process.memoryUsage.rss() > 0 };
  },
  alive: (): unknown => process.kill(process.pid, 0),
  listening: (): unknown => {
    const heard: string[] = [];
    process.once('SIGTERM', (signal) => heard.push(signal)).once('SIGINT', (signal) => heard.push(signal));
    return [process.kill(process.pid), process.kill(process.pid, 'SIGINT'), heard];
  },
  deaf: (): unknown => process.kill(process.pid, 'SIGTERM'),
  settings: (): unknown => {
    const [before, hours] = [process.env['SCF_NAMESPACE'], () => new Date(0).getHours()];
    Reflect.set(process.env, 'FLAG', false);
    process.env['TZ'] = 'Asia/Shanghai';
    const set = [process.env['FLAG'], hours()];
    process.env = { ONLY: 'this' };
    process.exitCode = 7;
    return [before, ...set, process.env, hours(), process.exitCode];
  },
  rejects: async (): Promise<unknown> => {
    const heard: string[] = [];
    process.on('unhandledRejection', (reason, promise) => void heard.push(String(reason), String(promise instanceof Promise)));
    void Promise.reject(new Error('lost'));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return heard;
  },
  throws: async (): Promise<unknown> => {
    process.on('uncaughtException', (error, origin) => process.stdout.write(`${origin}: ${error.message}\n`));
    setTimeout(() => {
      throw new Error('thrown');
    }, 10);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return 'never';
  },
  unset: (): unknown => {
    process.env['TZ'] = 'Asia/Shanghai';
    delete process.env['TZ'];
    return ['TZ' in process.env, new Date(0).getHours()];
  },
};

const dir = mkdtempSync(join(tmpdir(), 'asks-'));
writeFileSync(
  join(dir, 'index.js'),
  Object.entries(asks)
    .map(([name, ask]) => `exports.${name} = ${String(ask)};\n`)
    .join(''),
);
afterAll(() => rmSync(dir, { recursive: true }));

describe.each<{ from: string; optionsOf: (name: keyof typeof asks) => FunctionOptions }>([
  { from: 'a function of the test', optionsOf: (name) => ({ handler: asks[name] }) },
  { from: 'a file', optionsOf: (name) => ({ handler: `index.${name}` }) },
])('a handler from $from', ({ optionsOf }) => {
  const asked = async (name: keyof typeof asks) => {
    const region = await createRegion({ dir, functions: { f: optionsOf(name) } });
    return region.invoke('f');
  };

  it('finds what hangs on methods of its process, in virtual time', async () => {
    expect((await asked('methods')).result).toEqual({ tuple: [1, 500_000_000], passed: '1500000000', resident: true });
  });

  it('S210: may change its environment, as a whole, too, and its exit code; those of the tests stay what they are', async () => {
    const [{ env, exitCode }, before] = [process, { ...process.env }];
    // What it said of its zone in the environment that it was given counts, as in Node.
    expect((await asked('settings')).result).toEqual(['default', 'false', 8, { ONLY: 'this' }, 8, 7]);
    expect(process.env).toBe(env);
    expect({ ...env }).toEqual(before);
    expect(process.exitCode).toBe(exitCode);
  });

  it('S210: has the zone of the platform once it has deleted its own', async () => {
    expect((await asked('unset')).result).toEqual([false, 0]);
  });

  it('goes on after a promise that nobody handles, where it listens to such', async () => {
    expect((await asked('rejects')).result).toEqual(['Error: lost', 'true']);
  });

  it('S155: hears of an error that nobody has caught, and ends by it', async () => {
    const { status, error, logs } = await asked('throws');
    expect([status, error?.errorMessage]).toEqual([430, 'thrown']);
    expect(logs).toContain('uncaughtException: thrown');
  });

  it('may ask whether it is alive', async () => {
    expect((await asked('alive')).result).toBe(true);
  });

  it('hears a signal that it sends itself', async () => {
    expect((await asked('listening')).result).toEqual([true, true, ['SIGTERM', 'SIGINT']]);
  });

  it('S115: ends by one that it does not listen to', async () => {
    expect((await asked('deaf')).status).toBe(439);
  });
});
