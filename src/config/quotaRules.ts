import { allocate, chargedMB, instancesMax, provisionedFault, type Account as Judged, type Allocation, type Profile, type QuotaClaim } from '../scf';
import type { Account } from './account';
import { amountOf, type Amount } from './amount';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import type { Settings } from './settings';

/** What one function asks of the account, read from its options. Undefined where an option is missing or faulty. */
export interface Ask {
  readonly fn: Settings;
  readonly memoryMB: number;
  readonly reservedMB: number | undefined;
  /** Set for good; 0 where target tracking sets the number. */
  readonly provisionedInstances: number;
  /** What is provisioned at the least, MB: by the number above, or by the minimum of target tracking. */
  readonly provisionedMB: number;
}

type Multiple = Profile['reservedMultiple'];

/**
 * What a function asks for, with the faults in it.
 *
 * @param memoryMB  memory of the function, MB
 * @param profile   figures of the platform
 */
export function askOf(fn: Settings, memoryMB: number, profile: Profile, diagnostics: Diagnostic[]): Ask {
  const reserved = reservedOf(fn, memoryMB, profile.reservedMultiple, diagnostics);
  const provisioned = provisionedOf(fn, memoryMB, diagnostics);
  if (reserved !== undefined && provisioned !== undefined) diagnostics.push(...togetherFaults(fn, memoryMB, reserved.mb, provisioned, profile));
  const provisionedMB = provisioned?.mb ?? 0;
  const instances = instancesMax(provisionedMB, memoryMB);
  diagnostics.push(...adviceOf(fn, memoryMB, reserved, instances, profile));
  return { fn, memoryMB, reservedMB: reserved?.mb, provisionedInstances: isTracked(provisioned) ? 0 : instances, provisionedMB };
}

/** @source S14, S17, S18 */
function reservedOf(fn: Settings, memoryMB: number, multiple: Multiple, diagnostics: Diagnostic[]): Amount | undefined {
  const written = fn.values.reservedConcurrency;
  if (written === undefined) return undefined;
  const path = fn.pathOf('reservedConcurrency');
  const amount = amountOf(written, memoryMB);
  if (amount === undefined) {
    diagnostics.push(diagnostic('SCF106', path, { option: dotted(path), value: shown(written), form: 'oneAmount' }, { rule: 'S14' }));
    return undefined;
  }
  const there = [...path, ...amount.inside];
  if (amount.mb > 0 && amount.mb < memoryMB) {
    diagnostics.push(diagnostic('SCF204', there, { value: amount.mb, memoryMB, count: amount.plain }));
    return undefined;
  }
  const remainderMB = amount.mb % memoryMB;
  if (remainderMB > 0 && multiple !== 'off') {
    const params = { value: amount.mb, memoryMB, instances: instancesMax(amount.mb, memoryMB), remainderMB };
    diagnostics.push(diagnostic('SCF205', there, params, { severity: multiple === 'error' ? 'error' : 'warning' }));
  }
  return amount;
}

/** @source S25 */
function provisionedOf(fn: Settings, memoryMB: number, diagnostics: Diagnostic[]): Amount | undefined {
  const written = fn.values.provisionedConcurrency;
  if (written === undefined) return undefined;
  const path = fn.pathOf('provisionedConcurrency');
  const amount = amountOf(written, memoryMB) ?? startingAmount(written, memoryMB);
  if (amount === undefined) {
    diagnostics.push(diagnostic('SCF106', path, { option: dotted(path), value: shown(written), form: 'oneAmount' }, { rule: 'S25' }));
    return undefined;
  }
  const there = [...path, ...amount.inside];
  const remainderMB = amount.mb % memoryMB;
  if (amount.mb > 0 && amount.mb < memoryMB) {
    diagnostics.push(diagnostic('SCF209', there, { value: amount.mb, memoryMB, count: amount.plain }));
    return undefined;
  }
  if (remainderMB > 0) {
    diagnostics.push(diagnostic('SCF202', there, { value: amount.mb, memoryMB, instances: instancesMax(amount.mb, memoryMB), remainderMB }));
    return undefined;
  }
  return amount;
}

type Provisioned = NonNullable<Settings['values']['provisionedConcurrency']>;

/** Without a static amount: tracking keeps at least its minimum, a schedule begins with none. @source S135, S136 */
function startingAmount(written: Provisioned, memoryMB: number): Amount | undefined {
  if (typeof written === 'number' || written.quotaMB !== undefined || written.instances !== undefined) return undefined;
  if (written.tracking !== undefined) return { mb: written.tracking.min * memoryMB, plain: false, inside: ['tracking', 'min'] };
  return written.schedule === undefined ? undefined : { mb: 0, plain: false, inside: ['schedule'] };
}

/** Whether an amount is the least that target tracking keeps. @source S136 */
function isTracked(amount: Amount | undefined): boolean {
  return amount?.inside[0] === 'tracking';
}

