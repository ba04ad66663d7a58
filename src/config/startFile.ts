import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagnosticParams } from '../messages';
import { diagnostic, type Diagnostic } from './diagnostic';
import type { Entry, StartFile } from './handlerEntries';
import { statOf } from './handlerFiles';

type StartFault = DiagnosticParams['SCF120']['why'];

/** So much of a start file is looked at, bytes. */
const headMax = 4096;

/**
 * Faults of the file that starts a Web function, or a custom runtime.
 * @source S204, S206: executable, LF line ends, and a first line that names its program
 */
export function startFileFaults({ key, path, handler, ownRuntime }: Entry, codeDir: string, start: StartFile): Diagnostic[] {
  const web = start === 'scf_bootstrap';
  // What asks for the file: the type, or the runtime, where the function itself names it.
  const there = web ? [...path, 'type'] : ownRuntime ? [...path, 'runtime'] : path;
  const at = web || ownRuntime ? 'value' : 'key';
  const file = join(codeDir, start);
  const stats = statOf(file);
  if (stats === 'unknown') return [];
  if (stats?.isFile() !== true) {
    // The program of a custom runtime is more often made by a build than written.
    const params = { function: key, handler: web ? start : (handler ?? start), tried: [start], unbuilt: !web };
    return [diagnostic('SCF113', there, params, { at, rule: web ? 'S206' : 'S204', severity: web ? 'error' : 'warning' })];
  }
  const why = textFault(headOf(file)) ?? modeFault(stats.mode);
  if (why === undefined) return [];
  // A tool that makes the package may set the mode; nothing changes the text.
  return [
    diagnostic(
      'SCF120',
      there,
      { function: key, file: start, why },
      { at, severity: why === 'mode' ? 'warning' : 'error', rule: web ? 'S206' : 'S204' },
    ),
  ];
}

function textFault(head: Buffer | undefined): StartFault | undefined {
  // Programs need no first line; they hold bytes that no text has.
  if (head === undefined || head.includes(0)) return undefined;
  const text = head.toString('utf8');
  if (!text.startsWith('#!')) return 'shebang';
  return text.includes('\r\n') ? 'lineEnds' : undefined;
}

/** Windows knows no such mode. */
function modeFault(mode: number): StartFault | undefined {
  return process.platform === 'win32' || (mode & 0o111) !== 0 ? undefined : 'mode';
}

/** The beginning of a file; undefined when it may not be read. */
function headOf(file: string): Buffer | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const head = Buffer.alloc(headMax);
      return head.subarray(0, readSync(descriptor, head, 0, headMax, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
