import assert from 'node:assert';
import type { InstanceId } from '../scf';
import { admitsStart, countStart, endOf } from './burst';
import type { Emit, StopReason } from './effect';
import { hold, release } from './quota';
import type { DueKind, Instance, Invocation, Phase, State, VersionState } from './state';

/** The life of instances: starting, busy, idle, gone. Each function here is one passage between two of them. @source S110–S118 */

/** A provisioned instance that failed to start is tried again after this, ms. @source S134 */
const provisionRetryMs = 60_000;

/** Start an instance for a request that quota and burst have admitted; the request is bound to it. @source S41 */
export function startElastic(state: State, invocation: Invocation, nowMs: number, emit: Emit): void {
  countStart(state.elasticWindow, invocation.version.function.plan.key, nowMs);
  const instance = start(state, invocation.version, invocation, nowMs, emit);
  hold(instance);
}

/**
 * Bring a version to its number of provisioned instances, as far as their start budget goes; the rest follows later.
 * @source S105, S118, S130
 */
export function provision(state: State, version: VersionState, nowMs: number, emit: Emit): void {
  while (version.provisioned.size < version.provisionedTarget) {
    const notBeforeMs = admitsStart(state.provisionedWindow, nowMs) ? version.provisionNotBeforeMs : endOf(state.provisionedWindow);
    if (notBeforeMs > nowMs) {
      if (version.provisionDue) state.deadlines.cancel(version.provisionDue);
      version.provisionDue = state.deadlines.set(notBeforeMs, { kind: 'provision', version });
      return;
    }
    countStart(state.provisionedWindow, version.function.plan.key, nowMs);
    version.provisioned.add(start(state, version, undefined, nowMs, emit));
  }
}

function start(state: State, version: VersionState, invocation: Invocation | undefined, nowMs: number, emit: Emit): Instance {
  state.instancesStarted += 1;
  const instance: Instance = {
    id: state.instancesStarted as InstanceId,
    version,
    provisioned: invocation === undefined,
    phase: { kind: 'starting', sinceMs: nowMs, invocation },
    due: undefined,
  };
  const { plan } = version.function;
  state.instances.set(instance.id, instance);
  setDue(state, instance, nowMs + plan.initTimeoutMs, { kind: 'initTimeout', instance });
  emit({
    kind: 'starts',
    instanceId: instance.id,
    function: plan.key,
    version: version.name,
    provisioned: instance.provisioned,
    requestId: invocation?.requestId,
  });
  return instance;
}

/** The idle instance that the next event of a version goes to: provisioned before elastic, most recently used first. @source S48, S113 */
export function idleProvisioned(version: VersionState): Instance | undefined {
  return version.idleProvisioned.at(-1);
}

/** As `idleProvisioned`, of the elastic ones, which also need quota to run. @source S31, S40 */
export function idleElastic(version: VersionState): Instance | undefined {
  return version.idle.at(-1);
}

/** An idle instance takes an event. */
export function runWarm(state: State, instance: Instance, invocation: Invocation, nowMs: number, emit: Emit): void {
  removeIdle(instance);
  beginRun(state, instance, invocation, nowMs, nowMs, false, emit);
  if (!instance.provisioned) hold(instance);
}

/** An instance is initialised: it runs the request it was started for, or stands ready. */
export function becomeReady(state: State, instance: Instance, nowMs: number, emit: Emit): void {
  const { phase } = instance;
  assert(phase.kind === 'starting', 'an instance becomes ready once');
  clearDue(state, instance);
  if (phase.invocation) beginRun(state, instance, phase.invocation, phase.sinceMs, nowMs, true, emit);
  else becomeIdle(state, instance, nowMs, Infinity);
}

/** `sinceMs` is when the instance began to hold quota; the time-out counts from now, the end of initialisation. @source S153 */
function beginRun(state: State, instance: Instance, invocation: Invocation, sinceMs: number, nowMs: number, cold: boolean, emit: Emit): void {
  instance.phase = { kind: 'busy', sinceMs, invocation };
  setDue(state, instance, nowMs + invocation.version.function.plan.timeoutMs, { kind: 'timeout', instance });
  emit({ kind: 'runs', requestId: invocation.requestId, instanceId: instance.id, cold });
}

/** The run is over and the instance stays: it is kept for the next event of its version. @source S110, S118 */
export function rest(state: State, instance: Instance, nowMs: number, keepAliveMs: number): void {
  if (!instance.provisioned) release(instance);
  becomeIdle(state, instance, nowMs, instance.provisioned ? Infinity : keepAliveMs);
}

function becomeIdle(state: State, instance: Instance, nowMs: number, keepAliveMs: number): void {
  clearDue(state, instance);
  instance.phase = { kind: 'idle', sinceMs: nowMs };
  (instance.provisioned ? instance.version.idleProvisioned : instance.version.idle).push(instance);
  if (keepAliveMs < Infinity) setDue(state, instance, nowMs + keepAliveMs, { kind: 'keepAliveEnd', instance });
}

/** An instance ends, whatever it was doing; a provisioned one is replaced. @source S115, S118 */
export function stop(state: State, instance: Instance, why: StopReason, nowMs: number, emit: Emit): void {
  const { phase, version } = instance;
  clearDue(state, instance);
  if (phase.kind === 'idle') removeIdle(instance);
  else if (!instance.provisioned) release(instance);
  instance.phase = { kind: 'gone' };
  state.instances.delete(instance.id);
  emit({ kind: 'stops', instanceId: instance.id, why });
  if (!instance.provisioned) return;
  version.provisioned.delete(instance);
  if (phase.kind === 'starting') version.provisionNotBeforeMs = nowMs + provisionRetryMs;
  provision(state, version, nowMs, emit);
}

/** The invocation that an instance is starting for or running, if any. */
export function invocationOf(phase: Phase): Invocation | undefined {
  return phase.kind === 'starting' || phase.kind === 'busy' ? phase.invocation : undefined;
}

function removeIdle(instance: Instance): void {
  const idle = instance.provisioned ? instance.version.idleProvisioned : instance.version.idle;
  const at = idle.lastIndexOf(instance);
  assert(at >= 0, 'an idle instance is in the list of its version');
  idle.splice(at, 1);
}

function setDue(state: State, instance: Instance, atMs: number, what: DueKind): void {
  clearDue(state, instance);
  instance.due = state.deadlines.set(atMs, what);
}

function clearDue(state: State, instance: Instance): void {
  if (instance.due) state.deadlines.cancel(instance.due);
  instance.due = undefined;
}
