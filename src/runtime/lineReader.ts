import { StringDecoder } from 'node:string_decoder';
import { limits } from '../scf';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const lineMax = limits.logLine.value;
const nothing: Buffer = Buffer.alloc(0);

/** Reads lines from the bytes of one output stream of an instance. */
export class LineReader {
  readonly #line: (text: string, cutBytes: number) => void;
  /** The line that is open: no more of it than is shown. */
  #head = nothing;
  #lineBytes = 0;
  #lastByte = 0;

  /** @param line  gets each line without its end; `cutBytes` were left out. @source S164 */
  constructor(line: (text: string, cutBytes: number) => void) {
    this.#line = line;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      this.#take(chunk.subarray(from, at));
      from = at + 1;
      this.#tell(this.#lastByte === carriageReturn ? 1 : 0);
    }
    this.#take(chunk.subarray(from));
  }

  /** What comes next begins a line, even where the last one was left open. */
  flush(): void {
    if (this.#lineBytes > 0) this.#tell(0);
  }

  #take(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.#head.length < lineMax) {
      const more = bytes.subarray(0, lineMax - this.#head.length);
      this.#head = this.#head.length === 0 ? more : Buffer.concat([this.#head, more]);
    }
    this.#lineBytes += bytes.length;
    this.#lastByte = bytes[bytes.length - 1] ?? 0;
  }

  /** @param endBytes  of the line that belong to its end */
  #tell(endBytes: number): void {
    const bytes = this.#lineBytes - endBytes;
    const head = this.#head.subarray(0, bytes);
    this.#head = nothing;
    this.#lineBytes = 0;
    this.#lastByte = 0;
    // A decoder leaves out a character that the cut has split.
    const text = bytes > head.length ? new StringDecoder('utf8').write(head) : head.toString();
    this.#line(text, bytes - head.length);
  }
}
