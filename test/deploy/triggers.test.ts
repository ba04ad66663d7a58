import fc from 'fast-check';
import { checkService } from '../../src/config';
import {
  createTriggerParams,
  deleteTriggerParams,
  differencesOfTriggers,
  triggerId,
  triggersFrom,
  triggerWork,
  updateTriggerParams,
} from '../../src/deploy/triggers';
import type { TriggerState } from '../../src/deploy/state';
import { misfits } from '../api/control/declared';
import { creation } from '../api/control/stage';
import { openHome } from '../cloud/home';
import { here, serviceWith } from '../config/service';
import { of, randomEvents, region, rowsOf, Triggers, type Events } from './triggersModel';

const host = 'pictures-1250000000.cos.ap-guangzhou.myqcloud.com';

describe('a trigger is written', () => {
  it.each<[what: string, event: Events[number], states: readonly Partial<TriggerState>[]]>([
    [
      'a timer by its cron alone (S220)',
      { timer: '0 0 8 * * * *' },
      [{ type: 'timer', desc: '0 0 8 * * * *', qualifier: '$DEFAULT', enabled: true }],
    ],
    [
      'a timer with all options (S220)',
      { timer: { name: 'nightly', cron: '0  0 2 * * * *', enable: false, message: '{"a":1}', qualifier: 3 } },
      [{ type: 'timer', name: 'nightly', desc: '0 0 2 * * * *', qualifier: '3', enabled: false, customArgument: '{"a":1}' }],
    ],
    [
      'a bucket by its host, filters empty unless said (S221)',
      { cos: { bucket: 'pictures-1250000000', events: 'cos:ObjectCreated:*' } },
      [{ type: 'cos', name: host, desc: '{"event":"cos:ObjectCreated:*","filter":{"Prefix":"","Suffix":""}}' }],
    ],
    [
      'a bucket with several events, one trigger for each (S221)',
      { cos: { bucket: host, events: ['cos:ObjectCreated:Put', 'cos:ObjectRemove:*'], filter: { prefix: 'in/', suffix: '.jpg' } } },
      [
        { name: host, desc: '{"event":"cos:ObjectCreated:Put","filter":{"Prefix":"in/","Suffix":".jpg"}}' },
        { name: host, desc: '{"event":"cos:ObjectRemove:*","filter":{"Prefix":"in/","Suffix":".jpg"}}' },
      ],
    ],
    [
      'a gateway (S222)',
      { apigw: { name: 'front', path: '/users', method: 'POST', serviceId: 'service-1', stage: 'test', integratedResponse: true } },
      [
        {
          name: 'front',
          desc: '{"api":{"authRequired":"FALSE","isIntegratedResponse":"TRUE","requestConfig":{"method":"POST","path":"/users"}},"release":{"environmentName":"test"},"service":{"serviceId":"service-1"}}',
        },
      ],
    ],
    [
      'a gateway of its own (S222)',
      { apigw: {} },
      [
        {
          desc: '{"api":{"authRequired":"FALSE","isIntegratedResponse":"FALSE","requestConfig":{"method":"ANY"}},"release":{"environmentName":"release"},"service":{"serviceName":"SCF_API_SERVICE"}}',
        },
      ],
    ],
    [
      'Kafka, with what the documents’ example asks for (S223)',
      { ckafka: { instanceId: 'ckafka-8tfxzia3', topic: 'test' } },
      [{ name: 'ckafka-8tfxzia3-test', desc: '{"maxMsgNum":100,"offset":"latest","retry":10000,"timeOut":60}' }],
    ],
    [
      'Kafka from a moment on (S223)',
      { ckafka: { instanceId: 'i', topic: 't', maxMsgNum: 999, offset: 1_595_927_203_000, retry: 10, timeOut: 5 } },
      [{ name: 'i-t', desc: '{"maxMsgNum":999,"offset":"1595927203000","retry":10,"timeOut":5}' }],
    ],
    ['a topic (S224)', { cmq: { topic: 'Tabortest' } }, [{ name: 'Tabortest', desc: '{"filterType":1}' }]],
    [
      'a topic with keys (S224)',
      { cmq: { topic: 't', filterType: '2', filterKey: '#test' } },
      [{ name: 't', desc: '{"filterKey":["#test"],"filterType":2}' }],
    ],
    ['logs (S225)', { cls: { topicId: 'topic-1', maxWait: 60 } }, [{ name: 'topic-1', desc: '{"max_wait":60,"topic_id":"topic-1"}' }]],
  ])('%s', (_what, event, states) => {
    expect(of(event)).toMatchObject(states);
    expect(checkService(serviceWith({ fn: { events: [event] } }), here).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('once, however often', () => {
    expect(of({ timer: '0 0 8 * * * *' }, { timer: { cron: '0 0 8 * * * *', enable: true } })).toHaveLength(1);
  });

  it('with a name that depends on nothing but itself', () => {
    fc.assert(
      fc.property(randomEvents, randomEvents, (events, others) => {
        const names = of(...events).map(({ name }) => name);
        expect(of(...others, ...events).map(({ name }) => name)).toEqual(expect.arrayContaining(names));
        expect(names.filter((name) => !/^[\x21-\x7e]{1,100}$/.test(name))).toEqual([]);
      }),
    );
    const [early, late] = of({ timer: '0 0 8 * * * *' }, { timer: '0 0 9 * * * *' });
    expect(early?.name).toMatch(/^timer-[0-9a-f]{8}$/);
    expect(early?.name).not.toBe(late?.name);
  });
});

/** Rows as the cloud tells them. @source scf-api.md §5.7; the tests of tencent-component-toolkit; scfcli tcfcli/cmds/deploy/cli.py */
const told: readonly [what: string, event: Events[number], row: object][] = [
  [
    'a timer, its cron in JSON and in seven fields',
    { timer: { name: 'tick', cron: '0 */5 * * * * *' } },
    { Type: 'timer', TriggerName: 'tick', TriggerDesc: '{"cron":"0 */5 * * * * *"}', CustomArgument: '', Enable: 1 },
  ],
  [
    'a timer without an argument',
    { timer: { name: 'tick', cron: '0 0 2 * * * *' } },
    { Type: 'timer', TriggerName: 'tick', TriggerDesc: '{"cron":"0 0 2 * * * *"}', CustomArgument: null, Enable: 1, Description: null },
  ],
  [
    'a bucket, with its address besides',
    { cos: { bucket: host, events: 'cos:ObjectCreated:*', filter: { suffix: '.jpg' } } },
    {
      Type: 'cos',
      TriggerName: host,
      TriggerDesc: `{"bucketUrl":"${host}","event":"cos:ObjectCreated:*","filter":{"Prefix":"","Suffix":".jpg"}}`,
      Enable: 1,
    },
  ],
  [
    'a gateway, with a service that was made for it and a name of its own',
    { apigw: { path: '/users', method: 'GET' } },
    {
      Type: 'apigw',
      TriggerName: 'service-8dsikiq6',
      TriggerDesc: JSON.stringify({
        api: {
          apiId: 'api-1',
          apiName: 'x',
          authRequired: 'FALSE',
          isIntegratedResponse: 'FALSE',
          requestConfig: { method: 'GET', path: '/users' },
        },
        release: { environmentName: 'release' },
        service: { serviceId: 'service-8dsikiq6', serviceName: 'SCF_API_SERVICE', subDomain: 'https://x' },
      }),
      Enable: 1,
    },
  ],
  [
    'Kafka, JSON in JSON with figures as text',
    { ckafka: { instanceId: 'i', topic: 't', maxMsgNum: 7 } },
    {
      Type: 'ckafka',
      TriggerName: 'i-t',
      TriggerDesc: JSON.stringify('{"maxMsgNum":"7","offset":"latest","retry":"10000","timeOut":"60","consumerGroupName":""}'),
      Enable: 1,
    },
  ],
  [
    'a topic',
    { cmq: { topic: 't', filterKey: 'a' } },
    { Type: 'cmq', TriggerName: 't', TriggerDesc: '{"filterType":"1","filterKey":["a"]}', Enable: 1 },
  ],
  [
    'a topic, its keys in another order',
    { cmq: { topic: 't', filterKey: ['b', 'a'] } },
    { Type: 'cmq', TriggerName: 't', TriggerDesc: '{"filterType":1,"filterKey":["a","b"]}', Enable: 1 },
  ],
  [
    'logs, with the topic in the resource',
    { cls: { topicId: 'topic-1', maxWait: 60 } },
    { Type: 'cls', TriggerName: 'app-log', TriggerDesc: '{}', ResourceId: 'qcs::cls:ap-guangzhou:uin/1:topic/topic-1', Enable: 1 },
  ],
];

describe('what the cloud tells', () => {
  it.each(told)('of %s is what was asked for', (_what, event, row) => {
    const live = triggersFrom([{ ...row, Qualifier: '$DEFAULT', AvailableStatus: 'Available', BindStatus: 'on' }]);
    expect(differencesOfTriggers(of(event), live)).toEqual([]);
    expect(triggerWork(of(event), live)).toEqual({ delete: [], update: [], create: [] });
  });

  it.each<[what: string, rows: unknown]>([
    ['nothing', undefined],
    ['no list', {}],
    ['nulls', [null, 3, 'x', []]],
    ['a kind that nobody knows', [{ Type: 'mps', TriggerName: 'x', Qualifier: '$DEFAULT', TriggerDesc: '{}', Enable: 1 }]],
  ])('is no trigger of ours when it is %s', (_what, rows) => {
    expect(triggersFrom(rows)).toEqual([]);
  });

  it('may be damaged', () => {
    const rows = ['timer', 'cos', 'apigw', 'ckafka', 'cmq', 'cls'].flatMap((Type) => [
      { Type },
      { Type, TriggerDesc: '{', TriggerName: 'x', Enable: null },
    ]);
    expect(triggersFrom(rows)).toHaveLength(rows.length);
    expect(triggerWork([], triggersFrom(rows)).delete).toHaveLength(rows.length);
  });
});

describe('a difference', () => {
  const nightly = { name: 'nightly', cron: '0 0 2 * * * *' };
  const bucket = { bucket: host, events: 'cos:ObjectCreated:*' };
  const stream = { instanceId: 'i', topic: 't' };

  it.each<[before: Events[number], after: Events[number], options: readonly string[], how: 'update' | 'anew']>([
    [{ timer: nightly }, { timer: { ...nightly, cron: '0 0 3 * * * *' } }, ['timer.nightly.cron'], 'update'],
    [{ timer: nightly }, { timer: { ...nightly, message: 'x' } }, ['timer.nightly.message'], 'update'],
    [{ timer: { ...nightly, message: 'x' } }, { timer: nightly }, ['timer.nightly.message'], 'update'],
    [{ timer: nightly }, { timer: { ...nightly, enable: false } }, ['timer.nightly.enable'], 'update'],
    [{ timer: nightly }, { timer: { ...nightly, qualifier: '$LATEST' } }, ['timer.nightly.qualifier'], 'anew'],
    [{ cos: bucket }, { cos: { ...bucket, filter: { prefix: 'a/' } } }, [`cos.${host}.filter.prefix`], 'anew'],
    [{ cos: bucket }, { cos: { ...bucket, enable: false } }, [`cos.${host}.enable`], 'update'],
    [{ cos: bucket }, { cos: { ...bucket, enable: false, qualifier: '$LATEST' } }, [`cos.${host}.enable`, `cos.${host}.qualifier`], 'anew'],
    [{ ckafka: stream }, { ckafka: { ...stream, maxMsgNum: 5 } }, ['ckafka.i-t.maxMsgNum'], 'update'],
    [
      { ckafka: stream },
      { ckafka: { ...stream, offset: 'earliest', retry: 1, timeOut: 2 } },
      ['offset', 'retry', 'timeOut'].map((one) => `ckafka.i-t.${one}`),
      'update',
    ],
    [{ cmq: { topic: 't', filterKey: 'a' } }, { cmq: { topic: 't' } }, ['cmq.t.filterKey'], 'anew'],
    [{ cmq: { topic: 't' } }, { cmq: { topic: 't', filterType: 2 } }, ['cmq.t.filterType'], 'anew'],
    [
      { cls: { topicId: 't', maxWait: 3, maxSize: 1 } },
      { cls: { topicId: 't', maxWait: 4, maxSize: 2 } },
      ['cls.t.maxWait', 'cls.t.maxSize'],
      'anew',
    ],
    [{ apigw: { name: 'n', method: 'GET' } }, { apigw: { name: 'n', method: 'POST', stage: 'test' } }, ['apigw.n.method', 'apigw.n.stage'], 'anew'],
    [{ apigw: { name: 'n' } }, { apigw: { name: 'n', integratedResponse: true } }, ['apigw.n.integratedResponse'], 'anew'],
  ])('from %j to %j is told alone', (before, after, options, how) => {
    const [live, desired] = [triggersFrom(rowsOf(of(before))), of(after)];
    expect(differencesOfTriggers(desired, live).map(({ option }) => option)).toEqual(options.map((option) => `events.${option}`));
    const work = triggerWork(desired, live);
    expect(work).toEqual(how === 'update' ? { delete: [], update: desired, create: [] } : { delete: live, update: [], create: desired });
  });

  it('of a trigger that is not there, and of one that is not wanted, is the whole of it', () => {
    const [desired, live] = [of({ timer: nightly }), of({ cmq: { topic: 't' } })];
    expect(differencesOfTriggers(desired, live)).toEqual([
      {
        part: 'trigger',
        option: 'events.timer.nightly',
        before: undefined,
        after: { cron: '0 0 2 * * * *', enable: true, qualifier: '$DEFAULT' },
        immutable: false,
      },
      {
        part: 'trigger',
        option: 'events.cmq.t',
        before: { filterType: 1, filterKey: [], enable: true, qualifier: '$DEFAULT' },
        after: undefined,
        immutable: false,
      },
    ]);
  });

  it('is never made of function URLs: they are not in `events`', () => {
    const live = triggersFrom([{ Type: 'http', TriggerName: 'url', Qualifier: '$DEFAULT', TriggerDesc: '{"AuthType":"NONE"}', Enable: 1 }]);
    expect(live).toHaveLength(1);
    expect(differencesOfTriggers([], live)).toEqual([]);
    expect(triggerWork([], live)).toEqual({ delete: [], update: [], create: [] });
  });

  it('is gone after the steps that take it away, whatever it was, and nothing else has changed', () => {
    const url = { Type: 'http', TriggerName: 'url', Qualifier: '$DEFAULT', TriggerDesc: '{}', Enable: 1 };
    const foreign = { Type: 'mps', TriggerName: 'x', Qualifier: '$DEFAULT', TriggerDesc: '{}', Enable: 1 };
    fc.assert(
      fc.property(randomEvents, randomEvents, (before, after) => {
        const cloud = new Triggers([url, ...rowsOf(of(...before)), foreign]);
        const desired = of(...after);
        const differs = differencesOfTriggers(desired, cloud.states).length > 0;
        const work = triggerWork(desired, cloud.states);
        expect([...work.delete, ...work.update, ...work.create].length > 0).toBe(differs);
        cloud.apply(work);
        expect(differencesOfTriggers(desired, cloud.states)).toEqual([]);
        expect(triggerWork(desired, cloud.states)).toEqual({ delete: [], update: [], create: [] });
        expect(cloud.rows).toEqual(expect.arrayContaining([url, foreign]));
        expect(cloud.states).toHaveLength(desired.length + 1);
      }),
    );
  });
});

describe('requests', () => {
  it('are what the official SDK declares', () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        for (const trigger of of(...events)) {
          expect(misfits({ FunctionName: 'f', ...createTriggerParams(trigger) }, 'CreateTriggerRequest')).toEqual([]);
          expect(misfits({ FunctionName: 'f', ...updateTriggerParams(trigger) }, 'UpdateTriggerRequest')).toEqual([]);
          expect(misfits({ FunctionName: 'f', ...deleteTriggerParams(trigger) }, 'DeleteTriggerRequest')).toEqual([]);
        }
      }),
    );
  });

  it('name what they have to', () => {
    const [timer, cos] = of({ timer: { name: 'a', cron: '0 0 2 * * * *', message: 'm' } }, { cos: { bucket: host, events: 'cos:ObjectCreated:*' } });
    if (!timer || !cos) throw new Error('there are two');
    const named = { TriggerName: 'a', Type: 'timer', Qualifier: '$DEFAULT' };
    expect(createTriggerParams(timer)).toEqual({ ...named, TriggerDesc: '0 0 2 * * * *', Enable: 'OPEN', CustomArgument: 'm' });
    expect(createTriggerParams(cos)).not.toHaveProperty('CustomArgument');
    expect(deleteTriggerParams(timer)).toEqual(named);
    const [live] = triggersFrom([
      { Type: 'cos', TriggerName: host, Qualifier: '$LATEST', TriggerDesc: `{"bucketUrl":"${host}","event":"cos:ObjectCreated:*"}` },
    ]);
    if (!live) throw new Error('there is one');
    const TriggerDesc = '{"event":"cos:ObjectCreated:*","filter":{"Prefix":"","Suffix":""}}';
    expect(deleteTriggerParams(live)).toEqual({ TriggerName: host, Type: 'cos', Qualifier: '$LATEST', TriggerDesc });
  });

  it('make ids for steps that are one for each trigger', () => {
    const events = ['cos:ObjectCreated:*', 'cos:ObjectRemove:*'];
    const states = of(
      { timer: { name: 'a', cron: '0 0 2 * * * *' } },
      { cos: { bucket: host, events } },
      { cmq: { topic: 't', qualifier: '$LATEST' } },
    );
    expect(states.map(triggerId)).toEqual(['timer:a', ...events.map((event) => `cos:${host}:${event}`), 'cmq:t:$LATEST']);
  });
});

