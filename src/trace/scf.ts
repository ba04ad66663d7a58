import type { CsvRow } from './csv';
import { TraceFault } from './fault';
import { outcomes, type TraceRow } from './row';
import type { Rows, Source } from './source';
import type { Table } from './table';

const required = ['atMs', 'function', 'type'] as const;
const optional = ['durationMs', 'coldStartMs', 'outcome'] as const;
const types = ['sync', 'async'] as const;

/** Times from here on are of the calendar, ms since 1970: no trace begins 30 years after its beginning. It is 2001-09-09. */
const CALENDAR_MS = 1e12;

/**
 * Between these a first row is of the calendar in seconds, 2001-09-09 to 2096-10-02: that a trace begins 11 to 46 days after its beginning is
 * far less likely, and played so, all would come a thousand times too fast.
 */
const SECONDS = { from: 1e9, below: 4e9 };

const DAY_MS = 24 * 60 * 60 * 1000;

/** No calendar of ours: what is larger was written in microseconds. It is the year 5138. */
const END_MS = 1e14;

/**
 * Our own format: arrivals in order of time, for functions by their keys; fields of the last three columns may be empty. Times count
 * from the beginning of the trace or, in all rows, from 1970: then the trace begins with its first row.
 * @param startMs  as `scfStartMs` has it
 * @throws TraceFault
 */
export async function* scfRows({ table, mapping, onShare }: Omit<Source, 'type'>, startMs: number | undefined): Rows {
  const [atMs, fn, type] = required.map((name) => table.column(name, 'scf')) as [number, number, number];
  const [durationMs, coldStartMs, outcome] = optional.map((name) => table.find(name));
  refuseOthers(table);
  const functionOf = (row: CsvRow): string => {
    const name = table.text(row, fn);
    const key = mapping.of(name, row.line);
    // No name that could be mapped.
    if (name === '' && key === '') throw table.fault('choice', row, fn, { name: 'function', value: name, values: mapping.functions });
    return key;
  };
  let before = 0;
  for await (const rows of table.rows(onShare)) {
    const read = rows.map((row): TraceRow => {
      const at = table.number(row, atMs);
      if (at >= (startMs === undefined ? CALENDAR_MS : END_MS))
        throw table.fault('calendar', row, atMs, { name: 'atMs', value: table.text(row, atMs) });
      if (at < before) throw table.fault('order', row, atMs, { name: 'atMs', value: table.text(row, atMs), before: String(before) });
      before = at;
      return {
        atMs: startMs === undefined ? at : Math.round((at - startMs) * 1000) / 1000,
        function: functionOf(row),
        type: table.choice(row, type, types),
        ...(isFilled(row, durationMs) && { durationMs: table.number(row, durationMs) }),
        ...(isFilled(row, coldStartMs) && { coldStartMs: table.number(row, coldStartMs) }),
        ...(isFilled(row, outcome) && { outcome: table.choice(row, outcome, outcomes) }),
      };
    });
    mapping.check();
    yield read;
  }
}

/**
 * When such a trace begins.
 * @returns ms since the Unix epoch; undefined of a trace whose times count from its beginning
 * @throws TraceFault `seconds`
 */
export async function scfStartMs(table: Table): Promise<number | undefined> {
  const atMs = table.column('atMs', 'scf');
  for await (const [first] of table.rows()) {
    if (!first) continue;
    const at = table.number(first, atMs);
    if (at >= SECONDS.from && at < SECONDS.below) throw secondsFault(table, first, atMs, at);
    return at >= CALENDAR_MS ? at : undefined;
  }
  return undefined;
}

function secondsFault(table: Table, row: CsvRow, column: number, at: number): TraceFault {
  const date = new Date(at * 1000).toISOString();
  return table.fault('seconds', row, column, { name: 'atMs', value: table.text(row, column), date, days: Math.floor(at / DAY_MS) });
}

function isFilled(row: CsvRow, column: number | undefined): column is number {
  return column !== undefined && row.cells[column]?.trim() !== '';
}

/** A column that is spelt wrong would be read as if it were not there. */
function refuseOthers({ header, file }: Table): void {
  const known: readonly string[] = [...required, ...optional];
  const at = header.findIndex((name, index) => !known.includes(name) || header.indexOf(name) < index);
  const name = header[at];
  if (name !== undefined) throw new TraceFault('columnUnknown', { file, line: 1, column: at + 1 }, { name, known });
}
