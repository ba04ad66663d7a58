import type { WrittenFunction } from '../config';
import { timerName } from '../config/timerName';
import { sevenFields } from '../config/timers';
import { hashOfJson, canonicalJson } from './fields/canonical';
import { isAnswer, numberIn, partIn, textIn, type Answer } from './fields/answer';
import type { Json, TriggerState } from './state';

/** Kinds of triggers that `serverless.yml` can write: one entry of `events` is one of them. */
export const writtenTypes = ['timer', 'cos', 'apigw', 'ckafka', 'cmq', 'cls'] as const;
export type WrittenType = (typeof writtenTypes)[number];

/** One entry of `events`. */
export type Event = NonNullable<WrittenFunction['events']>[number];
type Options<T extends WrittenType> = Exclude<NonNullable<Event[T]>, string>;

/** What the kinds of triggers differ in. */
export interface Kind<T extends WrittenType = WrittenType> {
  /** The triggers that one entry stands for. */
  states(options: Options<T>, region: string): Pick<TriggerState, 'name' | 'desc' | 'customArgument'>[];
  /**
   * What a trigger says, by the options of `serverless.yml`. Of a wish: all that was asked for. Of what is there: all that was told; an
   * option that the platform does not tell cannot be compared.
   */
  options(desc: Answer, trigger: TriggerState): Readonly<Record<string, Json | undefined>>;
}

/** @source Trigger configuration 583/39901: `TriggerDesc` is the bare cron expression; GetFunction tells `{"cron":"…"}` */
const timer: Kind<'timer'> = {
  states: ({ name, cron, message = '' }) => {
    const desc = sevenFields(cron);
    return [{ name: name ?? timerName(desc, message), desc, customArgument: message }];
  },
  options: (_desc, { desc, customArgument }) => ({ cron: desc, message: customArgument }),
};

/**
 * `{"event":"cos:ObjectCreated:*","filter":{"Prefix":"","Suffix":""}}`, one event to a trigger, which is named as the bucket's host; what
 * comes back has `bucketUrl` besides.
 * @source Trigger configuration 583/39901; tencent-component-toolkit src/modules/triggers/cos.ts, __tests__/scf/base.test.ts
 */
const cos: Kind<'cos'> = {
  states: ({ bucket, events, filter: { prefix = '', suffix = '' } = {} }, region) => {
    const name = hostOf(bucket.trim(), region);
    const desc = (event: string): string => canonicalJson({ event, filter: { Prefix: prefix, Suffix: suffix } });
    return [events].flat().map((event) => ({ name, desc: desc(event), customArgument: '' }));
  },
  options: (desc, { name }) => {
    const filter = partIn(desc, 'filter');
    return { bucket: name, events: textIn(desc, 'event'), 'filter.prefix': textIn(filter, 'Prefix'), 'filter.suffix': textIn(filter, 'Suffix') };
  },
};

function hostOf(bucket: string, region: string): string {
  return /\.myqcloud\.com$/.test(bucket) ? bucket : `${bucket}.cos.${region}.myqcloud.com`;
}

/**
 * `{"api":{"authRequired":"FALSE","requestConfig":{"method":"ANY"},"isIntegratedResponse":"FALSE"},"service":{"serviceId":"…"},
 * "release":{"environmentName":"release"}}`; without an id a service is made, named as in the example. What comes back has much more.
 * @source Trigger configuration 583/39901; `path`: serverless-tencent-scf deploy/lib/deployTrigger.js
 */
const apigw: Kind<'apigw'> = {
  states: ({ name, path, method = 'ANY', serviceId, stage = 'release', integratedResponse = false }) => {
    const asked: Json = {
      api: {
        authRequired: 'FALSE',
        isIntegratedResponse: integratedResponse ? 'TRUE' : 'FALSE',
        requestConfig: { method, ...(path === undefined ? {} : { path }) },
      },
      release: { environmentName: stage },
      service: serviceId === undefined ? { serviceName: 'SCF_API_SERVICE' } : { serviceId },
    };
    const named = name ?? nameFrom('apigw', [serviceId ?? null, path ?? null, method, stage]);
    return [{ name: named, desc: canonicalJson(asked), customArgument: '' }];
  },
  options: (desc) => {
    const [api, release, service] = [partIn(desc, 'api'), partIn(desc, 'release'), partIn(desc, 'service')];
    const request = partIn(api, 'requestConfig');
    const integrated = textIn(api, 'isIntegratedResponse');
    return {
      path: textIn(request, 'path') || undefined,
      method: textIn(request, 'method') || undefined,
      serviceId: textIn(service, 'serviceId') || undefined,
      stage: textIn(release, 'environmentName') || undefined,
      integratedResponse: integrated === '' ? undefined : integrated === 'TRUE',
    };
  },
};

