import fc from 'fast-check';
import { checkService } from '../../src/config';
import { hostSchema } from '../../src/config/hostSchema';
import { scf2021 } from '../../src/scf';
import { found, here, serviceWith } from './service';

const at = 'functions.hello';
const cls = { logsetId: 'l', topicId: 't' };

it.each([
  { fn: { timeout: 900 }, is: [], why: 'the most of synchronous execution' },
  { fn: { timeout: 901 }, is: [`SCF301 error ${at}.timeout`], why: 'one second more' },
  { fn: { timeout: 86_401 }, is: [`SCF301 error ${at}.timeout`], why: 'and far more' },
  { fn: { timeout: 86_400, asyncRunEnable: true, cls }, is: [], why: 'the most of asynchronous execution' },
  { fn: { timeout: 86_401, asyncRunEnable: true, cls }, is: [`SCF302 error ${at}.timeout`], why: 'one second more' },
  { fn: { traceEnable: true }, is: [`SCF303 error ${at}.traceEnable`], why: 'nothing to track' },
  { fn: { traceEnable: false }, is: [], why: 'off' },
  { fn: { traceEnable: true, asyncRunEnable: true, cls }, is: [], why: 'as meant' },
  { fn: { asyncRunEnable: true }, is: [`SCF304 warning ${at}.asyncRunEnable`], why: 'no live log' },
  { fn: { asyncRunEnable: true, cls: { logsetId: 'l' } }, is: [`SCF104 error ${at}.cls.topicId`], why: 'cls is there, and faulty' },
  { fn: { asyncRunEnable: true, cls, type: 'web' }, is: [`SCF305 warning ${at}.asyncRunEnable`], why: 'a Web function (S88)' },
  { fn: { asyncRunEnable: true, cls, retryNum: 1 }, is: [`SCF306 warning ${at}.retryNum`], why: 'no retries' },
  { fn: { asyncRunEnable: true, cls, retryNum: 0 }, is: [], why: 'none asked for' },
  { fn: { asyncRunEnable: true, cls, role: 'r', timeout: 21_601 }, is: [`SCF307 warning ${at}.timeout`], why: 'credentials end before' },
  { fn: { asyncRunEnable: true, cls, role: 'r', timeout: 21_600 }, is: [], why: 'they end at the same time' },
  { fn: { asyncRunEnable: 'yes', timeout: 3600 }, is: [`SCF101 error ${at}.asyncRunEnable`], why: 'no rule over a faulty option' },
])('$fn: $why', ({ fn, is }) => {
  expect(found(serviceWith({ fn })).filter((line) => !line.startsWith('SCF503'))).toEqual(is);
});

it('finds cls, role and timeout in the provider', () => {
  expect(found(serviceWith({ provider: { cls, role: 'r', timeout: 30_000 }, fn: { asyncRunEnable: true } }))).toEqual([
    'SCF307 warning provider.timeout',
  ]);
});

it('says once what the local engine does not play, and for which functions', () => {
  const functions = {
    a: { handler: 'index.main', layers: [{ name: 'base', version: 1 }] },
    b: {
      handler: 'index.main',
      layers: [{ name: 'base', version: 2 }],
      events: [{ timer: '0 0 8 * * * *' }, { cmq: { topic: 'a' } }, { cmq: { topic: 'b' } }],
    },
    c: { handler: 'index.main', type: 'web' },
  };
  const { diagnostics, plan } = checkService(serviceWith({ functions }), here);
  expect(diagnostics.map(({ code, params }) => ({ code, params }))).toEqual([
    { code: 'SCF503', params: { option: 'layers', functions: ['a', 'b'] } },
    { code: 'SCF503', params: { option: 'events: cmq', functions: ['b'] } },
    { code: 'SCF503', params: { option: 'type: web', functions: ['c'] } },
  ]);
  expect(plan?.functions).toHaveLength(3);
});

it.each([
  { retryNum: 1 },
  { msgTTL: 600 },
  { deadLetter: { type: 'queue', name: 'dead' } },
  { traceEnable: true, asyncRunEnable: true, cls },
  { instanceConcurrency: { maxConcurrency: 1 } },
  { provisionedConcurrency: { tracking: { target: 0.8, min: 1, max: 2 } } },
  { provisionedConcurrency: { instances: 1, schedule: [{ name: 'a', cron: '0 0 8 * * * *', instances: 2 }] } },
])('takes $0 for played, and has nothing to say of it', (fn) => {
  expect(found(serviceWith({ fn }))).toEqual([]);
});

