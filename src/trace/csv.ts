import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { types } from 'node:util';
import type { Parser } from 'csv-parse';
import { TraceFault } from './fault';

/** One row of a CSV file, blank ones left out. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Where it ends, counting from 1. */
  readonly line: number;
}

/** Longest row, characters: a day of minutes takes some 10,000, and a quotation mark that is never closed takes all there is. */
const ROW_MAX = 1_000_000;

/** Bytes read at a time: some thousand rows. */
const READ_BYTES = 128 * 1024;

const QUOTE = '"'.charCodeAt(0);

/**
 * The rows of a file, the header among them, some thousand at a time; memory does not grow with the file.
 * @param onShare  is told which share of the file has been read, from 0 to 1
 * @throws TraceFault `unreadable`, `quote`, `rowTooLong`
 */
export async function* csvRows(file: string, onShare?: (share: number) => void): AsyncGenerator<readonly CsvRow[], void, undefined> {
  const { parse } = await import('csv-parse'); // most commands read no trace, and start sooner without it
  // Told line by line where it is, the parser takes twice the time. It leaves no row out, so its rows can be counted.
  const parser = parse({ bom: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: ROW_MAX });
  let rows: CsvRow[] = [];
  let line = 0;
  let quotes = false;
  parser.on('data', (cells: string[]) => {
    line += 1 + (quotes ? lineBreaksIn(cells) : 0);
    if (cells.length > 1 || cells[0]?.trim() !== '') rows.push({ cells, line });
  });
  const ended = once(parser, 'end');
  ended.catch(() => undefined); // a fault is heard of where it was written
  try {
    const { size } = statSync(file);
    let bytesRead = 0;
    for await (const chunk of createReadStream(file, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
      bytesRead += chunk.length;
      onShare?.(Math.min(1, bytesRead / size));
      quotes ||= chunk.includes(QUOTE);
      await written(parser, chunk);
      if (rows.length === 0) continue;
      yield rows;
      rows = [];
    }
    parser.end();
    await ended;
  } catch (error) {
    throw faultOf(error, file);
  } finally {
    parser.destroy();
  }
  if (rows.length > 0) yield rows;
}

function written(parser: Parser, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(chunk, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function lineBreaksIn(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

/** The parser's and the system's errors in terms of a trace; ours, which come through a consumer, as they are. */
function faultOf(error: unknown, file: string): unknown {
  if (!types.isNativeError(error)) return error;
  if ('syscall' in error) return new TraceFault('unreadable', { file }, { detail: error.message }, { cause: error });
  if (!('code' in error && 'lines' in error && typeof error.lines === 'number')) return error;
  const place = { file, line: error.lines };
  return error.code === 'CSV_MAX_RECORD_SIZE'
    ? new TraceFault('rowTooLong', place, { limit: ROW_MAX }, { cause: error })
    : new TraceFault('quote', place, undefined, { cause: error });
}
