import { sevenFieldsOf } from './cronFields';
import { isPlain, isVariable } from './plain';

/**
 * Makes of another tool's value the one that is written here.
 * @returns undefined when there is none
 */
export type Convert = (value: unknown) => unknown;

const methods = ['ANY', 'GET', 'POST', 'PUT', 'DELETE', 'HEAD'];
const stages = ['release', 'prepub', 'test'];

/** What is a variable is known to nobody yet, and is written as it is. */
const unlessVariable =
  (convert: Convert): Convert =>
  (value) =>
    isVariable(value) ? value : convert(value);

export const asIs: Convert = (value) => value;

/** Those tools take any text for true that is not empty, and write `TRUE` and `OPEN` too. */
export const toBoolean = unlessVariable((value) => (typeof value === 'string' ? !/^(?:false|no|off|close|0|)$/i.test(value.trim()) : Boolean(value)));

export const toInteger = unlessVariable((value) => (typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value));

/** A map is handed on as its JSON. */
export const toText = unlessVariable((value) => (typeof value === 'string' ? value : JSON.stringify(value)));

/** A schedule that cannot be read is a fault of its own, told once it is written here; AWS has some that no schedule says. @source S220 */
export const toCron = unlessVariable((value) => {
  if (typeof value !== 'string') return undefined;
  return sevenFieldsOf(value) ?? (/^\s*(?:rate|cron)\(/.test(value) ? undefined : value);
});

/** Timers are named in fewer signs than other triggers. @source S220 */
export const toTimerName = unlessVariable((value) =>
  String(toText(value))
    .replaceAll(/[^\w-]+/g, '-')
    .slice(0, 100),
);

export const toPath = unlessVariable((value) => {
  if (typeof value !== 'string' || value === '') return undefined;
  return value === '*' ? '/' : `/${value.replace(/^\/+/, '')}`;
});

/** A method that gateways do not tell apart is one of any. @source S222 */
export const toMethod = unlessVariable((value) => {
  if (typeof value !== 'string') return undefined;
  const upper = value.trim().toUpperCase();
  return methods.includes(upper) ? upper : 'ANY';
});

export const toStage = unlessVariable((value) => (stages.some((stage) => stage === value) ? value : undefined));

export const toServiceId = unlessVariable((value) => (value === '' ? undefined : value));

/** @source S141 */
export const toQualifier = unlessVariable((value) => {
  if (typeof value === 'number') return Number.isInteger(value) && value > 0 ? value : undefined;
  return typeof value === 'string' && /^(?:\$LATEST|\$DEFAULT|[1-9]\d*|[A-Za-z][\w-]{0,63})$/.test(value) ? value : undefined;
});

/** A suffix is that of a file's name, from its dot on. @source S221 */
export const toFilter: Convert = (value) => {
  if (!isPlain(value)) return undefined;
  const { prefix, suffix } = value;
  const ending = typeof suffix === 'string' && suffix !== '' && !isVariable(suffix) ? suffix.replace(/^\**\.?/, '.') : suffix;
  const filter = { ...(prefix ? { prefix: toText(prefix) } : {}), ...(ending ? { suffix: ending } : {}) };
  return Object.keys(filter).length === 0 ? undefined : filter;
};

/** Names of events are text, one or a list. AWS has them under the name of its own storage. */
export const toBucketEvents: Convert = (value) => {
  if (Array.isArray(value)) return value.map(toBucketEvents);
  return typeof value === 'string' ? value.replace(/^s3:/, 'cos:').replace(/^cos:ObjectRemoved:/, 'cos:ObjectRemove:') : value;
};

/** One of several methods: each is a trigger of its own, when gateways tell all of them apart. @source S222 */
export function methodsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const upper = value.map((method) => String(method).trim().toUpperCase());
  const distinct = [...new Set(upper)];
  return distinct.length > 0 && distinct.every((method) => methods.includes(method)) ? distinct : ['ANY'];
}
