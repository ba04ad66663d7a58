import type { Alias, EndReason, FunctionStatus, RoutingKey, StopReason } from '../../src/engine';
import {
  DEFAULT_ALIAS,
  LATEST,
  PUBLISHED,
  type EndState,
  type FunctionLimits,
  type InstanceId,
  type InvocationId,
  type InvocationType,
  type LimitKind,
  type Profile,
  type RegionPlan,
  type Status,
  type Tracking,
} from '../../src/scf';
import type { Rate } from './ledgerRates';

/** The region as inputs and effects tell of it: plain data, from which the rules are computed anew whenever they are asked. */

/** A function of the region, or one that was. */
export interface LedgerFunction {
  readonly key: string;
  plan: FunctionLimits;
  status: FunctionStatus;
  removed: boolean;
  readonly versions: Map<string, LedgerVersion>;
  readonly aliases: Map<string, Alias>;
  published: number;
  /** A change of its reservation is under way until then, ms. @source S30 */
  settledMs: number;
  /** Its invocations, where they are counted by function. @source S79 */
  readonly calls: Rate | undefined;
  /** Starts for its queue. @source S51 */
  readonly ramp: Rate | undefined;
}

/** What a version was published with. */
export interface LedgerVersion {
  readonly name: string;
  readonly fn: LedgerFunction;
  readonly memoryMB: number;
  readonly slots: number;
  readonly timeoutMs: number;
  readonly initTimeoutMs: number;
  retired: boolean;
  /** Provisioned instances: how many are asked for, which count as these, and which idle ones wait for their end. */
  allocated: number;
  wanted: LedgerInstance[];
  surplus: LedgerInstance[];
  tracking: Tracking | undefined;
  scaledMs: number;
  /** When the load is looked at next, ms, and when that was decided among all deadlines. */
  trackMs: number;
  trackSet: number;
  notBeforeMs: number;
  fault: number | 'quota' | undefined;
}

/** One event on an instance; `startedMs` is undefined while the instance still starts for it, and later by what a standstill took. */
export interface Run {
  readonly event: LedgerEvent;
  startedMs: number | undefined;
  /** When its credentials run out; Infinity when they do not, or have. @source S80 */
  credentialsMs: number;
}

export interface LedgerInstance {
  readonly id: InstanceId;
  readonly version: LedgerVersion;
  readonly provisioned: boolean;
  /** When its start began, ms; later by what a standstill took of it. */
  bornMs: number;
  ready: boolean;
  readonly runs: Run[];
  idleSinceMs: number;
  keepAliveMs: number;
  /** Higher for what came to rest later. */
  rested: number;
  /** Provisioned, not wanted any more, and busy: it ends with its last event. */
  retiring: boolean;
  /** It has to end within this step, and why. */
  fate: StopReason | undefined;
}

export interface LedgerEvent {
  readonly id: InvocationId;
  readonly fn: LedgerFunction;
  readonly type: InvocationType;
  readonly qualifier: string;
  readonly draw: number;
  readonly routingKey: RoutingKey | undefined;
  readonly arrivedMs: number;
  /** For how long nothing could happen since then, ms. */
  lostMs: number;
  /** `settling`: it has left its instance, and what becomes of it is still to be said. */
  state: 'arriving' | 'waiting' | 'resting' | 'bound' | 'settling' | 'ended';
  /** Where it ran last. */
  version: LedgerVersion | undefined;
  accepted: boolean;
  attempts: number;
  /** Attempts that ended in a run error. */
  runErrors: number;
  begun: boolean;
  systemErrors: number;
  lastStatus: Status | undefined;
  /** A limit has refused it at the head of its queue. */
  throttled: boolean;
  sentAway: boolean;
  signalled: boolean;
  givenUp: boolean;
  /** Until when it may wait, ms. */
  expiryMs: number;
  /** It waits where its shell keeps it, not in memory. */
  deferred: boolean;
  /** It came back for another attempt. */
  returned: boolean;
  /** Orders those that wait by when they began to, and those that rest by when that was decided. */
  entered: number;
  dueMs: number;
  /** What has to be said of it next, within this step. */
  expected: Verdict | undefined;
}

/** What becomes of an event after an attempt, or instead of one. */
export type Verdict =
  | { readonly kind: 'ended'; readonly status: Status; readonly state: EndState; readonly why: EndReason }
  | { readonly kind: 'retries'; readonly status: Status; readonly dueMs: number };

/** All that the ledger knows. */
export class Books {
  readonly profile: Profile;
  readonly allocated: RegionPlan['allocated'];
  accountMB: number;
  totalSettledMs = -Infinity;
  readonly functions = new Map<string, LedgerFunction>();
  readonly instances = new Map<InstanceId, LedgerInstance>();
  /** All invocations that were not answered at once, those that have ended included. */
  readonly events = new Map<InvocationId, LedgerEvent>();
  /** Those that have not ended. */
  readonly live = new Set<LedgerEvent>();
  readonly elastic: Rate;
  readonly provisioned: Rate;
  readonly released: Rate;
  readonly calls: Rate | undefined;
  nowMs = 0;
  #order = 0;