/** Faults between the two amounts. @source S17; S22: provisioned instances live inside the reservation; S24: in the `ga` model they may exceed it */
function togetherFaults(fn: Settings, memoryMB: number, reservedMB: number, provisioned: Amount, profile: Profile): Diagnostic[] {
  const path = [...fn.pathOf('provisionedConcurrency'), ...provisioned.inside];
  const instances = instancesMax(provisioned.mb, memoryMB);
  const fits = instancesMax(reservedMB, memoryMB);
  if (instances <= fits) return [];
  if (reservedMB === 0) return [diagnostic('SCF207', path, { function: fn.key, instances })];
  const fault = provisionedFault(judgedBy(profile, []), { name: fn.key, reservedMB, provisionedMB: provisioned.mb });
  if (fault === 'FailedOperation.ProvisionedExceedReserved') {
    const params = { reservedMB, provisionedMB: provisioned.mb, instances, memoryMB, fits, tracked: isTracked(provisioned) };
    return [diagnostic('SCF206', path, { ...params, mayRaise: provisioned.mb <= profile.accountQuotaMB - profile.floorMB })];
  }
  const params = { function: fn.key, reservedMB, provisionedMB: provisioned.mb, memoryMB, idle: instances - fits };
  return [diagnostic('SCF504', path, params)];
}

/** What the platform judges a change of one function's quotas by. */
function judgedBy({ quotaModel, accountQuotaMB, floorMB }: Profile, others: readonly QuotaClaim[]): Judged {
  return { quotaModel, accountQuotaMB, floorMB, others };
}

/** What is right and still worth knowing: how fast instances start. @source S100, S105 */
function adviceOf(fn: Settings, memoryMB: number, reserved: Amount | undefined, provisioned: number, profile: Profile): Diagnostic[] {
  const found: Diagnostic[] = [];
  const { provisionedPerMinute, burstPerMinute } = profile;
  if (provisioned > provisionedPerMinute) {
    const params = { instances: provisioned, perMinute: provisionedPerMinute, minutes: Math.ceil(provisioned / provisionedPerMinute) };
    found.push(diagnostic('SCF501', fn.pathOf('provisionedConcurrency'), params));
  }
  const instances = reserved === undefined ? 0 : instancesMax(reserved.mb, memoryMB);
  if (reserved !== undefined && instances > burstPerMinute && fn.values.provisionedConcurrency === undefined) {
    const params = { reservedMB: reserved.mb, memoryMB, instances, perMinute: burstPerMinute, minutes: Math.ceil(instances / burstPerMinute) };
    found.push(diagnostic('SCF502', fn.pathOf('reservedConcurrency'), params));
  }
  return found;
}

/** How the account quota is divided among the functions of this service and of others. @source S§2.4 */
export function allocationOf(asks: readonly Ask[], { allocated, profile }: Pick<Account, 'allocated' | 'profile'>): Allocation {
  return allocate(profile.accountQuotaMB, profile.floorMB, [...asks.map(claimOf), ...allocated], profile.quotaModel);
}

/** What a function takes, by its key. */
export function claimOf({ fn, reservedMB, provisionedMB }: Ask): QuotaClaim {
  return { name: fn.key, reservedMB, provisionedMB };
}

/**
 * What all functions ask for together, against the account.
 * @source S13, S16, S22, S24, S137
 */
export function sumFaults(asks: readonly Ask[], account: Account): Diagnostic[] {
  const faults = [...allocatedFaults(asks, account), ...provisionedFaults(asks, account)];
  // What comes later has nothing to be compared with while too much is taken already.
  if (faults.length > 0) return faults;
  const totalMB = [...asks.map(claimOf), ...account.allocated, ...account.later].reduce((sum, claim) => sum + takenMB(claim, account.profile), 0);
  return asks.flatMap((ask) => laterFaults(ask, totalMB, account.profile));
}

/** What a claim leaves less of for what others provision. @source S22, S24 */
function takenMB(claim: QuotaClaim, { quotaModel }: Profile): number {
  return quotaModel === 'ga' ? claim.provisionedMB : chargedMB(claim, quotaModel);
}

/** More is allocated than the account can give; reported where the sum first is too much. @source S13, S16, S22 */
function allocatedFaults(asks: readonly Ask[], account: Account): Diagnostic[] {
  if (allocationOf(asks, account).allocatableMB >= 0) return [];
  const { accountMB, floorMB, allocatedMB, allocatableMB, shares } = allocationOf(asks, {
    ...account,
    allocated: [...account.allocated, ...account.later],
  });
  const overMB = -allocatableMB;
  let leftMB = allocationOf([], account).allocatableMB;
  const others = leftMB < 0;
  const tipping = asks.find((ask) => (leftMB -= chargedMB(claimOf(ask), account.profile.quotaModel)) < 0);
  const path: Path = tipping === undefined || others ? ['custom', 'scf', 'account'] : tipping.fn.pathOf(chargedOption(tipping));
  const lower = tipping === undefined || others ? undefined : lowered(tipping, overMB);
  return [diagnostic('SCF203', path, { accountMB, floorMB, allocatedMB, overMB, shares, lower, quotaOption: account.quotaOption })];
}

