import { limits } from '../scf';
import { diagnostic, dotted, type Diagnostic } from './diagnostic';
import { grouped } from './grouped';
import { cloudName, type Names } from './nameRules';
import type { Settings } from './settings';

/** Two functions of one name in the cloud; reported at the later one, unless only the earlier one has a name of its own. @source S151, S226 */
export function twinFaults(functions: readonly Settings[], names: Pick<Names, 'service' | 'stage'>): Diagnostic[] {
  const first = new Map<string, Settings>();
  return functions.flatMap((fn) => {
    if (fn.broken.has('name')) return [];
    const name = cloudName(fn, names);
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, fn);
      return [];
    }
    // A name that somebody chose is easier to change than a key.
    const [one, two] = fn.values.name === undefined && other.values.name !== undefined ? [other, fn] : [fn, other];
    const named = one.values.name !== undefined;
    return [
      diagnostic('SCF115', named ? one.pathOf('name') : one.path, { name, function: one.key, other: two.key }, { at: named ? 'value' : 'key' }),
    ];
  });
}

/** More functions, or triggers of a function, than the platform gives at first; reported at the first that is too many. @source S150 */
export function countFaults(functions: readonly Settings[]): Diagnostic[] {
  const limit = limits.functions.value;
  const count = functions.length;
  const path = functions[limit]?.path;
  const many = path === undefined ? [] : [diagnostic('SCF116', path, { what: 'functions', under: 'functions', count, limit }, { at: 'key' })];
  return [...many, ...functions.flatMap(triggerCount)];
}

/** Says which type is too many, where one is; else that all of them are. */
function triggerCount(fn: Settings): Diagnostic[] {
  const events = (fn.values.events ?? []).flatMap((event, index) => Object.keys(event).map((type) => ({ type, index })));
  const path = fn.pathOf('events');
  const under = dotted(path);
  const ofType = limits.triggersOfType.value;
  for (const same of grouped(events, ({ type }) => type)) {
    const first = same[ofType];
    if (first === undefined) continue;
    const { type } = first;
    const params = { what: 'triggersOfType', under: `${under} (${type})`, count: same.length, limit: ofType } as const;
    return [diagnostic('SCF116', [...path, first.index, type], params, { at: 'key' })];
  }
  const limit = limits.triggers.value;
  const first = events[limit];
  if (first === undefined) return [];
  return [diagnostic('SCF116', [...path, first.index, first.type], { what: 'triggers', under, count: events.length, limit }, { at: 'key' })];
}
