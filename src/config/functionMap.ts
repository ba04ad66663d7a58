import type { Path } from './diagnostic';
import { originOf } from './origin';
import { isPlain, type Plain } from './plain';
import type { Variables } from './variables';

/** Functions of a service, and the paths in it that stay unresolved. */
interface Functions {
  readonly functions: unknown;
  readonly unresolved: readonly Path[];
}

/**
 * The functions of a service as the framework has them: one map, where a list of maps is written, and none that a variable has made `null`.
 * What is empty without a variable stays: it has been forgotten. So does a list that holds something else than maps, as it is.
 * @source F62
 */
export function functionsOf(variables: Variables): Functions {
  const { functions, unresolved } = inOneMap(variables.resolved(['functions']), variables.unresolved);
  if (!isPlain(functions)) return { functions, unresolved };
  const isOff = (key: string): boolean => !originOf(variables, ['functions', key], 'value').plain;
  return { functions: Object.fromEntries(Object.entries(functions).filter(([key, fn]) => fn !== null || !isOff(key))), unresolved };
}

/** @param functions  resolved; a list of maps, or anything else, which stays as it is */
export function inOneMap(functions: unknown, unresolved: readonly Path[]): Functions {
  if (!Array.isArray(functions)) return { functions, unresolved };
  const unread = new Set(unresolved.filter(isItem).map(([, index]) => index));
  const maps = functions.filter((item: unknown, index) => item !== null && !unread.has(index));
  if (!maps.every(isPlain)) return { functions, unresolved };
  return {
    functions: maps.reduce<Plain>(merged, {}),
    unresolved: unresolved.map((path) => (path[0] === 'functions' && !isItem(path) ? path.toSpliced(1, 1) : path)),
  };
}

/** Whether a path is that of all that one item of the list adds. */
function isItem(path: Path): boolean {
  return path[0] === 'functions' && path.length === 2;
}

function merged(under: Plain, over: Plain): Plain {
  const own = Object.entries(over).map(([key, value]) => [key, Object.hasOwn(under, key) ? both(under[key], value) : value] as const);
  return Object.fromEntries([...Object.entries(under), ...own]);
}

/** The later value; maps and lists are merged part by part. */
function both(under: unknown, over: unknown): unknown {
  if (isPlain(under) && isPlain(over)) return merged(under, over);
  if (!Array.isArray(under) || !Array.isArray(over)) return over;
  const part = (index: number): unknown =>
    index < under.length && index < over.length ? both(under[index], over[index]) : (over[index] ?? under[index]);
  return Array.from({ length: Math.max(under.length, over.length) }, (_, index) => part(index));
}
