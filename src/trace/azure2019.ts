import { interpolate, stream, type Stream } from '../random';
import type { Percentile } from '../scf';
import type { CsvRow } from './csv';
import { TraceFault } from './fault';
import { percentileColumns, percentilesOf, type Percentiles } from './percentiles';
import type { TraceRow } from './row';
import type { Rows, Source } from './source';
import { Table } from './table';

const FORMAT = 'azure-functions-2019';
const MINUTE_MS = 60_000;

/** Arrivals that one minute may have: they are put in order in memory. */
const MINUTE_MAX = 10_000_000;

/** Counts held at a time, 16 bytes each; a longer day is read in several passes. */
const COUNTS_MAX = 4_000_000;

/** What the trace leaves open, and how it is filled. */
export interface PlacementModel {
  /** Arrivals are placed evenly at random in their minute; durations are drawn from percentiles, on straight lines between them. */
  readonly kind: 'placed';
  readonly seed: number;
}

/** One row of the trace: a function, and where its arrivals and durations come from. No other function changes what it draws. */
interface Arriving {
  readonly function: string;
  readonly arrivals: Stream;
  readonly lengths: Stream;
  /** Undefined where the trace does not say. */
  readonly durations: readonly Percentile[] | undefined;
}

/**
 * Azure's trace of 2019: for each function, how many invocations came in each minute of a day, and percentiles of its durations. Since
 * it lies function by function and is played minute by minute, memory grows with functions, and by no more than `COUNTS_MAX`
 * with counts.
 *
 * @param durationsFile  percentiles of its functions' durations
 * @throws TraceFault `percentiles`, `tooMany`, and what reading throws
 */
export async function* azure2019Rows(source: Source, seed: number, durationsFile: string, countsMax = COUNTS_MAX): Rows {
  const durations = await percentilesByName(durationsFile, 'percentile_Average_');
  const { functions, filled } = await survey(source, durations, seed);
  for (let fromMinute = 0; fromMinute < filled.length;) {
    const minutes = minutesWithin(filled.slice(fromMinute), countsMax);
    const counts = await read(source.table, fromMinute, minutes);
    for (const [index, pairs] of counts.entries()) {
      source.onShare?.((fromMinute + index) / filled.length);
      yield* inBatches(placed(functions, pairs, fromMinute + index, source.type));
    }
    fromMinute += minutes;
  }
}

/** Memory that instances used, MB, by the name in the trace: `app/func`, or `app` where the file has no functions. */
export async function memoryOf(file: string): Promise<ReadonlyMap<string, Percentiles>> {
  return await percentilesByName(file, 'AverageAllocatedMb_pct');
}

async function percentilesByName(file: string, prefix: string): Promise<ReadonlyMap<string, Percentiles>> {
  const table = await Table.open(file);
  const columns = percentileColumns(table, prefix, FORMAT);
  const nameOf = namesOf(table);
  const found = new Map<string, Percentiles>();
  for await (const rows of table.rows()) {
    for (const row of rows) found.set(nameOf(row), percentilesOf(table, row, columns));
  }
  return found;
}

function namesOf(table: Table): (row: CsvRow) => string {
  const [app, func] = [table.column('HashApp', FORMAT), table.find('HashFunction')];
  return (row) => (func === undefined ? table.text(row, app) : `${table.text(row, app)}/${table.text(row, func)}`);
}

/** The columns of the minutes, which are named 1, 2, 3 … */
function minuteColumns(table: Table): readonly number[] {
  const first = table.column('1', FORMAT);
  const columns = table.header.slice(first);
  const odd = columns.findIndex((name, index) => name !== String(index + 1));
  if (odd >= 0)
    throw new TraceFault('columnMissing', { file: table.file, line: 1, column: first + odd + 1 }, { name: String(odd + 1), format: FORMAT });
  return columns.map((_, index) => first + index);
}

/** Rows with an invocation in any minute, with all their counts; functions that are never invoked need not be mapped. */
async function* counted(table: Table): AsyncGenerator<readonly (readonly [row: CsvRow, counts: readonly number[]])[], void, undefined> {
  const columns = minuteColumns(table);
  for await (const rows of table.rows()) {
    yield rows
      .map((row) => [row, columns.map((column) => table.number(row, column, true))] as const)
      .filter(([, counts]) => counts.some((count) => count > 0));
  }
}

/** Read all once: who is in it, and how many counts above 0 each minute has. */
async function survey({ table, mapping }: Source, durations: ReadonlyMap<string, Percentiles>, seed: number) {
  const columns = minuteColumns(table);
  const nameOf = namesOf(table);
  const functions: Arriving[] = [];
  const times = new Map<string, number>();
  const filled = columns.map(() => 0);
  const sums = columns.map(() => 0);
  for await (const rows of counted(table)) {
    for (const [row, counts] of rows) {
      const name = nameOf(row);
      const time = (times.get(name) ?? 0) + 1; // two rows of one function are not to draw the same
      times.set(name, time);
      const own = (purpose: string) => stream(seed, `${purpose} of ${name} ${time}`);
      functions.push({
        function: mapping.of(name, row.line),
        arrivals: own('arrivals'),
        lengths: own('lengths'),
        durations: pointsOf(durations.get(name)),
      });
      counts.forEach((count, minute) => {
        filled[minute] = (filled[minute] ?? 0) + (count > 0 ? 1 : 0);
        const sum = (sums[minute] = (sums[minute] ?? 0) + count);
        if (sum > MINUTE_MAX) throw table.fault('tooMany', row, columns[minute] ?? 0, { minute: minute + 1, count: sum, limit: MINUTE_MAX });
      });
    }
    mapping.check();
  }
  return { functions, filled };
}

function pointsOf(durations: Percentiles | undefined): readonly Percentile[] | undefined {
  return durations?.shares.map((at, index) => ({ at, ms: durations.values[index] ?? 0 }));
}

/** How many minutes from the first one can be held at a time; one at least. */
function minutesWithin(filled: readonly number[], countsMax: number): number {
  let sum = 0;
  const over = filled.findIndex((counts) => (sum += counts) > countsMax);
  return over < 0 ? filled.length : Math.max(1, over);
}

/** Some minutes of all functions: for each minute, pairs of a function's place and its count. */
async function read(table: Table, fromMinute: number, minutes: number): Promise<readonly (readonly number[])[]> {
  const pairs = Array.from({ length: minutes }, (): number[] => []);
  let place = 0;
  for await (const rows of counted(table)) {
    for (const [, counts] of rows) {
      pairs.forEach((ofMinute, index) => {
        const count = counts[fromMinute + index] ?? 0;
        if (count > 0) ofMinute.push(place, count);
      });
      place += 1;
    }
  }
  return pairs;
}

/** The arrivals of one minute in order; of two at the same time, the function that stands first in the file. */
function placed(functions: readonly Arriving[], pairs: readonly number[], minute: number, type: TraceRow['type']): TraceRow[] {
  const rows: TraceRow[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const arriving = functions[pairs[at] ?? 0];
    for (let left = pairs[at + 1] ?? 0; arriving && left > 0; left -= 1) {
      const atMs = (minute + arriving.arrivals.uniform()) * MINUTE_MS;
      const share = arriving.lengths.uniform();
      rows.push({ atMs, function: arriving.function, type, ...(arriving.durations && { durationMs: interpolate(arriving.durations, share) }) });
    }
  }
  return rows.sort((a, b) => a.atMs - b.atMs);
}

const BATCH_ROWS = 4096;

function* inBatches(rows: readonly TraceRow[]): Generator<readonly TraceRow[], void, undefined> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) yield rows.slice(from, from + BATCH_ROWS);
}
