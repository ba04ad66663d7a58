import type { RoutingKey } from '../engine';
import type { Usage } from '../runtime';
import type { InvocationRecord, InvocationType, RequestId, Status } from '../scf';
import type { StoredEvent } from '../store';
import type { ErrorBody } from './error';

/** One call of a function. */
export interface Call {
  /** Its key in the plan. */
  readonly function: string;
  /** The event as JSON text. */
  readonly event: Buffer;
  readonly type: InvocationType;
  /** `$LATEST`, `$DEFAULT` (the default), a version or an alias. @source S143 */
  readonly qualifier?: string;
  /** For aliases that route by it; as JSON at most 1024 bytes. @source S142 */
  readonly routingKey?: RoutingKey;
  /** Who calls; the API unless said. @source S87 */
  readonly invokedBy?: InvokedBy;
}

/** The platform's callers. @source S44, S53, S87 */
export type InvokedBy = 'invoke' | 'timer' | 'cos' | 'apigw' | 'ckafka' | 'cmq';

/** What the caller of a function gets back. */
export type Answer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'result'; readonly result: Buffer }
  | { readonly kind: 'error'; readonly status: Status; readonly error: ErrorBody };

/** An invocation on its way. */
export interface Invocation {
  readonly requestId: RequestId;
  /** Resolves with what the caller gets: of an asynchronous call, that it was accepted. Never rejects. */
  readonly answer: Promise<Answer>;
  /** Resolves when nothing of it runs any more and no attempt is to come. Never rejects. */
  readonly ended: Promise<Ended>;
  /** How it went, once it has ended. */
  readonly over: Ended | undefined;
}

/** How an invocation went; its usage is that of its last attempt. */
export interface Ended extends Usage {
  readonly record: InvocationRecord;
  /** The handler's result as JSON text, also when nobody waited for it; undefined when it failed. */
  readonly result: Buffer | undefined;
  readonly error: ErrorBody | undefined;
}

/** What of a call is known until its end; the event itself may lie in the store. */
export interface Called {
  readonly function: string;
  readonly type: InvocationType;
  readonly qualifier: string | undefined;
  readonly routingKey: RoutingKey | undefined;
  readonly invokedBy: InvokedBy | undefined;
}

/** What `TRIGGER_SRC` says while an event runs. @source S210 @assumes that only timers are named there, as the one example is */
export function triggerOf({ invokedBy }: Called): string | undefined {
  return invokedBy === 'timer' ? invokedBy : undefined;
}

/** The same of a call that comes, and of an event in the store. */
export function calledOf({ function: functionKey, type, qualifier, invokedBy, routingKey }: Call | StoredEvent): Called {
  return { function: functionKey, type, qualifier, invokedBy: invokedBy as InvokedBy | undefined, routingKey };
}
