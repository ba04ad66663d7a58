import { assert } from './assert';
import type { LimitKind, Status } from '../scf';
import { admit } from './admission';
import { classOf, expiryMs, giveUp, release, retry, settle } from './attempts';
import { timerOf } from './instances';
import { admitsMemory } from './quota';
import { versionNow } from './routing';
import type { Sink } from './sink';
import type { FunctionState, Invocation, State, VersionState } from './state';

/** The queues of asynchronous events, one for each function: who waits, for what, and who goes first. @source S50–S63 */

/** An event that may wait has been accepted: it runs at once when nothing stands before it and it may. @source S50, S52, S61 */
export function enqueue(state: State, invocation: Invocation, nowMs: number, sink: Sink): void {
  const fn = invocation.version.function;
  const head = fn.waitingEvents > 0 ? headOf(fn) : undefined;
  // What waited here may all have gone just now, and the shell has not given back yet what stood behind it.
  const isNext = !head && fn.deferred === 0;
  const limit = isNext ? admit(state, invocation, nowMs, sink) : (head?.waitsFor ?? fn.quota.limit);
  if (limit === undefined) return;
  const { asyncQueueMax, asyncQueueScope } = state.profile;
  if ((asyncQueueScope === 'function' ? fn.backlog : state.backlog) >= asyncQueueMax) return overflow(state, invocation, limit, sink);
  if (isNext) return refuse(state, fn, invocation, limit, nowMs, sink);
  sink.waits(invocation, limit, false);
  line(state, fn, invocation, nowMs, sink);
}

/** An event that was accepted before waits in its old place, unless it has become too old meanwhile. @source design.md §5, S58 */
export function requeue(state: State, invocation: Invocation, wasDeferred: boolean, nowMs: number, sink: Sink): void {
  const fn = invocation.version.function;
  const isTooOld = expiryMs(invocation) <= nowMs;
  if (wasDeferred || isTooOld) push(state, fn, invocation, nowMs);
  else line(state, fn, invocation, nowMs, sink);
  if (isTooOld) expire(state, invocation, nowMs, sink);
  else drain(state, nowMs, sink);
}

/** Stand at the end of a queue; once it is long the shell keeps its end, for what waits for hours need not be in memory. */
function line(state: State, fn: FunctionState, invocation: Invocation, nowMs: number, sink: Sink): void {
  if (fn.deferred === 0 && fn.waitingEvents < state.waitingMax) return push(state, fn, invocation, nowMs);
  fn.deferred += 1;
  addBacklog(state, fn, 1);
  invocation.phase = 'ended';
  sink.deferred(invocation);
  release(state, invocation);
}

/** The first event of those that the shell keeps comes back. */
export function takeBack(state: State, fn: FunctionState): void {
  // The function that kept them may have gone, and another has its name.
  if (fn.deferred === 0) return;
  fn.deferred -= 1;
  addBacklog(state, fn, -1);
}

/** @source S61: a full queue sends the new event to the dead-letter queue, else it is lost */
function overflow(state: State, invocation: Invocation, limit: LimitKind, sink: Sink): void {
  invocation.waitsFor = limit;
  giveUp(state, invocation, statusOf(limit), 'queueFull', sink);
}

/** The code with which a limit refuses. @source S12, S42, S101 */
export function statusOf(limit: LimitKind): Status {
  return limit === 'reserved' || limit === 'pool' ? 432 : 429;
}

/** A limit is in the way of an event that nothing stands before: it waits, or comes back later. @source S51, S55, S77 */
function refuse(state: State, fn: FunctionState, invocation: Invocation, limit: LimitKind, nowMs: number, sink: Sink): void {
  const { asyncDequeue, asyncRun, retryMs } = state.profile;
  const throttled = invocation.waitsFor === undefined;
  invocation.waitsFor = limit;
  invocation.lastStatus = statusOf(limit);
  const isOverLimit = classOf(state.profile, statusOf(limit)) === 'overLimit';
  const stays = isOverLimit && asyncDequeue.mode !== 'eager' && (!fn.plan.asyncRun || asyncRun.retryThrottled);
  if (stays && invocation.phase !== 'waiting') push(state, fn, invocation, nowMs);
  if (throttled) sink.waits(invocation, limit, true);
  if (stays) return awaitLimit(state, fn, limit, nowMs);
  if (invocation.phase === 'waiting') shift(state, fn, invocation);
  state.timers.cancel(timerOf(invocation));
  // Where 429 or 432 are said to be of another class, an event is treated as that says (knob `retryClassOverrides`).
  if (!isOverLimit) return settle(state, invocation, statusOf(limit), nowMs, sink);
  retry(state, invocation, statusOf(limit), retryMs.throttled, nowMs, sink);
  // Those that a limit sent away still count as the queue's.
  invocation.sentAway = invocation.phase === 'resting';
  if (invocation.sentAway) addBacklog(state, fn, 1);
}

