import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createClient, sayCloudFailure } from '../../src/cloud';
import { proxiesOf, shownProxy } from '../../src/cloud/proxies';
import { credentials, FakeTime } from './fakeCloud';

it.each<[what: string, env: Record<string, string>, proxies: object]>([
  ['none', {}, { httpProxy: '', httpsProxy: '', noProxy: '' }],
  ['lower case before upper case', { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, { httpsProxy: 'http://a:1' }],
  ['one without its protocol', { HTTPS_PROXY: 'proxy.example.com:3128' }, { httpsProxy: 'http://proxy.example.com:3128' }],
  ['that of http for https where it is the only one', { HTTP_PROXY: 'http://a:1' }, { httpProxy: 'http://a:1', httpsProxy: 'http://a:1' }],
  ['one for all', { ALL_PROXY: 'socks5://a:1' }, { httpProxy: 'socks5://a:1', httpsProxy: 'socks5://a:1' }],
  ['an empty one is none', { HTTPS_PROXY: '' }, { httpsProxy: '' }],
  ['hosts without', { NO_PROXY: '.tencentcloudapi.com' }, { noProxy: '.tencentcloudapi.com' }],
])('%s', (_what, env, proxies) => {
  expect(proxiesOf(env)).toMatchObject(proxies);
});

it.each(['http://', 'ftp://user:very-secret@a', 'http://user:very-secret@a:99999'])('%s is no proxy, and is not repeated', async (HTTPS_PROXY) => {
  const client = createClient({ credentials, region: 'ap-guangzhou', env: { HTTPS_PROXY } });
  const error: unknown = await client.call('GetAccount').catch((reason: unknown) => reason);
  expect(error).toMatchObject({ detail: { kind: 'badProxy', name: 'HTTPS_PROXY' } });
  for (const lang of ['en', 'zh'] as const) expect(sayCloudFailure(lang, error)).not.toContain('very-secret');
  await client.close();
});

it.each([
  ['', 'proxy.example.com:3128'],
  ['*', undefined],
  ['tencentcloudapi.com', undefined],
  ['.tencentcloudapi.com', undefined],
  ['*.tencentcloudapi.com', undefined],
  ['other.example.com, scf.tencentcloudapi.com', undefined],
  ['cloudapi.com', 'proxy.example.com:3128'],
  ['scf.tencentcloudapi.com:8443', 'proxy.example.com:3128'],
])('with NO_PROXY "%s" the proxy that faults tell is %s', (NO_PROXY, shown) => {
  const proxies = proxiesOf({ HTTPS_PROXY: 'http://user:very-secret@proxy.example.com:3128', NO_PROXY });
  expect(shownProxy(proxies, 'scf.tencentcloudapi.com', true)).toBe(shown);
});

describe('a proxy', () => {
  let proxy: Server;
  const asked: string[] = [];

  beforeAll(async () => {
    proxy = createServer();
    proxy.on('connect', ({ url = '', headers }: { url?: string; headers: NodeJS.Dict<string | string[]> }, socket: Socket) => {
      asked.push(`${url} ${String(headers['proxy-authorization'])}`);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
  });
  afterAll(() => proxy.close());

  it('is gone through, with its password, which is not told when it says no', async () => {
    const host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const env = { HTTPS_PROXY: `http://user:very-secret@${host}` };
    const client = createClient({ credentials, region: 'ap-guangzhou', env, time: new FakeTime() });
    const error: unknown = await client.call('GetAccount').catch((reason: unknown) => reason);
    await client.close();
    expect(asked).toEqual([`scf.tencentcloudapi.com:443 Basic ${Buffer.from('user:very-secret').toString('base64')}`]);
    expect(error).toMatchObject({ detail: { kind: 'proxy', host: 'scf.tencentcloudapi.com', proxy: host, why: 'HTTP 407' } });
    for (const lang of ['en', 'zh'] as const) {
      expect(sayCloudFailure(lang, error)).toContain(host);
      expect(sayCloudFailure(lang, error)).not.toContain('very-secret');
    }
  });
});
