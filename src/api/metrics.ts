import { DEFAULT_ALIAS, type RequestId } from '../scf';
import type { Call, Ended, Region, RegionObserver } from '../region';
import type { Directory } from './action';

/** The largest memory is that of this long, as the platform's figures are, ms. @source S180: periods of one minute */
const periodMs = 60_000;
/** Functions and qualifiers that are counted apart. */
const seriesMax = 10_000;

/** Sums of one function and qualifier. */
interface Tally {
  readonly function: string;
  readonly qualifier: string;
  invocations: number;
  errors: number;
  durationMs: number;
  memoryDurationMBms: number;
  outBytes: number;
  readonly byStatus: Map<number, number>;
  /** Largest memory of this period and the one before, MB. */
  memory: { readonly period: number; readonly maxMB: number; readonly beforeMB: number };
}

/** Counts what happens in a region under the platform's names; an observer of it. @source S180 */
export class MetricsObserver implements RegionObserver {
  readonly #nowMs: () => number;
  /** By function and qualifier. */
  readonly #tallies = new Map<string, Map<string, Tally>>();
  #count = 0;

  /** @param nowMs  ms since the Unix epoch */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get tallies(): Iterable<Readonly<Tally>> {
    return [...this.#tallies.values()].flatMap((tallies) => [...tallies.values()]);
  }

  invoked(_requestId: RequestId, { function: key, qualifier = DEFAULT_ALIAS }: Call): void {
    this.#tallyOf(key, qualifier).invocations += 1;
  }

  ended({ record, result, durationMs, memoryMB = 0 }: Ended): void {
    const tally = this.#tallyOf(record.function, record.qualifier);
    const { status } = record;
    tally.byStatus.set(status, (tally.byStatus.get(status) ?? 0) + 1);
    if (record.state === 'FAILED' || record.state === 'DEAD_LETTERED') tally.errors += 1;
    tally.durationMs += durationMs;
    tally.memoryDurationMBms += memoryMB * durationMs;
    tally.outBytes += result?.length ?? 0;
    tally.memory = this.#memoryWith(tally.memory, memoryMB);
  }

  /** The largest memory of the current and the last full period, MB. */
  memoryMB({ memory }: Readonly<Tally>): number {
    const { maxMB, beforeMB } = this.#memoryWith(memory, 0);
    return Math.max(maxMB, beforeMB);
  }

  #memoryWith({ period, maxMB, beforeMB }: Tally['memory'], memoryMB: number): Tally['memory'] {
    const now = Math.floor(this.#nowMs() / periodMs);
    if (now === period) return { period, maxMB: Math.max(maxMB, memoryMB), beforeMB };
    return { period: now, maxMB: memoryMB, beforeMB: now === period + 1 ? maxMB : 0 };
  }

  #tallyOf(key: string, qualifier: string): Tally {
    const tallies = this.#tallies.get(key);
    const known = tallies?.get(qualifier);
    if (known) return known;
    // Callers choose names: those beyond what anybody has are one series.
    if (this.#count >= seriesMax && key !== '') return this.#tallyOf('', '');
    const tally: Tally = {
      function: key,
      qualifier,
      invocations: 0,
      errors: 0,
      durationMs: 0,
      memoryDurationMBms: 0,
      outBytes: 0,
      byStatus: new Map(),
      memory: { period: 0, maxMB: 0, beforeMB: 0 },
    };
    this.#count += 1;
    if (tallies) tallies.set(qualifier, tally);
    else this.#tallies.set(key, new Map([[qualifier, tally]]));
    return tally;
  }
}

/** One metric of a series. */
type Figure = (tally: Readonly<Tally>) => number;

const statusClass =
  (from: number, to: number): Figure =>
  ({ byStatus }) =>
    [...byStatus].reduce((sum, [status, count]) => (from <= status && status < to ? sum + count : sum), 0);

/** @source S180; Prometheus names say the unit, and counters end in `_total` */
const counters: Readonly<Record<string, { readonly help: string; readonly of: Figure }>> = {
  scf_invocation_total: { help: 'Invocations (invocation)', of: ({ invocations }) => invocations },
  scf_error_total: { help: 'Invocations that ended in an error of the function or the platform (error)', of: ({ errors }) => errors },
  scf_duration_milliseconds_total: {
    help: 'Time of handlers; over scf_invocation_total it is the mean (duration)',
    of: ({ durationMs }) => durationMs,
  },
  scf_mem_duration_megabyte_milliseconds_total: { help: 'Memory times time (mem_duration)', of: ({ memoryDurationMBms }) => memoryDurationMBms },
  scf_out_flow_kilobytes_total: { help: 'Size of results (out_flow)', of: ({ outBytes }) => outBytes / 1024 },
  scf_syserr_total: { help: 'Invocations that ended with 5xx (syserr)', of: statusClass(500, 600) },
  scf_http_2xx_total: { help: 'Invocations that ended with 2xx (http_2xx)', of: statusClass(200, 300) },
  scf_http_4xx_total: { help: 'Invocations that ended with 4xx (http_4xx)', of: statusClass(400, 500) },
  scf_http_432_total: { help: 'Invocations that ended with 432, quota exceeded (http_432)', of: statusClass(432, 433) },
  scf_http_433_total: { help: 'Invocations that ended with 433, timed out (http_433)', of: statusClass(433, 434) },
  scf_http_434_total: { help: 'Invocations that ended with 434, out of memory (http_434)', of: statusClass(434, 435) },
};

/** Of which a function is told. */
interface Labels {
  readonly function: string;
  readonly namespace: string;
}

/** The metrics in Prometheus's text form. `prom-client` is loaded when somebody asks. */
export async function metricsText(
  observer: MetricsObserver,
  region: Region,
  directory: Directory,
): Promise<{ readonly type: string; readonly text: string }> {
  const { Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  const registers = [registry];
  const known = new Map([...directory.all()].map(({ key, name, namespace }) => [key, { function: name, namespace }]));
  const labelsOf = (key: string): Labels => known.get(key) ?? { function: key, namespace: '' };
  const called = { labelNames: ['function', 'namespace', 'qualifier'], registers };
  const memory = new Gauge({ name: 'scf_mem_megabytes', help: 'Largest memory of the last one to two minutes (mem)', ...called });
  for (const [name, { help, of }] of Object.entries(counters)) {
    const counter = new Counter({ name, help, ...called });
    for (const tally of observer.tallies) counter.inc({ ...labelsOf(tally.function), qualifier: tally.qualifier }, of(tally));
  }
  for (const tally of observer.tallies) memory.set({ ...labelsOf(tally.function), qualifier: tally.qualifier }, observer.memoryMB(tally));
  const deployed = { labelNames: ['function', 'namespace'], registers };
  const running = new Gauge({ name: 'scf_concurrent_executions', help: 'Requests that have an instance (concurrent_executions)', ...deployed });
  const throttle = new Counter({
    name: 'scf_throttle_total',
    help: 'Requests that a limit of concurrency stood in the way of (throttle)',
    ...deployed,
  });
  const burst = new Counter({ name: 'scf_burst_limited_total', help: 'Requests that the burst limit stood in the way of', ...deployed });
  const instances = new Gauge({ name: 'scf_instances', help: 'Instances that are alive', ...deployed });
  const busy = new Gauge({ name: 'scf_busy_megabytes', help: 'Memory of instances that run something or start for it', ...deployed });
  for (const [key, labels] of known) {
    const levels = region.levels(key);
    running.set(labels, 0);
    throttle.inc(labels, levels.throttledByQuota + levels.throttledByBurst + levels.throttledByQps + levels.throttledByRamp);
    burst.inc(labels, levels.throttledByBurst);
    instances.set(labels, levels.alive);
    busy.set(labels, levels.busyMB);
  }
  for (const { function: key, requestIds } of region.instances()) running.inc({ ...labelsOf(key) }, requestIds.length);
  return { type: registry.contentType, text: await registry.metrics() };
}
