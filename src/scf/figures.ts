import type { KeepAlive, Profile, ProfileName } from './profile';

/** A document from which a figure is taken. */
interface Page {
  readonly title: string;
  /** Day of the text that was read; undefined where it bears none. */
  readonly date: string | undefined;
}

const page = (title: string, date?: string): Page => ({ title, date });

/** Pages that the profiles' figures come from. @source S§20 */
const pages = {
  concurrency: page('Function Concurrency 583/37040', '2021-10-13'),
  overview: page('Concurrency Overview 583/45757', '2025-03-24'),
  management: page('Concurrency Management 583/49313', '2025-06-13'),
  provisioned: page('Provisioned Concurrency 583/46743', '2022-12-22'),
  quotas: page('Quota Limits 583/11637', '2025-03-24'),
  instances: page('Instance life, tencentcloud.com 69578', '2025-04-30'),
  retries: page('Retry Policies 583/41138', '2025-06-30'),
  retriesBefore: page('Error Types and Retry Policies'),
  deadLetter: page('Dead-letter Queue 583/51666'),
  asyncRun: page('Asynchronous Execution 583/51519', '2024-07-22'),
  asyncEvents: page('Asynchronous Execution events 583/63969', '2023-05-22'),
  statusCodes: page('Status Codes 583/42611', '2023-09-11'),
  api: page('API 2018-04-16, field documents', '2026-08-21'),
} as const satisfies Record<string, Page>;

/** One figure of a profile: what `custom.scf` calls it, and where it comes from. */
export interface Figure {
  /** Under `custom.scf`, such as `engine.keepAliveSec`. */
  readonly option: string;
  readonly unit: string | undefined;
  readonly rule: string;
  /** Where each profile has it from; undefined is what no document says: the engine's own choice, hence a knob. */
  readonly source: Readonly<Record<ProfileName, Page | undefined>>;
  /** Its value as `custom.scf` spells it, in the figure's unit. */
  readonly of: (profile: Profile) => FigureValue;
}

/** Whatever YAML can say. */
export type FigureValue = string | number | boolean | readonly FigureValue[] | { readonly [name: string]: FigureValue };

/** What only some of a figure has. */
interface Particulars {
  readonly unit?: string;
  /** The page of both profiles. */
  readonly from?: Page;
  /** The page of `scf-2025`, where it is another one. */
  readonly since?: Page;
}

function figure(option: string, rule: string, of: Figure['of'], { unit, from, since = from }: Particulars = {}): Figure {
  return { option, unit, rule, source: { 'scf-2021': from, 'scf-2025': since }, of };
}

/**
 * Every figure of a profile, in the order of S§19. Written back as options, the values of one profile turn any other into it.
 * @source S§19; S§20 for the pages
 */
