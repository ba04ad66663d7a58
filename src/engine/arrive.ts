import { assert } from './assert';
import { limits, type LimitKind } from '../scf';
import { admit, rateWindow } from './admission';
import { classOf, end, expiryMs, rest, settle } from './attempts';
import type { Invoked, Restored } from './input';
import { setAside } from './instances';
import { enqueue, isServing, requeue, statusOf, takeBack } from './queue';
import { resolve } from './routing';
import type { Sink } from './sink';
import { Invocation, type FunctionState, type State, type VersionState } from './state';

/** Sizes of events, bytes. @source S63, S150 */
const syncBytesMax = limits.syncEvent.value;
const asyncBytesMax = limits.asyncEvent.value;

/** Answer what needs no capacity at once; then a synchronous call runs or is refused, for it never queues (S106); an event runs or waits. @source S42, S43, S50 */
export function arrive(state: State, call: Invoked, nowMs: number, sink: Sink): void {
  assert(call.id > state.lastInvocation, 'invocations are numbered in the order in which they arrive');
  state.lastInvocation = call.id;
  const fn = call.of ?? state.functions.get(call.function);
  const version = fn === undefined ? undefined : resolve(fn, call.qualifier, call.draw, call.routingKey);
  if (fn === undefined || version === undefined || !isServing(fn) || isTooLarge(call)) return turnAway(state, call, fn, version, nowMs, sink);
  if (fn.plan.asyncRun && !countRate(state, fn, nowMs)) return sink.rejected(call, 429, 'qps');
  const invocation = arriving(state, call, version, nowMs);
  if (call.type === 'async') return enter(state, invocation, nowMs, sink);
  const limit = admit(state, invocation, nowMs, sink);
  if (limit !== undefined) return refuse(state, invocation, limit, sink);
  const { invokeApiTimeoutMs } = state.profile;
  if (invokeApiTimeoutMs !== undefined && !fn.plan.asyncRun) setAside(state, invocation, invokeApiTimeoutMs, 'patience', nowMs);
}

/** Its caller has its RequestId; the event runs or waits. @source S52 */
function enter(state: State, invocation: Invocation, nowMs: number, sink: Sink): void {
  invocation.accepted = true;
  sink.accepted(invocation);
  enqueue(state, invocation, nowMs, sink);
}

/** @source S42 */
function refuse(state: State, invocation: Invocation, limit: LimitKind, sink: Sink): void {
  invocation.waitsFor = limit;
  end(state, invocation, statusOf(limit), 'REFUSED', 'refused', sink);
}

/** What is too large is turned away, whatever else is the case. @source S63, S150 */
export function isTooLarge({ bytes, type }: Pick<Invoked, 'bytes' | 'type'>): boolean {
  return bytes > (type === 'async' ? asyncBytesMax : syncBytesMax);
}

/** What no capacity could help: one of its reasons is given, in this order. @source S43 */
function turnAway(state: State, call: Invoked, fn: FunctionState | undefined, version: VersionState | undefined, nowMs: number, sink: Sink): void {
  if (isTooLarge(call)) return sink.rejected(call, 406, undefined);
  if (!fn) return sink.rejected(call, 435, undefined);
  if (!isServing(fn)) return refuseStatus(state, call, version, nowMs, sink);
  sink.rejected(call, 442, undefined);
}

function arriving({ spare }: State, call: Invoked | Restored, version: VersionState, arrivedMs: number): Invocation {
  const invocation = spare.pop() ?? new Invocation(version);
  invocation.phase = 'arriving';
  invocation.version = version;
  invocation.id = call.id;
  invocation.qualifier = call.qualifier;
  invocation.type = call.type;
  invocation.arrivedMs = arrivedMs;
  invocation.draw = call.draw;
  invocation.routingKey = call.routingKey;
  invocation.data = call.data;
  return invocation;
}

/** A function that does not serve now refuses, unless an event may come back later. @source S64 (438 could recover), S145 */
function refuseStatus(state: State, call: Invoked, version: VersionState | undefined, nowMs: number, sink: Sink): void {
  const kind = classOf(state.profile, 438);
  if (!version || call.type === 'sync' || (kind !== 'system' && kind !== 'overLimit')) return sink.rejected(call, 438, undefined);
  const invocation = arriving(state, call, version, nowMs);
  invocation.accepted = true;
  sink.accepted(invocation);
  settle(state, invocation, 438, nowMs, sink);
}

/**
 * An event that was accepted before, and that the engine does not know or has put aside: it waits in its old place, or for the
 * attempt that was due. A run that was under way is lost, which is an error of the platform (S56); of an asynchronous execution
 * it is the end (S77). Its time to live has gone on.
 * @source design.md §5; S58
 */
export function restore(state: State, call: Restored, nowMs: number, sink: Sink): void {
  state.lastInvocation = Math.max(state.lastInvocation, call.id);
  const fn = state.functions.get(call.function);
  if (call.was === 'deferred' && fn) takeBack(state, fn);
  const version = fn && restoredVersion(fn, call);
  if (!version) return sink.rejected(call, fn ? 442 : 435, undefined);
  const invocation = arriving(state, call, version, call.acceptedMs);
  invocation.accepted = true;
  invocation.attempts = call.attempts;
  invocation.runErrors = call.runErrors;
  if (call.was === 'running') {
    invocation.begun = true;
    return settle(state, invocation, 500, nowMs, sink);
  }
  // Too old for another attempt, it ends as what waits does.
  if (call.was === 'resting' && expiryMs(invocation) > nowMs) return rest(state, invocation, Math.max(nowMs, call.dueMs));
  requeue(state, invocation, call.was === 'deferred', nowMs, sink);
}

/** Once it has run, the version it ran on, as `versionNow` has it; where that is gone, what its qualifier means now. @assumes S§19 */
function restoredVersion(fn: FunctionState, { version, qualifier, draw, routingKey }: Restored): VersionState | undefined {
  return (version === undefined ? undefined : fn.versions.get(version)) ?? resolve(fn, qualifier, draw, routingKey);
}

/** @source S79: beyond it calls fail at once and leave no event */
function countRate(state: State, fn: FunctionState, nowMs: number): boolean {
  const window = rateWindow(state, fn);
  const admitted = window.admits(nowMs);
  if (admitted) window.count(fn.key, nowMs);
  return admitted;
}
