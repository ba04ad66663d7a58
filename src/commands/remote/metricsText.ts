import round from 'lodash/round';
import type { Lang } from '../../messages';
import { sayRemote } from '../../messages/remote';
import { clock } from '../../report/events';
import { printable } from '../../report/printable';
import { tableOf } from '../../report/profile';
import type { Figures } from './figures';
import type { RemoteFunction, RemoteService } from './service';

/** How the functions of a service did. */
export interface MetricsTable {
  readonly service: RemoteService;
  /** Whom it was learnt from. */
  readonly host: string;
  readonly rows: readonly (RemoteFunction & Figures)[];
  /** When, ms since the Unix epoch; undefined: since the region began. */
  readonly span: { readonly fromMs: number; readonly toMs: number } | undefined;
}

const figures = ['invocations', 'errors', 'throttled', 'durationMs', 'concurrency', 'memoryMB', 'http432', 'http433', 'http434'] as const;

/** A line for each function, and what the figures are about. */
export async function metricsText({ rows, span }: MetricsTable, lang: Lang, columns?: number): Promise<string> {
  const head = [sayRemote(lang, 'remote.metrics.function'), ...figures.map((figure) => sayRemote(lang, `remote.metrics.${figure}`))];
  const lines = rows.map((row) => [row.key, ...figures.map((figure) => shown(row[figure]))]);
  const about =
    span === undefined
      ? sayRemote(lang, 'remote.metricsSinceOpened')
      : sayRemote(lang, 'remote.metricsSpan', { from: clock(span.fromMs), to: clock(span.toMs) });
  return printable(`${about}\n${await tableOf(head, lines, columns)}`);
}

/** Exactly `{ service, stage, region, host, from, to, functions }`; times are ISO 8601, and null since the region began; what is not known is null. */
export function metricsJson({ service: { service, stage, region }, host, rows, span }: MetricsTable): string {
  const time = (atMs: number | undefined): string | null => (atMs === undefined ? null : new Date(atMs).toISOString());
  const functions = rows.map((row) => ({
    function: row.key,
    name: row.name,
    ...Object.fromEntries(figures.map((figure) => [figure, row[figure] ?? null])),
  }));
  return JSON.stringify({ service, stage, region, host, from: time(span?.fromMs), to: time(span?.toMs), functions }, undefined, 2);
}

function shown(value: number | undefined): string {
  return value === undefined ? '' : String(round(value, 1));
}
