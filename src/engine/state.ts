import Denque from 'denque';
import { Heap } from 'heap-js';
import type { FunctionLimits, InstanceId, InvocationId, InvocationType, LimitKind, Profile, QuotaClaim, Status, Tracking } from '../scf';
import { LinkedList } from './linkedList';
import { Timer, type Timers } from './timers';
import type { Window } from './window';

/** Everything the engine knows about one account and region. Owned and changed by `step` alone. */
export interface State {
  readonly profile: Profile;
  /** Account quota, MB: the profile's until it is changed. @source S26 */
  accountQuotaMB: number;
  /** A change of it is under way until then, ms. @source S30 */
  totalSettledMs: number;
  /** What functions of other services hold. */
  readonly allocated: readonly QuotaClaim[];
  /** How many of a function's provisioned instances are really started. */
  readonly provisionedMax: (functionKey: string) => number;
  readonly functions: Map<string, FunctionState>;
  readonly instances: Map<InstanceId, Instance>;
  /** Asynchronous executions that have an instance, by which they can be terminated. @source S83 */
  readonly terminable: Map<InvocationId, Invocation>;
  /** Invocations that have ended and serve again, and instances that do. */
  readonly spare: Invocation[];
  readonly spareInstances: Instance[];
  /** So many events of a function wait here; the shell keeps what comes after them. */
  readonly waitingMax: number;
  /** What functions without a reservation share. */
  readonly pool: Quota;
  readonly elasticWindow: Window;
  readonly provisionedWindow: Window;
  /** Ends of provisioned instances that are no longer wanted go at the pace of their starts. @assumes S118, "gradually" */
  readonly releaseWindow: Window;
  /** Invocations of functions with asynchronous execution, over the region. @source S79 */
  readonly asyncRunWindow: Window | undefined;
  readonly timers: Timers;
  /** Rings when a start is possible again for which the head of a queue waits. */
  readonly burstEnd: Timer;
  /** Functions whose events wait, by the acceptance of the head of their queues. */
  readonly waiting: FunctionState[];
  /** Events in the queues of the whole region. @source S61 */
  backlog: number;
  /** Nothing that waits begins any more. */
  quiet: boolean;
  instancesStarted: number;
  /** The highest that was seen. */
  lastInvocation: number;
}

/** Memory that functions may hold with instances: a reservation, or the shared pool. @source S11, S14, S15 */
export interface Quota {
  readonly limit: 'reserved' | 'pool';
  /** What the platform calls the quota, MB. @source S20 */
  quotaMB: number;
  /** The part of it that is not set aside for provisioned instances, MB. @source S§2.4 */
  elasticMB: number;
  /** What is held of it: the sum over the holders of its functions, kept because admission asks for it at every arrival. */
  usedMB: number;
}

/** @source S145 */
export type FunctionStatus =
  'Active' | 'Creating' | 'CreateFailed' | 'Updating' | 'UpdateFailed' | 'Publishing' | 'PublishFailed' | 'Deleting' | 'DeleteFailed' | 'Stopped';

/** What every invocation looks at comes first, and so lies together in memory: with a thousand functions, each line of it is fetched anew. */
export class FunctionState {
  /** Only an active function serves; one that is updated serves by its old code. @source S145 */
  status: FunctionStatus = 'Active';
  /** The version that `$DEFAULT` means, unless it routes. */
  direct: VersionState | undefined = undefined;
  /** What its instances hold of its quota, over all its versions, MB. @source S19 */
  heldMB = 0;
  readonly key: string;
  readonly versions = new Map<string, VersionState>();
  readonly aliases = new Map<string, Alias>();
  /** The highest version that was published. @source S140 */
  published = 0;
  /** Events that wait, oldest first; some may have ended there. @source S50 */
  readonly queue = new Denque<Invocation>();
  /** Events that came back for another attempt and wait, in the order of their acceptance; some may have ended there. @source S59 */
  readonly returned = new Heap<Invocation>((a, b) => a.id - b.id);
  /** How many of the two above have not ended. */
  waitingEvents = 0;
  /** How many more wait behind them, which the shell keeps. */
  deferred = 0;
  /** Events of its queue: those that wait, kept by the shell or here, and those that left it because a limit refused them. @source S61 */
  backlog = 0;
  /** Rings when its queue may start instances again. @source S51 `ramp` */
  readonly rampEnd = new FunctionAlarm(this);
  /** A change of its reservation is under way until then, ms. @source S30 */
  settledMs = -Infinity;
  /** It is no longer in the region; what runs goes on. One that `left` may come again. */
  removed: 'no' | 'deleted' | 'left' = 'no';
  /** Its invocations, where they are counted by function. @source S79 */
  readonly asyncRunWindow: Window | undefined;
  /** Starts for its queue. @source S51 */
  readonly ramp: Window | undefined;

