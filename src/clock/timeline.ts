import { Heap } from 'heap-js';
import type { Clock } from './clock';

/** What happens at a moment, until it has happened or is called off. */
interface Entry {
  readonly atMs: number;
  /** Orders what happens at one moment. */
  readonly order: number;
  act: (() => void) | undefined;
}

/** Entries that were called off stay where they are until there are this many of them. */
const calledOffMax = 1_000;

/**
 * A time that a region shares with the instances that it runs. It moves only when told to, from one thing that happens to the next. At
 * one moment instances come first, in the order in which they asked, and the region's alarm comes last.
 * @source design.md §4.1: what finished and started before deadlines
 */
export class Timeline {
  /** The region's view: one alarm. */
  readonly clock: Clock;
  readonly #startMs: number;
  readonly #entries = new Heap<Entry>((a, b) => a.atMs - b.atMs || a.order - b.order);
  #nowMs: number;
  #orders = 0;
  #calledOff = 0;
  #alarm: { readonly atMs: number; readonly ring: () => void } | undefined;

  /** @param startMs  the first moment, ms since the Unix epoch */
  constructor(startMs = 0) {
    this.#startMs = startMs;
    this.#nowMs = startMs;
    this.clock = {
      nowMs: () => this.#nowMs,
      setAlarm: (atMs, ring) => (this.#alarm = atMs === Infinity ? undefined : { atMs, ring }),
    };
  }

  /** Milliseconds since the Unix epoch. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** Milliseconds since the first moment. */
  passedMs(): number {
    return this.#nowMs - this.#startMs;
  }

  /**
   * Let something happen at `atMs`, or at the present moment when that is past.
   * @returns calls it off
   */
  at(atMs: number, act: () => void): () => void {
    const entry: Entry = { atMs: Math.max(atMs, this.#nowMs), order: (this.#orders += 1), act };
    this.#entries.push(entry);
    return () => {
      if (entry.act === undefined) return;
      entry.act = undefined;
      this.#calledOff += 1;
      if (this.#calledOff > Math.max(calledOffMax, this.#entries.size() / 2)) this.#sweep();
    };
  }

  /** When something happens next, ms; Infinity when nothing is to happen. */
  nextMs(): number {
    return Math.min(this.#first()?.atMs ?? Infinity, Math.max(this.#alarm?.atMs ?? Infinity, this.#nowMs));
  }

  /** Move to the next thing that happens, and let it happen: one thing only. */
  step(): void {
    const entry = this.#first();
    const alarm = this.#alarm;
    if (entry?.act && entry.atMs <= (alarm?.atMs ?? Infinity)) {
      const { act } = entry;
      this.#entries.pop();
      entry.act = undefined;
      this.#nowMs = entry.atMs;
      act();
    } else if (alarm) {
      this.#alarm = undefined;
      this.#nowMs = Math.max(this.#nowMs, alarm.atMs);
      alarm.ring();
    }
  }

  /** Move to a moment before which nothing happens. */
  moveTo(toMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, Math.min(toMs, this.nextMs()));
  }

  #first(): Entry | undefined {
    for (let first = this.#entries.peek(); first; first = this.#entries.peek()) {
      if (first.act) return first;
      this.#entries.pop();
      this.#calledOff -= 1;
    }
    return undefined;
  }

  #sweep(): void {
    this.#entries.init(this.#entries.toArray().filter(({ act }) => act));
    this.#calledOff = 0;
  }
}
