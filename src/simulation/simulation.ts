import assert from 'node:assert';
import { createState, step, type Invoked, type State } from '../engine';
import { stream, type Stream } from '../random';
import { Schedules } from '../region/schedule';
import type { FunctionLimits, FunctionPlan, InvocationId, InvocationRecord, RegionPlan, RunStatus } from '../scf';
import { RunTally, type FreeTier, type Outcome, type Peaks, type Refusals, type Summary, type TraceRow } from '../trace';
import { FunctionModel } from './functionModel';
import type { Call } from './call';
import type { Levels } from './levels';
import { ModelledShell } from './modelledShell';
import { Recorder } from './recorder';
import { SimulatedFunction } from './simulatedFunction';

/** A function of a simulation: its limits, durations in ms, and whether it takes events or HTTP requests, which cost differently. @source S172 */
export type SimulatedFunctionPlan = FunctionLimits & Pick<FunctionPlan, 'type'>;

/** What a simulation has to know of a region: quotas and rules in its profile, functions, how they behave, what others hold already. */
export interface SimulationPlan extends Pick<RegionPlan, 'profile' | 'models' | 'allocated'> {
  readonly functions: readonly SimulatedFunctionPlan[];
}

/** What a simulation is made of. */
export interface SimulationParts {
  /** Functions, quotas, profile and models. */
  readonly plan: SimulationPlan;
  /** A whole number; the same seed and rows give the same results, to the last bit. */
  readonly seed: number;
  /** Gets each invocation when it has ended; without it no record is made, which is faster. */
  readonly record?: ((record: InvocationRecord) => void) | undefined;
  /** When the run begins, ms since the Unix epoch: provisioning schedules speak of times of day, `fixed-clock` of its minutes. @source S103, S135 */
  readonly startMs?: number | undefined;
  /** Invocations up to which percentiles are exact, by function and in all. */
  readonly exactMax?: number | undefined;
}

/** With which status each outcome of a trace ends; `timeout` runs longer than it may. */
const statusOf: Readonly<Record<Outcome, RunStatus>> = { ok: 200, error: 430, exit: 439, timeout: 200 };

/**
 * A region on virtual time with modelled handlers: the engine decides, rows of a trace and models say how long things take,
 * and time jumps from one due moment to the next. Memory grows with what is in flight, not with what has been.
 * @source design.md §1, §4.1: at one instant what finished, what started, what fell due, what a schedule sets, what arrives
 */
export class Simulation {
  readonly #plan: SimulationPlan;
  readonly #seed: number;
  readonly #state: State;
  readonly #shell: ModelledShell;
  readonly #functions = new Map<string, SimulatedFunction>();
  readonly #tally: RunTally;
  /** Only where chance decides which instance runs something: else nothing asks for a draw. @source S113 */
  readonly #draws: Stream | undefined;
  readonly #startMs: number;
  readonly #schedules = new Schedules();
  /** One object for all arrivals: the engine keeps none of it. */
  readonly #invoked: { -readonly [Name in keyof Invoked]: Invoked[Name] };
  #rows = 0;

  constructor({ plan, seed, record, startMs = 0, exactMax }: SimulationParts) {
    const plans = new Map(plan.functions.map((fn) => [fn.key, fn]));
    this.#plan = plan;
    this.#seed = seed;
    this.#startMs = startMs;
    this.#state = createState(plan, undefined, undefined, startMs);
    this.#draws = plan.profile.reuse === 'random' ? stream(seed, 'draws') : undefined;
    this.#tally = new RunTally((key) => plans.get(key) ?? assert.fail(`"${key}" is no function of the plan`), exactMax);
    for (const fn of plan.functions) {
      this.#functions.set(fn.key, this.#simulated(fn));
      this.#schedules.add(fn, startMs);
    }
    this.#shell = new ModelledShell(this.#state, plan.profile, this.#functions, new Recorder(this.#state, seed, record), seed);
    this.#invoked = {
      kind: 'invoked',
      id: 0 as InvocationId,
      function: '',
      of: undefined,
      qualifier: '$DEFAULT',
      type: 'sync',
      bytes: 0,
      draw: NaN,
      routingKey: undefined,
      data: undefined,
    };
    step(this.#state, { kind: 'deployed' }, 0, this.#shell);
  }

  #simulated(fn: SimulatedFunctionPlan): SimulatedFunction {
    const { models, profile } = this.#plan;
    const state = this.#state.functions.get(fn.key);
    if (!state) assert.fail('the engine has the functions of its plan');
    return new SimulatedFunction(this.#tally.of(fn.key), state, new FunctionModel(fn, models[fn.key], profile.coldStartMs, this.#seed), fn);
  }

  /** Rows that have arrived. */
  get rows(): number {
    return this.#rows;
  }

  /** Invocations that have not ended. */
  get inFlight(): number {
    return this.#shell.open;
  }

  /** Instances that are alive. */
  get instances(): number {
    return this.#shell.total.alive;
  }

  /** Now, ms since the beginning. */
  get nowMs(): number {
    return this.#shell.nowMs;
  }

