import type { Sample } from './fieldsSamples';

/** Two values of an option that is no member of a function's configuration, and the actions that lead from one to the other. */
export interface Setting extends Sample {
  readonly does: readonly string[];
}

const day = { name: 'day', cron: '0 0 8 * * * *', instances: 4 };
const tracking = { target: 0.5, min: 1, max: 3 };
const warm = (changes: object = {}): object => ({ provisionedConcurrency: { instances: 2, ...changes } });
const followed = (changes: object = {}): object => ({ provisionedConcurrency: { tracking: { ...tracking, ...changes } } });

const provisioned = ['PutProvisionedConcurrencyConfig', 'UpdateAlias'];

function ofProvisioned(path: string, before: object, after: object, told = path.split('[')[0] ?? ''): Setting {
  return { option: `provisionedConcurrency.${path}`, before, after, told: `provisionedConcurrency.${told}`, does: provisioned };
}

/** Of quotas, and of how events are tried. @source S14, S21, S54, S58, S135, S136 */
export const quotaSettings: readonly Setting[] = [
  { option: 'retryNum', before: { retryNum: 1 }, after: { retryNum: 0 }, does: ['UpdateFunctionEventInvokeConfig'] },
  { option: 'msgTTL', before: { msgTTL: 3600 }, after: { msgTTL: 60 }, does: ['UpdateFunctionEventInvokeConfig'] },
  ...['quotaMB', 'instances'].map((unit): Setting => ({
    option: `reservedConcurrency.${unit}`,
    before: { reservedConcurrency: { [unit]: 256 } },
    after: { reservedConcurrency: { [unit]: 0 } },
    told: 'reservedConcurrency',
    does: ['PutReservedConcurrencyConfig'],
  })),
  ofProvisioned('quotaMB', { provisionedConcurrency: { quotaMB: 256 } }, { provisionedConcurrency: { quotaMB: 384 } }, 'instances'),
  ofProvisioned('instances', warm(), warm({ instances: 1 })),
  ofProvisioned('schedule[].name', warm({ schedule: [day] }), warm({ schedule: [{ ...day, name: 'later' }] })),
  ofProvisioned('schedule[].cron', warm({ schedule: [day] }), warm({ schedule: [{ ...day, cron: '0 0 9 * * * *\n' }] })),
  ofProvisioned('schedule[].instances', warm({ schedule: [day] }), warm({ schedule: [{ ...day, instances: 5 }] })),
  ofProvisioned('tracking.target', followed(), followed({ target: 0.6 }), 'tracking'),
  ofProvisioned('tracking.min', followed(), followed({ min: 2 }), 'tracking'),
  ofProvisioned('tracking.max', followed(), followed({ max: 4 }), 'tracking'),
];

const anew = ['DeleteTrigger', 'CreateTrigger'];
const inPlace = ['UpdateTrigger'];

const events = {
  timer: { name: 'nightly', cron: '0 0 3 * * * *', message: 'a' },
  cos: { bucket: 'b-125', events: 'cos:ObjectCreated:*', filter: { prefix: 'a/', suffix: '.a' } },
  apigw: { name: 'gate', path: '/a', method: 'GET', serviceId: 'service-1', stage: 'test', integratedResponse: true },
  ckafka: { instanceId: 'ckafka-1', topic: 't', maxMsgNum: 5, offset: 'latest', retry: 5, timeOut: 5 },
  cmq: { topic: 't', filterType: 1, filterKey: ['a', 'b'] },
  cls: { name: 'logs', topicId: 't', maxWait: 10, maxSize: 10 },
};
type Kind = keyof typeof events;

const names: Readonly<Record<Kind, string>> = {
  timer: 'nightly',
  cos: 'b-125.cos.ap-guangzhou.myqcloud.com',
  apigw: 'gate',
  ckafka: 'ckafka-1-t',
  cmq: 't',
  cls: 'logs',
};

