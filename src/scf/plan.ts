import { DEFAULT_ALIAS, LATEST } from './ids';
import type { Model } from './model';
import type { Profile } from './profile';
import type { QuotaClaim } from './quota';

/** What a service asks of one region, in plain terms: the outcome of configuration, the input of engine and runtime. */
export interface RegionPlan {
  readonly service: string;
  readonly stage: string;
  /** For example `ap-guangzhou`. */
  readonly region: string;
  readonly namespace: string;
  /** Folder that handlers are resolved against; absolute. */
  readonly codeDir: string;
  readonly profile: Profile;
  readonly functions: readonly FunctionPlan[];
  /** What other services of the account hold already. @source S16 */
  readonly allocated: readonly QuotaClaim[];
  /** How functions behave in simulations, by their keys; a function without a model answers at once. */
  readonly models: Readonly<Record<string, Model>>;
  /** How instances are made on this machine; undefined as `processes`. */
  readonly local?: LocalInstances;
}

/** How instances are made on this machine; nothing that the platform knows of. @source design.md §6 */
export interface LocalInstances {
  /** Each is an operating-system process, or a thread of the engine's. */
  readonly isolation: 'process' | 'thread';
  /** Blank ones that are kept ready, so that a cold start need not wait for Node. */
  readonly prebooted: number;
  /** Whether the engine looks for the next event for a moment without sleeping; undefined: where there are processors enough. */
  readonly busyPolling?: boolean | undefined;
}

/** Processes, none of them ahead of time. */
export const processes: LocalInstances = { isolation: 'process', prebooted: 0 };

/** One function, with every default filled in and every duration in ms. */
export interface FunctionPlan {
  /** Its key under `functions:`; what commands and records call it. */
  readonly key: string;
  /** Its name in the cloud, `<service>-<stage>-<key>` unless set. */
  readonly name: string;
  readonly runtime: string;
  /** `file.method`, or `folder/file.method`. @source S191 */
  readonly handler: string;
  readonly memoryMB: number;
  /** Longest run of the handler, ms, counted from the end of initialisation. @source S153 */
  readonly timeoutMs: number;
  /** Longest initialisation, ms. @source S121 */
  readonly initTimeoutMs: number;
  /** `asyncRunEnable`: every caller gets the RequestId at once. @source S70, S71 */
  readonly asyncRun: boolean;
  /** Reservation, MB; undefined shares the pool, 0 is switched off. @source S14, S17 */
  readonly reservedMB: number | undefined;
  /** Instances kept ready on the version that deploy publishes. @source S21, S25 */
  readonly provisionedInstances: number;
  /** At these times the number of provisioned instances is set. @source S135 */
  readonly schedule: readonly ProvisionAction[];
  /** Lets the number of provisioned instances follow the load; then `provisionedInstances` is 0. @source S136 */
  readonly tracking: Tracking | undefined;
  /** Attempts of an asynchronous event after one that ended in a run error. @source S54 */
  readonly retryNum: number;
  /** Longest time an asynchronous event waits, retries included, ms. @source S58 */
  readonly msgTtlMs: number;
  /** Where events go that could not be processed. @source S66 */
  readonly deadLetter: DeadLetter | undefined;
  /** Whether the states of asynchronous executions are listed. @source S81 */
  readonly traceEnable: boolean;
  /** Requests that one instance serves at a time; more than 1 only for Web functions. @source S92 */
  readonly instanceConcurrency: number;
  /** The user's variables, provider's and function's merged. */
  readonly environment: Readonly<Record<string, string>>;
  /** Role whose temporary credentials the instance gets in the cloud. @source S210 */
  readonly role: string | undefined;
  /** Event functions take events; Web functions take HTTP requests. @source S88, S206 */
  readonly type: 'event' | 'web';
  /** What calls it at set times. @source S220 */
  readonly timers: readonly TimerPlan[];
  /** Where these differ from the region's: the function belongs to another service, or came through the API. */
  readonly namespace?: string;
  readonly codeDir?: string;
}

/** One entry of a provisioning schedule. @source S135 */
export interface ProvisionAction {
  readonly name: string;
  /** Seven fields: second, minute, hour, day, month, weekday, year. */
  readonly cron: string;
  readonly instances: number;
}

/** Calls a function at set times, asynchronously. @source S53, S220 */
export interface TimerPlan {
  /** Undefined: made of `cron` and `message`. */
  readonly name: string | undefined;
  /** Seven fields: second, minute, hour, day, month, weekday, year. */
  readonly cron: string;
  /** What stands in the event's `Message`. */
  readonly message: string;
  /** The version or alias that it calls. */
  readonly qualifier: string;
  readonly enabled: boolean;
  /** It does not fire here, whatever it is: what runs it was told so, or its function cannot be run. */
  readonly held?: true;
}

/** Keeps `target` of the provisioned instances busy, within bounds. @source S136 */
export interface Tracking {
  /** Share of provisioned instances that are to be busy, between 0 and 1. */
  readonly target: number;
  /** Instances. */
  readonly min: number;
  readonly max: number;
}

/** @source S66 */
export interface DeadLetter {
  readonly type: string;
  readonly name: string;
  readonly filterType?: string;
}

/** What decides how a function runs, apart from what it runs: all that the engine knows of it. */
export type FunctionLimits = Pick<
  FunctionPlan,
  | 'key'
  | 'memoryMB'
  | 'timeoutMs'
  | 'initTimeoutMs'
  | 'asyncRun'
  | 'reservedMB'
  | 'provisionedInstances'
  | 'schedule'
  | 'tracking'
  | 'retryNum'
  | 'msgTtlMs'
  | 'deadLetter'
  | 'instanceConcurrency'
  | 'role'
>;

/** The first version that deploy publishes; functions with provisioned instances have it. @source S21, S140 */
export const PUBLISHED = '1';

/**
 * The versions of a function that exist once its plan is deployed.
 * @source S21: provisioning needs a published version
 */
export function versionsOf(plan: Publishing): readonly string[] {
  return plan.provisionedInstances > 0 || plan.schedule.length > 0 || plan.tracking ? [LATEST, PUBLISHED] : [LATEST];
}

/** What decides whether deploy publishes a version. */
type Publishing = Pick<FunctionPlan, 'provisionedInstances' | 'schedule' | 'tracking'>;

/**
 * The version that a qualifier means.
 *
 * @param qualifier  `$LATEST`, `$DEFAULT` or a version number
 * @returns the version, or undefined when the function has no such version or alias
 * @source S140, S141
 * @assumes `$DEFAULT` points to the version that deploy publishes, where it publishes one
 */
export function resolveQualifier(plan: Publishing, qualifier: string): string | undefined {
  const versions = versionsOf(plan);
  return qualifier === DEFAULT_ALIAS ? versions.at(-1) : versions.find((version) => version === qualifier);
}

/** What a function takes out of the account quota. */
export function claimOf(plan: Pick<FunctionPlan, 'key' | 'memoryMB' | 'reservedMB' | 'provisionedInstances'>): QuotaClaim {
  return { name: plan.key, reservedMB: plan.reservedMB, provisionedMB: plan.provisionedInstances * plan.memoryMB };
}
