import type { QuotaClaim } from '../../scf';
import type { StepWork } from '../plan';

/** What a function holds of the quota while its steps are done. */
export type Held = Pick<QuotaClaim, 'reservedMB' | 'provisionedMB'>;

/** A step whose place among those of other functions is not settled yet. */
export interface Draft {
  readonly id: string;
  readonly work: StepWork;
  /** What the function holds from the moment in which the step begins (what takes) or is done (what gives back). */
  readonly held: Held;
}

/** All steps of one function, each after the one before it. */
export interface Chain {
  /** Name of the function in the cloud. */
  readonly name: string;
  /** What it holds before the first step. */
  readonly held: Held;
  readonly drafts: readonly Draft[];
  /** Of provisioned instances that two versions have at the same time, MB; undefined: no two have. @source S22 */
  readonly overlap: Overlap | undefined;
}

export interface Overlap {
  /** Of the version that is replaced, and of the one that replaces it. */
  readonly oldMB: number;
  readonly newMB: number;
}

/** Writes down the steps of one function. */
export class ChainWriter {
  readonly #name: string;
  readonly #drafts: Draft[] = [];
  #held: Held;

  constructor(name: string, held: Held) {
    this.#name = name;
    this.#held = held;
  }

  get held(): Held {
    return this.#held;
  }

  get drafts(): readonly Draft[] {
    return this.#drafts;
  }

  /** The id of a step that only this function can have once. */
  idOf(kind: StepWork['kind'], detail?: string): string {
    return [this.#name, kind, ...(detail === undefined ? [] : [detail])].join(':');
  }

  /**
   * @param detail   tells apart steps of one kind
   * @param changes  of what the function holds
   */
  add(work: StepWork, detail?: string, changes: Partial<Held> = {}): void {
    this.#held = { ...this.#held, ...changes };
    this.#drafts.push({ id: this.idOf(work.kind, detail), work, held: this.#held });
  }
}
