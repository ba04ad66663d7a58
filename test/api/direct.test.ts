import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Api } from '../../src/api';
import { closeServed, serveHouse, type ServedHouse } from './served';

afterEach(closeServed);

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Told {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const echo = '{"FunctionName":"echo","ClientContext":"[1]"}';
const json = { 'content-type': 'application/json', 'x-tc-action': 'Invoke', 'x-tc-traceid': 'trace-1' };

/** Over a real connection. */
async function tell(house: ServedHouse, { method = 'POST', path = '/', headers = {}, body = echo }: Asked): Promise<Told> {
  const sent = request({ port: house.served.port, host: '127.0.0.1', method, path, headers: { ...json, ...headers } });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const { statusCode: status, headers: got } = answer;
  return { status, headers: got, body: await text(answer) };
}

/** Which requests do not go through the routes. */
function taken(house: ServedHouse): readonly string[] {
  const took: string[] = [];
  const { take } = house.api;
  const spy: Api['take'] = (incoming, outgoing) => {
    const isTaken = take(incoming, outgoing);
    if (isTaken) took.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    return isTaken;
  };
  Object.assign(house.api, { take: spy });
  return took;
}

it('is how requests of the API go, and those alone', async () => {
  const house = await serveHouse();
  const took = taken(house);
  const asked = [
    {},
    { path: '/?x=1' },
    { path: '/base' },
    { method: 'GET', body: '' },
    { path: '/-/invocations' },
    { method: 'GET', path: '/healthz' },
  ];
  for (const each of asked) await tell(house, each);
  expect(took).toEqual(['POST /']);
});

it.each<[string, Asked]>([
  ['a result', {}],
  ['an error of the function', { body: '{"FunctionName":"fail"}' }],
  ['an error of the API', { body: '{"FunctionName":"nobody"}' }],
  ['no JSON', { body: '{' }],
  ['no action', { headers: { 'x-tc-action': 'Nothing' } }],
])('answers %s as the routes do, byte for byte', async (_what, asked) => {
  const house = await serveHouse();
  const took = taken(house);
  const plain = ({ status, headers: { date: _date, ...headers }, body }: Told): unknown => ({
    status,
    // Each answer has ids and times of its own.
    headers: { ...headers, 'content-length': '' },
    body: body.replaceAll(/"(RequestId|FunctionRequestId)":"[^"]*"|\\"requestId\\":\\"[^"]*"|"(Duration|BillDuration|MemUsage)":[\d.]+/g, '…'),
  });
  const [direct, routed] = [await tell(house, asked), await tell(house, { ...asked, path: '/base/' })];
  expect(plain(direct)).toEqual(plain(routed));
  expect(direct.headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(direct.body)),
    'x-tc-traceid': 'trace-1',
  });
  expect(took).toEqual(['POST /']);
});

it.each([
  ['another name of this machine', { host: 'evil.example' }],
  ['another origin', { origin: 'http://evil.example' }],
  ['another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
])('is no way past the guard: %s', async (_what, headers) => {
  const house = await serveHouse();
  // The guard has just let somebody in.
  expect((await tell(house, {})).status).toBe(200);
  const { total } = house.history.list({});
  expect((await tell(house, { headers })).status).toBe(403);
  expect(house.history.list({}).total).toBe(total);
  expect((await tell(house, {})).status).toBe(200);
});

it('ends the connection of a request that cannot even be answered, and nothing else', async () => {
  const house = await serveHouse({
    actions: {
      Break: () => {
        throw new TypeError('broken');
      },
    },
    warn: () => {
      throw new Error('nobody can be told');
    },
  });
  await expect(tell(house, { headers: { 'x-tc-action': 'Break' }, body: '{}' })).rejects.toThrow('socket hang up');
  expect((await tell(house, {})).status).toBe(200);
});
