import { allocate, LATEST, type Allocation, type QuotaClaim } from '../../scf';
import type { Control } from './control';
import { deploymentOf, type FunctionRecord } from './record';

/** Memory of a function's provisioned instances over all its versions, MB. @source S22 */
export function provisionedMB(control: Control, record: FunctionRecord): number {
  return [...record.versions.keys()].reduce((sum, version) => sum + versionMB(control, record, version), 0);
}

/** Instances that are configured for a version. @source S131 */
export function allocatedOf(control: Control, record: FunctionRecord, version: string): number {
  return control.region.provisioning(record.key, version)?.allocated ?? 0;
}

function versionMB(control: Control, record: FunctionRecord, version: string): number {
  return allocatedOf(control, record, version) * memoryOf(record, version);
}

/** Of a version, MB. */
export function memoryOf(record: FunctionRecord, version: string): number {
  return (deploymentOf(record, version) ?? record.latest).plan.memoryMB;
}

export function claimOf(control: Control, record: FunctionRecord): QuotaClaim {
  return { name: record.key, reservedMB: record.reservedMB, provisionedMB: provisionedMB(control, record) };
}

/**
 * How the account quota is divided now.
 * @param but  a function whose part is left out
 * @source S§2.4
 */
export function allocationNow(control: Control, but?: FunctionRecord): Allocation {
  const { allocated, profile } = control.plan;
  const claims = [...control.registry.all()].filter((record) => record !== but).map((record) => claimOf(control, record));
  return allocate(control.totalMB, profile.floorMB, [...allocated, ...claims], profile.quotaModel);
}

/** What a function has of the quotas, whether `serverless.yml` or the API gave it. */
export interface QuotaShare {
  /** Of `$LATEST`. */
  readonly memoryMB: number;
  readonly reservedMB: number | undefined;
  /** Of each version that has any. */
  readonly provisioned: readonly { readonly instances: number; readonly memoryMB: number }[];
}

/** How the quotas of a region are divided. */
export interface QuotaShares {
  readonly accountMB: number;
  /** Shared by functions without a reservation. */
  readonly poolMB: number;
  readonly functions: ReadonlyMap<string, QuotaShare>;
}

export function sharesNow(control: Control): QuotaShares {
  const { accountMB, poolMB } = allocationNow(control);
  return { accountMB, poolMB, functions: new Map([...control.registry.all()].map((record) => [record.key, shareOf(control, record)])) };
}

function shareOf(control: Control, record: FunctionRecord): QuotaShare {
  const provisioned = [...record.versions.keys()].map((version) => {
    return { instances: allocatedOf(control, record, version), memoryMB: memoryOf(record, version) };
  });
  return { memoryMB: memoryOf(record, LATEST), reservedMB: record.reservedMB, provisioned: provisioned.filter(({ instances }) => instances > 0) };
}

/**
 * Instances that can still be provisioned for a function: of its reservation, else of what can be allocated.
 * @source scf-api.md GetProvisionedConcurrencyConfig; S24: in the `ga` model only the account limits them
 */
export function unallocatedInstances(control: Control, record: FunctionRecord): number {
  const { quotaModel } = control.plan.profile;
  const ownMB = provisionedMB(control, record);
  const freeMB =
    quotaModel === 'ga'
      ? unprovisionedMB(control)
      : record.reservedMB === undefined
        ? allocationNow(control).allocatableMB
        : record.reservedMB - ownMB;
  return Math.max(0, Math.floor(freeMB / memoryOf(record, LATEST)));
}

function unprovisionedMB(control: Control): number {
  return control.totalMB - allProvisionedMB(control);
}

/** Memory of the provisioned instances of all functions, those of other services included, MB. */
export function allProvisionedMB(control: Control): number {
  const others = control.plan.allocated.reduce((sum, claim) => sum + claim.provisionedMB, 0);
  return [...control.registry.all()].reduce((sum, record) => sum + provisionedMB(control, record), others);
}
