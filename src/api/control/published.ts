import type { FunctionPlan } from '../../scf';

export function provisioningOf({ provisionedInstances, schedule, tracking }: FunctionPlan) {
  return { provisionedInstances, schedule, tracking };
}

/** What a version is published with: neither quotas nor triggers. */
export function published({
  reservedMB: _reserved,
  provisionedInstances: _provisioned,
  schedule: _schedule,
  tracking: _tracking,
  timers: _timers,
  ...rest
}: FunctionPlan) {
  return rest;
}
