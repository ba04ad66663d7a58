import { PUBLISHED, statuses, type EndState, type LimitKind, type Status } from '../scf';
import { billedMs, firstLatency, gathered, gatheredMax, invocations, notAtOnce, succeeded, type Figures } from './figures';
import { Histogram } from './histogram';
import type { Usage } from './price';
import { ProvisionedIdle } from './provisionedIdle';

/** How often each kind of limit was in the way. @source S12, S14 quota; S101 burst; S79 qps; S51 ramp */
export interface Throttled {
  readonly quota: number;
  readonly burst: number;
  readonly qps: number;
  readonly ramp: number;
}

/** What there is to know of a function beforehand. */
export interface TalliedFunction {
  /** Configured memory, MB. */
  readonly memoryMB: number;
  readonly type: 'event' | 'web';
}

/** The provisioned instances of a version. @source S28, S172 */
interface ProvisionedVersion {
  readonly idle: ProvisionedIdle;
  readonly memoryMB: number;
}

const codes = Object.keys(statuses).map((code) => Number(code) as Status);
/** Place of each code in `codes`; a table by code, since no hash is as fast. */
const placeOf = new Uint8Array(Math.max(...codes) + 1);
codes.forEach((code, place) => (placeOf[code] = place));

/**
 * The figures of one function, gathered event by event while a run goes on; memory does not grow with the run.
 * Its methods allocate nothing, so that a simulator can call them for each of some hundred million invocations.
 */
export class Tally {
  readonly #figures: Figures;
  /** Where its own are. */
  readonly #place: number;
  readonly #waitMs: Histogram;
  /** How many of those that began at their arrival it has been told of. */
  #zeroWaits = 0;
  readonly #latencyMs: Histogram;
  readonly #memoryMB: number;
  readonly #type: TalliedFunction['type'];
  readonly #versions = new Map<string, ProvisionedVersion>();
  readonly #byStatus = new Float64Array(codes.length);
  readonly #states: Record<EndState, number> = { FINISHED: 0, FAILED: 0, ABORTED: 0, DEAD_LETTERED: 0, EXPIRED: 0, REFUSED: 0 };
  readonly #throttled: Record<LimitKind, number> = { reserved: 0, pool: 0, burst: 0, qps: 0, ramp: 0 };
  #neverBegan = 0;
  #retries = 0;
  #coldStarts = 0;

  /**
   * @param figures   of all functions of the run
   * @param exactMax  invocations up to which percentiles are exact; beyond, they are off by less than 0.4 %
   */
  constructor({ memoryMB, type }: TalliedFunction, figures: Figures, exactMax: number) {
    this.#memoryMB = memoryMB;
    this.#type = type;
    this.#figures = figures;
    this.#place = figures.place();
    this.#waitMs = new Histogram(exactMax);
    this.#latencyMs = new Histogram(exactMax);
  }

  /** An invocation arrived. @param began  whether its handler began right then, as nearly all do; if not, `began` tells of it */
  arrived(began: boolean): void {
    this.#figures.add(this.#place, invocations, 1);
    if (!began) this.#figures.add(this.#place, notAtOnce, 1);
  }

  /** Its handler began for the first time, so long after its arrival. */
  began(waitMs: number): void {
    this.#waitMs.add(waitMs);
  }

  /** It had an attempt before, and has another: its handler begins, or its instance failed to start. */
  retried(): void {
    this.#retries += 1;
  }

  /**
   * One attempt of it ended.
   * @param cold      whether the instance was started for it
   * @param forMs     ms that are charged for it, as of the function's memory: whole ones, see `billedMs`, unless it ran with another (S28);
   *                  of an instance that serves several requests at a time, what no other one is charged for (S93, S175)
   */
  ran(cold: boolean, forMs: number): void {
    if (cold) this.#coldStarts += 1;
    this.#figures.add(this.#place, billedMs, forMs);
  }

  /** It ended for good, so long after its arrival, and had reached an instance. */
  ended(status: Status, state: EndState, latencyMs: number): void {
    // Nearly all: they are in neither table.
    if (status === 200 && state === 'FINISHED') this.#figures.add(this.#place, succeeded, 1);
    else this.#count(status, state);
    this.#took(latencyMs);
  }

