import { Figures } from './figures';
import { summaryOf, type RunEnd, type Summary } from './summary';
import { Tally, type TalliedFunction } from './tally';

/** Invocations up to which percentiles are exact unless said otherwise. */
const EXACT_MAX = 10_000;

/** The figures of a whole run, function by function. */
export class RunTally {
  readonly #tallies = new Map<string, Tally>();
  readonly #figures = new Figures();
  readonly #functionOf: (functionKey: string) => TalliedFunction;
  readonly #exactMax: number;

  /**
   * @param functionOf  what is known of a function, by its key
   * @param exactMax    invocations of one function, and of all together, up to which percentiles are exact. Keeping them takes up to
   *                    32 bytes each: with a thousand functions, let it be smaller
   */
  constructor(functionOf: (functionKey: string) => TalliedFunction, exactMax = EXACT_MAX) {
    this.#functionOf = functionOf;
    this.#exactMax = exactMax;
  }

  /** The figures of one function; only functions that were asked for appear in the summary. Keep it: the look-up costs a hash. */
  of(functionKey: string): Tally {
    const known = this.#tallies.get(functionKey);
    if (known) return known;
    const made = new Tally(this.#functionOf(functionKey), this.#figures, this.#exactMax);
    this.#tallies.set(functionKey, made);
    return made;
  }

  /** What the run came to; the run may go on afterwards. */
  summary(end: RunEnd): Summary {
    return summaryOf(this.#tallies, this.#exactMax, end);
  }
}
