import { DEFAULT_ALIAS, LATEST, limits, provisionedFault, reservedFault, totalFault, type FunctionLimits } from '../scf';
import type { Change, ChangeFault } from './change';
import { createFunction, createVersion } from './create';
import { close } from './instances';
import { provision, provisioningOf, stop } from './provision';
import { claimOf, divide } from './quota';
import { isServing } from './queue';
import type { Sink } from './sink';
import type { Alias, FunctionState, State, VersionState } from './state';
import { accountOf, allocate, allocateWhatFits, allocationFault, watch } from './tracking';

/**
 * Make a change of the region while it runs, or say why it is refused. What runs goes on; what is new meets the new rules.
 * @source S16–S30 quotas, S116–S118 updates, S135–S137 provisioning, S140–S146 versions and aliases
 */
export function configure(state: State, change: Change, nowMs: number, sink: Sink): ChangeFault | undefined {
  if (change.kind === 'total') return changeTotal(state, change.totalMB, nowMs);
  if (change.kind === 'function') return changeFunction(state, change.plan, nowMs, sink);
  const fn = state.functions.get(change.function);
  if (!fn) return 'ResourceNotFound.Function';
  switch (change.kind) {
    case 'reserved':
      return changeReserved(state, fn, change.reservedMB, nowMs);
    case 'provisioned':
      return changeProvisioned(state, fn, change, nowMs, sink);
    case 'tracking':
      return changeTracking(state, fn, change, nowMs, sink);
    case 'functionRemoved':
      return removeFunction(state, fn, change.leaves ? 'left' : 'deleted', nowMs, sink);
    case 'status':
      fn.status = change.status;
      return undefined;
    case 'published':
      return publish(fn);
    case 'versionRemoved':
      return removeVersion(state, fn, change.version, nowMs, sink);
    case 'alias':
      return changeAlias(fn, change.name, change.alias);
  }
}

/** @source S26, S30 */
function changeTotal(state: State, totalMB: number, nowMs: number): ChangeFault | undefined {
  if (nowMs < state.totalSettledMs) return 'FailedOperation.TotalConcurrencyMemoryInProgress';
  const fault = isAmount(totalMB) ? totalFault(accountOf(state, undefined), totalMB) : 'InvalidParameterValue';
  if (fault) return fault;
  state.accountQuotaMB = totalMB;
  state.totalSettledMs = nowMs + state.profile.settleMs;
  divide(state);
  return undefined;
}

/** @source S16, S17, S29, S30 */
function changeReserved(state: State, fn: FunctionState, reservedMB: number | undefined, nowMs: number): ChangeFault | undefined {
  if (reservedMB !== undefined && !isAmount(reservedMB)) return 'InvalidParameterValue';
  if (!isServing(fn)) return 'FailedOperation.FunctionVersionStatusNotActive';
  if (nowMs < fn.settledMs) return 'FailedOperation.ReservedInProgress';
  const fault = reservedFault(accountOf(state, fn.key), { ...claimOf(fn), reservedMB });
  if (fault) return fault;
  fn.plan = { ...fn.plan, reservedMB };
  fn.settledMs = nowMs + state.profile.settleMs;
  divide(state);
  return undefined;
}

/** @source S21–S25, S30, S135, S137 */
function changeProvisioned(
  state: State,
  fn: FunctionState,
  { version: name, instances, by }: Extract<Change, { kind: 'provisioned' }>,
  nowMs: number,
  sink: Sink,
): ChangeFault | undefined {
  const version = provisionable(fn, name);
  if (typeof version === 'string') return version;
  if (!isAmount(instances)) return 'InvalidParameterValue';
  if (by === 'schedule') {
    allocateWhatFits(state, version, instances, nowMs, sink);
    return undefined;
  }
  if (provisioningOf(state, version).status === 'InProgress') return 'FailedOperation.ProvisionedInProgress';
  const fault = allocationFault(state, version, instances);
  if (fault) return fault;
  version.provisioning.tracking = undefined;
  watch(state, version, nowMs);
  allocate(state, version, instances, nowMs, sink);
  return undefined;
}

/** @source S30, S136 */
function changeTracking(
  state: State,
  fn: FunctionState,
  { version: name, tracking, by }: Extract<Change, { kind: 'tracking' }>,
  nowMs: number,
  sink: Sink,
): ChangeFault | undefined {
  const version = provisionable(fn, name);
  if (typeof version === 'string') return version;
  if (by !== 'schedule' && provisioningOf(state, version).status === 'InProgress') return 'FailedOperation.ProvisionedInProgress';
  if (tracking) {
    if (!(tracking.target > 0 && tracking.target < 1)) return 'InvalidParameterValue.TrackingTarget';
    if (!(Number.isInteger(tracking.min) && tracking.min >= 1)) return 'InvalidParameterValue.MinCapacity';
    const { min, max } = tracking;
    // A reservation made later does not look at the most, only at what there is.
    if (!Number.isInteger(max) || max < min || allocationFault(state, version, by === 'restart' ? min : max)) return 'LimitExceeded.MaxCapacity';
  }
  version.provisioning.tracking = tracking;
  version.provisioning.scaledMs = undefined;
  allocate(state, version, tracking?.min ?? 0, nowMs, sink);
  watch(state, version, nowMs);
  return undefined;
}