  constructor(
    public plan: FunctionLimits,
    public quota: Quota,
    asyncRunWindow: Window | undefined,
    ramp: Window | undefined,
  ) {
    this.key = plan.key;
    this.asyncRunWindow = asyncRunWindow;
    this.ramp = ramp;
  }
}

/** @source S141, S142 */
export interface Alias {
  readonly version: string;
  /** The additional version, and which invocations go to it. */
  readonly additional?: AdditionalVersion;
}

/** By a share of the invocations from 0 to 1, or by a routing key that is a text, or a whole number within bounds. @source S142 */
export type AdditionalVersion =
  | { readonly version: string; readonly weight: number }
  | { readonly version: string; readonly key: string; readonly exact: string }
  | { readonly version: string; readonly key: string; readonly from: number; readonly to: number; readonly closed: boolean };

/** What an invocation says about itself for aliases that route by it. @source S142 */
export type RoutingKey = Readonly<Record<string, string>>;

/** What a version was published with; `$LATEST` is replaced by a new one when it is changed. Its instances are its own. @source S6, S28, S140 */
export class VersionState {
  /** Its code is no longer current: its instances take no new event. @source S116 */
  retired = false;
  /** Idle elastic instances, the most recently used last. @source S113 */
  readonly idle = new LinkedList<Instance>();
  /** Idle provisioned instances, the most recently used last; undefined until there is one. */
  idleProvisioned: LinkedList<Instance> | undefined = undefined;
  /** Instances that run something and can take more; undefined where none ever can. @source S92 */
  readonly open: LinkedList<Instance> | undefined;
  readonly provisioning: Provisioning = new Provisioning(this);

  readonly function: FunctionState;

  /** @param slots  requests that one instance serves at a time (S92) */
  constructor(
    readonly name: string,
    fn: FunctionState,
    readonly memoryMB: number,
    readonly slots: number,
    readonly initTimeoutMs: number,
    readonly timeoutMs: number,
  ) {
    this.function = fn;
    this.open = slots > 1 ? new LinkedList() : undefined;
  }
}

/** The provisioned instances of a version. @source S21, S130, S131 */
export class Provisioning {
  /** How many there are to be; quotas count these. */
  allocated = 0;
  readonly instances = new Set<Instance>();
  /** Idle ones that are no longer wanted and wait for their end. @source S118 */
  readonly surplus = new Set<Instance>();
  tracking: Tracking | undefined = undefined;
  /** When tracking changed the number last, ms. @source S136 */
  scaledMs: number | undefined = undefined;
  /** No start before this, ms: the last one failed. @source S134 */
  notBeforeMs = -Infinity;
  /** What is wrong: the status with which the last start failed, or that not all that was asked for fits. @source S134, S137 */
  fault: number | 'quota' | undefined = undefined;
  readonly startDue: VersionAlarm;
  readonly releaseDue: VersionAlarm;
  readonly trackDue: VersionAlarm;

  constructor(version: VersionState) {
    this.startDue = new VersionAlarm(version);
    this.releaseDue = new VersionAlarm(version);
    this.trackDue = new VersionAlarm(version);
  }
}

/**
 * One invocation on its way. The engine makes as many as were ever on their way together: once one has ended, the same object
 * serves another, so nobody may keep it beyond `Sink.ended`.
 */
