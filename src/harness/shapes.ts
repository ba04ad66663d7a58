import { inspect } from 'node:util';

/** What values look like that a test gives, for those that no type check has seen. */

export type Check = (value: unknown) => boolean;

/** What each member of an object must be; no other is one. */
export type Members = Readonly<Record<string, Check>>;

export const isText: Check = (value) => typeof value === 'string';
export const isFlag: Check = (value) => typeof value === 'boolean';
export const isAmount: Check = (value) => typeof value === 'number' && value >= 0 && value < Infinity;
export const isPositive: Check = (value) => isAmount(value) && value !== 0;
export const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList: Check = (value) => Array.isArray(value);
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** `Infinity` is one. */
export const isNumber: Check = (value) => typeof value === 'number' && !Number.isNaN(value);
export const isWhole: Check = (value) => Number.isInteger(value);
export const isFunction: Check = (value) => typeof value === 'function';
/** Real time, ms: `Infinity` waits for ever. */
export const isWait: Check = (value) => typeof value === 'number' && value >= 0;
/** Of what says itself what it may be. */
export const anything: Check = () => true;
export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);

/** Whether a prototype is that of one of the language's own classes. */
export function isNative({ constructor }: object): boolean {
  return typeof constructor === 'function' && /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(constructor));
}

/** A language of the messages. */
export const isLang = optional(oneOf('en', 'zh'));

/** An object with these members and no other. */
export const made =
  (members: Members): Check =>
  (value) =>
    typeof value === 'object' && value !== null && faultsOf(value, members).length === 0;

/** What of an object means nothing, one line for each: members that there are none of, and those that are not what they must be. */
export function faultsOf(given: object, members: Members, before = ''): string[] {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(members, name));
  return [...unknown.map((name) => shown(before + name, Reflect.get(given, name))), ...wrong(given, members, before)];
}

/** Those that are not what they must be, whatever else there is. */
export function wrong(given: object, members: Members, before = ''): string[] {
  return Object.entries(members).flatMap(([name, isGood]) => {
    const value: unknown = Reflect.get(given, name);
    return isGood(value) ? [] : [shown(before + name, value)];
  });
}

export function shown(path: string, value: unknown): string {
  return `${path}: ${inspect(value, { depth: 1, breakLength: Infinity })}`;
}