/** What the example asks for, where each has to be said. @source Trigger configuration 583/39901 */
const ckafkaDefaults = { maxMsgNum: 100, offset: 'latest', retry: 10_000, timeOut: 60 } as const;

/**
 * `{"maxMsgNum":100,"offset":"latest","retry":10000,"timeOut":60}`, named `<instance>-<topic>`. What comes back may be JSON in JSON, with figures as text.
 * @source Trigger configuration 583/39901; scfcli tcfcli/cmds/deploy/cli.py
 */
const ckafka: Kind<'ckafka'> = {
  states: ({ instanceId, topic, maxMsgNum, offset, retry, timeOut }) => {
    const asked = {
      maxMsgNum: maxMsgNum ?? ckafkaDefaults.maxMsgNum,
      offset: String(offset ?? ckafkaDefaults.offset),
      retry: retry ?? ckafkaDefaults.retry,
      timeOut: timeOut ?? ckafkaDefaults.timeOut,
    };
    return [{ name: `${instanceId}-${topic}`, desc: canonicalJson(asked), customArgument: '' }];
  },
  options: (desc) => ({
    maxMsgNum: numberIn(desc, 'maxMsgNum'),
    // Also a time in ms.
    offset: textIn(desc, 'offset') || numberIn(desc, 'offset')?.toString(),
    retry: numberIn(desc, 'retry'),
    timeOut: numberIn(desc, 'timeOut'),
  }),
};

/**
 * `{"filterType":1,"filterKey":["test"]}`, named as the topic. 1 filters by tags, 2 by routing keys.
 * @source Trigger configuration 583/39901; 1 unless said: tencent-component-toolkit src/modules/triggers/cmq.ts
 */
const cmq: Kind<'cmq'> = {
  states: ({ topic, filterType = 1, filterKey = [] }) => {
    const keys = [filterKey].flat();
    const asked = { filterType: Number(filterType), ...(keys.length === 0 ? {} : { filterKey: keys }) };
    return [{ name: topic, desc: canonicalJson(asked), customArgument: '' }];
  },
  // Of keys it matters which there are, not which comes first.
  options: (desc) => ({ filterType: numberIn(desc, 'filterType') ?? 1, filterKey: textsIn(desc, 'filterKey').sort() }),
};

/**
 * `{"topic_id":"…","max_wait":60,"max_size":100}`, as the log service takes its deliveries.
 * @source CLS, delivery to functions 614/61096, which CreateTrigger refers to; tencent-component-toolkit src/modules/triggers/cls.ts
 * @assumes CreateTrigger takes these members in `TriggerDesc`, and the topic as a name: the page of trigger descriptions is silent about CLS
 */
const cls: Kind<'cls'> = {
  states: ({ name, topicId, maxWait, maxSize }) => {
    const asked = {
      topic_id: topicId,
      ...(maxWait === undefined ? {} : { max_wait: maxWait }),
      ...(maxSize === undefined ? {} : { max_size: maxSize }),
    };
    return [{ name: name ?? topicId, desc: canonicalJson(asked), customArgument: '' }];
  },
  options: (desc) => ({
    topicId: textIn(desc, 'topic_id') || undefined,
    maxWait: numberIn(desc, 'max_wait'),
    maxSize: numberIn(desc, 'max_size'),
  }),
};

export const kinds: { readonly [T in WrittenType]: Kind<T> } = { timer, cos, apigw, ckafka, cmq, cls };

/**
 * A name for a trigger that has none, made of what it does and of nothing else: it stays when other triggers come and go, or change places.
 * A number in a row would not, and a trigger that changes its name is another one: it is deleted and made anew.
 */
function nameFrom(type: WrittenType, content: Json): string {
  return `${type}-${hashOfJson(content).slice(0, 8)}`;
}

function textsIn(desc: Answer, name: string): string[] {
  const value = desc[name];
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The object that a `TriggerDesc` holds; an empty one when it holds none. Some come back as JSON in JSON. */
export function objectIn(desc: string): Answer {
  const value = parsed(desc);
  const inner = typeof value === 'string' ? parsed(value) : value;
  return isAnswer(inner) ? inner : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
