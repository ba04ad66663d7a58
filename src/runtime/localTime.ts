import { realGlobal, realProcess } from './realNode';
import { shared } from './shared';

/** Who wants to know whether code of an instance runs, and what takes back that local time is UTC for it. */
const lent = shared('localTime/1', () => ({ askers: new Set<() => boolean>(), restore: undefined as (() => void) | undefined }));

type Method = (this: Date, ...args: unknown[]) => unknown;

/** A global object, as far as it knows of local time. */
interface World {
  readonly Date: DateConstructor;
  readonly Intl: typeof Intl;
}

/**
 * Until the returned function is called, code of instances finds UTC wherever it asks a date, or `Intl`, for local time; all other code finds
 * the machine's, also of the same date. Nothing is done on a machine whose time is UTC.
 *
 * @source S210: the time zone of the platform is UTC
 */
export function lendUtc(asker: () => boolean): () => void {
  if (isUtc()) return () => undefined;
  lent.askers.add(asker);
  lent.restore ??= exchange();
  return () => {
    if (!lent.askers.delete(asker) || lent.askers.size > 0) return;
    lent.restore?.();
    lent.restore = undefined;
  };
}

/**
 * What a text means to a machine whose time is UTC, ms since the Unix epoch.
 * @param real  reads a text without a zone as local time
 */
export function parseUtc(real: Pick<DateConstructor, 'parse'>, text: string): number {
  if (dateAlone.test(text) || zone.test(text)) return real.parse(text);
  const told = real.parse(isoTime.test(text) ? `${text}Z` : `${text} UTC`);
  return Number.isNaN(told) ? real.parse(text) : told;
}

/** The language has these in UTC. */
const dateAlone = /^[+-]?\d{4,6}(?:-\d\d){0,2}$/;
const isoTime = /^[+-]?\d{4,6}-\d\d-\d\dT[\d:.]+$/i;
const zone = /(?<![a-z])(?:Z|UTC?|GMT|[ECMP][SD]T)(?![a-z])|:\d\d[\d:.,]*(?:\s*[ap]m)?\s*[+-]\d/i;

let known: { readonly set: string | undefined; readonly utc: boolean } | undefined;

/** To find out takes a while, and every call of a test asks. */
function isUtc(): boolean {
  const set = realProcess.env['TZ'];
  if (known?.set !== set) known = undefined;
  known ??= { set, utc: /^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal)$/.test(new realGlobal.Intl.DateTimeFormat().resolvedOptions().timeZone) };
  return known.utc;
}

/** Under a test framework there are two: the one that files are loaded in, and that of the test. */
function exchange(): () => void {
  const restores = [realGlobal, ...(realGlobal.Date === Date ? [] : [globalThis])].flatMap((world: World) => [
    ...Object.entries(methods).map(([name, utc]) => replaceMethod(world.Date.prototype, name, utc)),
    replaceFormat(world.Intl),
  ]);
  return () => {
    for (const each of restores) each();
  };
}

function isInside(): boolean {
  for (const ask of lent.askers) if (ask()) return true;
  return false;
}

function replaceMethod(prototype: object, name: string, utc: Method): () => void {
  const real = Reflect.get(prototype, name) as Method;
  return replace(prototype, name, function (this: Date, ...args: unknown[]) {
    return (isInside() ? utc : real).apply(this, args);
  });
}

function replaceFormat(intl: typeof Intl): () => void {
  const real = intl.DateTimeFormat;
  const inUtc = (args: unknown[]): unknown[] => (isInside() ? [args[0], zoned(args[1])] : args);
  return replace(
    intl,
    'DateTimeFormat',
    new Proxy(real, {
      construct: (target, args: unknown[], newTarget) => Reflect.construct(target, inUtc(args), newTarget) as Intl.DateTimeFormat,
      apply: (target, self, args: unknown[]) => Reflect.apply(target, self, inUtc(args) as Parameters<typeof target>),
    }),
  );
}

function replace(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, enumerable: before?.enumerable ?? false, writable: true, value });
  return () => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  };
}

/** UTC, unless the options name a zone. */
function zoned(options: unknown): Intl.DateTimeFormatOptions {
  const given = (options ?? {}) as Intl.DateTimeFormatOptions;
  return given.timeZone === undefined ? { ...given, timeZone: 'UTC' } : given;
}

function ofDates(name: string): Method {
  return Reflect.get(realGlobal.Date.prototype, name) as Method;
}

const parts = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;

/** What the methods of a date come to where local time is UTC. */
const methods: Readonly<Record<string, Method>> = {
  ...Object.fromEntries(
    parts.flatMap((part) => [
      [`get${part}`, ofDates(`getUTC${part}`)],
      [`set${part}`, ofDates(`setUTC${part}`)],
    ]),
  ),
  getDay(this: Date) {
    return this.getUTCDay();
  },
  getTimezoneOffset(this: Date) {
    return Number.isNaN(this.getTime()) ? NaN : 0;
  },
  toString(this: Date) {
    return Number.isNaN(this.getTime()) ? 'Invalid Date' : `${dayOf(this)} ${timeOf(this)}`;
  },
  toDateString(this: Date) {
    return Number.isNaN(this.getTime()) ? 'Invalid Date' : dayOf(this);
  },
  toTimeString(this: Date) {
    return Number.isNaN(this.getTime()) ? 'Invalid Date' : timeOf(this);
  },
  ...Object.fromEntries(
    (['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const).map((name) => {
      const real = ofDates(name);
      return [
        name,
        function (this: Date, locales: unknown, options: unknown) {
          return real.call(this, locales, zoned(options));
        },
      ];
    }),
  ),
};

/** `Mon Jan 01 2024`; toUTCString has the same words in another order. */
function dayOf(date: Date): string {
  const [weekday = '', day = '', month = '', year = ''] = date.toUTCString().split(/,? /);
  return `${weekday} ${month} ${day} ${year}`;
}

function timeOf(date: Date): string {
  return `${date.toISOString().slice(-13, -5)} GMT+0000 (Coordinated Universal Time)`;
}
