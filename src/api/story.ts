import type { RequestHistory } from '../history/view';
import type { RequestId } from '../scf';
import type { Happening } from './feed';

/** Text that waits for a slow reader, bytes; lines beyond it are read from the history when their turn comes. */
const waitingMaxBytes = 1024 * 1024;
/** Of one piece that is handed on. */
const pieceBytes = 64 * 1024;
const pageLines = 500;

/** Lines of the log that are to be told, by their numbers. */
interface Lines {
  from: number;
  to: number;
}

/** All that happens to one invocation as a stream of JSON objects, one a line. However slow its reader is, it keeps little. */
export class Story {
  readonly #history: RequestHistory;
  #requestId: RequestId | undefined;
  #queue: (string | Lines)[] = [];
  #bytes = 0;
  /** Lines heard of so far. */
  #lines = 0;
  #over = false;
  #wake: () => void = () => undefined;

  constructor(history: RequestHistory) {
    this.#history = history;
  }

  hear(happening: Happening): void {
    if (happening.kind === 'invoked') this.#requestId = happening.requestId;
    if (happening.kind === 'line') this.#line(happening.text);
    else this.tell(happening);
  }

  tell(object: object): void {
    this.#push(`${JSON.stringify(object)}\n`);
  }

  /** Nothing more will happen. */
  end(): void {
    this.#over = true;
    this.#wake();
  }

  /** @param left  called when the reader has gone */
  stream(left: () => void): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    return new ReadableStream({
      pull: async (controller) => {
        while (this.#queue.length === 0 && !this.#over) await new Promise<void>((resolve) => (this.#wake = resolve));
        const piece = this.#piece();
        if (piece !== '') controller.enqueue(encoder.encode(piece));
        if (this.#queue.length === 0 && this.#over) controller.close();
        // Pulled again only after something was given.
        else if (piece === '') controller.enqueue(new Uint8Array());
      },
      cancel: () => {
        left();
        this.#queue = [];
        this.end();
      },
    });
  }

  #line(text: string): void {
    const n = this.#lines++;
    if (this.#bytes < waitingMaxBytes) return this.#push(lineText(text));
    const last = this.#queue.at(-1);
    if (typeof last === 'object') last.to = n + 1;
    else this.#queue.push({ from: n, to: n + 1 });
  }

  #push(text: string): void {
    this.#queue.push(text);
    this.#bytes += text.length;
    this.#wake();
  }

  /** What comes next; empty when lines that waited are not kept any more. */
  #piece(): string {
    const [first] = this.#queue;
    if (typeof first === 'object') return this.#pageOf(first);
    let piece = '';
    let taken = 0;
    for (const text of this.#queue) {
      if (typeof text === 'object' || piece.length > pieceBytes) break;
      piece += text;
      taken += 1;
    }
    this.#queue.splice(0, taken);
    this.#bytes -= piece.length;
    return piece;
  }

  #pageOf(lines: Lines): string {
    const { from, to } = lines;
    const page = this.#requestId === undefined ? [] : this.#history.lines(this.#requestId, from, Math.min(pageLines, to - from));
    const kept = page.filter(({ n }) => n < to);
    lines.from = (kept.at(-1)?.n ?? to) + 1;
    if (lines.from >= to) this.#queue.shift();
    return kept.map(({ text }) => lineText(text)).join('');
  }
}

function lineText(text: string): string {
  return `${JSON.stringify({ kind: 'line', text })}\n`;
}
