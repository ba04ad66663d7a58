import { isDeepStrictEqual } from 'node:util';
import { figures, processes, profiles, scf2021, type RegionPlan } from '../scf';

/**
 * Options of `custom.scf` that a service sets otherwise than the region that it joins: it goes by the region's.
 * @param joining  as it has come over the wire
 * @source S5: one account, one region
 */
export function unheeded(joining: RegionPlan, region: RegionPlan): string[] {
  const { profile, allocated, local = processes } = joining;
  const base = profiles[profile.name];
  const named = profile.name !== region.profile.name && profile.name !== scf2021.name ? ['profile'] : [];
  const set = figures.filter(({ of }) => !isDeepStrictEqual(of(profile), of(base)) && !isDeepStrictEqual(of(profile), of(region.profile)));
  const holders = allocated.length > 0 && !isDeepStrictEqual(allocated, region.allocated) ? ['account.allocated'] : [];
  const made = (['isolation', 'prebooted', 'busyPolling'] as const).filter(
    (name) => local[name] !== processes[name] && local[name] !== (region.local ?? processes)[name],
  );
  return [...named, ...set.map(({ option }) => option), ...holders, ...made.map((name) => `engine.${name}`)].map((option) => `custom.scf.${option}`);
}
