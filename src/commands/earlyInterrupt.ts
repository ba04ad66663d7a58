import type { OnInterrupt } from './machine';

/** Hears Ctrl-C before whoever is to act on it is there. The next one ends the process as if nobody listened: to begin may take too long. */
export class EarlyInterrupt {
  #came = false;
  readonly #stopListening: () => void;

  constructor(onInterrupt: OnInterrupt) {
    this.#stopListening = onInterrupt(() => {
      this.#came = true;
      this.#stopListening();
    });
  }

  /** Listens no more. @returns whether it came */
  end(): boolean {
    this.#stopListening();
    return this.#came;
  }
}
