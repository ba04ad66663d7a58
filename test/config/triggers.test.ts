import fc from 'fast-check';
import { checkService } from '../../src/config';
import { found, here, serviceWith } from './service';

const at = 'functions.hello.events';

const foundIn = (...events: readonly object[]): string[] =>
  found(serviceWith({ fn: { events } }))
    .filter((line) => !line.startsWith('SCF503'))
    .map((line) => line.replace(`${at}.`, ''));

const timer = { cron: '0 0 8 * * * *' };
const cos = { bucket: 'pictures-1250000000', events: 'cos:ObjectCreated:*' };
const ckafka = { instanceId: 'ckafka-1', topic: 'orders' };

it.each([
  { first: { timer: { crn: '0 0 8 * * * *' } }, is: ['SCF104 error 0.timer.cron', 'SCF103 error 0.timer.crn'], why: 'a misspelt key' },
  { first: { timer: { ...timer, enable: 'yes' } }, is: ['SCF101 error 0.timer.enable'], why: 'a wrong type' },
  { first: { apigw: { path: 'a' } }, is: ['SCF106 error 0.apigw.path'], why: 'a wrong form' },
  { first: { http: { path: '/', method: 'get' } }, is: ['SCF109 error 0.http'], why: "another tool's way" },
  { first: { cos: { bucket: '${ssm:/bucket}', events: 'cos:ObjectCreated:*' } }, unresolved: true, is: [], why: 'nobody knows it' },
  {
    first: { timer: { cron: '0 60 8 * * * *', mesage: '' } },
    is: ['SCF103 error 0.timer.mesage', 'SCF210 error 0.timer.cron'],
    why: 'a name too many hides nothing beside it either',
  },
])('tells what is wrong with a trigger beside another: $why', ({ first, is, unresolved = false }) => {
  const events = [first, { timer: { cron: '0 0 25 * * * *' } }, { cos: { ...cos, events: 's3:Put' } }];
  const unknown = unresolved ? { unresolved: [['functions', 'hello', 'events', 0, 'cos', 'bucket']] } : {};
  const lines = found(serviceWith({ fn: { events } }), { ...here, ...unknown }).filter((line) => !line.startsWith('SCF503'));
  const expected = [...is, 'SCF210 error 1.timer.cron', 'SCF105 error 2.cos.events'];
  expect(lines.map((line) => line.replace(`${at}.`, '')).sort()).toEqual(expected.sort());
});

it.each([
  { event: { timer: { ...timer, message: 'x'.repeat(4096) } }, is: [], why: 'S220: 4 KB' },
  { event: { timer: { ...timer, message: 'x'.repeat(4097) } }, is: ['SCF117 error 0.timer.message'], why: 'S220: one byte more' },
  { event: { timer: { ...timer, message: '字'.repeat(1366) } }, is: ['SCF117 error 0.timer.message'], why: 'S220: bytes, not characters' },
  { event: { timer: { ...timer, name: 'a b' } }, is: ['SCF106 error 0.timer.name'], why: 'API CreateTrigger' },
  { event: { timer: '  ' }, is: ['SCF106 error 0.timer'], why: 'S220: empty' },
  { event: { cos }, is: [], why: 'S221' },
  { event: { cos: { ...cos, bucket: 'pictures-1250000000.cos.ap-guangzhou.myqcloud.com' } }, is: [], why: 'S221: the host of a bucket' },
  {
    event: { cos: { ...cos, bucket: 'pictures-1250000000.cos.ap-beijing.myqcloud.com' } },
    is: ['SCF106 error 0.cos.bucket'],
    why: 'S221: another region',
  },
  { event: { cos: { ...cos, events: ['cos:ObjectCreated:Put', 'cos:ObjectRemove:*'] } }, is: [], why: 'S221: several' },
  { event: { cos: { ...cos, events: 'cos:ObjectCreated:Append' } }, is: ['SCF105 warning 0.cos.events'], why: 'S221: perhaps a newer one' },
  { event: { cos: { ...cos, events: 'cos:ObjectTagging:*' } }, is: ['SCF105 warning 0.cos.events'], why: 'S221: perhaps a newer one' },
  { event: { cos: { ...cos, events: ['s3:ObjectCreated:*'] } }, is: ['SCF105 error 0.cos.events.0'], why: 'S221: one of AWS' },
  { event: { cos: { ...cos, filter: { prefix: 'in/', suffix: '.jpg' } } }, is: [], why: 'S221: a filter' },
  { event: { cos: { ...cos, filter: { suffix: 'jpg' } } }, is: ['SCF106 error 0.cos.filter.suffix'], why: 'S221: suffixes begin with a dot' },
  { event: { apigw: { path: '/a', method: 'PATCH' } }, is: ['SCF105 error 0.apigw.method'], why: 'S222' },
  { event: { apigw: { path: 'a' } }, is: ['SCF106 error 0.apigw.path'], why: 'S222' },
  { event: { ckafka: { ...ckafka, maxMsgNum: 10_000, offset: 'earliest', retry: 0 } }, is: [], why: 'S223' },
  { event: { ckafka: { ...ckafka, maxMsgNum: 10_001 } }, is: ['SCF102 error 0.ckafka.maxMsgNum'], why: 'S223: at most 10,000' },
  { event: { ckafka: { ...ckafka, offset: '1595927203000' } }, is: [], why: 'S223: a moment' },
  { event: { ckafka: { ...ckafka, offset: 1_595_927_203_000 } }, is: [], why: 'S223: a moment as a number' },
  { event: { ckafka: { ...ckafka, offset: 1_595_927_203 } }, is: ['SCF102 error 0.ckafka.offset'], why: 'S223: seconds' },
  { event: { ckafka: { ...ckafka, offset: 'newest' } }, is: ['SCF101 error 0.ckafka.offset'], why: 'S223: no such word' },
  { event: { cmq: { topic: 't', filterType: 1, filterKey: ['a'] } }, is: [], why: 'S224' },
  { event: { cmq: { topic: 't', filterType: 3 } }, is: ['SCF105 error 0.cmq.filterType'], why: 'S224: 1 or 2' },
  { event: { cls: { topicId: 't', maxWait: 3 } }, is: [], why: 'S225' },
  { event: { cls: { topicId: 't', maxWait: 2 } }, is: ['SCF102 error 0.cls.maxWait'], why: 'S225: 3 s at least' },
  { event: { cls: { topicId: 't', maxWait: 301 } }, is: ['SCF102 error 0.cls.maxWait'], why: 'S225: 300 s at most' },
])('$why: $event', ({ event, is }) => {
  expect(foundIn(event)).toEqual(is);
});

