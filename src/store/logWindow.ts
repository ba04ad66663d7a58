import { StringDecoder } from 'node:string_decoder';
import { limits } from '../scf';

/** How much of the log of one request is kept. */
export interface LogLimits {
  /** A longer line is cut, bytes. */
  readonly lineBytes: number;
  /** What comes after so much in one window is left out. */
  readonly windowMs: number;
  readonly windowBytes: number;
  readonly windowLines: number;
}

/** @source S164 */
export const logLimits: LogLimits = { lineBytes: limits.logLine.value, windowMs: 5_000, windowBytes: 1024 * 1024, windowLines: 5_000 };

/** Room for what whoever has cut a line says of that at its end, bytes. */
const cutNoteBytes = 64;

/** The platform's own lines, which tell how a run went: so many of them are kept in each window whatever else there was. */
const platformLine = /^(START|Event|ERROR|END|Report) RequestId: |^\[PLATFORM\] /;
const reserveLines = 64;

/**
 * Lets through what may be kept of the lines of one request, and says in their place how many were left out.
 * @source S164; S160 for the platform's lines
 * @assumes S164: a window begins with a line when none is open; what is left out is told when the next window begins, before a line of the
 *   platform's, or when the request ends
 */
export class LogWindow {
  readonly #limits: LogLimits;
  #beganMs = -Infinity;
  #lines = 0;
  #bytes = 0;
  #reserved = 0;
  #left = { lines: 0, bytes: 0 };

  constructor(of: LogLimits) {
    this.#limits = of;
  }

  /** What is to be kept now that there is this line: none, the line, or first what is said of those that were left out. */
  admit(atMs: number, text: string): readonly string[] {
    const { windowMs, windowBytes, windowLines, lineBytes } = this.#limits;
    const before = atMs - this.#beganMs >= windowMs ? this.#open(atMs) : [];
    const line = cut(text, lineBytes);
    const bytes = Buffer.byteLength(line) + 1;
    const fits = this.#lines < windowLines && this.#bytes + bytes <= windowBytes;
    if (!fits && !(this.#reserved < reserveLines && platformLine.test(line))) {
      this.leaveOut(bytes);
      return before;
    }
    if (!fits) {
      this.#reserved += 1;
      return [...before, ...this.rest(), line];
    }
    this.#lines += 1;
    this.#bytes += bytes;
    return [...before, line];
  }

  /** A line could not be kept. @param bytes  its size */
  leaveOut(bytes: number): void {
    this.#left.lines += 1;
    this.#left.bytes += bytes;
  }

  /** What is still to be said when no more comes. */
  rest(): readonly string[] {
    const { lines, bytes } = this.#left;
    if (lines === 0) return [];
    this.#left = { lines: 0, bytes: 0 };
    return [`[PLATFORM] ${lines === 1 ? '1 line' : `${lines} lines`} (${bytes} bytes) left out here: there were too many in a short time.`];
  }

  #open(atMs: number): readonly string[] {
    this.#beganMs = atMs;
    this.#lines = 0;
    this.#bytes = 0;
    this.#reserved = 0;
    return this.rest();
  }
}

function cut(text: string, lineBytes: number): string {
  // No character has more than three bytes for each of its units, so most lines need no count.
  if (text.length * 3 <= lineBytes) return text;
  const bytes = Buffer.from(text);
  if (bytes.length <= lineBytes + cutNoteBytes) return text;
  // A decoder leaves out a character that the cut has split.
  return `${new StringDecoder('utf8').write(bytes.subarray(0, lineBytes))} … (${bytes.length - lineBytes} more bytes cut)`;
}
