import http from 'node:http';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { roomIn } from '../../src/api/room';
import { closeServed, serveHouse, type ServedHouse } from './served';

afterEach(closeServed);

const mega = 1024 * 1024;

/** What a request is made of, unless a test spoils it. */
interface Raw {
  readonly start?: string;
  readonly headers?: readonly string[];
  readonly host?: string;
  readonly body?: string | Buffer;
  /** Instead of that of the body. */
  readonly length?: string;
}

const json = 'content-type: application/json';
const asInvoke = [json, 'x-tc-action: Invoke'];
const echo = '{"FunctionName":"echo"}';

function bytesOf({ start = 'POST / HTTP/1.1', headers = asInvoke, host = '127.0.0.1', body = echo, length }: Raw): Buffer {
  const lines = [start, `host: ${host}`, ...headers, `content-length: ${length ?? Buffer.byteLength(body)}`, 'connection: close', '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), Buffer.from(body)]);
}

/** Sends bytes, and gives back all that comes until the connection is closed. */
async function exchange(house: ServedHouse, bytes: Buffer | string): Promise<string> {
  const socket = connect(house.served.port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // Whoever misbehaves may find the connection cut while it still talks.
  socket.on('error', () => undefined);
  socket.write(bytes);
  await closed(socket);
  return Buffer.concat(chunks).toString();
}

async function closed(socket: Socket): Promise<void> {
  if (!socket.destroyed) await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}

async function isAlive(house: ServedHouse): Promise<void> {
  const answer = await fetch(`${house.served.origin}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tc-action': 'Invoke' },
    body: echo,
  });
  expect(await answer.json()).toMatchObject({ Response: { Result: { RetMsg: '{}' } } });
}

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const many = (count: number, make: (n: number) => string): string[] => Array.from({ length: count }, (_, n) => make(n));
const auth = (text: string): string[] => [...asInvoke, `authorization: ${text}`, 'x-tc-timestamp: 1780000000', 'x-tc-version: 2018-04-16'];

describe('requests that the API answers, with 200 and an error', () => {
  it.each<[string, Raw, string]>([
    ['bad JSON', { body: '{' }, 'InvalidParameter'],
    ['JSON with a trailing word', { body: '{} drop table' }, 'InvalidParameter'],
    ['a number for a body', { body: '7' }, 'InvalidParameter'],
    ['no UTF-8', { body: Buffer.from([0x7b, 0xc3, 0x28, 0x7d]) }, 'InvalidParameter'],
    ['UTF-16', { body: Buffer.from(echo, 'utf16le') }, 'InvalidParameter'],
    ['zero bytes', { body: '\0'.repeat(1_000) }, 'InvalidParameter'],
    ['lists in lists, 100,000 deep', { body: `{"FunctionName":${deep(100_000)}}` }, 'InvalidParameter.FunctionName'],
    ['a deep event', { body: JSON.stringify({ FunctionName: 'echo', ClientContext: `${deep(100_000)}]` }) }, 'InvalidParameterValue.Param'],
    ['a body of nothing', { body: '' }, 'MissingParameter'],
    ['YAML', { headers: ['content-type: text/yaml', 'x-tc-action: Invoke'], body: 'a: 1' }, 'InvalidParameter'],
    [
      'a form with broken escapes',
      { headers: ['content-type: application/x-www-form-urlencoded'], body: 'Action=Invoke&FunctionName=%zz%' },
      'InvalidParameter.FunctionName',
    ],
    [
      'a form with 100,000 members',
      { headers: ['content-type: application/x-www-form-urlencoded'], body: many(100_000, (n) => `a${n}=1`).join('&') },
      'InvalidAction',
    ],
    [
      'an index beyond all lists',
      { start: 'GET /?Action=Invoke&FunctionName.4294967295=1 HTTP/1.1', headers: [], body: '' },
      'InvalidParameter.FunctionName',
    ],
    ['dots without end', { start: `GET /?Action=Invoke&${'a.'.repeat(3_000)}=1 HTTP/1.1`, headers: [], body: '' }, 'MissingParameter'],
    ['a prototype', { body: '{"__proto__":{"FunctionName":"echo"}}' }, 'MissingParameter'],
    ['a constructor', { body: '{"FunctionName":{"constructor":1}}' }, 'InvalidParameter.FunctionName'],
    ['the action __proto__', { headers: [json, 'x-tc-action: __proto__'] }, 'InvalidAction'],
    ['the action toString', { headers: [json, 'x-tc-action: toString'] }, 'InvalidAction'],
    ['an action of 8 KB', { headers: [json, `x-tc-action: ${'A'.repeat(8_000)}`] }, 'InvalidAction'],
    ['two actions', { headers: [json, 'x-tc-action: Invoke', 'x-tc-action: DeleteFunction'] }, 'InvalidAction'],
    ['an empty action', { headers: [json, 'x-tc-action: '] }, 'InvalidAction'],
    ['a qualifier with colours', { body: JSON.stringify({ FunctionName: 'echo', Qualifier: '\x1b[31m' }) }, 'ResourceNotFound.Function'],
    ['another version', { headers: [...asInvoke, 'x-tc-version: 9999-99-99'] }, 'NoSuchVersion'],
    ['another region', { headers: [...asInvoke, 'x-tc-region: ../../etc'] }, 'UnsupportedRegion'],
    ['a path for a name', { body: '{"FunctionName":"../../../etc/passwd"}' }, 'InvalidParameter.FunctionName'],
    ['a Windows path for a name', { body: '{"FunctionName":"..\\\\..\\\\windows"}' }, 'InvalidParameter.FunctionName'],
    ['a name with a zero', { body: '{"FunctionName":"echo\\u0000.js"}' }, 'InvalidParameter.FunctionName'],
    ['a name of 1 MB', { body: JSON.stringify({ FunctionName: `1${'x'.repeat(mega)}` }) }, 'InvalidParameter.FunctionName'],
    ['a path for a qualifier', { body: '{"FunctionName":"echo","Qualifier":"../1"}' }, 'ResourceNotFound.Function'],
    ['a path for a namespace', { body: '{"FunctionName":"echo","Namespace":"../default"}' }, 'ResourceNotFound.Namespace'],
    ['a path behind the host', { start: 'POST /../../etc/passwd HTTP/1.1', headers: [json, 'x-tc-action: Sing'] }, 'InvalidAction'],
    [
      'a limit without bounds',
      { headers: [json, 'x-tc-action: ListAsyncEvents'], body: '{"FunctionName":"job","Limit":1e308}' },
      'InvalidParameterValue.Limit',
    ],
    [
      'a limit that is no number',
      { headers: [json, 'x-tc-action: ListAsyncEvents'], body: '{"FunctionName":"job","Limit":"100"}' },
      'InvalidParameterValue.Limit',
    ],
    [
      'a moment that never was',
      { headers: [json, 'x-tc-action: GetFunctionLogs'], body: '{"StartTime":"9999-99-99 99:99:99","EndTime":"x"}' },
      'InvalidParameterValue.DateTime',
    ],
    ['20 MB', { body: `{"FunctionName":"echo","ClientContext":"${'x'.repeat(20 * mega)}"}` }, 'RequestSizeLimitExceeded'],
    [
      '80 MB of code',
      { headers: [json, 'x-tc-action: UpdateFunctionCode'], body: `{"ZipFile":"${'x'.repeat(80 * mega)}"}` },
      'RequestSizeLimitExceeded',
    ],
  ])('%s', async (_what, raw, code) => {
    const house = await serveHouse();
    const answer = await exchange(house, bytesOf(raw));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ Response: { Error: { Code: code }, RequestId: 'request-1' } });
    // What a caller says is not said back without end, nor with what a terminal would obey.
    expect(answer.length).toBeLessThan(1_000);
    expect(answer).not.toContain('\x1b');
    await isAlive(house);
  });

  it.each<[string, Raw, string]>([
    ['no signature', {}, 'AuthFailure.SignatureFailure'],
    ['SKIP', { headers: auth('SKIP') }, 'AuthFailure.SignatureFailure'],
    ['Basic', { headers: auth('Basic YTpi') }, 'AuthFailure.SignatureFailure'],
    ['half a signature', { headers: auth('TC3-HMAC-SHA256 Credential=AKID/2026-05-28/scf/tc3_request') }, 'AuthFailure.SignatureFailure'],
    ['8 KB of signature', { headers: auth(`TC3-HMAC-SHA256 Credential=${'A'.repeat(8_000)}`) }, 'AuthFailure.SignatureFailure'],
    [
      'a form that names no method',
      { headers: ['content-type: application/x-www-form-urlencoded'], body: 'Action=Invoke&Signature=x&SignatureMethod=none' },
      'AuthFailure.SignatureFailure',
    ],
    [
      'a replayed request',
      { headers: auth(`TC3-HMAC-SHA256 Credential=AKID/2026-05-28/scf/tc3_request, SignedHeaders=content-type;host, Signature=${'0'.repeat(64)}`) },
      'AuthFailure.SignatureExpire',
    ],
  ])('%s, where signatures are verified', async (_what, raw, code) => {
    const house = await serveHouse({ signature: 'verify', credentials: [{ secretId: 'AKID', secretKey: 'geheim' }] });
    const answer = await exchange(house, bytesOf(raw));
    expect(answer).toContain(`"Code":"${code}"`);
    expect(answer).not.toContain('geheim');
    expect(house.history.list({}).total).toBe(0);
  });
});

describe('what is no request of the API', () => {
  it.each<[string, Raw | string, number | undefined]>([
    ['another host', { host: 'evil.example' }, 403],
    ['another host that looks like ours', { host: '127.0.0.1.evil.example' }, 403],
    ['a host with a user', { host: 'localhost@evil.example' }, 400],
    ['a web page', { headers: [...asInvoke, 'origin: https://evil.example'] }, 403],
    ['no host', 'POST / HTTP/1.1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n', 400],
    ['an unknown path', { start: 'GET /etc/passwd HTTP/1.1', headers: [], body: '' }, 404],
    ['a path with dots', { start: 'GET /events/../../../etc/passwd HTTP/1.1', headers: [], body: '' }, 404],
    ['a path with escaped dots', { start: 'GET /events/%2e%2e%2f%2e%2e%2fetc%2fpasswd/log HTTP/1.1', headers: [], body: '' }, 404],
    ['a path with broken escapes', { start: 'GET /events/%zz%00/log HTTP/1.1', headers: [], body: '' }, 404],
    ['a link to no path at all', { start: 'GET // HTTP/1.1', headers: ['sec-fetch-site: cross-site', 'sec-fetch-mode: navigate'], body: '' }, 403],
    ['a path of 10 KB', { start: `GET /${'a'.repeat(10_000)} HTTP/1.1`, headers: [], body: '' }, 404],
    ['a method that nobody has', { start: 'BREW / HTTP/1.1' }, 400],
    ['TRACE', { start: 'TRACE /healthz HTTP/1.1', headers: [], body: '' }, 404],
    ['PUT', { start: 'PUT / HTTP/1.1', headers: [json] }, 404],
    ['a header of 20 KB', { headers: [...asInvoke, `x-fill: ${'x'.repeat(20_000)}`] }, 431],
    ['1,000 headers', { headers: [...asInvoke, ...many(1_000, (n) => `x-fill-${n}: ${'x'.repeat(20)}`)] }, 431],
    ['two lengths', { headers: [...asInvoke, 'content-length: 5'] }, 400],
    ['a length below zero', { length: '-1' }, 400],
    ['a length and chunks', { headers: [...asInvoke, 'transfer-encoding: chunked'] }, 400],
    ['a header with colours', { headers: [json, 'x-tc-action: \x1b[31mInvoke'] }, 400],
    ['a header with a line break', { headers: [...asInvoke, 'x-a: b\rc'] }, 400],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['garbage', '\x00\x01\x02 garbage\r\n\r\n', 400],
  ])('%s', async (_what, raw, status) => {
    const house = await serveHouse();
    const answer = await exchange(house, typeof raw === 'string' ? Buffer.from(raw, 'latin1') : bytesOf(raw));
    expect(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])).toBe(status);
    expect(answer).not.toMatch(/node_modules|at .*\.ts/);
    expect(house.history.list({}).total).toBe(0);
    expect(house.warnings).toEqual([]);
    await isAlive(house);
  });

  it('more than a body may have: the connection is closed, whatever the client wanted', async () => {
    const house = await serveHouse();
    const raw = bytesOf({ body: ' '.repeat(11 * mega) });
    const answer = await exchange(house, Buffer.from(raw.toString().replace('connection: close', 'connection: keep-alive')));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: close\r\n[^]*RequestSizeLimitExceeded/i);
  });

  it.each<[string, string]>([
    ['alone', ''],
    ['after a good request', bytesOf({}).toString().replace('connection: close', 'connection: keep-alive')],
  ])('a body that breaks off into garbage, %s: nobody waits for the rest of it', async (_what, before) => {
    const house = await serveHouse();
    const head = `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\n${asInvoke.join('\r\n')}\r\ntransfer-encoding: chunked\r\n\r\n`;
    const answer = await exchange(house, `${before}${head}4\r\n{"Fu\r\nzz\r\n`);
    expect(answer.match(/"RetMsg":"\{\}"/g) ?? []).toHaveLength(before === '' ? 0 : 1);
    expect(answer).toMatch(/HTTP\/1\.1 400 Bad Request\r\n[^]*$/);
    expect(house.warnings).toEqual([]);
    await isAlive(house);
  });

  it('a body that breaks off into garbage when its request is refused already: the connection is closed all the same', async () => {
    const house = await serveHouse();
    const socket = connect(house.served.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST / HTTP/1.1\r\nhost: evil.example\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"Fu\r\n');
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 403 /);
    socket.write('zz\r\n');
    socket.resume();
    await closed(socket);
    await isAlive(house);
  });

  it('garbage after a good request: the good one is answered', async () => {
    const house = await serveHouse();
    const good = bytesOf({}).toString().replace('connection: close', 'connection: keep-alive');
    const answer = await exchange(house, `${good}${good}\x00garbage\r\n\r\n`);
    expect(answer.match(/"RetMsg":"\{\}"/g)).toHaveLength(2);
    expect(answer).toMatch(/HTTP\/1\.1 400 Bad Request\r\n[^]*$/);
    await isAlive(house);
  });
});

