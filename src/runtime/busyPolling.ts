import { processorsHere } from './processors';

/**
 * For so long after something was told to an instance, or heard from one, we look for more of it without sleeping, ms. To be woken takes
 * longer than most handlers: tens of µs on a machine of one's own, more on a virtual one.
 */
const pollMs = 0.1;

/** With fewer processors we would only be in the way: one is the engine's, one the instance's. */
const processorsMin = 2;

/**
 * How long is polled for after each happening, ms.
 * @param wanted  undefined: where there are processors enough
 */
export function pollingMs(wanted: boolean | undefined, processors: () => number = processorsHere): number {
  return (wanted ?? processors() >= processorsMin) ? pollMs : 0;
}

const asleep = 0;
const awake = 1;

/** Says what it has to say when it is looked at. */
export interface Watched {
  /** @returns whether it had something to say */
  look(): boolean;
}

/**
 * Busy polling, within bounds: keeps our event loop turning for a moment where more is likely to happen at once. In the midst of a load an
 * event costs no sleep and no awakening; without one it costs at most `pollMs` of a processor.
 */
export class BusyPolling {
  /** One number that instances see: whether they need not wake us. They have said what they have to say before they look at it. */
  readonly bell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #watched = new Set<Watched>();
  #endMs = 0;

  /** @param forMs  after each happening; 0: never */
  constructor(public forMs: number) {}

  /** Something has happened. */
  stir(): void {
    if (this.forMs === 0) return;
    this.#endMs = performance.now() + this.forMs;
    if (this.bell[0] === awake) return;
    Atomics.store(this.bell, 0, awake);
    setImmediate(this.#turn);
  }

  /** From now on it may say something without waking us. */
  watch(one: Watched): void {
    this.#watched.add(one);
  }

  forget(one: Watched): void {
    this.#watched.delete(one);
  }

  readonly #turn = (): void => {
    const over = performance.now() >= this.#endMs;
    // Whoever has looked at the bell a moment ago does not wake us any more: it is looked at once more, after.
    if (over) Atomics.store(this.bell, 0, asleep);
    else setImmediate(this.#turn);
    if (this.#look()) this.stir();
  };

  #look(): boolean {
    let heard = false;
    // Those that are given another event meanwhile have their next turn in the next one: others want theirs, too.
    let left = this.#watched.size;
    for (const one of this.#watched) {
      if (left === 0) break;
      left -= 1;
      heard = one.look() || heard;
    }
    return heard;
  }
}
