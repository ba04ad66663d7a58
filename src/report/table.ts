import Table, { type CellOptions } from 'cli-table3';
import { padded, widthOf, wrapped } from './width';

type Content = string | number;

/** A table as it is meant, however wide the place for it is. */
export interface TableLook {
  readonly head?: readonly string[];
  /** Left unless said. */
  readonly aligns?: readonly ('left' | 'right')[];
  /** In each row a cell for each column; one for people to read may take all columns that are left (`colSpan`). */
  readonly rows: readonly (readonly (Content | CellOptions)[])[];
  /** Longest line of a cell, columns; without it cells are as wide as what is in them. */
  readonly cellMax?: number;
  /** As many of the first columns together tell rows apart, by their heads and values; without it the first does, by its value. */
  readonly keys?: number;
}

/**
 * A table without colours, as wide as its cells. Where that is too wide for a terminal, cells are broken between words; where that does not
 * do either, a terminal would break the lines of the frame, and each row is a list of its cells instead.
 *
 * @param columns  of the terminal; undefined where it goes anywhere else
 */
export function tableText(look: TableLook, columns: number | undefined): string {
  const plain = framed(look, (cell) => (look.cellMax === undefined ? cell : wrapped(cell, look.cellMax).join('\n')));
  if (columns === undefined || widthOfLines(plain) <= columns) return plain;
  const widths = fittingWidths(look, columns);
  if (widths === undefined) return listed(look, columns);
  return framed(look, (cell, column) => linesOf(cell, widths[column] ?? columns).join('\n'));
}

function framed({ head, aligns, rows }: TableLook, broken: (cell: string, column: number) => string): string {
  const table = new Table({
    ...(head && { head: head.map(broken) }),
    ...(aligns && { colAligns: [...aligns] }),
    style: { head: [], border: [], compact: true },
  });
  const shown = (cell: Content | CellOptions, column: number): Content | CellOptions => {
    if (typeof cell !== 'object') return broken(String(cell), column);
    return cell.colSpan === undefined ? { ...cell, content: broken(textOf(cell), column) } : cell;
  };
  table.push(...rows.map((row) => row.map(shown)));
  return table.toString();
}

/** A frame takes two blanks for each column, and a line on both sides. */
const framePerColumn = 3;

/** Columns narrower than this tear even short words apart. */
const columnMin = 8;

/** Widths with which a table fits, taken from the widest columns, of which none breaks a word; undefined when there are none. */
function fittingWidths({ head = [], rows }: TableLook, columns: number): number[] | undefined {
  const cells = [head, ...rows.map((row) => row.filter((cell) => typeof cell !== 'object' || cell.colSpan === undefined).map(textOf))];
  const all = Array.from({ length: Math.max(...cells.map((row) => row.length)) }, (_, column) => cells.map((row) => row[column] ?? ''));
  const widths = all.map((texts) => Math.max(...texts.map(widthOf)));
  const least = all.map((texts, column) => Math.max(...texts.map(longestPiece), Math.min(widths[column] ?? 0, columnMin)));
  let over = widths.reduce((sum, width) => sum + width + framePerColumn, 1) - columns;
  for (; over > 0; over -= 1) {
    const spare = widths.map((width, column) => (width > (least[column] ?? 0) ? width : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if (spare[widest] === 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function longestPiece(text: string): number {
  return Math.max(...wrapped(text, 1).map(widthOf));
}

/** What stands before the cells of a row, and between a name and its value. */
const indent = '  ';

/** Row by row, cell by cell: what tells the row apart, then each name with its value. Empty cells are left out. */
function listed({ head, rows, keys = 0 }: TableLook, columns: number): string {
  // Without a head the first cell of a row is the name of the second.
  if (head === undefined)
    return entries(
      rows.map(([name = '', ...values]) => [textOf(name), values.map(textOf).join(' ')] as const),
      columns,
    ).join('\n');
  const first = Math.max(keys, 1);
  return rows
    .flatMap((row) => {
      const cells = row.map(textOf);
      const title =
        keys === 0
          ? (cells[0] ?? '')
          : cells
              .slice(0, keys)
              .map((cell, at) => `${head[at]}: ${cell}`)
              .join(', ');
      const spans = row.some((cell) => typeof cell === 'object' && cell.colSpan !== undefined);
      const rest = spans
        ? cells.slice(first).flatMap((cell) => cut(cell, columns - indent.length))
        : entries(
            cells.slice(first).flatMap((cell, at) => (cell === '' ? [] : [[head[first + at] ?? '', cell] as const])),
            columns - indent.length,
          );
      return [...cut(title, columns), ...rest.map((line) => indent + line)];
    })
    .join('\n');
}

/** Names one below the other, each with its value beside it. */
function entries(pairs: readonly (readonly [name: string, value: string])[], columns: number): string[] {
  const names = Math.min(Math.max(0, ...pairs.map(([name]) => widthOf(name))), Math.floor(columns / 2));
  return pairs.flatMap(([name, value]) => {
    const left = cut(name, names);
    const right = cut(value, columns - names - indent.length);
    return Array.from({ length: Math.max(left.length, right.length) }, (_, line) =>
      `${padded(left[line] ?? '', names)}${indent}${right[line] ?? ''}`.trimEnd(),
    );
  });
}

/** A text in lines of so many columns; figures that two blanks part, `p50 0  p99 12`, are torn apart only where one is longer than a line. */
function linesOf(text: string, most: number): string[] {
  const [first = '', ...others] = text.split(/ {2,}/);
  const lines = wrapped(first, most);
  for (const figure of others) {
    const longer = `${lines.at(-1) ?? ''}  ${figure}`;
    if (widthOf(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(...wrapped(figure, most));
  }
  return lines;
}

/** A text in lines of so many columns, a longer word cut. */
function cut(text: string, most: number): string[] {
  return linesOf(text, most).flatMap((line) => pieces(line, Math.max(most, columnMin)));
}

function pieces(line: string, most: number): string[] {
  const lines = [''];
  for (const char of line) {
    const last = lines.at(-1) ?? '';
    if (widthOf(last + char) <= most) lines[lines.length - 1] = last + char;
    else lines.push(char);
  }
  return lines;
}

function textOf(cell: Content | CellOptions): string {
  return String(typeof cell === 'object' ? (cell.content ?? '') : cell);
}

function widthOfLines(text: string): number {
  return Math.max(...text.split('\n').map(widthOf));
}
