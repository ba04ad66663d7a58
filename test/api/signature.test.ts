import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign';
import { createHash, createHmac } from 'node:crypto';
import { closeHouses, openHouse, responseOf, type House } from './house';

afterEach(closeHouses);

const nowMs = 1_780_000_000_000;
const credential = { secretId: 'AKIDexample', secretKey: 'not-a-real-key' };
const body = '{"FunctionName":"echo"}';

interface Signed {
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly timestamp?: number;
  readonly url?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The headers of a request that the SDK's own code has signed. */
function signed({
  secretId = credential.secretId,
  secretKey = credential.secretKey,
  timestamp = nowMs / 1000,
  url = 'http://127.0.0.1:36000/',
  headers = {},
}: Signed = {}): Record<string, string> {
  const authorization = Sign.sign3({
    method: 'POST',
    url,
    payload: JSON.parse(body) as unknown,
    timestamp,
    service: '127',
    secretId,
    secretKey,
    multipart: false,
    boundary: '',
    headers: { 'Content-Type': 'application/json' },
  });
  return {
    authorization,
    'content-type': 'application/json',
    'x-tc-action': 'Invoke',
    'x-tc-version': '2018-04-16',
    'x-tc-timestamp': String(timestamp),
    ...headers,
  };
}

function verifying(token?: string): House {
  return openHouse({ signature: 'verify', credentials: [{ ...credential, ...(token !== undefined && { token }) }], nowMs: () => nowMs });
}

async function codeOf(house: House, headers: Record<string, string>, { path = '/', sent = body } = {}): Promise<string | undefined> {
  return (await responseOf(await house.request(path, { method: 'POST', headers, body: sent }))).Error?.Code;
}

describe('verify', () => {
  it.each<[string, Signed, Record<string, string>]>([
    ['the host without its port', {}, {}],
    ['a base path', { url: 'http://127.0.0.1:36000/scf/' }, {}],
    ['a clock that is 300 s late', { timestamp: nowMs / 1000 - 300 }, {}],
    ['a clock that is 300 s early', { timestamp: nowMs / 1000 + 300 }, {}],
  ])('takes %s', async (_what, how, headers) => {
    const path = how.url === undefined ? '/' : '/scf/';
    expect(await codeOf(verifying(), { ...signed(how), ...headers }, { path })).toBeUndefined();
  });

  it('takes the host with its port, and values in lower case, as other SDKs sign', async () => {
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      'x-tc-action': 'Invoke',
      'x-tc-timestamp': String(nowMs / 1000),
      'x-tc-version': '2018-04-16',
    };
    const lines = 'content-type:application/json; charset=utf-8\nhost:127.0.0.1:36000\nx-tc-action:invoke\n';
    const authorization = byHand(lines, 'content-type;host;x-tc-action');
    expect(await codeOf(verifying(), { ...headers, authorization })).toBeUndefined();
    expect(await codeOf(verifying(), { ...headers, authorization, 'x-tc-action': 'InvokeFunction' })).toBe('AuthFailure.SignatureFailure');
  });

  it.each<[string, Record<string, string>, string]>([
    ['no signature', { 'content-type': 'application/json', 'x-tc-action': 'Invoke' }, 'AuthFailure.SignatureFailure'],
    ['the word that skips it', signed({ headers: { authorization: 'SKIP' } }), 'AuthFailure.SignatureFailure'],
    ['another key', signed({ secretKey: 'wrong' }), 'AuthFailure.SignatureFailure'],
    ['an unknown id', signed({ secretId: 'AKIDother' }), 'AuthFailure.SecretIdNotFound'],
    ['no id', signed({ secretId: 'null' }), 'AuthFailure.InvalidSecretId'],
    ['a request of 301 s ago', signed({ timestamp: nowMs / 1000 - 301 }), 'AuthFailure.SignatureExpire'],
    ['one from the future', signed({ timestamp: nowMs / 1000 + 301 }), 'AuthFailure.SignatureExpire'],
    ['a later time than was signed', signed({ headers: { 'x-tc-timestamp': String(nowMs / 1000 + 1) } }), 'AuthFailure.SignatureFailure'],
    ['a time of another day', signed({ headers: { 'x-tc-timestamp': '1' } }), 'AuthFailure.SignatureFailure'],
    ['no time', signed({ headers: { 'x-tc-timestamp': 'now' } }), 'AuthFailure.SignatureFailure'],
    ['another type than was signed', signed({ headers: { 'content-type': 'application/json; a' } }), 'AuthFailure.SignatureFailure'],
    ['a token that nobody knows', signed({ headers: { 'x-tc-token': 'temporary' } }), 'AuthFailure.TokenFailure'],
  ])('refuses %s', async (_what, headers, code) => {
    expect(await codeOf(verifying(), headers)).toBe(code);
  });

  it('refuses another body than was signed, and tells no secret', async () => {
    const answer = await responseOf(await verifying().request('/', { method: 'POST', headers: signed(), body: '{"FunctionName":"fail"}' }));
    expect(answer.Error?.Code).toBe('AuthFailure.SignatureFailure');
    expect(JSON.stringify(answer)).not.toMatch(/not-a-real-key|[0-9a-f]{32}/);
  });

  it('wants the token of temporary credentials', async () => {
    expect(await codeOf(verifying('t1'), signed({ headers: { 'x-tc-token': 't1' } }))).toBeUndefined();
    expect(await codeOf(verifying('t1'), signed({ headers: { 'x-tc-token': 't2' } }))).toBe('AuthFailure.TokenFailure');
    expect(await codeOf(verifying('t1'), signed())).toBe('AuthFailure.TokenFailure');
  });

  it('wants the version to be said', async () => {
    const { 'x-tc-version': _version, ...headers } = signed();
    expect(await codeOf(verifying(), headers)).toBe('NoSuchVersion');
  });

  it.each([
    { method: 'HmacSHA256', host: '127.0.0.1:36000' },
    { method: 'HmacSHA1', host: '127.0.0.1' },
  ])('takes $method of a form, and nothing that was changed', async ({ method, host }) => {
    const params: Record<string, string> = {
      Action: 'Invoke',
      FunctionName: 'echo',
      Nonce: '7',
      SecretId: credential.secretId,
      SignatureMethod: method,
      Timestamp: String(nowMs / 1000),
      Version: '2018-04-16',
    };
    const text = `POST${host}/?${Object.keys(params)
      .sort()
      .map((name) => `${name}=${params[name] ?? ''}`)
      .join('&')}`;
    const Signature = Sign.sign(credential.secretKey, text, method);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const send = (changes: Record<string, string>): Promise<string | undefined> =>
      codeOf(verifying(), headers, { sent: new URLSearchParams({ ...params, Signature, ...changes }).toString() });
    expect(await send({})).toBeUndefined();
    expect(await send({ FunctionName: 'fail' })).toBe('AuthFailure.SignatureFailure');
    expect(await send({ Timestamp: '1' })).toBe('AuthFailure.SignatureExpire');
    expect(await send({ SignatureMethod: 'constructor' })).toBe('AuthFailure.SignatureFailure');
  });
});

