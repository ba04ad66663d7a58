import { setTimeout } from 'node:timers/promises';
import type { EventsMachine } from './eventsCall';
import { interruptsOf } from './terminal';

/** What a process has for the event commands. */
export function eventsMachineOf(process: NodeJS.Process): EventsMachine {
  return {
    onInterrupt: interruptsOf(process),
    onReaderGone: (listener) => {
      const heard = ({ code }: NodeJS.ErrnoException): void => {
        if (code === 'EPIPE') listener();
      };
      process.stdout.on('error', heard);
      return () => process.stdout.off('error', heard);
    },
    ask: process.stdin.isTTY && process.stderr.isTTY ? (question, signal) => ask(question, process.stdin, process.stderr, signal) : undefined,
    // Whoever waits looks at the signal itself.
    pause: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined),
  };
}

/** Anything but a clear yes is a no, and so is the end of the input. */
async function ask(question: string, input: NodeJS.ReadStream, output: NodeJS.WriteStream, signal: AbortSignal): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  // The terminal keeps its own line editing, and so Ctrl-C stays a signal.
  const lines = createInterface({ input, output, terminal: false });
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    const answer = await Promise.race([lines.question(question, { signal }), closed]);
    return /^\s*(y|yes|是)\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}