describe('clients that take their time', () => {
  it.each<[string, string]>([
    ['before its first byte', ''],
    ['in its headers', 'POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: '],
    ['in its body', `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\n${asInvoke.join('\r\n')}\r\ncontent-length: 100\r\n\r\n{`],
    ['after an answer', bytesOf({}).toString().replace('connection: close', 'connection: keep-alive')],
  ])('are shown the door: %s', async (_what, text) => {
    const house = await serveHouse({}, { headersMs: 50, requestMs: 50, idleMs: 50, checkMs: 10 });
    await exchange(house, text);
    await isAlive(house);
  });

  it('as a crowd, too: slow-loris', async () => {
    const house = await serveHouse({}, { headersMs: 100, requestMs: 100, checkMs: 10 });
    const crowd = many(300, () => 'POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: ').map((text) => exchange(house, text));
    await isAlive(house);
    expect((await Promise.all(crowd)).every((answer) => answer.startsWith('HTTP/1.1 408'))).toBe(true);
  });

  it('may wait for their answer longer than they may take to ask', async () => {
    const house = await serveHouse({}, { headersMs: 20, requestMs: 20, idleMs: 20, checkMs: 5 });
    const answer = exchange(house, bytesOf({ body: '{"FunctionName":"wait"}' }));
    await house.waiting();
    // Others are shown the door in the meantime, three times over.
    for (let n = 0; n < 3; n += 1) await exchange(house, 'POST / HTTP/1.1\r\n');
    house.release();
    expect(await answer).toContain('"RetMsg":"\\"released\\""');
  });

  it('and leave in the middle of a body leave nothing behind', async () => {
    const house = await serveHouse();
    const sockets = many(50, () => '').map(() => connect(house.served.port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (const socket of sockets) socket.write(bytesOf({ body: '{"Func', length: '1000' }));
    await isAlive(house);
    for (const socket of sockets) socket.destroy();
    await Promise.all(sockets.map(closed));
    await isAlive(house);
    expect(house.warnings).toEqual([]);
  });
});

describe('crowds', () => {
  it('that want to watch logs: as many as there is room for, and when they go there is room again', async () => {
    const house = await serveHouse({ streamsMax: 100 });
    await house.ask('Invoke', { FunctionName: 'job' });
    const id = await house.waiting();
    const crowd = many(1_000, () => '').map(() => watch(house, id));
    const statuses = await Promise.all(crowd.map(({ status }) => status));
    // Whom there is no room for does not keep a connection that others could use.
    await Promise.all(crowd.filter((_, at) => statuses[at] === 503).map(({ socket }) => closed(socket)));
    expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 503).length]).toEqual([100, 900]);
    expect(house.history.following).toBe(100);
    await isAlive(house);
    for (const { socket } of crowd) socket.destroy();
    // The last of them has gone when there is room for as many again.
    while (house.history.following > 0) await new Promise(setImmediate);
    expect(await watch(house, id).status).toBe(200);
  });

  it('that send too much leave the memory as it was', async () => {
    const house = await serveHouse();
    const tooMuch = bytesOf({ body: Buffer.alloc(20 * mega, 'x') });
    await exchange(house, tooMuch);
    const before = usedBytes();
    for (let n = 0; n < 10; n += 1) await Promise.all([exchange(house, tooMuch), exchange(house, tooMuch)]);
    expect(usedBytes() - before).toBeLessThan(60 * mega);
  });
});

