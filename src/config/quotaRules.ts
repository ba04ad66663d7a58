import { allocate, instancesMax, type Allocation, type Profile, type QuotaClaim } from '../scf';
import { amountOf, type Amount } from './amount';
import { diagnostic, shown, type Diagnostic, type Path } from './diagnostic';
import type { Settings } from './settings';

/** What one function asks of the account, read from its options. Undefined where an option is missing or faulty. */
export interface Ask {
  readonly fn: Settings;
  readonly memoryMB: number;
  readonly reservedMB: number | undefined;
  readonly provisionedInstances: number;
}

type Multiple = 'off' | 'warn' | 'error';

/**
 * What a function asks for, with the faults in it.
 *
 * @param memoryMB  memory of the function, MB
 * @param multiple  what to say about a reservation with a remainder
 * @param profile   figures of the platform
 */
export function askOf(fn: Settings, memoryMB: number, multiple: Multiple, profile: Profile, diagnostics: Diagnostic[]): Ask {
  const reserved = reservedOf(fn, memoryMB, multiple, diagnostics);
  const provisioned = provisionedOf(fn, memoryMB, diagnostics);
  if (reserved !== undefined && provisioned !== undefined) diagnostics.push(...togetherFaults(fn, memoryMB, reserved.mb, provisioned));
  const provisionedInstances = provisioned === undefined ? 0 : instancesMax(provisioned.mb, memoryMB);
  diagnostics.push(...adviceOf(fn, memoryMB, reserved, provisionedInstances, profile));
  return { fn, memoryMB, reservedMB: reserved?.mb, provisionedInstances };
}

/** @source S14, S17, S18 */
function reservedOf(fn: Settings, memoryMB: number, multiple: Multiple, diagnostics: Diagnostic[]): Amount | undefined {
  const written = fn.values.reservedConcurrency;
  if (written === undefined) return undefined;
  const path = fn.pathOf('reservedConcurrency');
  const amount = amountOf(written, memoryMB);
  if (amount === undefined) {
    diagnostics.push(diagnostic('SCF106', path, { option: 'reservedConcurrency', value: shown(written), form: 'oneAmount' }, { rule: 'S14' }));
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

/** @source S25, S135, S136 */
function provisionedOf(fn: Settings, memoryMB: number, diagnostics: Diagnostic[]): Amount | undefined {
  const written = fn.values.provisionedConcurrency;
  if (written === undefined) return undefined;
  const path = fn.pathOf('provisionedConcurrency');
  diagnostics.push(...overTimeFaults(written, path));
  const amount = amountOf(written, memoryMB) ?? startingAmount(written, memoryMB);
  if (amount === undefined) {
    diagnostics.push(diagnostic('SCF106', path, { option: 'provisionedConcurrency', value: shown(written), form: 'oneAmount' }, { rule: 'S25' }));
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

/** Faults that a schedule or target tracking has in itself. @source S135: names and times are unique; S136 */
function overTimeFaults(written: Provisioned, path: Path): Diagnostic[] {
  if (typeof written === 'number') return [];
  const found: Diagnostic[] = [];
  for (const field of ['name', 'cron'] as const) {
    const seen = new Set<string>();
    for (const [index, action] of (written.schedule ?? []).entries()) {
      const about = { option: `provisionedConcurrency.schedule[${index}].${field}`, value: shown(action[field]) };
      if (seen.has(action[field]))
        found.push(diagnostic('SCF106', [...path, 'schedule', index, field], { ...about, form: 'duplicate' }, { rule: 'S135' }));
      seen.add(action[field]);
    }
  }
  const { tracking } = written;
  if (tracking !== undefined && tracking.min > tracking.max) {
    const about = { option: 'provisionedConcurrency.tracking.min', value: shown(tracking.min) };
    found.push(diagnostic('SCF106', [...path, 'tracking', 'min'], { ...about, form: 'order' }, { rule: 'S136' }));
  }
  return found;
}

/** Faults between the two amounts: provisioned instances live inside the reservation. @source S17, S22 */
function togetherFaults(fn: Settings, memoryMB: number, reservedMB: number, provisioned: Amount): Diagnostic[] {
  const path = [...fn.pathOf('provisionedConcurrency'), ...provisioned.inside];
  const instances = instancesMax(provisioned.mb, memoryMB);
  if (provisioned.mb <= reservedMB) return [];
  if (reservedMB === 0) return [diagnostic('SCF207', path, { function: fn.key, instances })];
  const fits = instancesMax(reservedMB, memoryMB);
  return [diagnostic('SCF206', path, { reservedMB, provisionedMB: provisioned.mb, instances, memoryMB, fits })];
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
export function allocationOf(asks: readonly Ask[], allocated: readonly QuotaClaim[], profile: Profile): Allocation {
  return allocate(profile.accountQuotaMB, profile.floorMB, [...asks.map(claimOfAsk), ...allocated]);
}

function claimOfAsk({ fn, memoryMB, reservedMB, provisionedInstances }: Ask): QuotaClaim {
  return { name: fn.key, reservedMB, provisionedMB: provisionedInstances * memoryMB };
}

/**
 * More is allocated than the account can give; reported where the sum first is too much.
 * @source S13, S16, S22
 */
export function sumFaults(asks: readonly Ask[], allocated: readonly QuotaClaim[], profile: Profile): Diagnostic[] {
  const allocation = allocationOf(asks, allocated, profile);
  if (allocation.allocatableMB >= 0) return [];
  const { accountMB, floorMB, allocatedMB, shares } = allocation;
  const overMB = -allocation.allocatableMB;
  const tipping = asks.find((_ask, index) => allocationOf(asks.slice(0, index + 1), allocated, profile).allocatableMB < 0);
  const others = allocationOf([], allocated, profile).allocatableMB < 0;
  const path: Path = tipping === undefined || others ? ['custom', 'scf', 'account'] : tipping.fn.pathOf(chargedOption(tipping));
  const lower = tipping === undefined || others ? undefined : lowered(tipping, overMB);
  return [diagnostic('SCF203', path, { accountMB, floorMB, allocatedMB, overMB, shares, lower })];
}

/** The option that takes a function's part out of the account. @source S22 */
function chargedOption(ask: Ask): 'reservedConcurrency' | 'provisionedConcurrency' {
  return ask.reservedMB === undefined ? 'provisionedConcurrency' : 'reservedConcurrency';
}

/** How far one function alone can give up what is too much; undefined when it has not that much to give. */
function lowered(ask: Ask, overMB: number): { option: string; function: string; mb: number } | undefined {
  const { fn, memoryMB, reservedMB, provisionedInstances } = ask;
  const provisionedMB = provisionedInstances * memoryMB;
  const left = (reservedMB ?? provisionedMB) - overMB;
  const mb = left < memoryMB ? 0 : instancesMax(left, memoryMB) * memoryMB;
  // A reservation of 0 would switch the function off, and one below its provisioned instances is refused.
  if (mb === 0 || (reservedMB !== undefined && mb < provisionedMB)) return undefined;
  return { option: chargedOption(ask), function: fn.key, mb };
}
