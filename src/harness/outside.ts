import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { isArrayBuffer, isModuleNamespaceObject, isPromise } from 'node:util/types';
import { isNative } from './shapes';

/** Lets a promise that the outside has given come later to whose code it is, if it is an instance's. */
export type Later = <T>(promise: Promise<T>) => Promise<T>;

/** Whether it is the outside that calls. One for all: Node 20 asks each that was ever made at every promise. */
const within = new AsyncLocalStorage<true>();

/** A function, or a class: what was called has to be asked which. */
type Anything = ((...args: unknown[]) => unknown) & (new (...args: unknown[]) => object);

/** What stood where, before a call of it was watched. */
interface Watched {
  readonly holder: object;
  readonly name: PropertyKey;
  readonly watching: unknown;
  readonly before: PropertyDescriptor | undefined;
}

/**
 * The outside of a handler, as a test brings it: a database, a bucket, an SDK that answers at once. Watched, each promise that a call of
 * it gives comes later: between what a call has done and what its handler hears of it, something can befall the handler, as where there
 * is a network in between. What the outside calls of itself comes at once: one call does what it does as a whole.
 *
 * Methods are watched in place, for a handler may have the world from anywhere; `release` puts everything back.
 */
export class Outside {
  readonly #later: Later;
  readonly #watched: Watched[] = [];
  readonly #seen = new WeakSet<object>();
  /** By what they stand for, so that the same function is the same each time. */
  readonly #functions = new WeakMap<object, object>();

  constructor(later: Later) {
    this.#later = later;
  }

  /** @returns what to give the handler in its place: itself, unless it is a function, or what `import * as` and compilers make of a module */
  watch<T>(given: T): T {
    if (typeof given === 'function') return this.#function(given);
    if (typeof given !== 'object' || given === null) return given;
    if (isModuleNamespaceObject(given) || Object.hasOwn(given, '__esModule')) return this.#copyOf(given) as T;
    const found: object[] = [given];
    for (let holder = found.pop(); holder; holder = found.pop()) for (const inside of this.#watchMembers(holder)) found.push(inside);
    return given;
  }

  /** Of exports that cannot be replaced, or are asked for anew each time. */
  #copyOf(exported: object): object {
    const copy: object = {};
    for (const name of Reflect.ownKeys(exported)) {
      const enumerable = Object.prototype.propertyIsEnumerable.call(exported, name);
      Object.defineProperty(copy, name, { configurable: true, enumerable, writable: true, value: this.watch<unknown>(Reflect.get(exported, name)) });
    }
    return copy;
  }

  /** Everything is as it was, except what was put elsewhere meanwhile. */
  release(): void {
    for (const { holder, name, watching, before } of this.#watched.reverse()) {
      if (Reflect.get(holder, name) !== watching) continue;
      if (before) Reflect.defineProperty(holder, name, before);
      else Reflect.deleteProperty(holder, name);
    }
    this.#watched.length = 0;
  }

  /** @returns what else is to be looked at */
  #watchMembers(holder: object): object[] {
    if (this.#seen.has(holder) || isData(holder)) return [];
    this.#seen.add(holder);
    for (const [name, method] of inherited(holder)) this.#put(holder, name, this.#function(method), undefined);
    // Whoever listens is found again by the function that was given.
    return holder instanceof EventEmitter ? [] : this.#watchOwn(holder);
  }

  #watchOwn(holder: object): object[] {
    const objects: object[] = [];
    for (const name of Reflect.ownKeys(holder)) {
      const before = Object.getOwnPropertyDescriptor(holder, name);
      const value: unknown = before?.value;
      if (typeof value === 'function') this.#put(holder, name, this.#function(value), before);
      else if (typeof value === 'object' && value !== null) objects.push(value);
    }
    return objects;
  }

  /** What is frozen stays as it is. */
  #put(holder: object, name: PropertyKey, watching: unknown, before: PropertyDescriptor | undefined): void {
    const as = before ?? { configurable: true, enumerable: false, writable: true };
    if (Reflect.defineProperty(holder, name, { ...as, value: watching })) this.#watched.push({ holder, name, watching, before });
  }

  #function<F extends object>(given: F): F {
    const known = this.#functions.get(given);
    if (known) return known as F;
    const watching: Anything = new Proxy(given as Anything, {
      apply: (target, self, args) => this.#called(() => Reflect.apply(target, self, args)),
      construct: (target, args, made) => this.#called(() => Reflect.construct(target, args, made === watching ? target : made)) as object,
    });
    this.#functions.set(given, watching);
    this.#functions.set(watching, watching);
    return watching as unknown as F;
  }

  #called(call: () => unknown): unknown {
    if (within.getStore()) return call();
    const given = within.run(true, call);
    // Whatever else can be awaited is often more than that: a query that goes on being built.
    return isPromise(given) ? this.#later(given.then((value) => this.watch(value))) : this.watch(given);
  }
}

/** What has no methods of its own, or none that are anybody's calls. */
function isData(value: object): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value) || isArrayBuffer(value) || isPromise(value);
}

/** Methods of an object's own classes; those of the language are none that would have to be waited for. */
function inherited(holder: object): Map<PropertyKey, object> {
  const methods = new Map<PropertyKey, object>();
  for (let kin = Reflect.getPrototypeOf(holder); kin && !isNative(kin); kin = Reflect.getPrototypeOf(kin)) {
    for (const name of Reflect.ownKeys(kin)) {
      const value: unknown = Object.getOwnPropertyDescriptor(kin, name)?.value;
      if (typeof value === 'function' && name !== 'constructor' && !methods.has(name) && !Object.hasOwn(holder, name)) methods.set(name, value);
    }
  }
  return methods;
}
