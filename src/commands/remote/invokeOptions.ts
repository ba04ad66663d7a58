import type { Lang } from '../../messages';
import { say } from '../../messages';
import { sayRemote } from '../../messages/remote';
import { DEFAULT_ALIAS, limits, type InvocationType } from '../../scf';
import { readEvent, type Stdin } from '../event';
import { UsageError, type Output } from '../output';

/** The options of `invoke` as they stand on a command line: text, unchecked. */
export interface RawRemoteInvokeOptions {
  readonly function?: string | undefined;
  readonly data?: string | undefined;
  readonly path?: string | undefined;
  readonly raw?: boolean | undefined;
  /** `RequestResponse` or `Event`; `sync` and `async` mean the same. */
  readonly type?: string | undefined;
  readonly qualifier?: string | undefined;
  /** Show the end of the log; `Tail` and `None` are how the framework's own provider spells it. */
  readonly log?: boolean | string | undefined;
  readonly json?: boolean | undefined;
  /** End once an asynchronous execution was accepted. */
  readonly detach?: boolean | undefined;
  readonly context?: string | undefined;
  readonly contextPath?: string | undefined;
}

/** What to invoke in the cloud. */
export interface RemoteInvokeOptions {
  readonly function: string;
  /** JSON text. */
  readonly event: Buffer;
  readonly type: InvocationType;
  readonly qualifier: string;
  readonly log: boolean;
  readonly json: boolean;
  readonly detach: boolean;
}

/**
 * What a command line asks for, checked; the event is read last, so that no one types it in vain.
 * @param dir  folder that event files are relative to
 * @throws UsageError on the first option that is wrong
 */
export async function readRemoteInvokeOptions(raw: RawRemoteInvokeOptions, dir: string, stdin: Stdin, output: Output): Promise<RemoteInvokeOptions> {
  const { lang } = output;
  if (raw.function === undefined) throw new UsageError(say(lang, 'invoke.noFunctionNamed'));
  for (const option of ['context', 'contextPath'] as const) {
    if (raw[option] !== undefined) throw new UsageError(sayRemote(lang, 'remote.onlyLocal', { option }));
  }
  const options = {
    function: raw.function,
    type: typeOf(raw.type, lang),
    // InvokeFunction's own default, said aloud: Invoke, which events need, has $LATEST. What traffic gets is meant in both cases. @source S143
    qualifier: raw.qualifier ?? DEFAULT_ALIAS,
    log: logOf(raw.log, lang),
    json: raw.json ?? false,
    detach: raw.detach ?? false,
  };
  const event = await readEvent({ data: raw.data, path: raw.path, raw: raw.raw ?? false, dir, stdin }, output);
  assertFits(event, options.type, lang);
  return { ...options, event };
}

function typeOf(given: string | undefined, lang: Lang): InvocationType {
  switch (given) {
    case undefined:
    case 'RequestResponse':
    case 'sync':
      return 'sync';
    case 'Event':
    case 'async':
      return 'async';
    default:
      throw new UsageError(sayRemote(lang, 'remote.type', { given }));
  }
}

function logOf(given: boolean | string | undefined, lang: Lang): boolean {
  if (given === undefined || typeof given === 'boolean') return given ?? false;
  if (given === 'Tail') return true;
  if (given === 'None' || given === '') return false;
  throw new UsageError(sayRemote(lang, 'remote.log', { given }));
}

/** What is too large is not even sent. @source S150 */
function assertFits(event: Buffer, type: InvocationType, lang: Lang): void {
  const { value: max } = type === 'async' ? limits.asyncEvent : limits.syncEvent;
  if (event.length > max) throw new UsageError(sayRemote(lang, 'remote.tooLarge', { bytes: event.length, max, type }));
}
