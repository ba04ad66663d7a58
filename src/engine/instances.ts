import { assert } from './assert';
import { limits, type InstanceId } from '../scf';
import { counts, hold, release } from './quota';
import { LinkedList } from './linkedList';
import type { Sink, StopReason } from './sink';
import { Instance, InvocationTimer, type Invocation, type State, type VersionState } from './state';

/** The life of instances: starting, busy, idle, gone. Each function here is one passage between two of them. @source S110–S118 */

const credentialsMs = limits.roleCredentials.value * 1000;

/** Start an instance: for an invocation that quota and burst have admitted and that is bound to it, or a provisioned one. @source S41 */
export function start(state: State, version: VersionState, invocation: Invocation | undefined, nowMs: number, sink: Sink): Instance {
  state.instancesStarted += 1;
  const instance = state.spareInstances.pop() ?? new Instance(version);
  instance.begin(state.instancesStarted as InstanceId, version, invocation === undefined);
  state.instances.set(instance.id, instance);
  state.timers.set(instance, 'initTimeout', nowMs + version.initTimeoutMs);
  if (invocation) bind(state, instance, invocation);
  // Instances that still start count from the moment when their start is decided (S32).
  if (counts(state, instance) && (invocation || state.profile.quotaCounts === 'alive')) hold(instance, nowMs);
  sink.starts(instance, invocation);
  return instance;
}

/** An idle instance takes an invocation. */
export function runWarm(state: State, instance: Instance, invocation: Invocation, nowMs: number, sink: Sink): void {
  leaveIdle(instance);
  bind(state, instance, invocation);
  if (counts(state, instance)) hold(instance, nowMs);
  beginRun(state, instance, invocation, false, nowMs, sink);
}

/** An instance that runs something already takes one more. @source S92 */
export function join(state: State, instance: Instance, invocation: Invocation, nowMs: number, sink: Sink): void {
  bind(state, instance, invocation);
  beginRun(state, instance, invocation, false, nowMs, sink);
}

/** An instance is initialised: it runs the invocation that it was started for, or stands ready. */
export function becomeReady(state: State, instance: Instance, nowMs: number, sink: Sink): void {
  assert(instance.phase === 'starting', 'an instance becomes ready once');
  if (instance.invocation) beginRun(state, instance, instance.invocation, true, nowMs, sink);
  else becomeIdle(state, instance, Infinity, nowMs);
}

function bind(state: State, instance: Instance, invocation: Invocation): void {
  // It waits no longer.
  if (invocation.timer !== undefined) state.timers.cancel(invocation.timer);
  invocation.phase = 'bound';
  invocation.instance = instance;
  invocation.attempts += 1;
  if (instance.invocation !== undefined) instance.others?.push(invocation);
  else instance.invocation = invocation;
  if (instance.version.function.plan.asyncRun) state.terminable.set(invocation.id, invocation);
}

/** The time-out counts from now, the end of initialisation; it may be 24 hours (S72). @source S153, design.md §4.7 */
function beginRun(state: State, instance: Instance, invocation: Invocation, cold: boolean, nowMs: number, sink: Sink): void {
  const { version } = instance;
  instance.phase = 'busy';
  invocation.begun = true;
  const timeoutMs = nowMs + version.timeoutMs;
  if (instance.others !== undefined) beginBeside(state, instance, invocation, timeoutMs);
  else state.timers.set(instance, 'timeout', timeoutMs);
  const { plan } = version.function;
  if (plan.asyncRun && plan.role !== undefined) setAside(state, invocation, credentialsMs, 'credentials', nowMs);
  sink.runs(invocation, instance, cold);
}

/** Where several run, each has a time-out of its own. @source S92, S93 */
function beginBeside(state: State, instance: Instance, invocation: Invocation, timeoutMs: number): void {
  state.timers.cancel(instance);
  state.timers.set(timerOf(invocation), 'timeout', timeoutMs);
  setOpen(instance, instance.running < instance.version.slots);
}

/** Give an invocation a second deadline. @source S47, S80 */
export function setAside(state: State, invocation: Invocation, afterMs: number, due: 'patience' | 'credentials', nowMs: number): void {
  invocation.aside = new InvocationTimer(invocation);
  state.timers.set(invocation.aside, due, nowMs + afterMs);
}

/** The deadline that an invocation has of its own: most never need one. */
export function timerOf(invocation: Invocation): InvocationTimer {
  return (invocation.timer ??= new InvocationTimer(invocation));
}

/** An invocation is no longer on its instance, which stays as it is. */
export function unbind(state: State, instance: Instance, invocation: Invocation): void {
  if (invocation.timer !== undefined) state.timers.cancel(invocation.timer);
  if (invocation.aside !== undefined) state.timers.cancel(invocation.aside);
  invocation.instance = undefined;
  if (instance.version.function.plan.asyncRun) state.terminable.delete(invocation.id);
  if (instance.others !== undefined) return unbindBeside(instance, instance.others, invocation);
  assert(instance.invocation === invocation, 'an invocation is on its instance');
  instance.invocation = undefined;
}

function unbindBeside(instance: Instance, others: Invocation[], invocation: Invocation): void {
  if (instance.invocation === invocation) {
    instance.invocation = others.shift();
  } else {
    const at = others.indexOf(invocation);
    assert(at >= 0, 'an invocation is on its instance');
    others.splice(at, 1);
  }
  setOpen(instance, instance.invocation !== undefined);
}

/** Nothing runs on an instance any more and it is kept for the next event of its version. @source S110, S118 */
export function rest(state: State, instance: Instance, keepAliveMs: number, nowMs: number): void {
  if (state.profile.quotaCounts === 'busy') release(instance);
  becomeIdle(state, instance, instance.provisioned ? Infinity : keepAliveMs, nowMs);
}

function becomeIdle(state: State, instance: Instance, keepAliveMs: number, nowMs: number): void {
  instance.phase = 'idle';
  standBy(instance);
  state.timers.set(instance, 'keepAliveEnd', nowMs + keepAliveMs);
}

/** It is there for the next event of its version. */
export function standBy(instance: Instance): void {
  const { version, provisioned } = instance;
  (provisioned ? (version.idleProvisioned ??= new LinkedList()) : version.idle).push(instance);
}

/** An instance is no longer there for the next event. */
export function leaveIdle(instance: Instance): void {
  const { version } = instance;
  assert(instance.phase === 'idle', 'only idle instances stand by');
  if (!instance.provisioned) version.idle.remove(instance);
  else if (!version.provisioning.surplus.delete(instance)) version.idleProvisioned?.remove(instance);
}

/** An instance ends, whatever it was doing; what ran on it has been taken off before. */
export function remove(state: State, instance: Instance, why: StopReason, sink: Sink): void {
  assert(instance.invocation === undefined, 'what runs on an instance ends before it');
  if (instance.phase === 'idle') leaveIdle(instance);
  state.timers.cancel(instance);
  close(instance);
  release(instance);
  instance.phase = 'gone';
  state.instances.delete(instance.id);
  sink.stops(instance, why);
  state.spareInstances.push(instance);
}

/** What runs on an instance goes on, and nothing joins it any more. @source S92, S116, S118 */
export function close(instance: Instance): void {
  setOpen(instance, false);
}

function setOpen(instance: Instance, open: boolean): void {
  const isOpen = open && !instance.retiring && !instance.version.retired;
  if (isOpen === instance.isOpen) return;
  instance.isOpen = isOpen;
  if (isOpen) instance.version.open?.push(instance);
  else instance.version.open?.remove(instance);
}
