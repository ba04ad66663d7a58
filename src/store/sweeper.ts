/** Time in which others have their turn, ms. */
const pauseMs = 10;

/** Does something long in small pieces, with a pause before each. */
export class Sweeper {
  readonly #sweep: () => boolean;
  #timer: NodeJS.Timeout | undefined;

  /** @param sweep  does one piece; says whether there is more */
  constructor(sweep: () => boolean) {
    this.#sweep = sweep;
  }

  /** There is something to do, now or still. */
  wake(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#sweep()) this.wake();
    }, pauseMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
