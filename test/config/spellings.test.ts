import { checkService, type Diagnostic } from '../../src/config';
import { found, here, serviceWith } from './service';

const spelling = (service: object): Diagnostic['params'][] =>
  checkService(service, here).diagnostics.flatMap(({ code, params }) => (code === 'SCF109' ? [params] : []));

it.each([
  { fn: { memory: 512 }, rename: 'memorySize', why: 'other tools' },
  { fn: { maximumRetryAttempts: 1 }, rename: 'retryNum', why: 'AWS' },
  { fn: { tracing: true }, rename: 'traceEnable', why: 'a boolean' },
  { fn: { tracing: 'Active' }, rename: undefined, why: 'another type of value' },
  { fn: { MemorySize: 256 }, rename: 'memorySize', why: 'the API' },
  { fn: { Environment: { Variables: { A: 'x' } } }, rename: undefined, why: 'what is inside has to change too' },
  { fn: { vpcConfig: { vpcId: 'v', subnetId: 's' } }, rename: 'vpc', why: 'the same map' },
  { fn: { vpcConfig: { VpcId: 'v' } }, rename: undefined, why: 'another map' },
  { fn: { reservedMem: 1280 }, rename: 'reservedConcurrency', why: 'MB in both' },
  { fn: { reservedConcurrentExecutions: 5 }, rename: undefined, why: 'a count becomes { instances }' },
])('S226: renames in $fn to $rename: $why', ({ fn, rename }) => {
  expect(spelling(serviceWith({ fn }))).toEqual([expect.objectContaining({ rename, replace: undefined })]);
});

it.each([
  { fn: { memorySize: '1gb' }, replace: '1024' },
  { fn: { timeout: '15min' }, replace: '900' },
  { fn: { asyncRunEnable: 'TRUE' }, replace: 'true' },
])('S226: replaces the value of $fn by $replace', ({ fn, replace }) => {
  expect(spelling(serviceWith({ fn }))).toEqual([expect.objectContaining({ write: replace, replace, rename: undefined })]);
});

it.each([
  { provider: { credentials: '~/credentials' }, is: { why: 'keys', write: undefined } },
  { provider: { cosBucket: 'DEFAULT' }, is: { why: 'dropped', write: undefined } },
  { provider: { enableRoleAuth: true }, is: { why: 'dropped', write: undefined } },
  { provider: { vpcConfig: { vpcId: 'v', subnetId: 's' } }, is: { why: 'tencent', rename: 'vpc' } },
  { provider: { asyncRunEnable: true }, is: { why: 'perFunction', write: 'asyncRunEnable: true' } },
  { provider: { logRetentionInDays: 7 }, is: { why: 'unused' } },
])('S226: $provider in provider', ({ provider, is }) => {
  expect(spelling(serviceWith({ provider }))).toEqual([expect.objectContaining(is)]);
});

it('S226: says where an option belongs that stands in a wrong place', () => {
  expect(spelling(serviceWith({ fn: { region: 'ap-beijing' } }))).toEqual([
    expect.objectContaining({ why: 'perProvider', write: 'region: ap-beijing', rename: undefined }),
  ]);
  expect(spelling({ ...serviceWith({}), region: 'ap-beijing', stage: 'dev' })).toEqual([
    expect.objectContaining({ written: 'region', why: 'perProvider' }),
    expect.objectContaining({ written: 'stage', why: 'perProvider' }),
  ]);
});

it.each([
  {
    event: { timer: { name: 'every', parameters: { cronExpression: '*/5 * * * *', enable: true, argument: 'x' } } },
    write: "timer: { name: every, cron: '0 */5 * * * * *', enable: true, message: x }",
  },
  {
    event: { cos: { parameters: { bucket: 'b', filter: { prefix: 'p/' }, events: 'cos:ObjectCreated:*' } } },
    write: 'cos: { bucket: b, events: cos:ObjectCreated:*, filter: { prefix: p/ }, enable: false }',
  },
  {
    event: { apigw: { name: 'api', parameters: { stageName: 'release', serviceId: null, httpMethod: 'ANY' } } },
    write: 'apigw: { name: api, method: ANY, stage: release }',
  },
  {
    event: { ckafka: { name: 'k', parameters: { name: 'ckafka-1', topic: 't', maxMsgNum: 9 } } },
    write: 'ckafka: { name: k, instanceId: ckafka-1, topic: t, maxMsgNum: 9, enable: false }',
  },
  { event: { cmq: { parameters: { name: 't' } } }, write: 'cmq: { topic: t, enable: false }' },
  { event: { schedule: 'rate(5 minutes)' }, write: "timer: { cron: '0 */5 * * * * *' }" },
  { event: { schedule: 'at(2030)' }, write: 'timer: { cron: at(2030) }' },
  { event: { http: 'get hello' }, write: 'apigw: { path: /hello, method: GET, integratedResponse: true }' },
  { event: { s3: { bucket: 'b' } }, write: 'cos: { bucket: b, events: cos:ObjectCreated:* }' },
])('S226: $event is written as $write', ({ event, write }) => {
  const service = serviceWith({ fn: { events: [event] } });
  expect(spelling(service)).toEqual([expect.objectContaining({ write, rename: undefined })]);
  // What `parameters` hold is not told to be missing as well.
  expect(found(service)).toHaveLength(1);
});

it.each([
  { event: { timer: { cronExpression: '0 0 8 * * * *' } }, rename: 'cron' },
  { event: { Timer: '0 0 8 * * * *' }, rename: 'timer' },
  { event: { apigw: { httpMethod: 'GET' } }, rename: 'method' },
  { event: { cos: { event: 'cos:ObjectCreated:*', events: 'cos:ObjectCreated:*', bucket: 'b' } }, rename: undefined },
])('S226: renames in $event to $rename', ({ event, rename }) => {
  expect(spelling(serviceWith({ fn: { events: [event] } }))).toEqual([expect.objectContaining({ rename })]);
});

it.each([
  { service: { component: 'scf', name: 'demo', inputs: { src: './src', handler: 'index.main_handler' } }, at: ['component'] },
  { service: { app: 'a', stage: 'dev', component: 'express', inputs: {} }, at: ['component'] },
  { service: { name: 'old', hello: { component: '@serverless/tencent-scf', inputs: {} } }, at: ['hello', 'component'] },
])('S226: a file of components is told to be one, and nothing else: $service', ({ service, at }) => {
  const { diagnostics, plan } = checkService(service, here);
  expect(diagnostics.map(({ code, path }) => ({ code, path }))).toEqual([{ code: 'SCF118', path: at }]);
  expect(plan).toBeUndefined();
});

it('takes a service that has components beside it for a service', () => {
  expect(found({ ...serviceWith({}), custom: { component: 'scf' } })).toEqual([]);
});
