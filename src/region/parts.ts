import type { Clock } from '../clock';
import type { Runtime } from '../runtime';
import type { Store } from '../store';
import type { Cause, RegionPlan, RequestId, Status } from '../scf';
import type { DeadLettered } from './deadLetter';
import type { JournalEntry } from './journal';
import type { Call, Ended } from './call';

/** What a region is made of. */
export interface RegionParts {
  readonly plan: RegionPlan;
  readonly clock: Clock;
  readonly runtime: Runtime;
  /** A number from 0 up to 1, for what the platform leaves to chance (S111, S113, S124, S142). Seed it, and a run can be repeated. */
  readonly random: () => number;
  /** Names each invocation. */
  readonly newRequestId: () => RequestId;
  /** Laid over the context that handlers get. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** How many of a function's provisioned instances are really started; all of them unless said. */
  readonly provisionedMax?: (functionKey: string) => number;
  /** Time zone of provisioning schedules, `Asia/Shanghai` unless said. @source S135 */
  readonly timezone?: string;
  /** Takes each message for a dead-letter queue; one that it throws at is a failed delivery. @source S65 */
  readonly onDeadLetter?: (letter: DeadLettered) => void;
  /** Takes every input of the engine before the engine does: what a region decides can be told again from these alone. */
  readonly journal?: (entry: JournalEntry) => void;
  readonly observer?: RegionObserver;
  /** Keeps asynchronous events; in memory unless said. */
  readonly store?: Store;
  /** Events of one function that wait in memory; what comes after them is in the store alone. All of them unless said. */
  readonly waitingMax?: number;
}

/** Hears what happens in a region while it happens. It must not call the region back before it returns. */
export interface RegionObserver {
  /** A line of an invocation's log, the platform's own lines included; `requestId` is undefined for provisioned instances. */
  line?(text: string, functionKey: string, requestId: RequestId | undefined): void;
  /** A call has come in; `asyncRun` as its function is now. */
  invoked?(requestId: RequestId, call: Call, asyncRun: boolean): void;
  /** An asynchronous call is answered 500, because its event could not be kept. */
  notKept?(requestId: RequestId, fault: unknown): void;
  /** The caller has the RequestId, and nothing else to wait for. */
  accepted?(requestId: RequestId): void;
  /** An event cannot run yet. */
  waits?(requestId: RequestId, cause: Cause): void;
  /** It has an instance, which may have to be initialised first. */
  begins?(requestId: RequestId, instance: number, version: string): void;
  /** An instance begins to run an invocation. */
  runs?(requestId: RequestId, instance: number, cold: boolean): void;
  /** An attempt is over, also one whose instance failed to start; the instance may go on with others. */
  leaves?(requestId: RequestId, instance: number): void;
  /** An event is tried again later. */
  retries?(requestId: RequestId, retry: Retry): void;
  /** The caller of a synchronous invocation is answered 499 while the run goes on. @source S46, S47 */
  givenUp?(requestId: RequestId): void;
  /** In the cloud the role's temporary credentials of a running asynchronous execution would no longer be valid. @source S80 */
  credentialsExpired?(requestId: RequestId): void;
  ended?(ended: Ended): void;
}

/** Another attempt of an event. @source S54–S56 */
export interface Retry {
  /** Of the attempt that has ended, or of the refusal. */
  readonly status: Status;
  /** From now to the next attempt, ms. */
  readonly afterMs: number;
  /** Run errors are retried up to `max` times, what else is repeated until the event's MsgTTL. */
  readonly because: 'run' | 'overLimit' | 'system';
  /** 1 for the first retry of a run error. */
  readonly nth: number;
  readonly max: number;
}
