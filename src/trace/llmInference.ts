import type { CsvRow } from './csv';
import { isDay } from './day';
import type { Rows, Source } from './source';
import type { Table } from './table';

/** How long a request of the trace takes, which has no durations. */
export interface TokenModel {
  readonly kind: 'tokens';
  /** ms before the first token. */
  readonly baseMs: number;
  /** ms for each generated token. */
  readonly msPerToken: number;
}

/** @assumes nothing of the service measured: 30 ms and 25 ms for each generated token are of the size that large models need */
export const tokenModel: TokenModel = { kind: 'tokens', baseMs: 30, msPerToken: 25 };

/** The one name that all its requests have. */
const LLM = 'llm';

/**
 * Azure's trace of requests to one LLM service: arrivals and token counts are real, durations are modelled. Time counts from the first.
 * @throws TraceFault
 */
export async function* llmRows({ table, mapping, type, onShare }: Source, model: TokenModel): Rows {
  const column = (name: string) => table.column(name, 'llm-inference');
  const [timestamp, generated] = [column('TIMESTAMP'), column('GeneratedTokens')];
  let first: Moment | undefined;
  let before = 0;
  for await (const rows of table.rows(onShare)) {
    const read = rows.map((row) => {
      const moment = momentOf(table, row, timestamp);
      first ??= moment;
      // The published figures have 7 decimals, more than a time since 1970 can hold; so whole seconds are taken off first.
      const atMs = Math.round((moment.secondMs - first.secondMs + moment.partMs - first.partMs) * 10_000) / 10_000;
      if (atMs < before) {
        throw table.fault('order', row, timestamp, { name: 'TIMESTAMP', value: table.text(row, timestamp), before: `+${before} ms` });
      }
      before = atMs;
      const durationMs = model.baseMs + model.msPerToken * table.number(row, generated, true);
      return { atMs, function: mapping.of(LLM, row.line), type, durationMs };
    });
    mapping.check();
    yield read;
  }
}

/**
 * When such a trace begins.
 * @returns ms since the Unix epoch; undefined of a trace without rows
 */
export async function llmStartMs(table: Table): Promise<number | undefined> {
  const timestamp = table.column('TIMESTAMP', 'llm-inference');
  for await (const [first] of table.rows()) {
    if (!first) continue;
    const { secondMs, partMs } = momentOf(table, first, timestamp);
    return secondMs + partMs;
  }
  return undefined;
}

interface Moment {
  /** The second, ms since 1970. */
  readonly secondMs: number;
  /** What has passed of it, ms. */
  readonly partMs: number;
}

/** The trace of 2024 says that it is UTC, that of 2023 does not. */
const utc = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,9})?(?:Z|\+00:00)?$/;

function momentOf(table: Table, row: CsvRow, column: number): Moment {
  const text = table.text(row, column);
  const [, day = '', time = '', part = '0'] = utc.exec(text) ?? [];
  const secondMs = Date.parse(`${day}T${time}Z`);
  if (!Number.isNaN(secondMs) && isDay(day)) return { secondMs, partMs: Number(part) * 1000 };
  throw table.fault('timestamp', row, column, { name: table.header[column] ?? '', value: text });
}
