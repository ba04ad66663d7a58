import { isDeepStrictEqual } from 'node:util';
import type { FieldChange } from './plan';
import type { Json, TriggerState } from './state';
import { kinds, objectIn, writtenTypes, type WrittenType } from './triggerKinds';

/** What has to be done about a function's triggers, in this order: a bucket's new trigger may need the event that an old one holds. */
export interface TriggerWork {
  readonly delete: readonly TriggerState[];
  readonly update: readonly TriggerState[];
  readonly create: readonly TriggerState[];
}

/** Kinds that can be changed where they are; another is deleted and made anew. @source scf-api.md UpdateTrigger */
const updatable: readonly TriggerState['type'][] = ['timer', 'ckafka'];

/**
 * How the triggers that are there differ from those that are wanted. Nothing marks a trigger as made by a deploy: so those of the kinds
 * that `serverless.yml` can write are the service's, and go when they are not in it. Function URLs and kinds of which nobody here knows
 * are left alone.
 */
export function differencesOfTriggers(desired: readonly TriggerState[], live: readonly TriggerState[]): FieldChange[] {
  const { pairs, missing, surplus } = paired(desired, live);
  return [
    ...pairs.flatMap(([wanted, there]) => changesOf(wanted, there)),
    ...missing.map((wanted) => change(optionOf(wanted), undefined, told(wanted))),
    ...surplus.map((there) => change(optionOf(there), told(there), undefined)),
  ];
}

/** The steps that take those differences away. */
export function triggerWork(desired: readonly TriggerState[], live: readonly TriggerState[]): TriggerWork {
  const { pairs, missing, surplus } = paired(desired, live);
  const changed = pairs.filter(([wanted, there]) => changesOf(wanted, there).length > 0);
  const inPlace = ([wanted, there]: Pair): boolean =>
    (updatable.includes(wanted.type) || isOnlySwitched(wanted, there)) && wanted.name === there.name && wanted.qualifier === there.qualifier;
  const anew = changed.filter((pair) => !inPlace(pair));
  return {
    delete: [...surplus, ...anew.map(([, there]) => there)],
    update: changed.filter(inPlace).map(([wanted]) => wanted),
    create: [...anew.map(([wanted]) => wanted), ...missing],
  };
}

/** A bucket's trigger can be switched on and off where it is, and nothing else of it be changed. @source scf-api.md UpdateTriggerStatus */
function isOnlySwitched(wanted: TriggerState, there: TriggerState): boolean {
  return wanted.type === 'cos' && changesOf({ ...wanted, enabled: there.enabled }, there).length === 0;
}

type Pair = readonly [wanted: TriggerState, there: TriggerState];

/** What two triggers have in common when one is the other as it is to be; the closest counts first. */
const likenesses: readonly ((wanted: TriggerState, there: TriggerState) => boolean)[] = [
  (wanted, there) => named(wanted, there) && wanted.qualifier === there.qualifier && changesOf(wanted, there).length === 0,
  (wanted, there) => named(wanted, there) && wanted.qualifier === there.qualifier,
  named,
  // The platform may have given these a name of its own.
  (wanted, there) => wanted.type === 'apigw' && changesOf(wanted, there).length === 0,
  (wanted, there) => wanted.type === 'cls' && optionsOf(wanted)['topicId'] === optionsOf(there)['topicId'],
];

/** Of a bucket's triggers the event tells one from another. */
function named(wanted: TriggerState, there: TriggerState): boolean {
  return wanted.name === there.name && (wanted.type !== 'cos' || optionsOf(wanted)['events'] === optionsOf(there)['events']);
}

function paired(desired: readonly TriggerState[], live: readonly TriggerState[]) {
  const missing = new Set(desired);
  const surplus = new Set(live.filter(({ type }) => writtenTypes.some((own) => own === type)));
  const pairs: Pair[] = [];
  for (const alike of likenesses) {
    for (const wanted of missing) {
      const there = [...surplus].find((other) => other.type === wanted.type && alike(wanted, other));
      if (there === undefined) continue;
      missing.delete(wanted);
      surplus.delete(there);
      pairs.push([wanted, there]);
    }
  }
  // As they are written, not as they were found.
  const sorted = pairs.sort(([one], [other]) => desired.indexOf(one) - desired.indexOf(other));
  return { pairs: sorted, missing: [...missing], surplus: [...surplus] };
}

/** Kinds of which no page says what GetFunction tells: an option that is not told is taken to be as it was asked for. */
const reticent: readonly TriggerState['type'][] = ['apigw', 'cls'];

/** Only what was asked for is compared: a gateway tells much more than that. */
function changesOf(wanted: TriggerState, there: TriggerState): FieldChange[] {
  const before = optionsOf(there);
  return Object.entries(optionsOf(wanted)).flatMap(([option, after]) => {
    const was = before[option];
    if (after === undefined || isDeepStrictEqual(was, after)) return [];
    if (was === undefined && reticent.includes(wanted.type)) return [];
    return [change(`${optionOf(wanted)}.${option}`, was, after)];
  });
}

function optionsOf(trigger: TriggerState): Readonly<Record<string, Json | undefined>> {
  const { type, desc, enabled, qualifier } = trigger;
  const own = isWritten(type) ? kinds[type].options(objectIn(desc), trigger) : {};
  return { ...own, enable: enabled, qualifier };
}

function isWritten(type: TriggerState['type']): type is WrittenType {
  return type !== 'http';
}

/** All that a trigger says, but for what says nothing. */
function told(trigger: TriggerState): Json {
  const says = Object.entries(optionsOf(trigger)).filter((pair): pair is [string, Json] => pair[1] !== undefined && pair[1] !== '');
  return Object.fromEntries(says);
}

function optionOf({ type, name }: TriggerState): string {
  return `events.${type}.${name}`;
}

function change(option: string, before: Json | undefined, after: Json | undefined): FieldChange {
  return { part: 'trigger', option, before, after, immutable: false };
}
