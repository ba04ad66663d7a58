import type { Stdin } from './event';
import type { OnInterrupt } from './machine';

/** After this long without a byte on standard input we say what we are waiting for. @source F33 */
const silenceMs = 2000;

/** Standard input of a process. @source F33: reading the stream handles pipe, file, /dev/null and a closed input alike */
export function stdinOf(stream: NodeJS.ReadStream): Stdin {
  return {
    isTTY: stream.isTTY,
    async read(onSilence) {
      const silence = setTimeout(onSilence, silenceMs);
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of stream) {
          clearTimeout(silence);
          chunks.push(Buffer.from(chunk as Buffer));
        }
      } finally {
        clearTimeout(silence);
      }
      return Buffer.concat(chunks).toString();
    },
  };
}

/** Ctrl-C of a process; while somebody listens, it no longer ends the process by itself. SIGTERM asks for the same. */
export function interruptsOf(process: NodeJS.Process): OnInterrupt {
  return (listener) => {
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
    return () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    };
  };
}

/**
 * The terminal of a process is closed. While somebody listens, that does not end the process; once nobody does any more, it ends as it would have
 * at once: Node.js 20 aborts where it sets back a terminal that is not there.
 */
export function hangupsOf(process: NodeJS.Process): OnInterrupt {
  return (listener) => {
    let came = false;
    const hear = (): void => {
      came = true;
      listener();
    };
    process.on('SIGHUP', hear);
    return () => {
      process.off('SIGHUP', hear);
      // Windows has no such signal to send, and ends the process soon by itself.
      if (came && process.platform !== 'win32') process.kill(process.pid, 'SIGHUP');
    };
  };
}

/** How wide results may be: COLUMNS decides, else the terminal that they go to; undefined where they go anywhere else. */
export function columnsOf(
  env: Readonly<Record<string, string | undefined>>,
  stream: { readonly isTTY?: boolean; readonly columns?: number },
): number | undefined {
  const asked = env['COLUMNS'];
  if (asked !== undefined && /^[1-9]\d{0,5}$/.test(asked)) return Number(asked);
  // Some terminals do not know, and say 0.
  return stream.isTTY === true ? stream.columns || undefined : undefined;
}

/** Whether to colour: NO_COLOR and FORCE_COLOR decide, else whether the stream is a terminal that knows colours. */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, stream: { readonly isTTY?: boolean }): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  // Such a terminal (an editor's shell, a log of a build) shows the codes themselves.
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
