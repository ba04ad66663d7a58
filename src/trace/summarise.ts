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
  /** That the version was published with. @source S28 */
  readonly memoryMB: number;
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
  /** Functions that are told of though nothing may have become of them, by their keys. */
  readonly functions?: readonly string[];
  /** Configured memory of a function, MB. */
  readonly memoryMB: (functionKey: string) => number;
  /** That of an instance, which may be of a version with another (S28); its function's unless said. */
  readonly instanceMB?: (instance: number) => number | undefined;
  /** Up to when provisioned instances idled, ms since the run began, and what there was to know of them; nothing unless said. */
  readonly endedMs?: number;
  readonly provisioned?: readonly ProvisionedChange[];
}

/** Sum up records, as a whole and by function. */
export function summarise(run: Run): Summary {
  const tally = new RunTally((key) => ({ memoryMB: run.memoryMB(key), type: 'event' }));
  for (const key of run.functions ?? []) tally.of(key);
  const charged = chargedMs(run.records);
  for (const record of run.records) tell(tally.of(record.function), record, (attempt) => chargedAsMs(run, record, attempt, charged));
  tellProvisioned(tally, run.provisioned ?? []);
  const endedMs = run.records.reduce((latest, record) => Math.max(latest, record.endedMs), run.endedMs ?? 0);
  return tally.summary({ profile: run.profile, seed: run.seed, endedMs, peaks: (key) => peaksOf(run.peaks(key)) });
}

/** What is charged for an attempt, in ms of its function's memory. @source S170 */
function chargedAsMs(run: Run, record: InvocationRecord, attempt: Attempt, charged: ReadonlyMap<Attempt, number>): number {
  const functionMB = run.memoryMB(record.function);
  const instanceMB = run.instanceMB?.(attempt.instance) ?? functionMB;
  const forMs = charged.get(attempt) ?? 0;
  return instanceMB === functionMB ? forMs : (forMs * instanceMB) / functionMB;
}

function tell(tally: Tally, record: InvocationRecord, chargedFor: (attempt: Attempt) => number): void {
  const { arrivedMs, endedMs, status, state, attempts } = record;
  const [first] = attempts;
  tally.arrived(false);
  if (!first) {
    tally.refused(status, state);
    return;
  }
  for (const attempt of attempts) {
    if (attempt !== first) tally.retried();
    tally.ran(attempt.cold, chargedFor(attempt));
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
    // A function that came again may have another memory under the number of a version that it had before.
    const idle = tally.of(change.function).provisioned(`${change.version} of ${change.memoryMB} MB`, change.memoryMB);
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
