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

/** Of lines from the last to the first, those that have up to `bytes` together, in their order. */
export function tailOf(bytes: number, fromLast: Iterable<StoredLine>): readonly StoredLine[] {
  const found: StoredLine[] = [];
  let left = bytes;
  for (const line of fromLast) {
    left -= sizeOf(line.text);
    if (left < 0) break;
    found.push(line);
  }
  return found.reverse();
}

/** A line with its end, bytes. */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text) + 1;
}
