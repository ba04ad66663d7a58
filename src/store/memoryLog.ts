import Denque from 'denque';
import { LogWindow, type LogLimits } from './logWindow';
import type { StoredLine } from './port';

/** The log of one request in memory. @source S164 */
export class MemoryLog {
  readonly #window: LogWindow;
  readonly #lines = new Denque<StoredLine>();
  #next = 0;
  #bytes = 0;

  constructor(limits: LogLimits) {
    this.#window = new LogWindow(limits);
  }

  /** What it takes, by the text of its lines. */
  get bytes(): number {
    return this.#bytes;
  }

  append(atMs: number, text: string): void {
    for (const line of this.#window.admit(atMs, text)) this.#push(atMs, line);
  }

  /** No more is to come: what was left out is told. */
  end(atMs: number): void {
    for (const line of this.#window.rest()) this.#push(atMs, line);
  }

  /** Forget the oldest lines until what is left has at most `bytes`; those that are left keep their numbers. */
  shrink(bytes: number): void {
    while (this.#bytes > bytes) this.#bytes -= sizeOf(this.#lines.shift()?.text ?? '');
  }

  read(from: number, limit: number): readonly StoredLine[] {
    const first = this.#lines.peekFront()?.n ?? this.#next;
    const begin = Math.max(0, from - first);
    const count = Math.max(0, Math.min(limit, this.#lines.length - begin));
    return Array.from({ length: count }, (_, at) => this.#lines.peekAt(begin + at)).filter((line) => line !== undefined);
  }

  tail(bytes: number): readonly StoredLine[] {
    return tailOf(bytes, this.#fromLast());
  }

  *#fromLast(): Generator<StoredLine> {
    for (let at = this.#lines.length - 1; at >= 0; at -= 1) {
      const line = this.#lines.peekAt(at);
      if (line) yield line;
    }
  }

  #push(atMs: number, text: string): void {
    this.#lines.push({ n: this.#next, atMs, text });
    this.#next += 1;
    this.#bytes += sizeOf(text);
  }
}

/** Of lines from the last to the first, those that the last `bytes` of a log have, in their order; of the first one there may be only the end. */
export function tailOf(bytes: number, fromLast: Iterable<StoredLine>): readonly StoredLine[] {
  const found: StoredLine[] = [];
  let left = bytes;
  for (const line of fromLast) {
    const size = sizeOf(line.text);
    if (size > left) {
      const text = endOf(line.text, left - 1);
      if (text !== '') found.push({ ...line, text });
      break;
    }
    left -= size;
    found.push(line);
  }
  return found.reverse();
}

/** Its last characters that have up to `bytes`. */
function endOf(text: string, bytes: number): string {
  if (bytes <= 0) return '';
  const all = Buffer.from(text);
  let begin = all.length - bytes;
  // Bytes of this kind go on with a character that began before.
  while (((all[begin] ?? 0) & 0xc0) === 0x80) begin += 1;
  return all.toString('utf8', begin);
}

/** A line with its end, bytes. */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text) + 1;
}
