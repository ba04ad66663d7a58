import { inspect } from 'node:util';
import type { AsyncEventFilter } from '../region/asyncEvents';
import { limits } from '../scf';
import { say, type Lang } from '../messages';
import { HarnessError } from './error';
import type { CallOptions, FunctionOptions, RegionOptions } from './options';
import {
  anything,
  faultsOf,
  isFlag,
  isFunction,
  isLang,
  isNumber,
  isObject,
  isText,
  isWait,
  listOf,
  made,
  oneOf,
  optional,
  wrong,
  type Check,
  type Members,
} from './shapes';

/** What a test gives beside the configuration: what is misspelt there would be left out, and the test go on as something else than it says. */

const isSeed: Check = (value) => Number.isSafeInteger(value);

/** @source S142: string values, as JSON at most 1024 bytes */
const isRoutingKey: Check = (value) =>
  isObject(value) && Object.values(value as object).every(isText) && Buffer.byteLength(JSON.stringify(value)) <= limits.routingKey.value;

const region: Readonly<Record<keyof RegionOptions, Check>> = {
  config: optional(isText),
  dir: optional(isText),
  functions: optional(isObject),
  profile: optional(isText),
  account: optional(isObject),
  engine: optional(isObject),
  models: optional(isObject),
  seed: optional(isSeed),
  time: optional(oneOf('virtual')),
  // Its own message says what it may be.
  startAt: anything,
  timers: optional(isFlag),
  modules: optional(isObject),
  env: optional(isObject),
  stage: optional(isText),
  region: optional(isText),
  params: optional(isObject),
  context: optional(isObject),
  realWaitMs: optional(isWait),
  lang: isLang,
};

/** Of an option of the configuration its own rules say what it may be. */
const ofFunction: Members = {
  handler: optional((value) => isText(value) || isFunction(value)),
  create: optional(isFunction),
};

const call: Readonly<Record<keyof CallOptions, Check>> = {
  qualifier: optional(isText),
  routingKey: optional(isRoutingKey),
  invokedBy: optional(oneOf('invoke', 'timer', 'cos', 'apigw', 'ckafka', 'cmq')),
};

const isInterval = made({ from: isNumber, to: isNumber });

const filter: Readonly<Record<keyof AsyncEventFilter, Check>> = {
  function: optional(isText),
  qualifier: optional(isText),
  states: optional(listOf(oneOf('RUNNING', 'FINISHED', 'FAILED', 'ABORTED'))),
  invokeTypes: optional(listOf(isText)),
  startMs: optional(isInterval),
  endMs: optional(isInterval),
};

/** What the options of each of these may be. */
export const given = {
  createRegion: region,
  invoke: call,
  asyncEvents: filter,
  terminate: { grace: optional(isFlag) },
  // Its own message says what it may be.
  runUntilIdle: { max: anything },
} as const satisfies Record<string, Members>;

/**
 * @param what  whose options they are
 * @throws HarnessError `CONFIG` when something in them means nothing
 */
export function assertGiven(what: string, options: unknown, members: Members, lang: Lang): void {
  const faults = typeof options === 'object' && options !== null ? faultsOf(options, members) : [String(options)];
  if (faults.length === 0) return;
  const known = Object.keys(members).join(', ');
  throw new HarnessError('CONFIG', say(lang, 'harness.given', { what, faults: faults.join('; '), known }));
}

/**
 * Of each function of a test: what runs it is one thing.
 * @throws HarnessError `CONFIG` when it means nothing, or something in it would be left out
 */
export function assertFunctions(functions: Readonly<Record<string, FunctionOptions>>, lang: Lang): void {
  const known = 'handler, create, model, memorySize, timeout …';
  for (const [name, options] of Object.entries(functions)) {
    const what = `functions.${name}`;
    const faults = isObject(options) ? wrong(options, ofFunction) : [inspect(options)];
    if (faults.length > 0) throw new HarnessError('CONFIG', say(lang, 'harness.given', { what, faults: faults.join('; '), known }));
    const { handler, create, model } = options;
    // A model plays a handler from a file.
    const given = Object.entries({ handler: create || isFunction(handler) ? handler : undefined, create, model });
    const names = given.flatMap(([way, value]) => (value === undefined ? [] : [way]));
    if (names.length > 1) throw new HarnessError('CONFIG', say(lang, 'harness.twice', { name, given: names.join(', ') }));
  }
}
