import type { Cron } from 'croner';
import type { Change } from '../engine';
import { PUBLISHED, type FunctionPlan } from '../scf';
import { nextAfter, platformZone, scheduleOf } from './timers';

/** A change that has fallen due. */
export interface DueChange {
  readonly atMs: number;
  readonly change: Extract<Change, { readonly kind: 'provisioned' }>;
}

interface Action {
  readonly function: string;
  readonly cron: Cron;
  readonly instances: number;
  nextMs: number;
}

/**
 * Sets the provisioned instances of published versions at the times of their schedules.
 * @source S135; S220: seven fields, day and weekday are OR-ed, weekday 0 is Sunday
 */
export class Schedules {
  readonly #timezone: string;
  /** By function in the order of their plans, and then as they are written. */
  #actions: readonly Action[] = [];
  /** The next firing of all, ms since the Unix epoch; Infinity when there is none. */
  nextMs = Infinity;

  constructor(timezone = platformZone) {
    this.#timezone = timezone;
  }

  /** A function is deployed: this is its schedule now. Fires only after `nowMs`, ms. */
  add({ key, schedule }: Pick<FunctionPlan, 'key' | 'schedule'>, nowMs: number): void {
    this.remove(key);
    if (schedule.length === 0) return;
    const added = schedule.map(({ cron, instances }) => {
      const parsed = scheduleOf(cron, this.#timezone);
      return { function: key, cron: parsed, instances, nextMs: nextAfter(parsed, nowMs) };
    });
    this.#actions = [...this.#actions, ...added];
    this.#look();
  }

  remove(key: string): void {
    if (this.#actions.length === 0) return;
    this.#actions = this.#actions.filter((action) => action.function !== key);
    this.#look();
  }

  /**
   * The next change that is due before `limitMs`, or at it when `inclusive`. Of several that fire at one instant for a function
   * the last one written wins.
   * @source S135
   */
  take(limitMs: number, inclusive: boolean): DueChange | undefined {
    const atMs = this.nextMs;
    if (inclusive ? atMs > limitMs : atMs >= limitMs) return undefined;
    const [first] = this.#actions.filter((action) => action.nextMs === atMs);
    if (!first) return undefined;
    const together = this.#actions.filter((action) => action.function === first.function && action.nextMs === atMs);
    for (const action of together) action.nextMs = nextAfter(action.cron, atMs);
    this.#look();
    const { instances } = together.at(-1) ?? first;
    return { atMs, change: { kind: 'provisioned', function: first.function, version: PUBLISHED, instances, by: 'schedule' } };
  }

  #look(): void {
    this.nextMs = this.#actions.reduce((nextMs, action) => Math.min(nextMs, action.nextMs), Infinity);
  }
}
