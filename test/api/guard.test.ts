import { closeHouses, openHouse } from './house';

afterEach(closeHouses);

const call = { method: 'POST', body: '{"FunctionName":"echo"}' };
const headers = { 'content-type': 'application/json', 'x-tc-action': 'Invoke' };

describe('who may ask', () => {
  it.each(['127.0.0.1:36000', 'localhost', 'LocalHost:1', '[::1]:36000', 'scf.test:36000', '127.0.0.1'])(
    '%s is this machine, or a name that was allowed',
    async (host) => {
      const { request } = openHouse({ allowedHosts: ['scf.test'] });
      expect((await request('/healthz', { headers: { host } })).status).toBe(200);
    },
  );

  it.each(['evil.example', 'evil.example:36000', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.7', '[::2]', 'localhost.', ''])(
    '"%s" is another name of this machine: DNS rebinding',
    async (host) => {
      const { request, history } = openHouse({ extend: (app) => app.get('/more', (c) => c.text('more')) });
      const answers = await Promise.all(['/healthz', '/metrics', '/more', '/events/a/log'].map((path) => request(path, { headers: { host } })));
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
      expect((await request('/', { ...call, headers: { ...headers, host } })).status).toBe(403);
      expect(history.list({}).total).toBe(0);
    },
  );

  it.each(['0.0.0.0', '::'])('where all addresses are listened on (%s), any address is this machine, and no name is', async (bound) => {
    const { api, request } = openHouse({ allowedHosts: ['host.docker.internal'] });
    api.allowHost(bound);
    const statusOf = async (host: string): Promise<number> => (await request('/healthz', { headers: { host } })).status;
    expect(await Promise.all(['10.0.0.7:8583', '[2001:db8::7]:8583', 'host.docker.internal:8583'].map(statusOf))).toEqual([200, 200, 200]);
    expect(await Promise.all(['evil.example', '10.0.0.7.evil.example', '10.0.0', '[evil]'].map(statusOf))).toEqual([403, 403, 403, 403]);
  });

  it('is told why in its own language', async () => {
    const { request } = openHouse();
    const why = async (more: Record<string, string>) => (await request('/healthz', { headers: { 'x-tc-language': 'zh-CN', ...more } })).text();
    expect(await why({ host: 'evil.example' })).toBe('此服务只应答 localhost、127.0.0.1、[::1]、其监听地址以及启动时指定的名称（--allow-host）。\n');
    expect(await why({ origin: 'http://evil.example' })).toMatch(/^此服务不接受网页发出的请求；.*请使用 SDK、curl 或 "serverless-scf invoke"。\n$/);
  });

  it('may be called by an address that it was bound to later', async () => {
    const { api, request } = openHouse();
    api.allowHost('fe80::1');
    expect((await request('/healthz', { headers: { host: '[fe80::1]:7' } })).status).toBe(200);
  });
});

describe('web pages', () => {
  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:3000' }],
    ['a file', { origin: 'null' }],
    ['another site, without its origin', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['another site, as a link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['another port of this site', { 'sec-fetch-site': 'same-site' }],
  ])('of %s can call nothing', async (_what, page) => {
    const { request, history } = openHouse();
    expect((await request('/', { ...call, headers: { ...headers, ...page } })).status).toBe(403);
    expect((await request('/?Action=Invoke&FunctionName=echo', { headers: page })).status).toBe(403);
    expect(
      (await request('/-/invocations', { method: 'POST', body: '{"function":"echo"}', headers: { 'content-type': 'application/json', ...page } }))
        .status,
    ).toBe(403);
    expect(history.list({}).total).toBe(0);
  });

  it.each(['/?Action=Invoke&FunctionName=echo', '/.?Action=Invoke&FunctionName=echo', '/events/../?Action=Invoke&FunctionName=echo'])(
    'of an older browser, or to an address that browsers do not trust, cannot show %s as a picture',
    async (path) => {
      const { request, history } = openHouse({ allowedHosts: ['192.168.7.7'] });
      const picture = { host: '192.168.7.7:8583', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15', accept: 'image/*' };
      expect((await request(path, { headers: picture })).status).toBe(403);
      expect(history.list({}).total).toBe(0);
      // What is only looked at may be.
      expect((await request('/metrics', { headers: picture })).status).toBe(200);
      expect((await request(path, { headers: { ...picture, 'user-agent': 'curl/8.5.0' } })).status).toBe(200);
    },
  );

  it('of ours can, and a person can follow a link to one', async () => {
    const { request } = openHouse({ extend: (app) => app.get('/board', (c) => c.text('board')) });
    const own = { origin: 'http://127.0.0.1:36000', 'sec-fetch-site': 'same-origin', host: '127.0.0.1:36000' };
    expect((await request('/', { ...call, headers: { ...headers, ...own } })).status).toBe(200);
    expect((await request('/board', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } })).status).toBe(200);
  });

  it('are told nothing about cross-origin requests', async () => {
    const { request } = openHouse();
    const answer = await request('/', { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } });
    expect([answer.status, [...answer.headers.keys()].filter((name) => name.startsWith('access-control'))]).toEqual([404, []]);
  });
});
