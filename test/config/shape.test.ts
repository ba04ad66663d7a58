import { checkService } from '../../src/config';
import { remedyOf } from '../../src/lint/remedy';
import { found, here, serviceWith } from './service';

const at = 'functions.hello';

it('finds nothing in a service without faults', () => {
  expect(found(serviceWith({}))).toEqual([]);
});

it.each([
  { fn: { memorySize: '256' }, is: `SCF101 error ${at}.memorySize`, why: 'text is no number' },
  { fn: { memorySize: '1gb' }, is: `SCF109 error ${at}.memorySize`, why: 'a unit is not read' },
  { fn: { memorySize: 256.5 }, is: `SCF101 error ${at}.memorySize`, why: 'whole numbers only' },
  { fn: { memorySize: NaN }, is: `SCF101 error ${at}.memorySize`, why: 'not a number' },
  { fn: { memorySize: 200 }, is: `SCF201 error ${at}.memorySize`, why: 'not in the list (S150)' },
  { fn: { memorySize: 0 }, is: `SCF201 error ${at}.memorySize`, why: 'not in the list' },
  { fn: { memorySize: 3200 }, is: `SCF201 error ${at}.memorySize`, why: 'beyond the list' },
  { fn: { timeout: 0 }, is: `SCF102 error ${at}.timeout`, why: 'below 1' },
  { fn: { timeout: '15m' }, is: `SCF109 error ${at}.timeout`, why: 'a unit is not read' },
  { fn: { initTimeout: 2 }, is: `SCF102 error ${at}.initTimeout`, why: 'below 3' },
  { fn: { initTimeout: 301 }, is: `SCF102 error ${at}.initTimeout`, why: 'above 300' },
  { fn: { retryNum: 3 }, is: `SCF102 error ${at}.retryNum`, why: 'above 2' },
  { fn: { msgTTL: 59 }, is: `SCF102 error ${at}.msgTTL`, why: 'below 60' },
  { fn: { msgTTL: 21601 }, is: `SCF102 error ${at}.msgTTL`, why: 'above 21600' },
  { fn: { memroySize: 256 }, is: `SCF103 error ${at}.memroySize`, why: 'a slip' },
  { fn: { vpc: { vpcId: 'vpc-1', subnetId: 's-1', zone: 3 } }, is: `SCF103 error ${at}.vpc.zone`, why: 'unknown inside' },
  { fn: { vpc: { vpcId: 'vpc-1' } }, is: `SCF104 error ${at}.vpc.subnetId`, why: 'half of it' },
  { fn: { handler: null }, is: `SCF104 error ${at}.handler`, why: 'an empty option is none' },
  { fn: { type: 'Web' }, is: `SCF105 error ${at}.type`, why: 'case matters' },
  { fn: { runtime: 'Nodejs20.19' }, is: `SCF105 warning ${at}.runtime`, why: 'it may be newer than the list' },
  { fn: { runtime: 'Nodejs18' }, is: `SCF105 error ${at}.runtime`, why: 'each has a minor version (S190)' },
  { fn: { runtime: 'nodejs18.x' }, is: `SCF105 error ${at}.runtime`, why: 'a runtime of AWS' },
  { fn: { name: '1st' }, is: `SCF106 error ${at}.name`, why: 'begins with a digit (S151)' },
  { fn: { name: 'a'.repeat(61) }, is: `SCF106 error ${at}.name`, why: 'too long' },
  { fn: { handler: 'index' }, is: `SCF106 error ${at}.handler`, why: 'no method' },
  { fn: { handler: 'index.h' }, is: `SCF106 error ${at}.handler`, why: 'a method of one letter' },
  { fn: { runtime: 'Java8' }, is: `SCF106 error ${at}.handler`, why: 'Java has a form of its own' },
  { fn: { runtime: 'Go1' }, is: `SCF106 warning ${at}.handler`, why: 'Go names its program alone (S201)' },
  { fn: { type: 'web', handler: 'scf_bootstrap' }, is: `SCF106 warning ${at}.handler`, why: 'Web functions need none (S206)' },
  { fn: { events: [{ apigw: null }] }, is: `SCF101 error ${at}.events.0.apigw`, why: 'a trigger without anything' },
  { fn: { environment: { '1A': 'x' } }, is: `SCF106 error ${at}.environment.1A`, why: 'begins with a digit' },
  { fn: { environment: { A: '' } }, is: `SCF106 error ${at}.environment.A`, why: 'empty' },
  { fn: { environment: { A: null } }, is: `SCF101 error ${at}.environment.A`, why: 'no value' },
  { fn: { environment: { A: ['x'] } }, is: `SCF101 error ${at}.environment.A`, why: 'a list' },
  { fn: { environment: { variables: { SCF_A: 'x' } } }, is: `SCF108 error ${at}.environment.variables.SCF_A`, why: "the platform's" },
  { fn: { environment: { TENCENTCLOUD_X: 'x' } }, is: `SCF108 error ${at}.environment.TENCENTCLOUD_X`, why: "the platform's" },
  { fn: { environment: { A: 'x'.repeat(4096) } }, is: `SCF107 error ${at}.environment`, why: '4097 bytes' },
  { fn: { environment: { A: '字'.repeat(1366) } }, is: `SCF107 error ${at}.environment`, why: 'bytes count, not characters' },
  { fn: { description: 'x'.repeat(1001) }, is: `SCF102 error ${at}.description`, why: 'too long' },
  { fn: { layers: Array.from({ length: 6 }, () => ({ name: 'base', version: 1 })) }, is: `SCF102 error ${at}.layers`, why: 'at most 5' },
  { fn: { reservedConcurrentExecutions: 5 }, is: `SCF109 error ${at}.reservedConcurrentExecutions`, why: 'AWS' },
  { fn: { provisionedNum: 5 }, is: `SCF109 error ${at}.provisionedNum`, why: 'another Tencent tool' },
  { fn: { maximumRetryAttempts: 1 }, is: `SCF109 error ${at}.maximumRetryAttempts`, why: 'AWS' },
  { fn: { MemorySize: 256 }, is: `SCF109 error ${at}.MemorySize`, why: 'the API' },
  { fn: { qualifier: '$LATEST' }, is: `SCF208 error ${at}.qualifier`, why: 'deploy chooses the version' },
  { fn: { events: [{ timer: { cron: '0 0 * * * *' }, cos: { bucket: 'b', events: 'e' } }] }, is: `SCF106 error ${at}.events.0`, why: 'two in one' },
  { fn: { events: [{ htttp: {} }] }, is: `SCF103 error ${at}.events.0.htttp`, why: 'no such trigger' },
  { fn: { events: [{ timer: 'hourly' }] }, is: `SCF217 error ${at}.events.0.timer`, why: 'no cron' },
])('says $is: $why', ({ fn, is }) => {
  expect(found(serviceWith({ fn })).filter((line) => !line.startsWith('SCF503'))).toEqual([is]);
});

