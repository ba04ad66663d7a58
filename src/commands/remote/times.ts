import type { Lang } from '../../messages';
import { sayRemote } from '../../messages/remote';
import { durationMsOf } from '../duration';
import { UsageError } from '../output';

/** The API's clock is Beijing's. @assumes scf-api.md §1: its times name no zone */
const zone = { text: '+08:00', ms: 8 * 3_600_000 };

/** A moment as the API of SCF writes it, `YYYY-MM-DD hh:mm:ss`. @param atMs  ms since the Unix epoch */
export function apiTime(atMs: number): string {
  return new Date(atMs + zone.ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** A moment as Cloud Monitor writes it: `2018-09-22T19:51:23+08:00`. @source GetMonitorData, 405/4667 */
export function monitorTime(atMs: number): string {
  return `${new Date(atMs + zone.ms).toISOString().slice(0, 19)}${zone.text}`;
}

/** The moment that a text of the API names, ms since the Unix epoch; undefined when it names none. */
export function timeOf(text: unknown): number | undefined {
  const atMs = typeof text === 'string' ? Date.parse(`${text.replace(' ', 'T')}${zone.text}`) : NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}

const moment = /^(\d{4}-?\d\d-?\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?(Z|[+-]\d\d:\d\d)?$/;

/**
 * A time as users write it: how long ago (`5m`, `1h30m`), when (`2026-05-01T09:30`, by their own clock where no zone stands), or ms
 * since the Unix epoch. The framework also takes days without dashes: `20260501`.
 * @param nowMs  ms since the Unix epoch
 * @returns ms since the Unix epoch
 * @throws UsageError
 */
export function readTime(option: string, given: string, nowMs: number, lang: Lang): number {
  const agoMs = /[a-z]$/.test(given) ? durationMsOf(given) : undefined;
  if (agoMs !== undefined) return Math.max(0, nowMs - agoMs);
  if (/^\d{12,14}$/.test(given)) return Number(given);
  const [whole, day = '', clock = '00:00', offset = ''] = moment.exec(given) ?? [];
  const date = day.replaceAll('-', '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const atMs = whole === undefined ? NaN : Date.parse(`${date}T${clock}${offset}`);
  // A day that no month has would be taken for one of the next month.
  if (Number.isNaN(atMs) || new Date(date).toISOString().slice(0, 10) !== date)
    throw new UsageError(sayRemote(lang, 'remote.time', { option, given }));
  return atMs;
}
