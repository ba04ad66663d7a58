import { parse } from 'yaml';
import { checkService } from '../../src/config';
import { foreignTrigger } from '../../src/config/foreignTriggers';
import { here, serviceWith } from './service';

const cases: readonly { readonly event: object; readonly key: string; readonly write: readonly string[]; readonly why: string }[] = [
  // serverless-tencent-scf
  {
    event: { timer: { name: 'every hour', parameters: { cronExpression: '0 * * * *', enable: true } } },
    key: 'parameters',
    write: ["- timer: { name: every-hour, cron: '0 0 * * * * *', enable: true }"],
    why: 'five fields, a name with a blank (S220)',
  },
  {
    event: {
      cos: {
        name: 'pics-1.cos.ap-guangzhou.myqcloud.com',
        parameters: {
          bucket: 'pics-1.cos.ap-guangzhou.myqcloud.com',
          events: 'cos:ObjectCreated:*',
          filter: { prefix: 'in/', suffix: 'jpg' },
          enable: true,
        },
      },
    },
    key: 'parameters',
    write: [
      '- cos: { bucket: pics-1.cos.ap-guangzhou.myqcloud.com, events: cos:ObjectCreated:*, filter: { prefix: in/, suffix: .jpg }, enable: true }',
    ],
    why: 'its name is its bucket (S221)',
  },
  {
    event: { cos: { name: 'pics-1.cos.ap-guangzhou.myqcloud.com', parameters: { events: 'cos:ObjectCreated:Put', enable: true } } },
    key: 'parameters',
    write: ['- cos: { bucket: pics-1.cos.ap-guangzhou.myqcloud.com, events: cos:ObjectCreated:Put, enable: true }'],
    why: 'its bucket is its name alone',
  },
  {
    event: { apigw: { name: 'hello', parameters: { stageName: 'release', serviceId: null, httpMethod: 'any', integratedResponse: 'true,' } } },
    key: 'parameters',
    write: ['- apigw: { name: hello, method: ANY, stage: release, integratedResponse: true }'],
    why: 'an empty service, a text that was true (S222)',
  },
  {
    event: { apigw: { name: 'hello', parameters: { path: 'candidates/{id}', stageName: 'release', serviceId: 'service-xxx', httpMethod: 'PATCH' } } },
    key: 'parameters',
    write: ["- apigw: { name: hello, path: '/candidates/{id}', method: ANY, serviceId: service-xxx, stage: release }"],
    why: 'a path without /, a method that gateways do not tell apart (S222)',
  },
  {
    event: { cmq: { name: 'on-topic', parameters: { name: 'topic-1', filterType: 1, enable: true } } },
    key: 'parameters',
    write: ['- cmq: { name: on-topic, topic: topic-1, filterType: 1, enable: true }'],
    why: 'the name inside is the topic (S224)',
  },
  {
    event: {
      ckafka: { name: 'on-message', parameters: { name: 'ckafka-1', topic: 'test', maxMsgNum: '999', offset: 'latest', timeout: 5, enable: true } },
    },
    key: 'parameters',
    write: ['- ckafka: { name: on-message, instanceId: ckafka-1, topic: test, maxMsgNum: 999, offset: latest, timeOut: 5, enable: true }'],
    why: 'the name inside is the instance (S223)',
  },
  // Serverless Components
  {
    event: {
      timer: {
        parameters: { name: 'daily', cronExpression: '0 30 12 * * * *', enable: 'TRUE', argument: { task: 'Daily', n: 1 }, qualifier: '$DEFAULT' },
      },
    },
    key: 'parameters',
    write: [`- timer: { name: daily, cron: '0 30 12 * * * *', enable: true, qualifier: $DEFAULT, message: '{"task":"Daily","n":1}' }`],
    why: 'a map for an argument (S220)',
  },
  {
    event: {
      apigw: {
        name: 'api',
        parameters: {
          protocols: ['https'],
          environment: 'release',
          serviceId: '',
          endpoints: [
            { path: '/a', method: 'POST', function: { isIntegratedResponse: 'TRUE', functionQualifier: '$LATEST' } },
            { path: 'b', method: 'get' },
          ],
        },
      },
    },
    key: 'parameters',
    write: [
      '- apigw: { name: api, path: /a, method: POST, stage: release, integratedResponse: true, qualifier: $LATEST }',
      '- apigw: { name: api, path: /b, method: GET, stage: release }',
    ],
    why: 'one event for each endpoint (S222)',
  },
  {
    event: { apigw: { name: 'api', endpoints: [{ path: '/api/ocr', method: 'POST' }] } },
    key: 'endpoints',
    write: ['- apigw: { name: api, path: /api/ocr, method: POST }'],
    why: 'endpoints without parameters',
  },
  {
    event: { cls: { parameters: { topicId: 'topic-1', maxWait: '60', enable: true } } },
    key: 'parameters',
    write: ['- cls: { topicId: topic-1, maxWait: 60, enable: true }'],
    why: 'the same names (S225)',
  },
  {
    event: { type: 'timer', function: 'index', parameters: { name: 'timer1', cronExpression: '*/5 * * * * * *', enable: true } },
    key: 'type',
    write: ["- timer: { name: timer1, cron: '*/5 * * * * * *', enable: true }"],
    why: 'a trigger of the component for several functions',
  },
  {
    event: { type: 'apigw', parameters: { apis: [{ path: '/user', method: 'POST', function: 'user-create' }] } },
    key: 'type',
    write: ['- apigw: { path: /user, method: POST }'],
    why: 'its gateway',
  },
  // The framework on AWS
  {
    event: { http: 'get hello' },
    key: 'http',
    write: ['- apigw: { path: /hello, method: GET, integratedResponse: true }'],
    why: 'a method and a path',
  },
  { event: { httpApi: '*' }, key: 'httpApi', write: ['- apigw: { path: /, method: ANY, integratedResponse: true }'], why: 'everything' },
  { event: { httpApi: '/x' }, key: 'httpApi', write: ['- apigw: { path: /x, method: ANY, integratedResponse: true }'], why: 'a path alone' },
  {
    event: { http: { path: '{proxy+}', method: 'any', cors: true } },
    key: 'http',
    write: ["- apigw: { path: '/{proxy+}', method: ANY, integratedResponse: true }"],
    why: 'a map',
  },
  { event: { schedule: 'rate(5 minutes)' }, key: 'schedule', write: ["- timer: { cron: '0 */5 * * * * *' }"], why: 'a rate' },
  {
    event: { schedule: { rate: ['rate(1 hour)', 'cron(0 12 * * ? *)'], enabled: false, input: { a: 1 } } },
    key: 'schedule',
    write: [
      `- timer: { cron: '0 0 */1 * * * *', enable: false, message: '{"a":1}' }`,
      `- timer: { cron: '0 0 12 * * ? *', enable: false, message: '{"a":1}' }`,
    ],
    why: 'several rates',
  },
  { event: { s3: 'photos' }, key: 's3', write: ['- cos: { bucket: photos, events: cos:ObjectCreated:* }'], why: 'a bucket' },
  {
    event: { s3: { bucket: 'photos', event: 's3:ObjectRemoved:*', rules: [{ prefix: 'up/' }, { suffix: '.jpg' }], existing: true } },
    key: 's3',
    write: ['- cos: { bucket: photos, events: cos:ObjectRemove:*, filter: { prefix: up/, suffix: .jpg } }'],
    why: 'a bucket with rules',
  },
  { event: { sqs: 'arn:aws:sqs:region:1:queue' }, key: 'sqs', write: ['- cmq: { topic: <topic> }'], why: 'only its kind is known' },
  // Options here under other names or in other forms
  { event: { apigw: { path: '/', method: 'GET', cors: true } }, key: 'cors', write: ['- apigw: { path: /, method: GET }'], why: 'an option of AWS' },
  {
    event: { apigw: { path: '/', method: ['get', 'POST'] } },
    key: 'method',
    write: ['- apigw: { path: /, method: GET }', '- apigw: { path: /, method: POST }'],
    why: 'several methods (S222)',
  },
  {
    event: { apigw: { path: '/', method: ['GET', 'OPTIONS'] } },
    key: 'method',
    write: ['- apigw: { path: /, method: ANY }'],
    why: 'a method that gateways do not tell apart',
  },
  { event: { Timer: { cron: '0 0 * * * * *' } }, key: 'Timer', write: ["- timer: { cron: '0 0 * * * * *' }"], why: 'as the API names it' },
  { event: { Timer: '0 0 * * * * *' }, key: 'Timer', write: ["- timer: '0 0 * * * * *'"], why: 'a text' },
  { event: { timer: { cronExpression: '0 0 * * * * *' } }, key: 'cronExpression', write: ["- timer: { cron: '0 0 * * * * *' }"], why: 'one name' },
  {
    event: { cos: { bucket: 'b', event: 'cos:ObjectCreated:*', prefix: 'in/' } },
    key: 'event',
    write: ['- cos: { bucket: b, events: cos:ObjectCreated:*, filter: { prefix: in/ } }'],
    why: 'the filter beside the bucket',
  },
  // What is not there
  { event: { timer: { parameters: { enable: true } } }, key: 'parameters', write: ['- timer: { cron: <cron>, enable: true }'], why: 'no schedule' },
  { event: { schedule: 'rate(7 minutes)' }, key: 'schedule', write: ['- timer: { cron: <cron> }'], why: 'a rate that no schedule says' },
  {
    event: { ckafka: { parameters: { name: '${env:KAFKA}', maxMsgNum: '${env:N}', enable: '${env:ON}' } } },
    key: 'parameters',
    write: ["- ckafka: { instanceId: '${env:KAFKA}', topic: <topic>, maxMsgNum: '${env:N}', enable: '${env:ON}' }"],
    why: 'variables stay as they are',
  },
];