it.each([
  { service: {}, is: ['SCF104 error service', 'SCF104 error provider'], why: 'nothing at all' },
  { service: { ...serviceWith({}), service: 'my_shop' }, is: ['SCF106 error service'], why: 'an underscore' },
  { service: { ...serviceWith({}), service: 'x' }, is: ['SCF106 error service'], why: 'one letter' },
  { service: { ...serviceWith({}), stages: { dev: {} } }, is: ['SCF508 info stages'], why: 'of the next Framework' },
  { service: { ...serviceWith({}), service: 7 }, is: ['SCF101 error service'], why: 'a number' },
  { service: { ...serviceWith({}), functions: undefined, function: {} }, is: ['SCF103 error function'], why: 'a slip at the top' },
  { service: { ...serviceWith({}), functions: 'none' }, is: ['SCF101 error functions'], why: 'no map' },
  {
    service: serviceWith({ provider: { runtime: 'Nodejs20.x' }, fn: { runtime: 'Nodejs18.15' } }),
    is: ['SCF105 error provider.runtime'],
    why: 'a runtime that no function has yet',
  },
  {
    service: { ...serviceWith({}), provider: { name: 'aws' } },
    is: ['SCF105 error provider.name', 'SCF104 error functions.hello.runtime'],
    why: 'another cloud',
  },
  { service: serviceWith({ provider: { memorySize: 100 } }), is: ['SCF201 error provider.memorySize'], why: 'said once, where it is written' },
  { service: serviceWith({ provider: { environment: { QCLOUD_A: 'x' } } }), is: ['SCF108 error provider.environment.QCLOUD_A'], why: 'said once' },
  { service: serviceWith({ scf: { engine: { burstPerMinut: 3 } } }), is: ['SCF103 error custom.scf.engine.burstPerMinut'], why: 'a slip' },
  {
    service: serviceWith({ scf: { engine: { keepAliveSec: { min: 9, max: 3 } } } }),
    is: ['SCF106 error custom.scf.engine.keepAliveSec.min'],
    why: 'order',
  },
  { service: serviceWith({ scf: { profile: 'scf-2020' } }), is: ['SCF105 error custom.scf.profile'], why: 'no such profile' },
])('$why: $is', ({ service, is }) => {
  expect(found(service)).toEqual(is);
});

