import { allocate, elasticMB, type Holder, type QuotaCause, type QuotaClaim, type RequestId } from '../scf';
import type { FunctionState, Instance, Invocation, Quota, State, VersionState } from './state';

/** Invocations named for one holder; a cause explains, it does not list thousands. */
const invocationsNamed = 3;

/** Whether the quota of a version's function has room for one more of its instances. @source S§2.4 */
export function admitsMemory({ function: { quota }, memoryMB }: VersionState): boolean {
  return quota.usedMB + memoryMB <= quota.elasticMB;
}

/** Whether an instance counts against the quota at all. @source S22: provisioned ones have theirs already; S24: not in `ga` */
export function counts(state: State, instance: Instance): boolean {
  return !instance.provisioned || state.profile.quotaModel === 'ga';
}

/** An instance begins to hold quota, unless it does already. @source S31, S32 */
export function hold(instance: Instance, nowMs: number): void {
  if (instance.holds) return;
  instance.holds = true;
  instance.heldSinceMs = nowMs;
  use(instance.version, instance.version.memoryMB);
}

/** An instance no longer holds quota, if it did. @source S31 */
export function release(instance: Instance): void {
  if (!instance.holds) return;
  instance.holds = false;
  use(instance.version, -instance.version.memoryMB);
}

/** @param memoryMB  that is held from now on; negative when it no longer is */
function use({ function: fn }: VersionState, memoryMB: number): void {
  fn.heldMB += memoryMB;
  fn.quota.usedMB += memoryMB;
}

/** What a function takes out of the account quota. @source S22 */
export function claimOf(fn: FunctionState): QuotaClaim {
  return { name: fn.key, reservedMB: fn.plan.reservedMB, provisionedMB: provisionedMB(fn) };
}

/** What all functions but one take, those of other services included. */
export function otherClaims(state: State, key: string | undefined): QuotaClaim[] {
  return [...state.allocated, ...[...state.functions.values()].filter((fn) => fn.key !== key).map(claimOf)];
}

function provisionedMB(fn: FunctionState): number {
  let mb = 0;
  for (const { provisioning, memoryMB } of fn.versions.values()) mb += provisioning.allocated * memoryMB;
  return mb;
}

/** Divide the account quota anew after a change. What runs goes on, even above a quota that was lowered. @source S§2.4, S117 */
export function divide(state: State): void {
  const { floorMB, quotaModel } = state.profile;
  const { poolMB } = allocate(state.accountQuotaMB, floorMB, otherClaims(state, undefined), quotaModel);
  state.pool.quotaMB = state.pool.elasticMB = poolMB;
  for (const fn of state.functions.values()) {
    const { reservedMB } = fn.plan;
    move(fn, reservedMB === undefined ? state.pool : reservation(reservedMB, quotaModel === 'seed' ? provisionedMB(fn) : 0));
  }
}

function reservation(quotaMB: number, provisionedMB: number): Quota {
  return { limit: 'reserved', quotaMB, elasticMB: elasticMB(quotaMB, provisionedMB), usedMB: 0 };
}

function move(fn: FunctionState, quota: FunctionState['quota']): void {
  fn.quota.usedMB -= fn.heldMB;
  fn.quota = quota;
  fn.quota.usedMB += fn.heldMB;
}

/** Why the quota of `fn` had no room for `neededMB`, with those who hold it. Read-only; call it before anything else happens. */
export function quotaCause(state: State, fn: FunctionState, neededMB: number, nameOf: (invocation: Invocation) => RequestId): QuotaCause {
  const { limit, quotaMB, elasticMB: admittedMB, usedMB } = fn.quota;
  const holders = holdersOf(state, fn.quota, nameOf);
  const admittedByMB = quotaMB + (usedMB + neededMB - admittedMB);
  return { limit, function: fn.key, quotaMB, elasticMB: admittedMB, usedMB, neededMB, holders, admittedByMB };
}

/** What is gathered of one holder. */
interface Held {
  instances: number;
  sinceMs: number;
  /** Those that run something or start for it, the longest first; so many as are named. */
  readonly longest: { readonly invocation: Invocation; readonly sinceMs: number }[];
}

/** Looked for among all instances: to keep a list would cost every invocation more than causes are ever asked for. */
function holdersOf({ instances }: State, quota: Quota, nameOf: (invocation: Invocation) => RequestId): Holder[] {
  const byFunction = new Map<FunctionState, Held>();
  for (const instance of instances.values()) {
    const { function: fn } = instance.version;
    if (!instance.holds || fn.quota !== quota) continue;
    const held = byFunction.get(fn) ?? { instances: 0, sinceMs: Infinity, longest: [] };
    byFunction.set(fn, held);
    add(held, instance);
  }
  return [...byFunction]
    .map(([{ key, heldMB }, { instances: count, sinceMs, longest }]) => {
      const requestIds = longest.map(({ invocation }) => nameOf(invocation));
      return { function: key, mb: heldMB, instances: count, requestIds, sinceMs };
    })
    .sort((a, b) => b.mb - a.mb || a.sinceMs - b.sinceMs);
}

function add(held: Held, { invocation, heldSinceMs: sinceMs }: Instance): void {
  held.instances += 1;
  held.sinceMs = Math.min(held.sinceMs, sinceMs);
  if (!invocation) return;
  const { longest } = held;
  let at = longest.length;
  for (let other = longest[at - 1]; other && isBefore(sinceMs, invocation, other); other = longest[at - 1]) at -= 1;
  longest.splice(at, 0, { invocation, sinceMs });
  longest.length = Math.min(longest.length, invocationsNamed);
}

function isBefore(sinceMs: number, { id }: Invocation, other: Held['longest'][number]): boolean {
  return sinceMs < other.sinceMs || (sinceMs === other.sinceMs && id < other.invocation.id);
}
