import { logLimits, MemoryLog } from '../store';
import type { LogLine } from './view';

/** So many lines of at most so many characters are within all limits of a log. */
const looseMax = 16;
const looseLength = 1_000;

/**
 * The log of one invocation. Most have a few short lines that nobody reads: until there are more they cost no more than a place in a
 * list, and nobody looks into their text.
 */
export class RequestLog {
  /** Times and texts in turn. */
  #loose: (number | string)[] = [];
  #looseBytes = 0;
  /** Has the lines once they are too many. */
  #log: MemoryLog | undefined;

  /** What it takes, by the text of its lines; of a few short ones by their characters. */
  get bytes(): number {
    return this.#log?.bytes ?? this.#looseBytes;
  }

  append(atMs: number, text: string): void {
    if (this.#log || text.length > looseLength || this.#loose.length >= 2 * looseMax) {
      this.#keep().append(atMs, text);
      return;
    }
    this.#loose.push(atMs, text);
    this.#looseBytes += text.length + 1;
  }

  /** No more is to come: what was left out is told. */
  end(atMs: number): void {
    this.#log?.end(atMs);
  }

  /** Forget the oldest lines until what is left has at most `bytes`; those that are left keep their numbers. */
  shrink(bytes: number): void {
    this.#keep().shrink(bytes);
  }

  read(from: number, limit: number): readonly LogLine[] {
    return this.#whole().read(from, limit);
  }

  tail(bytes: number): readonly LogLine[] {
    return this.#whole().tail(bytes);
  }

  #keep(): MemoryLog {
    this.#log = this.#whole();
    this.#loose = [];
    return this.#log;
  }

  #whole(): MemoryLog {
    if (this.#log) return this.#log;
    const log = new MemoryLog(logLimits);
    for (let at = 0; at < this.#loose.length; at += 2) log.append(Number(this.#loose[at]), String(this.#loose[at + 1]));
    return log;
  }
}
