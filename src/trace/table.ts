import { csvRows, type CsvRow } from './csv';
import { TraceFault, type TraceFaultCode, type TraceFaultParams } from './fault';

const decimal = /^\d+(\.\d*)?([eE][+-]?\d+)?$/;

/** Above it, whole ms are no longer told apart. */
const NUMBER_MAX = Number.MAX_SAFE_INTEGER;

/** A CSV file with a header, to be read as often as one likes. */
export class Table {
  readonly file: string;
  readonly header: readonly string[];

  private constructor(file: string, header: readonly string[]) {
    this.file = file;
    this.header = header;
  }

  /**
   * Look at a file's header.
   * @throws TraceFault `empty`, and what reading throws
   */
  static async open(file: string): Promise<Table> {
    for await (const [first] of csvRows(file)) {
      if (first)
        return new Table(
          file,
          first.cells.map((name) => name.trim()),
        );
    }
    throw new TraceFault('empty', { file }, undefined);
  }

  /**
   * The rows below the header, some thousand at a time.
   * @param onShare  is told which share of the file has been read, from 0 to 1
   * @throws TraceFault `fields`, and what reading throws
   */
  async *rows(onShare?: (share: number) => void): AsyncGenerator<readonly CsvRow[], void, undefined> {
    let headerRead = false;
    for await (const batch of csvRows(this.file, onShare)) {
      const rows = headerRead ? batch : batch.slice(1);
      headerRead = true;
      const odd = rows.find(({ cells }) => cells.length !== this.header.length);
      if (odd) throw new TraceFault('fields', { file: this.file, line: odd.line }, { expected: this.header.length, got: odd.cells.length });
      yield rows;
    }
  }

  /** Where a column stands; undefined when there is none of that name. */
  find(name: string): number | undefined {
    const at = this.header.indexOf(name);
    return at < 0 ? undefined : at;
  }

  /** @throws TraceFault `columnMissing` */
  column(name: string, format: string): number {
    const at = this.find(name);
    if (at === undefined) throw new TraceFault('columnMissing', { file: this.file, line: 1 }, { name, format });
    return at;
  }

  /** A field without the spaces around it. */
  text(row: CsvRow, column: number): string {
    return (row.cells[column] ?? '').trim();
  }

  /** @throws TraceFault `number` unless the field is a decimal number from 0 to 2⁵³ − 1, and a whole one where that is asked for */
  number(row: CsvRow, column: number, whole = false): number {
    const text = this.text(row, column);
    const value = Number(text);
    if (decimal.test(text) && value <= NUMBER_MAX && (!whole || Number.isInteger(value))) return value;
    const max = decimal.test(text) && value > NUMBER_MAX ? NUMBER_MAX : undefined;
    throw this.fault('number', row, column, { name: this.header[column] ?? '', value: text, whole, max });
  }

  /** @throws TraceFault `choice` unless the field is one of the words */
  choice<W extends string>(row: CsvRow, column: number, values: readonly W[]): W {
    const text = this.text(row, column);
    const chosen = values.find((value) => value === text);
    if (chosen !== undefined) return chosen;
    throw this.fault('choice', row, column, { name: this.header[column] ?? '', value: text, values });
  }

  /** Something is wrong with a field. */
  fault<C extends TraceFaultCode>(code: C, row: CsvRow, column: number, params: TraceFaultParams[C]): TraceFault<C> {
    return new TraceFault(code, { file: this.file, line: row.line, column: column + 1 }, params);
  }
}
