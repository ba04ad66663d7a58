import type { InstanceId, InvocationId, InvocationType, RunStatus } from '../scf';
import type { Change } from './change';
import type { FunctionState, Instance, RoutingKey } from './state';

/** What the engine is told. Everything that it decides follows from these and the time they come at. */
export type Input =
  /** The region is there; provisioned instances are due. */
  | { readonly kind: 'deployed' }
  | Invoked
  | Restored
  /** An instance has finished its initialisation. */
  | { readonly kind: 'started'; readonly instanceId: InstanceId }
  /** An instance could not be initialised and is gone. */
  | { readonly kind: 'startFailed'; readonly instanceId: InstanceId; readonly status: RunStatus }
  | Finished
  /** An idle instance has ended by itself. */
  | { readonly kind: 'exited'; readonly instanceId: InstanceId }
  /** An asynchronous execution is to end: at once, or by SIGTERM (`grace`). @source S83, S84 */
  | { readonly kind: 'terminate'; readonly id: InvocationId; readonly grace: boolean }
  /** Quotas, functions, versions, aliases change. */
  | { readonly kind: 'changed'; readonly change: Change }
  /** The region is about to close: what runs goes on, and nothing that waits begins any more. @source design.md §5 */
  | { readonly kind: 'quiesced' }
  /**
   * For so long nobody could hear, or be told, anything: the process was stopped, or the machine slept. What comes next comes after that.
   */
  | { readonly kind: 'resumed'; readonly lostMs: number }
  /** Nothing but time has passed. */
  | { readonly kind: 'rang' };

/** An invocation arrives. The engine keeps none of this object, so a shell may use it again. */
export interface Invoked {
  readonly kind: 'invoked';
  /** Above that of every invocation before. */
  readonly id: InvocationId;
  readonly function: string;
  /** The same, from a shell that has it at hand, and whose functions stay: it saves the look-up. */
  readonly of?: FunctionState | undefined;
  readonly qualifier: string;
  readonly type: InvocationType;
  /** Size of its event. */
  readonly bytes: number;
  /** From 0 up to 1, drawn by the shell: which version of a weighted alias, which idle instance. @source S113, S142 */
  readonly draw: number;
  readonly routingKey: RoutingKey | undefined;
  /** Whatever the shell wants to find again in `Invocation.data`. */
  readonly data: unknown;
}

/** An event that was accepted before; those of one function are told in the order of their acceptance. */
export type Restored = RestoredCall & ({ readonly was: 'waiting' | 'deferred' | 'running' } | { readonly was: 'resting'; readonly dueMs: number });

/** As in `Invoked`. */
interface RestoredCall extends Omit<Invoked, 'kind' | 'bytes'> {
  readonly kind: 'restored';
  readonly acceptedMs: number;
  /** Executions so far, one that was lost included. */
  readonly attempts: number;
  /** Attempts that ended in a run error. */
  readonly runErrors: number;
  /** That of its last execution; undefined before the first. */
  readonly version?: string | undefined;
}

/** The run of `id` on an instance is over. The engine keeps none of this object. */
export interface Finished {
  readonly kind: 'finished';
  readonly instanceId: InstanceId;
  /** The same, from a shell that has it at hand: it saves the look-up. */
  readonly instance?: Instance | undefined;
  readonly id: InvocationId;
  readonly status: RunStatus;
  /** The instance has gone with it. */
  readonly gone: boolean;
  /** How long the instance may now be idle, ms, drawn by the shell. @source S111 */
  readonly keepAliveMs: number;
}
