import { said } from '../messages/api';
import { ApiError } from './error';
import { timeText } from './control/time';

/** A moment as the events of asynchronous execution tell it, `YYYY-MM-DD hh:mm:ss.fff`. @source scf-api.md §5.5 @assumes UTC+8, which no document says */
export function exactTimeText(atMs: number): string {
  const wholeMs = Math.floor(atMs);
  return `${timeText(wholeMs)}.${String(((wholeMs % 1000) + 1000) % 1000).padStart(3, '0')}`;
}

/**
 * The moment that a text in the API's format names, ms since the Unix epoch; fractions of a second are allowed.
 * @param code  what a text in another format is answered with
 * @throws ApiError
 */
export function momentOf(text: string, name: string, code: string): number {
  const [, day, time, fraction = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,3})?$/.exec(text) ?? [];
  const atMs = Date.parse(`${day ?? ''}T${time ?? ''}${fraction}+08:00`);
  // A day that no month has would be taken for one of the next month.
  if (!Number.isNaN(atMs) && timeText(atMs) === `${day ?? ''} ${time ?? ''}`) return atMs;
  throw new ApiError(code, said('params.moment', { name }));
}
