import type { Alias } from '../../src/engine';
import { DEFAULT_ALIAS, type LimitKind, type Status } from '../../src/scf';
import { serves, type Books, type LedgerEvent, type LedgerFunction, type LedgerInstance, type LedgerVersion } from './ledgerModel';
import { capMB, holds, inPool, usedMB } from './ledgerQuota';
import { admits } from './ledgerRates';

/** Who goes next, where, and what is in the way. @source design.md §4.2, §4.5 */

/** The version that a qualifier means. @source S140–S142 */
export function resolve(fn: LedgerFunction, { qualifier, draw, routingKey }: Pick<LedgerEvent, 'qualifier' | 'draw' | 'routingKey'>) {
  const alias = fn.aliases.get(qualifier);
  if (!alias) return qualifier === DEFAULT_ALIAS ? undefined : fn.versions.get(qualifier);
  const { additional, version } = alias;
  return fn.versions.get(additional && takesAdditional(additional, draw, routingKey) ? additional.version : version);
}

function takesAdditional(additional: NonNullable<Alias['additional']>, draw: number, routingKey: LedgerEvent['routingKey']): boolean {
  if ('weight' in additional) return draw < additional.weight;
  const value = routingKey?.[additional.key];
  if (value === undefined) return false;
  if ('exact' in additional) return value === additional.exact;
  const { from, to, closed } = additional;
  const number = Number(value);
  return Number.isInteger(number) && (closed ? from <= number && number <= to : from < number && number < to);
}

/** The version that an event runs on next: fixed once it has run. @assumes S§19 */
export function versionNow({ fn, version, attempts, ...event }: LedgerEvent): LedgerVersion | undefined {
  return attempts === 0 || !version ? resolve(fn, event) : fn.versions.get(version.name);
}

/** Why an event that waited cannot run any more, whatever the limits. @source S43: in this order */
export function faultNow(event: LedgerEvent): Status | undefined {
  if (event.fn.removed) return 435;
  if (!serves(event.fn)) return 438;
  return versionNow(event) ? undefined : 442;
}

/**
 * What is in the way of an event now; undefined when it may run, or has to end.
 *
 * @param inDoubt  whether a rate admits where rounding decides
 * @source S40–S43, S48, S51, S92, S101, S§2.4
 */
export function limitOf(books: Books, event: LedgerEvent, inDoubt: boolean): LimitKind | undefined {
  const version = versionNow(event);
  if (!version || faultNow(event) !== undefined) return undefined;
  // What is switched off is so before anything is asked (S17).
  if (version.fn.plan.reservedMB === 0) return 'reserved';
  if (openOf(books, version).length > 0) return undefined;
  const ready = nextIdle(books, version, event.draw);
  if (ready?.provisioned === true && books.profile.quotaModel === 'seed') return undefined;
  const { fn, memoryMB } = version;
  const fits = (ready && holds(books, ready)) || usedMB(books, fn) + memoryMB <= capMB(books, fn);
  const memory = fits ? undefined : inPool(fn) ? 'pool' : 'reserved';
  if (ready) return memory;
  const start = startLimit(books, event, inDoubt);
  return books.profile.checkOrder === 'quota-burst' ? (memory ?? start) : (start ?? memory);
}

function startLimit({ elastic, nowMs }: Books, { type, fn }: LedgerEvent, inDoubt: boolean): LimitKind | undefined {
  if (!admits(elastic, nowMs, inDoubt)) return 'burst';
  return type === 'async' && fn.ramp && !admits(fn.ramp, nowMs, inDoubt) ? 'ramp' : undefined;
}

/** The instance of a version that is taken next. @source S48, S113 */
export function nextIdle(books: Books, version: LedgerVersion, draw: number): LedgerInstance | undefined {
  const idle = [...books.instances.values()]
    .filter((instance) => instance.version === version && isIdle(instance))
    .sort((a, b) => a.rested - b.rested);
  const provisioned = idle.filter((instance) => instance.provisioned);
  const among = provisioned.length > 0 ? provisioned : idle;
  switch (books.profile.reuse) {
    case 'mru':
      return among.at(-1);
    case 'lru':
      return among[0];
    case 'random':
      return among[Math.floor(draw * among.length)];
  }
}

/** Whether an instance stands by for the next event. */
export function isIdle(instance: LedgerInstance): boolean {
  return instance.ready && instance.runs.length === 0 && instance.fate === undefined && !instance.version.surplus.includes(instance);
}

/** Instances that run something and can take more. @source S92, S116, S118 */
export function openOf(books: Books, version: LedgerVersion): LedgerInstance[] {
  if (version.slots === 1 || version.retired) return [];
  return [...books.instances.values()].filter(
    ({ version: its, ready, runs, retiring, fate }) =>
      its === version && ready && runs.length > 0 && runs.length < version.slots && !retiring && fate === undefined,
  );
}

/** The events of a function that wait, the next one first. @source S50, S59 */
export function waitingOf(books: Books, fn: LedgerFunction): LedgerEvent[] {
  const waiting = [...books.live].filter((event) => event.state === 'waiting' && event.fn === fn);
  switch (books.profile.requeueOrder) {
    case 'due':
      return waiting.sort((a, b) => a.id - b.id);
    case 'tail':
      return waiting.sort((a, b) => a.entered - b.entered);
    case 'head':
      return waiting.sort((a, b) => Number(b.returned) - Number(a.returned) || (a.returned ? b.entered - a.entered : a.entered - b.entered));
  }
}

/**
 * The heads of all queues, by acceptance; of a queue that is put aside up to its head, nobody is considered until its shell has
 * given it back, which it does after every step.
 */
export function headsOf(books: Books): LedgerEvent[] {
  const fns = new Set<LedgerFunction>();
  for (const { state, fn } of books.live) if (state === 'waiting') fns.add(fn);
  const heads = [...fns].flatMap((fn) => waitingOf(books, fn).slice(0, 1));
  return heads.filter(({ deferred }) => !deferred).sort((a, b) => a.id - b.id);
}

/** Events that count against the bound of a queue: those that wait, and those that a limit sent away. @source S61 */
export function backlogOf({ live, profile }: Books, fn: LedgerFunction): number {
  let count = 0;
  for (const event of live) {
    if (profile.asyncQueueScope === 'function' && event.fn !== fn) continue;
    // A function that is removed leaves nothing in the backlog; what its shell has kept comes back to end.
    if (event.deferred && event.fn.removed) continue;
    if (event.state === 'waiting' || event.sentAway) count += 1;
  }
  return count;
}

/** Whether an event stays at the head of its queue when a limit refuses it. @source S51, S55, S77 */
export function staysAtHead({ profile: { asyncDequeue, asyncRun } }: Books, { plan }: LedgerFunction): boolean {
  return asyncDequeue.mode !== 'eager' && (!plan.asyncRun || asyncRun.retryThrottled);
}
