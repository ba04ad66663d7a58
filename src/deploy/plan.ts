import type { Allocation } from '../scf';
import type { Json } from './state';

/** What deploy does with a function. */
export type ChangeKind = 'create' | 'update' | 'replace' | 'delete' | 'same';

/** The part of a function that a difference is in. */
export type ChangedPart = 'code' | 'configuration' | 'eventInvoke' | 'reserved' | 'version' | 'provisioned' | 'alias' | 'trigger';

/** One difference between a function as it is and as it is to be, in the words of `serverless.yml`. */
export interface FieldChange {
  readonly part: ChangedPart;
  /** Option, with its path inside: `memorySize`, `environment.LEVEL`, `events.timer.nightly.cron`. */
  readonly option: string;
  /** Undefined: not there. Secrets are not told apart from other values here; reports hide values of `environment`. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** It is fixed when a function is created: only a new function can have it. @source S76 */
  readonly immutable: boolean;
}

export interface FunctionChange {
  /** Undefined: the service has no such function any more. */
  readonly key: string | undefined;
  readonly name: string;
  readonly kind: ChangeKind;
  readonly fields: readonly FieldChange[];
  /** What differs and stays so: no call to SCF changes it. Undefined: nothing. */
  readonly elsewhere?: readonly FieldChange[];
}

/** A version of a function: one that is there, or the one that a step of this plan publishes. */
export type VersionRef = { readonly version: string } | { readonly publishedBy: string };

/** What one step does. Parameters are those of the API but for FunctionName, Namespace, code and versions, which are filled in when it runs. */
export type StepWork =
  | { readonly kind: 'createFunction'; readonly params: StepParams; readonly code: CodeRef }
  | { readonly kind: 'updateCode'; readonly params: StepParams; readonly code: CodeRef }
  | { readonly kind: 'updateConfiguration'; readonly params: StepParams }
  | { readonly kind: 'updateEventInvoke'; readonly params: StepParams }
  | { readonly kind: 'publish'; readonly description: string }
  | { readonly kind: 'putReserved'; readonly mb: number; readonly beforeMB: number | undefined }
  | { readonly kind: 'deleteReserved'; readonly beforeMB: number | undefined }
  /** `instances`: the most that it may hold, for the time that it takes. */
  | { readonly kind: 'putProvisioned'; readonly of: VersionRef; readonly params: StepParams; readonly instances: number }
  /** Until as many are available as are allocated. */
  | { readonly kind: 'awaitProvisioned'; readonly of: VersionRef; readonly instances: number }
  | { readonly kind: 'deleteProvisioned'; readonly of: VersionRef }
  /**
   * The alias `$DEFAULT`, all of its traffic. `description` is the alias's own, with the number of the version for `{version}` in it: by
   * it the next plan knows what is behind the alias, and how that is provisioned.
   */
  | { readonly kind: 'moveAlias'; readonly to: VersionRef; readonly from: string; readonly description?: string }
  | { readonly kind: 'createTrigger'; readonly params: StepParams }
  | { readonly kind: 'updateTrigger'; readonly params: StepParams }
  | { readonly kind: 'deleteTrigger'; readonly params: StepParams }
  | { readonly kind: 'deleteFunction' }
  /** Reads the function again and compares it with what was wanted. */
  | { readonly kind: 'verify' };

export type StepParams = Readonly<Record<string, Json>>;

/** Code as the plan knows it; the bytes are the deployer's. */
export type CodeRef = { readonly kind: 'package'; readonly contentHash: string } | { readonly kind: 'image'; readonly image: Json };

/** One call of the API, or one wait. */
export interface Step {
  /** Unique in the plan, and the same for the same work: `resize:publish`, `resize:createTrigger:timer:nightly`. */
  readonly id: string;
  /** Name of the function in the cloud. */
  readonly function: string;
  /** Steps that must be done before it begins. */
  readonly after: readonly string[];
  readonly work: StepWork;
}

/** All that a deploy is going to do, and nothing else. JSON through and through. */
export interface DeployPlan {
  readonly formatVersion: 1;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly namespace: string;
  /** Of the API: `scf.tencentcloudapi.com`. */
  readonly host: string;
  /** In the order of `serverless.yml`, then those to delete. */
  readonly functions: readonly FunctionChange[];
  /** Every step after all those that it names in `after`. */
  readonly steps: readonly Step[];
  /** The account's quota in the region. `peakMB`: the most that is allocated while the plan runs. */
  readonly account: { readonly before: Allocation; readonly after: Allocation; readonly peakMB: number };
  /** Functions that are named as the service names its own, but that it neither has nor ever deployed from here. */
  readonly strays: readonly string[];
  /** SHA-256, hex, of all that was wanted and of all that was there: equal when, and only when, the same plan would be made again. */
  readonly fingerprint: string;
}

/** Whether there is anything to do. */
export function hasWork(plan: DeployPlan): boolean {
  return plan.steps.length > 0;
}
