import { TraceFault } from './fault';
import type { CsvRow } from './csv';
import type { Table } from './table';

/** Percentiles of a quantity: shares of values, rising from 0 to 1, and the values that these shares do not exceed. */
export interface Percentiles {
  readonly shares: readonly number[];
  readonly values: readonly number[];
}

/** Columns of a table that hold percentiles, in order of their shares. */
export interface PercentileColumns {
  readonly columns: readonly number[];
  readonly shares: readonly number[];
}

/**
 * The columns whose names end in a percentile, such as `percentile_Average_75`.
 * @param prefix  what stands before the number
 * @throws TraceFault `columnMissing` when there are none
 */
export function percentileColumns(table: Table, prefix: string, format: string): PercentileColumns {
  const found = table.header
    .map((name, column) => ({ column, share: name.startsWith(prefix) ? Number(name.slice(prefix.length)) / 100 : NaN }))
    .filter(({ share }) => share >= 0 && share <= 1)
    .sort((a, b) => a.share - b.share);
  if (found.length === 0) throw new TraceFault('columnMissing', { file: table.file, line: 1 }, { name: `${prefix}50`, format });
  return { columns: found.map(({ column }) => column), shares: found.map(({ share }) => share) };
}

/** The percentiles of one row. @throws TraceFault `number`, `percentiles` */
export function percentilesOf(table: Table, row: CsvRow, { columns, shares }: PercentileColumns): Percentiles {
  const values = columns.map((column) => table.number(row, column));
  const falls = values.findIndex((value, at) => value < (values[at - 1] ?? 0));
  const column = columns[falls];
  if (column === undefined) return { shares, values };
  const params = { name: table.header[column] ?? '', value: values[falls] ?? 0, before: values[falls - 1] ?? 0 };
  throw table.fault('percentiles', row, column, params);
}
