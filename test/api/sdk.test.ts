import { Agent } from 'node:http';
import { scf } from 'tencentcloud-sdk-nodejs-scf';
import { namer } from './house';
import { closeServed, serveHouse, type ServedHouse } from './served';

const credential = { secretId: 'AKIDsdk', secretKey: 'sdk-secret' };

type Client = InstanceType<typeof scf.v20180416.Client>;

interface Setting {
  readonly method?: string;
  readonly base?: string;
  readonly reqMethod?: 'GET' | 'POST';
  readonly key?: string;
  readonly region?: string;
  readonly language?: 'zh-CN' | 'en-US';
}

const agent = new Agent({ keepAlive: true });
let house: ServedHouse;

beforeEach(async () => {
  house = await serveHouse({ signature: 'verify', credentials: [credential], newRequestId: namer('request') });
});

afterEach(closeServed);
afterAll(() => agent.destroy());

/** The unmodified SDK, pointed at our endpoint. @source scf-api.md §4 */
function clientOf({
  method = 'TC3-HMAC-SHA256',
  base = '',
  reqMethod = 'POST',
  key = credential.secretKey,
  region = 'ap-guangzhou',
  language,
}: Setting = {}): Client {
  return new scf.v20180416.Client({
    credential: { secretId: credential.secretId, secretKey: key },
    region,
    profile: {
      signMethod: method as 'TC3-HMAC-SHA256',
      ...(language && { language }),
      httpProfile: { endpoint: `127.0.0.1:${house.served.port}${base}`, protocol: 'http://', reqMethod, reqTimeout: 30, agent },
    },
  });
}

it.each<[string, Setting]>([
  ['as it is', {}],
  ['with a base path', { base: '/scf/local' }],
  ['by GET', { reqMethod: 'GET' }],
  ['with HmacSHA256', { method: 'HmacSHA256' }],
  ['with HmacSHA1', { method: 'HmacSHA1' }],
  ['with HmacSHA1 by GET', { method: 'HmacSHA1', reqMethod: 'GET' }],
])('the SDK calls a function %s', async (_what, setting) => {
  const answer = await clientOf(setting).Invoke({ FunctionName: 'echo', ClientContext: '{"名":"值&="}', LogType: 'Tail' });
  expect(answer.Result).toMatchObject({
    RetMsg: '{"名":"值&="}',
    ErrMsg: '',
    InvokeResult: 0,
    FunctionRequestId: 'run-1',
    Log: expect.stringContaining('echoed') as unknown,
  });
  expect(answer.RequestId).toBe('request-1');
});

it.each<[string, Setting, string]>([
  ['Chinese by the header', { language: 'zh-CN' }, '函数“none”'],
  ['Chinese by the parameter', { language: 'zh-CN', method: 'HmacSHA256' }, '函数“none”'],
  ['Chinese by GET', { language: 'zh-CN', method: 'HmacSHA1', reqMethod: 'GET' }, '函数“none”'],
  ['English', { language: 'en-US' }, 'function none'],
  ['English unless it says so', {}, 'function none'],
])('the SDK is refused in %s, with the same code', async (_what, setting, says) => {
  const refused = clientOf(setting).Invoke({ FunctionName: 'none' });
  await expect(refused).rejects.toMatchObject({ code: 'ResourceNotFound.Function', message: expect.stringContaining(says) as unknown });
});

it('nested parameters come through GET', async () => {
  await clientOf().Invoke({ FunctionName: 'job' });
  const listed = await clientOf({ reqMethod: 'GET' }).ListAsyncEvents({
    FunctionName: 'job',
    Status: ['RUNNING', 'FAILED'],
    StartTimeInterval: { Start: '2020-01-01 00:00:00', End: '2100-01-01 00:00:00' },
    Limit: 5,
  });
  expect(listed.TotalCount).toBe(1);
});

