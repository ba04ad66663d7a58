import { DEFAULT_ALIAS } from '../../scf';
import { partIn, textIn, type Answer } from '../fields/answer';
import type { Json, TriggerState } from '../state';
import { kinds, objectIn, writtenTypes, type WrittenType } from '../triggerKinds';
import { triggersFrom, triggersOf, triggerWork } from '../triggers';
import type { Note } from './note';

/** Triggers as `events:` says them, and those that it cannot say. */
export interface Events {
  readonly events: readonly Json[];
  readonly notes: readonly Note[];
}

/**
 * How `serverless.yml` says a function's triggers: what deploy would make the same triggers of.
 * @param rows    of ListTriggers
 * @param region  of the function
 * @source S141, S220–S225
 */
export function eventsFrom(rows: readonly Answer[], region: string): Events {
  const notes: Note[] = [];
  const said: Said[] = [];
  for (const row of rows) {
    const [trigger] = triggersFrom([row]);
    const about = { kind: 'trigger', type: textIn(row, 'Type'), name: textIn(row, 'TriggerName'), qualifier: textIn(row, 'Qualifier') } as const;
    if (trigger === undefined) notes.push({ ...about, why: 'kind' });
    else if (!isWritten(trigger.type)) notes.push({ ...about, why: 'url' });
    else {
      const options = optionsOf(trigger.type, trigger);
      const one = { type: trigger.type, options };
      if (saysIt(one, trigger, region)) said.push(one);
      else notes.push({ ...about, why: 'desc' });
    }
  }
  return { events: together(said).map(({ type, options }) => ({ [type]: options })), notes };
}

/** One entry of `events`. */
interface Said {
  readonly type: WrittenType;
  readonly options: Readonly<Record<string, Json>>;
}

function isWritten(type: TriggerState['type']): type is WrittenType {
  return writtenTypes.some((own) => own === type);
}

/** Whether deploy would leave the trigger as it is: there may be more to it than can be written. */
function saysIt({ type, options }: Said, trigger: TriggerState, region: string): boolean {
  const wanted = triggersOf([{ [type]: options }], region);
  const work = triggerWork(wanted, [trigger]);
  return [...work.create, ...work.update, ...work.delete].length === 0;
}

function optionsOf(type: WrittenType, trigger: TriggerState): Readonly<Record<string, Json>> {
  const { qualifier, enabled, desc } = trigger;
  const told = kinds[type].options(objectIn(desc), trigger);
  const own = Object.entries(ownOptions(type, trigger, told)).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(own), ...(!enabled && { enable: false }), ...(qualifier !== DEFAULT_ALIAS && { qualifier }) };
}

type Told = Readonly<Record<string, Json | undefined>>;

/** What a trigger says by its options and by its name. */
function ownOptions(type: WrittenType, { name, desc }: TriggerState, told: Told): Told {
  switch (type) {
    case 'timer':
      return { name, ...told };
    case 'cos':
      return { bucket: name, events: told['events'], filter: filterOf(desc) };
    case 'apigw':
      return {
        name,
        ...told,
        method: unless(told['method'], 'ANY'),
        stage: unless(told['stage'], 'release'),
        integratedResponse: unless(told['integratedResponse'], false),
      };
    case 'ckafka': {
      const [, instanceId = '', topic = ''] = /^(ckafka-[^-]+)-(.+)$/.exec(name) ?? [];
      return { instanceId, topic, ...told };
    }
    case 'cmq':
      return { topic: name, filterType: unless(told['filterType'], 1), filterKey: unlessEmpty(told['filterKey']) };
    case 'cls':
      return { name: unless(name, told['topicId']), ...told };
  }
}

function filterOf(desc: string): Json | undefined {
  const filter = partIn(objectIn(desc), 'filter');
  const [prefix, suffix] = [textIn(filter, 'Prefix'), textIn(filter, 'Suffix')];
  return prefix === '' && suffix === '' ? undefined : { ...(prefix !== '' && { prefix }), ...(suffix !== '' && { suffix }) };
}

function unless(value: Json | undefined, standard: Json | undefined): Json | undefined {
  return value === standard ? undefined : value;
}

function unlessEmpty(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

/** Triggers of one bucket that differ in their event alone are one entry. */
function together(said: readonly Said[]): Said[] {
  const entries = new Map<string, Said>();
  said.forEach((one, index) => {
    const { events, ...rest } = one.options;
    const key = one.type === 'cos' ? JSON.stringify(rest) : String(index);
    const before = entries.get(key);
    const all = [...(before ? [before.options['events'] ?? []].flat() : []), events ?? []].flat();
    entries.set(key, one.type === 'cos' && before ? { ...one, options: { ...one.options, events: all } } : one);
  });
  return [...entries.values()];
}
