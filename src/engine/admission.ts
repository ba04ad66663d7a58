import { assert } from './assert';
import type { LimitKind, RequestId } from '../scf';
import type { Cause, RateCause } from '../scf';
import { join, runWarm, start } from './instances';
import { admitsMemory, counts, quotaCause } from './quota';
import type { Sink } from './sink';
import type { FunctionState, Instance, Invocation, State, VersionState } from './state';
import type { Window } from './window';

/**
 * Give an invocation an instance if it may have one now, in the order of design.md §4.2: one that has a slot free; an idle
 * provisioned one; an idle elastic one within quota; a new one within quota and burst.
 *
 * @returns the limit that is in the way, or undefined when the invocation has its instance
 * @source S40–S43, S48, S92, S101; S132: what exceeds provisioned instances goes to elastic ones
 */
export function admit(state: State, invocation: Invocation, nowMs: number, sink: Sink): LimitKind | undefined {
  const { version } = invocation;
  const { reuse } = state.profile;
  const open = version.open?.pick('mru', 0);
  if (open !== undefined && !isSwitchedOff(version)) return (accept(invocation, sink), join(state, open, invocation, nowMs, sink), undefined);
  // Reserved 0 switches the function off, provisioned instances included (S17); the validator refuses that pair.
  const ready = version.idleProvisioned?.pick(reuse, invocation.draw) ?? version.idle.pick(reuse, invocation.draw);
  const limit = ready !== undefined ? warmLimit(state, ready) : coldLimit(state, invocation, nowMs);
  if (limit !== undefined) return limit;
  accept(invocation, sink);
  if (ready !== undefined) runWarm(state, ready, invocation, nowMs, sink);
  else startElastic(state, invocation, nowMs, sink);
  return undefined;
}

/** A synchronous caller of an async-run function has its RequestId as soon as there is an instance. @source S70, S71, S90 */
function accept(invocation: Invocation, sink: Sink): void {
  if (invocation.accepted || !invocation.version.function.plan.asyncRun) return;
  invocation.accepted = true;
  sink.accepted(invocation);
}

/**
 * An idle instance that has its quota already, or all its life (`quotaCounts: alive`), needs no more of it; one of a function that is
 * switched off runs nothing (S17).
 */
function warmLimit(state: State, instance: Instance): LimitKind | undefined {
  const { version } = instance;
  if (admitsMemory(version)) return undefined;
  const hasIts = instance.holds || !counts(state, instance);
  return hasIts && !isSwitchedOff(version) ? undefined : version.function.quota.limit;
}

/** @source S17 */
function isSwitchedOff({ function: fn }: VersionState): boolean {
  return fn.plan.reservedMB === 0;
}

function coldLimit(state: State, invocation: Invocation, nowMs: number): LimitKind | undefined {
  const { version } = invocation;
  const memory = admitsMemory(version) ? undefined : version.function.quota.limit;
  // A function that is switched off is so before anything else is asked (S17).
  const isQuotaFirst = state.profile.checkOrder === 'quota-burst' || isSwitchedOff(version);
  if (memory !== undefined && isQuotaFirst) return memory;
  const burst = startLimit(state, invocation, nowMs);
  return isQuotaFirst ? burst : (burst ?? memory);
}

function startLimit(state: State, { version, type }: Invocation, nowMs: number): LimitKind | undefined {
  if (!state.elasticWindow.admits(nowMs)) return 'burst';
  const { ramp } = version.function;
  return type === 'async' && ramp && !ramp.admits(nowMs) ? 'ramp' : undefined;
}

/** Every elastic start counts, that of a replacement too. @source S104 */
function startElastic(state: State, invocation: Invocation, nowMs: number, sink: Sink): void {
  const { version, type } = invocation;
  const { key, ramp } = version.function;
  state.elasticWindow.count(key, nowMs);
  if (type === 'async') ramp?.count(key, nowMs);
  start(state, version, invocation, nowMs, sink);
}

/**
 * Who and what was in the way when `limit` refused an invocation: call it while the effect that says so is being carried
 * out, for the next step changes the answer.
 *
 * @param nameOf  the RequestId of an invocation
 */
export function explain(state: State, version: VersionState, limit: LimitKind, nowMs: number, nameOf: (invocation: Invocation) => RequestId): Cause {
  const fn = version.function;
  switch (limit) {
    case 'burst': {
      const { elasticWindow: window } = state;
      const starts = [...window.starts].map(([name, instances]) => ({ function: name, instances })).sort((a, b) => b.instances - a.instances);
      return { limit, function: fn.key, perWindow: window.perWindow, openedMs: window.openedMs, endsMs: window.freeMs(nowMs), starts };
    }
    case 'qps':
      return rateCause(limit, fn, rateWindow(state, fn), nowMs);
    case 'ramp':
      return rateCause(limit, fn, fn.ramp, nowMs);
    case 'reserved':
    case 'pool':
      return quotaCause(state, fn, version.memoryMB, nameOf);
  }
}

/**
 * How far a limit is from admitting one more instance of a version, or invocation of its function: MB that its quota lacks, or ms until
 * that is possible. It costs nothing, whereas `explain` looks at all instances.
 */
export function lackOf(state: State, { function: fn, memoryMB }: VersionState, limit: LimitKind, nowMs: number): number {
  switch (limit) {
    case 'burst':
      return state.elasticWindow.freeMs(nowMs) - nowMs;
    case 'qps':
      return rateWindow(state, fn).freeMs(nowMs) - nowMs;
    case 'ramp':
      return counting(fn.ramp).freeMs(nowMs) - nowMs;
    case 'reserved':
    case 'pool':
      return fn.quota.usedMB + memoryMB - fn.quota.elasticMB;
  }
}

/** Counts the invocations of a function with asynchronous execution. @source S79 */
export function rateWindow(state: State, fn: FunctionState): Window {
  const window = fn.asyncRunWindow ?? state.asyncRunWindow;
  assert(window !== undefined, 'invocations are counted by function or over the region');
  return window;
}

function rateCause(limit: RateCause['limit'], fn: FunctionState, window: Window | undefined, nowMs: number): RateCause {
  const counted = counting(window);
  const { perWindow, windowMs, openedMs } = counted;
  return { limit, function: fn.key, perWindow, windowMs, openedMs, endsMs: counted.freeMs(nowMs) };
}

function counting(window: Window | undefined): Window {
  assert(window !== undefined, 'only what is counted is refused');
  return window;
}
