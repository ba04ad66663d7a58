import assert from 'node:assert';

/** The quota arithmetic that the validator and the engine share. All amounts are MB of configured memory. @source S3, S§2.4 */

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

/**
 * MB that a claim takes out of the account quota.
 * @source S22: a reserved function's provisioned instances live inside its reservation and are not charged again
 */
export function chargedMB(claim: QuotaClaim): number {
  return claim.reservedMB ?? claim.provisionedMB;
}

/**
 * Divides an account quota among claims, by the model of the seed documents.
 *
 * @param accountMB  account quota of the region, MB
 * @param floorMB    part that can be allocated to nobody, MB
 * @param claims     one per function, deployed elsewhere included
 * @source S13, S15, S16, S22, S§2.4
 */
export function allocate(accountMB: number, floorMB: number, claims: readonly QuotaClaim[]): Allocation {
  const shares = claims
    .map((claim) => ({
      name: claim.name,
      mb: chargedMB(claim),
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
