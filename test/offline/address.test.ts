import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announce, claim, findRunning, newToken, notWritten, readAddress, release } from '../../src/offline/address';
import { addressOf } from './addresses';

let dir: string;
let server: Server;
let origin: string;
let health = 200;

beforeAll(async () => {
  server = createServer((request, response) => response.writeHead(request.url === '/healthz' ? health : 404).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  health = 200;
  dir = mkdtempSync(join(tmpdir(), 'scf-address-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const file = () => join(dir, '.serverless-scf', 'offline.json');
const names = () => readdirSync(join(dir, '.serverless-scf')).sort();

/** A process that is over: its pid is nobody's. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

it('says where a region is found, readable for its user alone, and goes with it', async () => {
  const address = addressOf();
  expect(await claim(dir, address)).toBeUndefined();
  expect(await findRunning(dir)).toBeUndefined();
  await announce(dir, { ...address, origin });
  expect(await findRunning(dir)).toEqual({ ...address, origin });
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(names()).toEqual(['.gitignore', 'offline.json']);
  expect(readFileSync(join(dir, '.serverless-scf', '.gitignore'), 'utf8')).toBe('*\n');
  await release(dir, address);
  expect(names()).toEqual(['.gitignore']);
});

it('refuses a second region, and says who holds the service', async () => {
  const first = addressOf({ origin });
  await claim(dir, first);
  expect(await claim(dir, addressOf({ startedAt: 'later' }))).toEqual(first);
  expect(await readAddress(dir)).toEqual(first);
});

it('counts one that is still starting as held, but not for ever', async () => {
  const starting = addressOf();
  await claim(dir, starting);
  expect(await claim(dir, addressOf())).toEqual(starting);
  await announce(dir, { ...starting, startedAt: new Date(Date.now() - 3_600_000).toISOString() });
  expect(await claim(dir, addressOf())).toBeUndefined();
});

it.each([
  { why: 'a process that has ended', stale: async () => addressOf({ pid: await deadPid(), origin }) },
  { why: 'a port where nobody listens', stale: async () => addressOf({ origin: 'http://127.0.0.1:1' }) },
  { why: 'a port that somebody else has now', stale: async () => ((health = 500), addressOf({ origin })) },
])('takes over what was left behind: $why', async ({ stale }) => {
  const left = await stale();
  await claim(dir, left);
  expect(await findRunning(dir)).toBeUndefined();
  const mine = addressOf({ digest: 'mine' });
  expect(await claim(dir, mine)).toBeUndefined();
  expect(await readAddress(dir)).toEqual(mine);
  expect(names()).toEqual(['.gitignore', 'offline.json']);
});

it.each(['', '{', '[]', 'null', '{"pid":1}', JSON.stringify(addressOf({ origin: 'file:///etc' }))])('takes no address from %j', async (text) => {
  mkdirSync(join(dir, '.serverless-scf'));
  writeFileSync(file(), text);
  expect(await readAddress(dir)).toBeUndefined();
  expect(await claim(dir, addressOf())).toBeUndefined();
});

it('lets one of many win that come at the same time', async () => {
  await claim(dir, addressOf({ pid: await deadPid(), origin }));
  const claims = Array.from({ length: 8 }, (_, n) => addressOf({ digest: String(n) }));
  const holders = await Promise.all(claims.map((address) => claim(dir, address)));
  const winners = claims.filter((_, n) => holders[n] === undefined);
  expect(winners).toEqual([await readAddress(dir)]);
  expect(names()).toEqual(['.gitignore', 'offline.json']);
});

it('leaves the file of another region alone', async () => {
  await claim(dir, addressOf({ startedAt: 'later' }));
  await release(dir, addressOf({ startedAt: 'earlier' }));
  expect(await readAddress(dir)).toMatchObject({ startedAt: 'later' });
});

it('says so when nothing can be written', async () => {
  const blocked = join(dir, 'blocked');
  writeFileSync(blocked, '');
  chmodSync(blocked, 0o400);
  await expect(claim(blocked, addressOf())).rejects.toMatchObject({ detail: { kind: 'noFolder' } });
});

it('says so when a folder stands where its file is to be', async () => {
  mkdirSync(join(dir, '.serverless-scf', 'offline.json'), { recursive: true });
  await expect(claim(dir, addressOf())).rejects.toMatchObject({ detail: { kind: 'noFolder', full: false } });
});

it('tells a full disk from a folder that may not be written', () => {
  const of = (code: string) => notWritten(join(dir, 'offline.json'), Object.assign(new Error(code), { code })).detail;
  expect(of('ENOSPC')).toEqual({ kind: 'noFolder', folder: dir, why: 'ENOSPC', full: true });
  expect(of('EROFS')).toMatchObject({ full: false });
});

it('makes tokens that nobody guesses', () => {
  expect(new Set(Array.from({ length: 100 }, newToken)).size).toBe(100);
  expect(newToken()).toMatch(/^[\w-]{32}$/);
});