it.each([
  ...['$LATEST', '$DEFAULT', '1', 7, 'live', 'a'.repeat(64)].map((qualifier) => ({ qualifier, is: [] })),
  ...['$Latest', '', '0', '-1', '1a', 'a b', 'a'.repeat(65)].map((qualifier) => ({ qualifier, is: ['SCF106 error 0.timer.qualifier'] })),
  { qualifier: 0, is: ['SCF102 error 0.timer.qualifier'] },
  { qualifier: true, is: ['SCF101 error 0.timer.qualifier'] },
])('S141, S143, S151: $qualifier as a qualifier', ({ qualifier, is }) => {
  expect(foundIn({ timer: { ...timer, qualifier } })).toEqual(is);
});

it('S220: names each timer of a function apart', () => {
  const named = (name: string): object => ({ timer: { ...timer, name } });
  expect(foundIn(named('a'), named('b'), named('a'))).toEqual(['SCF106 error 2.timer.name']);
  expect(foundIn({ timer }, { timer })).toEqual([]);
});

it.each([
  { other: { enable: false }, is: ['SCF106 error 1.timer'], why: 'only enable differs, so that both get one name' },
  { other: { enable: false, cron: ' 0  0 8 * * * * ' }, is: ['SCF106 error 1.timer'], why: 'the same time, written otherwise' },
  { other: { enable: true, message: '', qualifier: '$DEFAULT' }, is: [], why: 'the very same, which are one' },
  { other: { enable: false, message: 'x' }, is: [], why: 'another message' },
  { other: { enable: false, cron: '0 0 9 * * * *' }, is: [], why: 'another time' },
  { other: { enable: false, qualifier: '1' }, is: [], why: 'another version' },
  { other: { enable: false, name: 'a' }, is: [], why: 'a name of its own' },
])('S220: timers without a name: $why', ({ other, is }) => {
  expect(foundIn({ timer }, { timer: { ...timer, ...other } })).toEqual(is);
  expect(foundIn({ timer: timer.cron }, { timer: { ...timer, ...other } })).toEqual(is);
});

it('S220: tells both of two that differ, beside one that is there again', () => {
  const off = { timer: { ...timer, enable: false } };
  expect(foundIn({ timer }, off, { timer }, off)).toEqual(['SCF106 error 1.timer', 'SCF106 error 3.timer']);
});

it('S141, S220: the timers of another version or alias may have the same names', () => {
  const named = (qualifier?: string | number): object => ({ timer: { ...timer, name: 'a', ...(qualifier !== undefined && { qualifier }) } });
  expect(foundIn(named(), named('live'), named(1))).toEqual([]);
  expect(foundIn(named(), named('$DEFAULT'))).toEqual(['SCF106 error 1.timer.name']);
  expect(foundIn(named(1), named('1'))).toEqual(['SCF106 error 1.timer.name']);
});