/** Be told when a limit that time alone lifts admits again. */
function awaitLimit({ timers, elasticWindow, burstEnd }: State, { ramp, rampEnd }: FunctionState, limit: LimitKind, nowMs: number): void {
  if (limit === 'burst' && burstEnd.due === undefined) timers.set(burstEnd, 'burstEnd', elasticWindow.freeMs(nowMs));
  if (limit === 'ramp' && ramp && rampEnd.due === undefined) timers.set(rampEnd, 'rampEnd', ramp.freeMs(nowMs));
}

/** An event is due for another attempt. @source S54–S56, S59 */
export function comeBack(state: State, invocation: Invocation, nowMs: number, sink: Sink): void {
  const fn = invocation.version.function;
  if (invocation.sentAway) addBacklog(state, fn, -1);
  invocation.sentAway = false;
  invocation.phase = 'waiting';
  // Its function may have a shorter MsgTTL by now.
  state.timers.set(timerOf(invocation), 'ttl', Math.max(nowMs, expiryMs(invocation)));
  if (state.profile.requeueOrder === 'tail') fn.queue.push(invocation);
  else if (state.profile.requeueOrder === 'head') fn.queue.unshift(invocation);
  else fn.returned.push(invocation);
  count(state, fn, 1);
  place(state, fn);
  drain(state, nowMs, sink);
  tellBehind(invocation, sink);
}

/** One that came back and stands behind another waits for what that one waits for; what was refused itself has been told. */
function tellBehind(event: Invocation, sink: Sink): void {
  if (event.phase !== 'waiting' || event.waitsFor !== undefined) return;
  const limit = headOf(event.version.function)?.waitsFor;
  if (limit !== undefined) sink.waits(event, limit, false);
}

/**
 * An event may wait no longer than to this moment. A burst or a ramp that ends with it may let it run still, as a retry that is due then is made.
 * @source S58, S60
 */
export function endWait(state: State, invocation: Invocation, nowMs: number, sink: Sink): void {
  if (nowMs === expiryMs(invocation)) drain(state, nowMs, sink);
  if (invocation.phase === 'waiting') expire(state, invocation, nowMs, sink);
}

/** An event has waited too long. @source S58, S60 */
function expire(state: State, invocation: Invocation, nowMs: number, sink: Sink): void {
  const fn = invocation.version.function;
  const limit = headOf(fn)?.waitsFor ?? fn.quota.limit;
  state.timers.cancel(timerOf(invocation));
  count(state, fn, -1);
  giveUp(state, invocation, invocation.lastStatus ?? statusOf(limit), 'ttl', sink);
  place(state, fn);
  drain(state, nowMs, sink);
}

function push(state: State, fn: FunctionState, invocation: Invocation, nowMs: number): void {
  invocation.phase = 'waiting';
  state.timers.set(timerOf(invocation), 'ttl', Math.max(nowMs, expiryMs(invocation)));
  fn.queue.push(invocation);
  count(state, fn, 1);
  // The newest of all stands behind the head of any function, so only a queue that was empty changes its place.
  if (fn.waitingEvents === 1) place(state, fn);
}

/** The head of a queue has left it. */
function shift(state: State, fn: FunctionState, head: Invocation): void {
  if (fn.returned.peek() === head) fn.returned.pop();
  else assert(fn.queue.shift() === head, 'only the head leaves a queue');
  count(state, fn, -1);
}

function count(state: State, fn: FunctionState, by: 1 | -1): void {
  fn.waitingEvents += by;
  addBacklog(state, fn, by);
}

function addBacklog(state: State, fn: FunctionState, by: 1 | -1): void {
  fn.backlog += by;
  state.backlog += by;
}

/** The event that goes next; events that ended while they waited are forgotten on the way. @source S50, S59 */
function headOf(fn: FunctionState): Invocation | undefined {
  while (fn.queue.peekFront()?.phase === 'ended') fn.queue.shift();
  while (fn.returned.peek()?.phase === 'ended') fn.returned.pop();
  const first = fn.queue.peekFront();
  const back = fn.returned.peek();
  if (!back || !first) return back ?? first;
  return back.id < first.id ? back : first;
}

