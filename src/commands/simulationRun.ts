import round from 'lodash/round';
import { setImmediate } from 'node:timers/promises';
import type { SimulationGaps, SimulationSummary } from '../report/simulationSummary';
import { figures, profiles, type FigureValue, type Profile, type RegionPlan } from '../scf';
import { Simulation } from '../simulation';
import { freeTiers, openTrace, prices, RecordWriter, type Percentiles, type Trace, type TraceRow } from '../trace';
import type { SimulateOptions } from './simulateOptions';
import { traceOptionsOf } from './simulateTrace';

/** Everything that decides what a simulation comes to; plain data, so that another thread can run it. */
export interface SimulationJob {
  readonly plan: RegionPlan;
  readonly options: SimulateOptions;
}

/** Who watches a simulation. */
export interface SimulationWatch {
  /** Ends it early; what is known by then is its result. */
  readonly interrupt: AbortSignal;
  /** Is told how far it is, now and then. */
  readonly tell: (progress: Progress) => void;
}

/** How far a simulation is. */
export interface Progress {
  /** From 0 to 1. */
  readonly share: number;
  readonly rows: number;
}

/** What a simulation came to, and what in it has no source. */
export interface SimulationResult {
  readonly summary: SimulationSummary;
  readonly gaps: SimulationGaps;
}

/** A run begins here where nothing says when: a Monday, midnight where schedules have their times, on the day whose prices count. */
const START_MS = Date.parse(`${prices.date}T00:00:00+08:00`);

/** Moments gone through at a time once no more rows come, so that an interrupt is heard. */
const MOMENTS = 20_000;

/** What passes between two arrivals at once: within it there are few moments at which only tracking or schedules have their turn. */
const LONG_MS = 24 * 60 * 60 * 1000;

/** Percentiles are exact up to so many invocations of each function; of many functions, up to fewer, since they are kept in memory. */
const EXACT_MAX = 10_000;
const EXACT_TOGETHER = 500_000;

/** Kinds of refusal that a summary names. */
const REFUSALS = 5;

/**
 * Play a trace on the functions of a plan, in virtual time.
 * @throws TraceFault when the trace is faulty, or records cannot be written
 */
export async function runSimulation({ plan, options }: SimulationJob, watch: SimulationWatch): Promise<SimulationResult> {
  let share = 0;
  const trace = await openTrace(options.trace.file, { ...traceOptionsOf(plan, options), onShare: (read) => (share = read) });
  const writer = options.recordsFile === undefined ? undefined : new RecordWriter(options.recordsFile);
  try {
    const startMs = options.startMs ?? trace.startMs ?? START_MS;
    const simulation = new Simulation({
      plan,
      seed: options.seed,
      startMs,
      record: writer && ((record) => writer.write(record.row, JSON.stringify(record))),
      exactMax: Math.min(EXACT_MAX, Math.ceil(EXACT_TOGETHER / Math.max(1, plan.functions.length))),
    });
    const gaps = new Gaps(plan);
    const tell = (): void => {
      const passed = options.untilMs === undefined ? 0 : simulation.nowMs / options.untilMs;
      watch.tell({ share: Math.min(1, Math.max(share, passed)), rows: simulation.rows });
    };
    const interrupted = await play(simulation, trace, {
      untilMs: options.untilMs,
      interrupt: watch.interrupt,
      look: (rows) => gaps.look(rows),
      tell,
    });
    await writer?.close();
    const summary = summaryOf(simulation, plan, options, trace, startMs, interrupted);
    // What was not read to its end may have them all.
    const unmet = interrupted || options.untilMs !== undefined ? [] : trace.unmet();
    return { summary, gaps: { ...gaps.found(summary), unmet, memory: beyondMemory(plan, options.trace.map, trace.memoryMB) } };
  } catch (error) {
    writer?.discard();
    throw error;
  }
}

interface Playing {
  readonly untilMs: number | undefined;
  readonly interrupt: AbortSignal;
  /** Is shown all rows before they arrive. */
  readonly look: (rows: readonly TraceRow[]) => void;
  readonly tell: () => void;
}

