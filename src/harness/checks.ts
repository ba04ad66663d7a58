import { inspect } from 'node:util';
import { say, type Lang } from '../messages';
import { causeSentence } from '../report/cause';
import type { EndState, InvocationRecord, LimitKind } from '../scf';
import type { EventView } from './account';
import { assertOptions, assertTimes, assertWord } from './checkOptions';
import { HarnessError } from './error';
import { isMarked } from './kin';
import { langOf, machineLang } from './language';
import type { TestRegion } from './region';
import type { InvocationResult } from './result';

/** What can be checked: a region, the result of a call, a record, or several. */
export type Subject = TestRegion | InvocationResult | InvocationRecord | readonly (InvocationResult | InvocationRecord)[];

/** Whether something is so, and a sentence with the numbers that says what is. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: string;
}

const limitKinds: readonly ThrottledBy[] = ['quota', 'burst', 'qps', 'ramp'];
const endStates: readonly EndState[] = ['FINISHED', 'FAILED', 'ABORTED', 'DEAD_LETTERED', 'EXPIRED', 'REFUSED'];

/** Records shown in one message. */
const shownMax = 5;

/** Every invocation ended with 200. */
export function succeeded(subject: Subject): Verdict {
  const { records, open, lang } = evidence(subject);
  const bad = records.filter(({ status }) => status !== 200);
  const pass = bad.length === 0 && open === 0 && records.length > 0;
  if (pass) return { pass, message: say(lang, 'check.succeeded', { count: records.length }) };
  if (records.length + open === 0) return { pass, message: say(lang, 'check.nothing') };
  const message = say(lang, 'check.notSucceeded', { bad: bad.length, open, count: records.length + open });
  return { pass, message: listed(message, told(bad, lang), lang) };
}

/** Which kind of limit: memory (432), starts of instances (429), invocations a second (429, S79), starts for a queue (S51). */
export type ThrottledBy = 'quota' | 'burst' | 'qps' | 'ramp';

/** A limit was in the way of at least one invocation: it was refused, or had to wait. */
export function throttled(subject: Subject, options: { readonly by?: ThrottledBy } = {}): Verdict {
  const { records, unended, open, lang } = evidence(subject);
  assertOptions(options, ['by'], lang);
  const { by } = options;
  if (by !== undefined) assertWord(by, limitKinds, lang);
  const held = [...records, ...unended].filter(({ cause }) => cause !== undefined);
  const found = held.filter(({ cause }) => by === undefined || (cause && kindOf(cause.limit)) === by);
  const which = by ?? say(lang, 'check.any');
  if (found.length > 0)
    return { pass: true, message: listed(say(lang, 'check.throttled', { count: found.length, by: which }), told(found, lang), lang) };
  const message = say(lang, 'check.notThrottled', { by: which, count: records.length, open });
  return { pass: false, message: listed(message, told(held, lang), lang) };
}

function kindOf(limit: LimitKind): ThrottledBy {
  return limit === 'reserved' || limit === 'pool' ? 'quota' : limit;
}

/** The most memory that was busy at one time, MB, and the most instances that were alive, were exactly this. */
export function peakedAt(region: TestRegion, expected: { readonly mb?: number; readonly instances?: number; readonly function?: string }): Verdict {
  assertRegion(region);
  assertOptions(expected, ['mb', 'instances', 'function'], region.lang);
  if (expected.mb === undefined && expected.instances === undefined) throw new HarnessError('CONFIG', say(region.lang, 'check.noPeak'));
  assertKnown(region, expected.function);
  const { busyPeakMB, alivePeak } = region.peaks(expected.function);
  const pass = (expected.mb ?? busyPeakMB) === busyPeakMB && (expected.instances ?? alivePeak) === alivePeak;
  const any = say(region.lang, 'check.any');
  const wanted = { mb: expected.mb ?? any, instances: expected.instances ?? any };
  const of = expected.function ?? say(region.lang, 'check.allFunctions');
  return {
    pass,
    message: say(region.lang, 'check.peak', { of, mb: busyPeakMB, instances: alivePeak, wantedMB: wanted.mb, wantedInstances: wanted.instances }),
  };
}