/** Put a function where the head of its queue belongs among the waiting ones, which are ordered by acceptance; where that is. */
function place(state: State, fn: FunctionState): number {
  const { waiting } = state;
  const from = waiting.indexOf(fn);
  if (from >= 0) waiting.splice(from, 1);
  const head = headOf(fn);
  if (!head) return -1;
  let low = 0;
  for (let high = waiting.length; low < high;) {
    const middle = (low + high) >> 1;
    const other = waiting[middle];
    if (other && (headOf(other)?.id ?? Infinity) < head.id) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, fn);
  return low;
}

/**
 * Run the heads of all queues that may run now, in the order in which they were accepted; one that may not does not block
 * other functions. Call it whenever capacity may have become free.
 * @source S50, design.md §4.5: strict FIFO per function
 */
export function drain(state: State, nowMs: number, sink: Sink): void {
  if (state.waiting.length > 0 && !state.quiet) runHeads(state, nowMs, sink);
}

function runHeads(state: State, nowMs: number, sink: Sink): void {
  const { waiting } = state;
  // An admission takes capacity and never frees any, so one pass from the oldest head on is enough.
  const burstOpen = state.elasticWindow.admits(nowMs);
  let poolRefusedMB = Infinity;
  let at = 0;
  for (let fn = waiting[at]; fn; fn = waiting[at]) {
    const head = headOf(fn);
    assert(head !== undefined, 'only functions with waiting events are listed');
    const limit = isStillBlocked(state, head, poolRefusedMB, burstOpen) ? refusedAgain(head) : attempt(state, fn, head, nowMs, sink);
    if (limit === 'pool') poolRefusedMB = Math.min(poolRefusedMB, head.version.memoryMB);
    if (head.phase === 'waiting') {
      at += 1;
    } else {
      const placed = place(state, fn);
      if (placed >= 0) at = Math.min(at, placed);
    }
  }
}

/** Whether trying would tell nothing new: it has been refused before, and now another was that needs no more. */
function isStillBlocked(state: State, head: Invocation, poolRefusedMB: number, burstOpen: boolean): boolean {
  const { checkOrder, quotaCounts } = state.profile;
  const { version, waitsFor } = head;
  if (checkOrder !== 'quota-burst' || quotaCounts !== 'busy') return false;
  if (versionNow(head) !== version || !isServing(version.function)) return false;
  if (version.retired || (version.idleProvisioned?.size ?? 0) > 0 || (version.open?.size ?? 0) > 0) return false;
  if (waitsFor === 'pool') return version.function.quota === state.pool && version.memoryMB >= poolRefusedMB;
  // The quota is asked first: where it has no room either, that is what the head waits for.
  return waitsFor === 'burst' && !burstOpen && admitsMemory(version) && version.idle.size === 0 && state.burstEnd.due !== undefined;
}

/** What was in its way still is: it may have had an attempt since it was told so. */
function refusedAgain(head: Invocation): LimitKind | undefined {
  if (head.waitsFor !== undefined) head.lastStatus = statusOf(head.waitsFor);
  return head.waitsFor;
}

/** Try to run the head of a queue; the limit that is in its way, if one is. */
function attempt(state: State, fn: FunctionState, head: Invocation, nowMs: number, sink: Sink): LimitKind | undefined {
  const version = versionNow(head);
  const fault = faultOf(fn, version);
  if (!version || fault !== undefined) {
    shift(state, fn, head);
    state.timers.cancel(timerOf(head));
    if (fn.removed === 'left') depart(state, head, sink);
    else settle(state, head, fault ?? 442, nowMs, sink);
    return undefined;
  }
  head.version = version;
  const limit = admit(state, head, nowMs, sink);
  if (limit === undefined) shift(state, fn, head);
  else refuse(state, fn, head, limit, nowMs, sink);
  return limit;
}

/** Its function has left, and may come again: until it is told again the event is the shell's. */
function depart(state: State, invocation: Invocation, sink: Sink): void {
  invocation.phase = 'ended';
  sink.departs(invocation);
  release(state, invocation);
}

/** Why an event that waited cannot run any more, whatever the limits: its function has changed meanwhile. @source S43: in this order */
function faultOf(fn: FunctionState, version: VersionState | undefined): Status | undefined {
  if (fn.removed !== 'no') return 435;
  if (!isServing(fn)) return 438;
  return version ? undefined : 442;
}

/** @source S145: an updated function serves by its old code */
export function isServing({ status }: FunctionState): boolean {
  return status === 'Active' || servesMeanwhile(status);
}

function servesMeanwhile(status: FunctionState['status']): boolean {
  return status === 'Updating' || status === 'UpdateFailed' || status === 'Publishing' || status === 'PublishFailed';
}
