import { UsageError, type Output } from '../commands/output';
import { columnsOf, wantsColour } from '../commands/terminal';
import { outliveStdout, stderrOf } from '../commands/unwritable';
import { sayCli } from '../messages/cli';
import { languageOf } from '../messages/text';
import { run } from './run';

/** The command line of a process, to its exit code. */
export async function main(process: NodeJS.Process): Promise<void> {
  const lang = languageOf(process.env);
  const output: Output = {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => stderrOf(process).write(`${text}\n`),
    // Asked for only by who has something to colour: opening the stream takes longer than most of a clean check.
    get colour() {
      return wantsColour(process.env, process.stderr);
    },
    get columns() {
      return columnsOf(process.env, process.stdout);
    },
    lang,
  };
  outliveStdout(process, lang);
  try {
    const code = await run(process.argv.slice(2), process, output);
    process.exitCode ||= code;
  } catch (error) {
    const message = isFolderGone(error) ? sayCli(lang, 'cli.folderGone') : error instanceof UsageError ? error.message : undefined;
    if (message === undefined) throw error;
    output.err(sayCli(lang, 'cli.error', { message }));
    process.exitCode = 2;
  }
}

/** A terminal may stay in a folder that was removed; whatever asks where it is fails then. */
function isFolderGone(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' && syscall === 'uv_cwd';
}
