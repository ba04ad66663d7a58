import type { Alias, Change, ChangeFault } from '../../src/engine';
import { DEFAULT_ALIAS, LATEST, type FunctionLimits } from '../../src/scf';
import { addVersion, serves, type Books, type LedgerFunction, type LedgerVersion } from './ledgerModel';
import { isIdle } from './ledgerAdmission';
import { adjust, allocate, levelOf, watch } from './ledgerProvision';
import { allocatableMB, claimFault, claimOf, provisionedFault, reservedFault, whatFits } from './ledgerQuota';

/** Take down a change of the region, or say why the platform refuses it. @source S16–S30, S116–S118, S135–S146 */
export function applyChange(books: Books, change: Change): ChangeFault | undefined {
  if (change.kind === 'total') return total(books, change.totalMB);
  if (change.kind === 'function') return update(books, change.plan);
  const fn = books.functions.get(change.function);
  if (!fn) return 'ResourceNotFound.Function';
  switch (change.kind) {
    case 'reserved':
      return reserve(books, fn, change.reservedMB);
    case 'provisioned':
      return provision(books, fn, change);
    case 'tracking':
      return follow(books, fn, change);
    case 'functionRemoved':
      fn.removed = true;
      books.functions.delete(fn.key);
      for (const version of fn.versions.values()) retire(books, version);
      return undefined;
    case 'status':
      fn.status = change.status;
      return undefined;
    case 'published':
      fn.published += 1;
      addVersion(fn, String(fn.published));
      return undefined;
    case 'versionRemoved':
      return removeVersion(books, fn, change.version);
    case 'alias':
      return setAlias(fn, change.name, change.alias);
  }
}

/** @source S26, S30 */
function total(books: Books, totalMB: number): ChangeFault | undefined {
  if (books.nowMs < books.totalSettledMs) return 'FailedOperation.TotalConcurrencyMemoryInProgress';
  if (totalMB < 0) return 'InvalidParameterValue';
  if (allocatableMB(books) + totalMB - books.accountMB < 0) return 'LimitExceeded.TotalConcurrencyMemory';
  books.accountMB = totalMB;
  books.totalSettledMs = books.nowMs + books.profile.settleMs;
  return undefined;
}

/** @source S16, S17, S29, S30 */
function reserve(books: Books, fn: LedgerFunction, reservedMB: number | undefined): ChangeFault | undefined {
  if (reservedMB !== undefined && reservedMB < 0) return 'InvalidParameterValue';
  if (!serves(fn)) return 'FailedOperation.FunctionVersionStatusNotActive';
  if (books.nowMs < fn.settledMs) return 'FailedOperation.ReservedInProgress';
  const fault = reservedFault(books, fn, { ...claimOf(fn), reservedMB });
  if (fault) return fault;
  fn.plan = { ...fn.plan, reservedMB };
  fn.settledMs = books.nowMs + books.profile.settleMs;
  return undefined;
}

/** @source S21: only published versions have provisioned instances */
function provisionable(fn: LedgerFunction, name: string): LedgerVersion | ChangeFault {
  if (name === LATEST || fn.aliases.has(name)) return 'InvalidParameterValue.Qualifier';
  const version = fn.versions.get(name);
  if (!version) return 'ResourceNotFound.Version';
  return serves(fn) ? version : 'FailedOperation.FunctionVersionStatusNotActive';
}

/** @source S21–S25, S30, S135, S137 */
function provision(
  books: Books,
  fn: LedgerFunction,
  { version: name, instances, by }: Extract<Change, { kind: 'provisioned' }>,
): ChangeFault | undefined {
  const version = provisionable(fn, name);
  if (typeof version === 'string') return version;
  if (instances < 0) return 'InvalidParameterValue';
  if (by === 'schedule') {
    allocateWhatFits(books, version, instances);
    return undefined;
  }
  if (levelOf(books, version).status === 'InProgress') return 'FailedOperation.ProvisionedInProgress';
  const fault = provisionedFault(books, version, instances);
  if (fault) return fault;
  version.tracking = undefined;
  watch(books, version);
  allocate(books, version, instances);
  return undefined;
}