export class Invocation {
  /** Orders it among all invocations of the region. */
  id = -1 as InvocationId;
  qualifier = '';
  type: InvocationType = 'sync';
  /** ms. At first NaN, which tells V8 that there will be fractions. */
  arrivedMs = NaN;
  /** From 0 up to 1, for what the platform leaves to chance. */
  draw = NaN;
  routingKey: RoutingKey | undefined = undefined;
  /** Whatever the shell wants to find again. */
  data: unknown = undefined;
  /** `resting` between two attempts; `bound` to an instance that starts for it or runs it. */
  phase: 'arriving' | 'waiting' | 'resting' | 'bound' | 'ended' = 'arriving';
  instance: Instance | undefined = undefined;
  /** The caller has its RequestId. */
  accepted = false;
  /** Executions so far, the running one included. @source S62: the retry number is one less */
  attempts = 0;
  /** A handler has begun to run it. */
  begun = false;
  /** Attempts that ended in a run error. @source S54 */
  runErrors = 0;
  /** Attempts in a row that ended in a system error. @source S56 */
  systemErrors = 0;
  /** The code of the last attempt, or of the last refusal; undefined before. */
  lastStatus: Status | undefined = undefined;
  /** The limit that refused it last; undefined until then, so that a throttle counts once per event. */
  waitsFor: LimitKind | undefined = undefined;
  /** A limit sent it out of its queue, to come back later. @source S55 */
  sentAway = false;
  /** It was asked to end, by SIGTERM. @source S84 */
  signalled = false;
  /** The end of its MsgTTL, the moment of its next attempt, or the time-out of a run beside others. */
  timer: InvocationTimer | undefined = undefined;
  /** A second deadline that it has while it runs. @source S47 patience, S80 credentials */
  aside: InvocationTimer | undefined = undefined;

  constructor(public version: VersionState) {}

  /** Forget the invocation that has ended: what serves another is as good as new. */
  reset(): void {
    this.routingKey = undefined;
    this.data = undefined;
    this.instance = undefined;
    this.accepted = false;
    this.attempts = 0;
    this.begun = false;
    this.runErrors = 0;
    this.systemErrors = 0;
    this.lastStatus = undefined;
    this.waitsFor = undefined;
    this.sentAway = false;
    this.signalled = false;
    this.timer = undefined;
    this.aside = undefined;
  }
}

/**
 * One instance. Its phase is nearly its whole state, for it serves one event at a time; only instances of Web functions with
 * multi-concurrency serve several (S92). As a timer it holds the end of its initialisation, of its run, or of its keep-alive.
 *
 * Once it has ended, the same object is another instance: whoever keeps it beyond `Sink.stops` has to remember its id. For a new object
 * would be young all its life, and the garbage collector has to be told of each pointer from an old one to a young one.
 * @source S1, S2, S110
 */
export class Instance extends Timer {
  phase: 'starting' | 'idle' | 'busy' | 'gone' = 'starting';
  /** The invocation that it starts for or runs, the first of several; undefined for one that starts unasked or is idle. */
  invocation: Invocation | undefined = undefined;
  /** Further invocations that it runs; undefined where there can be none. @source S92 */
  others: Invocation[] | undefined = undefined;
  /** Stands among the open ones of its version. */
  isOpen = false;
  /** It takes no further event and ends with the last one. @source S116, S118 */
  retiring = false;
  /** Whether it holds quota, and since when, ms. @source S31, S32 */
  holds = false;
  heldSinceMs = NaN;
  /** Neighbours among the idle or the open ones of its version. */
  older: Instance | undefined = undefined;
  newer: Instance | undefined = undefined;

  /** Unique in the region, 1, 2, 3 … in the order in which they are started. */
  id = 0 as InstanceId;
  provisioned = false;

  constructor(public version: VersionState) {
    super();
  }

  /** It is a new one; of the one that it was before nothing is left. */
  begin(id: InstanceId, version: VersionState, provisioned: boolean): void {
    this.id = id;
    this.version = version;
    this.provisioned = provisioned;
    this.others = version.slots > 1 ? [] : undefined;
    this.phase = 'starting';
    this.retiring = false;
  }

  /** How many invocations it runs. */
  get running(): number {
    return this.phase === 'busy' && this.invocation ? 1 + (this.others?.length ?? 0) : 0;
  }
}

/** A deadline of an invocation. */
export class InvocationTimer extends Timer {
  constructor(readonly invocation: Invocation) {
    super();
  }
}

/** Rings for a function. */
class FunctionAlarm extends Timer {
  constructor(readonly of: FunctionState) {
    super();
  }
}

/** Rings for a version. */
export class VersionAlarm extends Timer {
  constructor(readonly version: VersionState) {
    super();
  }
}
