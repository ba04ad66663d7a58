import { isMap, isNativeError, isPromise, isSet, isWeakMap, isWeakSet } from 'node:util/types';
import { isNative } from './shapes';

/**
 * What can differ between two worlds that were made alike: the data in them. Functions are code: each world has its own of them, and a mock
 * has a history that no handler sees. A class that is declared where a world is made is another one in each, and goes by its name.
 *
 * @returns to be compared with that of another world by `isDeepStrictEqual`
 */
export function stateOf(world: unknown): unknown {
  return copied(world, new Map());
}

/** @param known  what has been copied: once, in whatever circles it is found */
function copied(value: unknown, known: Map<object, object>): unknown {
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return value;
  // Nobody can look into these.
  if (isWeakMap(value) || isWeakSet(value) || isPromise(value)) return value.constructor.name;
  const copy = known.get(value) ?? emptyOf(value);
  if (copy === undefined || known.has(value)) return copy ?? value;
  known.set(value, copy);
  const inside = (item: unknown) => copied(item, known);
  if (isMap(value)) value.forEach((item, key) => (copy as Map<unknown, unknown>).set(inside(key), inside(item)));
  if (isSet(value)) value.forEach((item) => (copy as Set<unknown>).add(inside(item)));
  for (const name of Reflect.ownKeys(value)) {
    if (Object.prototype.propertyIsEnumerable.call(value, name)) Reflect.set(copy, name, inside(Reflect.get(value, name)));
  }
  return copy;
}

/** What takes the place of an object before anything is in it; undefined for what is compared as it is: dates, buffers, errors … */
function emptyOf(value: object): object | undefined {
  if (Array.isArray(value)) return [];
  if (isMap(value)) return new Map();
  if (isSet(value)) return new Set();
  const kin = Reflect.getPrototypeOf(value);
  if (kin === null || kin === Object.prototype) return {};
  if (isNativeError(value) || isNative(kin) || ArrayBuffer.isView(value)) return undefined;
  const named: unknown = Reflect.get(kin, 'constructor');
  return { [ofClass]: typeof named === 'function' ? named.name : undefined };
}

const ofClass = Symbol('class');
