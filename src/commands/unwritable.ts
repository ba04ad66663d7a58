import type { Lang } from '../messages/text';
import { sayCli } from '../messages/cli';

/** Streams that are heard already: each command of a process would do so again. */
const heard = new WeakSet<NodeJS.EventEmitter>();

/**
 * Keeps a process going when its standard output cannot be written. A reader that has seen enough (`| head`) is no failure of ours; a full
 * disk is said once, and work under way is not cut off by it.
 */
export function outliveStdout(process: NodeJS.Process, lang: Lang): void {
  let told = false;
  hear(process.stdout, ({ code, message }) => {
    if (code === 'EPIPE' || told) return;
    told = true;
    process.exitCode = 1;
    stderrOf(process).write(`${sayCli(lang, 'cli.error', { message: sayCli(lang, 'cli.unwritable', { why: message }) })}\n`);
  });
}

/** Standard error, whose own reader may go as well: then nobody is left to be told. Opened when it is asked for. */
export function stderrOf({ stderr }: NodeJS.Process): NodeJS.WriteStream {
  hear(stderr, () => undefined);
  return stderr;
}

function hear(stream: NodeJS.WriteStream, listener: (error: NodeJS.ErrnoException) => void): void {
  if (heard.has(stream)) return;
  heard.add(stream);
  stream.on('error', listener);
}
