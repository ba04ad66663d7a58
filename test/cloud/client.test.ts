import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createClient, sayCloudFailure, type CloudError, type CloudFault } from '../../src/cloud';
import { credentials, fakeCloud, FakeTime, networkError, Raw, refusal, type Answer } from './fakeCloud';

async function failure(call: Promise<unknown>): Promise<CloudError | CloudFault> {
  const outcome = await call.then(
    (answer) => new Error(`it was answered: ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  return outcome as CloudFault;
}

it('signs, says where and in which language, and gives what stands in `Response`', async () => {
  const { client, arrived } = fakeCloud(() => ({ Result: 1 }), { language: 'zh' });
  expect(await client.call('GetAccount')).toEqual({ RequestId: 'request-1', Result: 1 });
  expect(arrived).toEqual([
    {
      action: 'GetAccount',
      params: {},
      headers: {
        'content-type': 'application/json',
        authorization: expect.stringMatching(/^TC3-HMAC-SHA256 Credential=AKIDexample0123456789\/2026-05-28\/scf\/tc3_request, /),
        'x-tc-action': 'GetAccount',
        'x-tc-version': '2018-04-16',
        'x-tc-timestamp': '1780000000',
        'x-tc-requestclient': 'serverless-scf',
        'x-tc-region': 'ap-guangzhou',
        'x-tc-language': 'zh-CN',
      },
    },
  ]);
});

it('leaves nothing on the signal of somebody who asks for days', async () => {
  const { client } = fakeCloud(() => ({}));
  const { signal } = new AbortController();
  const listening = jest.spyOn(signal, 'addEventListener');
  const any = jest.spyOn(AbortSignal, 'any');
  const left = jest.spyOn(signal, 'removeEventListener');
  await client.call('GetAccount', {}, { signal });
  await client.call('GetAccount', {}, { signal });
  // Node 20 keeps what `any` has made for as long as the signal lives.
  expect(any).not.toHaveBeenCalled();
  expect(listening.mock.calls.length).toBeGreaterThan(0);
  expect(left.mock.calls.map(([, listener]) => listener)).toEqual(listening.mock.calls.map(([, listener]) => listener));
  any.mockRestore();
});

describe('tries again', () => {
  it.each<[what: string, fault: Answer, pauses: number[]]>([
    ['RequestLimitExceeded: a second at least (scf-api.md §8, 6)', refusal('RequestLimitExceeded'), [1_000, 2_000, 4_000, 8_000]],
    ['RequestLimitExceeded.UinLimitExceeded', refusal('RequestLimitExceeded.UinLimitExceeded'), [1_000, 2_000, 4_000, 8_000]],
    ['InternalError', refusal('InternalError'), [300, 600, 1_200, 2_400]],
    ['InternalError.System', refusal('InternalError.System'), [300, 600, 1_200, 2_400]],
    ['a connection that was lost', networkError('ECONNRESET'), [300, 600, 1_200, 2_400]],
    ['one that the other side closed', networkError('UND_ERR_SOCKET'), [300, 600, 1_200, 2_400]],
    ['HTTP 503', new Raw(503, 'busy'), [300, 600, 1_200, 2_400]],
  ])('%s', async (_what, fault, pauses) => {
    const enough = fakeCloud((_asked, nth) => (nth === 5 ? { Result: 1 } : fault), { pace: async () => undefined });
    expect(await enough.client.call('ListFunctions')).toMatchObject({ Result: 1 });
    expect(enough.time.slept).toEqual(pauses);
    const tooMuch = fakeCloud(() => fault, { pace: async () => undefined });
    await failure(tooMuch.client.call('ListFunctions'));
    expect(tooMuch.arrived).toHaveLength(5);
  });

  it('with a fresh signature, and pauses that chance spreads by up to half', async () => {
    const time = new FakeTime(30_000, 0.999);
    const cloud = fakeCloud((_asked, nth) => (nth < 3 ? refusal('RequestLimitExceeded') : {}), { time, pace: async () => undefined });
    await cloud.client.call('GetAccount');
    expect(time.slept.map(Math.round)).toEqual([1_500, 2_999]);
    expect(cloud.arrived.map(({ headers }) => headers['x-tc-timestamp'])).toEqual(['1780000000', '1780000001', '1780000004']);
  });

  it('no pause is longer than the policy says, and none is made when it says so', async () => {
    const retry = { attemptsMax: 7, mostMs: 2_000 };
    const patient = fakeCloud(() => refusal('InternalError'), { retry, pace: async () => undefined });
    await failure(patient.client.call('GetAccount'));
    expect(patient.time.slept).toEqual([300, 600, 1_200, 2_000, 2_000, 2_000]);
    const once = fakeCloud(() => refusal('InternalError'), { retry: { attemptsMax: 1 } });
    await failure(once.client.call('GetAccount'));
    expect(once.arrived).toHaveLength(1);
  });

  it('S30: …InProgress only when one is ready to wait, and for so long', async () => {
    const waiting = fakeCloud(() => refusal('FailedOperation.ReservedInProgress'), { retry: { inProgressMs: 20_000 }, pace: async () => undefined });
    expect(await failure(waiting.client.call('PutReservedConcurrencyConfig'))).toMatchObject({ code: 'FailedOperation.ReservedInProgress' });
    expect(waiting.time.slept).toEqual([300, 600, 1_200, 2_400, 4_800, 8_000]);
  });
});

describe('never tries again', () => {
  it.each<[what: string, fault: Answer]>([
    ['a wrong key', refusal('AuthFailure.SignatureFailure')],
    ['a parameter', refusal('InvalidParameterValue')],
    ['a limit', refusal('LimitExceeded.FunctionReservedConcurrencyMemory')],
    ['a code that only looks alike', refusal('RequestLimitExceededNot')],
    ['a change under way, unless asked to', refusal('FailedOperation.ProvisionedInProgress')],
    ['HTTP 403', new Raw(403, '<html>')],
    ['an answer that is none', new Raw(200, '<html>')],
    ['a name that is unknown', networkError('ENOTFOUND')],
    ['a certificate', networkError('CERT_HAS_EXPIRED')],
  ])('%s', async (_what, fault) => {
    const { client, arrived, time } = fakeCloud(() => fault);
    await failure(client.call('ListFunctions'));
    expect(arrived).toHaveLength(1);
    expect(time.slept).toEqual([]);
  });

  it.each<[what: string, fault: Answer]>([
    ['InternalError', refusal('InternalError')],
    ['a connection that was lost', networkError('ECONNRESET')],
    ['HTTP 502', new Raw(502, '')],
  ])('%s, where it may have been done: an Invoke would run twice', async (_what, fault) => {
    const { client, arrived } = fakeCloud(() => fault);
    await failure(client.call('Invoke', { FunctionName: 'a' }));
    expect(arrived).toHaveLength(1);
    await failure(client.call('DeleteFunction', { FunctionName: 'a' }, { repeatable: true }));
    expect(arrived).toHaveLength(6);
  });
});

it.each<[what: string, fault: Answer, expected: object]>([
  [
    'a refusal',
    refusal('UnauthorizedOperation.CAM', 'you are not authorized'),
    { name: 'CloudError', code: 'UnauthorizedOperation.CAM', message: 'you are not authorized', action: 'GetAccount', requestId: 'request-1' },
  ],
  ['HTTP 407', new Raw(407, ''), { detail: { kind: 'status', status: 407 } }],
  [
    'no JSON',
    new Raw(200, '<html>sign in', 'text/html; charset=utf-8'),
    { detail: { kind: 'answer', what: 'no JSON; Content-Type text/html, 13 characters' } },
  ],
  ['half of an answer', new Raw(200, '{"Response":{"Req'), { detail: { kind: 'answer' } }],
  ['an empty answer', new Raw(200, ''), { detail: { kind: 'answer' } }],
  ['JSON of something else', new Raw(200, '{"ok":true}'), { detail: { kind: 'answer', what: 'JSON without `Response`' } }],
  ['a list', new Raw(200, '{"Response":[]}'), { detail: { kind: 'answer' } }],
  ['null', new Raw(200, 'null'), { detail: { kind: 'answer' } }],
  ['an error without code', { Error: { Message: 'x' } }, { detail: { kind: 'answer', what: 'an error without `Code`' } }],
  ['EAI_AGAIN', networkError('EAI_AGAIN'), { detail: { kind: 'dns', why: 'EAI_AGAIN' } }],
  ['ECONNREFUSED', networkError('ECONNREFUSED'), { detail: { kind: 'refused' } }],
  ['all addresses refused', new AggregateError([networkError('ECONNREFUSED')]), { detail: { kind: 'refused' } }],
  ['EHOSTUNREACH', networkError('EHOSTUNREACH'), { detail: { kind: 'unreachable' } }],
  ['no connection in time', networkError('UND_ERR_CONNECT_TIMEOUT'), { detail: { kind: 'unreachable' } }],
  ['SELF_SIGNED_CERT_IN_CHAIN', networkError('SELF_SIGNED_CERT_IN_CHAIN'), { detail: { kind: 'tls' } }],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', networkError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), { detail: { kind: 'tls' } }],
  ['a name that is not in the certificate', networkError('ERR_TLS_CERT_ALTNAME_INVALID'), { detail: { kind: 'tls' } }],
  ['a cause below', new Error('fetch failed', { cause: networkError('CERT_HAS_EXPIRED') }), { detail: { kind: 'tls', why: 'CERT_HAS_EXPIRED' } }],
  [
    'a proxy that wants a password',
    networkError('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
    { detail: { kind: 'proxy', why: 'HTTP 407' } },
  ],
  ['something never seen', networkError('EWEIRD'), { detail: { kind: 'network', why: 'EWEIRD' } }],
])('%s is told in both languages, without a stack or a secret', async (_what, fault, expected) => {
  const { client } = fakeCloud(() => fault);
  const error = await failure(client.call('GetAccount'));
  expect(error).toMatchObject(expected);
  for (const lang of ['en', 'zh'] as const) {
    const said = sayCloudFailure(lang, error) ?? '';
    expect(said.length).toBeGreaterThan(20);
    expect(said).not.toMatch(/undefined|\[object|\n {4}at |not-a-real-key|AKID|Signature=/);
    expect(/[\u4e00-\u9fff]/.test(said)).toBe(lang === 'zh');
  }
});

it('what is no fault of the cloud is left to others', () => {
  expect(sayCloudFailure('en', new TypeError('our bug'))).toBeUndefined();
});

describe('time', () => {
  it('a slow answer is given up, and told with its limit', async () => {
    // Takes connections, and never says a word.
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const time = new FakeTime(1_234);
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const client = createClient({ credentials, region: 'ap-guangzhou', env: {}, endpoint, timeoutMs: 1_234, time });
    const answer = failure(client.call('GetAccount'));
    const [socket] = (await once(silent, 'connection')) as [NodeJS.ReadableStream];
    await once(socket, 'data');
    time.expire();
    const fault = await answer;
    expect(fault).toMatchObject({ detail: { kind: 'slow', action: 'GetAccount', timeoutMs: 1_234 } });
    expect(sayCloudFailure('en', fault)).toContain('1.234 s');
    await client.close();
    silent.close();
  });

  it('who no longer wants an answer gets none, and nothing is sent after it', async () => {
    const stop = new AbortController();
    const reason = new Error('Ctrl-C');
    const { client, arrived } = fakeCloud(() => {
      stop.abort(reason);
      return refusal('InternalError');
    });
    expect(await failure(client.call('GetAccount', {}, { signal: stop.signal }))).toBe(reason);
    expect(await failure(client.call('GetAccount', {}, { signal: stop.signal }))).toBe(reason);
    expect(arrived).toHaveLength(1);
  });

  it('keeps to the documented rates: GetAccount 20/s, ListFunctions 100/s (scf-api.md §3)', async () => {
    const { client, time } = fakeCloud(() => ({}));
    for (let n = 0; n < 3; n += 1) await client.call('GetAccount');
    for (let n = 0; n < 3; n += 1) await client.call('ListFunctions');
    expect(time.slept).toEqual([52.5, 52.5, 10.5, 10.5]);
  });

  it('asks before each attempt, of whoever else keeps the rates', async () => {
    const asked: string[] = [];
    const { client } = fakeCloud((_asked, nth) => (nth === 1 ? refusal('RequestLimitExceeded') : {}), {
      pace: async (action) => void asked.push(action),
    });
    await client.call('GetAccount');
    expect(asked).toEqual(['GetAccount', 'GetAccount']);
  });
});

describe('endpoints', () => {
  it.each([
    ['scf.intl.tencentcloudapi.com', 'https://scf.intl.tencentcloudapi.com', 'scf.intl.tencentcloudapi.com'],
    ['HTTP://127.0.0.1:8583/', 'http://127.0.0.1:8583', '127.0.0.1:8583'],
    ['https://gateway.example.com:444', 'https://gateway.example.com:444', 'gateway.example.com:444'],
  ])('%s', async (endpoint, origin, host) => {
    const { client } = fakeCloud(() => ({ Result: 1 }), { origin, endpoint });
    expect(await client.call('GetAccount')).toMatchObject({ Result: 1 });
    expect(client.host).toBe(host);
  });

  it.each(['', 'http://', 'ftp://a', 'a b', 'scf.example.com?x=1', 'https://user:very-secret@scf.example.com'])('refuses "%s"', (endpoint) => {
    const fault = thrownBy(() => createClient({ credentials, region: 'ap-guangzhou', env: {}, endpoint }));
    expect(fault).toMatchObject({ code: 'badEndpoint' });
    expect(sayCloudFailure('en', fault)).not.toContain('very-secret');
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