function allocateWhatFits(books: Books, version: LedgerVersion, instances: number): void {
  const fits = whatFits(books, version, instances);
  if (fits < instances) books.seen('provisioned: not all fits');
  allocate(books, version, fits, fits < instances ? 'quota' : undefined);
}

/** @source S30, S136 */
function follow(books: Books, fn: LedgerFunction, { version: name, tracking, by }: Extract<Change, { kind: 'tracking' }>): ChangeFault | undefined {
  const version = provisionable(fn, name);
  if (typeof version === 'string') return version;
  if (by !== 'schedule' && levelOf(books, version).status === 'InProgress') return 'FailedOperation.ProvisionedInProgress';
  if (tracking) {
    const { target, min, max } = tracking;
    if (target <= 0 || target >= 1) return 'InvalidParameterValue.TrackingTarget';
    if (min < 1) return 'InvalidParameterValue.MinCapacity';
    if (max < min || provisionedFault(books, version, max)) return 'LimitExceeded.MaxCapacity';
  }
  version.tracking = tracking;
  version.scaledMs = -Infinity;
  allocate(books, version, tracking?.min ?? 0);
  watch(books, version);
  return undefined;
}

/** What deploy, or the creation of a function, does about its provisioned instances. @source S130, S136 */
export function begin(books: Books, fn: LedgerFunction): void {
  for (const version of fn.versions.values()) {
    if (version.tracking) allocateWhatFits(books, version, version.tracking.min);
    watch(books, version);
  }
}

/** @source S28, S30, S76, S116 */
function update(books: Books, plan: FunctionLimits): ChangeFault | undefined {
  const fn = books.functions.get(plan.key);
  if (!fn) return create(books, plan);
  if (plan.asyncRun !== fn.plan.asyncRun) return 'UnsupportedOperation.AsyncRunEnable';
  if (books.nowMs < fn.settledMs) return 'FailedOperation.ReservedInProgress';
  const latest = fn.versions.get(LATEST);
  fn.plan = { ...plan, reservedMB: fn.plan.reservedMB };
  addVersion(fn, LATEST);
  if (latest) retire(books, latest);
  return undefined;
}

function create(books: Books, plan: FunctionLimits): ChangeFault | undefined {
  const claim = { reservedMB: plan.reservedMB, provisionedMB: plan.provisionedInstances * plan.memoryMB };
  const fault = reservedFault(books, undefined, claim) ?? claimFault(books, undefined, claim);
  if (fault) return fault;
  const fn = books.addFunction(plan);
  begin(books, fn);
  return undefined;
}

/** Instances of a version that is no longer current finish what they run and take nothing new. @source S116 */
function retire(books: Books, version: LedgerVersion): void {
  version.retired = true;
  version.tracking = undefined;
  version.allocated = 0;
  watch(books, version);
  adjust(books, version);
  for (const instance of books.instances.values()) {
    if (instance.version === version && !instance.provisioned && isIdle(instance)) instance.fate = 'updated';
  }
}

/** @source S144 */
function removeVersion(books: Books, fn: LedgerFunction, name: string): ChangeFault | undefined {
  const version = fn.versions.get(name);
  if (!version) return 'ResourceNotFound.FunctionVersion';
  if (name === LATEST) return 'InvalidParameterValue.Qualifier';
  const bound = [...fn.aliases.values()].some((alias) => alias.version === name || alias.additional?.version === name);
  if (bound) return 'UnsupportedOperation.AliasBind';
  fn.versions.delete(name);
  retire(books, version);
  return undefined;
}

/** @source S141, S142 */
function setAlias(fn: LedgerFunction, name: string, alias: Alias | undefined): ChangeFault | undefined {
  if (!alias) {
    if (name === DEFAULT_ALIAS) return 'FailedOperation.DeleteAlias';
    return fn.aliases.delete(name) ? undefined : 'ResourceNotFound.Alias';
  }
  const { version, additional } = alias;
  if (!fn.versions.has(version) || (additional && !fn.versions.has(additional.version))) return 'ResourceNotFound.FunctionVersion';
  if (additional?.version === version) return 'InvalidParameter.RoutingConfig';
  if (additional && 'weight' in additional && (additional.weight < 0 || additional.weight > 1)) {
    return 'InvalidParameterValue.AdditionalVersionWeights';
  }
  fn.aliases.set(name, alias);
  return undefined;
}