/** So many attempts began on an instance that was started for them; at least one when no number is given. */
export function coldStarted(subject: Subject, times?: number, options: { readonly function?: string } = {}): Verdict {
  const { records, unended, lang } = evidence(subject);
  assertTimes(times, lang);
  assertOptions(options, ['function'], lang);
  assertKnown(subject, options.function);
  const cold = of([...records, ...unended], options.function).flatMap(({ function: key, requestId, attempts }) =>
    attempts.filter((attempt) => attempt.cold).map(({ instance, startedMs }) => `${key} ${requestId}: #${instance} @${startedMs} ms`),
  );
  const starts = cold.length;
  const pass = times === undefined ? starts > 0 : starts === times;
  const wanted = times ?? say(lang, 'check.atLeastOne');
  return { pass, message: listed(say(lang, 'check.coldStarts', { starts, wanted: String(wanted) }), cold, lang) };
}

/** Every invocation ended in this state. */
export function endedAs(subject: Subject, state: EndState): Verdict {
  const { records, open, lang } = evidence(subject);
  assertWord(state, endStates, lang);
  const others = records.filter((record) => record.state !== state);
  const pass = others.length === 0 && open === 0 && records.length > 0;
  if (pass) return { pass, message: say(lang, 'check.endedAs', { count: records.length, state }) };
  if (records.length + open === 0) return { pass, message: say(lang, 'check.nothing') };
  return {
    pass,
    message: listed(say(lang, 'check.notEndedAs', { others: others.length, open, count: records.length + open, state }), told(others, lang), lang),
  };
}

/** What of asynchronous events must be in order: of one function, and with `retries` also the attempts after their first one. */
export interface FifoOptions {
  readonly function?: string;
  readonly retries?: boolean;
}

/**
 * The handler began with the asynchronous events of each function in the order in which they arrived; what began at one moment is in order.
 * An event that is tried again leaves the queue, and new ones overtake it: with `retries` that is out of order, too.
 * @source S50, S59
 */
export function keptFifo(subject: Subject, options: FifoOptions = {}): Verdict {
  const { records, unended, lang } = evidence(subject);
  assertOptions(options, ['function', 'retries'], lang);
  const { function: key, retries = false } = options;
  assertKnown(subject, key);
  const events = of([...records, ...unended], key)
    .filter(({ type }) => type === 'async')
    .flatMap((record): Begun[] => {
      const [firstMs, ...moreMs] = beginsOf(record);
      return firstMs === undefined ? [] : [{ record, firstMs, lastMs: retries ? (moreMs.at(-1) ?? firstMs) : firstMs }];
    });
  const latest = new Map<string, Begun>();
  for (const event of events.sort((a, b) => a.record.row - b.record.row)) {
    const before = latest.get(event.record.function);
    if (before && event.firstMs < before.lastMs) return { pass: false, message: overtaking(before, event, lang) };
    latest.set(event.record.function, event);
  }
  return { pass: true, message: say(lang, 'check.fifo', { count: events.length }) };
}