/** Let a trace arrive, and what is in flight come to its end. @returns whether it was interrupted */
async function play(simulation: Simulation, trace: Trace, { untilMs = Infinity, interrupt, look, tell }: Playing): Promise<boolean> {
  for await (const rows of trace) {
    const within = rows.findIndex(({ atMs }) => atMs >= untilMs);
    const arriving = within < 0 ? rows : rows.slice(0, within);
    look(arriving);
    for (const row of arriving) {
      // Nobody would be heard while a long time passes in which nothing arrives.
      while (row.atMs - simulation.nowMs > LONG_MS && !simulation.passTo(row.atMs, MOMENTS)) {
        tell();
        await setImmediate();
        if (interrupt.aborted) return true;
      }
      simulation.arrive(row);
    }
    tell();
    await setImmediate(); // an interrupt is heard in between
    if (interrupt.aborted) return true;
    if (within >= 0) break;
  }
  while (!simulation.finish(untilMs, MOMENTS)) {
    tell();
    await setImmediate();
    if (interrupt.aborted) return true;
  }
  return false;
}

function summaryOf(
  simulation: Simulation,
  plan: RegionPlan,
  { trace: { name }, freeTier }: SimulateOptions,
  { format, model }: Trace,
  startMs: number,
  interrupted: boolean,
): SimulationSummary {
  return {
    ...simulation.summary(freeTier === 'none' ? undefined : freeTiers[freeTier]),
    knobs: knobsOf(plan.profile),
    trace: { file: name, format, rows: simulation.rows, start: new Date(startMs).toISOString(), ...(model && { model }) },
    models: plan.models,
    freeTier,
    endedMs: round(simulation.nowMs, 3),
    inFlight: simulation.inFlight,
    interrupted,
    refusals: simulation.refusals(REFUSALS),
  };
}

/** Figures that the service sets in place of its profile's, by their options. */
function knobsOf(profile: Profile): Record<string, FigureValue> {
  const set = figures.filter(({ of }) => JSON.stringify(of(profile)) !== JSON.stringify(of(profiles[profile.name])));
  return Object.fromEntries(set.map(({ option, of }) => [option, of(profile)]));
}

/** Finds what takes no time because nothing says how much, and what the platform has none of. */
class Gaps {
  readonly #durations = new Set<string>();
  readonly #coldStarts = new Set<string>();
  readonly #async = new Set<string>();
  readonly #plan: RegionPlan;

  constructor(plan: RegionPlan) {
    this.#plan = plan;
  }

  look(rows: readonly TraceRow[]): void {
    for (const row of rows) {
      if (row.durationMs === undefined && row.outcome !== 'timeout') this.#durations.add(row.function);
      if (row.coldStartMs === undefined) this.#coldStarts.add(row.function);
      if (row.type === 'async') this.#async.add(row.function);
    }
  }

  found({ functions }: SimulationSummary): Omit<SimulationGaps, 'memory' | 'unmet'> {
    const { models, profile } = this.#plan;
    const web = this.#plan.functions.filter(({ key, type }) => type === 'web' && this.#async.has(key));
    const cold = [...this.#coldStarts].filter((key) => models[key]?.coldStartMs === undefined && (functions[key]?.coldStarts ?? 0) > 0);
    return {
      instant: [...this.#durations].filter((key) => models[key]?.durationMs === undefined),
      instantColdStarts: profile.coldStartMs === 0 ? cold : [],
      asyncWeb: web.map(({ key }) => key),
    };
  }
}

/** Of each function, the name that used most beyond its memory. */
function beyondMemory(plan: RegionPlan, map: ReadonlyMap<string, string>, memoryMB: Trace['memoryMB']): SimulationGaps['memory'] {
  const most = new Map<string, SimulationGaps['memory'][number]>();
  const ofApps = targetsByApp(map);
  for (const [name, percentiles] of memoryMB ?? new Map<string, Percentiles>()) {
    const usedMB = percentiles.values.at(-1) ?? 0;
    const keys = ofApps.get(name) ?? [map.get(name) ?? map.get('*')];
    for (const fn of plan.functions.filter(({ key }) => keys.includes(key))) {
      if (usedMB <= Math.max(fn.memoryMB, most.get(fn.key)?.usedMB ?? 0)) continue;
      most.set(fn.key, { name, usedMB, function: fn.key, memoryMB: fn.memoryMB });
    }
  }
  return [...most.values()];
}

/** What stands for functions of an app: the published data set has memory by app, and invocations, whose names are mapped, by `app/func`. */
function targetsByApp(map: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, key] of map) {
    const app = name.slice(0, Math.max(0, name.indexOf('/')));
    if (app !== '') found.set(app, [...(found.get(app) ?? []), key]);
  }
  return found;
}
