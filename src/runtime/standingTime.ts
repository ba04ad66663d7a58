import { realNowMs } from './realNode';

/** Code that has read the time so often, without ever giving up the thread, does nothing else. */
const readsMin = 200_000;

/**
 * Time as code reads it. It goes on only once the code has given up the thread, so a loop that waits for it (`while (Date.now() < endMs) …`)
 * would never end, and whoever runs the test could not say why.
 */
export class StandingTime {
  readonly #nowMs: () => number;
  readonly #turn: () => number;
  readonly #patienceMs: number;
  readonly #fault: () => Error;
  #reads = 0;
  #since = { turn: -1, atMs: 0 };

  /**
   * @param turn        the turn of the event loop that it is
   * @param patienceMs  how long the time may be read in one turn, ms of real time
   * @param fault       what is thrown where it is read then
   */
  constructor(nowMs: () => number, turn: () => number, patienceMs: number, fault: () => Error) {
    this.#nowMs = nowMs;
    this.#turn = turn;
    this.#patienceMs = patienceMs;
    this.#fault = fault;
  }

  nowMs(): number {
    const turn = this.#turn();
    if (this.#since.turn !== turn) {
      this.#since = { turn, atMs: realNowMs() };
      this.#reads = 0;
    }
    this.#reads += 1;
    if (this.#reads > readsMin && realNowMs() - this.#since.atMs > this.#patienceMs) throw this.#fault();
    return this.#nowMs();
  }
}
