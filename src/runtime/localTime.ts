import { realGlobal, realProcess } from './realNode';
import { shared } from './shared';
import { temporalOf, type Present } from './virtualTemporal';
import { offsetMs, utcNames, utcOf, zoneName } from './zones';

/** The present of the instance whose code runs; undefined when it is nobody's. */
type Asker = () => Present | undefined;

/** Who wants to know whose code runs, what gives back what was exchanged for it, and whether its local time was ever anything but UTC. */
const lent = shared('localTime/2', () => ({
  askers: new Set<Asker>(),
  formats: undefined as (() => void) | undefined,
  methods: undefined as (() => void) | undefined,
  leftUtc: false,
}));

type Method = (this: Date, ...args: unknown[]) => unknown;

/** A global object, as far as it knows of local time. */
interface World {
  readonly Date: DateConstructor;
  readonly Intl: typeof Intl;
}

/**
 * Until the returned function is called, code of instances finds its own zone wherever it asks a date, or `Intl`, for local time, and its own
 * present where it has `Intl` write it; all other code finds the machine's, also of the same date. Where all zones are UTC, dates are left alone.
 *
 * @source S210: the time zone of the platform is UTC
 */
export function lendLocalTime(asker: Asker): () => void {
  lent.askers.add(asker);
  lent.formats ??= exchange((world) => [replaceFormat(world.Intl)]);
  if (lent.leftUtc || !isUtc()) exchangeMethods();
  return () => {
    if (!lent.askers.delete(asker) || lent.askers.size > 0) return;
    lent.formats?.();
    lent.methods?.();
    lent.formats = lent.methods = undefined;
  };
}

/** An instance is about to have a zone of its own. */
export function leaveUtc(): void {
  lent.leftUtc = true;
  if (lent.askers.size > 0) exchangeMethods();
}

/**
 * What a text means where a zone is local, ms since the Unix epoch.
 * @param real  reads a text without a zone as local time
 */
export function parseIn(zone: string, real: Pick<DateConstructor, 'parse'>, text: string): number {
  if (dateAlone.test(text) || namesZone.test(text)) return real.parse(text);
  const told = real.parse(isoTime.test(text) ? `${text}Z` : `${text} UTC`);
  return Number.isNaN(told) ? real.parse(text) : utcOf(told, zone);
}

/** The language has these in UTC. */
const dateAlone = /^[+-]?\d{4,6}(?:-\d\d){0,2}$/;
const isoTime = /^[+-]?\d{4,6}-\d\d-\d\dT[\d:.]+$/i;
const namesZone = /(?<![a-z])(?:Z|UTC?|GMT|[ECMP][SD]T)(?![a-z])|:\d\d[\d:.,]*(?:\s*[ap]m)?\s*[+-]\d/i;

let known: { readonly set: string | undefined; readonly utc: boolean } | undefined;

/** To find out takes a while, and every call of a test asks. */
function isUtc(): boolean {
  const set = realProcess.env['TZ'];
  if (known?.set !== set) known = undefined;
  known ??= { set, utc: utcNames.test(new realGlobal.Intl.DateTimeFormat().resolvedOptions().timeZone) };
  return known.utc;
}

function exchangeMethods(): void {
  lent.methods ??= exchange((world) => [
    ...Object.entries(methods).map(([name, inZone]) => replaceMethod(world.Date.prototype, name, inZone)),
    ...instantsOf(world).map((prototype) => replaceMethod(prototype, 'toLocaleString', localised(prototype, 'toLocaleString'))),
  ]);
}

/** Under a test framework there are two: the one that files are loaded in, and that of the test. */
function exchange(inWorld: (world: World) => (() => void)[]): () => void {
  const restores = [realGlobal, ...(realGlobal.Date === Date ? [] : [globalThis])].flatMap(inWorld);
  return () => {
    for (const each of restores) each();
  };
}

/** Has a method `toLocaleString` of its own, where there is `Temporal`. */
function instantsOf(world: object): object[] {
  const temporal = temporalOf(world);
  return temporal ? [temporal.Instant.prototype] : [];
}

function inside(): Present | undefined {
  for (const ask of lent.askers) {
    const present = ask();
    if (present) return present;
  }
  return undefined;
}

function replaceMethod(prototype: object, name: string, inZone: (zone: string) => Method): () => void {
  const real = Reflect.get(prototype, name) as Method;
  return replace(prototype, name, function (this: Date, ...args: unknown[]) {
    const zone = inside()?.zone();
    return (zone === undefined ? real : inZone(zone)).apply(this, args);
  });
}

