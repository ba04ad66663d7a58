import type { Distribution, Failure, Percentile, Status } from '../scf';
import type { Stream } from './stream';

/** Draws times, ms. */
export type Sampler = () => number;

/**
 * What draws from a distribution.
 * @param draws  of this purpose alone, so that other draws do not move these
 */
export function samplerOf(distribution: Distribution, draws: Stream): Sampler {
  switch (distribution.kind) {
    case 'constant': {
      const { ms } = distribution;
      return () => ms;
    }
    case 'uniform': {
      const { minMs, maxMs } = distribution;
      return () => minMs + draws.uniform() * (maxMs - minMs);
    }
    case 'percentiles': {
      const { points } = distribution;
      return () => interpolate(points, draws.uniform());
    }
    case 'values': {
      const { ms } = distribution;
      return () => ms[Math.floor(draws.uniform() * ms.length)] ?? 0;
    }
    case 'exponential': {
      const { meanMs } = distribution;
      return () => meanMs * draws.exponential();
    }
  }
}

/** The time below which a share of all times lies, by straight lines between the points and the nearest point outside of them. */
export function interpolate(points: readonly Percentile[], share: number): number {
  let below = points[0] ?? { at: 0, ms: 0 };
  if (share <= below.at) return below.ms;
  for (const above of points) {
    if (share <= above.at) return above.at === below.at ? above.ms : below.ms + ((share - below.at) / (above.at - below.at)) * (above.ms - below.ms);
    below = above;
  }
  return below.ms;
}

/** What something ends with: one of the failures by their shares, or 200. @param draw  from 0 up to 1 */
export function outcomeOf(failures: readonly Failure[], draw: number): Status {
  let share = 0;
  for (const failure of failures) {
    share += failure.share;
    if (draw < share) return failure.status;
  }
  return 200;
}
