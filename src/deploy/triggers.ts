import { sevenFields } from '../config/timers';
import { DEFAULT_ALIAS, LATEST } from '../scf';
import { canonicalJson } from './fields/canonical';
import { isAnswer, numberIn, partIn, textIn, type Answer } from './fields/answer';
import type { StepParams } from './plan';
import type { Json, TriggerState } from './state';
import { kinds, objectIn, writtenTypes, type Event, type Kind, type WrittenType } from './triggerKinds';

export { differencesOfTriggers, triggerWork, type TriggerWork } from './triggerDifferences';

/**
 * The triggers that `events` asks for, on the alias `$DEFAULT` unless said: versions have no triggers of their own, and the one with
 * provisioned instances is behind it. Two entries that ask for the very same are one.
 * @param region  of the function: buckets are named by their hosts
 * @source S141, S220–S225; scf-api.md CreateTrigger advises `$DEFAULT`
 */
export function triggersOf(events: readonly Event[], region: string): TriggerState[] {
  const all = events.flatMap((event) => writtenTypes.flatMap((type) => statesOf(type, event, region)));
  return [...new Map(all.map((trigger) => [canonicalJson({ ...trigger }), trigger])).values()];
}

function statesOf(type: WrittenType, event: Event, region: string): TriggerState[] {
  const written = event[type];
  if (written === undefined) return [];
  const options = typeof written === 'string' ? { cron: written } : written;
  const { enable: enabled = true, qualifier = DEFAULT_ALIAS } = options as { readonly enable?: boolean; readonly qualifier?: string | number };
  // The options of an entry are those of its own kind.
  const { states } = kinds[type] as unknown as { readonly states: (given: object, place: string) => ReturnType<Kind['states']> };
  return states(options, region).map((state) => ({ type, qualifier: String(qualifier), enabled, ...state }));
}

const types: readonly TriggerState['type'][] = [...writtenTypes, 'http'];

/**
 * Triggers as GetFunction (`Triggers`) and ListTriggers tell them; those of kinds that nobody here knows are left out.
 * @source scf-api.md §5.7: `Enable` comes back as 1 or 0, a timer's description as `{"cron":"…"}`
 */
export function triggersFrom(rows: unknown): TriggerState[] {
  return Array.isArray(rows) ? rows.filter(isAnswer).flatMap((row) => triggerFrom(row) ?? []) : [];
}

function triggerFrom(row: Answer): TriggerState | undefined {
  const type = types.find((known) => known === textIn(row, 'Type'));
  if (type === undefined) return undefined;
  return {
    type,
    name: textIn(row, 'TriggerName'),
    qualifier: textIn(row, 'Qualifier') || LATEST,
    desc: descFrom(type, row),
    enabled: numberIn(row, 'Enable') !== 0,
    customArgument: textIn(row, 'CustomArgument'),
  };
}

function descFrom(type: TriggerState['type'], row: Answer): string {
  const text = textIn(row, 'TriggerDesc');
  const desc = objectIn(text);
  if (type === 'timer') return sevenFields(textIn(desc, 'cron') || text);
  // It was parsed from JSON, so it is.
  return canonicalJson((type === 'cls' ? withTopic(desc, row) : desc) as Json);
}

/** The log topic that a trigger is of is the end of its resource. @source tencent-component-toolkit src/modules/triggers/cls.ts */
function withTopic(desc: Answer, row: Answer): Answer {
  const topic = textIn(desc, 'topic_id') || (textIn(row, 'ResourceId').split('/').at(-1) ?? '');
  return topic === '' ? desc : { ...desc, topic_id: topic };
}

/**
 * What is one trigger of a function: type, name and qualifier, and of a bucket's triggers the event too, since all of them are named as
 * the bucket. For the ids of steps.
 */
export function triggerId(trigger: TriggerState): string {
  const { type, name, qualifier } = trigger;
  const id = `${type}:${name}${qualifier === DEFAULT_ALIAS ? '' : `:${qualifier}`}`;
  if (type !== 'cos') return id;
  const { event, filter } = cosDesc(trigger);
  const { Prefix, Suffix } = filter;
  return [id, event, ...(Prefix === '' && Suffix === '' ? [] : [`${Prefix}*${Suffix}`])].join(':');
}

/** Parameters of CreateTrigger, but for FunctionName and Namespace. */
export function createTriggerParams(trigger: TriggerState): StepParams {
  const { type, customArgument } = trigger;
  return { ...changingParams(trigger), ...(type === 'timer' && customArgument !== '' && { CustomArgument: customArgument }) };
}

/**
 * Parameters of UpdateTrigger, but for FunctionName and Namespace; of a bucket's trigger those of UpdateTriggerStatus, which has to be told
 * the event.
 * @source scf-api.md UpdateTrigger: timer, ckafka and http only; UpdateTriggerStatus
 */
export function updateTriggerParams(trigger: TriggerState): StepParams {
  return { ...changingParams(trigger), ...(trigger.type === 'timer' && { CustomArgument: trigger.customArgument }) };
}

function changingParams({ type, name, qualifier, desc, enabled }: TriggerState): StepParams {
  return { TriggerName: name, Type: type, TriggerDesc: desc, Qualifier: qualifier, Enable: enabled ? 'OPEN' : 'CLOSE' };
}

/**
 * Parameters of DeleteTrigger, but for FunctionName and Namespace.
 * @source scf-api.md DeleteTrigger: of cos the event must be said; of timer and cmq nothing need be
 */
export function deleteTriggerParams(trigger: TriggerState): StepParams {
  const { type, name, qualifier, desc } = trigger;
  const named = { TriggerName: name, Type: type, Qualifier: qualifier };
  if (type === 'timer' || type === 'cmq') return named;
  return { ...named, TriggerDesc: type === 'cos' ? canonicalJson(cosDesc(trigger)) : desc };
}

/** What a bucket's trigger was made with; what else is told of it was not asked for. */
function cosDesc({ desc }: TriggerState) {
  const made = objectIn(desc);
  const filter = partIn(made, 'filter');
  return { event: textIn(made, 'event'), filter: { Prefix: textIn(filter, 'Prefix'), Suffix: textIn(filter, 'Suffix') } };
}