/** The option that takes a function's part out of the account. @source S22 */
function chargedOption(ask: Ask): 'reservedConcurrency' | 'provisionedConcurrency' {
  return ask.reservedMB === undefined ? 'provisionedConcurrency' : 'reservedConcurrency';
}

/** How far one function alone can give up what is too much; undefined when it has not that much to give. */
function lowered(ask: Ask, overMB: number): { option: string; function: string; to: string } | undefined {
  const { fn, memoryMB, reservedMB, provisionedMB } = ask;
  const left = (reservedMB ?? provisionedMB) - overMB;
  const mb = left < memoryMB ? 0 : instancesMax(left, memoryMB) * memoryMB;
  // A reservation of 0 would switch the function off, and one below its provisioned instances is refused.
  if (mb === 0 || (reservedMB !== undefined && mb < provisionedMB)) return undefined;
  const option = chargedOption(ask);
  const tracked = option === 'provisionedConcurrency' && trackingOf(fn) !== undefined;
  return tracked ? { option: `${option}.tracking.min`, function: fn.key, to: String(mb / memoryMB) } : { option, function: fn.key, to: `${mb} MB` };
}

/** More is provisioned than the account has, where that alone is what limits it. @source S24 */
function provisionedFaults(asks: readonly Ask[], account: Account): Diagnostic[] {
  const { allocated, profile, quotaOption } = account;
  if (profile.quotaModel !== 'ga') return [];
  const claims = [...allocated, ...asks.map(claimOf)];
  let leftMB = allocated.reduce((left, claim) => left - claim.provisionedMB, profile.accountQuotaMB);
  const tipping = asks.find(({ provisionedMB }) => (leftMB -= provisionedMB) < 0);
  if (tipping === undefined) return [];
  const all = [...claims, ...account.later];
  const provisionedMB = all.reduce((sum, claim) => sum + claim.provisionedMB, 0);
  const shares = all.filter((claim) => claim.provisionedMB > 0).map((claim) => ({ name: claim.name, mb: claim.provisionedMB }));
  const { accountQuotaMB: accountMB } = profile;
  const params = { accountMB, provisionedMB, overMB: provisionedMB - accountMB, shares, quotaOption };
  return [diagnostic('SCF215', tipping.fn.pathOf('provisionedConcurrency'), params)];
}

/**
 * What a schedule or target tracking will ask for, beyond what there will be.
 * @param totalMB  what all functions of the account take now, MB
 * @source S137
 * @assumes all other functions then hold what they hold at the least
 */
function laterFaults(ask: Ask, totalMB: number, profile: Profile): Diagnostic[] {
  const { fn, memoryMB, reservedMB } = ask;
  const levels = levelsOf(fn);
  if (levels.length === 0) return [];
  // Only the sum of what others hold counts: one claim stands for them all.
  const others = { name: '', reservedMB: undefined, provisionedMB: totalMB - takenMB(claimOf(ask), profile) };
  const judged = judgedBy(profile, [others]);
  const freeMB = provisionableMB(judged, reservedMB);
  return levels.flatMap(({ path, instances }) => {
    const neededMB = instances * memoryMB;
    if (provisionedFault(judged, { name: fn.key, reservedMB, provisionedMB: neededMB }) === undefined) return [];
    const params = { function: fn.key, instances, memoryMB, neededMB, freeMB, fits: instancesMax(freeMB, memoryMB) };
    return [diagnostic('SCF214', path, params)];
  });
}

function trackingOf({ values: { provisionedConcurrency: written } }: Settings): Exclude<Provisioned, number>['tracking'] {
  return typeof written === 'object' ? written.tracking : undefined;
}

/** Numbers of instances that are provisioned at times. */
function levelsOf(fn: Settings): { readonly path: Path; readonly instances: number }[] {
  const written = fn.values.provisionedConcurrency;
  if (typeof written !== 'object') return [];
  const path = fn.pathOf('provisionedConcurrency');
  const scheduled = (written.schedule ?? []).map(({ instances }, index) => ({ path: [...path, 'schedule', index, 'instances'], instances }));
  const tracking = trackingOf(fn);
  return tracking === undefined ? scheduled : [...scheduled, { path: [...path, 'tracking', 'max'], instances: tracking.max }];
}

/** MB that a function can provision beside what the others hold. @source S22, S24 */
function provisionableMB({ quotaModel, accountQuotaMB, floorMB, others }: Judged, reservedMB: number | undefined): number {
  if (quotaModel === 'ga') return others.reduce((left, other) => left - other.provisionedMB, accountQuotaMB);
  return reservedMB ?? allocate(accountQuotaMB, floorMB, others).allocatableMB;
}
