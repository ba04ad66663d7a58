#!/usr/bin/env node
import nodeModule from 'node:module';
import { sayCli } from '../messages/cli';
import { languageOf } from '../messages/text';
import { UsageError, type Output } from '../commands/output';
import { wantsColour } from '../commands/terminal';
import { run } from './run';

// Node 22.1 and later keep compiled code between runs: a command-line tool starts in a fraction of the time.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

const lang = languageOf(process.env);
const output: Output = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  // Asked for only by who has something to colour: opening the stream takes longer than most of a clean check.
  get colour() {
    return wantsColour(process.env, process.stderr);
  },
  lang,
};

// A reader that has seen enough (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

run(process.argv.slice(2), process, output).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    output.err(sayCli(lang, 'cli.error', { message: error.message }));
    process.exitCode = 2;
  },
);
