import type { FunctionPlan, Tracking } from '../../scf';
import type { ImageConfig, Kept } from './kept';

/** Where a function's code is. */
export type Code =
  /** Uploaded; `bytes` of the archive. */
  | { readonly kind: 'zip'; readonly sha256: string; readonly bytes: number }
  /** The folder of a service, used as it is. */
  | { readonly kind: 'folder'; readonly dir: string }
  /** An image, which is not run here. @source S205 */
  | { readonly kind: 'image'; readonly image: ImageConfig };

/** What is published with a version: `$LATEST` has one, too. @source S140 */
export interface Deployment {
  /** Its quotas are those of `serverless.yml`, where it stands there; what counts is what the function has. */
  readonly plan: FunctionPlan;
  readonly description: string;
  readonly code: Code;
  readonly kept: Kept;
}

/** All times are ms since the Unix epoch. */
export interface PublishedVersion extends Deployment {
  readonly addMs: number;
  readonly modMs: number;
}

export interface AliasRecord {
  readonly version: string;
  readonly routing: Routing | undefined;
  readonly description: string;
  readonly addMs: number;
  readonly modMs: number;
}

/** The additional version, as the API spells it. @source S142 */
export type Routing =
  | { readonly by: 'weight'; readonly version: string; readonly weight: number }
  | { readonly by: 'match'; readonly version: string; readonly key: string; readonly method: 'exact' | 'range'; readonly expression: string };

/** Provisioning of a version as it was asked for. @source S21, S135, S136 */
export interface ProvisionedRecord {
  readonly instances: number;
  readonly tracking: Tracking | undefined;
  readonly actions: readonly ProvisionTrigger[];
}

export interface ProvisionTrigger {
  readonly name: string;
  readonly instances: number;
  /** Seven fields. @source S220 */
  readonly cron: string;
}

export interface TriggerRecord {
  readonly name: string;
  readonly type: TriggerType;
  /** As it is given back: of a timer `{"cron":"…"}`. */
  readonly desc: string;
  readonly qualifier: string;
  readonly enabled: boolean;
  readonly customArgument: string;
  readonly description: string;
  readonly addMs: number;
  readonly modMs: number;
}

export const triggerTypes = ['timer', 'cos', 'cls', 'ckafka', 'http', 'apigw', 'cmq'] as const;
export type TriggerType = (typeof triggerTypes)[number];

/** What a function is doing until `untilMs`; after that it is active. @source S145 */
interface Activity {
  readonly status: 'Creating' | 'Updating' | 'Publishing';
  readonly untilMs: number;
}

/** One function as the API knows it. Changed in place, and only after the region has agreed. */
export interface FunctionRecord {
  readonly key: string;
  name: string;
  namespace: string;
  /** Such as `lam-1a2b3c4d`. */
  readonly id: string;
  /** The service in whose `serverless.yml` it stands; undefined: created through the API. */
  readonly service: string | undefined;
  /** Of a function of a service only. */
  readonly loaded: Loaded | undefined;
  readonly addMs: number;
  modMs: number;
  latest: Deployment;
  readonly versions: Map<string, PublishedVersion>;
  /** The highest version that there has been. */
  published: number;
  readonly aliases: Map<string, AliasRecord>;
  reservedMB: number | undefined;
  /** What was reserved for it and did not fit when it came back: it gets that at a start at which it fits, unless somebody says otherwise. */
  unfitMB?: number | undefined;
  readonly provisioned: Map<string, ProvisionedRecord>;
  triggers: readonly TriggerRecord[];
  tags: readonly Tag[];
  activity: Activity | undefined;
}

/** A function as `serverless.yml` had it when it was last read, as far as that was done. */
export interface Loaded {
  declared: FunctionPlan;
  /** The version that takes its provisioned instances. @source S21 */
  deployed: string | undefined;
  /** The region was opened with its schedule, and keeps it. */
  regional: boolean;
  /** The API has given it something, so it is written down, and comes back with that. */
  kept: boolean;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface NamespaceRecord {
  readonly name: string;
  readonly description: string;
  readonly addMs: number;
  readonly modMs: number;
  /** Made through the API, and kept over restarts; else it comes with the region or a service. */
  readonly own: boolean;
}

/** What a version number or `$LATEST` was deployed with. */
export function deploymentOf(record: FunctionRecord, version: string): Deployment | undefined {
  return version === '$LATEST' ? record.latest : record.versions.get(version);
}

/** @source S145 */
export function statusOf({ activity }: FunctionRecord): string {
  return activity?.status ?? 'Active';
}
