import type { eventNames } from './generated/names';
import {
  asIs,
  toBoolean,
  toBucketEvents,
  toCron,
  toFilter,
  toInteger,
  toMethod,
  toPath,
  toQualifier,
  toServiceId,
  toStage,
  toText,
  toTimerName,
  type Convert,
} from './foreignValues';
import type { Plain } from './plain';

export type Trigger = (typeof eventNames)[number];

/** Options of a trigger here, and names of those of another tool that have no counterpart. */
export interface Translated {
  readonly options: Plain;
  readonly dropped: readonly string[];
}

interface Meaning {
  readonly to: string;
  readonly convert: Convert;
}

const means = (to: string, convert: Convert): Meaning => ({ to, convert });

const common = { enable: means('enable', toBoolean), enabled: means('enable', toBoolean), qualifier: means('qualifier', toQualifier) };

/**
 * What options of triggers mean, under their own names and those of serverless-tencent-scf, of components and of AWS.
 * They are written in the order in which they are first named.
 * @source S220–S226; serverless-tencent-scf deploy/lib/deployTrigger.js; tencent-scf docs/configure.md
 */
const meanings: Readonly<Record<Trigger, Readonly<Record<string, Meaning>>>> = {
  timer: {
    name: means('name', toTimerName),
    cron: means('cron', toCron),
    cronExpression: means('cron', toCron),
    rate: means('cron', toCron),
    ...common,
    message: means('message', toText),
    argument: means('message', toText),
    customArgument: means('message', toText),
    input: means('message', toText),
  },
  cos: {
    name: means('name', toText),
    bucket: means('bucket', toText),
    events: means('events', toBucketEvents),
    event: means('events', toBucketEvents),
    filter: means('filter', toFilter),
    ...common,
  },
  apigw: {
    name: means('name', toText),
    path: means('path', toPath),
    method: means('method', toMethod),
    httpMethod: means('method', toMethod),
    serviceId: means('serviceId', toServiceId),
    stage: means('stage', toStage),
    stageName: means('stage', toStage),
    environment: means('stage', toStage),
    integratedResponse: means('integratedResponse', toBoolean),
    isIntegratedResponse: means('integratedResponse', toBoolean),
    ...common,
    functionQualifier: means('qualifier', toQualifier),
  },
  ckafka: {
    name: means('name', toText),
    instanceId: means('instanceId', toText),
    instance: means('instanceId', toText),
    topic: means('topic', toText),
    topicName: means('topic', toText),
    maxMsgNum: means('maxMsgNum', toInteger),
    offset: means('offset', asIs),
    retry: means('retry', toInteger),
    timeOut: means('timeOut', toInteger),
    timeout: means('timeOut', toInteger),
    ...common,
  },
  cmq: {
    name: means('name', toText),
    topic: means('topic', toText),
    topicName: means('topic', toText),
    filterType: means('filterType', asIs),
    filterKey: means('filterKey', asIs),
    ...common,
  },
  cls: {
    name: means('name', toText),
    topicId: means('topicId', toText),
    maxWait: means('maxWait', toInteger),
    maxSize: means('maxSize', toInteger),
    ...common,
  },
};

/** What a trigger cannot be without. @source S220–S225 */
const needed: Readonly<Record<Trigger, readonly string[]>> = {
  timer: ['cron'],
  cos: ['bucket', 'events'],
  apigw: [],
  ckafka: ['instanceId', 'topic'],
  cmq: ['topic'],
  cls: ['topicId'],
};

/** The name here of an option of a trigger, be it ours or another tool's. */
export function optionMeant(type: Trigger, name: string): string | undefined {
  return Object.hasOwn(meanings[type], name) ? meanings[type][name]?.to : undefined;
}

/**
 * Options of a trigger as they are written here; of two that mean the same the last counts.
 * What is missing and cannot be done without stands as `<name>`.
 */
export function translatedOptions(type: Trigger, written: Plain): Translated {
  const found = new Map<string, unknown>();
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(written)) {
    if (value === null || value === undefined) continue;
    const meaning = Object.hasOwn(meanings[type], name) ? meanings[type][name] : undefined;
    const converted = meaning?.convert(value);
    if (meaning !== undefined && converted !== undefined) found.set(meaning.to, converted);
    else if (isSaid(value)) dropped.push(name);
  }
  for (const name of needed[type]) if (!found.has(name)) found.set(name, `<${name}>`);
  const order = [...new Set(Object.values(meanings[type]).map(({ to }) => to))];
  const options = Object.fromEntries(order.flatMap((name) => (found.has(name) ? [[name, found.get(name)] as const] : [])));
  return { options, dropped };
}

/** Whether an option asks for anything: what is empty or switched off needs no counterpart. */
function isSaid(value: unknown): boolean {
  return value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);
}
