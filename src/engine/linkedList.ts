/** Something that stands in a list, beside its neighbours. */
export interface Linked<T> {
  older: T | undefined;
  newer: T | undefined;
}

/** Things in the order in which they came, each of which can leave from anywhere at no cost. */
export class LinkedList<T extends Linked<T>> {
  #oldest: T | undefined = undefined;
  #newest: T | undefined = undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: T): void {
    const newest = this.#newest;
    item.older = newest;
    if (newest !== undefined) newest.newer = item;
    else this.#oldest = item;
    this.#newest = item;
    this.#size += 1;
  }

  remove(item: T): void {
    const { older, newer } = item;
    if (older !== undefined) older.newer = newer;
    else this.#oldest = newer;
    if (newer !== undefined) newer.older = older;
    else this.#newest = older;
    item.older = item.newer = undefined;
    this.#size -= 1;
  }

  /** The one that is next. @param draw  for `random`, from 0 up to 1 @source S113 */
  pick(reuse: 'mru' | 'lru' | 'random', draw: number): T | undefined {
    return reuse === 'mru' ? this.#newest : this.#pickOther(reuse, draw);
  }

  #pickOther(reuse: 'lru' | 'random', draw: number): T | undefined {
    if (reuse === 'lru') return this.#oldest;
    let picked = this.#oldest;
    for (let at = Math.floor(draw * this.#size); at > 0; at -= 1) picked = picked?.newer;
    return picked;
  }

  /** All of them, the oldest first; the one that is given may leave meanwhile. */
  *[Symbol.iterator](): Generator<T, void> {
    for (let item = this.#oldest, next; item; item = next) {
      next = item.newer;
      yield item;
    }
  }
}
