import { resolve } from 'node:path';
import { readOfflineOptions, type RawOfflineOptions } from '../../src/commands/offlineOptions';
import { UsageError } from '../../src/commands/output';

const read = (raw: RawOfflineOptions, env: Record<string, string> = {}) => readOfflineOptions(raw, '/srv/shop', env, 'en');

it('listens on a fixed port of this machine alone, keeps events, and reloads, unless told otherwise', () => {
  expect(read({})).toEqual({
    port: 8583,
    host: '127.0.0.1',
    allowedHosts: [],
    ephemeral: false,
    seed: 1,
    signature: 'off',
    credentials: [],
    rateLimits: false,
    regionOf: undefined,
    watch: true,
    watchIgnore: [],
    timers: true,
    logs: false,
    colour: undefined,
    json: false,
  });
});

it('takes everything that is given', () => {
  const raw = {
    port: '0',
    host: '0.0.0.0',
    'allow-host': ['devbox'],
    ephemeral: true,
    seed: '7',
    signature: 'parse',
    'rate-limits': true,
    watch: false,
    'watch-ignore': ['data', '*.db'],
    timers: false,
    color: false,
    logs: true,
    json: true,
  };
  expect(read(raw)).toMatchObject({
    port: 0,
    host: '0.0.0.0',
    allowedHosts: ['devbox'],
    ephemeral: true,
    seed: 7,
    signature: 'parse',
    rateLimits: true,
    watch: false,
    watchIgnore: ['data', '*.db'],
    timers: false,
    colour: false,
    json: true,
  });
  expect(read({ 'region-of': '../media' }).regionOf).toBe(resolve('/srv/media'));
});

it('takes names that may stand in an address', () => {
  const names = ['devbox', 'host.docker.internal', 'my_service', 'devbox:8583', '192.168.0.2', '[fe80::1]', '[::1]:8583'];
  expect(read({ 'allow-host': names }).allowedHosts).toEqual(names);
});

it('takes the SecretKey from the environment only', () => {
  const env = { TENCENTCLOUD_SECRET_ID: 'fromEnv', TENCENTCLOUD_SECRET_KEY: 'key' };
  expect(read({ signature: 'verify' }, env).credentials).toEqual([{ secretId: 'fromEnv', secretKey: 'key' }]);
  expect(read({ signature: 'verify', 'secret-id': 'mine' }, env).credentials).toEqual([{ secretId: 'mine', secretKey: 'key' }]);
});

it.each([
  { raw: { port: '-1' }, says: '--port takes a number' },
  { raw: { port: '65536' }, says: '--port takes a number' },
  { raw: { port: '1e3' }, says: '--port takes a number' },
  { raw: { seed: 'x' }, says: '--seed takes a whole number' },
  { raw: { signature: 'on' }, says: '--signature is off, parse or verify, not "on"' },
  { raw: { signature: 'verify' }, says: 'TENCENTCLOUD_SECRET_KEY' },
  { raw: { signature: 'verify', 'secret-id': 'mine' }, says: 'TENCENTCLOUD_SECRET_KEY' },
  { raw: { 'secret-id': 'mine' }, says: '--secret-id is only used with --signature verify' },
  ...['http://devbox', '*', '*.internal', 'devbox/', 'a,b', 'a b', '::1'].map((name) => ({
    raw: { 'allow-host': ['localhost', name] },
    says: `--allow-host takes one name as it stands in an address, such as host.docker.internal: without http:// and *, not "${name}".`,
  })),
  ...(['port', 'host', 'seed', 'signature'] as const).map((option) => ({
    raw: { 'region-of': '../media', [option]: option === 'signature' ? 'off' : '1' },
    says: `--${option} belongs to the region`,
  })),
  { raw: { 'region-of': '../media', ephemeral: true }, says: '--ephemeral belongs to the region' },
])('refuses $raw', ({ raw, says }) => {
  expect(() => read(raw)).toThrow(UsageError);
  expect(() => read(raw)).toThrow(says);
});
