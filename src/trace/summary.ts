import type { InvocationRecord } from '../scf';
import { costOf, gbsOf, prices } from './price';

/** What a run came to, in the shape that live runs, simulations and the harness share. @source design.md §9 */
export interface Summary extends Totals {
  readonly profile: string;
  readonly seed: number;
  readonly functions: Readonly<Record<string, Totals>>;
}

export interface Totals {
  readonly invocations: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Invocations that a limit refused, for good or for now. */
  readonly throttled: { readonly quota: number; readonly burst: number };
  readonly coldStarts: number;
  readonly instances: { readonly started: number; readonly peak: number };
  readonly busyMB: { readonly peak: number };
  /** From arrival until the handler began; of invocations that reached an instance. */
  readonly waitMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** From arrival to the end; of invocations that reached an instance. */
  readonly latencyMs: { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number };
  readonly gbs: number;
  readonly cost: { readonly amount: number; readonly currency: string; readonly priceDate: string };
}

/** What records alone do not tell: counted while the run went on. */
export interface Peaks {
  readonly started: number;
  readonly alivePeak: number;
  readonly busyPeakMB: number;
  readonly throttledByQuota: number;
  readonly throttledByBurst: number;
}

/** A run to be summed up. */
export interface Run {
  readonly profile: string;
  readonly seed: number;
  readonly records: readonly InvocationRecord[];
  /** Peaks of the whole region, and of one function when named. */
  readonly peaks: (functionKey?: string) => Peaks;
  /** Configured memory of a function, MB. */
  readonly memoryMB: (functionKey: string) => number;
}

/** Sum up a run, as a whole and by function. */
export function summarise(run: Run): Summary {
  const byFunction = new Map<string, InvocationRecord[]>();
  for (const record of run.records) {
    const records = byFunction.get(record.function);
    if (records) records.push(record);
    else byFunction.set(record.function, [record]);
  }
  const functions = [...byFunction].map(([key, records]) => [key, totalsOf(records, run.peaks(key), run.memoryMB)] as const);
  return { profile: run.profile, seed: run.seed, ...totalsOf(run.records, run.peaks(), run.memoryMB), functions: Object.fromEntries(functions) };
}

function totalsOf(records: readonly InvocationRecord[], peaks: Peaks, memoryMB: (functionKey: string) => number): Totals {
  const byStatus: Record<string, number> = {};
  const waits: number[] = [];
  const latencies: number[] = [];
  let coldStarts = 0;
  let gbs = 0;
  for (const record of records) {
    byStatus[record.status] = (byStatus[record.status] ?? 0) + 1;
    const [first] = record.attempts;
    if (!first) continue;
    waits.push(first.startedMs - record.arrivedMs);
    latencies.push(record.endedMs - record.arrivedMs);
    for (const attempt of record.attempts) {
      if (attempt.cold) coldStarts += 1;
      gbs += gbsOf(memoryMB(record.function), attempt.endedMs - attempt.startedMs);
    }
  }
  const wait = percentiles(waits);
  const latency = percentiles(latencies);
  return {
    invocations: records.length,
    byStatus,
    throttled: { quota: peaks.throttledByQuota, burst: peaks.throttledByBurst },
    coldStarts,
    instances: { started: peaks.started, peak: peaks.alivePeak },
    busyMB: { peak: peaks.busyPeakMB },
    waitMs: { p50: wait(0.5), p99: wait(0.99), max: wait(1) },
    latencyMs: { p50: latency(0.5), p90: latency(0.9), p99: latency(0.99), max: latency(1) },
    gbs: round(gbs, 6),
    cost: { amount: round(costOf(gbs, latencies.length), 8), currency: prices.currency, priceDate: prices.date },
  };
}

/** Nearest-rank percentiles of a few values; 0 when there are none. */
function percentiles(values: number[]): (share: number) => number {
  const sorted = values.sort((a, b) => a - b);
  return (share) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0, 3);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