  constructor(
    plan: Pick<RegionPlan, 'profile' | 'allocated'> & { readonly functions: readonly FunctionLimits[] },
    readonly provisionedMax: (key: string) => number,
    /** Counts what happened, so that it is known what was tried at all. */
    readonly seen: (what: string) => void,
  ) {
    const { profile } = plan;
    const { maxQps, qpsScope } = profile.asyncRun;
    this.profile = profile;
    this.allocated = plan.allocated;
    this.accountMB = profile.accountQuotaMB;
    this.elastic = rate(profile.burstPerMinute, 60_000, profile.burstWindow);
    this.provisioned = rate(profile.provisionedPerMinute, 60_000);
    this.released = rate(profile.provisionedPerMinute, 60_000);
    this.calls = maxQps !== 'quota/10' && qpsScope === 'region' ? rate(maxQps, 1_000) : undefined;
    for (const fn of plan.functions) this.addFunction(fn);
  }

  /** The next number in the order of what happens. */
  order(): number {
    return (this.#order += 1);
  }

  addFunction(plan: FunctionLimits): LedgerFunction {
    const { maxQps } = this.profile.asyncRun;
    const { asyncDequeue } = this.profile;
    const tenth = Math.max(1, Math.floor((plan.reservedMB ?? this.accountMB) / plan.memoryMB / 10));
    const fn: LedgerFunction = {
      key: plan.key,
      plan,
      status: 'Active',
      removed: false,
      versions: new Map(),
      aliases: new Map(),
      published: 0,
      settledMs: -Infinity,
      calls: plan.asyncRun && !this.calls ? rate(maxQps === 'quota/10' ? tenth : maxQps, 1_000) : undefined,
      ramp: asyncDequeue.mode === 'ramp' ? rate(asyncDequeue.instances, asyncDequeue.everyMs) : undefined,
    };
    this.functions.set(plan.key, fn);
    addVersion(fn, LATEST);
    const publishes = plan.provisionedInstances > 0 || plan.schedule.length > 0 || plan.tracking !== undefined;
    if (publishes) {
      const version = addVersion(fn, PUBLISHED);
      fn.published = 1;
      version.allocated = plan.provisionedInstances;
      version.tracking = plan.tracking;
    }
    fn.aliases.set(DEFAULT_ALIAS, { version: publishes ? PUBLISHED : LATEST });
    return fn;
  }

  addEvent(event: Pick<LedgerEvent, 'id' | 'fn' | 'type' | 'qualifier' | 'draw' | 'routingKey'>): LedgerEvent {
    const added: LedgerEvent = {
      ...event,
      arrivedMs: this.nowMs,
      lostMs: 0,
      state: 'arriving',
      version: undefined,
      accepted: false,
      attempts: 0,
      runErrors: 0,
      begun: false,
      systemErrors: 0,
      lastStatus: undefined,
      throttled: false,
      sentAway: false,
      signalled: false,
      givenUp: false,
      expiryMs: Infinity,
      deferred: false,
      returned: false,
      entered: 0,
      dueMs: Infinity,
      expected: undefined,
    };
    this.events.set(added.id, added);
    this.live.add(added);
    return added;
  }
}

/** Put a version with what its function is configured with now in the place of one of that name. @source S28, S140 */
export function addVersion(fn: LedgerFunction, name: string): LedgerVersion {
  const { memoryMB, instanceConcurrency: slots, timeoutMs, initTimeoutMs } = fn.plan;
  const version: LedgerVersion = {
    name,
    fn,
    memoryMB,
    slots,
    timeoutMs,
    initTimeoutMs,
    retired: false,
    allocated: 0,
    wanted: [],
    surplus: [],
    tracking: undefined,
    scaledMs: -Infinity,
    trackMs: Infinity,
    trackSet: 0,
    notBeforeMs: -Infinity,
    fault: undefined,
  };
  fn.versions.set(name, version);
  return version;
}

function rate(perWindow: number, windowMs: number, kind: Rate['kind'] = 'fixed-first'): Rate {
  return { kind, perWindow, windowMs, moments: [] };
}

/** The code with which a limit refuses. @source S42, S101 */
export function codeOf(limit: LimitKind): Status {
  return limit === 'pool' || limit === 'reserved' ? 432 : 429;
}

/** @source S145: an updated function serves by its old code */
export function serves({ status }: LedgerFunction): boolean {
  return ['Active', 'Updating', 'UpdateFailed', 'Publishing', 'PublishFailed'].includes(status);
}
