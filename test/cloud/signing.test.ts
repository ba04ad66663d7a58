import { once } from 'node:events';
import { Agent, createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign';
import { Credentials, type Keys } from '../../src/cloud';
import { endpointOf } from '../../src/cloud/endpoint';
import { signedRequest } from '../../src/cloud/request';

const version = '2018-04-16';
const keys: Keys = { secretId: 'AKIDexample0123456789', secretKey: 'not-a-real-key' };

interface Case {
  readonly action: string;
  readonly params: object;
  readonly endpoint?: string;
  readonly region?: string;
  readonly language?: 'zh-CN' | 'en-US';
  readonly keys?: Keys;
  /** Seconds since the Unix epoch. */
  readonly timestamp?: number;
}

const cases: readonly (readonly [what: string, request: Case])[] = [
  ['an action without parameters', { action: 'GetAccount', params: {} }],
  ['a page of a list', { action: 'ListFunctions', params: { Namespace: 'default', Offset: 20, Limit: 100 } }],
  ['Chinese text, emoji and what JSON escapes', { action: 'CreateNamespace', params: { Namespace: 'team', Description: '函数“一”\n\t\\ 🚀 é' } }],
  ['nested lists and members', { action: 'ListFunctions', params: { Filters: [{ Name: 'Status', Values: ['Active', '更新中'] }], Limit: 1 } }],
  ['nulls, which are left out', { action: 'UpdateFunctionConfiguration', params: { FunctionName: 'a', Role: null, VpcConfig: { VpcId: null } } }],
  ['numbers of all kinds', { action: 'PutReservedConcurrencyConfig', params: { FunctionName: 'a', ReservedConcurrencyMem: 0, X: 1.5e-7, Y: -1 } }],
  ['a large body', { action: 'Invoke', params: { FunctionName: 'a', ClientContext: '值'.repeat(100_000) } }],
  ['temporary keys', { action: 'GetAccount', params: {}, keys: { ...keys, token: 'token-of-temporary-keys==' } }],
  ['a key with signs in it', { action: 'GetAccount', params: {}, keys: { secretId: 'IKID-x', secretKey: 'a+b/c=d&e' } }],
  ['English', { action: 'GetAccount', params: {}, language: 'en-US' }],
  ['Chinese', { action: 'GetAccount', params: {}, language: 'zh-CN' }],
  ['another region', { action: 'GetAccount', params: {}, region: 'na-siliconvalley' }],
  ['a regional endpoint', { action: 'GetAccount', params: {}, endpoint: 'scf.ap-shanghai.tencentcloudapi.com' }],
  ['the international endpoint', { action: 'GetAccount', params: {}, endpoint: 'scf.intl.tencentcloudapi.com' }],
  ['another service', { action: 'AssumeRole', params: { RoleArn: 'qcs::cam::uin/1:roleName/a' }, endpoint: 'sts.tencentcloudapi.com' }],
  ['an endpoint with a base path', { action: 'GetAccount', params: {}, endpoint: 'gateway.example.com/tencent' }],
  ['an endpoint with a port', { action: 'GetAccount', params: {}, endpoint: 'scf.example.com:8443' }],
  ['the last second of a day in UTC', { action: 'GetAccount', params: {}, timestamp: 1_780_012_799 }],
  ['the first second of a day in UTC', { action: 'GetAccount', params: {}, timestamp: 1_780_012_800 }],
];

describe('byte for byte as the official SDK signs (scf-api.md §2)', () => {
  it.each(cases)('%s', (_what, { action, params, endpoint = 'scf.tencentcloudapi.com', region = 'ap-guangzhou', language, ...rest }) => {
    const { keys: who = keys, timestamp = 1_780_000_000 } = rest;
    const asked = { endpoint: endpointOf(endpoint), action, version, region, language, params };
    const { headers, body } = signedRequest(asked, new Credentials(who, 'here'), timestamp * 1000 + 999);
    const authorization = Sign.sign3({
      method: 'POST',
      url: `https://${endpoint}/`,
      payload: withoutNulls(params),
      timestamp,
      service: endpoint.split('.')[0] ?? '',
      secretId: who.secretId,
      secretKey: who.secretKey,
      multipart: false,
      boundary: '',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(headers['authorization']).toBe(authorization);
    expect(JSON.parse(body)).toEqual(withoutNulls(params));
    expect(headers['x-tc-token']).toBe(who.token);
  });

  it('never gives two keys, days, hosts or bodies one signature', () => {
    const sign = (change: Partial<Case>): string | undefined => {
      const { action = 'GetAccount', params = {}, endpoint = 'scf.tencentcloudapi.com', keys: who = keys, timestamp = 1_780_000_000 } = change;
      const asked = { endpoint: endpointOf(endpoint), action, version, region: 'ap-guangzhou', language: undefined, params };
      return /Signature=(\w+)/.exec(signedRequest(asked, new Credentials(who, 'here'), timestamp * 1000).headers['authorization'] ?? '')?.[1];
    };
    const changes: Partial<Case>[] = [
      {},
      { params: { a: 1 } },
      { timestamp: 1_780_000_001 },
      { timestamp: 1_790_000_000 },
      { endpoint: 'scf.intl.tencentcloudapi.com' },
      { keys: { ...keys, secretKey: 'another' } },
    ];
    expect(new Set(changes.map(sign)).size).toBe(changes.length);
  });
});

describe('what the whole SDK sends', () => {
  const agent = new Agent();
  const seen: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      seen.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      answer.setHeader('content-type', 'application/json').end('{"Response":{"RequestId":"r"}}');
    });
  });

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    agent.destroy();
    server.close();
  });

  it.each(cases.filter(([, { endpoint, timestamp }]) => endpoint === undefined && timestamp === undefined))(
    '%s: same body, same signature, same X-TC headers',
    async (_what, { action, params, region = 'ap-guangzhou', language, keys: who = keys }) => {
      const { port } = server.address() as AddressInfo;
      const endpoint = `127.0.0.1:${port}`;
      const httpProfile = { endpoint, protocol: 'http://', agent };
      const { token, ...pair } = who;
      const client = new CommonClient(endpoint, version, {
        credential: { ...pair, ...(token !== undefined && { token }) },
        region,
        profile: { httpProfile, ...(language && { language }) },
      });
      await client.request(action, params);
      const sent = seen.pop();
      const timestamp = Number(sent?.headers['x-tc-timestamp']);
      const asked = { endpoint: endpointOf(`http://${endpoint}`), action, version, region, language, params };
      const ours = signedRequest(asked, new Credentials(who, 'here'), timestamp * 1000);
      expect(ours.body).toBe(sent?.body);
      const { 'x-tc-requestclient': _name, ...headers } = ours.headers;
      expect(sent?.headers).toMatchObject(headers);
      const theirs = Object.keys(sent?.headers ?? {}).filter((name) => name.startsWith('x-tc-') && name !== 'x-tc-traceid');
      expect(theirs.sort()).toEqual(
        Object.keys(ours.headers)
          .filter((name) => name.startsWith('x-tc-'))
          .sort(),
      );
    },
  );
});

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, withoutNulls(one)]])));
}
