import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../state';
import { isObject } from './canonical';

/** One value that is not as it is to be. */
export interface Difference {
  /** As `serverless.yml` spells it, with its path inside. */
  readonly option: string;
  /** Undefined: not there. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * Differences between two values: those inside of two objects one by one, anything else as a whole.
 * @param option  what the values are of; '' names no option, and members of the values are options themselves
 */
export function differencesAt(option: string, before: Json | undefined, after: Json | undefined): Difference[] {
  // `null` is how a normal form says that there is none.
  const [was, is] = [before ?? undefined, after ?? undefined];
  if (isDeepStrictEqual(was, is)) return [];
  if (option === '' && (isObject(was) || isObject(is))) return membersAt(option, isObject(was) ? was : {}, isObject(is) ? is : {});
  if (!isObject(was) || !isObject(is)) return [{ option, before: was, after: is }];
  return membersAt(option, was, is);
}

function membersAt(option: string, was: { readonly [name: string]: Json }, is: { readonly [name: string]: Json }): Difference[] {
  const names = [...new Set([...Object.keys(is), ...Object.keys(was)])];
  return names.flatMap((name) => differencesAt(inside(option, name), memberOf(was, name), memberOf(is, name)));
}

/** Differences in those members that the later value has; what else the earlier one has is not ours. */
export function differencesWithin(option: string, before: Json | undefined, after: Json): Difference[] {
  if (!isObject(after)) return differencesAt(option, before, after);
  const was = isObject(before) ? before : {};
  return Object.keys(after).flatMap((name) => differencesAt(inside(option, name), memberOf(was, name), memberOf(after, name)));
}

/** A path one member further. */
export function inside(option: string, name: string): string {
  return option === '' ? name : `${option}.${name}`;
}

/** A variable may be called `constructor`. */
function memberOf(value: { readonly [name: string]: Json }, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
