import type { Store } from '../store';

/** Time between two looks, ms: nobody sees what is too old, for whoever asks compares the times. */
const everyMs = 60_000;

/** Has a store forget events some time after their ends, by the region's clock. @source S82 */
export class Pruning {
  readonly #store: Store;
  readonly #retentionMs: number;
  #lookedMs = -Infinity;

  constructor(store: Store, retentionMs: number) {
    this.#store = store;
    this.#retentionMs = retentionMs;
  }

  readonly at = (nowMs: number): void => {
    if (nowMs - this.#lookedMs < everyMs) return;
    this.#lookedMs = nowMs;
    this.#store.prune(nowMs - this.#retentionMs);
  };
}
