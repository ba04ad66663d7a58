import { realGlobal } from './realNode';

/** Taken now: it is exchanged while code of instances runs. */
const { DateTimeFormat } = realGlobal.Intl;

const dayMs = 86_400_000;

const known = new Map<string, string>();

/**
 * The time zone that a process has by its environment: its name as `Intl` takes it.
 * @source S210: UTC, where nothing else is said or what is said names no zone
 */
export function zoneOf(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['TZ'] ?? 'UTC';
  const zone = known.get(given) ?? zoneNamed(given.replace(/^:/, ''));
  known.set(given, zone);
  return zone;
}

function zoneNamed(name: string): string {
  try {
    const { timeZone } = new DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return utcNames.test(timeZone) ? 'UTC' : timeZone;
  } catch {
    return hoursOff(name);
  }
}

/** `CST-8`: a name that means nothing, and by how many hours UTC is ahead of it. Of whatever else POSIX has there Node takes no notice. */
function hoursOff(name: string): string {
  const [, sign = '', hours] = /^[a-z]{3,}([+-]?)(\d\d?)$/i.exec(name) ?? [];
  const zone = `Etc/GMT${sign || '+'}${Number(hours)}`;
  return Number(hours) > 0 && isZone(zone) ? zone : 'UTC';
}

function isZone(name: string): boolean {
  try {
    return new DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

/** Zones whose local time is UTC all the year. */
export const utcNames = /^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal)$/;

/** By how much local time is ahead of UTC at a moment, ms. */
export function offsetMs(ms: number, zone: string): number {
  if (zone === 'UTC' || Number.isNaN(ms)) return 0;
  const [, sign, hours, minutes, seconds = 0] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(zoneName(ms, zone, 'longOffset')) ?? [];
  const ahead = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  if (sign === undefined) return 0;
  return sign === '-' ? -ahead : ahead;
}

/**
 * The moment at which local time is what UTC would be at another, ms. Of two, the first; where clocks are put forward, what it would be had
 * they not been: as the language has it.
 */
export function utcOf(localMs: number, zone: string): number {
  if (zone === 'UTC' || Number.isNaN(localMs)) return localMs;
  const before = offsetMs(localMs - dayMs, zone);
  const after = offsetMs(localMs + dayMs, zone);
  const isAfter = offsetMs(localMs - before, zone) !== before && offsetMs(localMs - after, zone) === after;
  return localMs - (isAfter ? after : before);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone is called at a moment: `China Standard Time`, `GMT+08:00`. */
export function zoneName(ms: number, timeZone: string, timeZoneName: 'long' | 'longOffset'): string {
  const key = `${timeZoneName} ${timeZone}`;
  const format = formats.get(key) ?? new DateTimeFormat('en-US', { timeZone, timeZoneName });
  formats.set(key, format);
  return format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
