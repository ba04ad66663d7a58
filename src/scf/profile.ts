import { limits } from './limits';
import type { Status, StatusClass } from './status';

/**
 * A named, dated set of the platform's behaviours; `custom.scf.engine` overrides single knobs. Times are ms.
 * @source S§19, design.md §4
 */
export interface Profile {
  readonly name: ProfileName;
  /** How provisioned instances count: `seed` deducts them from account or reservation, `ga` lets them run within both. @source S22–S24 */
  readonly quotaModel: 'seed' | 'ga';
  /** Account quota of the region, MB. @source S10 */
  readonly accountQuotaMB: number;
  /** Part of it that can be allocated to nobody, MB. @source S13 */
  readonly floorMB: number;
  /** What is said about a reservation with a remainder. @source S18 */
  readonly reservedMultiple: 'off' | 'warn' | 'error';
  /** Which instances hold quota: those with an event, or all that are alive. @source S31 */
  readonly quotaCounts: 'busy' | 'alive';
  /** Elastic instance starts in one window, over all functions of the region. @source S100–S102 */
  readonly burstPerMinute: number;
  /** Which kind of window counts them. @source S103 */
  readonly burstWindow: BurstWindow;
  /** Which limit is asked first. @source S43 */
  readonly checkOrder: 'quota-burst' | 'burst-quota';
  /** Provisioned instance starts in one window. @source S105 */
  readonly provisionedPerMinute: number;
  /** Whether provisioned starts count as elastic ones, too. @source S105 */
  readonly provisionedSharesBurst: boolean;
  /** How long an idle elastic instance is kept; a range is drawn from per idle period. @source S110, S111 */
  readonly keepAliveMs: KeepAlive;
  /** Which idle instance takes the next event: most or least recently used, or any. @source S113 */
  readonly reuse: 'mru' | 'lru' | 'random';
  /** What becomes of an event at the head of its queue that a limit refuses. @source S51, S55, design.md §4.5 */
  readonly asyncDequeue: AsyncDequeue;
  /** Waiting asynchronous events of one function, or of the account. @source S61 */
  readonly asyncQueueMax: number;
  readonly asyncQueueScope: 'function' | 'account';
  /** From the end of an attempt to the next, by what ended it. @source S54–S56 */
  readonly retryMs: { readonly run: number; readonly throttled: number; readonly system: number };
  /** The system interval doubles up to this; undefined keeps it fixed. @source S56 */
  readonly systemBackoffMaxMs: number | undefined;
  /** Where an event stands that comes back for another attempt. @source S59 */
  readonly requeueOrder: 'due' | 'tail' | 'head';
  /** Codes that an asynchronous event treats as another class than the table does. @source S64 */
  readonly retryClassOverrides: Readonly<Partial<Record<Status, StatusClass>>>;
  /** Whether request errors go to the dead-letter queue. @source S64 */
  readonly dlqForRequestErrors: boolean;
  readonly asyncRun: AsyncRunProfile;
  /** @source S136 */
  readonly trackingRounding: 'ceil' | 'floor' | 'round';
  /** What is done about an instance's memory. @source S154 */
  readonly memory: MemoryWatch;
  /** How the 4 KB of environment variables are counted. @source S152 */
  readonly envCount: 'bytes' | 'json';
  /** Added to every cold start before the handler is loaded; a range is drawn from. @source S124 */
  readonly coldStartMs: Range;
  /** Whose texts an over-quota error carries. @source S20 */
  readonly errorTextEra: 'current' | '2021';
  /** When a synchronous caller is given up on; undefined waits as long as the run. @source S47 */
  readonly invokeApiTimeoutMs: number | undefined;
  /** How long a change of quotas takes to settle. @source S30 */
  readonly settleMs: number;
  /** Whether `context.getRemainingTimeInMillis` exists. @source S196 */
  readonly remainingTime: boolean;
}

