import { UsageError, type Output } from '../commands/output';
import { columnsOf, wantsColour } from '../commands/terminal';
import { sayCli } from '../messages/cli';
import { languageOf } from '../messages/text';
import { run } from './run';

/** The command line of a process, to its exit code. */
export async function main(process: NodeJS.Process): Promise<void> {
  const lang = languageOf(process.env);
  const output: Output = {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    // Asked for only by who has something to colour: opening the stream takes longer than most of a clean check.
    get colour() {
      return wantsColour(process.env, process.stderr);
    },
    get columns() {
      return columnsOf(process.env, process.stdout);
    },
    lang,
  };
  let told = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no failure of ours; a full disk is said once, and work under way is not cut off by it.
    if (error.code === 'EPIPE' || told) return;
    told = true;
    process.exitCode = 1;
    output.err(sayCli(lang, 'cli.error', { message: sayCli(lang, 'cli.unwritable', { why: error.message }) }));
  });
  try {
    const code = await run(process.argv.slice(2), process, output);
    process.exitCode ||= code;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.err(sayCli(lang, 'cli.error', { message: error.message }));
    process.exitCode = 2;
  }
}