/** An event that its handler has begun with, for the first and for the last time that counts. */
interface Begun {
  readonly record: InvocationRecord | EventView;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** An attempt whose instance failed to start began nothing. @source S123 */
function beginsOf({ attempts }: InvocationRecord | EventView): number[] {
  return attempts.filter(({ initOnly }) => !initOnly).map(({ startedMs }) => startedMs);
}

function overtaking(before: Begun, event: Begun, lang: Lang): string {
  const { function: key } = event.record;
  const [first, second] = [brief(before), brief(event)];
  if (event.firstMs < before.firstMs) return say(lang, 'check.notFifo', { function: key, first, second });
  return say(lang, 'check.cameBack', { function: key, first, second, againMs: before.lastMs });
}

/** What a check goes by. */
interface Evidence {
  readonly records: readonly InvocationRecord[];
  /** Where those stand that have not ended, and how many they are. */
  readonly unended: readonly EventView[];
  readonly open: number;
  readonly lang: Lang;
}

function evidence(subject: Subject): Evidence {
  if (isRegion(subject)) return { records: subject.records, unended: subject.unended, open: subject.open, lang: subject.lang };
  const items = Array.isArray(subject)
    ? (subject as readonly (InvocationResult | InvocationRecord)[])
    : [subject as InvocationResult | InvocationRecord];
  for (const item of items) assertCheckable(item);
  const records = items.flatMap((item) => (isResult(item) ? (item.record ?? []) : item));
  const unended = items.flatMap((item) => (isResult(item) && !item.record ? (item.event ?? []) : []));
  const [first] = items;
  const lang = first && (isResult(first) ? first.lang : langOf(first));
  return { records, unended, open: unended.length, lang: lang ?? machineLang() };
}

/** Without `await` there is a promise in its place: a check of that would fail, or pass with `not`, for no reason that anybody could see. */
function assertCheckable(item: unknown): void {
  if (isResult(item) || isRecord(item)) return;
  const lang = machineLang();
  throw new HarnessError(
    'SUBJECT',
    isThenable(item) ? say(lang, 'check.promise') : say(lang, 'check.subject', { given: inspect(item, { depth: 0 }) }),
  );
}

function isRegion(value: unknown): value is TestRegion {
  return isMarked('region', value);
}

function isResult(value: unknown): value is InvocationResult {
  return isMarked('result', value);
}

function isThenable(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'then' in item && typeof item.then === 'function';
}

/** How an event stands is none: it may say something else a moment later. */
function isRecord(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'attempts' in item && 'qualifier' in item;
}

function assertRegion(region: TestRegion): void {
  const given: unknown = region;
  if (isRegion(given)) return;
  const lang = machineLang();
  throw new HarnessError(
    'SUBJECT',
    isThenable(given) ? say(lang, 'check.promise') : say(lang, 'check.noRegion', { given: inspect(given, { depth: 0 }) }),
  );
}

/** Of a function that is not there nothing is known, and that would pass for nothing having happened. */
function assertKnown(subject: Subject, functionKey: string | undefined): void {
  if (!isRegion(subject) || functionKey === undefined || subject.functions.includes(functionKey)) return;
  // It may have been removed.
  if ([...subject.records, ...subject.unended].some((record) => record.function === functionKey)) return;
  const known = subject.functions.join(', ');
  throw new HarnessError('UNKNOWN', say(subject.lang, 'check.functionUnknown', { name: functionKey, known }));
}

function of<Seen extends { readonly function: string }>(records: readonly Seen[], functionKey: string | undefined): readonly Seen[] {
  return functionKey === undefined ? records : records.filter((record) => record.function === functionKey);
}

function brief({ record: { requestId, arrivedMs }, firstMs }: Begun): string {
  return `${requestId} (@${arrivedMs} ms → @${firstMs} ms)`;
}

/** A message, and the first few things that it is about. */
function listed(message: string, about: readonly string[], lang: Lang): string {
  const more = about.length > shownMax ? [say(lang, 'check.more', { count: about.length - shownMax })] : [];
  return [message, ...[...about.slice(0, shownMax), ...more].map((line) => `  ${line}`)].join('\n');
}

function told(records: readonly (InvocationRecord | EventView)[], lang: Lang): string[] {
  return records.map(({ function: key, requestId, status, state, arrivedMs, cause }) => {
    const why = cause ? `; ${causeSentence(lang, cause)}` : '';
    return `${key} ${requestId} @${arrivedMs} ms: ${status === undefined ? '' : `${status} `}${state}${why}`;
  });
}