/** @param path  the option below the event, in the words of the plan; a whole trigger for '' */
function ofEvent(kind: Kind, changes: object, path: string, does: readonly string[]): Setting {
  const [changed = ''] = Object.keys(changes);
  const option = path.startsWith(`${changed}.`) ? path : changed;
  const told = path === '' ? undefined : `events.${kind}.${names[kind]}.${path}`;
  const after = { events: [{ [kind]: { ...events[kind], ...changes } }] };
  return { option: `events[].${kind}.${option}`, before: { events: [{ [kind]: events[kind] }] }, after, does, ...(told && { told }) };
}

/** Two triggers: one that goes, and one that comes. */
function another(kind: Kind, changes: object, name = names[kind]): Setting {
  return { ...ofEvent(kind, changes, '', anew), told: `events.${kind}.${name}, events.${kind}.${names[kind]}` };
}

/** @source S220–S225 */
export const eventSettings: readonly Setting[] = [
  another('timer', { name: 'other' }, 'other'),
  ofEvent('timer', { cron: '0 0 4 * * * *' }, 'cron', inPlace),
  ofEvent('timer', { message: 'b' }, 'message', inPlace),
  ofEvent('timer', { message: undefined }, 'message', inPlace),
  ofEvent('timer', { enable: false }, 'enable', inPlace),
  ofEvent('timer', { qualifier: '$LATEST' }, 'qualifier', anew),
  another('cos', { bucket: 'c-125' }, 'c-125.cos.ap-guangzhou.myqcloud.com'),
  another('cos', { events: ['cos:ObjectRemove:*'] }),
  ofEvent('cos', { filter: { prefix: 'b/', suffix: '.a' } }, 'filter.prefix', anew),
  ofEvent('cos', { filter: { prefix: 'a/' } }, 'filter.suffix', anew),
  ofEvent('cos', { enable: false }, 'enable', ['UpdateTriggerStatus']),
  ofEvent('cos', { qualifier: '$LATEST' }, 'qualifier', anew),
  ofEvent('apigw', { path: '/b' }, 'path', anew),
  ofEvent('apigw', { method: 'POST' }, 'method', anew),
  ofEvent('apigw', { serviceId: 'service-2' }, 'serviceId', anew),
  ofEvent('apigw', { stage: 'prepub' }, 'stage', anew),
  ofEvent('apigw', { integratedResponse: false }, 'integratedResponse', anew),
  ofEvent('apigw', { enable: false }, 'enable', anew),
  ofEvent('apigw', { qualifier: '$LATEST' }, 'qualifier', anew),
  another('ckafka', { instanceId: 'ckafka-2' }, 'ckafka-2-t'),
  another('ckafka', { topic: 'u' }, 'ckafka-1-u'),
  ofEvent('ckafka', { maxMsgNum: 6 }, 'maxMsgNum', inPlace),
  ofEvent('ckafka', { offset: 'earliest' }, 'offset', inPlace),
  ofEvent('ckafka', { retry: 0 }, 'retry', inPlace),
  ofEvent('ckafka', { timeOut: 6 }, 'timeOut', inPlace),
  ofEvent('ckafka', { enable: false }, 'enable', inPlace),
  ofEvent('ckafka', { qualifier: '$LATEST' }, 'qualifier', anew),
  another('cmq', { topic: 'u' }, 'u'),
  ofEvent('cmq', { filterType: 2 }, 'filterType', anew),
  ofEvent('cmq', { filterKey: ['a', 'c'] }, 'filterKey', anew),
  ofEvent('cmq', { enable: false }, 'enable', anew),
  ofEvent('cmq', { qualifier: '$LATEST' }, 'qualifier', anew),
  ofEvent('cls', { topicId: 'u' }, 'topicId', anew),
  ofEvent('cls', { maxWait: 11 }, 'maxWait', anew),
  ofEvent('cls', { maxSize: 11 }, 'maxSize', anew),
  ofEvent('cls', { enable: false }, 'enable', anew),
  ofEvent('cls', { qualifier: '$LATEST' }, 'qualifier', anew),
];

/** Names that make no other trigger: a bucket, a topic and a queue are called as they are, and a gateway or the log service may name its own. */
export const unheard = ['apigw', 'cos', 'ckafka', 'cmq', 'cls'].map((kind) => `events[].${kind}.name`);
