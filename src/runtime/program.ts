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

/** Compiles a file, and says what is in the way: line, column, message. What is in the user's folders or variables is not looked at. */
const check = `
import sys
import tokenize
try:
    # Of bytes, columns would be counted in bytes.
    compile(tokenize.open(sys.argv[1]).read(), sys.argv[1], 'exec', dont_inherit=True)
except SyntaxError as error:
    print(error.lineno or '', error.offset or '', error.msg)
except (OSError, RecursionError, MemoryError):
    pass
except ValueError as error:
    print('', '', error)
`;

/** A command line that says what is wrong with how a file in Python is written. Nothing of the file is run. @param python  the interpreter */
export function checkOf(python: string, file: string): readonly string[] {
  return [python, '-I', '-W', 'ignore', '-X', 'utf8', '-c', check, file];
}

/** The words of its command line. */
export function commandOf({ file, flags, script }: Program): string[] {
  return [file, ...flags, script];
}
