import { Simulation } from '../../src/simulation';
import type { InvocationRecord, RegionPlan } from '../../src/scf';
import type { Summary, TraceRow } from '../../src/trace';

/** What is simulated. */
interface Scene {
  readonly plan: RegionPlan;
  readonly rows: readonly TraceRow[];
  readonly seed?: number;
  /** How long the region is looked at, ms; until everything has ended unless said. */
  readonly untilMs?: number;
}

interface Simulated {
  /** In the order in which they ended. */
  readonly records: InvocationRecord[];
  readonly summary: Summary;
  readonly simulation: Simulation;
}

/** Rows come to a region, and time goes on until all have ended. */
export function simulated({ plan, rows, seed = 1, untilMs }: Scene): Simulated {
  const records: InvocationRecord[] = [];
  const simulation = new Simulation({ plan, seed, record: (record) => records.push(record) });
  for (const row of rows) simulation.arrive(row);
  simulation.finish(untilMs);
  return { records, summary: simulation.summary(), simulation };
}
