import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { createRegion, type RegionOptions } from '../../src/harness';

const dir = join(__dirname, '..', '..', 'fixtures', 'harness');

/** One call of a handler that does what libraries do. */
async function called(name: string, event: unknown = {}, options: Partial<RegionOptions> = {}) {
  const region = await createRegion({ dir, lang: 'en', functions: { f: { handler: `libraries.${name}`, timeout: 900 } }, ...options });
  return region.invoke('f', event);
}

describe('a library in a handler', () => {
  it('finds that some time has gone by since Node began, as caches presume', async () => {
    expect((await called('cache')).result).toBe('stale');
  });

  it('measures virtual time', async () => {
    expect((await called('marks')).result).toEqual([5_000, 6_000, 7, 0, 'why']);
  });

  it('S165: writes to the log also by the numbers of standard output and error', async () => {
    const { result, logs } = await called('logs');
    expect(result).toEqual([null, 8, 9, 9]);
    expect(logs.slice(1, -2)).toEqual(['Event RequestId: 514e28b7-be0f-45ec-a3fa-99fa2ab442ac', 'a text', 'of bytes', 'by call', 'promised']);
  });

  it('writes to files as ever', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'libraries-'));
    expect((await called('writesFile', { file: join(folder, 'text') })).result).toBe('to a file');
    rmSync(folder, { recursive: true });
  });

  describe('that is connected', () => {
    let port: number;
    const server = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => undefined).on('data', (text) => socket.end(text)));
    beforeAll(async () => {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      ({ port } = server.address() as AddressInfo);
    });
    afterAll(() => server.close());

    it('gives up by a timer that keeps nothing alive, where nobody answers, and its log says why', async () => {
      const { result, logs } = await called('givesUp', { port }, { realWaitMs: 50 });
      expect(result).toEqual(['TimeoutError', 30_000]);
      expect(logs[2]).toMatch(/^\(in a test\) TCPWRAP has not come in \d+ ms of real time: virtual time goes on/);
    });

    it('is answered what it asks for by an immediate', async () => {
      expect((await called('asksLater', { port })).result).toBe('hello');
    });
  });

  it('is told why a loop that waits for the time does not end', async () => {
    const { error } = await called('busyWait', {}, { realWaitMs: 1 });
    expect(error?.errorMessage).toMatch(/^The handler reads the time again and again without giving up the thread/);
  });

  it('sees time go by where it polls at every turn of its event loop', async () => {
    expect((await called('polls')).result).toBe(5);
  });
});

it('says what a real timer is that a handler of the test waits for', async () => {
  const region = await createRegion({ lang: 'en', realWaitMs: 20, functions: { f: { handler: () => realSleep(300) } } });
  await expect(region.invoke('f')).rejects.toThrow(/for Timeout\..*\nA `Timeout` is a timer of real time/);
  await region.close();
});
