import { say, type Lang } from '../messages';
import { isVariableName, ownPrefixOf, type InvocationType } from '../scf';
import { readContext, readEvent, type Stdin } from './event';
import { UsageError, type Output } from './output';

/** What to invoke, and how often. */
export interface InvokeOptions {
  /** The function's key in the service. */
  readonly function: string;
  /** JSON text. */
  readonly event: Buffer;
  readonly type: InvocationType;
  readonly qualifier?: string | undefined;
  /** Laid over the plan's environment of the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Laid over the handler's context. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly count: number;
  /** Calls of one wave, all at once. */
  readonly concurrency: number;
  /** From one wave to the next, ms; undefined: the next wave goes when the last one has ended. */
  readonly intervalMs: number | undefined;
  readonly seed: number;
  /** Whether events are run again after an error of the function, as the plan says. @source S54 */
  readonly retry: boolean;
  readonly json: boolean;
  /** Folder of the service whose offline region is used when one runs; undefined: a region of its own, whatever runs. */
  readonly attach?: string | undefined;
  /** End as soon as the events are accepted: the running region goes on with them. */
  readonly detach?: boolean;
  /** Options that only a region of the command's own can honour. */
  readonly ownRegion?: readonly string[];
  /** Whether options were given that may make the plan another than the one that runs. */
  readonly otherPlan?: boolean;
}

/** The options of an invocation as they stand on a command line: text, unchecked. */
export interface RawInvokeOptions {
  readonly function?: string | undefined;
  readonly data?: string | undefined;
  readonly path?: string | undefined;
  readonly raw?: boolean | undefined;
  readonly type?: string | undefined;
  /** `KEY=VALUE` each. */
  readonly env?: readonly string[] | undefined;
  readonly context?: string | undefined;
  readonly contextPath?: string | undefined;
  readonly qualifier?: string | undefined;
  readonly count?: string | undefined;
  readonly concurrency?: string | undefined;
  readonly interval?: string | undefined;
  readonly seed?: string | undefined;
  /** `--no-retry` says false. */
  readonly retry?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** `--no-attach` says false. */
  readonly attach?: boolean | undefined;
  readonly detach?: boolean | undefined;
  /** Which configuration is read, with which parameters; a running region may have read another. */
  readonly config?: string | undefined;
  readonly param?: readonly string[] | undefined;
}

/** Calls whose records one command keeps in memory. */
const countMax = 1_000_000;
/** Calls at once: a hundred times what the default account quota runs. */
const concurrencyMax = 100_000;
/** A day. A longer timer than 24.8 days would ring at once. */
const intervalMaxMs = 86_400_000;

/**
 * What a command line asks for, checked; the event is read last, so that no one types it in vain.
 *
 * @param dir  folder that event files are relative to
 * @throws UsageError on the first option that is wrong
 */
export async function readInvokeOptions(raw: RawInvokeOptions, dir: string, stdin: Stdin, output: Output): Promise<InvokeOptions> {
  const { lang } = output;
  if (raw.function === undefined) throw new UsageError(say(lang, 'invoke.noFunctionNamed'));
  const options = {
    function: raw.function,
    type: typeOf(raw.type, lang),
    qualifier: raw.qualifier,
    environment: environmentOf(raw.env ?? [], lang),
    count: wholeNumber('count', raw.count, { min: 1, max: countMax, otherwise: 1 }, lang),
    concurrency: wholeNumber('concurrency', raw.concurrency, { min: 1, max: concurrencyMax, otherwise: 1 }, lang),
    intervalMs: raw.interval === undefined ? undefined : wholeNumber('interval', raw.interval, { min: 0, max: intervalMaxMs, otherwise: 0 }, lang),
    seed: wholeNumber('seed', raw.seed, { min: 0, otherwise: 1 }, lang),
    retry: raw.retry ?? true,
    json: raw.json ?? false,
    context: await readContext({ context: raw.context, contextPath: raw.contextPath, dir }, lang),
    ...attachment(raw, dir, lang),
  };
  return { ...options, event: await readEvent({ data: raw.data, path: raw.path, raw: raw.raw ?? false, dir, stdin }, output) };
}

/** Whether a running region is looked for, and what it could not do. */
function attachment(raw: RawInvokeOptions, dir: string, lang: Lang): Pick<InvokeOptions, 'attach' | 'detach' | 'ownRegion' | 'otherPlan'> {
  const { attach = true, detach = false, env = [], context, contextPath, seed, retry, config, param = [] } = raw;
  if (detach && !attach) throw new UsageError(say(lang, 'attach.detachAttach'));
  const own = {
    env: env.length > 0,
    context: context !== undefined,
    'context-path': contextPath !== undefined,
    seed: seed !== undefined,
    'no-retry': retry === false,
  };
  return {
    attach: attach ? dir : undefined,
    detach,
    ownRegion: Object.entries(own).flatMap(([option, given]) => (given ? [option] : [])),
    otherPlan: config !== undefined || param.length > 0,
  };
}

function typeOf(given: string | undefined, lang: Lang): InvocationType {
  if (given === undefined || given === 'RequestResponse') return 'sync';
  if (given === 'Event') return 'async';
  throw new UsageError(say(lang, 'invoke.type', { given }));
}

function environmentOf(given: readonly string[], lang: Lang): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const pair of given) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(say(lang, 'invoke.env', { given: pair }));
    const key = pair.slice(0, at);
    if (ownPrefixOf(key) !== undefined) throw new UsageError(say(lang, 'invoke.envProtected', { key }));
    if (!isVariableName(key)) throw new UsageError(say(lang, 'invoke.envName', { key }));
    environment[key] = pair.slice(at + 1);
  }
  return environment;
}

/** What a whole number may be, and what it is when it is not given. */
interface WholeNumbers {
  readonly min: number;
  readonly max?: number;
  readonly otherwise: number;
}

/** The value of an option that is a whole number. @throws UsageError when it is none, or not among those that may be */
export function wholeNumber(
  option: string,
  given: string | undefined,
  { min, max = Number.MAX_SAFE_INTEGER, otherwise }: WholeNumbers,
  lang: Lang,
): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= min && value <= max) return value;
  throw new UsageError(say(lang, 'invoke.wholeNumber', { option, given, min, max }));
}