  /**
   * A row of the trace arrives, at its moment; what was due until then has happened before.
   * @throws AssertionError when it arrives before the last one, takes less than no time, or its function is none of the plan
   */
  arrive(row: TraceRow): void {
    const { atMs, durationMs = 0, coldStartMs = 0 } = row;
    const of = this.#functions.get(row.function);
    if (of === undefined || !(atMs >= this.nowMs) || !(durationMs >= 0 && coldStartMs >= 0)) this.#failOn(row);
    this.advanceTo(atMs);
    const call = this.#shell.opens(of);
    call.row = this.#rows;
    call.arrivedMs = atMs;
    call.drawsDuration = row.durationMs === undefined;
    call.durationMs = row.durationMs ?? of.first.durationMs();
    call.coldStartMs = row.coldStartMs ?? of.model.coldStartMs();
    call.drawsStatus = row.outcome === undefined;
    if (row.outcome !== undefined) this.#ends(call, row.outcome);
    else call.status = of.first.outcome();
    const invoked = this.#invoked;
    invoked.id = this.#rows as InvocationId;
    invoked.function = of.key;
    invoked.of = of.state;
    invoked.type = row.type;
    if (this.#draws !== undefined) invoked.draw = this.#draws.uniform();
    invoked.data = call;
    this.#rows += 1;
    call.arriving = true;
    step(this.#state, invoked, atMs, this.#shell);
    call.arriving = false;
    of.tally.arrived(call.begun);
  }

  /** How the trace says that it ends. */
  #ends(call: Call, outcome: Outcome): void {
    call.status = statusOf[outcome];
    if (outcome !== 'timeout') return;
    call.drawsDuration = false;
    call.durationMs = call.of.plan.timeoutMs + 1;
  }

  #failOn(row: TraceRow): never {
    if (!this.#functions.has(row.function)) assert.fail(`row ${this.#rows}: "${row.function}" is no function of the plan`);
    if (!(row.atMs >= this.nowMs)) assert.fail(`row ${this.#rows} arrives at ${row.atMs} ms, before what has happened at ${this.nowMs} ms`);
    assert.fail(`row ${this.#rows} takes ${row.durationMs} ms, and its cold start ${row.coldStartMs} ms: no time is below 0`);
  }

  /** Let everything happen that is due until then. */
  advanceTo(toMs: number): void {
    if (this.#schedules.nextMs <= this.#startMs + toMs) this.#followSchedules(toMs);
    this.#shell.advanceTo(toMs);
  }

  /**
   * The same, so many moments at a time: tracking and schedules make moments as long as time goes on.
   * @returns whether that time has come; else ask again
   */
  passTo(toMs: number, momentsMax: number): boolean {
    for (let moments = 0; moments < momentsMax; moments += 1) {
      const nextMs = Math.min(this.#shell.nextMs, this.#schedules.nextMs - this.#startMs);
      if (nextMs > toMs) {
        this.advanceTo(toMs);
        return true;
      }
      this.advanceTo(nextMs);
    }
    return false;
  }

  /**
   * What schedules set until then, each at its moment, after all that is due at it. What several set at one moment they set before
   * an instance that one of them starts has anything to say, as in a live region, even where it takes no time to start.
   * @source S135, S137
   */
  #followSchedules(toMs: number): void {
    const untilMs = this.#startMs + toMs;
    let reachedMs = -Infinity;
    for (let due = this.#schedules.take(untilMs, true); due; due = this.#schedules.take(untilMs, true)) {
      const atMs = due.atMs - this.#startMs;
      if (atMs > reachedMs) this.#shell.reach(atMs);
      reachedMs = atMs;
      step(this.#state, { kind: 'changed', change: due.change }, atMs, this.#shell);
    }
  }

  /**
   * No more rows come: let what is in flight come to its end, or time go on until `untilMs`.
   * @param momentsMax  how many moments at which something is due are gone through at a time
   * @returns whether it is over; else ask again
   */
  finish(untilMs = Infinity, momentsMax = Infinity): boolean {
    for (let moments = 0; this.#shell.open > 0; moments += 1) {
      const { nextMs } = this.#shell;
      if (nextMs > untilMs || nextMs === Infinity) break;
      if (moments >= momentsMax) return false;
      this.advanceTo(nextMs);
    }
    return untilMs === Infinity || this.passTo(untilMs, momentsMax);
  }

  /**
   * What the run came to so far; it may go on afterwards.
   * @param freeTier  what the account does not pay for. @source S173
   */
  summary(freeTier?: FreeTier): Summary {
    const { name: profile } = this.#plan.profile;
    return this.#tally.summary({ profile, seed: this.#seed, endedMs: this.nowMs, peaks: (key) => this.#peaks(key), freeTier });
  }

  #peaks(key: string | undefined): Peaks {
    const levels: Levels | undefined = key === undefined ? this.#shell.total : this.#functions.get(key)?.levels;
    const { started = 0, alivePeak = 0, busyPeakMB = 0 } = levels ?? {};
    return { started, alivePeak, busyPeakMB };
  }

  /**
   * What was most often in the way of invocations, with examples; of equally frequent ones, in the order of the plan's functions.
   * @param kinds  how many at most
   */
  refusals(kinds: number): Refusals[] {
    return [...this.#functions.values()]
      .flatMap(({ key, refusals }) => refusals.of(key))
      .sort((a, b) => b.count - a.count)
      .slice(0, kinds);
  }
}
