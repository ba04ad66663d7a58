import assert from 'node:assert';

/** The quota arithmetic that the validator and the engine share. All amounts are MB of configured memory, whole numbers that are never converted (S4). @source S3, S§2.4; S27: in MB, not in instances */

/**
 * Instances of one function that a quota holds at the same time.
 *
 * @param quotaMB   memory the function may draw on, MB
 * @param memoryMB  memory configured for the function, MB; above 0
 * @returns a whole number of instances
 * @source  S3, Function Concurrency 583/37040: quota divided by memory
 * @assumes S18, a remainder starts nothing: 1,000 MB holds two of 384 MB
 */
export function instancesMax(quotaMB: number, memoryMB: number): number {
  assert(memoryMB > 0, 'the schema admits no function without memory');
  return Math.floor(quotaMB / memoryMB);
}

/** What one function takes out of the account quota. */
export interface QuotaClaim {
  /** The function, as users name it. */
  readonly name: string;
  /** Its reservation, MB; undefined when it draws on the shared pool. 0 switches it off (S17). */
  readonly reservedMB: number | undefined;
  /** Memory of its provisioned instances over all versions, MB. */
  readonly provisionedMB: number;
}

/** How the account quota of one region is divided, MB. */
export interface Allocation {
  readonly accountMB: number;
  readonly floorMB: number;
  /** Sum over what is taken: reservations, and provisioned instances of functions without one. */
  readonly allocatedMB: number;
  /** What can still be reserved or provisioned; negative when too much is taken. */
  readonly allocatableMB: number;
  /** What functions without a reservation share. */
  readonly poolMB: number;
  /** Each function's part of `allocatedMB`, largest first; functions that take nothing are left out. */
  readonly shares: readonly { readonly name: string; readonly mb: number; readonly by: 'reserved' | 'provisioned' }[];
}

/** How provisioned instances count. @source S22–S24 */
export type QuotaModel = 'seed' | 'ga';

/**
 * MB that a claim takes out of the account quota.
 * @source S22: a reserved function's provisioned instances live inside its reservation and are not charged again; S24: in the
 *   `ga` model they are charged to nobody
 */
export function chargedMB(claim: QuotaClaim, model: QuotaModel = 'seed'): number {
  return claim.reservedMB ?? (model === 'seed' ? claim.provisionedMB : 0);
}

/**
 * Divides an account quota among claims.
 *
 * @param accountMB  account quota of the region, MB
 * @param floorMB    part that can be allocated to nobody, MB
 * @param claims     one per function, deployed elsewhere included
 * @source S13, S15, S16, S22, S24, S§2.4
 */
export function allocate(accountMB: number, floorMB: number, claims: readonly QuotaClaim[], model: QuotaModel = 'seed'): Allocation {
  const shares = claims
    .map((claim) => ({
      name: claim.name,
      mb: chargedMB(claim, model),
      by: claim.reservedMB === undefined ? ('provisioned' as const) : ('reserved' as const),
    }))
    .filter((share) => share.mb > 0)
    .sort((a, b) => b.mb - a.mb);
  const allocatedMB = shares.reduce((sum, share) => sum + share.mb, 0);
  return { accountMB, floorMB, allocatedMB, allocatableMB: accountMB - floorMB - allocatedMB, poolMB: accountMB - allocatedMB, shares };
}

/**
 * The quota that a function's elastic instances may hold, MB: of its reservation, what its provisioned instances leave.
 * @source S§2.4, cap of a reserved function
 */
export function elasticMB(reservedMB: number, provisionedMB: number): number {
  return Math.max(0, reservedMB - provisionedMB);
}

/** An account quota and what is taken of it: what a change of one function's claim is checked against. */
export interface Account {
  readonly quotaModel: QuotaModel;
  readonly accountQuotaMB: number;
  readonly floorMB: number;
  /** All claims of the region but that of the function in question. */
  readonly others: readonly QuotaClaim[];
}

/** Why the platform refuses a change of quotas; the code of its API. */
export type QuotaFault =
  | 'LimitExceeded.FunctionReservedConcurrencyMemory'
  | 'FailedOperation.ProvisionedExceedReserved'
  | 'FailedOperation.ProvisionedExceedAvailable'
  | 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory'
  | 'LimitExceeded.TotalConcurrencyMemory';

/**
 * Whether a function's reservation may become what `claim` says.
 * @source S16, S24, S29
 */
export function reservedFault(account: Account, claim: QuotaClaim): QuotaFault | undefined {
  if (account.quotaModel === 'seed' && claim.provisionedMB > (claim.reservedMB ?? Infinity)) return 'FailedOperation.ProvisionedExceedReserved';
  if (allocatableMB(account, claim) >= 0) return undefined;
  return claim.reservedMB === undefined ? 'FailedOperation.ProvisionedExceedAvailable' : 'LimitExceeded.FunctionReservedConcurrencyMemory';
}

/**
 * Whether a function's provisioned memory, over all its versions, may become what `claim` says.
 * @source S22–S24
 */
export function provisionedFault(account: Account, claim: QuotaClaim): QuotaFault | undefined {
  if (account.quotaModel === 'ga') {
    const allMB = account.others.reduce((sum, other) => sum + other.provisionedMB, claim.provisionedMB);
    return allMB > account.accountQuotaMB ? 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory' : undefined;
  }
  if (claim.reservedMB !== undefined) return claim.provisionedMB > claim.reservedMB ? 'FailedOperation.ProvisionedExceedReserved' : undefined;
  return allocatableMB(account, claim) >= 0 ? undefined : 'FailedOperation.ProvisionedExceedAvailable';
}

/** Whether the account quota may become `totalMB`: what is allocated and the floor have to fit. @source S26 */
export function totalFault(account: Account, totalMB: number): QuotaFault | undefined {
  return allocatableMB({ ...account, accountQuotaMB: totalMB }) >= 0 ? undefined : 'LimitExceeded.TotalConcurrencyMemory';
}

function allocatableMB({ accountQuotaMB, floorMB, others, quotaModel }: Account, ...claims: readonly QuotaClaim[]): number {
  return allocate(accountQuotaMB, floorMB, [...others, ...claims], quotaModel).allocatableMB;
}
