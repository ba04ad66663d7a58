import type { RuntimeInstance } from '../runtime';
import type { FunctionPlan, InstanceId, RequestId } from '../scf';
import type { LiveFunction } from './functions';
import type { Pending } from './pending';

/** An instance of the region, and what the engine is not interested in. */
export class LiveInstance {
  process: RuntimeInstance | undefined;
  /** What it runs, or starts for; several only with multi-concurrency. @source S92 */
  readonly pendings = new Set<Pending>();

  /**
   * @param memoryMB  configured memory of its version, MB
   * @param sinceMs   when it came to do what it does now, ms since the region was opened
   */
  constructor(
    readonly id: InstanceId,
    readonly of: LiveFunction,
    readonly plan: FunctionPlan,
    readonly memoryMB: number,
    public sinceMs: number,
  ) {}

  /** The invocation that something belongs to. Instances that serve one at a time need not say which. */
  pendingOf(requestId: RequestId | undefined): Pending | undefined {
    if (requestId === undefined && this.pendings.size > 1) return undefined;
    for (const pending of this.pendings) if (requestId === undefined || pending.requestId === requestId) return pending;
    return undefined;
  }

  /** Any of those that it runs. */
  get first(): Pending | undefined {
    for (const pending of this.pendings) return pending;
    return undefined;
  }
}
