import assert from 'node:assert';
import type { Clock } from '../clock';
import { createState, explain, nextDeadlineMs, step, type Effect, type Input, type LimitKind, type State } from '../engine';
import type { InstanceListener, RunReport, Runtime, RuntimeInstance } from '../runtime';
import type { Cause, FunctionPlan, InstanceId, RegionPlan, RequestId, Status } from '../scf';
import { Gauge, type Levels } from './gauge';
import { endLines, startLines } from './log';
import { Pending, type Call, type Invocation } from './pending';

/** What a region is made of. */
export interface RegionParts {
  readonly plan: RegionPlan;
  readonly clock: Clock;
  readonly runtime: Runtime;
  /** A number from 0 up to 1, for what the platform changes at will (S111). Seed it, and a run can be repeated. */
  readonly random: () => number;
  /** Names each invocation. */
  readonly newRequestId: () => RequestId;
  /** Laid over the context that handlers get. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** How many of a function's provisioned instances are really started; all of them unless said. */
  readonly provisionedMax?: (functionKey: string) => number;
  readonly observer?: RegionObserver;
}

/** Hears what happens in a region while it happens. */
export interface RegionObserver {
  /** A line of an invocation's log, the platform's own lines included; `requestId` is undefined for provisioned instances. */
  line?(text: string, functionKey: string, requestId: RequestId | undefined): void;
  /** The caller has the RequestId, and nothing else to wait for. */
  accepted?(requestId: RequestId): void;
  /** An event cannot run yet. */
  waits?(requestId: RequestId, cause: Cause): void;
  /** An instance begins to run an invocation. */
  runs?(requestId: RequestId, instance: number, cold: boolean): void;
}

/** A function of the region, and how much of it there is. */
interface LiveFunction {
  readonly plan: FunctionPlan;
  readonly gauge: Gauge;
}

/** An instance of the region, and what the engine is not interested in. */
interface LiveInstance {
  readonly id: InstanceId;
  readonly of: LiveFunction;
  process: RuntimeInstance | undefined;
  pending: Pending | undefined;
}

/**
 * One account and region, alive: the engine decides, the runtime runs, the clock wakes. It hands out promises, and only
 * carries out what the engine asks for.
 * @source design.md §5
 */
export class Region {
  readonly #parts: RegionParts;
  readonly #state: State;
  readonly #pending = new Map<RequestId, Pending>();
  readonly #instances = new Map<InstanceId, LiveInstance>();
  readonly #functions: ReadonlyMap<string, LiveFunction>;
  readonly #total = new Gauge();
  readonly #openedMs: number;
  /** Provisioned instances of the first moment that are still starting. */
  readonly #warming = new Set<InstanceId>();
  #warm: () => void = () => undefined;
  #rows = 0;
  #closed = false;

  /** Resolves when the provisioned instances that may start at once are ready, or have failed to be. @source S130, S131 */
  readonly warm: Promise<void>;