it.each([
  { runtime: 'go1.x', is: 'Go1' },
  { runtime: 'Nodejs18.x', is: 'Nodejs18.15' },
  { runtime: 'python3.9', is: 'Python3.9' },
  { runtime: 'Nodjs18.15', is: 'Nodejs18.15' },
  { runtime: 'CustomRuntme', is: 'CustomRuntime' },
  { runtime: 'nodejs20.x', is: undefined },
  { runtime: 'Pyton3.8', is: undefined },
])('S190: takes the runtime $runtime for $is', ({ runtime, is }) => {
  const { diagnostics } = checkService(serviceWith({ provider: { runtime }, fn: { handler: 'main' } }), here);
  const [fault] = diagnostics;
  expect(fault).toMatchObject({ code: 'SCF105', severity: 'error', params: { nearest: is } });
});

it.each([
  { runtime: 'Nodejs20.19', first: 'Nodejs18.15', count: 7 },
  { runtime: 'node20', first: 'Nodejs18.15', count: 7 },
  { runtime: 'php9', first: 'Php8.0', count: 5 },
  { runtime: 'Rust1', first: 'Nodejs18.15', count: 21 },
])('S190: names $count runtimes beside $runtime', ({ runtime, first, count }) => {
  const [fault] = checkService(serviceWith({ provider: { runtime } }), here).diagnostics;
  const values = fault?.code === 'SCF105' ? fault.params.values : [];
  expect([values[0], values.length]).toEqual([first, count]);
});

it.each([
  { service: 'my_shop', write: 'my-shop' },
  { service: 'Auto Attendance!', write: 'Auto-Attendance' },
  { service: '1st', write: 'st' },
  { service: 'x', write: undefined },
  { service: '_', write: undefined },
])('F24: for the service $service proposes $write', ({ service, write }) => {
  const [fault] = checkService({ ...serviceWith({}), service }, here).diagnostics;
  expect(fault).toMatchObject({ code: 'SCF106', rule: 'F24', params: { form: 'service', write } });
});