/** What is special about functions with `asyncRunEnable`. @source S77–S87 */
export interface AsyncRunProfile {
  /** Invocations a second; `quota/10`: a tenth of the instances that the function's quota holds. @source S79 */
  readonly maxQps: number | 'quota/10';
  readonly qpsScope: 'region' | 'function';
  /** Whether events from the queue wait for capacity; without it they are refused like calls. @source S77 */
  readonly retryThrottled: boolean;
  /** What `GetAsyncEventStatus` says; `code` is the final status code. @source S86 */
  readonly statusCodes: Readonly<Record<AsyncEventState, number | 'code'>>;
  /** What `InvokeType` says, by what called. @source S87 */
  readonly invokeTypes: Readonly<Record<string, string>>;
  /** Whether a status can be asked for without `traceEnable`. @source S82 */
  readonly statusWithoutTrace: boolean;
  /** How long an ended event is remembered. @source S81, S82 */
  readonly retentionMs: number;
  /** How an event ends that got SIGTERM: as its run does, or `ABORTED`. @source S84 */
  readonly graceFinalState: 'outcome' | 'ABORTED';
}

export type AsyncEventState = 'RUNNING' | 'FINISHED' | 'FAILED' | 'ABORTED';

export type ProfileName = 'scf-2021' | 'scf-2025';

export type BurstWindow = 'fixed-first' | 'fixed-clock' | 'sliding' | 'token-bucket';

/**
 * `hold`: it waits at the head. `eager`: it leaves and comes back after `retryMs.throttled`. `ramp`: as `hold`, and at most
 * `instances` are started for a function's queue every `everyMs`.
 */
export type AsyncDequeue =
  { readonly mode: 'hold' } | { readonly mode: 'eager' } | { readonly mode: 'ramp'; readonly instances: number; readonly everyMs: number };

/** A time, or what it is drawn from. */
export type Range = number | { readonly minMs: number; readonly maxMs: number };

export type KeepAlive = Range;

/** `measure` reports an instance's memory, `enforce` also ends a request that exceeds it with 434. */
export type MemoryWatch = 'off' | 'measure' | 'enforce';

/** The platform as the documents of 2021 describe it. */
export const scf2021: Profile = {
  name: 'scf-2021',
  quotaModel: 'seed',
  accountQuotaMB: limits.accountQuota.value,
  floorMB: limits.quotaFloor.value,
  reservedMultiple: 'warn',
  quotaCounts: 'busy',
  burstPerMinute: limits.burst.value,
  burstWindow: 'fixed-first',
  checkOrder: 'quota-burst',
  provisionedPerMinute: limits.provisionedStart.value,
  provisionedSharesBurst: false,
  keepAliveMs: limits.keepAlive.value * 1000,
  reuse: 'mru',
  asyncDequeue: { mode: 'hold' },
  asyncQueueMax: limits.asyncQueue.value,
  asyncQueueScope: 'function',
  retryMs: { run: limits.retryInterval.value * 1000, throttled: limits.retryInterval.value * 1000, system: limits.retryInterval.value * 1000 },
  systemBackoffMaxMs: undefined,
  requeueOrder: 'due',
  retryClassOverrides: {},
  dlqForRequestErrors: false,
  asyncRun: {
    maxQps: limits.asyncRunQps.value,
    qpsScope: 'region',
    retryThrottled: true,
    statusCodes: { RUNNING: 0, FINISHED: 200, FAILED: 'code', ABORTED: 499 },
    invokeTypes: { invoke: 'INVOKE', timer: 'TIMER', cos: 'COS', apigw: 'APIGW', ckafka: 'CKAFKA', cmq: 'CMQ' },
    statusWithoutTrace: true,
    retentionMs: limits.asyncEventRetention.value * 1000,
    graceFinalState: 'outcome',
  },
  trackingRounding: 'ceil',
  memory: 'measure',
  envCount: 'bytes',
  coldStartMs: 0,
  errorTextEra: 'current',
  invokeApiTimeoutMs: undefined,
  settleMs: 0,
  remainingTime: false,
};

/** The platform as the documents of 2025 describe it. @source S24, S55, S111: idle instances go after three to five minutes */
export const scf2025: Profile = {
  ...scf2021,
  name: 'scf-2025',
  quotaModel: 'ga',
  keepAliveMs: { minMs: 180_000, maxMs: limits.keepAlive.value * 1000 },
  asyncDequeue: { mode: 'eager' },
};

/** All profiles by name. */
export const profiles: Readonly<Record<ProfileName, Profile>> = { 'scf-2021': scf2021, 'scf-2025': scf2025 };
