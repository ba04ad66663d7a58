import fc from 'fast-check';
import { randomChange } from '../fieldsRandom';
import type { Parts } from '../../config/service';

/** One trigger of every kind, and one that is off. */
export const events = [
  { timer: { cron: '0 */5 * * * * *', name: 'often', message: '{"a": "${b}"}' } },
  { timer: { cron: '0 0 9 * * * *', enable: false, qualifier: '$LATEST' } },
  { cos: { bucket: 'photos-1250000000', events: 'cos:ObjectCreated:Put', filter: { prefix: 'in/', suffix: '.jpg' } } },
  { apigw: { path: '/resize', method: 'POST', serviceId: 'service-1', stage: 'test', integratedResponse: true } },
  { ckafka: { instanceId: 'ckafka-1abc', topic: 'orders-new', maxMsgNum: 7, offset: 'earliest', retry: 3, timeOut: 9 } },
  { cmq: { topic: 'paid', filterType: 2, filterKey: ['a', 'b'] } },
  { cls: { topicId: 'topic-9', maxWait: 30, maxSize: 4 } },
];

const more = fc.constantFrom({}, { reservedConcurrency: 3072 }, { provisionedConcurrency: { instances: 1 } }, { retryNum: 1, msgTTL: 60 });
const triggers = fc.subarray(events, { maxLength: 3 }).map((some) => (some.length === 0 ? {} : { events: some }));
const one = fc.tuple(randomChange, more, triggers).map(([{ before }, others, triggered]) => {
  const base = 'image' in before ? { runtime: 'CustomImage' } : 'type' in before ? {} : { handler: 'index.main_handler' };
  return { ...base, ...before, ...others, ...triggered };
});

/** A service of up to so many functions. */
export function randomService(most: number): fc.Arbitrary<Parts & { readonly provider: object }> {
  return fc.record({
    provider: fc.record({ stage: fc.constantFrom('prod', 'mine') }),
    functions: fc
      .array(one, { minLength: 1, maxLength: most })
      .map((list) => Object.fromEntries(list.map((fn, index) => [`f${index}x`, index === 0 ? fn : withoutBucket(fn)]))),
  });
}

/** The events of one bucket can call one function only. @source S221 */
function withoutBucket(fn: object): object {
  const { events: all = [] } = fn as { readonly events?: readonly object[] };
  const others = all.filter((event) => !('cos' in event));
  return { ...fn, events: others };
}
