import Denque from 'denque';
import type { FunctionState } from '../engine/state';
import type { InvocationId } from '../scf';
import type { Seq } from '../store';

/** An event that waits in the store alone. */
export interface Deferred {
  readonly seq: Seq;
  /** Its place among all invocations of the region. */
  readonly row: InvocationId;
  /** When it is too old to wait any longer, ms since the Unix epoch. @source S58 */
  readonly expiresMs: number;
}

/** The ends of long queues: three numbers for each event, the rest is in the store. */
export class DeferredQueues {
  readonly #queues = new Map<string, Denque<Deferred>>();

  get isEmpty(): boolean {
    return this.#queues.size === 0;
  }

  push(functionKey: string, event: Deferred): void {
    const queue = this.#queues.get(functionKey) ?? new Denque<Deferred>();
    this.#queues.set(functionKey, queue);
    queue.push(event);
  }

  /** Its function is gone: what is left is another's. */
  *take(functionKey: string): Generator<Deferred> {
    const queue = this.#queues.get(functionKey);
    this.#queues.delete(functionKey);
    for (let next = queue?.shift(); next; next = queue?.shift()) yield next;
  }

  /**
   * The next event that the engine is to have again.
   * @param stateOf    the engine's view of a function
   * @param waitingMax  as many of a function wait in memory; it is filled up when half of them have gone
   */
  *wanted(stateOf: (functionKey: string) => Pick<FunctionState, 'waitingEvents'> | undefined, waitingMax: number): Generator<Deferred> {
    for (const [key, queue] of this.#queues) {
      if ((stateOf(key)?.waitingEvents ?? 0) > waitingMax / 2) continue;
      while ((stateOf(key)?.waitingEvents ?? 0) < waitingMax) {
        const next = queue.shift();
        if (!next) break;
        yield next;
      }
      if (queue.isEmpty()) this.#queues.delete(key);
    }
  }
}