describe('where there is no room for another connection', () => {
  const noRoom = /^HTTP\/1\.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n[^]*"error":"RequestLimitExceeded"/;
  const calling = bytesOf({ body: '{"FunctionName":"wait"}' });

  it.each<[string, string]>([
    ['has never asked', ''],
    ['is still asking', 'POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: '],
  ])('whoever %s makes room, the first of all first, and is told so', async (_what, text) => {
    const house = await serveHouse({}, {}, 20);
    const gone = many(60, (n) => String(n)).map(async () => exchange(house, text));
    await isAlive(house);
    for (const answer of await Promise.all(gone.slice(0, 40))) expect(answer.slice(answer.indexOf('HTTP/1.1 503'))).toMatch(noRoom);
    await isAlive(house);
    await house.served.close();
    await Promise.all(gone);
  });

  it('whoever keeps it for later makes room', async () => {
    const house = await serveHouse({}, {}, 1);
    const kept = connect(house.served.port, '127.0.0.1');
    kept.write(bytesOf({}).toString().replace('connection: close', 'connection: keep-alive'));
    expect(String(await once(kept, 'data'))).toContain('"RetMsg":"{}"');
    const told = once(kept, 'data');
    await isAlive(house);
    expect(String(await told)).toMatch(noRoom);
  });

  it('whoever waits for an answer gets it', async () => {
    const house = await serveHouse({}, {}, 4);
    const answers = many(3, () => '').map(async () => exchange(house, calling));
    for (let n = 0; n < 3; n += 1) await house.waiting();
    const crowd = many(20, () => '').map(async (text) => exchange(house, text));
    await Promise.all(crowd.slice(0, 19));
    for (let n = 0; n < 3; n += 1) house.release();
    for (const answer of await Promise.all(answers)) expect(answer).toContain('"RetMsg":"\\"released\\""');
  });

  it('the newcomer is told so when all others wait for answers', async () => {
    const house = await serveHouse({}, {}, 2);
    const answers = [exchange(house, calling), exchange(house, calling)];
    for (let n = 0; n < 2; n += 1) await house.waiting();
    expect(await exchange(house, bytesOf({}))).toMatch(noRoom);
    expect(house.history.list({}).total).toBe(2);
    for (let n = 0; n < 2; n += 1) house.release();
    await Promise.all(answers);
    await isAlive(house);
  });

  it('what is asked for after that is not done', async () => {
    const house = await serveHouse({}, {}, 1);
    const first = connect(house.served.port, '127.0.0.1');
    first.on('error', () => undefined);
    await once(first, 'connect');
    const second = connect(house.served.port, '127.0.0.1');
    await once(first, 'data');
    first.write(bytesOf({}));
    await closed(first);
    expect(house.history.list({}).total).toBe(0);
    second.destroy();
  });
});

