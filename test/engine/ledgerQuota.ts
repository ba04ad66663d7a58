import type { LedgerFunction, LedgerInstance, LedgerVersion, Books } from './ledgerModel';

/** The quota arithmetic of S§2.4, once more and by plain sums. All amounts are MB. */

/** What a function asks of the account. */
export interface Claim {
  readonly reservedMB: number | undefined;
  readonly provisionedMB: number;
}

export function claimOf(fn: LedgerFunction): Claim {
  let provisionedMB = 0;
  for (const { allocated, memoryMB } of fn.versions.values()) provisionedMB += allocated * memoryMB;
  return { reservedMB: fn.plan.reservedMB, provisionedMB };
}

/** The claims of the region: those of other services, and of all functions but one. */
function claims(books: Books, but: LedgerFunction | undefined): Claim[] {
  const own = [...books.functions.values()].filter((fn) => fn !== but).map(claimOf);
  return [...books.allocated, ...own];
}

/** What can still be allocated when the claim of `but` is replaced. @source S13, S16, S22, S24 */
export function allocatableMB(books: Books, but?: LedgerFunction, claim?: Claim): number {
  const all = [...claims(books, but), ...(claim ? [claim] : [])];
  return all.reduce((leftMB, { reservedMB, provisionedMB }) => {
    const alone = books.profile.quotaModel === 'seed' ? provisionedMB : 0;
    return leftMB - (reservedMB ?? alone);
  }, books.accountMB - books.profile.floorMB);
}

/** What functions without a reservation share. @source S15 */
export function poolMB(books: Books): number {
  return allocatableMB(books) + books.profile.floorMB;
}

/** Whether a function draws on the shared pool. What a function that was removed still runs belongs to nobody's reservation. */
export function inPool({ removed, plan }: LedgerFunction): boolean {
  return removed || plan.reservedMB === undefined;
}

/** What elastic instances of a function's quota may hold together. @source S§2.4 */
export function capMB(books: Books, fn: LedgerFunction): number {
  if (inPool(fn)) return poolMB(books);
  const { reservedMB = 0, provisionedMB } = claimOf(fn);
  return books.profile.quotaModel === 'seed' ? Math.max(0, reservedMB - provisionedMB) : reservedMB;
}

/** What instances hold of a function's quota. */
export function usedMB(books: Books, fn: LedgerFunction): number {
  let mb = 0;
  for (const instance of books.instances.values()) {
    const other = instance.version.fn;
    if ((inPool(fn) ? inPool(other) : other === fn) && holds(books, instance)) mb += instance.version.memoryMB;
  }
  return mb;
}

/** @source S22, S24, S31, S32; S117 for what is no longer provisioned and still runs */
export function holds({ profile }: Books, { provisioned, retiring, runs }: LedgerInstance): boolean {
  if (retiring) return true;
  if (provisioned && profile.quotaModel === 'seed') return false;
  return profile.quotaCounts === 'alive' || runs.length > 0;
}

/** How many of the instances that a schedule or tracking asks for fit. @source S22–S24, S137 */
export function whatFits(books: Books, version: LedgerVersion, wanted: number): number {
  let fits = wanted;
  while (fits > 0 && provisionedFault(books, version, fits) !== undefined) fits -= 1;
  return fits;
}

/** Why a version cannot have so many provisioned instances. @source S22–S24 */
export function provisionedFault(books: Books, { fn, memoryMB, allocated }: LedgerVersion, instances: number) {
  const claim = claimOf(fn);
  return claimFault(books, fn, { ...claim, provisionedMB: claim.provisionedMB + (instances - allocated) * memoryMB });
}

/** Why a function, new or not, cannot have so much provisioned memory. @source S22–S24 */
export function claimFault(books: Books, fn: LedgerFunction | undefined, claim: Claim) {
  const { reservedMB, provisionedMB } = claim;
  if (books.profile.quotaModel === 'ga') {
    const allMB = claims(books, fn).reduce((sum, other) => sum + other.provisionedMB, provisionedMB);
    return allMB > books.accountMB ? 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory' : undefined;
  }
  if (reservedMB !== undefined) return provisionedMB > reservedMB ? 'FailedOperation.ProvisionedExceedReserved' : undefined;
  return allocatableMB(books, fn, claim) < 0 ? 'FailedOperation.ProvisionedExceedAvailable' : undefined;
}

/** Why a function, new or not, cannot have a reservation. @source S16, S24, S29 */
export function reservedFault(books: Books, fn: LedgerFunction | undefined, claim: Claim) {
  if (books.profile.quotaModel === 'seed' && claim.reservedMB !== undefined && claim.provisionedMB > claim.reservedMB) {
    return 'FailedOperation.ProvisionedExceedReserved';
  }
  if (allocatableMB(books, fn, claim) >= 0) return undefined;
  return claim.reservedMB === undefined ? 'FailedOperation.ProvisionedExceedAvailable' : 'LimitExceeded.FunctionReservedConcurrencyMemory';
}
