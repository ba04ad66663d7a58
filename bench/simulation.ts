import { stream } from '../src/random';
import { scf2021, type RegionPlan } from '../src/scf';
import { Simulation } from '../src/simulation';
import type { TraceRow } from '../src/trace';
import { functionPlan, regionPlan } from '../test/scf/plans';

/** What the simulator and the yardstick are asked for; times in seconds and rates per second, as the yardstick has them. */
export interface Workload {
  /** Invocations. */
  readonly n: number;
  /** Functions, which share one quota; each arrival picks one, all equally likely. */
  readonly f: number;
  /** Arrivals in a second. */
  readonly lambda: number;
  /** Mean time of an invocation that starts its instance, and of one that does not. */
  readonly cold: number;
  readonly warm: number;
  readonly keep: number;
  /** Instances that the quota holds. */
  readonly cap: number;
  readonly seed: number;
}

/** What a run came to. */
export interface Run {
  readonly perCpuSec: number;
  /** Most memory that the process has held, MB. */
  readonly rssMB: number;
}

const memoryMB = 128;

/** Poisson arrivals, exponential durations, every rule of the profile on: one invocation after the other through `Simulation.arrive`. */
export function simulate(workload: Workload): Run {
  const { n } = workload;
  const plan = planOf(workload);
  const simulation = new Simulation({ plan, seed: workload.seed });
  const next = rowsOf(workload, plan);
  const before = process.cpuUsage();
  for (let made = 0; made < n; made += 1) simulation.arrive(next());
  const { user, system } = process.cpuUsage(before);
  return { perCpuSec: n / ((user + system) / 1e6), rssMB: process.resourceUsage().maxRSS / 1024 };
}

function planOf({ f, cap, keep }: Workload): RegionPlan {
  const profile = { ...scf2021, accountQuotaMB: cap * memoryMB, floorMB: 0, burstPerMinute: 1e6, keepAliveMs: keep * 1000 };
  const functions = Array.from({ length: f }, (_, at) => functionPlan(`f${at}`, { memoryMB, timeoutMs: 900_000 }));
  return regionPlan(functions, { profile });
}

/** Draws the next arrival into one row, which is good until the one after it. */
function rowsOf({ f, lambda, cold, warm, seed }: Workload, { functions }: RegionPlan): () => TraceRow {
  const [gaps, durations, picks] = [stream(seed, 'gaps'), stream(seed, 'durations'), stream(seed, 'picks')];
  // The plan's own texts, as the mapping of a trace gives them.
  const keys = functions.map(({ key }) => key);
  // Minus 0, which no integer is: V8 makes room for fractions.
  const row = { atMs: -0, function: keys[0] ?? '', type: 'sync' as const, durationMs: NaN, coldStartMs: NaN };
  return () => {
    const duration = durations.exponential() * 1000;
    row.atMs += (gaps.exponential() * 1000) / lambda;
    row.durationMs = duration * warm;
    row.coldStartMs = duration * Math.max(0, cold - warm);
    if (f > 1) row.function = keys[Math.floor(picks.uniform() * f)] ?? '';
    return row;
  };
}
