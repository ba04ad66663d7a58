import { Timeline } from '../clock';
import { say, type Lang } from '../messages';
import {
  InProcessRuntime,
  type HandlerFunction,
  type HandlerSources,
  type InstanceListener,
  type RunFailure,
  type RunReport,
  type RuntimeInstance,
} from '../runtime';
import { limits, statuses, type FunctionPlan, type InstanceId, type RegionPlan, type RequestId, type Status } from '../scf';
import type { Arrival, Blow, Play } from './chaosPlay';
import { HarnessError } from './error';
import { eventBytes } from './eventBytes';

/** What is played on: a function and its outside, made anew for each play. */
export interface Scene {
  readonly plan: RegionPlan;
  readonly function: FunctionPlan;
  readonly events: readonly unknown[];
  /** Makes the handler of an instance; undefined for one from a file. */
  readonly create: (() => HandlerFunction) | undefined;
  readonly modules: Readonly<Record<string, unknown>>;
  /** The code of a handler from a file: the same in every play. */
  readonly sources: HandlerSources;
  /** How long real work of a handler is waited for, ms of real time. */
  readonly patienceMs: number;
  readonly lang: Lang;
}

/** One delivery of an event, over all its attempts. */
export interface Delivery {
  readonly event: unknown;
  /** The arrival that it belongs to, and which copy of it it is; from 0. */
  readonly arrival: number;
  readonly copy: number;
  readonly requestId: string;
  readonly attempts: readonly ChaosAttempt[];
  /** Of the last attempt. */
  readonly status: Status;
  /** What the handler returned at last; undefined when it failed. */
  readonly result: unknown;
  /** What it failed with at last. */
  readonly error: string | undefined;
}

export interface ChaosAttempt {
  readonly instance: number;
  /** How many events the instance had served before. */
  readonly served: number;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly status: Status;
  /** What befell it, if anything did. */
  readonly blow: Blow | undefined;
  /** When it did, ms like `startedMs`. */
  readonly blowMs: number | undefined;
}

/** An event under way. */
interface Course {
  readonly arrival: Arrival;
  readonly index: number;
  readonly copy: number;
  readonly requestId: RequestId;
  readonly attempts: ChaosAttempt[];
  last: RunReport | undefined;
}

interface Player {
  readonly id: InstanceId;
  instance: RuntimeInstance | undefined;
  served: number;
  course: Course | undefined;
  startedMs: number;
  waits: number;
  blow: Blow | undefined;
  blowMs: number | undefined;
  ready: boolean;
  endTimeout: () => void;
}

/** Bounds one play. */
const momentsMax = 20_000;

/**
 * A platform that keeps the platform's promises and no others: it reuses instances or does not, forgets them when it likes, ends runs in the
 * middle, delivers twice and tries again.
 * @source S54 retries with the same RequestId, S110–S115, S84
 */
