import type { Profile } from '../../scf';
import type { Target, TargetJournal } from '../journal';
import type { DeployPlan } from '../plan';
import { removalChain } from './chain';
import type { LiveService } from './facts';
import { fingerprintOf } from './fingerprint';
import { settled } from './fitting';
import { accountOf, headOf, leavingChange } from './plan';

export interface RemovalRequest {
  /** Names of functions in the cloud; those that are not there are left out. */
  readonly names: readonly string[];
  readonly live: LiveService;
  readonly target: Target;
  readonly journal: TargetJournal | undefined;
  readonly profile: Pick<Profile, 'quotaModel' | 'floorMB'>;
}

/**
 * What it takes to leave nothing of these functions: triggers, versions and aliases go with each.
 * @source scf-api.md §8, 8; DeleteFunction
 */
export function removal({ names, live, target, journal, profile }: RemovalRequest): DeployPlan {
  const leaving = [...new Set(names)].flatMap((name) => live.functions.get(name) ?? []);
  const region = { quota: live.quota, namespace: target.namespace, profile };
  const { chains, steps, peakMB } = settled([], leaving.map(removalChain), region, false);
  const functions = leaving.map(({ name }) => leavingChange(journal, name));
  const plan = { ...headOf(target), functions, steps, account: accountOf(region, chains, peakMB), strays: [] };
  const nothing = { ...target, profile, functions: [] };
  return { ...plan, fingerprint: fingerprintOf(plan, nothing, new Map()) };
}
