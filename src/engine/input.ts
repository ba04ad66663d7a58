import type { InstanceId, InvocationType, RequestId, RunStatus } from '../scf';

/** What the engine is told. Everything that it decides follows from these and the time they come at. */
export type Input =
  /** The region is there; provisioned instances are due. */
  | { readonly kind: 'deployed' }
  /** An invocation arrives. `bytes` is the size of its event. */
  | {
      readonly kind: 'invoked';
      readonly requestId: RequestId;
      readonly function: string;
      readonly qualifier: string;
      readonly type: InvocationType;
      readonly bytes: number;
    }
  /** An instance has finished its initialisation. */
  | { readonly kind: 'started'; readonly instanceId: InstanceId }
  /** An instance could not be initialised and is gone. */
  | { readonly kind: 'startFailed'; readonly instanceId: InstanceId; readonly status: RunStatus }
  /** The run on an instance is over. `keepAliveMs`: how long the instance may now be idle, drawn by the shell (S111). */
  | { readonly kind: 'finished'; readonly instanceId: InstanceId; readonly status: RunStatus; readonly gone: boolean; readonly keepAliveMs: number }
  /** An idle instance has ended by itself. */
  | { readonly kind: 'exited'; readonly instanceId: InstanceId }
  /** Nothing but time has passed. */
  | { readonly kind: 'rang' };
