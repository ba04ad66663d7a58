import { DEFAULT_ALIAS, PUBLISHED, versionsOf, type FunctionLimits, type Profile, type RegionPlan } from '../scf';
import { divide } from './quota';
import { FunctionState, VersionState, type State } from './state';
import { Timer, Timers } from './timers';
import { Window } from './window';

const minuteMs = 60_000;
const secondMs = 1_000;

/**
 * An account and region in which the functions of a plan have just been deployed and nothing runs yet.
 *
 * @param plan  checked before: the engine asserts what the validator promises
 * @param provisionedMax  how many of a function's provisioned instances are really started; the quotas count all of them.
 *   A command that makes at most n calls at once can reach no more than n, and need not start a thousand processes.
 * @param waitingMax  events of one function that wait in memory; what comes after them is given back by `Sink.deferred`, and to be
 *   told again (`Restored`) in its order before fewer than half as many wait
 * @param clockMs  what the clock shows at the moment 0, ms since the Unix epoch; the same unless said
 * @source S§2.4, formal model of the quotas
 */
export function createState(
  plan: Pick<RegionPlan, 'allocated' | 'profile'> & { readonly functions: readonly FunctionLimits[] },
  provisionedMax: (functionKey: string) => number = () => Infinity,
  waitingMax = Infinity,
  clockMs = 0,
): State {
  const { profile } = plan;
  const { maxQps, qpsScope } = profile.asyncRun;
  const state: State = {
    profile,
    accountQuotaMB: profile.accountQuotaMB,
    totalSettledMs: -Infinity,
    allocated: plan.allocated,
    provisionedMax,
    functions: new Map(),
    instances: new Map(),
    terminable: new Map(),
    spare: [],
    spareInstances: [],
    waitingMax,
    pool: { limit: 'pool', quotaMB: 0, elasticMB: 0, usedMB: 0 },
    elasticWindow: new Window(profile.burstWindow, profile.burstPerMinute, minuteMs, clockMs),
    provisionedWindow: new Window('fixed-first', profile.provisionedPerMinute, minuteMs),
    releaseWindow: new Window('fixed-first', profile.provisionedPerMinute, minuteMs),
    asyncRunWindow: typeof maxQps === 'number' && qpsScope === 'region' ? new Window('fixed-first', maxQps, secondMs) : undefined,
    timers: new Timers(),
    burstEnd: new Timer(),
    waiting: [],
    backlog: 0,
    quiet: false,
    instancesStarted: 0,
    lastInvocation: -1,
  };
  for (const fn of plan.functions) createFunction(state, fn);
  divide(state);
  return state;
}

/** A function that is new in the region, with the versions that its plan publishes; the quotas are to be divided anew. */
export function createFunction(state: State, plan: FunctionLimits): FunctionState {
  const fn = new FunctionState(plan, state.pool, rateOf(state, plan), rampOf(state.profile));
  state.functions.set(plan.key, fn);
  for (const name of versionsOf(plan)) {
    fn.versions.set(name, createVersion(fn, name));
    fn.aliases.set(DEFAULT_ALIAS, { version: name });
    fn.direct = fn.versions.get(name);
  }
  fn.published = fn.versions.size - 1;
  const provisioning = fn.versions.get(PUBLISHED)?.provisioning;
  if (provisioning) {
    provisioning.allocated = plan.provisionedInstances;
    provisioning.tracking = plan.tracking;
  }
  return fn;
}

/** A version with what its function is configured with now. @source S28, S140 */
export function createVersion(fn: FunctionState, name: string): VersionState {
  const { memoryMB, instanceConcurrency, initTimeoutMs, timeoutMs } = fn.plan;
  return new VersionState(name, fn, memoryMB, instanceConcurrency, initTimeoutMs, timeoutMs);
}

/**
 * @source S79; older text: a tenth of the concurrency quota
 * @assumes of the instances that the function's quota held when it was created
 */
function rateOf({ profile, accountQuotaMB }: State, { asyncRun, reservedMB, memoryMB }: FunctionLimits): Window | undefined {
  const { maxQps, qpsScope } = profile.asyncRun;
  if (!asyncRun || (maxQps !== 'quota/10' && qpsScope === 'region')) return undefined;
  const perSecond = maxQps === 'quota/10' ? Math.max(1, Math.floor((reservedMB ?? accountQuotaMB) / memoryMB / 10)) : maxQps;
  return new Window('fixed-first', perSecond, secondMs);
}

function rampOf({ asyncDequeue }: Profile): Window | undefined {
  return asyncDequeue.mode === 'ramp' ? new Window('fixed-first', asyncDequeue.instances, asyncDequeue.everyMs) : undefined;
}
