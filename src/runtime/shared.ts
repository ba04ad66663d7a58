import { realGlobal } from './realNode';

/** What copies share, by the global object that it belongs to. It hangs on Node's own, since Jest clears what is set in that of a test file. */
const key = Symbol.for('serverless-scf/shared/1');

type Shared = WeakMap<object, Map<string, object>>;

/**
 * What all copies of this package in one process have together: hoisting may bring an application and its workspace one each, and
 * `jest.resetModules()` loads another. Each would else take what the others put in place for Node's own.
 *
 * @param name   with the version of its shape: copies need not be of one version
 * @param scope  what there is one of; the global object of whoever calls unless said, of which a test framework makes several
 */
export function shared<T extends object>(name: string, make: () => T, scope: object = globalThis): T {
  const things = thingsOf(scope);
  const found = things.get(name);
  if (found) return found as T;
  const made = make();
  things.set(name, made);
  return made;
}

function thingsOf(scope: object): Map<string, object> {
  const all = (Reflect.get(realGlobal, key) as Shared | undefined) ?? new WeakMap<object, Map<string, object>>();
  Object.defineProperty(realGlobal, key, { configurable: true, value: all });
  const things = all.get(scope) ?? new Map<string, object>();
  all.set(scope, things);
  return things;
}
