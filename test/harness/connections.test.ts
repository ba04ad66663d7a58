import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, createServer as createSocketServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { createRegion, type FunctionOptions } from '../../src/harness';
import type { HandlerFunction } from '../../src/runtime';

/** As a test gives them. */
const own = jest.requireActual<Record<'fetches' | 'keepsConnection', HandlerFunction>>('../../fixtures/harness/libraries');
const dir = join(__dirname, '..', '..', 'fixtures', 'harness');

/** Longer than an event loop counts as empty, ms of real time. */
const lateMs = 30;

const http = createServer((_, response) => {
  void realSleep(lateMs)
    .then(() => response.write('{ "said":'))
    .then(() => realSleep(lateMs))
    .then(() => response.end(' "hello" }'));
});
const echo = createSocketServer((socket) => {
  socket.unref();
  socket.on('data', (text) => void realSleep(lateMs).then(() => socket.write(text)));
});
const listening = (server: Server) => new Promise<number>((resolve) => server.listen(0, () => resolve((server.address() as AddressInfo).port)));

let [url, port] = ['', 0];
beforeAll(async () => {
  url = `http://127.0.0.1:${await listening(http)}`;
  port = await listening(echo);
});
afterAll(() => {
  http.close();
  http.closeAllConnections();
  echo.close();
});

const written = '{ "said": "hello" }';

describe.each<{ from: string; options: (name: 'fetches' | 'keepsConnection') => FunctionOptions }>([
  { from: 'a function of the test', options: (name) => ({ handler: own[name] }) },
  { from: 'a file', options: (name) => ({ handler: `libraries.${name}` }) },
])('a handler from $from', ({ options }) => {
  it.each([
    { how: 'text', came: written },
    { how: 'copy', came: written },
    { how: 'json', came: 'hello' },
    { how: 'loop', came: written },
    { how: 'stream', came: written },
  ])('is waited for while it fetches over connections that others have left open ($how)', async ({ how, came }) => {
    for (const functions of [{ f: options('fetches') }, { f: options('fetches') }]) {
      const region = await createRegion({ dir, functions });
      for (const call of [region.invoke('f', { url, how }), region.invoke('f', { url, how })]) expect((await call).result).toBe(came);
      expect((await region.invoke('f', { url, how })).result).toBe(came);
      await region.close();
    }
  });

  it('is waited for while it asks for something over a connection of an earlier event', async () => {
    const region = await createRegion({ dir, functions: { f: options('keepsConnection') } });
    for (let nth = 0; nth < 3; nth += 1) expect((await region.invoke('f', { port })).result).toBe('hello');
    await region.close();
  });

  it('is waited for while it fetches what the test gives in place of the outside', async () => {
    const before = global.fetch;
    const fetch = jest.fn(() => realSleep(lateMs, new Response(written)));
    global.fetch = fetch;
    const region = await createRegion({ dir, functions: { f: options('fetches') } });
    expect((await region.invoke('f', { url, how: 'json' })).result).toBe('hello');
    expect(global.fetch).toBe(fetch);
    expect(fetch).toHaveBeenCalledWith(url);
    global.fetch = before;
  });
});

it('does not take an event loop for empty in which time went on past a connection', async () => {
  const mute = createSocketServer((socket) => socket.unref().resume());
  const silent = await listening(mute);
  const handler = async (): Promise<void> => {
    const socket = connect(silent);
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    await once(socket, 'data');
  };
  const region = await createRegion({ lang: 'en', realWaitMs: 20, functions: { f: { handler, timeout: 900 } } });
  await expect(region.invoke('f')).rejects.toThrow(/for TCPWRAP/);
  expect(region.nowMs).toBe(60_000);
  await region.close();
  mute.close();
});

it('leaves no connection open that would keep the tests from their end', async () => {
  const opened = (): number => process.getActiveResourcesInfo().filter((type) => type === 'TCPSocketWrap').length;
  const handler = async (): Promise<void> => {
    const socket = connect(port);
    socket.write('hello');
    await once(socket, 'data');
  };
  const region = await createRegion({ functions: { f: { handler } } });
  const before = opened();
  await region.invoke('f');
  expect(opened()).toBe(before + 1);
  await region.close();
  expect(opened()).toBe(before);
});
