import { limits, provisionedFault, type QuotaFault, type Tracking } from '../scf';
import { provision } from './provision';
import { claimOf, divide, otherClaims } from './quota';
import type { Sink } from './sink';
import type { State, VersionState } from './state';

const everyMs = limits.trackingEvery.value * 1000;
const coolDownMs = limits.trackingCoolDown.value * 1000;

/** Begin, or go on, to look at how busy a version is. @source S136: every 10 s */
export function watch(state: State, version: VersionState, nowMs: number): void {
  const { tracking, trackDue } = version.provisioning;
  state.timers.cancel(trackDue);
  if (tracking && !version.retired) state.timers.set(trackDue, 'track', nowMs + everyMs);
}

/** Let the number of provisioned instances follow the load: out at once, in after a cool-down. @source S136 */
export function track(state: State, version: VersionState, nowMs: number, sink: Sink): void {
  const { provisioning } = version;
  watch(state, version, nowMs);
  const { tracking, allocated, scaledMs } = provisioning;
  if (!tracking) return;
  const wanted = desired(state, version, tracking);
  // It has all that it wants, whatever did not fit before; or it is about to ask anew.
  if (provisioning.fault === 'quota') provisioning.fault = undefined;
  if (wanted === allocated || (wanted < allocated && nowMs - (scaledMs ?? -Infinity) < coolDownMs)) return;
  if (allocateWhatFits(state, version, wanted, nowMs, sink) !== allocated) provisioning.scaledMs = nowMs;
}

/** @source S136: current concurrency ÷ target, within min and max */
function desired(state: State, version: VersionState, { target, min, max }: Tracking): number {
  // What the division leaves of rounding must not become an instance: 21 ÷ 0.7 is 30.000000000000004.
  const exact = Math.round((busyOf(state, version) / target) * 1e9) / 1e9;
  return Math.min(max, Math.max(min, Math[state.profile.trackingRounding](exact)));
}

/** Instances of a version that run something now. */
function busyOf(state: State, version: VersionState): number {
  let busy = 0;
  for (const instance of state.instances.values()) if (instance.version === version && instance.phase === 'busy') busy += 1;
  return busy;
}

/** Set the number of provisioned instances as far as the quotas allow, and return it. @source S137 @assumes what does not fit is left out */
export function allocateWhatFits(state: State, version: VersionState, wanted: number, nowMs: number, sink: Sink): number {
  const fits = (instances: number): boolean => allocationFault(state, version, instances) === undefined;
  let low = 0;
  let high = wanted;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  allocate(state, version, low, nowMs, sink);
  if (low < wanted) version.provisioning.fault = 'quota';
  return low;
}

/** Why a version cannot have so many provisioned instances. @source S22–S24 */
export function allocationFault(state: State, version: VersionState, instances: number): QuotaFault | undefined {
  const { function: fn, provisioning, memoryMB } = version;
  const claim = claimOf(fn);
  const provisionedMB = claim.provisionedMB + (instances - provisioning.allocated) * memoryMB;
  return provisionedFault(accountOf(state, fn.key), { ...claim, provisionedMB });
}

/** Set the number of provisioned instances; the quotas were asked before. @source S21, S118 */
export function allocate(state: State, version: VersionState, instances: number, nowMs: number, sink: Sink): void {
  version.provisioning.allocated = instances;
  version.provisioning.fault = undefined;
  divide(state);
  provision(state, version, nowMs, sink);
}

/** The account as a change of one function's claim meets it. */
export function accountOf(state: State, key: string | undefined) {
  const { quotaModel, floorMB } = state.profile;
  return { quotaModel, floorMB, accountQuotaMB: state.accountQuotaMB, others: otherClaims(state, key) };
}
