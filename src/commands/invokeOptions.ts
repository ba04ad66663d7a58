import { say, type Lang } from '../messages';
import type { InvocationType } from '../scf';
import { readContext, readEvent, type Stdin } from './event';
import type { InvokeOptions } from './invoke';
import { UsageError, type Output } from './output';

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
}

/** Keys that only the platform sets. @source S152 */
const protectedKey = /^(SCF_|QCLOUD_|TENCENTCLOUD_)/;

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
    count: wholeNumber('count', raw.count, 1, 1, lang),
    concurrency: wholeNumber('concurrency', raw.concurrency, 1, 1, lang),
    intervalMs: raw.interval === undefined ? undefined : wholeNumber('interval', raw.interval, 0, 0, lang),
    seed: wholeNumber('seed', raw.seed, 0, 1, lang),
    retry: raw.retry ?? true,
    json: raw.json ?? false,
    context: await readContext({ context: raw.context, contextPath: raw.contextPath, dir }, lang),
  };
  return { ...options, event: await readEvent({ data: raw.data, path: raw.path, raw: raw.raw ?? false, dir, stdin }, output) };
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
    if (protectedKey.test(key)) throw new UsageError(say(lang, 'invoke.envProtected', { key }));
    environment[key] = pair.slice(at + 1);
  }
  return environment;
}

/** The value of an option that is a whole number. @throws UsageError when it is none, or below `min` */
export function wholeNumber(option: string, given: string | undefined, min: number, otherwise: number, lang: Lang): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (/^\d+$/.test(given) && Number.isSafeInteger(value) && value >= min) return value;
  throw new UsageError(say(lang, 'invoke.wholeNumber', { option, given, min }));
}