it.each([
  { fn: { timeout: '3' }, option: 'functions.hello.timeout' },
  { fn: { events: [{ apigw: { path: '/', method: 'get' } }] }, option: 'functions.hello.events[0].apigw.method' },
  { fn: { events: [{ timer: '* * *' }] }, option: 'functions.hello.events[0].timer' },
  { fn: { provisionedConcurrency: { tracking: { target: 2, min: 1, max: 2 } } }, option: 'functions.hello.provisionedConcurrency.tracking.target' },
  { fn: { environment: { A: '' } }, option: 'functions.hello.environment.A' },
  { functions: [{ hello: { handler: 'index.main' } }, 'more'], option: 'functions[1]' },
  { provider: { name: 'aws' }, option: 'provider.name' },
  { scf: { engine: { keepAliveSec: 'x' } }, option: 'custom.scf.engine.keepAliveSec' },
])('names $option by all of its path', ({ option, ...parts }) => {
  expect(checkService(serviceWith(parts), here).diagnostics[0]?.params).toMatchObject({ option });
});

it('F27: takes an empty option of a trigger for none', () => {
  const events = [{ apigw: { path: '/', method: 'GET', serviceId: null } }];
  expect(found(serviceWith({ fn: { events } })).filter((line) => !line.startsWith('SCF503'))).toEqual([]);
});

it('S226: says how a list of pairs is written here', () => {
  const { diagnostics } = checkService(serviceWith({ fn: { environment: [{ key: 'A', value: 'x' }] } }), here);
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'SCF101', params: expect.objectContaining({ write: '{ key: value }' }) as unknown })]);
});

/** F27: what the framework's own validator turns into numbers and booleans. */
it.each([
  { fn: { reservedConcurrency: true }, write: undefined },
  { fn: { reservedConcurrency: [5] }, write: undefined },
  { fn: { reservedConcurrency: '0x10' }, write: undefined },
  { fn: { reservedConcurrency: '1e2' }, write: undefined },
  { fn: { reservedConcurrency: ' 768 ' }, write: '768' },
  { fn: { provisionedConcurrency: [{ instances: 1 }] }, write: undefined },
  { fn: { asyncRunEnable: 1 }, write: undefined },
  { fn: { asyncRunEnable: 'true' }, write: 'true' },
  { fn: { asyncRunEnable: 'yes' }, write: 'true' },
  { fn: { timeout: '3' }, write: '3' },
])('converts nothing: $fn', ({ fn, write }) => {
  const { diagnostics, plan } = checkService(serviceWith({ fn }), here);
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'SCF101', params: expect.objectContaining({ write }) as unknown })]);
  expect(plan).toBeUndefined();
});

it.each([
  { fn: { memorySize: '1.5 GB' }, write: '1536' },
  { fn: { timeout: '15min' }, write: '900' },
  { fn: { timeout: '2 h' }, write: '7200' },
  { fn: { asyncRunEnable: 'TRUE' }, write: 'true' },
  { fn: { reservedConcurrentExecutions: 10 }, write: 'reservedConcurrency: { instances: 10 }' },
  { fn: { provisionedNum: 3 }, write: 'provisionedConcurrency: { instances: 3 }' },
  { fn: { maximumRetryAttempts: 0 }, write: 'retryNum: 0' },
  { fn: { memory: 512 }, write: 'memorySize: 512' },
  { fn: { VpcConfig: {} }, write: 'vpc: { vpcId, subnetId }' },
])('S226: names what to write for $fn', ({ fn, write }) => {
  const { diagnostics } = checkService(serviceWith({ fn }), here);
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'SCF109', params: expect.objectContaining({ write }) as unknown })]);
});

it.each([
  { name: 'memroySize', is: 'memorySize' },
  { name: 'TimeOut', is: 'timeout' },
  { name: 'handelr', is: 'handler' },
  { name: 'somethingElse', is: undefined },
  { name: 'handlxxx', is: undefined },
  { name: 'x'.repeat(100), is: undefined },
])('takes $name for $is', ({ name, is }) => {
  const { diagnostics } = checkService(serviceWith({ fn: { [name]: 'x.main' } }), here);
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'SCF103', params: expect.objectContaining({ nearest: is }) as unknown })]);
});