/** @source S21: only published versions; the API field takes a version number */
function provisionable(fn: FunctionState, name: string): VersionState | ChangeFault {
  if (name === LATEST || fn.aliases.has(name)) return 'InvalidParameterValue.Qualifier';
  const version = fn.versions.get(name);
  if (!version) return 'ResourceNotFound.Version';
  return isServing(fn) ? version : 'FailedOperation.FunctionVersionStatusNotActive';
}

/** A function is created, or `$LATEST` becomes another; quotas and published versions stay. @source S28, S30, S76, S116 */
function changeFunction(state: State, plan: FunctionLimits, nowMs: number, sink: Sink): ChangeFault | undefined {
  const fn = state.functions.get(plan.key);
  if (!fn) return newFunction(state, plan, nowMs, sink);
  if (plan.asyncRun !== fn.plan.asyncRun) return 'UnsupportedOperation.AsyncRunEnable';
  if (nowMs < fn.settledMs) return 'FailedOperation.ReservedInProgress';
  const { reservedMB, provisionedInstances } = fn.plan;
  const latest = fn.versions.get(LATEST);
  fn.plan = { ...plan, reservedMB, provisionedInstances };
  fn.versions.set(LATEST, createVersion(fn, LATEST));
  direct(fn);
  if (latest) retire(state, latest, nowMs, sink);
  return undefined;
}

function newFunction(state: State, plan: FunctionLimits, nowMs: number, sink: Sink): ChangeFault | undefined {
  const claim = { name: plan.key, reservedMB: plan.reservedMB, provisionedMB: plan.provisionedInstances * plan.memoryMB };
  const account = accountOf(state, undefined);
  const fault = reservedFault(account, claim) ?? provisionedFault(account, claim);
  if (fault) return fault;
  const fn = createFunction(state, plan);
  divide(state);
  for (const version of fn.versions.values()) begin(state, version, nowMs, sink);
  return undefined;
}

/** The provisioned instances of a version are due. @source S130, S136 */
export function begin(state: State, version: VersionState, nowMs: number, sink: Sink): void {
  const { tracking } = version.provisioning;
  if (tracking) allocateWhatFits(state, version, tracking.min, nowMs, sink);
  else provision(state, version, nowMs, sink);
  watch(state, version, nowMs);
}

/** What waits can never run, or is the shell's until the function comes again; what runs goes on. */
function removeFunction(state: State, fn: FunctionState, how: 'deleted' | 'left', nowMs: number, sink: Sink): ChangeFault | undefined {
  fn.removed = how;
  for (const version of fn.versions.values()) retire(state, version, nowMs, sink);
  // Its reservation is free again, so what it still runs draws on the pool: else that could be lent a second time.
  fn.plan = { ...fn.plan, reservedMB: undefined };
  divide(state);
  state.functions.delete(fn.key);
  // What the shell keeps comes back to a function that is no longer there.
  state.backlog -= fn.deferred;
  return undefined;
}

/** Instances of a version that is no longer current finish what they run and take nothing new. @source S116 */
function retire(state: State, version: VersionState, nowMs: number, sink: Sink): void {
  version.retired = true;
  version.provisioning.tracking = undefined;
  version.provisioning.allocated = 0;
  watch(state, version, nowMs);
  provision(state, version, nowMs, sink);
  for (const instance of version.open ?? []) close(instance);
  for (const instance of [...version.idle]) stop(state, instance, 'updated', nowMs, sink);
}

/** @source S140 */
function publish(fn: FunctionState): ChangeFault | undefined {
  if (fn.versions.size > limits.versions.value) return 'LimitExceeded.FunctionVersions';
  fn.published += 1;
  fn.versions.set(String(fn.published), createVersion(fn, String(fn.published)));
  return undefined;
}

/** @source S144 */
function removeVersion(state: State, fn: FunctionState, name: string, nowMs: number, sink: Sink): ChangeFault | undefined {
  const version = fn.versions.get(name);
  if (!version) return 'ResourceNotFound.FunctionVersion';
  if (name === LATEST) return 'InvalidParameterValue.Qualifier';
  const bound = [...fn.aliases.values()].some((alias) => alias.version === name || alias.additional?.version === name);
  if (bound) return 'UnsupportedOperation.AliasBind';
  fn.versions.delete(name);
  retire(state, version, nowMs, sink);
  divide(state);
  return undefined;
}

/** @source S141, S142 */
function changeAlias(fn: FunctionState, name: string, alias: Alias | undefined): ChangeFault | undefined {
  if (!alias) {
    if (name === DEFAULT_ALIAS) return 'FailedOperation.DeleteAlias';
    return fn.aliases.delete(name) ? undefined : 'ResourceNotFound.Alias';
  }
  const fault = aliasFault(fn, alias);
  if (fault) return fault;
  fn.aliases.set(name, alias);
  direct(fn);
  return undefined;
}

function aliasFault(fn: FunctionState, { version, additional }: Alias): ChangeFault | undefined {
  if (!fn.versions.has(version)) return 'ResourceNotFound.FunctionVersion';
  if (!additional) return undefined;
  if (!fn.versions.has(additional.version)) return 'ResourceNotFound.FunctionVersion';
  if (additional.version === version) return 'InvalidParameter.RoutingConfig';
  if ('weight' in additional && !(additional.weight >= 0 && additional.weight <= 1)) return 'InvalidParameterValue.AdditionalVersionWeights';
  return undefined;
}

/** Most calls go to `$DEFAULT`, and most often that is one version. */
function direct(fn: FunctionState): void {
  const alias = fn.aliases.get(DEFAULT_ALIAS);
  fn.direct = alias && !alias.additional ? fn.versions.get(alias.version) : undefined;
}

function isAmount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
