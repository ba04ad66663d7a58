import type { Timeline } from '../clock';
import { timerName } from '../config/timerName';
import type { Call } from '../region';
import { nextFiringMs, timerCall } from '../region/timers';
import type { FunctionPlan, TimerPlan } from '../scf';

/** Fires the timers of functions on virtual time. @source S220 */
export class Timers {
  readonly #timeline: Timeline;
  readonly #call: (call: Call) => void;
  /** What calls off the next firing of each timer of a function. */
  readonly #planned = new Map<string, Set<() => void>>();

  constructor(timeline: Timeline, call: (call: Call) => void) {
    this.#timeline = timeline;
    this.#call = call;
  }

  /** The timers of a function are these now. */
  follow({ key, timers }: Pick<FunctionPlan, 'key' | 'timers'>): void {
    this.forget(key);
    const planned = new Set<() => void>();
    this.#planned.set(key, planned);
    for (const timer of timers) if (timer.enabled && !timer.held) this.#plan(key, timer, planned);
  }

  /** A function is gone, and its timers with it. */
  forget(functionKey: string): void {
    for (const callOff of this.#planned.get(functionKey) ?? []) callOff();
    this.#planned.delete(functionKey);
  }

  /** None fires any more. */
  end(): void {
    for (const key of this.#planned.keys()) this.forget(key);
  }

  #plan(functionKey: string, timer: TimerPlan, planned: Set<() => void>): void {
    const atMs = nextFiringMs(timer.cron, this.#timeline.nowMs());
    if (atMs === Infinity) return;
    const put = (act: () => void): void => {
      const callOff = this.#timeline.at(atMs, () => {
        planned.delete(callOff);
        act();
      });
      planned.add(callOff);
    };
    const { cron, message, name = timerName(cron, message), qualifier } = timer;
    // At its moment it steps back once: what finishes then comes before what arrives. @source design.md §4.1
    put(() =>
      put(() => {
        this.#call(timerCall(functionKey, { name, qualifier, message }, atMs));
        this.#plan(functionKey, timer, planned);
      }),
    );
  }
}
