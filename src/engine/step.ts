import { assert } from './assert';
import { statusRow, type InstanceId, type InvocationId, type RunStatus } from '../scf';
import { arrive, restore } from './arrive';
import { settle } from './attempts';
import { begin, configure } from './configure';
import type { Finished, Input, Invoked } from './input';
import { becomeReady, leaveIdle, rest, unbind } from './instances';
import { provision, recover, releaseSurplus, stop } from './provision';
import { comeBack, drain, endWait } from './queue';
import type { Sink } from './sink';
import { Instance, InvocationTimer, VersionAlarm, type Invocation, type State, type VersionState } from './state';
import { terminate } from './terminate';
import type { Taken, Timer } from './timers';
import { track } from './tracking';

/**
 * Take one input at `nowMs`: the same state, input and time always give the same effects. Deadlines that passed before
 * are carried out first, each at its own moment.
 *
 * @param state  owned by the caller, changed in place
 * @param nowMs  ms; never before that of the last step
 * @param sink   takes the effects in order; it must not call `step`
 * @source design.md §4: at one instant what finished comes first, then what started, then deadlines, then arrivals
 */
export function step(state: State, input: Input, nowMs: number, sink: Sink): void {
  switch (input.kind) {
    case 'invoked':
      passTime(state, nowMs, true, sink);
      return arrive(state, input, nowMs, sink);
    case 'finished':
      return hear(state, input, input.instance ?? instanceOf(state, input.instanceId), nowMs, sink);
    case 'started':
    case 'startFailed':
      return hear(state, input, instanceOf(state, input.instanceId), nowMs, sink);
    default:
      return hearOther(state, input, nowMs, sink);
  }
}

/** Inputs that no invocation takes. */
function hearOther(state: State, input: Exclude<Input, Invoked | Report>, nowMs: number, sink: Sink): void {
  switch (input.kind) {
    case 'exited':
      return hearExit(state, instanceOf(state, input.instanceId), nowMs, sink);
    case 'rang':
      return passTime(state, nowMs, true, sink);
    case 'quiesced':
      state.quiet = true;
      return;
    case 'resumed':
      return state.timers.resume(nowMs, input.lostMs);
    case 'restored':
      passTime(state, nowMs, true, sink);
      return restore(state, input, nowMs, sink);
    case 'terminate':
      passTime(state, nowMs, true, sink);
      sink.terminated(input.id, terminate(state, input.id, input.grace, nowMs, sink));
      return drain(state, nowMs, sink);
    case 'changed':
      passTime(state, nowMs, true, sink);
      sink.changed(input.change, configure(state, input.change, nowMs, sink));
      return drain(state, nowMs, sink);
    case 'deployed':
      passTime(state, nowMs, true, sink);
      for (const fn of state.functions.values()) for (const version of fn.versions.values()) begin(state, version, nowMs, sink);
  }
}

/** When the engine wants to be called next if nothing happens before, ms; Infinity when it waits for nothing. */
export function nextDeadlineMs(state: State): number {
  return state.timers.nextMs();
}

/**
 * As `nextDeadlineMs`, at no cost: nothing falls due before, but it may be early where a deadline was cancelled. Then a step at
 * that time does nothing and leaves a later one.
 */
export function boundMs(state: State): number {
  return state.timers.boundMs;
}

/** What an instance says of what it was told to do. */
type Report = Extract<Input, { readonly kind: 'finished' | 'started' | 'startFailed' }>;

/** An instance reports. Alarms ring late at times, so what fell due before may have to be carried out first. */
function hear(state: State, report: Report, instance: Instance, nowMs: number, sink: Sink): void {
  passTime(state, nowMs, false, sink);
  // When a deadline of its own has just ended it, its report comes too late and changes nothing.
  if (instance.phase === 'gone' || instance.id !== report.instanceId) return;
  if (report.kind === 'finished') finish(state, instance, report, nowMs, sink);
  else if (report.kind === 'started') started(state, instance, nowMs, sink);
  else fail(state, instance, report.status, nowMs, sink);
  drain(state, nowMs, sink);
}

/** It is gone already, so it must not be given an event that what is overdue would let run. */
function hearExit(state: State, instance: Instance, nowMs: number, sink: Sink): void {
  leaveIdle(instance);
  state.timers.cancel(instance);
  // Neither idle nor busy: it takes nothing, and it is no load that tracking would follow.
  instance.phase = 'gone';
  passTime(state, nowMs, false, sink);
  stop(state, instance, 'exited', nowMs, sink);
  drain(state, nowMs, sink);
}

function started(state: State, instance: Instance, nowMs: number, sink: Sink): void {
  becomeReady(state, instance, nowMs, sink);
  if (instance.provisioned) recover(state, instance.version);
}

/** Carry out what has fallen due. At `nowMs` itself, results of instances still come before deadlines. */
function passTime(state: State, nowMs: number, inclusive: boolean, sink: Sink): void {
  if (state.timers.boundMs <= nowMs) takeDue(state, nowMs, inclusive, sink);
}

function takeDue(state: State, nowMs: number, inclusive: boolean, sink: Sink): void {
  for (let taken = state.timers.take(nowMs, inclusive); taken; taken = state.timers.take(nowMs, inclusive)) fallDue(state, taken, sink);
}

