import { turn } from './realNode';
import type { Sandbox } from './sandbox';

/** How long no instance may have started before a blank sandbox is, ms: it must not take time from those. */
const quietMs = 50;

/** Keeps blank sandboxes ready: Node has started in them, and there is nothing of a user's. Each is used once. */
export class Prebooted {
  readonly #count: number;
  readonly #start: () => Promise<Sandbox>;
  /** Undefined where none could be had. */
  readonly #blank = new Set<Promise<Sandbox | undefined>>();
  #refilling = false;
  #refillSoon: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param count  how many are kept @param start  starts one */
  constructor(count: number, start: () => Promise<Sandbox>) {
    this.#count = count;
    this.#start = start;
    void this.#refill();
  }

  /** One that fits, the oldest first: even one that is still starting is ahead of one that has yet to be. It is replaced once all is quiet. */
  async take(fits: (blank: Sandbox) => boolean): Promise<Sandbox | undefined> {
    clearTimeout(this.#refillSoon);
    if (!this.#closed && this.#count > 0) this.#refillSoon = setTimeout(() => void this.#refill(), quietMs).unref();
    // What has ended by itself may not have been heard of yet: two turns of the event loop bring every news that is there now.
    if (this.#blank.size > 0) await turn().then(turn);
    for (const starting of [...this.#blank]) {
      const blank = await starting;
      if (blank && !blank.isOver && fits(blank) && this.#blank.delete(starting)) return blank;
    }
    return undefined;
  }

  /** End them all. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#refillSoon);
    for (const starting of this.#blank) {
      const blank = await starting;
      // In the meantime an instance may have taken it.
      if (!blank || !this.#blank.has(starting)) continue;
      blank.kill();
      await blank.gone;
    }
  }

  /** One after the other. When one fails, no other is tried until an instance has started again. */
  async #refill(): Promise<void> {
    if (this.#refilling) return;
    this.#refilling = true;
    while (!this.#closed && this.#blank.size < this.#count && (await this.#add()));
    this.#refilling = false;
  }

  async #add(): Promise<boolean> {
    const starting = this.#start().catch(() => undefined);
    this.#blank.add(starting);
    const blank = await starting;
    if (!blank) {
      this.#blank.delete(starting);
      return false;
    }
    void blank.gone.then(() => this.#blank.delete(starting));
    const how = await Promise.race([blank.ended, blank.booted.then(() => 'booted')]);
    return how === 'booted';
  }
}
