import { Heap } from 'heap-js';
import type { TraceRow } from './row';
import type { Rows, Source } from './source';

/** Rows held back until earlier arrivals can no longer come; about 17 hours of the published trace. */
export const REORDER_ROWS = 100_000;

/** Rows passed on at a time. */
const BATCH_ROWS = 4096;

interface Held {
  readonly arrivedMs: number;
  readonly durationMs: number;
  readonly function: string;
  readonly line: number;
}

/**
 * Azure's trace of 2021: one row for each invocation, in the order in which they ended. They arrived a duration earlier, so up to
 * `reorderRows` of them are held back and put in order; one that arrived before what has been passed on by then is a fault, since
 * whoever plays the trace has played that moment. Time counts from the first arrival.
 *
 * @throws TraceFault `late`, and what reading throws
 */
export async function* azure2021Rows({ table, mapping, type, onShare }: Source, reorderRows: number): Rows {
  const column = (name: string) => table.column(name, 'azure-functions-2021');
  const [app, func, end, duration] = [column('app'), column('func'), column('end_timestamp'), column('duration')];
  const held = new Heap<Held>((a, b) => a.arrivedMs - b.arrivedMs || a.line - b.line);
  let firstMs: number | undefined;
  let passedMs = -Infinity;
  const pass = ({ arrivedMs, durationMs, function: key }: Held): TraceRow => {
    firstMs ??= arrivedMs;
    passedMs = arrivedMs;
    return { atMs: wholeMicroseconds(arrivedMs - firstMs), function: key, type, durationMs };
  };
  for await (const rows of table.rows(onShare)) {
    const passed: TraceRow[] = [];
    for (const row of rows) {
      const durationMs = wholeMicroseconds(table.number(row, duration) * 1000);
      const arrivedMs = wholeMicroseconds(table.number(row, end) * 1000 - durationMs);
      if (arrivedMs < passedMs) throw table.fault('late', row, end, { lateMs: wholeMicroseconds(passedMs - arrivedMs), rows: reorderRows });
      held.push({ arrivedMs, durationMs, function: mapping.of(`${table.text(row, app)}/${table.text(row, func)}`, row.line), line: row.line });
      const next = held.length > reorderRows ? held.pop() : undefined;
      if (next) passed.push(pass(next));
    }
    mapping.check();
    yield passed;
  }
  while (held.length > 0) yield taken(held, BATCH_ROWS).map(pass);
}

/** The file's seconds have three or more decimals; what arithmetic adds to them would make differences of nothing. */
function wholeMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function taken(held: Heap<Held>, count: number): Held[] {
  const rows: Held[] = [];
  for (let next = held.pop(); next; next = rows.length < count ? held.pop() : undefined) rows.push(next);
  return rows;
}