describe('a trigger of another tool', () => {
  it.each(cases)('is $write: $why', ({ event, key, write }) => {
    expect(foreignTrigger(event)).toMatchObject({ key, write });
  });

  it.each(cases.filter(({ write }) => !/<|\$\{/.test(write.join(''))))('passes every check as $write', ({ write }) => {
    expect(faultsOf(write)).toEqual([]);
  });

  it.each(cases.filter(({ event }) => !('type' in event)))('is found at $key', ({ event }) => {
    const { path = [], key } = foreignTrigger(event) ?? {};
    expect(path.at(-1)).toBe(key);
    expect(path.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], event)).toBeDefined();
  });
});

/** Errors of a function whose events are these lines. */
function faultsOf(lines: readonly string[]): string[] {
  const events: unknown = parse(lines.join('\n'));
  const { diagnostics } = checkService(serviceWith({ fn: { events } }), here);
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path.join('.')}`);
}

it.each([
  { event: { timer: '0 0 * * * * *' } },
  { event: { timer: { name: 'a', cron: '0 0 * * * * *', enable: false, message: 'm', qualifier: '$LATEST' } } },
  { event: { timer: { cron: 'rubbish' } } },
  { event: { timer: { cronn: '0 0 * * * * *' } } },
  { event: { timer: { rate: 'rate(5 minutes)' } } },
  { event: { apigw: { path: '/', method: 'get', stage: 'release', integratedResponse: 'yes' } } },
  { event: { apigw: {} } },
  { event: { apigw: { cors: null } } },
  { event: { apigw: null } },
  { event: { timer: { parameters: '${file(timer.yml)}' } } },
  { event: { htttp: {} } },
  { event: { timer: { parameters: {} }, cos: {} } },
  { event: {} },
  { event: [] },
  { event: 'timer' },
  { event: null },
  { event: { constructor: {} } },
  { event: { ['__proto__']: {} } },
] as readonly { readonly event: unknown }[])('leaves $event to the other checks', ({ event }) => {
  expect(foreignTrigger(event)).toBeUndefined();
});

/** S220–S224: both tools send CLOSE for a trigger without `enable`, and here it is open. */
it.each([
  { event: { timer: { parameters: { cronExpression: '0 0 * * * * *' } } } },
  { event: { cos: { parameters: { bucket: 'b', events: 'cos:ObjectCreated:*' } } } },
  { event: { cmq: { parameters: { name: 't' } } } },
  { event: { ckafka: { parameters: { name: 'c', topic: 't' } } } },
])('keeps $event switched off', ({ event }) => {
  const { write = [], note } = foreignTrigger(event) ?? {};
  expect(note).toBe('closed');
  expect(write).toEqual([expect.stringMatching(/, enable: false }$/)]);
  expect(faultsOf(write)).toEqual([]);
});

it.each([
  { event: { apigw: { parameters: { path: '/' } } } },
  { event: { cls: { parameters: { topicId: 't' } } } },
  { event: { schedule: 'rate(1 day)' } },
  { event: { timer: { cronExpression: '0 0 * * * * *' } } },
])('does not switch $event off', ({ event }) => {
  expect(foreignTrigger(event)?.write).toEqual([expect.not.stringContaining('enable')]);
});

it.each([
  { event: { http: { parameters: { authType: 'NONE', netConfig: { enableExtranet: true } } } }, note: 'functionUrl' },
  { event: { scfUrl: { enable: true } }, note: 'functionUrl' },
  { event: { mps: { parameters: { type: 'WorkflowTask' } } }, note: 'noTrigger' },
])('has nothing to write for $event', ({ event, note }) => {
  expect(foreignTrigger(event)).toMatchObject({ key: Object.keys(event)[0], write: [], note });
});

it.each([
  { options: { cors: true }, fn: {}, dropped: [], note: 'cors' },
  { options: { cors: { origin: '*' } }, fn: { type: 'web' }, dropped: [], note: 'corsWeb' },
  { options: { cors: false, protocols: ['http'], netTypes: [], description: '' }, fn: {}, dropped: ['protocols'], note: undefined },
  {
    options: { parameters: { stageName: 'dev', httpMethod: 'GET', qualifier: '1.0' } },
    fn: {},
    dropped: ['stageName', 'qualifier'],
    note: undefined,
  },
  {
    options: {
      endpoints: [
        { path: '/a', enableCORS: true, apiName: 'a' },
        { path: '/b', apiName: 'b', enableCORS: 'TRUE' },
      ],
    },
    fn: {},
    dropped: ['apiName'],
    note: 'cors',
  },
])('names what $options loses', ({ options, fn, dropped, note }) => {
  expect(foreignTrigger({ apigw: options }, fn)).toMatchObject({ dropped, note });
});

it('leaves a handler of AWS that answers in a form of its own', () => {
  expect(foreignTrigger({ http: { path: '/', method: 'get', integration: 'lambda' } })).toMatchObject({
    write: ['- apigw: { path: /, method: GET }'],
    dropped: ['integration'],
  });
});

it('gives a Web function no integrated response: it answers in full', () => {
  expect(foreignTrigger({ http: 'GET /' }, { type: 'web' })?.write).toEqual(['- apigw: { path: /, method: GET }']);
});

it.each([
  { event: { timer: { cronExpression: '0 0 * * * * *' } }, rename: 'cron', why: 'the value stays' },
  { event: { timer: { cronExpression: '0 * * * *' } }, rename: undefined, why: 'the value changes' },
  { event: { timer: { cronExpression: '0 0 * * * * *', cron: '0 0 * * * * *' } }, rename: undefined, why: 'the name is taken' },
  { event: { timer: { cronExpression: '0 0 * * * * *', argument: 'x' } }, rename: undefined, why: 'there is more to change' },
  { event: { timer: { parameters: {} } }, rename: undefined, why: 'not one name' },
  { event: { apigw: { stageName: 'dev' } }, rename: undefined, why: 'the value has no counterpart' },
  { event: { Cos: { bucket: 'b', events: 'e' } }, rename: 'cos', why: 'a capital' },
  { event: { Cos: { parameters: { bucket: 'b' } } }, rename: undefined, why: 'a capital and more' },
])('renames $event to $rename: $why', ({ event, rename }) => {
  expect(foreignTrigger(event)).toMatchObject({ rename });
});

/** Whatever the values are, what is proposed can be read and has the values, and nothing is thrown. */
const values: readonly unknown[] = [
  ...[
    '',
    ' ',
    'x',
    "it's",
    '"',
    'a: b',
    '# no',
    '- x',
    '{proxy+}',
    '[1]',
    '&a',
    '*a',
    '!a',
    '%',
    '@',
    '`',
    'true',
    'No',
    '1',
    '1.10',
    '0x1f',
    '~',
    'null',
  ],
  ...[
    '2024-01-01',
    '<<',
    '.5',
    '.inf',
    '.NaN',
    '?',
    ':',
    'a:',
    'a #b',
    'a,b',
    'line\nline',
    'tab\t',
    '\u0000',
    '字符',
    '\u2028',
    '🙂',
    ' lead',
    'trail ',
    '...',
    '---',
  ],
  ...[0, -1, 1.5, 1e21, true, false, null, undefined, [], {}, ['a'], { a: null }],
];

it.each(values)('writes %j so that it is read as it was', (value) => {
  const { write = [] } = foreignTrigger({ timer: { name: 't', parameters: { cronExpression: value, argument: value, enable: true } } }) ?? {};
  const [{ timer }] = parse(write.join('\n')) as [{ timer: Record<string, unknown> }];
  expect(Object.keys(timer)).toEqual(expect.arrayContaining(['name', 'cron', 'enable']));
  if (typeof value === 'string') expect(timer).toMatchObject({ message: value });
});

it('does not follow a circle', () => {
  const circle: Record<string, unknown> = { topicId: 't' };
  circle['maxWait'] = circle;
  expect(foreignTrigger({ cls: { parameters: circle } })?.write).toHaveLength(1);
});
