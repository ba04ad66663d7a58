import { say, type Lang } from '../messages';
import { statuses, type InvocationRecord } from '../scf';
import type { Summary } from '../trace';
import { causeSentence } from './cause';
import { tableText } from './table';

/** What many invocations came to: counts by status, cold starts, instances, times, and for each kind of refusal its cause. */
export function runTable(lang: Lang, summary: Summary, records: readonly InvocationRecord[], columns?: number): string {
  const ran = Object.values(records).flatMap((record) => record.attempts);
  const { waitMs, latencyMs, cost } = summary;
  const figures = [
    [say(lang, 'table.calls'), summary.invocations],
    ...statesRows(lang, summary),
    [say(lang, 'table.cold'), summary.coldStarts],
    [say(lang, 'table.warm'), ran.length - summary.coldStarts],
    [say(lang, 'table.instances'), `${summary.instances.started} (${summary.instances.peak})`],
    [say(lang, 'table.memory'), `${summary.busyMB.peak} MB`],
    [say(lang, 'table.wait'), `p50 ${waitMs.p50}  p99 ${waitMs.p99}`],
    [say(lang, 'table.latency'), `p50 ${latencyMs.p50}  p99 ${latencyMs.p99}`],
    [say(lang, 'table.cost'), say(lang, 'table.costOf', { gbs: summary.gbs, ...cost })],
  ];
  const why = causesOf(records).map((record) => say(lang, 'table.why', { cause: whyOf(lang, record) }));
  return [statusTable(lang, summary, columns), tableText({ rows: figures }, columns), ...why, say(lang, 'table.profile', summary)].join('\n');
}

/** How many invocations ended with each code. */
export function statusTable(lang: Lang, summary: Summary, columns?: number): string {
  const rows = Object.entries(summary.byStatus).map(([status, count]) => [status, count, meaningOf(Number(status))]);
  return tableText({ head: [say(lang, 'table.status'), say(lang, 'table.count'), say(lang, 'table.meaning')], rows }, columns);
}

/** Retries and states, where there is something to tell. */
export function statesRows(lang: Lang, { retries, states }: Summary): (string | number)[][] {
  return [...(retries > 0 ? [[say(lang, 'table.retries'), retries]] : []), ...(says(states) ? [[say(lang, 'table.states'), statesOf(states)]] : [])];
}

/** The first record of each kind of refusal or waiting; the others of its kind differ in who happened to hold the quota. */
function causesOf(records: readonly InvocationRecord[]): InvocationRecord[] {
  const kinds = new Map<string, InvocationRecord>();
  for (const record of records) {
    const kind = `${record.function} ${record.cause?.limit} ${record.state === 'REFUSED'}`;
    if (record.cause && !kinds.has(kind)) kinds.set(kind, record);
  }
  return [...kinds.values()];
}

function whyOf(lang: Lang, { cause, state }: InvocationRecord): string {
  if (!cause) return '';
  const sentence = causeSentence(lang, cause);
  return state === 'REFUSED' ? sentence : say(lang, 'cause.wait', { cause: sentence });
}

function meaningOf(status: number): string {
  return new Map(Object.entries(statuses)).get(String(status))?.name ?? '';
}

/** Whether states tell more than status codes do. */
function says(states: Summary['states']): boolean {
  return (states.ABORTED ?? 0) + (states.DEAD_LETTERED ?? 0) + (states.EXPIRED ?? 0) > 0;
}

function statesOf(states: Summary['states']): string {
  return Object.entries(states)
    .map(([state, count]) => `${state} ${count}`)
    .join('  ');
}
