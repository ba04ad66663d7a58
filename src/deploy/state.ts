import type { DeadLetter, Profile, ProvisionAction, QuotaClaim, Tracking } from '../scf';

/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * A function's configuration in normal form: member names of the API, values that can be compared with `isDeepStrictEqual`. A member
 * that is missing is not ours to decide: nothing is written about it, and the platform's choice stays.
 * @source scf-api.md CreateFunction, GetFunction
 */
export type Configuration = Readonly<Record<string, Json>>;

/** How asynchronous events are tried. @source S54, S58 */
export interface EventInvoke {
  readonly retryNum: number;
  readonly msgTtlSec: number;
}

/** Provisioning of one version: a fixed number of instances, one that changes by the clock, or one that follows the load. @source S21, S135, S136 */
export interface Provisioned {
  /** 0 with tracking. */
  readonly instances: number;
  readonly schedule: readonly ProvisionAction[];
  readonly tracking: Tracking | undefined;
}

/** A trigger in normal form. Two are the same trigger when `type`, `name` and `qualifier` agree, and of `cos` the event in `desc`, too. @source scf-api.md §5.7 */
export interface TriggerState {
  readonly type: 'timer' | 'cos' | 'cls' | 'ckafka' | 'http' | 'apigw' | 'cmq';
  readonly name: string;
  readonly qualifier: string;
  /** As CreateTrigger takes it: of a timer the bare cron expression, of others JSON with sorted members. */
  readonly desc: string;
  readonly enabled: boolean;
  /** Of timers; '' for none. */
  readonly customArgument: string;
}

/** A function as the service wants it. */
export interface DesiredFunction {
  /** Its key under `functions:`. */
  readonly key: string;
  /** Its name in the cloud. */
  readonly name: string;
  readonly configuration: Configuration;
  /** `package`: an archive that the framework made; `image`: the image that `configuration` names. */
  readonly code: 'package' | 'image';
  readonly memoryMB: number;
  readonly eventInvoke: EventInvoke;
  readonly deadLetter: DeadLetter | undefined;
  readonly reservedMB: number | undefined;
  /** Wanted on the version that traffic goes to; undefined: none, and no version is published. @source S21, S25 */
  readonly provisioned: Provisioned | undefined;
  readonly triggers: readonly TriggerState[];
}

/** A service as it is to be, in one region. */
export interface DesiredService {
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly namespace: string;
  readonly profile: Pick<Profile, 'quotaModel' | 'floorMB'>;
  readonly functions: readonly DesiredFunction[];
}

/** Provisioning of one version as it is. @source S30, S134 */
export interface LiveProvisioned extends Provisioned {
  readonly version: string;
  readonly allocated: number;
  readonly available: number;
  readonly status: 'Done' | 'InProgress' | 'Failed';
  readonly statusReason: string;
}

/** A function as it is in the cloud. */
export interface LiveFunction {
  readonly name: string;
  /** Every member that a service can decide, in normal form. */
  readonly configuration: Configuration;
  readonly status: string;
  /** Why it is not active, as the platform says; '' for nothing. */
  readonly statusReason: string;
  /** `YYYY-MM-DD hh:mm:ss`. */
  readonly modTime: string;
  readonly memoryMB: number;
  readonly code: 'package' | 'image';
  readonly eventInvoke: EventInvoke;
  readonly reservedMB: number | undefined;
  readonly provisioned: readonly LiveProvisioned[];
  readonly triggers: readonly TriggerState[];
}

/** Quota of the region that the account has, and who holds it. Names outside of the namespace `default` begin with it: `team/resize`. @source S10, S13, S22 */
export interface LiveQuota {
  readonly quotaMB: number;
  readonly claims: readonly QuotaClaim[];
}

/** What is in the archive of a function: equal contents have equal hashes, whoever packed them. */
export interface PackageFacts {
  /** SHA-256, hex, over the names, contents and modes of its files; not of the archive. */
  readonly contentHash: string;
  /** SHA-256, hex, of the archive that is uploaded. */
  readonly zipSha256: string;
  readonly zipBytes: number;
  readonly unzippedBytes: number;
  readonly files: number;
}
