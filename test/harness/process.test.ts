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
