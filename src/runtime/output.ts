import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { limits } from '../scf';

/** Who listens to one output stream of an instance. */
interface OutputListener {
  /** One line, without its end. `cutBytes` were left out at its end. @source S164 */
  line(text: string, cutBytes: number): void;
  /** Nothing more comes until `resume`: the instance has set its mark, or the stream has ended. */
  rested(): void;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const lineMax = limits.logLine.value;

/**
 * Reads lines from an output stream of an instance, up to the mark that the instance sets behind a run. What comes after the mark waits in
 * the pipe, and belongs to the next run.
 *
 * The mark ends a line, so that it shows even where user code has left its last line open.
 */
export class Output {
  readonly #stream: Readable;
  readonly #mark: Buffer;
  readonly #listener: OutputListener;
  /** The line that is being read: its beginning up to what is shown of a line, and its last bytes, where a mark would be. */
  #head = Buffer.alloc(0);
  #tail = Buffer.alloc(0);
  #lineBytes = 0;
  #ended = false;
  #resting = false;

  /** @param nonce  what marks consist of; unknown to user code */
  constructor(stream: Readable, nonce: string, listener: OutputListener) {
    this.#stream = stream;
    this.#mark = Buffer.from(`\0${nonce}`);
    this.#listener = listener;
    stream.on('data', (chunk: Buffer) => this.#read(chunk));
    stream.on('error', () => stream.destroy());
    stream.on('close', () => this.#end());
  }

  /** Whether everything up to the mark has been read. */
  get resting(): boolean {
    return this.#resting || this.#ended;
  }

  /** Read on, past the mark. */
  resume(): void {
    this.#resting = false;
    this.#stream.resume();
  }

  /** Let go of the stream, whoever may still hold its other end. */
  destroy(): void {
    this.#stream.destroy();
  }

  #read(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      this.#take(chunk.subarray(from, at));
      from = at + 1;
      if (this.#closeLine()) return this.#rest(chunk.subarray(from));
    }
    this.#take(chunk.subarray(from));
  }

  /** Keeps of a line no more than is shown, and enough of its end to know a mark. */
  #take(bytes: Buffer): void {
    this.#lineBytes += bytes.length;
    if (this.#head.length < lineMax) this.#head = Buffer.concat([this.#head, bytes.subarray(0, lineMax - this.#head.length)]);
    const keep = this.#mark.length + 1;
    this.#tail = bytes.length >= keep ? Buffer.from(bytes.subarray(-keep)) : Buffer.concat([this.#tail, bytes]).subarray(-keep);
  }

  /** The line is complete. Whether it ended with the mark. */
  #closeLine(): boolean {
    const marked = this.#tail.length >= this.#mark.length && this.#tail.subarray(-this.#mark.length).equals(this.#mark);
    const endBytes = marked ? this.#mark.length : Number(this.#tail.at(-1) === carriageReturn);
    const bytes = this.#lineBytes - endBytes;
    const head = this.#head.subarray(0, bytes);
    this.#head = Buffer.alloc(0);
    this.#tail = Buffer.alloc(0);
    this.#lineBytes = 0;
    if (marked && bytes === 0) return true;
    // A decoder leaves out a character that the cut has split.
    const text = bytes > head.length ? new StringDecoder('utf8').write(head) : head.toString();
    this.#listener.line(text, bytes - head.length);
    return marked;
  }

  #rest(later: Buffer): void {
    this.#stream.pause();
    if (later.length > 0) this.#stream.unshift(later);
    this.#resting = true;
    this.#listener.rested();
  }

  #end(): void {
    this.#ended = true;
    if (this.#lineBytes > 0) this.#closeLine();
    this.#listener.rested();
  }
}
