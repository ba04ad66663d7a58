import type { Step } from '../plan';
import type { Draft } from './draft';

/** A step that has its place. */
interface Entry {
  readonly step: Step;
  /** By sum, MB; below 0 it gives back. */
  readonly changes: readonly number[];
  /** Indices of all entries that are done before it begins, however the executor goes about it. */
  readonly before: ReadonlySet<number>;
}

/**
 * Keeps account of every sum while steps find their places.
 *
 * A step that takes is checked against the worst that can be under way with it: all that was placed before it and takes is held, and
 * of what gives back only that is gone which it waits for. The last of the steps under way that takes was checked so with all the others
 * in place; therefore a sum that no check finds too large never is.
 */
export class Ledger {
  readonly #limitsMB: readonly number[];
  readonly #startsMB: readonly number[];
  readonly #entries: Entry[] = [];
  /** By function, its last entry. */
  readonly #last = new Map<string, number>();
  #peakMB: number;

  /**
   * @param limitsMB  by sum
   * @param startsMB  what is held before the first step, by sum
   */
  constructor(limitsMB: readonly number[], startsMB: readonly number[]) {
    this.#limitsMB = limitsMB;
    this.#startsMB = startsMB;
    this.#peakMB = startsMB[0] ?? 0;
  }

  get steps(): readonly Step[] {
    return this.#entries.map(({ step }) => step);
  }

  /** The most that can be held of the first sum at any time, MB. */
  get peakMB(): number {
    return this.#peakMB;
  }

  /** What is left of the first sum when all steps so far are done, MB; negative when it is too large. */
  get roomMB(): number {
    return (this.#limitsMB[0] ?? 0) - this.#nowMB(0);
  }

  /** Whether so much more can be held, by sum, once all steps so far are done. What takes nothing of a sum always fits. */
  fits(peaks: readonly number[]): boolean {
    return peaks.every((peak, sum) => peak <= 0 || this.#nowMB(sum) + peak <= (this.#limitsMB[sum] ?? 0));
  }

  /** Places a step after the last one of its function, and after those that have to give back what it takes. */
  add(name: string, { id, work }: Draft, changes: readonly number[]): void {
    const own = this.#last.get(name);
    const before = new Set(own === undefined ? [] : this.#upTo(own));
    const after = own === undefined ? [] : [own];
    for (const [sum, change] of changes.entries()) {
      if (change > 0) after.push(...this.#givers(sum, change, before));
    }
    const step = { id, function: name, after: after.map((index) => this.#entries[index]?.step.id ?? ''), work };
    this.#last.set(name, this.#entries.length);
    this.#entries.push({ step, changes, before });
  }

  /** Steps without which a change could be too much; they are added to `before`. */
  #givers(sum: number, change: number, before: Set<number>): number[] {
    const limitMB = this.#limitsMB[sum] ?? 0;
    const waited: number[] = [];
    let worstMB = this.#worstMB(sum, before) + change;
    for (const [index, entry] of this.#entries.entries()) {
      if (worstMB <= limitMB) break;
      if (before.has(index) || (entry.changes[sum] ?? 0) >= 0) continue;
      waited.push(index);
      for (const earlier of this.#upTo(index)) before.add(earlier);
      worstMB = this.#worstMB(sum, before) + change;
    }
    if (sum === 0) this.#peakMB = Math.max(this.#peakMB, worstMB);
    return waited;
  }

  #worstMB(sum: number, before: ReadonlySet<number>): number {
    const changes = this.#entries.map((entry, index) => ({ mb: entry.changes[sum] ?? 0, done: before.has(index) }));
    return changes.reduce((total, { mb, done }) => (mb > 0 || done ? total + mb : total), this.#startsMB[sum] ?? 0);
  }

  #nowMB(sum: number): number {
    return this.#entries.reduce((total, { changes }) => total + (changes[sum] ?? 0), this.#startsMB[sum] ?? 0);
  }

  #upTo(index: number): number[] {
    return [...(this.#entries[index]?.before ?? []), index];
  }
}
