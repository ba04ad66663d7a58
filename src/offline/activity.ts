import type { Region, RegionObserver } from '../region';

/** How long after a run files may still be its doing, ms: what it has begun to write comes to its end, and the system takes its time to tell. */
const afterMs = 1_000;

/** When functions have run: every run begins and ends with lines of its log. */
export class Activity {
  readonly observer: RegionObserver = { line: (_text, functionKey) => this.#lastMs.set(functionKey, this.#nowMs()) };
  readonly #nowMs: () => number;
  readonly #lastMs = new Map<string, number>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Whether one of these functions runs or starts, or has done so a moment ago. */
  ranJustNow(region: Pick<Region, 'instances'>, isMeant: (functionKey: string) => boolean): boolean {
    const sinceMs = this.#nowMs() - afterMs;
    for (const [key, lastMs] of this.#lastMs) if (lastMs >= sinceMs && isMeant(key)) return true;
    return region.instances().some(({ function: key, phase }) => phase !== 'idle' && isMeant(key));
  }
}