function fallDue(state: State, { timer, due, atMs }: Taken, sink: Sink): void {
  switch (due) {
    case 'keepAliveEnd':
      stop(state, asInstance(timer), 'keepAlive', atMs, sink);
      return drainFreed(state, atMs, sink);
    case 'timeout':
      timeOut(state, timer, atMs, sink);
      return drain(state, atMs, sink);
    case 'initTimeout':
      fail(state, asInstance(timer), 450, atMs, sink);
      return drain(state, atMs, sink);
    case 'retry':
      return comeBack(state, invocationOf(timer), atMs, sink);
    case 'ttl':
      return endWait(state, invocationOf(timer), atMs, sink);
    case 'burstEnd':
    case 'rampEnd':
      return drain(state, atMs, sink);
    case 'provision':
      return provision(state, versionOf(timer), atMs, sink);
    case 'release':
      releaseSurplus(state, versionOf(timer), atMs, sink);
      return drainFreed(state, atMs, sink);
    case 'track':
      track(state, versionOf(timer), atMs, sink);
      return drain(state, atMs, sink);
    case 'patience':
      return sink.givenUp(invocationOf(timer));
    case 'credentials':
      return sink.credentialsExpired(invocationOf(timer));
  }
}

/** An idle instance has ended: whoever is alive may have held quota. @source S31, knob `quotaCounts` */
function drainFreed(state: State, nowMs: number, sink: Sink): void {
  if (state.profile.quotaCounts === 'alive') drain(state, nowMs, sink);
}

/** A run is over: its instance is kept, or recycled when the outcome demands it. @source S78, S115 */
function finish(state: State, instance: Instance, { id, status, gone, keepAliveMs }: Finished, nowMs: number, sink: Sink): void {
  const invocation = instance.invocation?.id === id ? instance.invocation : besideWith(instance, id);
  // One of several may have timed out just before.
  if (invocation === undefined && instance.others !== undefined) return;
  assert(invocation !== undefined && instance.phase === 'busy', 'only a busy instance finishes');
  const { version } = instance;
  if (gone || (status !== 200 && (statusRow(status).recycles || version.function.plan.asyncRun))) {
    return recycle(state, instance, invocation, status, nowMs, sink);
  }
  leave(state, instance, invocation, status, nowMs, sink);
  keep(state, instance, keepAliveMs, nowMs, sink);
}

function besideWith({ others }: Instance, id: InvocationId): Invocation | undefined {
  return others?.find((other) => other.id === id);
}

/** An attempt is over, and with it the invocation or not. */
function leave(state: State, instance: Instance, invocation: Invocation, status: RunStatus, nowMs: number, sink: Sink): void {
  unbind(state, instance, invocation);
  sink.left(invocation, instance, status);
  settle(state, invocation, status, nowMs, sink);
}

/** An instance from which a run has gone goes on with others, stands by, or ends because its time is over. @source S110, S116, S118 */
function keep(state: State, instance: Instance, keepAliveMs: number, nowMs: number, sink: Sink): void {
  if (instance.invocation !== undefined) return;
  if (instance.retiring) stop(state, instance, 'released', nowMs, sink);
  else if (instance.version.retired) stop(state, instance, 'updated', nowMs, sink);
  else rest(state, instance, keepAliveMs, nowMs);
}

/** An instance ends, and with it all that it runs. @source S93: a memory overrun ends all requests of an instance, S115 */
function recycle(state: State, instance: Instance, first: Invocation, status: RunStatus, nowMs: number, sink: Sink): void {
  for (let next: Invocation | undefined = first; next; next = instance.invocation) leave(state, instance, next, status, nowMs, sink);
  stop(state, instance, 'recycled', nowMs, sink);
}

/** @source S153; S93: of several requests in one instance only the one that took too long ends */
function timeOut(state: State, timer: Timer, nowMs: number, sink: Sink): void {
  if (timer instanceof Instance) {
    assert(timer.invocation !== undefined, 'only what runs takes too long');
    return recycle(state, timer, timer.invocation, 433, nowMs, sink);
  }
  const invocation = invocationOf(timer);
  const { instance } = invocation;
  assert(instance !== undefined, 'only what runs takes too long');
  const { keepAliveMs } = state.profile;
  leave(state, instance, invocation, 433, nowMs, sink);
  keep(state, instance, typeof keepAliveMs === 'number' ? keepAliveMs : keepAliveMs.maxMs, nowMs, sink);
}

/** An instance could not be started, and with it goes what it was started for. @source S121, S123, S134 */
function fail(state: State, instance: Instance, status: RunStatus, nowMs: number, sink: Sink): void {
  const { invocation } = instance;
  if (invocation) leave(state, instance, invocation, status, nowMs, sink);
  stop(state, instance, 'initFailed', nowMs, sink, status);
}

function instanceOf(state: State, id: InstanceId): Instance {
  const instance = state.instances.get(id);
  assert(instance !== undefined, 'the shell reports on instances that exist');
  return instance;
}

function asInstance(timer: Timer): Instance {
  assert(timer instanceof Instance, 'it is an instance that falls due');
  return timer;
}

function invocationOf(timer: Timer): Invocation {
  assert(timer instanceof InvocationTimer, 'it is an invocation whose turn has come');
  return timer.invocation;
}

function versionOf(timer: Timer): VersionState {
  assert(timer instanceof VersionAlarm, 'it is a version whose turn has come');
  return timer.version;
}
