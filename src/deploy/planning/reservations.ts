import type { Profile } from '../../scf';

/** Reservations that are set on the way, in MB; undefined takes the reservation away. */
export interface Reservations {
  /** Before instances are provisioned. */
  readonly before: readonly (number | undefined)[];
  /** When those that are no longer wanted have been given up. */
  readonly after: readonly (number | undefined)[];
}

/**
 * How a function's reservation gets from what it is to what it is to be, so that at no moment it is smaller than what is provisioned
 * inside of it, nor larger than it has to be.
 * @param peakMB  the most that is provisioned on the way, over all versions, MB
 * @source S16, S22, S29; S24: in the `ga` model what is provisioned does not count
 */
export function reservationsOf(
  {
    reservedMB,
    wantedReservedMB,
    quotaModel,
  }: { readonly reservedMB: number | undefined; readonly wantedReservedMB: number | undefined; readonly quotaModel: Profile['quotaModel'] },
  peakMB: number,
): Reservations {
  const insideMB = quotaModel === 'seed' ? peakMB : 0;
  if (reservedMB === undefined) return fresh(wantedReservedMB, insideMB);
  // Given up late it needs nothing more of the account; but what does not fit inside must go out first.
  if (wantedReservedMB === undefined) return insideMB <= reservedMB ? { before: [], after: [undefined] } : { before: [undefined], after: [] };
  const meanwhileMB = Math.max(reservedMB, wantedReservedMB, insideMB);
  return {
    before: meanwhileMB > reservedMB ? [meanwhileMB] : [],
    after: meanwhileMB > wantedReservedMB ? [wantedReservedMB] : [],
  };
}

function fresh(wantedReservedMB: number | undefined, insideMB: number): Reservations {
  if (wantedReservedMB === undefined) return { before: [], after: [] };
  return wantedReservedMB >= insideMB ? { before: [wantedReservedMB], after: [] } : { before: [], after: [wantedReservedMB] };
}