it.each([
  { descriptors: Infinity, connections: 5_000, partings: 500, streams: 1_000 },
  { descriptors: 20_000, connections: 5_000, partings: 500, streams: 1_000 },
  { descriptors: 1_024, connections: 512, partings: 51, streams: 102 },
  { descriptors: 256, connections: 128, partings: 12, streams: 25 },
])('$descriptors descriptors are room for $connections connections', ({ descriptors, ...room }) => {
  expect(roomIn(descriptors)).toEqual(room);
});

describe('close', () => {
  it('lets an answer that is under way be given, ends logs and closes what is idle', async () => {
    const house = await serveHouse({}, { closeMs: 60_000 });
    await house.ask('Invoke', { FunctionName: 'job' });
    const watching = watch(house, await house.waiting());
    expect(await watching.status).toBe(200);
    const idle = connect(house.served.port, '127.0.0.1');
    await once(idle, 'connect');
    const answer = exchange(house, bytesOf({ body: '{"FunctionName":"wait"}' }).toString().replace('connection: close', 'connection: keep-alive'));
    await house.waiting();
    const closing = house.served.close();
    await Promise.all([closed(watching.socket), closed(idle)]);
    house.release();
    house.release();
    expect(await answer).toContain('"RetMsg":"\\"released\\""');
    await closing;
    await expect(fetch(`${house.served.origin}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('waits no longer than it is told', async () => {
    const house = await serveHouse({}, { closeMs: 1 });
    const answer = exchange(house, bytesOf({ body: '{"FunctionName":"wait"}' }));
    await house.waiting();
    await house.served.close();
    expect(await answer).toBe('');
  });
});

/** Asks for a log, and stays. */
function watch(house: ServedHouse, id: string): { readonly socket: Socket; readonly status: Promise<number> } {
  const socket = connect(house.served.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`GET /events/${id}/log HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  const status = once(socket, 'data').then(([chunk]) => Number(/^HTTP\/1\.1 (\d+)/.exec(String(chunk))?.[1]));
  socket.resume();
  return { socket, status };
}

/** What is in use once all garbage is gone, bytes. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it('goes on when there is no descriptor for a further connection', async () => {
  const made = jest.spyOn(http, 'createServer');
  const house = await serveHouse();
  const [server] = made.mock.results.map(({ value }) => value as http.Server);
  made.mockRestore();
  expect(server?.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }))).toBe(true);
  await isAlive(house);
});
