import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTrace, TraceFault, type TraceOptions, type TraceRow } from '../../src/trace';

export const fixtures = join(__dirname, '..', '..', 'fixtures', 'traces');

const folder = mkdtempSync(join(tmpdir(), 'scf-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A file with that text, for the time of the test. */
export function fileOf(text: string | Uint8Array, name = `${(files += 1)}.csv`): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const anyName = { functions: ['f'], map: new Map([['*', 'f']]) };

/** All rows of a trace; every name stands for `f` unless said otherwise. */
export async function rowsOf(file: string, options: TraceOptions = anyName): Promise<readonly TraceRow[]> {
  const rows: TraceRow[] = [];
  for await (const batch of await openTrace(file, options)) rows.push(...batch);
  return rows;
}

/** The fault that a trace ends with, as far as one matches on it; its number of rows when there is none. */
export async function faultOf(text: string | Uint8Array, options?: Partial<TraceOptions>): Promise<object> {
  try {
    return { rows: (await rowsOf(fileOf(text), { ...anyName, ...options })).length };
  } catch (error) {
    if (!(error instanceof TraceFault)) throw error;
    return { code: error.code, line: error.line, column: error.column, params: error.params };
  }
}
