import type { Deferred } from './deferred';

/**
 * Events of functions that have left, or are not there yet when a region is opened again: they were acknowledged, so they wait
 * until the function comes, and no longer than events live.
 * @source design.md §5: nothing accepted is lost; S58
 */
export class Away {
  readonly #events = new Map<string, Deferred[]>();
  #nextMs = Infinity;

  get isEmpty(): boolean {
    return this.#events.size === 0;
  }

  /** When one of them may be too old, ms since the Unix epoch; Infinity where nobody waits. */
  get nextMs(): number {
    return this.isEmpty ? Infinity : this.#nextMs;
  }

  has(functionKey: string): boolean {
    return this.#events.has(functionKey);
  }

  put(functionKey: string, event: Deferred): void {
    const events = this.#events.get(functionKey) ?? [];
    this.#events.set(functionKey, events);
    events.push(event);
    this.#nextMs = Math.min(this.#nextMs, event.expiresMs);
  }

  /** What waits for one function is another's, in the order of its acceptance. */
  handOver(from: string, to: string): void {
    const events = this.#events.get(from) ?? [];
    this.#events.delete(from);
    if (events.length > 0) this.#events.set(to, [...(this.#events.get(to) ?? []), ...events]);
  }

  /** The events of a function that is there now, in the order of their acceptance; none, where none has come. */
  back(isThere: (functionKey: string) => boolean): readonly Deferred[] {
    for (const [key, events] of this.#events) {
      if (!isThere(key)) continue;
      this.#events.delete(key);
      return events.sort((a, b) => a.row - b.row);
    }
    return [];
  }

  /** Those that are too old now, and wait no longer. */
  expired(nowMs: number): readonly Deferred[] {
    if (nowMs < this.#nextMs) return [];
    const expired: Deferred[] = [];
    this.#nextMs = Infinity;
    for (const [key, events] of this.#events) {
      const young = events.filter(({ expiresMs }) => expiresMs > nowMs);
      expired.push(...events.filter(({ expiresMs }) => expiresMs <= nowMs));
      if (young.length === 0) this.#events.delete(key);
      else this.#events.set(key, young);
      for (const { expiresMs } of young) this.#nextMs = Math.min(this.#nextMs, expiresMs);
    }
    return expired;
  }
}
