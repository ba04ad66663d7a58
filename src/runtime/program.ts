import { join } from 'node:path';

/** What a process of an instance runs: a program, and the script with which it waits for what it is told. */
export interface Program {
  /** Absolute. */
  readonly file: string;
  readonly flags: readonly string[];
  readonly script: string;
}

export const nodeProgram: Program = { file: process.execPath, flags: [], script: join(__dirname, 'bootstrap.cjs') };

/**
 * Output at once, as text in UTF-8 whatever the machine's locale is, and no compiled files beside the user's code.
 * @param file  the interpreter
 * @source S200, S207
 */
export function pythonProgram(file: string): Program {
  return { file, flags: ['-u', '-B', '-X', 'utf8'], script: join(__dirname, 'bootstrap.py') };
}

/** The words of its command line. */
export function commandOf({ file, flags, script }: Program): string[] {
  return [file, ...flags, script];
}
