import type { Step } from '../plan';
import { chainOf } from './chain';
import type { Comparison } from './compare';
import type { Chain, Held } from './draft';
import { noOrder, noRoomForOverlap, provisionedExceeded, quotaExceeded } from './faults';
import { ordered } from './order';
import { allocationOf, boundsOf, claimsWith, type Region } from './quota';

/** Steps in an order in which they fit. */
interface Settled {
  readonly chains: readonly Chain[];
  readonly steps: readonly Step[];
  readonly peakMB: number;
}

/**
 * The steps of all functions, in an order in which no sum of quotas is ever exceeded.
 * @throws DeployFault `quotaExceeded`, `noRoomForOverlap`
 * @source S13, S16, S22–S24
 */
export function settled(comparisons: readonly Comparison[], removals: readonly Chain[], region: Region, allowGap: boolean): Settled {
  const { quotaModel } = region.profile;
  const gaps = new Set<string>();
  // Ends: each round has one function more with a gap, or is the last.
  for (;;) {
    const own = comparisons.map((comparison) => chainOf(comparison, { quotaModel, gap: gaps.has(comparison.desired.name) }));
    const chains = [...own, ...removals];
    assertEnd(chains, region);
    const order = ordered(chains, region);
    if ('steps' in order) return { chains, ...order };
    // Of those that wait, only who asks for two versions' worth can do with less.
    const tight = order.stuck.find(({ chain: { overlap } }) => overlap !== undefined);
    const comparison = comparisons.find(({ desired }) => desired.name === tight?.chain.name);
    if (!tight || !comparison) throw noOrder(order.stuck);
    if (!allowGap) throw noRoomForOverlap(tight, comparison.desired);
    gaps.add(tight.chain.name);
  }
}

/** What functions hold when their last step is done. */
export function heldAfter(chains: readonly Chain[]): Map<string, Held> {
  return new Map(chains.map(({ name, held, drafts }) => [name, drafts.at(-1)?.held ?? held]));
}

/** What takes more in the end must fit in the end; what only gives back may leave an account as full as it was. */
function assertEnd(chains: readonly Chain[], region: Region): void {
  const [allocated, provisioned] = boundsOf(region);
  const after = allocationOf(region, heldAfter(chains));
  const takes = (bound: typeof allocated): boolean =>
    chains.some(({ held, drafts }) => bound !== undefined && bound.chargeMB(drafts.at(-1)?.held ?? held) > bound.chargeMB(held));
  if (after.allocatableMB < 0 && takes(allocated)) throw quotaExceeded(after);
  if (!provisioned || !takes(provisioned)) return;
  const provisionedMB = claimsWith(region.quota, region.namespace, heldAfter(chains)).reduce((sum, claim) => sum + claim.provisionedMB, 0);
  if (provisionedMB > provisioned.limitMB) throw provisionedExceeded(provisioned.limitMB, provisionedMB);
}
