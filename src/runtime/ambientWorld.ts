import { promisify } from 'node:util';
import { virtualDate, type Surroundings } from './virtualSurroundings';

/** Names of the caller's own world that lead into an instance's while its code runs. */
const functions = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'] as const;
const objects = ['AbortSignal', 'performance', 'process', 'console'] as const;

/** Who wants to know whose code runs; asked one after another. */
const askers = new Set<Asker>();
let real: PropertyDescriptorMap | undefined;

type Asker = () => Surroundings | undefined;
type Callable = (...args: unknown[]) => unknown;

/**
 * Handlers that are given as functions find their timers where everybody does: in the global object. Until the returned function is called,
 * those names lead code of an instance to the instance's own time, process and console, and everybody else to where they always led.
 *
 * What such code has taken out of the global object before, or imports from `node:timers`, stays real.
 */
export function lendWorld(asker: Asker): () => void {
  askers.add(asker);
  if (!real) exchange();
  return () => {
    if (askers.delete(asker) && askers.size === 0) giveBack();
  };
}

function current(): Surroundings | undefined {
  for (const ask of askers) {
    const found = ask();
    if (found) return found;
  }
  return undefined;
}

function exchange(): void {
  const world = globalThis as unknown as Record<string, unknown>;
  real = {};
  for (const name of [...functions, ...objects, 'Date']) {
    real[name] = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
    const given = world[name];
    Object.defineProperty(globalThis, name, {
      configurable: true,
      enumerable: real[name].enumerable ?? false,
      writable: true,
      value: lent(name, given),
    });
  }
}

function lent(name: string, given: unknown): unknown {
  if (name === 'Date') {
    const realDate = given as DateConstructor;
    return virtualDate(
      realDate,
      () => current()?.Date.now() ?? realDate.now(),
      () => current() !== undefined,
    );
  }
  const key = name as (typeof functions)[number] | (typeof objects)[number];
  if (isFunction(key)) return lentFunction(() => (current()?.[key] ?? given) as Callable, given as Callable);
  return new Proxy(given as object, {
    get: (target, member) => {
      const found: object = current()?.[key] ?? target;
      const value: unknown = Reflect.get(found, member);
      return typeof value === 'function' && found !== target ? (value.bind(found) as unknown) : value;
    },
  });
}

function isFunction(name: string): boolean {
  return functions.some((each) => each === name);
}

/** @param found  the function of whoever asks */
function lentFunction(found: () => Callable, given: Callable): Callable {
  const call: Callable = (...args) => found()(...args);
  // Node's timers say themselves what `promisify` makes of them; copied, that would be Node's own timer.
  const promised: Callable = (...args) => (promisify(found()) as Callable)(...args);
  return Object.assign(call, given, promisify.custom in given && { [promisify.custom]: promised });
}

function giveBack(): void {
  for (const [name, descriptor] of Object.entries(real ?? {})) Object.defineProperty(globalThis, name, descriptor);
  real = undefined;
}