  constructor(parts: RegionParts) {
    this.#parts = parts;
    this.#state = createState(parts.plan, parts.provisionedMax);
    this.#functions = new Map(parts.plan.functions.map((plan) => [plan.key, { plan, gauge: new Gauge() }]));
    this.#openedMs = parts.clock.nowMs();
    this.warm = new Promise((resolve) => (this.#warm = resolve));
    this.#take({ kind: 'deployed' });
    for (const id of this.#instances.keys()) this.#warming.add(id);
    this.#awaitNoLonger(undefined);
  }

  /** Milliseconds since the region was opened, by its clock. */
  sinceOpenedMs(): number {
    return this.#relative(this.#parts.clock.nowMs());
  }

  /** Instances and busy memory: of the whole region, or of one function. */
  levels(functionKey?: string): Levels {
    return functionKey === undefined ? this.#total : (this.#functions.get(functionKey)?.gauge ?? new Gauge());
  }

  /** Call a function. Whatever is wrong with the call is told by its answer, as the platform does it. */
  invoke(call: Call): Invocation {
    assert(!this.#closed, 'a closed region takes no calls');
    const requestId = this.#parts.newRequestId();
    const pending = new Pending(this.#rows++, requestId, call, this.#functions.get(call.function)?.plan, this.sinceOpenedMs());
    this.#pending.set(requestId, pending);
    const { function: functionKey, type, event } = call;
    this.#take({ kind: 'invoked', requestId, function: functionKey, qualifier: pending.qualifier, type, bytes: event.length });
    return pending.invocation;
  }

  /** Ask every process that runs an event to end, by SIGTERM; returns how many there are. @source S84 */
  signal(): number {
    const busy = [...this.#instances.values()].filter((instance) => instance.pending);
    for (const { process } of busy) process?.signal();
    return busy.length;
  }

  /** End all instances. What was still on its way ends as cancelled (499). Resolves when no process is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#parts.clock.setAlarm(Infinity, () => undefined);
    const closing = this.#parts.runtime.close();
    for (const pending of [...this.#pending.values()]) this.#end(pending, 499, undefined);
    for (const { of } of this.#instances.values()) this.#count(of, (gauge) => gauge.stop());
    this.#instances.clear();
    this.#warm();
    await closing;
  }

  #take(input: Input): void {
    if (this.#closed) return;
    const { clock } = this.#parts;
    step(this.#state, input, clock.nowMs(), (effect) => this.#carryOut(effect));
    clock.setAlarm(nextDeadlineMs(this.#state), () => this.#take({ kind: 'rang' }));
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'accepted':
        return this.#accept(this.#pendingOf(effect.requestId));
      case 'waits':
        return this.#wait(this.#pendingOf(effect.requestId), effect);
      case 'starts':
        return this.#start(effect);
      case 'runs':
        return this.#run(effect);
      case 'ended':
        return this.#end(this.#pendingOf(effect.requestId), effect.status, effect.limit);
      case 'stops':
        return this.#stop(effect.instanceId);
    }
  }

  #accept(pending: Pending): void {
    pending.answer({ kind: 'accepted' });
    this.#parts.observer?.accepted?.(pending.requestId);
  }

  #wait(pending: Pending, { limit, throttled }: Extract<Effect, { kind: 'waits' }>): void {
    if (throttled) this.#throttle(pending, limit);
    else pending.cause = this.#explain(pending.call.function, limit);
    if (pending.cause) this.#parts.observer?.waits?.(pending.requestId, pending.cause);
  }

  /** A limit refused an invocation, for good or for now. @source design.md §4.5: counted once per event */
  #throttle(pending: Pending, limit: LimitKind): void {
    pending.cause ??= this.#explain(pending.call.function, limit);
    this.#count(this.#functionOf(pending.call.function), (gauge) => gauge.throttle(limit));
  }

  #start({ instanceId, function: key, version, requestId }: Extract<Effect, { kind: 'starts' }>): void {
    const { plan, runtime } = this.#parts;
    const of = this.#functionOf(key);
    const instance: LiveInstance = { id: instanceId, of, process: undefined, pending: undefined };
    this.#instances.set(instanceId, instance);
    this.#count(of, (gauge) => gauge.start());
    if (requestId !== undefined) this.#occupy(instance, this.#pendingOf(requestId));
    instance.process = runtime.start(
      {
        id: instanceId,
        function: of.plan,
        version,
        requestId,
        region: plan.region,
        namespace: plan.namespace,
        codeDir: plan.codeDir,
        coldStartMs: plan.profile.coldStartMs,
        memory: plan.profile.memory,
        remainingTime: plan.profile.remainingTime,
        context: this.#parts.context ?? {},
      },
      this.#listen(instance),
    );
  }

  /** The listener of an instance; once the engine has ended the instance or the region is closed, nothing more of it counts. */
  #listen(instance: LiveInstance): InstanceListener {
    const { id } = instance;
    const alive = (act: () => void): void => {
      if (this.#instances.has(id)) act();
    };
    return {
      ready: () =>
        alive(() => {
          this.#take({ kind: 'started', instanceId: id });
          this.#awaitNoLonger(id);
        }),
      initFailed: (failure) =>
        alive(() => {
          if (instance.pending) instance.pending.report = failure;
          this.#take({ kind: 'startFailed', instanceId: id, status: failure.status });
        }),
      line: (text) => alive(() => this.#line(text, instance)),
      answered: (result) => alive(() => instance.pending?.answer({ kind: 'result', result })),
      done: (report) => alive(() => this.#done(instance, report)),
      exited: () => alive(() => this.#take({ kind: 'exited', instanceId: id })),
    };
  }

  #done(instance: LiveInstance, report: RunReport): void {
    assert(instance.pending, 'only a busy instance is done');
    instance.pending.report = report;
    this.#take({ kind: 'finished', instanceId: instance.id, status: report.status, gone: report.gone, keepAliveMs: this.#drawKeepAlive() });
  }

  #drawKeepAlive(): number {
    const { keepAliveMs } = this.#parts.plan.profile;
    if (typeof keepAliveMs === 'number') return keepAliveMs;
    return keepAliveMs.minMs + this.#parts.random() * (keepAliveMs.maxMs - keepAliveMs.minMs);
  }

  #run({ requestId, instanceId, cold }: Extract<Effect, { kind: 'runs' }>): void {
    const instance = this.#instances.get(instanceId);
    assert(instance?.process, 'the engine runs events on instances that exist');
    const pending = this.#pendingOf(requestId);
    if (!instance.pending) this.#occupy(instance, pending);
    pending.run = { instance: instanceId, cold, startedMs: this.sinceOpenedMs() };
    instance.process.run(requestId, pending.call.event);
    this.#parts.observer?.runs?.(requestId, instanceId, cold);
  }

  #occupy(instance: LiveInstance, pending: Pending): void {
    instance.pending = pending;
    pending.instanceId = instance.id;
    this.#count(instance.of, (gauge) => gauge.busy(instance.of.plan.memoryMB));
    for (const line of startLines(pending.requestId)) this.#line(line, instance);
  }

  #free(instance: LiveInstance): void {
    instance.pending = undefined;
    this.#count(instance.of, (gauge) => gauge.free(instance.of.plan.memoryMB));
  }

  #stop(id: InstanceId): void {
    const instance = this.#instances.get(id);
    assert(instance, 'the engine stops instances that exist');
    this.#instances.delete(id);
    this.#count(instance.of, (gauge) => gauge.stop());
    instance.process?.kill();
    this.#awaitNoLonger(id);
  }

  /** An instance of the first moment no longer starts. */
  #awaitNoLonger(id: InstanceId | undefined): void {
    if (id !== undefined) this.#warming.delete(id);
    if (this.#warming.size === 0) this.#warm();
  }

  #end(pending: Pending, status: Status, limit: LimitKind | undefined): void {
    if (limit !== undefined) this.#throttle(pending, limit);
    this.#pending.delete(pending.requestId);
    const { run, report, instanceId } = pending;
    const instance = instanceId === undefined ? undefined : this.#instances.get(instanceId);
    const endedMs = this.sinceOpenedMs();
    const error = pending.errorOf(status);
    const usage = report ?? { durationMs: run ? endedMs - run.startedMs : 0, memoryMB: instance?.process?.memoryMB };
    if (instance) {
      for (const line of endLines(pending.requestId, instance.of.plan.memoryMB, usage, error)) this.#line(line, instance);
      this.#free(instance);
    }
    pending.end(status, error, usage, endedMs);
  }