it.each<{ fn?: object; scf?: object; name: string; write: string }>([
  { fn: { 'memorySize:256': null }, name: 'memorySize:256', write: 'memorySize: 256' },
  { fn: { 'memroySize:256': null }, name: 'memroySize:256', write: 'memroySize: 256' },
  { fn: { reservedConcurrency: { 'instances:3': null } }, name: 'instances:3', write: 'instances: 3' },
  { fn: { events: [{ timer: { 'name:x': null, cron: '0 0 9 * * * *' } }] }, name: 'name:x', write: 'name: x' },
  { scf: { engine: { 'keepAliveSec:10': null } }, name: 'keepAliveSec:10', write: 'keepAliveSec: 10' },
  { scf: { models: { hello: { durationMs: { 'p99_9:3': null } } } }, name: 'p99_9:3', write: 'p99_9: 3' },
])('passes over no $name, which is a name and a value without the space between them', ({ name, write, ...parts }) => {
  const { diagnostics, plan } = checkService(serviceWith(parts), here);
  expect(plan).toBeUndefined();
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'SCF103', params: expect.objectContaining({ name, write }) as unknown })]);
  expect(diagnostics.map(remedyOf)).toEqual([undefined]);
});

it.each<{ fn?: object; scf?: object }>([
  { fn: { tags: { 'owner:alice': null } } },
  { scf: { account: { regionQuotaMB: { 'ap-beijing:64000': null } } } },
])('passes over none in %j, either, where any name may stand', (parts) => {
  expect(checkService(serviceWith(parts), here).diagnostics.map(({ code }) => code)).toEqual(['SCF101']);
});

it.each(['timeout', 'memroySize', 'timeout:', ':30', 'x: '])('takes an empty %j for none', (name) => {
  expect(checkService(serviceWith({ fn: { [name]: null } }), here).diagnostics).toEqual([]);
});

it.each([
  { value: 1, lower: undefined, higher: 64 },
  { value: 100, lower: 64, higher: 128 },
  { value: 129, lower: 128, higher: 256 },
  { value: 3073, lower: 3072, higher: undefined },
  { value: -5, lower: undefined, higher: 64 },
])('knows the sizes around $value MB', ({ value, lower, higher }) => {
  const { diagnostics } = checkService(serviceWith({ fn: { memorySize: value } }), here);
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'SCF201', params: { value, lower, higher } })]);
});

it.each(['deployments', 'Deployments-1250000000', 'deployments-1250000000.cos.ap-guangzhou.myqcloud.com'])(
  'says what a bucket for packages is called: not %s',
  (bucket) => {
    const [fault] = checkService(serviceWith({ scf: { deploy: { bucket } } }), here).diagnostics;
    expect(fault).toMatchObject({ code: 'SCF106', params: { form: 'bucket' } });
  },
);

it('takes an environment of exactly 4 KB', () => {
  expect(found(serviceWith({ fn: { environment: { A: 'x'.repeat(4095) } } }))).toEqual([]);
});

it.each([['functions'], ['functions', 'hello'], ['provider'], ['custom', 'scf']].map((path) => ({ path })))(
  'does not judge an unresolved $path',
  ({ path }) => {
    const [room = '', inner] = path;
    const service: Record<string, unknown> = { ...serviceWith({}) };
    service[room] = inner === undefined ? '${ssm:/x}' : { [inner]: '${ssm:/x}' };
    expect(found(service, { ...here, unresolved: [path] })).toEqual([]);
  },
);

it('says nothing about what could not be resolved, and nothing that depends on it', () => {
  const service = serviceWith({ fn: { memorySize: '${ssm:/memory}', provisionedConcurrency: 300, environment: { A: '${ssm:/a}' } } });
  const unresolved = [
    ['functions', 'hello', 'memorySize'],
    ['functions', 'hello', 'environment', 'A'],
  ];
  const { diagnostics, plan } = checkService(service, { ...here, unresolved });
  expect(diagnostics).toEqual([]);
  expect(plan).toBeUndefined();
});
