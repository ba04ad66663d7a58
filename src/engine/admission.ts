import assert from 'node:assert';
import { admitsStart, burstCause, endOf } from './burst';
import type { Cause } from '../scf';
import type { Emit, LimitKind } from './effect';
import { idleElastic, idleProvisioned, runWarm, startElastic } from './instances';
import { admitsMemory, quotaCause } from './quota';
import type { FunctionState, Invocation, State } from './state';

/**
 * Give an invocation an instance if it may have one now, in the order of design.md §4.2: an idle provisioned instance,
 * which needs no elastic quota; an idle elastic one within quota; a new one within quota and burst. Quota is asked first.
 *
 * @returns the limit that is in the way, or undefined when the invocation has its instance
 * @source S40–S43, S48, S101
 */
export function admit(state: State, invocation: Invocation, nowMs: number, emit: Emit): LimitKind | undefined {
  const { version } = invocation;
  const fn = version.function;
  // Reserved 0 switches the function off, provisioned instances included (S17); the validator refuses that pair.
  const ready = idleProvisioned(version);
  const limit = ready ? undefined : limitFor(state, invocation, nowMs);
  if (limit !== undefined) return limit;
  if (fn.plan.asyncRun && invocation.type === 'sync') emit({ kind: 'accepted', requestId: invocation.requestId });
  const instance = ready ?? idleElastic(version);
  if (instance) runWarm(state, instance, invocation, nowMs, emit);
  else startElastic(state, invocation, nowMs, emit);
  return undefined;
}

function limitFor(state: State, { version }: Invocation, nowMs: number): LimitKind | undefined {
  if (!admitsMemory(version.function)) return version.function.quota.limit;
  if (idleElastic(version) || admitsStart(state.elasticWindow, nowMs)) return undefined;
  return 'burst';
}

/**
 * Run the heads of all queues that may run now, in the order in which they were accepted; one that may not does not block
 * other functions. Call it whenever capacity may have become free.
 * @source S50, design.md §4.5: strict FIFO per function
 */
export function drain(state: State, nowMs: number, emit: Emit): void {
  // An admission takes capacity and never frees any, so one pass from the oldest head on is enough.
  let at = 0;
  for (let fn = state.waiting[at]; fn; fn = state.waiting[at]) {
    const head = fn.queue.peekFront();
    assert(head, 'only functions with waiting events are listed');
    const limit = admit(state, head, nowMs, emit);
    if (limit === undefined) {
      fn.queue.shift();
      moveToItsPlace(state.waiting, at);
    } else {
      waitFor(state, head, limit, emit);
      at += 1;
    }
  }
}

/** Put an accepted event at the end of its function's queue; it runs at once when it is alone there and may. @source S50 */
export function enqueue(state: State, invocation: Invocation, nowMs: number, emit: Emit): void {
  const fn = invocation.version.function;
  const limit = fn.queue.peekFront()?.waitsFor;
  fn.queue.push(invocation);
  if (limit !== undefined) {
    emit({ kind: 'waits', requestId: invocation.requestId, function: fn.plan.key, limit, throttled: false });
    return;
  }
  assert(fn.queue.length === 1, 'the head of a queue has been refused by a limit');
  state.waiting.push(fn);
  drain(state, nowMs, emit);
}

/** A refused head waits; the refusal counts as a throttle once per event. @source design.md §4.5 */
function waitFor(state: State, head: Invocation, limit: LimitKind, emit: Emit): void {
  if (limit === 'burst' && !state.elasticWindow.endAwaited) {
    state.elasticWindow.endAwaited = true;
    state.deadlines.set(endOf(state.elasticWindow), { kind: 'elasticWindowEnd' });
  }
  const counted = head.waitsFor !== undefined;
  // The limit may be another one by now, and those who come to stand behind are told of it.
  head.waitsFor = limit;
  if (!counted) emit({ kind: 'waits', requestId: head.requestId, function: head.version.function.plan.key, limit, throttled: true });
}

/** The list is ordered by the acceptance of its heads; the function at `at` has lost its head to an instance. */
function moveToItsPlace(waiting: FunctionState[], at: number): void {
  const [fn] = waiting.splice(at, 1);
  const head = fn?.queue.peekFront();
  if (!fn || !head) return;
  let to = at;
  for (let next = waiting[to]; next && orderOf(next) < head.order; next = waiting[to]) to += 1;
  waiting.splice(to, 0, fn);
}

function orderOf(fn: FunctionState): number {
  return fn.queue.peekFront()?.order ?? Infinity;
}

/**
 * Who and what was in the way when `limit` refused an invocation of a function: call it while the effect that says so is
 * being carried out, for the next step changes the answer.
 *
 * @throws AssertionError when the plan has no such function
 */
export function explain(state: State, functionKey: string, limit: LimitKind): Cause {
  const fn = state.functions.get(functionKey);
  assert(fn, 'only functions of the plan are refused');
  return limit === 'burst' ? burstCause(state.elasticWindow, functionKey) : quotaCause(state, fn);
}