  #line(text: string, { of, pending }: LiveInstance): void {
    this.#parts.observer?.line?.(text, of.plan.key, pending?.requestId);
  }

  /** The cause of a refusal, its times in ms since the region was opened, like those of a record. */
  #explain(functionKey: string, limit: LimitKind): Cause {
    const cause = explain(this.#state, functionKey, limit);
    if (cause.limit === 'burst') return { ...cause, openedMs: this.#relative(cause.openedMs), endsMs: this.#relative(cause.endsMs) };
    return { ...cause, holders: cause.holders.map((holder) => ({ ...holder, sinceMs: this.#relative(holder.sinceMs) })) };
  }

  #count(of: LiveFunction, count: (gauge: Gauge) => void): void {
    count(of.gauge);
    count(this.#total);
  }

  #functionOf(key: string): LiveFunction {
    const of = this.#functions.get(key);
    assert(of, 'the engine speaks of functions of its plan');
    return of;
  }

  #pendingOf(requestId: RequestId): Pending {
    const pending = this.#pending.get(requestId);
    assert(pending, 'the engine speaks of invocations that are on their way');
    return pending;
  }

  /** Milliseconds since the region was opened, to the microsecond: more digits would be noise. */
  #relative(atMs: number): number {
    return Math.round((atMs - this.#openedMs) * 1000) / 1000;
  }
}
