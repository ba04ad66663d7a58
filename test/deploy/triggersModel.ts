import fc from 'fast-check';
import type { WrittenFunction } from '../../src/config';
import { createTriggerParams, deleteTriggerParams, triggerId, triggersFrom, triggersOf, updateTriggerParams } from '../../src/deploy/triggers';
import type { TriggerWork } from '../../src/deploy/triggers';
import type { StepParams } from '../../src/deploy/plan';
import type { TriggerState } from '../../src/deploy/state';

export type Events = NonNullable<WrittenFunction['events']>;

export const region = 'ap-guangzhou';

export function of(...events: Events): TriggerState[] {
  return triggersOf(events, region);
}

type Row = Readonly<Record<string, unknown>>;

/** A function's triggers as the cloud keeps them: rows that it tells, which the three calls change. */
export class Triggers {
  readonly rows: Row[];

  constructor(rows: readonly Row[]) {
    this.rows = [...rows];
  }

  get states(): TriggerState[] {
    return triggersFrom(this.rows);
  }

  /** Every step in the order that it has to have. @throws when one cannot be done */
  apply(work: TriggerWork): void {
    for (const one of work.delete) this.#delete(deleteTriggerParams(one));
    for (const one of work.update) this.#update(updateTriggerParams(one));
    for (const one of work.create) this.#create(createTriggerParams(one));
  }

  #create(params: StepParams): void {
    if (this.#find(params) >= 0) throw new Error(`ResourceInUse.Trigger ${JSON.stringify(params)}`);
    this.rows.push(rowOf(params));
  }

  #update(params: StepParams): void {
    this.rows[this.#found(params)] = rowOf(params);
  }

  #delete(params: StepParams): void {
    this.rows.splice(this.#found(params), 1);
  }

  #found(params: StepParams): number {
    const at = this.#find(params);
    if (at < 0) throw new Error(`ResourceNotFound.Trigger ${JSON.stringify(params)}`);
    return at;
  }

  /** Of a bucket's triggers the event tells one from another. */
  #find(params: StepParams): number {
    const wanted = idOf(params);
    return this.rows.findIndex((row) => idOf(row) === wanted);
  }
}

/** Also of a kind that nobody knows. */
function idOf(row: Row): string {
  const [state] = triggersFrom([row]);
  return state ? triggerId(state) : JSON.stringify([row['Type'], row['TriggerName'], row['Qualifier']]);
}

/** What is told of a trigger that was made so. @source scf-api.md §5.7 */
function rowOf({ TriggerDesc, Enable, CustomArgument = '', ...rest }: StepParams): Row {
  const desc = rest['Type'] === 'timer' ? JSON.stringify({ cron: TriggerDesc }) : TriggerDesc;
  return { ...rest, TriggerDesc: desc, Enable: Enable === 'OPEN' ? 1 : 0, CustomArgument, AddTime: '2026-01-01 08:00:00', BindStatus: 'on' };
}

export function rowsOf(states: readonly TriggerState[]): Row[] {
  return states.map((state) => rowOf(createTriggerParams(state)));
}

const name = fc.constantFrom('a', 'b', 'c');
const common = { enable: fc.boolean(), qualifier: fc.constantFrom('$DEFAULT', '$LATEST', 3) };
const cron = fc.constantFrom('0 0 8 * * * *', '0 30 9 * * * *', '0 */5 * * * * *');
const bucketEvent = fc.constantFrom('cos:ObjectCreated:*', 'cos:ObjectRemove:*', 'cos:ObjectCreated:Put');
const nothing = { requiredKeys: [] };

const event = fc.oneof(
  fc.record({ timer: fc.oneof(cron, fc.record({ cron, name, message: name, ...common }, { requiredKeys: ['cron'] })) }),
  fc.record({
    cos: fc.record(
      {
        bucket: name.map((short) => `${short}-1250000000`),
        events: fc.oneof(bucketEvent, fc.uniqueArray(bucketEvent, { minLength: 1 })),
        filter: fc.record({ prefix: name, suffix: fc.constantFrom('.jpg', '') }, nothing),
        ...common,
      },
      { requiredKeys: ['bucket', 'events'] },
    ),
  }),
  fc.record({
    apigw: fc.record(
      {
        name,
        path: name.map((path) => `/${path}`),
        method: fc.constantFrom('GET', 'ANY'),
        serviceId: name,
        stage: fc.constantFrom('test', 'release'),
        integratedResponse: fc.boolean(),
        ...common,
      },
      nothing,
    ),
  }),
  fc.record({
    ckafka: fc.record(
      {
        instanceId: name,
        topic: name,
        maxMsgNum: fc.integer({ min: 1, max: 10_000 }),
        offset: fc.constantFrom('latest', 'earliest', 1_595_927_203_000),
        retry: fc.nat(100),
        timeOut: fc.integer({ min: 1, max: 60 }),
        ...common,
      },
      { requiredKeys: ['instanceId', 'topic'] },
    ),
  }),
  fc.record({
    cmq: fc.record(
      { topic: name, filterType: fc.constantFrom(1, 2, '1', '2'), filterKey: fc.oneof(name, fc.uniqueArray(name)), ...common },
      { requiredKeys: ['topic'] },
    ),
  }),
  fc.record({
    cls: fc.record(
      { name, topicId: name, maxWait: fc.integer({ min: 3, max: 300 }), maxSize: fc.nat(100), ...common },
      { requiredKeys: ['topicId'] },
    ),
  }),
);

/** Entries of `events`, no two of which are the same trigger with other options. */
export const randomEvents: fc.Arbitrary<Events> = fc
  .array(event as fc.Arbitrary<Events[number]>, { maxLength: 6 })
  .filter((events) => new Set(of(...events).map(triggerId)).size === of(...events).length);
