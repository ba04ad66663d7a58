import type { LiveFunction, LiveQuota } from '../state';

/** The alias `$DEFAULT` of a function. @source S141, S142 */
export interface AliasFacts {
  readonly version: string;
  /** Versions that get a part of the traffic besides. */
  readonly additional: readonly string[];
  readonly description: string;
}

/** One version of a function as it is listed. */
export interface VersionFacts {
  readonly version: string;
  readonly description: string;
  readonly status: string;
}

/** A function as it is in the cloud, with what a plan has to know besides. */
export interface FunctionFacts extends LiveFunction {
  /** Of the code of `$LATEST`; undefined: not known, so that it counts as another. */
  readonly contentHash: string | undefined;
  /** `$DEFAULT`; undefined: there is none, or it was not asked for, since the function is to be deleted. */
  readonly alias: AliasFacts | undefined;
  /** Published versions; undefined: were not asked for. */
  readonly versions: readonly VersionFacts[] | undefined;
  /** Memory that each version's provisioned instances take now, MB. @source S22, S28 */
  readonly provisionedMB: Readonly<Record<string, number>>;
}

/** What the list of functions says of one. */
export interface ListedFacts {
  readonly reservedMB: number | undefined;
  /** Over all its versions. */
  readonly provisionedMB: number;
}

/** The region as it is, as far as a plan needs it. */
export interface LiveService {
  /** By name: those that were asked for and are there. */
  readonly functions: ReadonlyMap<string, FunctionFacts>;
  /** All functions of the namespace, by name. */
  readonly listed: ReadonlyMap<string, ListedFacts>;
  readonly quota: LiveQuota;
}

/** A function as claims on the quota name it. @source scf-api.md ListFunctions; `liveAccount` names them so */
export function claimName(namespace: string, name: string): string {
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