describe('a local region', () => {
  const FunctionName = 'resize';

  async function opened() {
    const { client } = await openHome();
    await client.call('CreateFunction', creation(FunctionName));
    const live = async () => triggersFrom((await client.call('GetFunction', { FunctionName }))['Triggers']);
    const listed = async () => triggersFrom((await client.call('ListTriggers', { FunctionName }))['Triggers']);
    return { client, live, listed };
  }

  it('takes what is wanted, tells the same, and changes and gives it up again', async () => {
    const { client, live, listed } = await opened();
    const before = of(
      { timer: { name: 'nightly', cron: '0 2 * * *', message: 'x' } },
      { cos: { bucket: host, events: 'cos:ObjectCreated:*' } },
      { apigw: { path: '/a' } },
      { ckafka: { instanceId: 'i', topic: 't' } },
      { cmq: { topic: 't' } },
      { cls: { topicId: 'l' } },
    );
    const after = of(
      { timer: { name: 'nightly', cron: '0 0 3 * * * *', enable: false } },
      { cos: { bucket: host, events: 'cos:ObjectCreated:*', filter: { prefix: 'in/' } } },
      { ckafka: { instanceId: 'i', topic: 't', maxMsgNum: 5 } },
      { timer: '0 0 4 * * * *' },
    );
    for (const desired of [before, after, []]) {
      const work = triggerWork(desired, await live());
      for (const one of work.delete) await client.call('DeleteTrigger', { FunctionName, ...deleteTriggerParams(one) });
      for (const one of work.update) await client.call('UpdateTrigger', { FunctionName, ...updateTriggerParams(one) });
      for (const one of work.create) await client.call('CreateTrigger', { FunctionName, ...createTriggerParams(one) });
      expect(differencesOfTriggers(desired, await live())).toEqual([]);
      const byId = (states: readonly TriggerState[]) => [...states].sort((a, b) => (triggerId(a) < triggerId(b) ? -1 : 1));
      expect(byId(await live())).toEqual(byId(desired));
      expect(byId(await listed())).toEqual(byId(desired));
    }
  });
});

it('names a bucket in the region of its function (S221)', () => {
  expect(of({ cos: { bucket: 'b-1', events: 'cos:ObjectCreated:*' } })[0]?.name).toBe(`b-1.cos.${region}.myqcloud.com`);
});
