import { endStateOf, statusRow, type EndState, type Profile, type Status, type StatusClass } from '../scf';
import { timerOf } from './instances';
import type { EndReason, Sink } from './sink';
import type { Invocation, State } from './state';

/** What becomes of an invocation after an attempt, or instead of one: its end, the dead-letter queue, another attempt. @source S54–S67 */

/** What kind of outcome a code is for an asynchronous event. @source S64, knob `retryClassOverrides` */
export function classOf(profile: Profile, status: Status): StatusClass {
  return profile.retryClassOverrides[status] ?? statusRow(status).class;
}

/** An attempt has ended with `status`; the invocation is no longer on its instance. */
export function settle(state: State, invocation: Invocation, status: Status, nowMs: number, sink: Sink): void {
  invocation.lastStatus = status;
  if (invocation.signalled && state.profile.asyncRun.graceFinalState === 'ABORTED') return end(state, invocation, 499, 'ABORTED', 'terminated', sink);
  if (invocation.type === 'sync') {
    const endState = status === 200 ? 'FINISHED' : stateAfter(invocation, status);
    return end(state, invocation, status, endState, 'done', sink);
  }
  settleEvent(state, invocation, status, nowMs, sink);
}

function settleEvent(state: State, invocation: Invocation, status: Status, nowMs: number, sink: Sink): void {
  const kind = classOf(state.profile, status);
  invocation.systemErrors = kind === 'system' ? invocation.systemErrors + 1 : 0;
  switch (kind) {
    case 'success':
    case 'cancelled':
      return end(state, invocation, status, stateAfter(invocation, status), 'done', sink);
    // What was wrong with the request is wrong the next time, too (S57).
    case 'request':
      return state.profile.dlqForRequestErrors
        ? giveUp(state, invocation, status, 'done', sink)
        : end(state, invocation, status, 'FAILED', 'done', sink);
    case 'run':
      invocation.runErrors += 1;
      if (mayRunAgain(invocation)) return retry(state, invocation, status, state.profile.retryMs.run, nowMs, sink);
      return giveUp(state, invocation, status, invocation.version.function.plan.asyncRun ? 'done' : 'retries', sink);
    case 'overLimit':
    case 'system':
      return retry(state, invocation, status, intervalMs(state.profile, kind, invocation.systemErrors), nowMs, sink);
  }
}

/** The end state of a status; what had an attempt was not refused. */
function stateAfter({ attempts }: Invocation, status: Status): EndState {
  const state = endStateOf(status);
  return state === 'REFUSED' && attempts > 0 ? 'FAILED' : state;
}

/** @source S54: RetryNum counts run errors; S77: executions of async-run functions are not repeated */
function mayRunAgain({ version, runErrors }: Invocation): boolean {
  const { asyncRun, retryNum } = version.function.plan;
  return !asyncRun && runErrors <= retryNum;
}

/** @source S55, S56 */
function intervalMs({ retryMs, systemBackoffMaxMs }: Profile, kind: 'overLimit' | 'system', systemErrors: number): number {
  if (kind === 'overLimit') return retryMs.throttled;
  if (systemBackoffMaxMs === undefined) return retryMs.system;
  return Math.min(systemBackoffMaxMs, retryMs.system * 2 ** (systemErrors - 1));
}

/** Try an event again after a while, unless it is too old by then. @source S58, S60 */
export function retry(state: State, invocation: Invocation, status: Status, afterMs: number, nowMs: number, sink: Sink): void {
  const { asyncRun } = invocation.version.function.plan;
  // An execution that has begun is not repeated (S77); whether what was in the way before is waited for is a knob.
  if (asyncRun && (invocation.begun || !state.profile.asyncRun.retryThrottled))
    return giveUp(state, invocation, status, invocation.begun ? 'done' : 'retries', sink);
  const dueMs = nowMs + afterMs;
  if (dueMs > expiryMs(invocation)) return giveUp(state, invocation, status, 'ttl', sink);
  invocation.lastStatus = status;
  rest(state, invocation, dueMs);
  sink.retries(invocation, dueMs, status);
}

/** An event waits for its next attempt. */
export function rest(state: State, invocation: Invocation, dueMs: number): void {
  invocation.phase = 'resting';
  state.timers.set(timerOf(invocation), 'retry', dueMs);
}

/**
 * When an event is too old to wait any longer, ms.
 * @source S58
 * @assumes an event that waits keeps the end that MsgTTL gave it when it came into the queue; another MsgTTL counts for it once it
 * comes there again, from a retry or as the region is opened anew
 */
export function expiryMs({ arrivedMs, version }: Invocation): number {
  return arrivedMs + version.function.plan.msgTtlMs;
}

/** An event is not tried any more: it goes to the dead-letter queue where there is one, else it is dropped. @source S54, S58, S61, S65 */
export function giveUp(state: State, invocation: Invocation, status: Status, why: EndReason, sink: Sink): void {
  const dropped: EndState = why === 'ttl' ? 'EXPIRED' : 'FAILED';
  end(state, invocation, status, invocation.version.function.plan.deadLetter ? 'DEAD_LETTERED' : dropped, why, sink);
}

/** An invocation is over, and its object serves another; unless it stands in a queue still, which forgets it later. */
export function end(state: State, invocation: Invocation, status: Status, endState: EndState, why: EndReason, sink: Sink): void {
  const isQueued = invocation.phase === 'waiting';
  invocation.phase = 'ended';
  sink.ended(invocation, status, endState, why);
  if (!isQueued) release(state, invocation);
}

/** The object of an invocation that nobody refers to any more serves another. */
export function release(state: State, invocation: Invocation): void {
  invocation.reset();
  state.spare.push(invocation);
}
