import { foreignEvent } from './foreignEvents';
import { foreignKey, translation, type ForeignTrigger } from './foreignTriggerLines';
import { optionMeant, translatedOptions, type Trigger } from './foreignTriggerOptions';
import { eventNames } from './generated/names';
import { isPlain, type Plain } from './plain';

export type { ForeignTrigger } from './foreignTriggerLines';

/**
 * What an event means that another tool writes so: serverless-tencent-scf, Serverless Components, or the framework on AWS.
 *
 * @param event  one of the list `events`
 * @param fn     the function that it is one of
 * @returns undefined when nothing in it is another tool's
 * @source S220–S226
 */
export function foreignTrigger(event: unknown, fn: Plain = {}): ForeignTrigger | undefined {
  if (!isPlain(event)) return undefined;
  const said = Object.entries(event).filter(([, value]) => value !== null && value !== undefined);
  const typed = typedEvent(event, fn);
  if (typed !== undefined) return typed;
  const [first] = said;
  if (first === undefined || said.length > 1) return undefined;
  const [name, value] = first;
  const type = eventNames.find((ours) => ours === name);
  if (type === undefined) return foreignEvent(name, value, fn);
  if (!isPlain(value)) return undefined;
  const key = foreignKey(type, value);
  if (key === undefined) return undefined;
  return { ...translation(type, value, fn), key, path: [name, key], rename: renameOf(type, key, value) };
}

/** `type: timer` beside `parameters`, as the triggers of the component for several functions are. */
function typedEvent({ type, parameters, name }: Plain, fn: Plain): ForeignTrigger | undefined {
  const known = eventNames.find((ours) => ours === type);
  if (known === undefined || !isPlain(parameters)) return undefined;
  return { ...translation(known, { name, parameters }, fn), key: 'type', path: ['type'], rename: undefined };
}

/** The name of an option that is the only foreign one, and whose value stays as it is. */
function renameOf(type: Trigger, key: string, options: Plain): string | undefined {
  const here = optionMeant(type, key);
  if (here === undefined || here === key || Object.hasOwn(options, here)) return undefined;
  const renamed = Object.fromEntries(Object.entries(options).map(([name, value]) => [name === key ? here : name, value]));
  if (foreignKey(type, renamed) !== undefined) return undefined;
  return translatedOptions(type, { [key]: options[key] }).options[here] === options[key] ? here : undefined;
}
