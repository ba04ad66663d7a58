import {
  processes,
  profiles,
  type AsyncDequeue,
  type LocalInstances,
  type Profile,
  type ProfileName,
  type Range,
  type Status,
  type StatusClass,
} from '../scf';
import type { ScfCustom } from './generated/types';

type Engine = NonNullable<ScfCustom['engine']>;

/** Longest interval after errors of the platform where it doubles, s. @source S56, Retry Policies of 2020 to 2022: up to 5 minutes */
const systemRetryMaxSec = 300;

/**
 * A profile with a user's knobs laid over it; here, once, seconds become ms.
 *
 * @param name    the profile that the knobs are laid over
 * @param engine  `custom.scf.engine`, in its right shape
 * @source S§19: each undocumented point is a knob
 */
export function profileOf(name: ProfileName, engine: Engine): Profile {
  const base = profiles[name];
  return { ...base, ...quotaKnobs(engine, base), ...startKnobs(engine, base), ...queueKnobs(engine, base), ...instanceKnobs(engine, base) };
}

/** How the instances of a service are made on this machine; no knob of the platform. @param engine  as above */
export function localInstancesOf({ isolation, prebooted, busyPolling }: Engine): LocalInstances {
  return { isolation: isolation ?? processes.isolation, prebooted: prebooted ?? processes.prebooted, busyPolling };
}

/** @source S10–S31, S43, S152 */
function quotaKnobs(engine: Engine, base: Profile): Partial<Profile> {
  return {
    quotaModel: engine.quotaModel ?? base.quotaModel,
    floorMB: engine.floorMB ?? base.floorMB,
    reservedMultiple: engine.reservedMultiple ?? base.reservedMultiple,
    quotaCounts: engine.quotaCounts ?? base.quotaCounts,
    checkOrder: engine.checkOrder === undefined ? base.checkOrder : engine.checkOrder[0] === 'burst' ? 'burst-quota' : 'quota-burst',
    settleMs: msOf(engine.settleSec) ?? base.settleMs,
    envCount: engine.envCount ?? base.envCount,
    errorTextEra: engine.errorTextEra === undefined ? base.errorTextEra : String(engine.errorTextEra) === '2021' ? '2021' : 'current',
  };
}

/** @source S100–S105, S136 */
function startKnobs({ provisionedStart, ...engine }: Engine, base: Profile): Partial<Profile> {
  return {
    burstPerMinute: engine.burstPerMinute ?? base.burstPerMinute,
    burstWindow: engine.burstWindow ?? base.burstWindow,
    provisionedPerMinute: provisionedStart?.perMinute ?? engine.provisionedPerMinute ?? base.provisionedPerMinute,
    provisionedSharesBurst: provisionedStart?.sharesBurst ?? base.provisionedSharesBurst,
    trackingRounding: engine.trackingRounding ?? base.trackingRounding,
  };
}

/** @source S51–S64, S77–S87 */
function queueKnobs(engine: Engine, base: Profile): Partial<Profile> {
  const overrides = Object.entries(engine.retryClassOverrides ?? {}).map(([code, statusClass]) => [Number(code) as Status, statusClass] as const);
  const classes: Partial<Record<Status, StatusClass>> = { ...base.retryClassOverrides, ...Object.fromEntries(overrides) };
  return {
    asyncDequeue: engine.asyncDequeue === undefined ? base.asyncDequeue : dequeueOf(engine.asyncDequeue),
    asyncQueueMax: engine.asyncQueueMax ?? base.asyncQueueMax,
    asyncQueueScope: engine.asyncQueueScope ?? base.asyncQueueScope,
    retryMs: retryMsOf(engine.retryIntervalSec, base),
    systemBackoffMaxMs: backoffOf(engine.systemRetry, base),
    requeueOrder: engine.requeueOrder ?? base.requeueOrder,
    retryClassOverrides: classes,
    dlqForRequestErrors: engine.dlqForRequestErrors ?? base.dlqForRequestErrors,
    asyncRun: asyncRunOf(engine.asyncRun ?? {}, base.asyncRun),
  };
}

function dequeueOf(written: NonNullable<Engine['asyncDequeue']>): AsyncDequeue {
  if (typeof written === 'string') return { mode: written };
  return { mode: 'ramp', instances: written.ramp.instances, everyMs: written.ramp.everySec * 1000 };
}

function retryMsOf(written: Engine['retryIntervalSec'], { retryMs }: Profile): Profile['retryMs'] {
  const { run, throttled, system } = typeof written === 'number' ? { run: written, throttled: written, system: written } : (written ?? {});
  return { run: msOf(run) ?? retryMs.run, throttled: msOf(throttled) ?? retryMs.throttled, system: msOf(system) ?? retryMs.system };
}

/** A longest interval alone says that the interval grows. */
function backoffOf(written: Engine['systemRetry'], base: Profile): number | undefined {
  const { mode, maxSec } = written ?? {};
  if (mode === undefined && maxSec === undefined) return base.systemBackoffMaxMs;
  return mode === 'fixed' ? undefined : (maxSec ?? systemRetryMaxSec) * 1000;
}

function asyncRunOf(written: NonNullable<Engine['asyncRun']>, base: Profile['asyncRun']): Profile['asyncRun'] {
  const { maxQps, qpsScope, retryThrottled, statusCodes, invokeTypes, statusWithoutTrace, retentionSec, graceFinalState } = written;
  return {
    maxQps: maxQps ?? base.maxQps,
    qpsScope: qpsScope ?? base.qpsScope,
    retryThrottled: retryThrottled ?? base.retryThrottled,
    statusCodes: { ...base.statusCodes, ...statusCodes },
    invokeTypes: { ...base.invokeTypes, ...invokeTypes },
    statusWithoutTrace: statusWithoutTrace ?? base.statusWithoutTrace,
    retentionMs: msOf(retentionSec) ?? base.retentionMs,
    graceFinalState: graceFinalState ?? base.graceFinalState,
  };
}

/** @source S47, S111, S113, S124, S154, S196 */
function instanceKnobs(engine: Engine, base: Profile): Partial<Profile> {
  const { keepAliveSec, coldStartMs, invokeApiTimeoutSec } = engine;
  return {
    keepAliveMs: keepAliveSec === undefined ? base.keepAliveMs : rangeOf(keepAliveSec, 1000),
    coldStartMs: coldStartMs === undefined ? base.coldStartMs : rangeOf(coldStartMs, 1),
    reuse: engine.reuse ?? base.reuse,
    memory: engine.memory ?? base.memory,
    invokeApiTimeoutMs:
      invokeApiTimeoutSec === undefined ? base.invokeApiTimeoutMs : invokeApiTimeoutSec === 'off' ? undefined : invokeApiTimeoutSec * 1000,
    remainingTime: engine.remainingTime ?? base.remainingTime,
  };
}

/** @param unitMs  how many ms the unit of the written range has */
function rangeOf(written: number | { readonly min: number; readonly max: number }, unitMs: number): Range {
  return typeof written === 'number' ? written * unitMs : { minMs: written.min * unitMs, maxMs: written.max * unitMs };
}

function msOf(sec: number | undefined): number | undefined {
  return sec === undefined ? undefined : sec * 1000;
}