describe('parse', () => {
  const parsing = (): House => openHouse({ signature: 'parse', nowMs: () => nowMs });

  it('asks for the form only', async () => {
    expect(await codeOf(parsing(), signed({ secretId: 'anybody', secretKey: 'anything', timestamp: 1_000_000_000 }))).toBeUndefined();
    expect(await codeOf(parsing(), signed({ headers: { authorization: 'TC3-HMAC-SHA256 Credential=me' } }))).toBe('AuthFailure.SignatureFailure');
    expect(await codeOf(parsing(), { 'content-type': 'application/json' })).toBe('AuthFailure.SignatureFailure');
  });

  it('wants host and type to be signed', async () => {
    const authorization = `TC3-HMAC-SHA256 Credential=me/2026-05-28/scf/tc3_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    expect(await codeOf(parsing(), signed({ headers: { authorization } }))).toBe('AuthFailure.SignatureFailure');
  });
});

it('off ignores whatever there is', async () => {
  expect(await codeOf(openHouse(), signed({ headers: { authorization: 'SKIP', 'x-tc-timestamp': 'never' } }))).toBeUndefined();
});

/** A signature over `POST /` made with nothing of the SDK's, by the documents. */
function byHand(lines: string, names: string): string {
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const date = new Date(nowMs).toISOString().slice(0, 10);
  const canonical = ['POST', '/', '', lines, names, sha(body)].join('\n');
  const text = ['TC3-HMAC-SHA256', nowMs / 1000, `${date}/scf/tc3_request`, sha(canonical)].join('\n');
  const key = [date, 'scf', 'tc3_request'].reduce<string | Buffer>(
    (chained, part) => createHmac('sha256', chained).update(part).digest(),
    `TC3${credential.secretKey}`,
  );
  const signature = createHmac('sha256', key).update(text).digest('hex');
  return `TC3-HMAC-SHA256 Credential=${credential.secretId}/${date}/scf/tc3_request, SignedHeaders=${names}, Signature=${signature}`;
}
