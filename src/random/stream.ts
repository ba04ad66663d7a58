import { expMinus } from './exactMath';
import { Sfc32 } from './sfc32';
import { TAIL, ziggurat, type Ziggurat } from './ziggurat';

const TO_UNIT = 1 / 2 ** 32;

/** Stands in for the tables until a stream draws for the first time: with it nothing is sure. */
const unmade: Ziggurat = { sure: new Uint32Array(), width: new Float64Array(), height: new Float64Array() };

/** Numbers drawn for one purpose: the same seed and purpose give the same bits on every engine, in the same order. */
export class Stream {
  readonly #words: Sfc32;
  #tables: Ziggurat = unmade;

  constructor(words: Sfc32) {
    this.#words = words;
  }

  /** Evenly from 0 (included) to 1 (excluded), in steps of 2⁻³²; one word. */
  uniform(): number {
    return this.#words.next() * TO_UNIT;
  }

  /**
   * From the exponential distribution with mean 1; 0 included. One word nearly always.
   *
   * What engines could round differently is kept out: the tail needs no logarithm, since a wait that has lasted this long lasts
   * as long again as any other, and where the curve itself decides, its height comes from `exactMath`.
   */
  exponential(): number {
    const word = this.#words.next();
    const layer = word & 255;
    if (word < (this.#tables.sure[layer] ?? 0)) return word * (this.#tables.width[layer] ?? 0);
    return this.#rarely(word);
  }

  /** What one draw in a hundred needs: the tail, the rim of a layer, another try. */
  #rarely(first: number): number {
    const { width, height, sure } = (this.#tables = ziggurat());
    let tail = 0;
    for (let word = first; ; word = this.#words.next()) {
      const layer = word & 255;
      const x = word * (width[layer] ?? 0);
      if (word < (sure[layer] ?? 0)) return tail + x;
      if (layer === 0) tail += TAIL;
      else {
        const low = height[layer] ?? 0;
        if (low + this.uniform() * ((height[layer - 1] ?? 0) - low) < expMinus(x)) return tail + x;
      }
    }
  }
}

/**
 * The stream of one purpose. Streams know nothing of each other: one that is drawn from more often changes no other.
 *
 * @param seed     a whole number; its low 53 bits count
 * @param purpose  any name that no other stream of the simulation bears
 */
export function stream(seed: number, purpose: string): Stream {
  const low = seed | 0;
  const high = Math.floor(seed / 2 ** 32) | 0;
  return new Stream(new Sfc32(mixed(purpose, low), mixed(purpose, high ^ 0x9e3779b9), mixed(purpose, low ^ 0x243f6a88)));
}

/**
 * A name mixed into a word. For one name no two words give the same result, so neighbouring seeds never share a stream.
 * @source Appleby, MurmurHash3 x86_32, over the name's UTF-16 units in place of its bytes
 */
function mixed(name: string, word: number): number {
  let hash = word;
  for (let at = 0; at < name.length; at += 1) {
    const unit = Math.imul(name.charCodeAt(at), 0xcc9e2d51);
    hash ^= Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= name.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