export class ChaosStage {
  readonly #scene: Scene;
  readonly #timeline = new Timeline(Date.UTC(2024, 0));
  readonly #runtime: InProcessRuntime;
  readonly #players = new Map<InstanceId, Player>();
  readonly #courses: Course[] = [];
  #started = 0;
  #waitsMax = 0;
  #notLoaded: RunFailure | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
    const { create, modules, sources, lang, patienceMs, function: plan } = scene;
    const handlers = new Map(create ? [[plan.key, create] as const] : []);
    this.#runtime = new InProcessRuntime({ lang, timeline: this.#timeline, host: {}, handlers, modules, sources, patienceMs });
  }

  /** Why there was no handler for an instance. @source S123 */
  get notLoaded(): RunFailure | undefined {
    return this.#notLoaded;
  }

  /** In how many moments its longest attempt could have been met by something: after each of them it went on. */
  get waitsMax(): number {
    return this.#waitsMax;
  }

  /** What an instance waits for comes to it a ms after it has come; it does not, once the instance has ended. */
  later<T>(promise: Promise<T>): Promise<T> {
    const caller = this.#runtime.caller();
    if (!caller) return promise;
    const pass = () => caller.awaited(new Promise<void>((resolve) => this.#timeline.at(this.#timeline.nowMs() + 1, resolve)));
    return promise.then(
      (value) => pass().then(() => value),
      (error: unknown) =>
        pass().then(() => {
          throw error;
        }),
    );
  }

  /** Play from the first arrival until nothing is left to happen. */
  async perform(play: Play): Promise<Delivery[]> {
    let atMs = this.#timeline.nowMs();
    for (const [index, arrival] of play.arrivals.entries()) {
      atMs += arrival.afterMs;
      for (let copy = 0; copy < arrival.copies; copy += 1) this.#schedule(arrival, index, copy, atMs);
    }
    const release = this.#runtime.attend();
    try {
      await this.#settle();
      for (let moment = 0; moment < momentsMax && this.#timeline.nextMs() < Infinity; moment += 1) {
        this.#timeline.step();
        await this.#settle();
        if (this.#strike()) await this.#settle();
      }
    } finally {
      release();
      await this.#runtime.close();
    }
    return this.#courses.map((course) => deliveryOf(course, this.#scene.events[course.arrival.event]));
  }

  /** @throws HarnessError `STUCK`: what a handler waits for in vain would only be seen as a time-out, after a long time */
  async #settle(): Promise<void> {
    const [stuck] = await this.#runtime.settle();
    if (!stuck) return;
    const { waitedMs, waitsFor } = stuck;
    throw new HarnessError('STUCK', say(this.#scene.lang, 'chaos.stuck', { waitedMs, waitsFor: waitsFor.join(', ') }));
  }

  /** A second copy is another delivery of the same event, with the same RequestId. */
  #schedule(arrival: Arrival, index: number, copy: number, atMs: number): void {
    const requestId = `chaos-${index + 1}` as RequestId;
    const course: Course = { arrival, index, copy, requestId, attempts: [], last: undefined };
    this.#courses.push(course);
    this.#timeline.at(atMs + copy, () => this.#deliver(course));
  }

  #deliver(course: Course): void {
    const idle = [...this.#players.values()].filter(({ course: busy, ready }) => !busy && ready);
    const { reuse } = course.arrival;
    const player = (reuse === 'fresh' ? undefined : reuse === 'oldest' ? idle[0] : idle.at(-1)) ?? this.#start();
    // Used last: it goes to the end.
    this.#players.delete(player.id);
    this.#players.set(player.id, player);
    player.course = course;
    if (player.ready) this.#run(player);
  }

  #start(): Player {
    const { plan, function: fn } = this.#scene;
    const id = (this.#started += 1) as InstanceId;
    const player: Player = {
      id,
      instance: undefined,
      served: 0,
      course: undefined,
      startedMs: 0,
      waits: 0,
      blow: undefined,
      blowMs: undefined,
      ready: false,
      endTimeout: () => undefined,
    };
    const { region, namespace, codeDir } = plan;
    const place = { region, namespace, codeDir, version: '$LATEST', requestId: undefined };
    player.instance = this.#runtime.start(
      { id, function: fn, ...place, coldStartMs: 0, memory: 'off', remainingTime: plan.profile.remainingTime, context: {} },
      this.#listen(player),
    );
    return player;
  }

  #listen(player: Player): InstanceListener {
    const nothing = (): void => undefined;
    return {
      ready: () => {
        player.ready = true;
        if (player.course) this.#run(player);
      },
      initFailed: (failure) => {
        this.#notLoaded ??= failure;
        this.#finished(player, failure);
      },
      line: nothing,
      answered: nothing,
      done: (report) => this.#finished(player, report),
      exited: () => this.#forget(player),
    };
  }

  #run(player: Player): void {
    const { course, instance } = player;
    if (!course) return;
    const { timeoutMs } = this.#scene.function;
    player.startedMs = this.#timeline.nowMs();
    player.waits = 0;
    player.blow = undefined;
    player.blowMs = undefined;
    player.endTimeout = this.#timeline.at(player.startedMs + timeoutMs, () => this.#cut(player, 433));
    instance?.run(course.requestId, eventBytes(this.#scene.events[course.arrival.event], this.#scene.lang));
  }

  /** Ends the attempts whose moment has come; whether there were any. */
  #strike(): boolean {
    let struck = false;
    for (const player of [...this.#players.values()]) {
      const { course, blow: past } = player;
      if (!course || !player.ready) continue;
      const waits = player.waits++;
      this.#waitsMax = Math.max(this.#waitsMax, player.waits);
      const blow = course.arrival.blows[course.attempts.length];
      if (!blow || past || waits < blow.atWait) continue;
      struck = true;
      player.blow = blow;
      player.blowMs = this.#timeline.passedMs();
      if (blow.kind === 'sigterm') player.instance?.signal();
      else this.#cut(player, 439);
    }
    return struck;
  }

  /** The platform ends an attempt, and its instance. */
  #cut(player: Player, status: 433 | 439): void {
    const durationMs = this.#timeline.nowMs() - player.startedMs;
    this.#finished(player, { status, error: { errorCode: -1, errorMessage: statuses[status].name }, gone: true, durationMs, memoryMB: undefined });
  }

  #finished(player: Player, report: RunReport): void {
    const { course, blow, blowMs, served, startedMs, id } = player;
    player.endTimeout();
    player.course = undefined;
    player.served += 1;
    const over = this.#isOver(report, blow);
    if (over) this.#forget(player);
    if (!course) return;
    course.attempts.push({
      instance: id,
      served,
      startedMs: this.#since(startedMs),
      endedMs: this.#timeline.passedMs(),
      status: report.status,
      blow,
      blowMs,
    });
    course.last = report;
    if (!over) this.#keep(player, course.arrival.keepMs);
    if (this.#triesAgain(course, report)) this.#timeline.at(this.#timeline.nowMs() + limits.retryInterval.value * 1000, () => this.#deliver(course));
  }

  /** Whether the instance takes no further event: nor does one that was asked to end. @source S115; S78: of asynchronous execution, after any error */
  #isOver({ gone, status }: RunReport, blow: Blow | undefined): boolean {
    return gone || statuses[status].recycles || blow !== undefined || (status !== 200 && this.#scene.function.asyncRun);
  }

  /** @source S54; S77: no retries in asynchronous execution */
  #triesAgain({ attempts }: Course, { status }: RunReport): boolean {
    const { asyncRun, retryNum } = this.#scene.function;
    return status !== 200 && !asyncRun && attempts.length <= retryNum;
  }

  #keep(player: Player, keepMs: number): void {
    const { served } = player;
    this.#timeline.at(this.#timeline.nowMs() + keepMs, () => {
      if (!player.course && player.served === served) this.#forget(player);
    });
  }

  #forget(player: Player): void {
    this.#players.delete(player.id);
    player.instance?.kill();
  }

  #since(atMs: number): number {
    return atMs - (this.#timeline.nowMs() - this.#timeline.passedMs());
  }
}

function deliveryOf({ index, copy, requestId, attempts, last }: Course, event: unknown): Delivery {
  const result = last?.status === 200 ? (JSON.parse(last.result.toString()) as unknown) : undefined;
  const error = last && last.status !== 200 ? last.error.errorMessage : undefined;
  return { event, arrival: index, copy, requestId, attempts, status: last?.status ?? 500, result, error };
}
