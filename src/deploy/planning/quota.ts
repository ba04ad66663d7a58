import { allocate, chargedMB, type Allocation, type Profile, type QuotaClaim } from '../../scf';
import type { LiveQuota } from '../state';
import type { Held } from './draft';
import { claimName } from './facts';

/** One sum that the platform keeps within bounds. */
export interface Bound {
  readonly limitMB: number;
  /** What a function adds to the sum. */
  readonly chargeMB: (held: Held) => number;
}

/** The account in one region: its figures, and everybody's part. */
export interface Region {
  readonly quota: LiveQuota;
  readonly namespace: string;
  readonly profile: Pick<Profile, 'quotaModel' | 'floorMB'>;
}

/**
 * The sums of a region. With the `seed` model one: what is allocated leaves the floor. With `ga` two: reservations leave the floor, and
 * what is provisioned fits into the account on its own.
 * @source S13, S16, S22–S24, S§2.4
 */
export function boundsOf({ quota, profile: { quotaModel, floorMB } }: Region): readonly Bound[] {
  const allocated: Bound = { limitMB: quota.quotaMB - floorMB, chargeMB: (held) => chargedMB({ name: '', ...held }, quotaModel) };
  if (quotaModel === 'seed') return [allocated];
  return [allocated, { limitMB: quota.quotaMB, chargeMB: ({ provisionedMB }) => provisionedMB }];
}

/** How the quota is divided when functions hold what is said here, and all others what they hold now. */
export function allocationOf({ quota, namespace, profile }: Region, held: ReadonlyMap<string, Held>): Allocation {
  return allocate(quota.quotaMB, profile.floorMB, claimsWith(quota, namespace, held), profile.quotaModel);
}

/** The claims of a region, with those of some functions of a namespace in the place of what is there. */
export function claimsWith(quota: LiveQuota, namespace: string, held: ReadonlyMap<string, Held>): QuotaClaim[] {
  const own = new Map([...held].map(([name, one]) => [claimName(namespace, name), one]));
  const others = quota.claims.filter(({ name }) => !own.has(name));
  return [...others, ...[...own].map(([name, { reservedMB, provisionedMB }]) => ({ name, reservedMB, provisionedMB }))];
}