it.each([
  { fn: { retryNum: 0 }, is: { retryNum: 0 }, rule: 'S54' },
  { fn: { msgTTL: 60 }, is: { msgTtlMs: 60_000 }, rule: 'S58' },
  {
    fn: { deadLetter: { type: 'CMQ-TOPIC', name: 'dead', filterType: 'x' } },
    is: { deadLetter: { type: 'CMQ-TOPIC', name: 'dead', filterType: 'x' } },
    rule: 'S66',
  },
  { fn: { traceEnable: true, asyncRunEnable: true }, is: { traceEnable: true, asyncRun: true }, rule: 'S81' },
  { fn: { instanceConcurrency: { maxConcurrency: 7 } }, is: { instanceConcurrency: 1 }, rule: 'S92: no Web function' },
  { fn: { type: 'web', instanceConcurrency: { maxConcurrency: 7 } }, is: { instanceConcurrency: 7 }, rule: 'S92' },
  { fn: { type: 'web', instanceConcurrency: { dynamicEnabled: true } }, is: { instanceConcurrency: 100 }, rule: 'S92' },
  { fn: { type: 'web', instanceConcurrency: { dynamicEnabled: false, maxConcurrency: 9 } }, is: { instanceConcurrency: 9 }, rule: 'S92' },
  { fn: { type: 'web', instanceConcurrency: { dynamicEnabled: false } }, is: { instanceConcurrency: 1 }, rule: 'S92' },
  {
    fn: { provisionedConcurrency: { tracking: { target: 0.8, min: 2, max: 9 } } },
    is: { provisionedInstances: 0, tracking: { target: 0.8, min: 2, max: 9 }, schedule: [] },
    rule: 'S136: the static number is 0',
  },
  {
    fn: { provisionedConcurrency: { instances: 1, schedule: [{ name: 'a', cron: '0 0 8 * * * *', instances: 2 }] } },
    is: { provisionedInstances: 1, tracking: undefined, schedule: [{ name: 'a', cron: '0 0 8 * * * *', instances: 2 }] },
    rule: 'S135',
  },
  {
    fn: { provisionedConcurrency: { schedule: [{ name: 'a', cron: '0 0 8 * * * *', instances: 2 }] } },
    is: { provisionedInstances: 0 },
    rule: 'S135: none before the first action',
  },
])('plans $fn ($rule)', ({ fn, is }) => {
  expect(checkService(serviceWith({ fn }), here).plan?.functions[0]).toMatchObject(is);
});

it.each([
  { fn: { instanceConcurrency: { maxConcurrency: 2 } }, is: [`SCF308 warning ${at}.instanceConcurrency`] },
  { fn: { instanceConcurrency: { dynamicEnabled: true } }, is: [`SCF308 warning ${at}.instanceConcurrency`] },
  {
    fn: { instanceConcurrency: { dynamicEnabled: true, maxConcurrency: 9 }, type: 'web' },
    is: [`SCF106 error ${at}.instanceConcurrency`],
  },
  { fn: { instanceConcurrency: { maxConcurrency: 1 } }, is: [] },
  { fn: { instanceConcurrency: { maxConcurrency: 2 }, type: 'web' }, is: [] },
  { fn: { instanceConcurrency: { maxConcurrency: 2 }, type: 'Web' }, is: [`SCF105 error ${at}.type`] },
])('S92: $fn is for Web functions', ({ fn, is }) => {
  expect(found(serviceWith({ fn })).filter((line) => !line.startsWith('SCF503'))).toEqual(is);
});

it('plans a function with every default filled in', () => {
  const { plan } = checkService(serviceWith({}), here);
  expect(plan).toEqual({
    service: 'shop',
    stage: 'dev',
    region: 'ap-guangzhou',
    namespace: 'default',
    codeDir: '/services/shop',
    profile: scf2021,
    allocated: [],
    models: {},
    local: { isolation: 'process', prebooted: 0 },
    functions: [
      {
        key: 'hello',
        name: 'shop-dev-hello',
        runtime: 'Nodejs18.15',
        handler: 'index.main_handler',
        memoryMB: 256,
        timeoutMs: 3000,
        initTimeoutMs: 65_000,
        asyncRun: false,
        reservedMB: undefined,
        provisionedInstances: 0,
        schedule: [],
        tracking: undefined,
        retryNum: 2,
        msgTtlMs: 21_600_000,
        deadLetter: undefined,
        traceEnable: false,
        instanceConcurrency: 1,
        environment: {},
        role: undefined,
        type: 'event',
        timers: [],
      },
    ],
  });
});

it('S220: plans timers as deploy makes them, on $DEFAULT unless said; of two that are the same, one', () => {
  const events = [
    { timer: '0 30 2 * * * *' },
    { timer: { cron: ' 0 30 2  * * * * ' } },
    { cmq: { topic: 'a' } },
    { timer: { name: 'tick', cron: '0 0 8 * * * *', message: 'x', qualifier: 1, enable: false } },
  ];
  const { plan } = checkService(serviceWith({ fn: { events } }), here);
  expect(plan?.functions[0]?.timers).toEqual([
    { name: undefined, cron: '0 30 2 * * * *', message: '', qualifier: '$DEFAULT', enabled: true },
    { name: 'tick', cron: '0 0 8 * * * *', message: 'x', qualifier: '1', enabled: false },
  ]);
});

