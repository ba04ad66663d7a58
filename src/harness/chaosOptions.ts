import { say, type Lang } from '../messages';
import type { HandlerFunction } from '../runtime';
import type { Delivery } from './chaosStage';
import { HarnessError } from './error';
import { assertGiven } from './given';
import type { FunctionOptions } from './options';
import { anything, isFlag, isFunction, isLang, isList, isObject, isText, isWait, optional, shown, type Check } from './shapes';

/** What chaos is let loose on. */
export interface ChaosTarget<World> {
  /** `src/index.main_handler` in `dir`, of which each instance has modules of its own; or a function that all instances share. */
  readonly handler?: string | HandlerFunction;
  /** Makes the handler of each instance: what it remembers is the instance's own. `world` is the outside. */
  readonly create?: (world: World) => HandlerFunction;
  /** Folder of the service. */
  readonly dir?: string;
  /** Configuration and key of the function, in place of `handler`. */
  readonly config?: string;
  readonly function?: string;
  /** Modules that a handler from a file gets in place of others: how it comes by the `world`. Their promises come later, as those of the world. */
  readonly modules?: (world: World) => Readonly<Record<string, unknown>>;
  /** Options of the function as in the configuration: `timeout`, `asyncRunEnable` … */
  readonly options?: FunctionOptions;
}

export interface ChaosOptions<World> {
  /**
   * What outlives instances, made anew for each play: a database, a bucket, a queue. A promise that a call of it gives to a handler comes a ms
   * later, as over a network, so that something may befall the handler after the call has done what it does. While a play goes on, its methods are
   * replaced for that. Two worlds are the same when the data in them is; functions are not compared.
   */
  readonly world?: () => World;
  /** The events; those of a play are drawn from them. Two different ones unless said. */
  readonly events?: readonly unknown[];
  /** Throws, or gives a sentence, when something is wrong after a play. */
  readonly check?: (seen: ChaosSeen<World>) => unknown;
  /** Results must not depend on which events an instance has served before; true unless said. */
  readonly sameResult?: boolean;
  /**
   * However often an event is delivered and whatever befalls it, once it has succeeded the world is as if it had been delivered once
   * and left alone; true unless said, where there is a `world`.
   */
  readonly sameWorld?: boolean;
  /** A whole number; 1 unless said. */
  readonly seed?: number;
  /** How many plays are tried; 200 unless said. */
  readonly plays?: number;
  /** What an earlier failure named: plays that alone. */
  readonly replay?: string;
  /** How long virtual time stands still while the handler waits for something real, ms of real time; 2,000 unless said. */
  readonly realWaitMs?: number;
  readonly lang?: Lang;
}

/** What a check gets to see of a play. */
export interface ChaosSeen<World> {
  readonly world: World;
  readonly deliveries: readonly Delivery[];
  /** The events that were delivered, in order of arrival, each as often as it arrived. */
  readonly events: readonly unknown[];
  readonly instances: number;
}

const targetMembers: Readonly<Record<keyof ChaosTarget<unknown>, Check>> = {
  handler: optional((value) => isText(value) || isFunction(value)),
  create: optional(isFunction),
  dir: optional(isText),
  config: optional(isText),
  function: optional(isText),
  modules: optional(isFunction),
  options: optional(isObject),
};

const optionMembers: Readonly<Record<keyof ChaosOptions<unknown>, Check>> = {
  world: optional(isFunction),
  events: optional(isList),
  check: optional(isFunction),
  sameResult: optional(isFlag),
  sameWorld: optional(isFlag),
  // What these may be the message of chaos says.
  seed: anything,
  plays: anything,
  replay: anything,
  realWaitMs: optional(isWait),
  lang: isLang,
};

/**
 * Others would play nothing, or something else than was asked for, and find no fault in it.
 * @throws HarnessError `CONFIG` when something that is given means nothing
 */
export function assertChaos<World>(target: ChaosTarget<World>, options: ChaosOptions<World>, lang: Lang): void {
  assertGiven('chaos target', target, targetMembers, lang);
  assertGiven('chaos options', options, optionMembers, lang);
  assertPlays(options, lang);
}

/** A number alone is none, though it looks like one. */
const isReplay: Check = (value) => isText(value) && /^-?\d+(~\d+)?(\/\d+(\.\d+)*)?$/.test(String(value));

function assertPlays<World>({ plays = 1, seed = 0, events, replay }: ChaosOptions<World>, lang: Lang): void {
  const faults = [
    ...(Number.isSafeInteger(plays) && plays > 0 ? [] : [shown('plays', plays)]),
    ...(Number.isSafeInteger(seed) ? [] : [shown('seed', seed)]),
    ...(events?.length === 0 ? ['events: []'] : []),
    ...(replay === undefined || isReplay(replay) ? [] : [shown('replay', replay)]),
  ];
  if (faults.length > 0) throw new HarnessError('CONFIG', say(lang, 'chaos.options', { given: faults.join(', ') }));
}
