import type { Attempt, InvocationRecord } from '../scf';
import { chargedMs } from './charged';
import type { ProvisionedIdle } from './provisionedIdle';
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

/** More or fewer instances of a version are ready that are provisioned, or run something. @source S172 */
export interface ProvisionedChange {
  readonly function: string;
  readonly version: string;
  /** ms since the run began; never less than in the one before. */
  readonly atMs: number;
  readonly ready: number;
  readonly busy: number;
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
  /** Up to when provisioned instances idled, ms since the run began, and what there was to know of them; nothing unless said. */
  readonly endedMs?: number;
  readonly provisioned?: readonly ProvisionedChange[];
}

/** Sum up records, as a whole and by function. */
export function summarise(run: Run): Summary {
  const tally = new RunTally((key) => ({ memoryMB: run.memoryMB(key), type: 'event' }));
  const charged = chargedMs(run.records);
  for (const record of run.records) tell(tally.of(record.function), record, charged);
  tellProvisioned(tally, run.provisioned ?? []);
  const endedMs = run.records.reduce((latest, record) => Math.max(latest, record.endedMs), run.endedMs ?? 0);
  return tally.summary({ profile: run.profile, seed: run.seed, endedMs, peaks: (key) => peaksOf(run.peaks(key)) });
}

function tell(tally: Tally, record: InvocationRecord, charged: ReadonlyMap<Attempt, number>): void {
  const { arrivedMs, endedMs, status, state, attempts } = record;
  const [first] = attempts;
  tally.arrived(false);
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

function tellProvisioned(tally: RunTally, changes: readonly ProvisionedChange[]): void {
  const levels = new Map<ProvisionedIdle, { ready: number; busy: number }>();
  for (const change of changes) {
    const idle = tally.of(change.function).provisioned(change.version);
    const { ready, busy } = levels.get(idle) ?? { ready: 0, busy: 0 };
    const now = { ready: ready + change.ready, busy: busy + change.busy };
    levels.set(idle, now);
    idle.started(now.ready, change.atMs);
    idle.busy(now.busy, change.atMs);
  }
}

function peaksOf({ throttledByQuota, throttledByBurst, throttledByQps = 0, throttledByRamp = 0, ...peaks }: Levels) {
  return { ...peaks, throttled: { quota: throttledByQuota, burst: throttledByBurst, qps: throttledByQps, ramp: throttledByRamp } };
}
