import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { Heap } from 'heap-js';

/** A row and its line. */
export type Line = readonly [row: number, text: string];

/** Bytes of each run that are in memory while they are merged. */
const READ_BYTES = 64 * 1024;

/** Lines written to the disk together, characters. */
const WRITE_SIZE = 1024 * 1024;

/** Lines that found no place in memory, in a file that holds one sorted run after another. */
export class SortedRuns {
  readonly #path: string;
  readonly #file: number;
  /** Where each run ends, bytes. */
  readonly #ends: number[] = [];

  /** @throws what the system says when the file cannot be made, and so do the other methods */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'wx+');
  }

  /** @param lines  in the order of rows; their texts without line breaks */
  add(lines: readonly Line[]): void {
    let end = this.#ends.at(-1) ?? 0;
    let text = '';
    const flush = () => {
      writeFileSync(this.#file, text);
      end += Buffer.byteLength(text);
      text = '';
    };
    for (const [row, line] of lines) {
      text += `${row} ${line}\n`;
      if (text.length >= WRITE_SIZE) flush();
    }
    flush();
    this.#ends.push(end);
  }

  /** All lines and those given beside, by row. @param inMemory  in the order of rows */
  *merged(inMemory: readonly Line[]): Generator<string, void, undefined> {
    const sources = [inMemory.values(), ...this.#ends.map((end, run) => this.#run(this.#ends[run - 1] ?? 0, end))];
    const heads = new Heap<{ line: Line; rest: Iterator<Line> }>((a, b) => a.line[0] - b.line[0]);
    const offer = (rest: Iterator<Line>) => {
      const next = rest.next();
      if (next.done !== true) heads.push({ line: next.value, rest });
    };
    sources.forEach(offer);
    for (let head = heads.pop(); head; head = heads.pop()) {
      yield head.line[1];
      offer(head.rest);
    }
  }

  /** Give the disk its room back. */
  remove(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  *#run(from: number, end: number): Generator<Line, void, undefined> {
    const bytes = Buffer.alloc(Math.min(READ_BYTES, end - from));
    const decoder = new StringDecoder(); // a character may lie across two reads
    let text = '';
    for (let at = from; at < end;) {
      const read = readSync(this.#file, bytes, 0, Math.min(bytes.length, end - at), at);
      if (read === 0) throw new Error(`${this.#path} has become shorter`);
      at += read;
      const lines = (text + decoder.write(bytes.subarray(0, read))).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) yield lineOf(line);
    }
  }
}

function lineOf(text: string): Line {
  const space = text.indexOf(' ');
  return [Number(text.slice(0, space)), text.slice(space + 1)];
}
