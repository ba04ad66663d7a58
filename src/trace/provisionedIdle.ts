import assert from 'node:assert';

/** What an idle provisioned instance is charged by. @source S172 */
const SLOT_MS = 10_000;

/**
 * Idle time of the provisioned instances of one version. In each slot of 10 s, what started provisioned instances exceed the highest
 * concurrency by was idle; instances in use cost nothing here, instances not yet started nothing at all.
 *
 * Tell it of changes in order of time. A level that holds for no time at all does not count.
 *
 * @source S172
 * @assumes S172, slots are counted from the beginning of the run, and the last one is charged for the part that has passed
 * @assumes S172, when instances start or stop within a slot, each part of it is charged by the number that had started
 */
export class ProvisionedIdle {
  #atMs = 0;
  #slotEndMs = SLOT_MS;
  #started = 0;
  #busy = 0;
  /** Highest concurrency in the slot that is open. */
  #busyMax = 0;
  /** Parts of the open slot: this many instances had started, for this long. */
  #parts: { started: number; ms: number }[] = [];
  #idleMs = 0;
  #startedMax = 0;

  /** Most instances that had started at a time. */
  get startedMax(): number {
    return this.#startedMax;
  }

  /** From now on so many provisioned instances are started. */
  started(instances: number, atMs: number): void {
    this.#passTo(atMs);
    this.#started = instances;
    this.#startedMax = Math.max(this.#startedMax, instances);
  }

  /** From now on the version runs so many events at a time, on whatever instances. @source S7 */
  busy(concurrency: number, atMs: number): void {
    this.#passTo(atMs);
    this.#busy = concurrency;
  }

  /**
   * Idle time up to a moment that is not before the last change.
   * @returns ms, summed over instances
   */
  idleMs(atMs: number): number {
    this.#passTo(atMs);
    return this.#idleMs + idleIn(this.#parts, this.#busyMax);
  }

  #passTo(atMs: number): void {
    if (!(atMs >= this.#atMs)) assert.fail(`a change at ${atMs} ms is told after one at ${this.#atMs} ms`);
    if (atMs === this.#atMs) return;
    if (atMs >= this.#slotEndMs) this.#closeSlots(atMs);
    this.#hold(atMs);
  }

  /** All slots that end by then; both levels stay as they are meanwhile. */
  #closeSlots(atMs: number): void {
    this.#hold(this.#slotEndMs);
    this.#idleMs += idleIn(this.#parts, this.#busyMax);
    const wholeMs = Math.floor((atMs - this.#slotEndMs) / SLOT_MS) * SLOT_MS;
    this.#idleMs += Math.max(0, this.#started - this.#busy) * wholeMs;
    this.#atMs += wholeMs;
    this.#slotEndMs += wholeMs + SLOT_MS;
    this.#busyMax = 0;
    this.#parts = [];
  }

  /** The present levels last until then, within the open slot. */
  #hold(untilMs: number): void {
    const ms = untilMs - this.#atMs;
    if (ms === 0) return;
    this.#busyMax = Math.max(this.#busyMax, this.#busy);
    this.#atMs = untilMs;
    const last = this.#parts.at(-1);
    if (last?.started === this.#started) last.ms += ms;
    else this.#parts.push({ started: this.#started, ms });
  }
}

function idleIn(parts: readonly { readonly started: number; readonly ms: number }[], busyMax: number): number {
  return parts.reduce((sum, { started, ms }) => sum + Math.max(0, started - busyMax) * ms, 0);
}
