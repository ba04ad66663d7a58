import round from 'lodash/round';
import sum from 'lodash/sum';
import type { EndState } from '../scf';
import { Histogram } from './histogram';
import { costOf, prices, type FreeTier, type Usage } from './price';
import type { Tally, Throttled } from './tally';

/** What a run came to, in the shape that live runs, simulations and the harness share. @source design.md §9 */
export interface Summary extends Totals {
  readonly profile: string;
  readonly seed: number;
  readonly functions: Readonly<Record<string, Totals>>;
}

export interface Totals {
  readonly invocations: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly states: Readonly<Partial<Record<EndState, number>>>;
  /** Attempts of invocations after their first one. */
  readonly retries: number;
  /** Invocations that a limit refused, for good or for now. */
  readonly throttled: Throttled;
  readonly coldStarts: number;
  readonly instances: { readonly started: number; readonly peak: number };
  /** Most provisioned instances of each version that had started at a time, summed; and what they came to while they idled. */
  readonly provisioned: { readonly instances: number; readonly idleGbs: number };
  readonly busyMB: { readonly peak: number };
  /** From arrival until the handler began; of invocations whose handler did. */
  readonly waitMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** From arrival to the end; of invocations that reached an instance. */
  readonly latencyMs: { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number };
  readonly gbs: number;
  readonly cost: Cost;
}

/** An amount, the sum of its parts; `free` is what the free tier takes off, 0 or below. @source S171–S173 */
export interface Cost {
  readonly amount: number;
  readonly currency: string;
  readonly priceDate: string;
  readonly parts: { readonly gbs: number; readonly invocations: number; readonly idle: number; readonly free: number };
}

/** Counts of instances, which need more than one invocation's view. */
export interface Peaks {
  readonly started: number;
  readonly alivePeak: number;
  readonly busyPeakMB: number;
  /** How often limits were in the way, where that is counted apart from the tally. */
  readonly throttled?: Throttled;
}

/** What a run's tallies do not tell. */
export interface RunEnd {
  readonly profile: string;
  readonly seed: number;
  /** When the run ended, ms since it began: up to then provisioned instances idled. */
  readonly endedMs: number;
  /** Peaks of the whole region, and of one function when named. */
  readonly peaks: (functionKey?: string) => Peaks;
  /** What the account does not pay for; of the whole run only, since functions share it. Undefined charges everything. @source S173 */
  readonly freeTier?: FreeTier | undefined;
}

/**
 * Sum up a run, as a whole and by function.
 * @param tallies   one per function, by its key
 * @param exactMax  invocations up to which percentiles of the whole are exact
 */
export function summaryOf(tallies: ReadonlyMap<string, Tally>, exactMax: number, end: RunEnd): Summary {
  const all = [...tallies.values()];
  const functions = [...tallies].map(([key, tally]) => [key, totalsOf([tally], exactMax, end.peaks(key), end.endedMs)] as const);
  return {
    profile: end.profile,
    seed: end.seed,
    ...totalsOf(all, exactMax, end.peaks(), end.endedMs, end.freeTier),
    functions: Object.fromEntries(functions),
  };
}

function totalsOf(tallies: readonly Tally[], exactMax: number, peaks: Peaks, endedMs: number, freeTier?: FreeTier): Totals {
  const usage = usageOf(tallies.map((tally) => tally.usage(endedMs)));
  const wait = together(
    tallies.map(({ waitMs }) => waitMs),
    exactMax,
  );
  const latency = together(
    tallies.map(({ latencyMs }) => latencyMs),
    exactMax,
  );
  const [waitP50, waitP99] = wait.percentiles(0.5, 0.99);
  const [p50, p90, p99] = latency.percentiles(0.5, 0.9, 0.99);
  const ms = (value: number) => round(value, 3);
  return {
    invocations: sum(tallies.map(({ invocations }) => invocations)),
    byStatus: added(tallies.map(({ byStatus }) => byStatus)),
    states: added(tallies.map(({ states }) => states)),
    retries: sum(tallies.map(({ retries }) => retries)),
    throttled: peaks.throttled ?? throttledOf(tallies.map(({ throttles }) => throttles)),
    coldStarts: sum(tallies.map(({ coldStarts }) => coldStarts)),
    instances: { started: peaks.started, peak: peaks.alivePeak },
    provisioned: { instances: sum(tallies.map(({ provisionedMax }) => provisionedMax)), idleGbs: round(usage.idleGbs, 6) },
    busyMB: { peak: peaks.busyPeakMB },
    waitMs: { p50: ms(waitP50), p99: ms(waitP99), max: ms(wait.max) },
    latencyMs: { p50: ms(p50), p90: ms(p90), p99: ms(p99), max: ms(latency.max) },
    gbs: round(usage.gbs, 6),
    cost: priced(usage, freeTier),
  };
}

function priced(usage: Usage, freeTier: FreeTier | undefined): Cost {
  const { amount, ...parts } = costOf(usage, freeTier);
  const money = (value: number) => round(value, 8);
  return {
    amount: money(amount),
    currency: prices.currency,
    priceDate: prices.date,
    parts: { gbs: money(parts.gbs), invocations: money(parts.invocations), idle: money(parts.idle), free: money(parts.free) },
  };
}

function usageOf(usages: readonly Usage[]): Usage {
  return {
    gbs: sum(usages.map(({ gbs }) => gbs)),
    invocations: { event: sum(usages.map(({ invocations }) => invocations.event)), web: sum(usages.map(({ invocations }) => invocations.web)) },
    idleGbs: sum(usages.map(({ idleGbs }) => idleGbs)),
  };
}

function throttledOf(throttles: readonly Throttled[]): Throttled {
  return { quota: 0, burst: 0, qps: 0, ramp: 0, ...added(throttles.map((of) => ({ ...of }))) };
}

function added(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [key, count] of counts.flatMap((of) => Object.entries(of))) sums[key] = (sums[key] ?? 0) + count;
  return sums;
}

function together(parts: readonly Histogram[], exactMax: number): Histogram {
  const whole = new Histogram(exactMax);
  for (const part of parts) whole.merge(part);
  return whole;
}
