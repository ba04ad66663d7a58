import type { InvokeOptions } from '../../src/commands/invokeOptions';
import type { Output } from '../../src/commands/output';
import type { Lang } from '../../src/messages';

/** An output port that remembers what it was told. */
export function recorded(lang: Lang = 'en'): Output & { readonly outs: string[]; readonly errs: string[] } {
  const outs: string[] = [];
  const errs: string[] = [];
  return { outs, errs, colour: false, lang, out: (text) => outs.push(text), err: (text) => errs.push(text) };
}

/** One synchronous invocation of `hello`. */
export const once: InvokeOptions = {
  function: 'hello',
  event: Buffer.from('{"a":1}'),
  type: 'sync',
  environment: {},
  context: {},
  count: 1,
  concurrency: 1,
  intervalMs: undefined,
  seed: 1,
  retry: true,
  json: false,
};
