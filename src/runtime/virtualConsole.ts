import { Console } from 'node:console';
import { Writable } from 'node:stream';
import type { LineCutter } from './lines';
import { realProcess } from './realNode';

/** What a console knows of its instance. */
interface ConsoleParts {
  readonly nowMs: () => number;
  /** The request that its lines belong to. */
  readonly requestId: () => string;
}

/** A stream that user code writes to. */
export function writer(lines: LineCutter): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      lines.write(chunk.toString());
      done();
    },
  });
}

/** A console that writes as the platform's does: `<time>\t<requestId>\t<text>`, all to standard output. @source S165 */
export function platformConsole({ nowMs, requestId }: ConsoleParts, stdout: LineCutter): object {
  const stream = writer(stdout);
  const prefixed = Object.assign(Object.create(stream) as Writable, {
    write: (text: string) => {
      stdout.write(`${new Date(Math.floor(nowMs())).toISOString()}\t${requestId()}\t${text}`);
      return true;
    },
  });
  const made = new Console({ stdout: prefixed, stderr: prefixed, ignoreErrors: false, colorMode: false });
  return Object.assign(made, stopwatches(made, nowMs));
}

type Stopwatches = Pick<Console, 'time' | 'timeEnd' | 'timeLog'>;

/** Those of Node tell real time, and so know no label; of one that nobody knows they warn. */
function stopwatches(printer: Console, nowMs: () => number): Stopwatches {
  const [timeEnd, timeLog] = [printer.timeEnd.bind(printer), printer.timeLog.bind(printer)];
  const began = new Map<string, number>();
  const passed = (label: string): string | undefined => {
    const from = began.get(label);
    return from === undefined ? undefined : duration(nowMs() - from);
  };
  return {
    time: (label = 'default') => {
      if (began.has(label)) realProcess.emitWarning(`Label '${label}' already exists for console.time()`);
      else began.set(label, nowMs());
    },
    timeLog: (label = 'default', ...data: unknown[]) => {
      const said = passed(label);
      if (said === undefined) timeLog(label, ...data);
      else printer.log('%s: %s', label, said, ...data);
    },
    timeEnd: (label = 'default') => {
      const said = passed(label);
      began.delete(label);
      if (said === undefined) timeEnd(label);
      else printer.log('%s: %s', label, said);
    },
  };
}

/** As Node writes it: `3ms`, `1.500s`, `1:00.000 (m:ss.mmm)`. */
function duration(ms: number): string {
  if (ms < 1_000) return `${Number(ms.toFixed(3))}ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(3)}s`;
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor((ms % 3_600_000) / 60_000)];
  const seconds = ((ms % 60_000) / 1_000).toFixed(3).padStart(6, '0');
  return hours === 0 ? `${minutes}:${seconds} (m:ss.mmm)` : `${hours}:${`${minutes}`.padStart(2, '0')}:${seconds} (h:mm:ss.mmm)`;
}