  /** It ended for good, so long after its arrival, and had reached an instance, but its handler never began. @source S123 */
  neverBegan(status: Status, state: EndState, latencyMs: number): void {
    this.#neverBegan += 1;
    this.#count(status, state);
    this.#took(latencyMs);
  }

  /** It ended for good and never had an instance. */
  refused(status: Status, state: EndState): void {
    this.#count(status, state);
  }

  /** A limit was in its way, for good or for now. */
  throttled(limit: LimitKind): void {
    this.#throttled[limit] += 1;
  }

  /**
   * Where changes of a version's provisioned instances and of its concurrency are told.
   * @param memoryMB  that the version was published with; the function's unless said (S28)
   */
  provisioned(version = PUBLISHED, memoryMB = this.#memoryMB): ProvisionedIdle {
    const known = this.#versions.get(version);
    if (known) return known.idle;
    const idle = new ProvisionedIdle();
    this.#versions.set(version, { idle, memoryMB });
    return idle;
  }

  get invocations(): number {
    return this.#figures.get(this.#place, invocations);
  }

  /** From arrival until the handler began; of invocations whose handler did. Percentiles in ms. */
  get waitMs(): Histogram {
    const begunAtOnce = this.invocations - this.#figures.get(this.#place, notAtOnce);
    this.#waitMs.addZeros(begunAtOnce - this.#zeroWaits);
    this.#zeroWaits = begunAtOnce;
    return this.#waitMs;
  }

  /** From arrival to the end; of invocations that reached an instance. */
  get latencyMs(): Histogram {
    this.#toHistogram();
    return this.#latencyMs;
  }

  get coldStarts(): number {
    return this.#coldStarts;
  }

  /** Attempts after the first one. */
  get retries(): number {
    return this.#retries;
  }

  /** How many invocations ended with each code; codes that none ended with are left out. */
  get byStatus(): Readonly<Record<string, number>> {
    return counted(codes.map((code, place) => [String(code), (this.#byStatus[place] ?? 0) + (code === 200 ? this.#succeeded : 0)]));
  }

  /** How many ended in each state; states that none ended in are left out. */
  get states(): Readonly<Partial<Record<EndState, number>>> {
    return counted(Object.entries({ ...this.#states, FINISHED: this.#states.FINISHED + this.#succeeded }));
  }

  get throttles(): Throttled {
    const { reserved, pool, burst, qps, ramp } = this.#throttled;
    return { quota: reserved + pool, burst, qps, ramp };
  }

  /** Most provisioned instances that had started at a time, summed over versions. */
  get provisionedMax(): number {
    return [...this.#versions.values()].reduce((sum, { idle }) => sum + idle.startedMax, 0);
  }

  /**
   * What is charged for.
   * @param atMs  up to when provisioned instances idled
   */
  usage(atMs: number): Usage {
    const perMs = this.#memoryMB / 1024 / 1000;
    const idleMBms = [...this.#versions.values()].reduce((sum, { idle, memoryMB }) => sum + idle.idleMs(atMs) * memoryMB, 0);
    const invocations = { event: 0, web: 0, [this.#type]: this.waitMs.count + this.#neverBegan };
    return { gbs: this.#figures.get(this.#place, billedMs) * perMs, invocations, idleGbs: idleMBms / 1024 / 1000 };
  }

  get #succeeded(): number {
    return this.#figures.get(this.#place, succeeded);
  }

  #took(latencyMs: number): void {
    if (this.#figures.gather(this.#place, latencyMs) === gatheredMax) this.#toHistogram();
  }

  #toHistogram(): void {
    const from = this.#place + firstLatency;
    this.#latencyMs.addAll(this.#figures.values, from, from + this.#figures.take(this.#place, gathered));
  }

  #count(status: Status, state: EndState): void {
    const place = placeOf[status] ?? 0;
    this.#byStatus[place] = (this.#byStatus[place] ?? 0) + 1;
    this.#states[state] += 1;
  }
}

function counted(counts: readonly (readonly [string, number])[]): Readonly<Record<string, number>> {
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
