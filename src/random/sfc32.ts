/**
 * Small fast counting generator with 32-bit words: sums, shifts and nothing else, so that every engine draws the same numbers.
 * Four words of state; the counter alone makes a cycle at least 2³² draws long, 2¹²⁷ on average.
 *
 * @source Doty-Humphrey, PractRand, sfc32
 */
export class Sfc32 {
  // Signed 32-bit integers, which V8 holds without a heap number. Measured: making words in batches is no faster.
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /**
   * @param a,b,c    any 32-bit words: the seed
   * @param counter  PractRand starts at 1
   * @param rounds   draws thrown away until every bit of the seed has reached every word; PractRand uses 12
   */
  constructor(a: number, b: number, c: number, counter = 1, rounds = 12) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    this.#counter = counter | 0;
    for (let round = 0; round < rounds; round += 1) this.next();
  }

  /** The next word: an integer from 0 to 2³² − 1. */
  next(): number {
    const b = this.#b;
    const c = this.#c;
    const word = (((this.#a + b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = b ^ (b >>> 9);
    this.#b = (c + (c << 3)) | 0;
    this.#c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word >>> 0;
  }
}
