/** All of a thing of Node's, some of it replaced. What user code sets stays with the instance. */
export function over(real: object, own: object): object {
  return new Proxy(own, {
    get: (target, name) => {
      if (Reflect.has(target, name)) return Reflect.get(target, name) as unknown;
      const value: unknown = Reflect.get(real, name);
      return methodOf(real, value);
    },
    has: (target, name) => Reflect.has(target, name) || Reflect.has(real, name),
    // Whatever Node says of a member of that name, this one is the instance's.
    set: (target, name, value: unknown) => Reflect.set(target, name, value),
    // Bundled, `import { nextTick } from 'node:process'` takes what it finds listed.
    ownKeys: (target) => [...new Set([...Reflect.ownKeys(target), ...Reflect.ownKeys(real)])],
    getOwnPropertyDescriptor: (target, name) => {
      const found = Reflect.getOwnPropertyDescriptor(target, name);
      const lent = found ? undefined : Reflect.getOwnPropertyDescriptor(real, name);
      return lent ? { ...lent, configurable: true } : found;
    },
  });
}

/** What is found in a thing, as its method if it is a function: with what hangs on it, such as `process.hrtime.bigint`. */
export function methodOf(thing: object, found: unknown): unknown {
  return typeof found === 'function' ? Object.assign(found.bind(thing) as object, found) : found;
}
