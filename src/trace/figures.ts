/** Numbers that one function has. */
const stride = 64;

/** What the first ones of them count. */
export const invocations = 0;
/** Those that ended with 200 as `FINISHED`, nearly all. */
export const succeeded = 1;
/** Whole ms that are charged for. */
export const billedMs = 2;
/** Those whose handler did not begin right at their arrival. */
export const notAtOnce = 3;
/** Latencies that wait to be put into the histogram; they stand from `firstLatency` on. */
export const gathered = 4;

export const firstLatency = 8;

/** Latencies that a function can gather. */
export const gatheredMax = stride - firstLatency;

/**
 * What every invocation counts, of all functions side by side. Objects of a function's own would be in no cache of the processor by the time
 * that one of a thousand functions comes up again, and each of their lines would have to be fetched anew.
 */
export class Figures {
  values = new Float64Array(8 * stride);
  #functions = 0;

  /** @returns where the figures of one more function are */
  place(): number {
    const place = this.#functions * stride;
    this.#functions += 1;
    if (place < this.values.length) return place;
    const wider = new Float64Array(this.values.length * 2);
    wider.set(this.values);
    this.values = wider;
    return place;
  }

  /** Count one more. @param figure  one of those above */
  add(place: number, figure: number, by: number): void {
    const at = place + figure;
    this.values[at] = (this.values[at] ?? 0) + by;
  }

  get(place: number, figure: number): number {
    return this.values[place + figure] ?? 0;
  }

  /** What was counted; nothing is from now on. */
  take(place: number, figure: number): number {
    const count = this.get(place, figure);
    this.values[place + figure] = 0;
    return count;
  }

  /** @returns how many latencies there are now; at `gatheredMax`, take them before the next one comes */
  gather(place: number, latencyMs: number): number {
    const { values } = this;
    const count = values[place + gathered] ?? 0;
    values[place + firstLatency + count] = latencyMs;
    return (values[place + gathered] = count + 1);
  }
}