it('an event can be followed, listed, asked for and ended', async () => {
  const client = clientOf();
  const { RequestId: id = '' } = await client.Invoke({ FunctionName: 'job', InvocationType: 'Event' });
  await house.waiting();
  expect((await client.GetAsyncEventStatus({ InvokeRequestId: id })).Result).toEqual({ Status: 'RUNNING', StatusCode: 0, InvokeRequestId: id });
  expect((await client.GetRequestStatus({ FunctionName: 'job', FunctionRequestId: id })).Data).toMatchObject([{ RetCode: 1 }]);
  expect((await client.GetFunctionLogs({ FunctionName: 'job' })).Data).toMatchObject([{ RequestId: id, InvokeFinished: 0 }]);
  await client.TerminateAsyncEvent({ FunctionName: 'job', InvokeRequestId: id });
  const { EventList, TotalCount } = await client.ListAsyncEvents({ FunctionName: 'job', Status: ['ABORTED'] });
  expect([TotalCount, EventList[0]?.InvokeRequestId]).toEqual([1, id]);
  await expect(client.TerminateAsyncEvent({ FunctionName: 'job', InvokeRequestId: id })).rejects.toMatchObject({
    code: 'FailedOperation.AsyncEventStatus',
  });
});

it.each<[string, (client: Client) => Promise<unknown>, string]>([
  ['InvokeFunction', (client) => client.InvokeFunction({ FunctionName: 'echo', Qualifier: '3' }), 'ResourceNotFound.Qualifier'],
  ['Invoke', (client) => client.Invoke({ FunctionName: 'nobody' }), 'ResourceNotFound.Function'],
  ['Invoke without a name', (client) => client.request('Invoke', {}) as Promise<unknown>, 'MissingParameter'],
  [
    'an event of 6 MB and more',
    (client) => client.InvokeFunction({ FunctionName: 'echo', Event: JSON.stringify('x'.repeat(6 * 1024 * 1024)) }),
    'InvalidParameter.RequestTooLarge',
  ],
  [
    'an event of 20 MB',
    (client) => client.Invoke({ FunctionName: 'echo', ClientContext: JSON.stringify('x'.repeat(20 * 1024 * 1024)) }),
    'RequestSizeLimitExceeded',
  ],
  ['GetAsyncEventStatus', (client) => client.GetAsyncEventStatus({ InvokeRequestId: 'none' }), 'ResourceNotFound.AsyncEvent'],
  ['ListAsyncEvents', (client) => client.ListAsyncEvents({ FunctionName: 'job', Limit: 101 }), 'InvalidParameterValue.Limit'],
  [
    'GetRequestStatus',
    (client) => client.GetRequestStatus({ FunctionName: 'echo', FunctionRequestId: 'x', StartTime: 'x', EndTime: 'y' }),
    'InvalidParameterValue.DateTime',
  ],
  ['GetFunctionLogs', (client) => client.GetFunctionLogs({ Order: 'up' }), 'InvalidParameterValue.Order'],
  ['custom domains', (client) => client.ListCustomDomains({}), 'UnsupportedOperation'],
  ['an action that nobody has', (client) => client.request('Sing', {}) as Promise<unknown>, 'InvalidAction'],
])('%s fails as the SDK understands it', async (_what, call, code) => {
  await expect(call(clientOf())).rejects.toMatchObject({
    code,
    requestId: 'request-1',
    traceId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
  });
});

it.each<[string, Setting, string]>([
  ['another key', { key: 'wrong' }, 'AuthFailure.SignatureFailure'],
  ['another key, as a form', { key: 'wrong', method: 'HmacSHA256' }, 'AuthFailure.SignatureFailure'],
  ['another region', { region: 'ap-beijing' }, 'UnsupportedRegion'],
])('%s is not served', async (_what, setting, code) => {
  await expect(clientOf(setting).Invoke({ FunctionName: 'echo' })).rejects.toMatchObject({ code });
});
