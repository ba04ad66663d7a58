import assert from 'node:assert';
import type { ProvisioningLevel } from '../../src/engine';
import type { Books, LedgerInstance, LedgerVersion } from './ledgerModel';
import { whatFits } from './ledgerQuota';
import { admits } from './ledgerRates';

/** Provisioned instances: how many are wanted, and which. @source S105, S118, S130–S137 */

const everyMs = 10_000;
const coolDownMs = 600_000;

/** How many instances a version is to have. */
export function targetOf(books: Books, { allocated, fn }: LedgerVersion): number {
  return Math.min(allocated, books.provisionedMax(fn.key));
}

/** Change how many there are to be. */
export function allocate(books: Books, version: LedgerVersion, instances: number, fault?: LedgerVersion['fault']): void {
  version.allocated = instances;
  version.fault = fault;
  adjust(books, version);
}

/**
 * Take back what was no longer wanted, before anything is started; dismiss what is too much: first what still starts, then
 * what is idle, then what runs. @assumes S118
 */
export function adjust(books: Books, version: LedgerVersion): void {
  const target = targetOf(books, version);
  while (version.wanted.length < target) {
    const back = version.surplus.shift();
    if (!back) break;
    version.wanted.push(back);
    back.rested = books.order();
    books.seen('provisioned: taken back');
  }
  for (const phase of ['starting', 'idle', 'busy'] as const) {
    const some = version.wanted.filter((instance) => phaseOf(instance) === phase).slice(0, Math.max(0, version.wanted.length - target));
    for (const instance of some) dismiss(books, instance, phase);
  }
}

function phaseOf({ ready, runs }: LedgerInstance): 'starting' | 'idle' | 'busy' {
  if (!ready) return 'starting';
  return runs.length > 0 ? 'busy' : 'idle';
}

function dismiss(books: Books, instance: LedgerInstance, phase: 'starting' | 'idle' | 'busy'): void {
  const { version } = instance;
  version.wanted = version.wanted.filter((other) => other !== instance);
  if (phase === 'starting') instance.fate = 'released';
  else if (phase === 'idle') version.surplus.push(instance);
  else instance.retiring = true;
  books.seen(`provisioned: dismissed while ${phase}`);
}

/** Look at the load every ten seconds from now on, or no longer. */
export function watch(books: Books, version: LedgerVersion): void {
  version.trackMs = version.tracking && !version.retired ? books.nowMs + everyMs : Infinity;
  version.trackSet = books.order();
}

/** What a look at the load leads to. */
interface Look {
  readonly allocated: number;
  readonly fault: LedgerVersion['fault'];
  readonly changes: boolean;
}

/** What tracking does for so many busy instances. @source S136, S137 */
function look(books: Books, version: LedgerVersion, busy: number): Look {
  const { tracking, allocated, scaledMs, fault } = version;
  assert(tracking, 'only what is tracked is looked at');
  const { target, min, max } = tracking;
  const wanted = Math.min(max, Math.max(min, Math[books.profile.trackingRounding](Number((busy / target).toFixed(9)))));
  const stays = wanted === allocated || (wanted < allocated && books.nowMs < scaledMs + coolDownMs);
  if (stays) return { allocated, fault: wanted <= allocated && fault === 'quota' ? undefined : fault, changes: false };
  const fits = whatFits(books, version, wanted);
  return { allocated: fits, fault: fits < wanted ? 'quota' : undefined, changes: true };
}

/**
 * The load of a version has been looked at.
 *
 * @param busy  how many instances were busy at this moment; several, when that changed within it
 * @param said  what the engine says of the version since
 */
export function track(books: Books, version: LedgerVersion, busy: ReadonlySet<number>, said: ProvisioningLevel): void {
  const before = version.allocated;
  const looks = [...busy].map((count) => look(books, version, count));
  const possible = looks.filter(({ allocated }) => allocated === said.allocated);
  const found = possible.find(({ fault }) => fault === said.reason) ?? possible[0];
  const rules = looks.map(({ allocated }) => allocated).join(' or ');
  assert(found, `tracking sets ${version.fn.key} to ${said.allocated} instances, by the rules to ${rules} (S136)`);
  watch(books, version);
  const { allocated, changes } = found;
  // A start that failed at the same moment may have been told of before or after.
  const fault = typeof version.fault === 'number' && version.fault === said.reason ? said.reason : found.fault;
  if (!changes) {
    version.fault = fault;
    return;
  }
  if (allocated !== before) version.scaledMs = books.nowMs;
  books.seen(allocated === before ? 'tracking: nothing fits' : `tracking: ${allocated > before ? 'out' : 'in'}`);
  allocate(books, version, allocated, fault);
}

/** Instances of a version that run something now. */
export function busyOf(books: Books, version: LedgerVersion): number {
  return [...books.instances.values()].filter((instance) => instance.version === version && instance.ready && instance.runs.length > 0).length;
}

/** Whether a provisioned instance may start now. @source S105, S134 */
export function mayStart(books: Books, { notBeforeMs }: LedgerVersion, inDoubt: boolean): boolean {
  const { provisioned, elastic, nowMs, profile } = books;
  const shared = !profile.provisionedSharesBurst || admits(elastic, nowMs, inDoubt);
  return notBeforeMs <= nowMs && admits(provisioned, nowMs, inDoubt) && shared;
}

/** What the API says about a version. @source S131, S134, S137 */
export function levelOf(books: Books, version: LedgerVersion): ProvisioningLevel {
  const available = version.wanted.filter(({ ready }) => ready).length;
  const { allocated, fault } = version;
  const status = fault !== undefined ? 'Failed' : available < targetOf(books, version) ? 'InProgress' : 'Done';
  return { allocated, available, status, reason: fault };
}
