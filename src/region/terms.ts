import { limits, type FunctionPlan } from '../scf';
import type { DocumentStore, Store } from '../store';

/** What holds for the events of a function that wait: how long they may, and where they go then. @source S58, S66 */
export type Terms = Pick<FunctionPlan, 'name' | 'namespace' | 'msgTtlMs' | 'deadLetter'>;

const kind = 'event.terms';

/** As a store has them; what JSON leaves out was undefined. */
interface Stored extends Pick<Terms, 'name' | 'msgTtlMs'> {
  readonly namespace?: string;
  readonly deadLetter?: NonNullable<Terms['deadLetter']>;
}

/**
 * The terms of functions, beside their events in the store: a region that is opened without a function knows from there what is to become of
 * its events. Most functions have the usual ones, and nothing is written of them.
 * @source design.md §5
 */
export class KnownTerms {
  readonly #store: DocumentStore;
  readonly #known = new Map<string, Terms>();

  constructor(store: DocumentStore) {
    this.#store = store;
    for (const { key, value } of store.documents(kind)) {
      const { name, namespace, msgTtlMs, deadLetter } = value as Stored;
      this.#known.set(key, { name, msgTtlMs, deadLetter, ...(namespace !== undefined && { namespace }) });
    }
  }

  /** Those of a function that is there, or has been; undefined: the usual ones. */
  of(functionKey: string): Terms | undefined {
    return this.#known.get(functionKey);
  }

  /** A function is there, as it is now. */
  keep({ key, name, namespace, msgTtlMs, deadLetter }: FunctionPlan): void {
    if (msgTtlMs === limits.msgTtl.value * 1000 && !deadLetter) return this.forget(key);
    const terms = { name, msgTtlMs, deadLetter, ...(namespace !== undefined && { namespace }) };
    if (JSON.stringify(this.#known.get(key)) === JSON.stringify(terms)) return;
    this.#known.set(key, terms);
    this.#store.put(kind, key, terms satisfies Terms);
  }

  /** It has no events any more, and gets none. */
  forget(functionKey: string): void {
    if (this.#known.delete(functionKey)) this.#store.remove(kind, functionKey);
  }

  /** Those of one function are another's. */
  handOver(from: string, to: string): void {
    const terms = this.#known.get(from);
    handOverTerms(this.#store, from, to);
    this.#known.delete(from);
    if (terms) this.#known.set(to, terms);
    else this.#known.delete(to);
  }

  /** Forget all functions but these. */
  keepOnly(isMeant: (functionKey: string) => boolean): void {
    for (const key of [...this.#known.keys()]) if (!isMeant(key)) this.forget(key);
  }
}

/** The events of one function, with their terms, are another's: before a region is opened with the store. */
export function handOver(store: Store, from: string, to: string): void {
  store.handOver(from, to);
  handOverTerms(store, from, to);
}

function handOverTerms(store: DocumentStore, from: string, to: string): void {
  const terms = store.documents(kind).find(({ key }) => key === from);
  store.remove(kind, from);
  if (terms) store.put(kind, to, terms.value);
  else store.remove(kind, to);
}
