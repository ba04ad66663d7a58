import { say, type Lang } from '../messages';
import type { AsyncEventState } from '../scf';
import type { AsyncEventChoice, Page } from './asyncEventList';
import { durationMsOf } from './duration';
import { UsageError } from './output';

/** What `events` can do. */
export const eventsActions = ['list', 'get', 'logs', 'terminate', 'stats'] as const;

export type EventsAction = (typeof eventsActions)[number];

/** The options of `events` as they stand on a command line: text, unchecked. Each action has some of them. */
export interface RawEventsOptions {
  /** Words beside the options. */
  readonly words?: readonly string[] | undefined;
  readonly id?: readonly string[] | undefined;
  /** Names, or several in one between commas. */
  readonly function?: readonly string[] | undefined;
  readonly qualifier?: string | undefined;
  readonly state?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly limit?: string | undefined;
  readonly offset?: string | undefined;
  readonly order?: string | undefined;
  readonly follow?: boolean | undefined;
  readonly signal?: boolean | undefined;
  readonly all?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly endpoint?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Which functions, and which of their events. */
export interface Chosen {
  /** Names or keys; none: all. */
  readonly functions: readonly string[];
  readonly choice: AsyncEventChoice;
}

/** Which events to terminate, and how. */
export type ToTerminate = { readonly ids: readonly string[] } | Chosen;

/** Where lists begin that say no other time: whatever is remembered. @source S82 */
const everMs = 0;

/** The longest list. */
const limitMax = 1000;

/** What `list` and `stats` tell of. @param nowMs  ms since the Unix epoch @throws UsageError */
export function readChoice(action: EventsAction, raw: RawEventsOptions, nowMs: number, lang: Lang): Chosen {
  refuseWords(action, raw, lang);
  return {
    functions: partsOf(raw.function),
    choice: { qualifier: raw.qualifier, states: statesOf(raw.state, lang), startMs: intervalOf(raw, nowMs, lang) },
  };
}

/** @throws UsageError */
export function readPage({ limit, offset, order }: RawEventsOptions, lang: Lang): Page {
  return {
    order: orderOf(order, lang),
    limit: wholeNumber('limit', limit, { min: 1, max: limitMax, otherwise: 20 }, lang),
    offset: wholeNumber('offset', offset, { min: 0, max: 100_000, otherwise: 0 }, lang),
  };
}

/** The one event that `get` and `logs` are about. @throws UsageError */
export function readId(action: EventsAction, raw: RawEventsOptions, lang: Lang): string {
  const [id, ...more] = idsOf(raw);
  if (id === undefined) throw new UsageError(say(lang, 'events.noId', { action }));
  if (more.length > 0) throw new UsageError(say(lang, 'events.oneId', { action, count: more.length + 1 }));
  return id;
}

/** @throws UsageError */
export function readToTerminate(raw: RawEventsOptions, lang: Lang): ToTerminate {
  const ids = idsOf(raw);
  if (raw.all === true) {
    if (ids.length > 0) throw new UsageError(say(lang, 'events.idsAndAll'));
    const { functions, choice } = readChoice('terminate', raw, 0, lang);
    const given = choice.states.filter((state) => state !== 'RUNNING');
    if (given.length > 0) throw new UsageError(say(lang, 'events.onlyRunning', { given }));
    return { functions, choice: { ...choice, states: ['RUNNING'] } };
  }
  if (ids.length === 0) throw new UsageError(say(lang, 'events.noIdOrAll'));
  for (const option of ['function', 'qualifier', 'state', 'yes'] as const) {
    if (raw[option] !== undefined) throw new UsageError(say(lang, 'events.notWithId', { option }));
  }
  return { ids };
}

/** The address of a region that is named; undefined: that of the service. @throws UsageError */
export function readEndpoint(given: string | undefined, lang: Lang): string | undefined {
  if (given === undefined) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') throw new UsageError(say(lang, 'events.endpoint', { given }));
  return url.origin;
}

function refuseWords(action: EventsAction, { words: [word] = [] }: RawEventsOptions, lang: Lang): void {
  if (word !== undefined) throw new UsageError(say(lang, 'events.noWords', { action, word }));
}

function idsOf({ words = [], id }: RawEventsOptions): string[] {
  return [...new Set([...words, ...partsOf(id)])];
}

function partsOf(given: readonly string[] = []): string[] {
  const parts = given.flatMap((each) => each.split(',')).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** The states of the platform. @source S75 */
export const eventStates = ['RUNNING', 'FINISHED', 'FAILED', 'ABORTED'] as const satisfies readonly AsyncEventState[];

function statesOf(given: readonly string[] | undefined, lang: Lang): AsyncEventState[] {
  return partsOf(given).map((one) => {
    const state = eventStates.find((known) => known === one.toUpperCase());
    if (state === undefined) throw new UsageError(say(lang, 'events.state', { given: one, states: eventStates }));
    return state;
  });
}

function orderOf(given: string | undefined, lang: Lang): Page['order'] {
  switch (given?.toLowerCase()) {
    case undefined:
    case 'desc':
      return 'DESC';
    case 'asc':
      return 'ASC';
    default:
      throw new UsageError(say(lang, 'events.order', { given: given ?? '' }));
  }
}

function wholeNumber(
  option: string,
  given: string | undefined,
  { min, max, otherwise }: { readonly min: number; readonly max: number; readonly otherwise: number },
  lang: Lang,
): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= min && value <= max) return value;
  throw new UsageError(say(lang, 'events.number', { option, given, min, max }));
}

function intervalOf({ since, until }: RawEventsOptions, nowMs: number, lang: Lang): AsyncEventChoice['startMs'] {
  if (since === undefined && until === undefined) return undefined;
  const from = since === undefined ? everMs : timeOf('since', since, nowMs, lang);
  // The present moment is within; what begins meanwhile may be, too.
  const to = until === undefined ? nowMs + 60_000 : timeOf('until', until, nowMs, lang);
  if (from >= to) throw new UsageError(say(lang, 'events.interval'));
  return { from, to };
}

const moment = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?(Z|[+-]\d\d:\d\d)?$/;

/** How long ago, or when; without a zone it is the user's own clock, which the tables show, too. */
function timeOf(option: string, given: string, nowMs: number, lang: Lang): number {
  const agoMs = /[a-z]$/.test(given) ? durationMsOf(given) : undefined;
  if (agoMs !== undefined) return Math.max(everMs, nowMs - agoMs);
  const [whole, date = '', clock = '00:00', zone = ''] = moment.exec(given) ?? [];
  const atMs = whole === undefined ? NaN : Date.parse(`${date}T${clock}${zone}`);
  // A day that no month has would be taken for one of the next month.
  if (Number.isNaN(atMs) || new Date(date).toISOString().slice(0, 10) !== date) throw new UsageError(say(lang, 'events.time', { option, given }));
  return atMs;
}