it('lays the function over the provider, and the command line over both', () => {
  const provider = { stage: 'test', region: 'ap-beijing', timeout: 9, role: 'r', environment: { A: 'provider', B: 'provider' } };
  const fn = {
    timeout: 8,
    name: 'own',
    environment: { variables: { B: 2, C: true } },
    reservedConcurrency: { instances: 3 },
    provisionedConcurrency: 512,
  };
  const scf = {
    account: { quotaMB: 64_000, allocated: [{ function: 'other', provisionedMB: 256 }] },
    engine: { keepAliveSec: { min: 1, max: 2 }, coldStartMs: 5, memory: 'off' },
  };
  const { plan } = checkService(serviceWith({ provider, fn, scf }), { ...here, stage: 'prod', region: 'ap-shanghai' });
  expect(plan).toMatchObject({ stage: 'prod', region: 'ap-shanghai', allocated: [{ name: 'other', reservedMB: undefined, provisionedMB: 256 }] });
  expect(plan?.profile).toEqual({ ...scf2021, accountQuotaMB: 64_000, keepAliveMs: { minMs: 1000, maxMs: 2000 }, coldStartMs: 5, memory: 'off' });
  expect(plan?.functions[0]).toMatchObject({
    name: 'own',
    timeoutMs: 8000,
    role: 'r',
    environment: { A: 'provider', B: '2', C: 'true' },
    reservedMB: 768,
    provisionedInstances: 2,
  });
});

it('counts the merged environment', () => {
  const service = serviceWith({ provider: { environment: { A: 'x'.repeat(2047) } }, fn: { environment: { B: 'x'.repeat(2048) } } });
  expect(found(service)).toEqual([`SCF107 error ${at}.environment`]);
});

it.each([
  { envCount: 'bytes', length: 4095, is: [] },
  { envCount: 'bytes', length: 4096, is: [`SCF107 error ${at}.environment`] },
  // {"A":"…"} has eight characters around the value.
  { envCount: 'json', length: 4088, is: [] },
  { envCount: 'json', length: 4089, is: [`SCF107 error ${at}.environment`] },
])('S152: counts $length letters in $envCount', ({ envCount, length, is }) => {
  expect(found(serviceWith({ fn: { environment: { A: 'x'.repeat(length) } }, scf: { engine: { envCount } } }))).toEqual(is);
});

it('takes long names apart', () => {
  expect(found(serviceWith({ functions: { ['x'.repeat(60)]: { handler: 'index.main' } } }))).toEqual([`SCF106 error functions.${'x'.repeat(60)}`]);
  expect(found(serviceWith({ functions: { ['x'.repeat(60)]: { handler: 'index.main', name: 'short' } } }))).toEqual([]);
  const provider = { namespace: 'n'.repeat(60) };
  expect(found(serviceWith({ provider, fn: { name: 'n'.repeat(59) } }))).toEqual([`SCF106 error ${at}.name`]);
  expect(found(serviceWith({ provider, fn: { name: 'n'.repeat(58) } }))).toEqual([]);
});

it('never throws, whatever it is given', () => {
  const values = fc.object({
    key: fc.constantFrom('service', 'provider', 'functions', 'custom', 'scf', 'engine', 'memorySize', 'environment', 'events', '__proto__', 'x'),
    maxDepth: 5,
    withNullPrototype: true,
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything({ withBigInt: true }), values), (service) => {
      const { diagnostics, plan } = checkService(service, here);
      expect(plan === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    }),
    { numRuns: 500 },
  );
});

it('takes a value that JSON cannot say for a fault like another', () => {
  const circle: Record<string, unknown> = { big: 3n };
  circle['self'] = circle;
  expect(found(serviceWith({ fn: { timeout: circle, memorySize: 3n, description: () => 3 } })).sort()).toEqual([
    `SCF101 error ${at}.description`,
    `SCF101 error ${at}.memorySize`,
    `SCF101 error ${at}.timeout`,
  ]);
});

it('is silent about a correct function, whatever stands around it', () => {
  const fields = fc.record({
    handler: fc.constant('index.main_handler'),
    memorySize: fc.anything(),
    timeout: fc.anything(),
    reservedConcurrency: fc.anything(),
    provisionedConcurrency: fc.anything(),
  });
  fc.assert(
    fc.property(fields, (fn) => {
      const { diagnostics } = checkService(serviceWith({ functions: { good: { handler: 'index.main' }, other: fn } }), here);
      expect(diagnostics.filter(({ path }) => path[1] === 'good')).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

it('tells the host names without types, and none that the host has itself', () => {
  expect(hostSchema.function.properties).not.toHaveProperty('name');
  expect(hostSchema.function.properties).not.toHaveProperty('events');
  expect(hostSchema.provider.properties).not.toHaveProperty('name');
  const schemas = [
    ...Object.values(hostSchema.function.properties),
    ...Object.values(hostSchema.provider.properties),
    ...Object.values(hostSchema.functionEvents),
  ];
  expect(new Set(schemas.map((schema) => JSON.stringify(schema)))).toEqual(new Set(['{}']));
  expect(Object.keys(hostSchema.function.properties)).toEqual(
    expect.arrayContaining(['handler', 'reservedConcurrency', 'provisionedConcurrency', 'asyncRunEnable']),
  );
});
