import { say, type Lang } from '../messages';
import type { AsyncEventState } from '../scf';
import { printable } from './printable';
import { tableOf } from './profile';

/** An asynchronous event in a list. */
export interface EventRow {
  readonly requestId: string;
  /** Its name in the cloud. */
  readonly function: string;
  readonly version: string;
  readonly state: string;
  /** Once it has ended. */
  readonly status: number | undefined;
  /** ms since the Unix epoch. */
  readonly startMs: number;
  readonly endMs: number | undefined;
  /** Of its run, ms; while it runs, so far. */
  readonly durationMs: number | undefined;
}

/** How many events of a function are in each state. */
export interface StateCounts {
  /** Its name in the cloud. */
  readonly function: string;
  readonly namespace: string;
  readonly states: Readonly<Record<AsyncEventState, number>>;
}

/** One line for each event. */
export async function eventsTable(rows: readonly EventRow[], lang: Lang, columns?: number): Promise<string> {
  const heads = ['requestId', 'function', 'version', 'stateHead', 'status', 'start', 'duration'] as const;
  return table(
    heads.map((head) => say(lang, `events.${head}`)),
    rows.map((row) => [row.requestId, row.function, row.version, row.state, String(row.status ?? ''), clock(row.startMs), durationOf(row, lang)]),
    columns,
  );
}

/** Exactly `{ total, events, untraced }`; what is not known of an event is null. */
export function eventsJson(total: number, rows: readonly EventRow[], untraced: readonly string[]): string {
  const events = rows.map(({ status = null, endMs = null, durationMs = null, ...row }) => ({ ...row, status, endMs, durationMs }));
  return JSON.stringify({ total, events, untraced }, undefined, 2);
}

/** One line for each function, and one for all where there are several. */
export async function countsTable(counts: readonly StateCounts[], states: readonly AsyncEventState[], lang: Lang, columns?: number): Promise<string> {
  const lineOf = (name: string, of: readonly StateCounts[]): string[] => {
    const figures = states.map((state) => sum(of.map((one) => one.states[state])));
    return [name, ...figures.map(String), String(sum(figures))];
  };
  const rows = counts.map((one) => lineOf(one.function, [one]));
  const all = counts.length > 1 ? [lineOf(say(lang, 'events.total'), counts)] : [];
  return table([say(lang, 'events.function'), ...states, say(lang, 'events.total')], [...rows, ...all], columns);
}

/** Exactly `{ functions, total, untraced }`. */
export function countsJson(counts: readonly StateCounts[], states: readonly AsyncEventState[], untraced: readonly string[]): string {
  const total = Object.fromEntries(states.map((state) => [state, sum(counts.map((one) => one.states[state]))]));
  return JSON.stringify({ functions: counts, total, untraced }, undefined, 2);
}

/** One line for one event, as where one is asked whether it is the right one. */
export function eventLine({ requestId, function: name, version, startMs }: EventRow): string {
  return printable(`${requestId}  ${name}  ${version}  ${clock(startMs)}`);
}

async function table(head: readonly string[], rows: readonly (readonly string[])[], columns: number | undefined): Promise<string> {
  return printable(await tableOf(head, rows, columns));
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}

function durationOf({ durationMs, endMs }: EventRow, lang: Lang): string {
  if (durationMs === undefined) return '';
  return endMs === undefined ? say(lang, 'events.soFar', { time: span(durationMs) }) : span(durationMs);
}

/** A moment by the user's own clock. @param atMs  ms since the Unix epoch */
export function clock(atMs: number): string {
  const at = new Date(atMs);
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${date} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}

/** A time as one reads it: `850 ms`, `12.3 s`, `01:02:03`, `1 d 02:03:04`. */
export function span(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  const days = Math.floor(seconds / 86_400);
  const time = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return days > 0 ? `${days} d ${time}` : time;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
