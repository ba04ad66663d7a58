import type { Readable } from 'node:stream';
import { LineReader } from './lineReader';

/** One of the two output streams of a process. Between events nobody listens; what is printed then waits for the next one. */
export class ProcessOutput {
  readonly #stream: Readable;
  readonly #lines: LineReader;
  /** Of a stream that rests: what had been read before it could be stopped. */
  #held: Buffer | undefined;
  #resting = true;

  constructor(stream: Readable, line: (text: string, cutBytes: number) => void) {
    this.#stream = stream;
    this.#lines = new LineReader(line);
    stream.on('data', (chunk: Buffer) => this.#read(chunk));
    stream.on('error', () => stream.destroy());
  }

  /** What was printed belongs to what has just ended, and its last line is over. A silent stream need not be stopped. */
  rest(): void {
    this.#lines.flush();
    this.#resting = true;
  }

  resume(): void {
    this.#resting = false;
    if (this.#held === undefined) return;
    const held = this.#held;
    this.#held = undefined;
    this.#lines.push(held);
    this.#stream.resume();
  }

  flush(): void {
    this.#lines.flush();
  }

  /** Let go of the stream, whoever may still hold its other end. */
  destroy(): void {
    this.#stream.destroy();
  }

  #read(chunk: Buffer): void {
    if (!this.#resting) return this.#lines.push(chunk);
    this.#stream.pause();
    this.#held = this.#held === undefined ? chunk : Buffer.concat([this.#held, chunk]);
  }
}
