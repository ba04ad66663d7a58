import assert from 'node:assert';
import type { Holder, QuotaCause } from '../scf';
import type { FunctionState, Instance, State } from './state';

/** RequestIds named for one holder; a cause explains, it does not list thousands. */
const requestIdsNamed = 3;

/** Whether the quota of a function has room for one more of its elastic instances. @source S§2.4 */
export function admitsMemory(fn: FunctionState): boolean {
  return fn.quota.usedMB + fn.plan.memoryMB <= fn.quota.elasticMB;
}

/** An elastic instance begins to hold quota: from the decision to run a request on it, or to start it for one. @source S31, S32 */
export function hold(instance: Instance): void {
  const fn = instance.version.function;
  assert(!instance.provisioned && !fn.holding.has(instance), 'an instance holds its quota once');
  fn.holding.add(instance);
  fn.quota.usedMB += fn.plan.memoryMB;
}

/** An elastic instance no longer holds quota. @source S31 */
export function release(instance: Instance): void {
  const fn = instance.version.function;
  assert(fn.holding.delete(instance), 'only a holder releases');
  fn.quota.usedMB -= fn.plan.memoryMB;
}

/** Why the quota of `fn` had no room, with those who hold it. Read-only; call it before anything else happens. */
export function quotaCause(state: State, fn: FunctionState): QuotaCause {
  const { limit, quotaMB, elasticMB, usedMB } = fn.quota;
  const neededMB = fn.plan.memoryMB;
  const sharing = limit === 'reserved' ? [fn] : [...state.functions.values()].filter((other) => other.quota === fn.quota);
  const holders = sharing
    .filter((other) => other.holding.size > 0)
    .map(holderOf)
    .sort((a, b) => b.mb - a.mb);
  return { limit, function: fn.plan.key, quotaMB, elasticMB, usedMB, neededMB, holders, admittedByMB: quotaMB + (usedMB + neededMB - elasticMB) };
}

function holderOf(fn: FunctionState): Holder {
  const requestIds = [];
  let sinceMs = Infinity;
  for (const { phase } of fn.holding) {
    assert(phase.kind === 'busy' || phase.kind === 'starting', 'only busy and starting instances hold quota');
    if (requestIds.length < requestIdsNamed && phase.invocation) requestIds.push(phase.invocation.requestId);
    sinceMs = Math.min(sinceMs, phase.sinceMs);
  }
  return { function: fn.plan.key, mb: fn.holding.size * fn.plan.memoryMB, instances: fn.holding.size, requestIds, sinceMs };
}
