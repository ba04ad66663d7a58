import type { Attempt, InvocationRecord } from '../scf';
import { chargedMs } from './charged';
import { RunTally } from './runTally';
import type { Summary } from './summary';
import type { Tally } from './tally';

/** What records alone do not tell: counted while the run went on. */
export interface Levels {
  readonly started: number;
  readonly alivePeak: number;
  readonly busyPeakMB: number;
  readonly throttledByQuota: number;
  readonly throttledByBurst: number;
  readonly throttledByQps?: number;
  readonly throttledByRamp?: number;
}

/** A run that has ended, with all that it did still in memory. */
export interface Run {
  readonly profile: string;
  readonly seed: number;
  readonly records: readonly InvocationRecord[];
  /** Peaks of the whole region, and of one function when named. */
  readonly peaks: (functionKey?: string) => Levels;
  /** Configured memory of a function, MB. */
  readonly memoryMB: (functionKey: string) => number;
}

/** Sum up records, as a whole and by function. */
export function summarise(run: Run): Summary {
  const tally = new RunTally((key) => ({ memoryMB: run.memoryMB(key), type: 'event' }));
  const charged = chargedMs(run.records);
  for (const record of run.records) tell(tally.of(record.function), record, charged);
  const endedMs = run.records.reduce((latest, record) => Math.max(latest, record.endedMs), 0);
  return tally.summary({ profile: run.profile, seed: run.seed, endedMs, peaks: (key) => peaksOf(run.peaks(key)) });
}

function tell(tally: Tally, record: InvocationRecord, charged: ReadonlyMap<Attempt, number>): void {
  const { arrivedMs, endedMs, status, state, attempts } = record;
  const [first] = attempts;
  tally.arrived();
  if (!first) {
    tally.refused(status, state);
    return;
  }
  for (const attempt of attempts) {
    if (attempt !== first) tally.retried();
    tally.ran(attempt.cold, charged.get(attempt) ?? 0);
  }
  const begun = attempts.find(({ initOnly }) => !initOnly);
  if (!begun) {
    tally.neverBegan(status, state, endedMs - arrivedMs);
    return;
  }
  tally.began(begun.startedMs - arrivedMs);
  tally.ended(status, state, endedMs - arrivedMs);
}

function peaksOf({ throttledByQuota, throttledByBurst, throttledByQps = 0, throttledByRamp = 0, ...peaks }: Levels) {
  return { ...peaks, throttled: { quota: throttledByQuota, burst: throttledByBurst, qps: throttledByQps, ramp: throttledByRamp } };
}
