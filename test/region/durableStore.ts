import { MemoryStore, StoreFault, type Acceptance, type NewEvent } from '../../src/store';

/** A store that says it is a file: it outlives its region, and commits when it is told to. */
export class DurableStore extends MemoryStore {
  override readonly file = '/state/region.db' as never;
  override lastSeenMs: number | undefined = undefined;
  /** Set: what is accepted fails on its way to the disk. */
  full = false;
  /** Set: that an event has an instance is on disk with the next commit, too. */
  beginnings = false;
  readonly #commits: (() => void)[] = [];

  override accept(event: NewEvent): Acceptance {
    const { seq } = super.accept(event);
    const committed = new Promise<void>((resolve, reject) => {
      this.#commits.push(() => {
        if (!this.full) return resolve();
        super.forget(seq);
        reject(new StoreFault('full', this.file, 'database or disk is full'));
      });
    });
    return { seq, committed };
  }

  override readonly began = (...[seq, run]: Parameters<MemoryStore['began']>): undefined => {
    MemoryStore.prototype.began.call(this, seq, run);
    // Nothing to wait for unless a test says so.
    return (this.beginnings ? new Promise<void>((resolve) => this.#commits.push(resolve)) : undefined) as undefined;
  };

  /** Everything that was accepted so far is on disk, and whoever waited for it has heard of it. */
  async commit(): Promise<void> {
    for (const commit of this.#commits.splice(0)) commit();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
