import { promisify } from 'node:util';
import { methodOf } from './overlay';
import { fetchedAsRealWork } from './realFetch';
import { shared } from './shared';
import { virtualDate, type OwnSurroundings } from './virtualSurroundings';
import { tellings, temporalOf, type Telling } from './virtualTemporal';

/** Names of the caller's own world that lead into an instance's while its code runs. */
const functions = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask'] as const;
const objects = ['AbortSignal', 'performance', 'process', 'console'] as const;
const names = [...functions, ...objects, 'Date', 'fetch'];

type Inside = Pick<OwnSurroundings, 'names' | 'present'>;
type Asker = () => Inside | undefined;
type Callable = (...args: unknown[]) => unknown;

/** What stands in the global object, or in `Temporal.Now`, and what stood there before. */
interface Exchanged {
  readonly holder: object;
  readonly name: string;
  readonly lent: unknown;
  readonly before: PropertyDescriptor;
}

/** Who wants to know whose code runs, asked one after another; what is lent for them; and all that was ever lent. */
const world = shared('ambient/3', () => ({
  askers: new Set<Asker>(),
  exchanged: undefined as readonly Exchanged[] | undefined,
  lent: new WeakSet<object>(),
}));

/**
 * Handlers that are given as functions find their timers where everybody does: in the global object. Until the returned function is called,
 * those names lead code of an instance to the instance's own time, process and console, and everybody else to where they always led.
 *
 * What such code has taken out of the global object before, or imports from `node:timers`, stays real.
 */
export function lendWorld(asker: Asker): () => void {
  world.askers.add(asker);
  lendAnew();
  return () => {
    if (!world.askers.delete(asker) || world.askers.size > 0) return;
    // The last first: it may stand in for one before.
    world.exchanged?.toReversed().forEach(giveBack);
    world.exchanged = undefined;
  };
}

/**
 * While it is lent, a test may put fake timers into the global object, or take them out: what code of an instance sets by those would never fire,
 * or only in real time.
 */
export function lendAnew(): void {
  // Asked at every turn of the event loop.
  if (world.exchanged && !names.some(isOthers)) return;
  world.exchanged = [...(world.exchanged ?? []), ...names.flatMap(exchange), ...exchangeTemporal()];
}

/** One that a fake has kept, and put back, is as good as new. */
function isOthers(name: string): boolean {
  const given: unknown = Reflect.get(globalThis, name);
  return given !== undefined && !world.lent.has(given as object);
}

/**
 * Have classes that are derived from `Date`, and functions that are taken out of `Temporal.Now`, from now on know the time of an instance, too:
 * what they are made from they keep, so it cannot be lent. To everybody else it is what it was.
 */
export function lendClocksForGood(): void {
  exchangeTemporal();
  const given = Date;
  const { prototype } = given;
  exchange('Date');
  // So that it is still true of every date that its constructor is `Date`.
  if (prototype.constructor === given) Object.defineProperty(prototype, 'constructor', { configurable: true, writable: true, value: Date });
}

function zoneInside(): string | undefined {
  return current()?.present.zone();
}

function current(): Inside | undefined {
  for (const ask of world.askers) {
    const found = ask();
    if (found) return found;
  }
  return undefined;
}

function exchange(name: string): Exchanged[] {
  return isOthers(name) ? [put(globalThis, name, lent(name, Reflect.get(globalThis, name)))] : [];
}

/** In place, since its methods ask nobody who they are: so it does not matter who has taken `Temporal`, or its `Now`, when. */
function exchangeTemporal(): Exchanged[] {
  const temporal = temporalOf(globalThis);
  if (!temporal) return [];
  const own = tellings(temporal, { nowMs: () => current()?.names.Date.now() ?? NaN, zone: () => zoneInside() ?? 'UTC' });
  return Object.entries(own).flatMap(([name, told]) => {
    const given = Reflect.get(temporal.Now, name) as Telling;
    if (world.lent.has(given)) return [];
    const value: Telling = { [name]: (zone?: unknown) => (current() ? told(zone) : given.call(temporal.Now, zone)) }[name] ?? given;
    return [put(temporal.Now, name, value)];
  });
}

function put(holder: object, name: string, value: object): Exchanged {
  world.lent.add(value);
  const before = Object.getOwnPropertyDescriptor(holder, name) ?? {};
  Object.defineProperty(holder, name, { configurable: true, enumerable: before.enumerable ?? false, writable: true, value });
  return { holder, name, lent: value, before };
}

function lent(name: string, given: unknown): object {
  if (name === 'Date') {
    const realDate = given as DateConstructor;
    const { now } = realDate;
    return virtualDate(realDate, () => current()?.names.Date.now() ?? now.call(realDate), zoneInside);
  }
  // Whoever has put a mock there finds it in this, too.
  if (name === 'fetch') return new Proxy(given as Callable, { apply: fetched });
  const key = name as (typeof functions)[number] | (typeof objects)[number];
  if (isFunction(key)) return lentFunction(() => (current()?.names[key] ?? given) as Callable, given as Callable);
  return new Proxy(given as object, {
    get: (target, member) => {
      const found: object = current()?.names[key] ?? target;
      const value: unknown = Reflect.get(found, member);
      return found === target ? value : methodOf(found, value);
    },
    // `process.exitCode`, `process.env`: the instance's own, or how the tests end would be what a handler has said of itself.
    set: (target, member, value: unknown) => Reflect.set(current()?.names[key] ?? target, member, value),
  });
}

function fetched(fetch: Callable, self: unknown, args: unknown[]): unknown {
  const promise = Reflect.apply(fetch, self, args);
  return current() ? fetchedAsRealWork(promise) : promise;
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

/** Whatever the test has put there meanwhile, fake timers for example, stays. */
function giveBack({ holder, name, lent, before }: Exchanged): void {
  if (Reflect.get(holder, name) === lent) Object.defineProperty(holder, name, before);
}
