import { stream, type Stream } from '../../src/random';
import { Simulation } from '../../src/simulation';
import type { Profile, RegionPlan } from '../../src/scf';
import type { TraceRow } from '../../src/trace';
import { functionPlan, regionPlan } from '../scf/plans';

/** Simulations of models whose outcome somebody else has computed. Times are ms; the mean service time is 1 s unless said. */

const serviceMs = 1_000;

/** Draws of a service time, ms. All have the same mean; what is lost does not depend on which. */
const services = {
  exponential: (draws) => draws.exponential() * serviceMs,
  constant: () => serviceMs,
  /** One in five takes 3 s, the others half a second. */
  'mostly short': (draws) => (draws.uniform() < 0.2 ? 3_000 : 500),
} as const satisfies Record<string, (draws: Stream) => number>;

interface Run {
  readonly seed: number;
  readonly arrivals: number;
}

/** A pool of this many instances of 128 MB that start at once and stay; nothing else is in the way. */
function poolOf(servers: number, profile: Partial<Profile> = {}): RegionPlan {
  const forEver = { timeoutMs: 1e12, initTimeoutMs: 1e12, msgTtlMs: 1e12 };
  const limits = { accountQuotaMB: 128 * servers, floorMB: 0, burstPerMinute: 1e9, keepAliveMs: 1e12, asyncQueueMax: 1e9 };
  return regionPlan([functionPlan('f', forEver)], { profile: { ...limits, ...profile } });
}

/** Arrivals until which a system that was empty at first is as busy as ever: what comes before is not counted. */
const warmUp = 20_000;

/** Arrivals on a Poisson stream, each with what it looks at before it arrives and then does. */
function play(
  plan: RegionPlan,
  { seed, arrivals }: Run,
  everyMs: number,
  row: (seen: Simulation) => Omit<TraceRow, 'atMs' | 'function'>,
): Simulation {
  const simulation = new Simulation({ plan, seed });
  const gaps = stream(seed, 'arrivals');
  let atMs = 0;
  for (let nth = 0; nth < arrivals; nth += 1) {
    atMs += gaps.exponential() * everyMs;
    simulation.advanceTo(atMs);
    simulation.arrive({ atMs, function: 'f', ...row(simulation) });
  }
  return simulation;
}

/** What was measured, and the load that the draws came to: formulas are asked for that one, which chance moves far less. */
interface Measured {
  /** Offered load: arrivals in the mean service time. */
  readonly erlangs: number;
}

export interface LossRun extends Run {
  readonly erlangs: number;
  readonly servers: number;
  readonly service: keyof typeof services;
  /** Part of each service that is a cold start; where there is one, no instance is kept, so that each call starts one. */
  readonly coldPart: number;
}

/** Part of the synchronous calls that a full pool refuses. @source S12, S42 */
export function lossOf({ erlangs, servers, service, coldPart, ...run }: LossRun): Measured & { readonly lost: number } {
  const times = stream(run.seed, 'services');
  const plan = poolOf(servers, coldPart > 0 ? { keepAliveMs: 0 } : {});
  let before = 0;
  let offeredMs = 0;
  const simulation = play(plan, run, serviceMs / erlangs, (seen) => {
    if (seen.rows === warmUp) before = refusedIn(seen);
    const ms = services[service](times);
    offeredMs += ms;
    return { type: 'sync', durationMs: ms * (1 - coldPart), coldStartMs: ms * coldPart };
  });
  return { lost: (refusedIn(simulation) - before) / (run.arrivals - warmUp), erlangs: offeredMs / simulation.nowMs };
}

function refusedIn(simulation: Simulation): number {
  return simulation.summary().byStatus['432'] ?? 0;
}

export interface WaitRun extends Run {
  readonly erlangs: number;
  readonly servers: number;
}

/** How events waited; times in mean service times. */
export interface Waited extends Measured {
  readonly share: number;
  readonly mean: number;
  readonly p99: number;
}

/**
 * How asynchronous events wait for a full pool, in the queue.
 *
 * Arrivals of a Poisson stream see what there is on average, and by Little's law the mean number that waits is the arrival rate
 * times the mean wait.
 * @source S50, S51 `hold`; Wolff 1982, "Poisson Arrivals See Time Averages"; Little 1961
 */
export function waitOf({ erlangs, servers, ...run }: WaitRun): Waited {
  const times = stream(run.seed, 'services');
  let hadToWait = 0;
  let waiting = 0;
  let offeredMs = 0;
  const simulation = play(poolOf(servers), run, serviceMs / erlangs, (seen) => {
    if (seen.rows >= warmUp) {
      if (seen.inFlight >= servers) hadToWait += 1;
      waiting += Math.max(0, seen.inFlight - servers);
    }
    const durationMs = services.exponential(times);
    offeredMs += durationMs;
    return { type: 'async', durationMs };
  });
  const looks = run.arrivals - warmUp;
  const offered = offeredMs / simulation.nowMs;
  simulation.finish();
  return { share: hadToWait / looks, mean: waiting / looks / erlangs, p99: simulation.summary().waitMs.p99 / serviceMs, erlangs: offered };
}

/** Part of the calls that were served on an instance that was started for them, where there can be only one. @source S110 */
export function coldShareOf(run: Run & { readonly keepMs: number; readonly everyMs: number }): number {
  const times = stream(run.seed, 'services');
  const plan = poolOf(1, { keepAliveMs: run.keepMs });
  const { coldStarts, byStatus } = play(plan, run, run.everyMs, () => ({
    type: 'sync',
    durationMs: services.exponential(times),
    coldStartMs: serviceMs,
  })).summary();
  return coldStarts / (byStatus['200'] ?? 0);
}

/** A function under steady load. */
export interface Steady {
  /** Part of the calls that had to wait for an instance to start. */
  readonly coldStarts: number;
  /** Mean number of instances, and of those that run or start for a call. */
  readonly servers: number;
  readonly running: number;
  /** Mean life of an instance, s. */
  readonly lifespanSec: number;
}

/** How long a call takes, ms: on an instance that is there, and with the start of a new one. */
export interface SteadyRun extends Run {
  readonly everyMs: number;
  readonly warmMs: number;
  readonly coldMs: number;
  readonly keepMs: number;
}

/**
 * The model of SimFaaS: Poisson arrivals, exponential service of one mean on warm and of another on new instances, as many
 * instances as are needed, each kept for a while after its last call.
 *
 * @source Mahmoudi and Khazaei, "SimFaaS: A Performance Simulator for Serverless Computing Platforms", 2021
 * @assumes S113: SimFaaS takes the newest idle instance, we the most recently used; their means differ by less than 0.1 %
 */
export function steadyStateOf({ everyMs, warmMs, coldMs, keepMs, ...run }: SteadyRun): Steady {
  const times = stream(run.seed, 'services');
  let servers = 0;
  let running = 0;
  const simulation = play(poolOf(1_000, { keepAliveMs: keepMs }), run, everyMs, (seen) => {
    servers += seen.instances;
    running += seen.inFlight;
    const time = times.exponential();
    return { type: 'sync', durationMs: time * warmMs, coldStartMs: time * (coldMs - warmMs) };
  });
  const { coldStarts, instances } = simulation.summary();
  const meanServers = servers / run.arrivals;
  return {
    coldStarts: coldStarts / run.arrivals,
    servers: meanServers,
    running: running / run.arrivals,
    lifespanSec: (meanServers * simulation.nowMs) / instances.started / 1_000,
  };
}
