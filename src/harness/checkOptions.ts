import { inspect } from 'node:util';
import { say, type Lang } from '../messages';
import { HarnessError } from './error';

/** Nothing ever ends as, or is held by, what does not exist: with `not` that would always pass. */
export function assertWord<T extends string>(given: T, known: readonly T[], lang: Lang): void {
  if (!known.includes(given)) throw new HarnessError('UNKNOWN', say(lang, 'check.word', { given, known: known.join(', ') }));
}

/** An option that is misspelt would be left out, and the check pass that was to fail. */
export function assertOptions(given: object, known: readonly string[], lang: Lang): void {
  const options: unknown = given;
  const isObject = typeof options === 'object' && options !== null;
  const unknown = isObject ? Object.keys(options).filter((name) => !known.includes(name)) : [inspect(options)];
  if (unknown.length === 0) return;
  throw new HarnessError('CONFIG', say(lang, 'check.options', { given: unknown.join(', '), known: known.join(', ') }));
}

/** How many there are cannot be anything else; options in its place would be left out. */
export function assertTimes(times: unknown, lang: Lang): void {
  if (times === undefined || (Number.isSafeInteger(times) && Number(times) >= 0)) return;
  throw new HarnessError('CONFIG', say(lang, 'check.times', { given: inspect(times, { depth: 0 }) }));
}