const conflicting = (one: object, other: object): string[] =>
  found(
    serviceWith({ functions: { a: { handler: 'index.main', events: [{ cos: one }] }, b: { handler: 'index.main', events: [{ cos: other }] } } }),
  ).filter((line) => !line.startsWith('SCF503'));

it.each([
  { other: cos, conflict: 'events', why: 'the same' },
  { other: { ...cos, bucket: `${cos.bucket}.cos.ap-guangzhou.myqcloud.com` }, conflict: 'events', why: 'the same bucket by its host' },
  { other: { ...cos, events: 'cos:ObjectCreated:Put' }, conflict: 'events', why: 'one of all' },
  { other: { ...cos, events: 'cos:ObjectRemove:*' }, conflict: undefined, why: 'other events' },
  { other: { ...cos, bucket: 'others-1250000000' }, conflict: undefined, why: 'another bucket' },
  { other: { ...cos, filter: { prefix: 'in/' } }, conflict: 'filter', why: 'a part of all' },
  { other: { ...cos, enable: false }, conflict: undefined, why: 'switched off' },
])('S221: one event calls one function: $why', ({ other, conflict }) => {
  expect(conflicting(cos, other)).toEqual(conflict === undefined ? [] : [`SCF119 error functions.b.events.0.cos.${conflict}`]);
});

it('S221: filters that exclude one another let two functions share a bucket', () => {
  const filtered = (prefix: string, suffix: string): object => ({ ...cos, filter: { prefix, suffix } });
  expect(conflicting(filtered('in/', '.jpg'), filtered('in/', '.png'))).toEqual([]);
  expect(conflicting(filtered('in/', '.jpg'), filtered('out/', '.jpg'))).toEqual([]);
  expect(conflicting(filtered('in/', ''), filtered('in/a', '.jpg'))).toEqual(['SCF119 error functions.b.events.0.cos.filter']);
});

it.each([
  { count: 50, is: [] },
  { count: 51, is: ['SCF116 warning functions.fn50'] },
])('S150: $count functions', ({ count, is }) => {
  const functions = Object.fromEntries(Array.from({ length: count }, (_, index) => [`fn${index}`, { handler: 'index.main' }]));
  expect(found(serviceWith({ functions }))).toEqual(is);
});

it.each([
  { timers: 10, queues: 0, what: undefined, at: undefined },
  { timers: 11, queues: 0, what: 'triggersOfType', at: 'functions.hello.events.10.timer' },
  { timers: 6, queues: 5, what: 'triggers', at: 'functions.hello.events.10.cmq' },
  { timers: 5, queues: 5, what: undefined, at: undefined },
])('S150: $timers timers and $queues topics of one function', ({ timers, queues, what, at }) => {
  const events = [
    ...Array.from({ length: timers }, () => ({ timer })),
    ...Array.from({ length: queues }, (_, index) => ({ cmq: { topic: `t${index}` } })),
  ];
  const { diagnostics } = checkService(serviceWith({ fn: { events } }), here);
  const counts = diagnostics.flatMap(({ code, path, params }) => (code === 'SCF116' ? [{ at: path.join('.'), params }] : []));
  // The first that is too many.
  expect(counts).toEqual(what === undefined ? [] : [{ at, params: expect.objectContaining({ what, count: 11, limit: 10 }) as unknown }]);
});

it.each([
  { functions: { a: { name: 'same' }, b: { name: 'same' } }, is: ['SCF115 error functions.b.name'] },
  { functions: { a: { name: 'shop-dev-b' }, b: {} }, is: ['SCF115 error functions.a.name'] },
  { functions: { a: {}, b: { name: 'shop-dev-a' } }, is: ['SCF115 error functions.b.name'] },
  { functions: { a: { name: 'same' }, b: { name: 'Same' } }, is: [] },
])('S151: two functions of one name: $functions', ({ functions, is }) => {
  const whole = Object.fromEntries(Object.entries(functions).map(([key, fn]) => [key, { handler: 'index.main', ...fn }]));
  expect(found(serviceWith({ functions: whole }))).toEqual(is);
});

it('plans functions of different names alone', () => {
  const name = fc.constantFrom('ab', 'shop-dev-a', 'shop-dev-b', undefined);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), name), (names) => {
      const functions = Object.fromEntries(Object.entries(names).map(([key, own]) => [key, { handler: 'index.main', ...(own && { name: own }) }]));
      const { plan, diagnostics } = checkService(serviceWith({ functions }), here);
      const inCloud = Object.entries(names).map(([key, own]) => own ?? `shop-dev-${key}`);
      const twice = new Set(inCloud).size < inCloud.length;
      expect(plan === undefined).toBe(twice);
      expect(diagnostics.some(({ code }) => code === 'SCF115')).toBe(twice);
    }),
    { numRuns: 100 },
  );
});
