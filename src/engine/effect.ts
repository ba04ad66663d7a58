import type { InstanceId, RequestId, Status } from '../scf';

/** What the engine asks of its shell, in the order in which it is to be carried out. */
export type Effect =
  /** The caller has its RequestId: the event is queued, or an async-run function has an instance for it (S52, S70). */
  | { readonly kind: 'accepted'; readonly requestId: RequestId }
  /** An event cannot run yet. `throttled` when a limit refused it now, once per event; else it stands behind another. */
  | { readonly kind: 'waits'; readonly requestId: RequestId; readonly function: string; readonly limit: LimitKind; readonly throttled: boolean }
  /** Start an instance; elastic ones are started for a request and run it once they are ready. */
  | {
      readonly kind: 'starts';
      readonly instanceId: InstanceId;
      readonly function: string;
      readonly version: string;
      readonly provisioned: boolean;
      readonly requestId: RequestId | undefined;
    }
  /** Run an event on an instance that is ready. */
  | { readonly kind: 'runs'; readonly requestId: RequestId; readonly instanceId: InstanceId; readonly cold: boolean }
  /** An invocation is over. `limit` says which one refused it. */
  | {
      readonly kind: 'ended';
      readonly requestId: RequestId;
      readonly function: string;
      readonly status: Status;
      readonly limit: LimitKind | undefined;
    }
  /** End an instance. */
  | { readonly kind: 'stops'; readonly instanceId: InstanceId; readonly why: StopReason };

/** Which limit was in the way. @source S12 pool, S14 reserved, S101 burst */
export type LimitKind = 'reserved' | 'pool' | 'burst';

/** Why an instance ends. @source S110 keep-alive, S115 and S78 recycled, S121 initialisation */
export type StopReason = 'keepAlive' | 'recycled' | 'exited' | 'initFailed';

/** Takes the engine's effects, one by one, while the step that caused them is still under way. */
export type Emit = (effect: Effect) => void;
