import Denque from 'denque';
import { allocate, claimOf, elasticMB, PUBLISHED, versionsOf, type FunctionLimits, type RegionPlan } from '../scf';
import { createWindow } from './burst';
import { Deadlines } from './deadlines';
import type { DueKind, FunctionState, Invocation, Quota, State, VersionState } from './state';

/**
 * An account and region in which the functions of a plan have just been deployed and nothing runs yet.
 *
 * @param plan  checked before: the engine asserts what the validator promises
 * @param provisionedMax  how many of a function's provisioned instances are really started; the quotas count all of them.
 *   A command that makes at most n calls at once can reach no more than n, and need not start a thousand processes.
 * @source S§2.4, formal model of the quotas
 */
export function createState(
  plan: Pick<RegionPlan, 'allocated' | 'profile'> & { readonly functions: readonly FunctionLimits[] },
  provisionedMax: (functionKey: string) => number = () => Infinity,
): State {
  const { profile } = plan;
  const { poolMB } = allocate(profile.accountQuotaMB, profile.floorMB, [...plan.allocated, ...plan.functions.map(claimOf)]);
  const pool: Quota = { limit: 'pool', quotaMB: poolMB, elasticMB: poolMB, usedMB: 0 };
  return {
    profile,
    functions: new Map(plan.functions.map((fn) => [fn.key, createFunction(fn, pool, provisionedMax(fn.key))])),
    instances: new Map(),
    pool,
    elasticWindow: createWindow(profile.burstPerMinute),
    provisionedWindow: createWindow(profile.provisionedPerMinute),
    deadlines: new Deadlines<DueKind>(),
    waiting: [],
    instancesStarted: 0,
    eventsAccepted: 0,
  };
}

function createFunction(plan: FunctionLimits, pool: Quota, provisionedMax: number): FunctionState {
  const versions = new Map<string, VersionState>();
  const fn: FunctionState = { plan, quota: quotaOf(plan, pool), versions, queue: new Denque<Invocation>(), holding: new Set() };
  for (const name of versionsOf(plan)) {
    versions.set(name, {
      name,
      function: fn,
      idle: [],
      idleProvisioned: [],
      provisioned: new Set(),
      provisionedTarget: name === PUBLISHED ? Math.min(plan.provisionedInstances, provisionedMax) : 0,
      provisionNotBeforeMs: -Infinity,
      provisionDue: undefined,
    });
  }
  return fn;
}

function quotaOf(plan: FunctionLimits, pool: Quota): Quota {
  if (plan.reservedMB === undefined) return pool;
  return {
    limit: 'reserved',
    quotaMB: plan.reservedMB,
    elasticMB: elasticMB(plan.reservedMB, plan.provisionedInstances * plan.memoryMB),
    usedMB: 0,
  };
}
