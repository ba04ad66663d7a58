import assert from 'node:assert';
import { limits, resolveQualifier, statuses, type InstanceId, type RunStatus, type Status } from '../scf';
import { admit, drain, enqueue } from './admission';
import type { Due } from './deadlines';
import type { Emit, LimitKind } from './effect';
import type { Input } from './input';
import { becomeReady, invocationOf, provision, rest, stop } from './instances';
import type { DueKind, Instance, Invocation, State } from './state';

/**
 * Take one input at `nowMs`: the same state, input and time always give the same effects. Deadlines that passed before
 * are carried out first, each at its own moment.
 *
 * @param state  owned by the caller, changed in place
 * @param nowMs  ms; never before that of the last step
 * @param emit   takes the effects in order; it must not call `step`
 * @source design.md §4: at one instant what finished comes first, then what started, then deadlines, then arrivals
 */
export function step(state: State, input: Input, nowMs: number, emit: Emit): void {
  if ('instanceId' in input) return hear(state, input, nowMs, emit);
  passTime(state, nowMs, true, emit);
  switch (input.kind) {
    case 'deployed':
      for (const fn of state.functions.values()) for (const version of fn.versions.values()) provision(state, version, nowMs, emit);
      return;
    case 'invoked':
      return arrive(state, input, nowMs, emit);
    case 'rang':
      return;
  }
}

/** When the engine wants to be called next if nothing happens before, ms; Infinity when it waits for nothing. */
export function nextDeadlineMs(state: State): number {
  return state.deadlines.nextMs();
}

/** What an instance reports about itself. */
type Report = Extract<Input, { readonly instanceId: InstanceId }>;

/** An instance reports. Alarms ring late at times, so what fell due before may have to be carried out first. */
function hear(state: State, report: Report, nowMs: number, emit: Emit): void {
  const instance = instanceOf(state, report.instanceId);
  if (report.kind === 'exited') {
    // It is gone already, so it must not be given an event that what is overdue would let run.
    assert(instance.phase.kind === 'idle', 'only an idle instance ends by itself');
    stop(state, instance, 'exited', nowMs, emit);
  }
  passTime(state, nowMs, false, emit);
  // When a deadline of its own has just ended it, its report comes too late.
  if (instance.phase.kind !== 'gone') takeReport(state, instance, report, nowMs, emit);
  drain(state, nowMs, emit);
}

function takeReport(state: State, instance: Instance, report: Report, nowMs: number, emit: Emit): void {
  switch (report.kind) {
    case 'started':
      return becomeReady(state, instance, nowMs, emit);
    case 'startFailed':
      return end(state, instance, report.status, 'initFailed', nowMs, emit);
    case 'finished':
      return finish(state, instance, report, nowMs, emit);
    case 'exited':
      return;
  }
}

/** Carry out what has fallen due. At `nowMs` itself, results of instances still come before deadlines. */
function passTime(state: State, nowMs: number, inclusive: boolean, emit: Emit): void {
  for (let due = state.deadlines.takeUntil(nowMs, inclusive); due; due = state.deadlines.takeUntil(nowMs, inclusive)) {
    fallDue(state, due, emit);
  }
}

function fallDue(state: State, { what, atMs }: Due<DueKind>, emit: Emit): void {
  switch (what.kind) {
    case 'keepAliveEnd':
      return stop(state, what.instance, 'keepAlive', atMs, emit);
    case 'provision':
      return provision(state, what.version, atMs, emit);
    case 'initTimeout':
      end(state, what.instance, 450, 'initFailed', atMs, emit);
      break;
    case 'timeout':
      end(state, what.instance, 433, 'recycled', atMs, emit);
      break;
    case 'elasticWindowEnd':
      break;
  }
  drain(state, atMs, emit);
}

/** Answer what needs no capacity at once; then a synchronous call runs or is refused, an event runs or waits. @source S42, S43, S50 */
function arrive(state: State, input: Extract<Input, { kind: 'invoked' }>, nowMs: number, emit: Emit): void {
  const refuse = (status: Status, limit?: LimitKind): void =>
    emit({ kind: 'ended', requestId: input.requestId, function: input.function, status, limit });
  const refuseFor = (limit: LimitKind): void => refuse(limit === 'burst' ? 429 : 432, limit);
  if (input.bytes > (input.type === 'async' ? limits.asyncEvent : limits.syncEvent).value) return refuse(406);
  const fn = state.functions.get(input.function);
  if (!fn) return refuse(435);
  const version = fn.versions.get(resolveQualifier(fn.plan, input.qualifier) ?? '');
  if (!version) return refuse(442);

  state.eventsAccepted += 1;
  const invocation: Invocation = { requestId: input.requestId, version, type: input.type, order: state.eventsAccepted, waitsFor: undefined };
  if (input.type === 'sync') {
    const limit = admit(state, invocation, nowMs, emit);
    if (limit !== undefined) refuseFor(limit);
    return;
  }
  // A full queue refuses for what its head waits for.
  if (fn.queue.length >= state.profile.asyncQueueMax) return refuseFor(fn.queue.peekFront()?.waitsFor ?? fn.quota.limit);
  emit({ kind: 'accepted', requestId: input.requestId });
  enqueue(state, invocation, nowMs, emit);
}

/** A run is over: its instance is kept, or recycled when the outcome demands it. @source S78, S115 */
function finish(state: State, instance: Instance, input: Extract<Input, { kind: 'finished' }>, nowMs: number, emit: Emit): void {
  const { asyncRun } = instance.version.function.plan;
  if (input.gone || statuses[input.status].recycles || (asyncRun && input.status !== 200)) {
    return end(state, instance, input.status, 'recycled', nowMs, emit);
  }
  const invocation = invocationOf(instance.phase);
  assert(invocation && instance.phase.kind === 'busy', 'only a busy instance finishes');
  ended(invocation, input.status, emit);
  rest(state, instance, nowMs, input.keepAliveMs);
}

/** An instance ends, and with it the invocation on it, if there is one. */
function end(state: State, instance: Instance, status: RunStatus, why: 'recycled' | 'initFailed', nowMs: number, emit: Emit): void {
  const invocation = invocationOf(instance.phase);
  if (invocation) ended(invocation, status, emit);
  stop(state, instance, why, nowMs, emit);
}

function ended(invocation: Invocation, status: RunStatus, emit: Emit): void {
  emit({ kind: 'ended', requestId: invocation.requestId, function: invocation.version.function.plan.key, status, limit: undefined });
}

function instanceOf(state: State, id: InstanceId): Instance {
  const instance = state.instances.get(id);
  assert(instance, 'the shell reports on instances that exist');
  return instance;
}