function replaceFormat(intl: typeof Intl): () => void {
  const real = intl.DateTimeFormat;
  const made = (args: unknown[], make: (args: unknown[]) => unknown): unknown => {
    const present = inside();
    if (!present) return make(args);
    return tellingOf(make([args[0], zoned(args[1], present.zone())]) as Intl.DateTimeFormat);
  };
  return replace(
    intl,
    'DateTimeFormat',
    new Proxy(real, {
      construct: (target, args: unknown[], newTarget) => made(args, (all) => Reflect.construct(target, all, newTarget)) as Intl.DateTimeFormat,
      apply: (target, self, args: unknown[]) => made(args, (all) => Reflect.apply(target, self, all as Parameters<typeof target>)),
    }),
  );
}

/** What it is to write of no date in particular is the present of the instance that asks. */
function tellingOf(format: Intl.DateTimeFormat): Intl.DateTimeFormat {
  const real = { format: format.format.bind(format), formatToParts: format.formatToParts.bind(format) };
  for (const [name, written] of Object.entries(real)) {
    Object.defineProperty(format, name, {
      configurable: true,
      writable: true,
      value: (date: Date | number | undefined = inside()?.nowMs()) => written(date),
    });
  }
  return format;
}

function replace(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, enumerable: before?.enumerable ?? false, writable: true, value });
  return () => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  };
}

/** That zone, unless the options name one. */
function zoned(options: unknown, zone: string): Intl.DateTimeFormatOptions {
  const given = (options ?? {}) as Intl.DateTimeFormatOptions;
  return given.timeZone === undefined ? { ...given, timeZone: zone } : given;
}

/** A date whose UTC is the local time of another one. */
function shifted(date: Date, zone: string): Date {
  const ms = date.getTime();
  return new Date(ms + offsetMs(ms, zone));
}

const parts = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;

/** What the methods of a date come to where a zone is local. */
const methods: Readonly<Record<string, (zone: string) => Method>> = {
  ...Object.fromEntries(
    parts.flatMap((part) => [
      [`get${part}`, getter(`getUTC${part}`)],
      [`set${part}`, setter(`setUTC${part}`)],
    ]),
  ),
  getDay: getter('getUTCDay'),
  getTimezoneOffset: (zone) =>
    function () {
      const ms = this.getTime();
      // Not −0, which is no offset that a date has.
      return Number.isNaN(ms) ? NaN : 0 - offsetMs(ms, zone) / 60_000;
    },
  toString: saying((local, suffix) => `${dayOf(local)} ${timeOf(local)}${suffix()}`),
  toDateString: saying(dayOf),
  toTimeString: saying((local, suffix) => `${timeOf(local)}${suffix()}`),
  ...Object.fromEntries(
    (['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const).map((name) => [name, localised(realGlobal.Date.prototype, name)]),
  ),
};

function ofDates(name: string): Method {
  return Reflect.get(realGlobal.Date.prototype, name) as Method;
}

function localised(prototype: object, name: string): (zone: string) => Method {
  const real = Reflect.get(prototype, name) as Method;
  return (zone) =>
    function (locales, options) {
      return real.call(this, locales, zoned(options, zone));
    };
}

function getter(name: string): (zone: string) => Method {
  const utc = ofDates(name);
  return (zone) =>
    function () {
      return utc.call(shifted(this, zone));
    };
}

function setter(name: string): (zone: string) => Method {
  const utc = ofDates(name);
  return (zone) =>
    function (...args) {
      const local = shifted(this, zone);
      utc.apply(local, args);
      return this.setTime(utcOf(local.getTime(), zone));
    };
}

function saying(said: (local: Date, suffix: () => string) => string): (zone: string) => Method {
  return (zone) =>
    function () {
      const ms = this.getTime();
      return Number.isNaN(ms) ? 'Invalid Date' : said(shifted(this, zone), () => suffixOf(ms, zone));
    };
}

/** `Mon Jan 01 2024`; toUTCString has the same words in another order. */
function dayOf(date: Date): string {
  const [weekday = '', day = '', month = '', year = ''] = date.toUTCString().split(/,? /);
  return `${weekday} ${month} ${day} ${year}`;
}

function timeOf(date: Date): string {
  return `${date.toISOString().slice(-13, -5)} GMT`;
}

/** `+0800 (China Standard Time)` */
function suffixOf(ms: number, zone: string): string {
  const offset = offsetMs(ms, zone) / 60_000;
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.trunc(Math.abs(offset) % 60)];
  const digits = `${hours}`.padStart(2, '0') + `${minutes}`.padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${digits} (${zoneName(ms, zone, 'long')})`;
}
