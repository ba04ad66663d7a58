import assert from 'node:assert';

/**
 * Values above 0 fall into buckets by their leading bits: exponent and 7 bits of the fraction, so 128 buckets for each doubling.
 * One bucket is at most 1/128 of its values wide, and stands for them by its middle: off by less than 0.4 %.
 */
const FRACTION_BITS = 7;
const PAGE = 2 ** FRACTION_BITS;

/** The first doubling that is told apart begins at about a nanosecond, in ms; what lies below counts as nothing. */
const LOWEST_EXPONENT = -20;
const SMALLEST = 2 ** LOWEST_EXPONENT;

const BIAS = 1023;
const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);
/** Where the half with sign and exponent stands: second where the low byte comes first, as nearly everywhere. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** Values that there is room for at first. */
const FIRST_ROOM = 8;

/**
 * How many values there were of which size. The first ones are kept as they are; when they become too many, all go into buckets,
 * a page for each doubling that occurs, so that a function whose times lie within a few doublings takes a few kilobytes.
 */
export class Histogram {
  readonly #exactMax: number;
  /** Values as they are, the first `#kept` of them: all above 0, or none once they are in buckets. */
  #values: Float64Array;
  #kept = 0;
  #isExact = true;
  readonly #pages: (number[] | undefined)[] = [];
  /** Values of 0, the wait of most invocations, and what is too small to be told from it. */
  #zeros = 0;
  #bucketed = 0;
  /** The largest value in a bucket. */
  #max = -Infinity;

  /** @param exactMax  values up to which percentiles are exact */
  constructor(exactMax: number) {
    this.#exactMax = exactMax;
    this.#values = new Float64Array(Math.min(FIRST_ROOM, exactMax));
  }

  get count(): number {
    return this.#zeros + this.#bucketed + this.#kept;
  }

  /** The largest value, exactly; 0 when there are none. */
  get max(): number {
    let max = Math.max(0, this.#max);
    for (let at = 0; at < this.#kept; at += 1) max = Math.max(max, this.#values[at] ?? 0);
    return max;
  }

  /** @param value  0 or more */
  add(value: number): void {
    if (!(value >= 0)) assert.fail(`a time is ${value}`); // a call of assert itself would cost more than all of the rest
    if (value === 0) {
      this.#zeros += 1;
    } else if (this.#isExact && this.#hasRoom()) {
      this.#values[this.#kept] = value;
      this.#kept += 1;
    } else {
      this.#bucket(value);
    }
  }

  /** Add those that stand from one place up to another. @param values  0 or more, each */
  addAll(values: Float64Array, from: number, to: number): void {
    for (let at = from; at < to; at += 1) this.add(values[at] ?? 0);
  }

  /** Add so many values of 0. */
  addZeros(count: number): void {
    this.#zeros += count;
  }

  /** Add all values of another histogram. */
  merge(other: Histogram): void {
    this.addAll(other.#values, 0, other.#kept);
    this.#zeros += other.#zeros;
    if (other.#isExact) return;
    if (this.#isExact) this.#toBuckets();
    this.#bucketed += other.#bucketed;
    this.#max = Math.max(this.#max, other.#max);
    other.#pages.forEach((page, index) => {
      const own = (this.#pages[index] ??= emptyPage());
      page?.forEach((count, slot) => (own[slot] = (own[slot] ?? 0) + count));
    });
  }

  /**
   * Nearest-rank percentiles: the smallest value that `share` of all values do not exceed. 0 when there are none.
   * @param shares  above 0, at most 1
   */
  percentiles<S extends readonly number[]>(...shares: S): { [K in keyof S]: number };
  percentiles(...shares: number[]): number[] {
    const sorted = this.#isExact ? this.#values.slice(0, this.#kept).sort() : undefined;
    return shares.map((share) => {
      const rank = Math.max(1, Math.ceil(share * this.count));
      return sorted ? (sorted[rank - 1 - this.#zeros] ?? 0) : this.#atRank(rank);
    });
  }

  /** Whether one more can be kept as it is; if not, those that were have gone into buckets. */
  #hasRoom(): boolean {
    if (this.#kept < this.#values.length) return true;
    if (this.#kept >= this.#exactMax) {
      this.#toBuckets();
      return false;
    }
    const wider = new Float64Array(Math.min(this.#values.length * 4, this.#exactMax));
    wider.set(this.#values);
    this.#values = wider;
    return true;
  }

  #toBuckets(): void {
    const values = this.#values;
    this.#isExact = false;
    for (let at = 0; at < this.#kept; at += 1) this.#bucket(values[at] ?? 0);
    this.#kept = 0;
    this.#values = new Float64Array(0);
  }

  #bucket(value: number): void {
    if (value > this.#max) this.#max = value;
    if (value < SMALLEST) {
      this.#zeros += 1;
      return;
    }
    float[0] = value;
    const lead = (halves[HIGH] ?? 0) >>> (20 - FRACTION_BITS);
    const page = (lead >>> FRACTION_BITS) - BIAS - LOWEST_EXPONENT;
    const counts = (this.#pages[page] ??= emptyPage());
    const slot = lead & (PAGE - 1);
    counts[slot] = (counts[slot] ?? 0) + 1;
    this.#bucketed += 1;
  }

  #atRank(rank: number): number {
    let seen = this.#zeros;
    if (seen >= rank) return 0;
    if (rank >= this.#zeros + this.#bucketed) return this.#max;
    for (const [page, counts] of this.#pages.entries()) {
      for (let slot = 0; counts !== undefined && slot < PAGE; slot += 1) {
        seen += counts[slot] ?? 0;
        if (seen >= rank) return Math.min(this.#max, 2 ** (page + LOWEST_EXPONENT) * (1 + (slot + 0.5) / PAGE));
      }
    }
    return this.#max;
  }
}

/** An ordinary array: with a thousand functions there are ten thousand pages, and typed arrays are slow to make and to collect. */
function emptyPage(): number[] {
  return new Array<number>(PAGE).fill(0);
}