export const figures: readonly Figure[] = [
  figure('engine.quotaModel', 'S24', (profile) => profile.quotaModel, { from: pages.concurrency, since: pages.management }),
  figure('account.quotaMB', 'S10', (profile) => profile.accountQuotaMB, { unit: 'MB', from: pages.concurrency, since: pages.quotas }),
  figure('engine.floorMB', 'S13', (profile) => profile.floorMB, { unit: 'MB', from: pages.concurrency, since: pages.management }),
  figure('engine.reservedMultiple', 'S18', (profile) => profile.reservedMultiple),
  figure('engine.quotaCounts', 'S31', (profile) => profile.quotaCounts),
  figure('engine.burstPerMinute', 'S100', (profile) => profile.burstPerMinute, {
    unit: 'instances/min',
    from: pages.concurrency,
    since: pages.overview,
  }),
  figure('engine.burstWindow', 'S103', (profile) => profile.burstWindow),
  figure('engine.checkOrder', 'S43', (profile) => profile.checkOrder.split('-')),
  figure('engine.provisionedStart.perMinute', 'S105', (profile) => profile.provisionedPerMinute, { unit: 'instances/min', from: pages.provisioned }),
  figure('engine.provisionedStart.sharesBurst', 'S105', (profile) => profile.provisionedSharesBurst, { from: pages.provisioned }),
  figure('engine.keepAliveSec', 'S111', (profile) => rangeIn(profile.keepAliveMs, 1000), { unit: 's', from: pages.instances }),
  figure('engine.reuse', 'S113', (profile) => profile.reuse),
  figure('engine.asyncDequeue', 'S51', dequeueOf, { from: pages.concurrency, since: pages.retries }),
  figure('engine.asyncQueueMax', 'S61', (profile) => profile.asyncQueueMax, { unit: 'items', from: pages.deadLetter }),
  figure('engine.asyncQueueScope', 'S61', (profile) => profile.asyncQueueScope),
  figure('engine.retryIntervalSec.run', 'S54', (profile) => profile.retryMs.run / 1000, {
    unit: 's',
    from: pages.retriesBefore,
    since: pages.retries,
  }),
  figure('engine.retryIntervalSec.throttled', 'S55', (profile) => profile.retryMs.throttled / 1000, {
    unit: 's',
    from: pages.retriesBefore,
    since: pages.retries,
  }),
  figure('engine.retryIntervalSec.system', 'S56', (profile) => profile.retryMs.system / 1000, { unit: 's', from: pages.retries }),
  figure('engine.systemRetry', 'S56', systemRetryOf, { from: pages.retries }),
  figure('engine.requeueOrder', 'S59', (profile) => profile.requeueOrder),
  figure('engine.retryClassOverrides', 'S64', (profile) => profile.retryClassOverrides),
  figure('engine.dlqForRequestErrors', 'S64', (profile) => profile.dlqForRequestErrors),
  figure('engine.asyncRun.maxQps', 'S79', (profile) => profile.asyncRun.maxQps, { unit: 'requests/s', from: pages.asyncRun }),
  figure('engine.asyncRun.qpsScope', 'S79', (profile) => profile.asyncRun.qpsScope),
  figure('engine.asyncRun.retryThrottled', 'S77', (profile) => profile.asyncRun.retryThrottled),
  figure('engine.asyncRun.statusCodes', 'S86', (profile) => profile.asyncRun.statusCodes),
  figure('engine.asyncRun.invokeTypes', 'S87', (profile) => profile.asyncRun.invokeTypes),
  figure('engine.asyncRun.statusWithoutTrace', 'S82', (profile) => profile.asyncRun.statusWithoutTrace),
  figure('engine.asyncRun.retentionSec', 'S82', (profile) => profile.asyncRun.retentionMs / 1000, { unit: 's', from: pages.asyncEvents }),
  figure('engine.asyncRun.graceFinalState', 'S84', (profile) => profile.asyncRun.graceFinalState),
  figure('engine.trackingRounding', 'S136', (profile) => profile.trackingRounding),
  figure('engine.memory', 'S154', (profile) => profile.memory),
  figure('engine.envCount', 'S152', (profile) => profile.envCount),
  figure('engine.coldStartMs', 'S124', (profile) => rangeIn(profile.coldStartMs, 1), { unit: 'ms' }),
  figure('engine.errorTextEra', 'S20', (profile) => profile.errorTextEra, { from: pages.statusCodes }),
  figure('engine.invokeApiTimeoutSec', 'S47', invokeApiTimeoutOf, { unit: 's', from: pages.api }),
  figure('engine.settleSec', 'S30', (profile) => profile.settleMs / 1000, { unit: 's' }),
  figure('engine.remainingTime', 'S196', (profile) => profile.remainingTime),
];

/** A time or a range of times, in units of `unitMs`. */
function rangeIn(range: KeepAlive, unitMs: number): FigureValue {
  return typeof range === 'number' ? range / unitMs : { min: range.minMs / unitMs, max: range.maxMs / unitMs };
}

function dequeueOf({ asyncDequeue }: Profile): FigureValue {
  if (asyncDequeue.mode !== 'ramp') return asyncDequeue.mode;
  return { ramp: { instances: asyncDequeue.instances, everySec: asyncDequeue.everyMs / 1000 } };
}

function systemRetryOf({ systemBackoffMaxMs }: Profile): FigureValue {
  return systemBackoffMaxMs === undefined ? { mode: 'fixed' } : { mode: 'exponential', maxSec: systemBackoffMaxMs / 1000 };
}

function invokeApiTimeoutOf({ invokeApiTimeoutMs }: Profile): FigureValue {
  return invokeApiTimeoutMs === undefined ? 'off' : invokeApiTimeoutMs / 1000;
}
