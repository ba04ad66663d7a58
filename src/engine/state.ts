import type Denque from 'denque';
import type { FunctionLimits, InstanceId, InvocationType, Profile, RequestId } from '../scf';
import type { Window } from './burst';
import type { Deadlines, Due } from './deadlines';
import type { LimitKind } from './effect';

/** Everything the engine knows about one account and region. Owned and changed by `step` alone. */
export interface State {
  readonly profile: Profile;
  readonly functions: ReadonlyMap<string, FunctionState>;
  readonly instances: Map<InstanceId, Instance>;
  /** What functions without a reservation share. */
  readonly pool: Quota;
  readonly elasticWindow: Window;
  readonly provisionedWindow: Window;
  readonly deadlines: Deadlines<DueKind>;
  /** Functions whose queue is not empty, by the acceptance of its head. */
  readonly waiting: FunctionState[];
  instancesStarted: number;
  eventsAccepted: number;
}

/** Memory that functions may hold with elastic instances: a reservation, or the shared pool. @source S11, S14, S15 */
export interface Quota {
  readonly limit: 'reserved' | 'pool';
  /** What the platform calls the quota, MB. @source S20 */
  readonly quotaMB: number;
  /** The part of it that elastic instances may hold, MB. @source S§2.4 */
  readonly elasticMB: number;
  /** What they hold: the sum over `holding` of its functions, kept because admission asks for it at every arrival. */
  usedMB: number;
}

export interface FunctionState {
  readonly plan: FunctionLimits;
  readonly quota: Quota;
  readonly versions: ReadonlyMap<string, VersionState>;
  /** Events that wait, oldest first. @source S50 */
  readonly queue: Denque<Invocation>;
  /** Elastic instances that are busy, or starting for a request, oldest first: what it holds of its quota. @source S31, S32 */
  readonly holding: Set<Instance>;
}

export interface VersionState {
  readonly name: string;
  readonly function: FunctionState;
  /** Idle elastic instances, the most recently used last. @source S113 */
  readonly idle: Instance[];
  /** Idle provisioned instances, the most recently used last. */
  readonly idleProvisioned: Instance[];
  /** All provisioned instances. */
  readonly provisioned: Set<Instance>;
  readonly provisionedTarget: number;
  /** No provisioned start before this, ms: the last one failed. @source S134 */
  provisionNotBeforeMs: number;
  /** When the missing provisioned instances are looked at again. */
  provisionDue: Due<DueKind> | undefined;
}

/** An instance serves one event at a time, so its phase is its whole state. @source S2 */
export interface Instance {
  readonly id: InstanceId;
  readonly version: VersionState;
  readonly provisioned: boolean;
  phase: Phase;
  /** The one moment at which something happens to it unasked: a time-out, or the end of its keep-alive. */
  due: Due<DueKind> | undefined;
}

export type Phase =
  /** `invocation` is undefined for a provisioned instance. */
  | { readonly kind: 'starting'; readonly sinceMs: number; readonly invocation: Invocation | undefined }
  | { readonly kind: 'busy'; readonly sinceMs: number; readonly invocation: Invocation }
  | { readonly kind: 'idle'; readonly sinceMs: number }
  | { readonly kind: 'gone' };

export interface Invocation {
  readonly requestId: RequestId;
  readonly version: VersionState;
  readonly type: InvocationType;
  /** Orders events over all functions of the region. */
  readonly order: number;
  /** The limit that refused it last, at the head of its queue; undefined until then, so that a throttle counts once per event. */
  waitsFor: LimitKind | undefined;
}

/** What falls due by itself. */
export type DueKind =
  | { readonly kind: 'initTimeout'; readonly instance: Instance }
  | { readonly kind: 'timeout'; readonly instance: Instance }
  | { readonly kind: 'keepAliveEnd'; readonly instance: Instance }
  | { readonly kind: 'elasticWindowEnd' }
  | { readonly kind: 'provision'; readonly version: VersionState };
