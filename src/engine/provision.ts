import type { RunStatus } from '../scf';
import { close, leaveIdle, remove, standBy, start } from './instances';
import { hold } from './quota';
import type { Sink, StopReason } from './sink';
import type { Instance, State, VersionAlarm, VersionState } from './state';
import type { DueKind } from './timers';

/** A provisioned instance that failed to start is tried again after this, ms. @source S134 */
const retryMs = 60_000;

/** How far the provisioned instances of a version are. @source S131 */
export interface ProvisioningLevel {
  /** Configured, and ready, instances. */
  readonly allocated: number;
  readonly available: number;
  readonly status: 'Done' | 'InProgress' | 'Failed';
  /** The status with which the last start failed, or `quota` when not all that a schedule or tracking asked for fits. */
  readonly reason: number | 'quota' | undefined;
}

/** @source S131, S134, S137 */
export function provisioningOf(state: State, version: VersionState): ProvisioningLevel {
  const { allocated, fault } = version.provisioning;
  const available = availableOf(version);
  const inProgress = available < targetOf(state, version);
  return { allocated, available, status: fault !== undefined ? 'Failed' : inProgress ? 'InProgress' : 'Done', reason: fault };
}

function availableOf({ provisioning: { instances } }: VersionState): number {
  let available = 0;
  for (const { phase } of instances) if (phase !== 'starting') available += 1;
  return available;
}

/** A failed start is made up for once all are ready; that not all fit is not. @source S134 partly or wholly failed, S137 */
export function recover(state: State, version: VersionState): void {
  const { provisioning } = version;
  if (typeof provisioning.fault === 'number' && availableOf(version) >= targetOf(state, version)) provisioning.fault = undefined;
}

function targetOf(state: State, { provisioning: { allocated }, function: { key } }: VersionState): number {
  return Math.min(allocated, state.provisionedMax(key));
}

/**
 * Bring a version to its number of provisioned instances: starts as far as their budget goes, the rest later; ends what is
 * too much.
 * @source S105, S118, S130
 */
export function provision(state: State, version: VersionState, nowMs: number, sink: Sink): void {
  const target = targetOf(state, version);
  const { instances, startDue } = version.provisioning;
  state.timers.cancel(startDue);
  while (instances.size < target) {
    if (recall(version)) continue;
    const freeMs = startFreeMs(state, version, nowMs);
    if (freeMs > nowMs) {
      state.timers.set(startDue, 'provision', freeMs);
      break;
    }
    state.provisionedWindow.count(version.function.key, nowMs);
    if (state.profile.provisionedSharesBurst) state.elasticWindow.count(version.function.key, nowMs);
    instances.add(start(state, version, undefined, nowMs, sink));
  }
  for (const instance of surplusOf(version, target)) retire(state, instance, nowMs, sink);
  releaseSurplus(state, version, nowMs, sink);
}

function startFreeMs(state: State, { provisioning }: VersionState, nowMs: number): number {
  const sharedMs = state.profile.provisionedSharesBurst ? state.elasticWindow.freeMs(nowMs) : nowMs;
  return Math.max(provisioning.notBeforeMs, state.provisionedWindow.freeMs(nowMs), sharedMs);
}

/** Whether one that was no longer wanted has been taken back. */
function recall({ provisioning: { surplus, instances } }: VersionState): boolean {
  for (const instance of surplus) {
    surplus.delete(instance);
    instances.add(instance);
    standBy(instance);
    return true;
  }
  return false;
}

/** Those beyond the number that is wanted: first what still starts, then what is idle, then what runs. */
function surplusOf({ provisioning: { instances } }: VersionState, target: number): Instance[] {
  if (instances.size <= target) return [];
  const order = { starting: 0, idle: 1, busy: 2, gone: 3 };
  return [...instances].sort((a, b) => order[a.phase] - order[b.phase]).slice(0, instances.size - target);
}

/** A provisioned instance is no longer wanted. What runs on it goes on, against the quota that is free again. @source S117, S118 */
function retire(state: State, instance: Instance, nowMs: number, sink: Sink): void {
  const { instances, surplus } = instance.version.provisioning;
  instances.delete(instance);
  switch (instance.phase) {
    case 'idle':
      leaveIdle(instance);
      surplus.add(instance);
      return;
    case 'starting':
      return remove(state, instance, 'released', sink);
    case 'busy':
      instance.retiring = true;
      close(instance);
      return hold(instance, nowMs);
    case 'gone':
  }
}

/** @assumes S118: "recycled gradually" at the pace of provisioned starts */
export function releaseSurplus(state: State, version: VersionState, nowMs: number, sink: Sink): void {
  const { surplus, releaseDue } = version.provisioning;
  state.timers.cancel(releaseDue);
  for (const instance of surplus) {
    const freeMs = state.releaseWindow.freeMs(nowMs);
    if (freeMs > nowMs) return setAlarm(state, releaseDue, freeMs, 'release');
    state.releaseWindow.count(version.function.key, nowMs);
    remove(state, instance, 'released', sink);
  }
}

function setAlarm(state: State, alarm: VersionAlarm, atMs: number, due: DueKind): void {
  state.timers.set(alarm, due, atMs);
}

/**
 * An instance ends; a provisioned one is replaced.
 * @param status  with which it failed to start, if it did: then its replacement comes later
 * @source S115, S118, S134
 */
export function stop(state: State, instance: Instance, why: StopReason, nowMs: number, sink: Sink, status?: RunStatus): void {
  const { version } = instance;
  const { provisioning } = version;
  remove(state, instance, why, sink);
  if (!provisioning.instances.delete(instance)) return;
  if (status !== undefined) {
    provisioning.notBeforeMs = nowMs + retryMs;
    provisioning.fault = status;
  }
  provision(state, version, nowMs, sink);
}
