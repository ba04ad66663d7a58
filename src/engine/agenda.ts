const FIRST_ROOM = 64;

/**
 * What is to come, by time and then by ticket: one number that is unique, above 0, and says what goes first at one instant.
 * Nothing is called off one by one: whoever takes something compares the ticket with the one that is still meant.
 *
 * A heap with four children to a node over typed arrays: every invocation of a simulation goes through it, and with a thousand
 * instances a heap of objects and a comparator took more time than all the rest of the engine.
 */
export class Agenda<Item> {
  #at = new Float64Array(FIRST_ROOM);
  #tickets = new Float64Array(FIRST_ROOM);
  readonly #items: (Item | undefined)[] = [];
  #size = 0;

  /** The moment of the first one, ms; Infinity when there is none. */
  nextMs = Infinity;

  /** The ticket of the first one; 0 when there is none. */
  get nextTicket(): number {
    return this.#size > 0 ? (this.#tickets[0] ?? 0) : 0;
  }

  /** How many there are, whether they are still meant or not. */
  get size(): number {
    return this.#size;
  }

  /** The first one; undefined when there is none. */
  get first(): Item | undefined {
    return this.#items[0];
  }

  add(atMs: number, ticket: number, item: Item): void {
    if (this.#size === this.#at.length) this.#grow();
    const at = this.#at;
    const tickets = this.#tickets;
    const items = this.#items;
    let hole = this.#size;
    this.#size = hole + 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentMs = at[parent] ?? 0;
      if (parentMs < atMs || (parentMs === atMs && (tickets[parent] ?? 0) < ticket)) break;
      at[hole] = parentMs;
      tickets[hole] = tickets[parent] ?? 0;
      items[hole] = items[parent];
      hole = parent;
    }
    at[hole] = atMs;
    tickets[hole] = ticket;
    items[hole] = item;
    if (hole === 0) this.nextMs = atMs;
  }

  /** Take the first one away; there has to be one. */
  take(): Item {
    const items = this.#items;
    const first = items[0] as Item;
    const last = (this.#size -= 1);
    if (last > 0) this.#sink(this.#at[last] ?? 0, this.#tickets[last] ?? 0, items[last] as Item);
    else this.nextMs = Infinity;
    items[last] = undefined;
    return first;
  }

  /** Throw away all but what is still meant. */
  sweep(isMeant: (item: Item, atMs: number) => boolean): void {
    const size = this.#size;
    const items = this.#items.splice(0, size);
    this.#size = 0;
    this.nextMs = Infinity;
    // Each goes to a place that is not behind its own, so what is yet to be read is not overwritten.
    items.forEach((item, at) => {
      const atMs = this.#at[at] ?? 0;
      if (item !== undefined && isMeant(item, atMs)) this.add(atMs, this.#tickets[at] ?? 0, item);
    });
  }

  /** Find the place of what was last, from the top down. */
  #sink(atMs: number, ticket: number, item: Item): void {
    const at = this.#at;
    const tickets = this.#tickets;
    const items = this.#items;
    const size = this.#size;
    let hole = 0;
    for (let child = 1; child < size; child = 4 * hole + 1) {
      let childMs = at[child] ?? 0;
      const end = Math.min(child + 4, size);
      for (let other = child + 1; other < end; other += 1) {
        const otherMs = at[other] ?? 0;
        if (otherMs < childMs || (otherMs === childMs && (tickets[other] ?? 0) < (tickets[child] ?? 0))) {
          child = other;
          childMs = otherMs;
        }
      }
      if (atMs < childMs || (atMs === childMs && ticket < (tickets[child] ?? 0))) break;
      at[hole] = childMs;
      tickets[hole] = tickets[child] ?? 0;
      items[hole] = items[child];
      hole = child;
    }
    at[hole] = atMs;
    tickets[hole] = ticket;
    items[hole] = item;
    this.nextMs = at[0] ?? 0;
  }

  #grow(): void {
    const at = new Float64Array(this.#at.length * 2);
    const tickets = new Float64Array(at.length);
    at.set(this.#at);
    tickets.set(this.#tickets);
    this.#at = at;
    this.#tickets = tickets;
  }
}
