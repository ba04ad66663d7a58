import assert from 'node:assert';
import type { Clock } from '../clock';
import { createState, explain, nextDeadlineMs, step, type Effect, type Input, type LimitKind, type State } from '../engine';
import type { InstanceListener, RunReport, Runtime, RuntimeInstance, Usage } from '../runtime';
import {
  DEFAULT_ALIAS,
  endStateOf,
  type Attempt,
  type Cause,
  type FunctionPlan,
  type InstanceId,
  type InvocationRecord,
  type InvocationType,
  type RegionPlan,
  type RequestId,
  type Status,
} from '../scf';
import { platformError, type ErrorBody } from './error';
import { Gauge, type Levels } from './gauge';
import { endLines, startLines } from './log';

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
  /** An event cannot run yet. */
  waits?(requestId: RequestId, cause: Cause): void;
  /** An instance begins to run an invocation. */
  runs?(requestId: RequestId, instance: number, cold: boolean): void;
}

/** One call of a function. */
export interface Call {
  /** Its key in the plan. */
  readonly function: string;
  /** The event as JSON text. */
  readonly event: Buffer;
  readonly type: InvocationType;
  /** `$LATEST`, `$DEFAULT` (the default) or a version. @source S143 */
  readonly qualifier?: string;
}

/** What the caller of a function gets back. */
export type Answer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'result'; readonly result: Buffer }
  | { readonly kind: 'error'; readonly status: Status; readonly error: ErrorBody };

/** An invocation on its way. */
export interface Invocation {
  readonly requestId: RequestId;
  /** Resolves with what the caller gets: of an asynchronous call, that it was accepted. Never rejects. */
  readonly answer: Promise<Answer>;
  /** Resolves when nothing of it runs any more. Never rejects. */
  readonly ended: Promise<Ended>;
}

/** How an invocation went. */
export interface Ended extends Usage {
  readonly record: InvocationRecord;
  /** The handler's result as JSON text, also when nobody waited for it; undefined when it failed. */
  readonly result: Buffer | undefined;
  readonly error: ErrorBody | undefined;
}

/** An invocation in the making. */
interface Pending {
  readonly row: number;
  readonly requestId: RequestId;
  readonly call: Call;
  readonly qualifier: string;
  readonly plan: FunctionPlan | undefined;
  readonly arrivedMs: number;
  readonly answer: (answer: Answer) => void;
  readonly end: (ended: Ended) => void;
  answered: boolean;
  cause: Cause | undefined;
  run: { readonly instance: number; readonly cold: boolean; readonly startedMs: number } | undefined;
  instance: LiveInstance | undefined;
  /** What the runtime said of its end, before the engine has judged it. */
  report: RunReport | undefined;
}

/** An instance of the region, and what the engine is not interested in. */
interface LiveInstance {
  readonly id: InstanceId;
  readonly plan: FunctionPlan;
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
  readonly #gauges = new Map<string, Gauge>();
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
    for (const { key } of parts.plan.functions) this.#gauges.set(key, new Gauge());
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
    return functionKey === undefined ? this.#total : (this.#gauges.get(functionKey) ?? new Gauge());
  }

  /** Call a function. Whatever is wrong with the call is told by its answer, as the platform does it. */
  invoke(call: Call): Invocation {
    assert(!this.#closed, 'a closed region takes no calls');
    const requestId = this.#parts.newRequestId();
    let answer!: (answer: Answer) => void;
    let end!: (ended: Ended) => void;
    const invocation: Invocation = {
      requestId,
      answer: new Promise((resolve) => (answer = resolve)),
      ended: new Promise((resolve) => (end = resolve)),
    };
    const qualifier = call.qualifier ?? DEFAULT_ALIAS;
    const plan = this.#parts.plan.functions.find((fn) => fn.key === call.function);
    const arrivedMs = this.#parts.clock.nowMs();
    this.#pending.set(requestId, {
      row: this.#rows++,
      requestId,
      call,
      qualifier,
      plan,
      arrivedMs,
      answer,
      end,
      answered: false,
      cause: undefined,
      run: undefined,
      instance: undefined,
      report: undefined,
    });
    this.#take({ kind: 'invoked', requestId, function: call.function, qualifier, type: call.type, bytes: call.event.length });
    return invocation;
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
    for (const { plan } of this.#instances.values()) for (const gauge of this.#gaugesOf(plan)) gauge.stop();
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
        return this.#answer(this.#pendingOf(effect.requestId), { kind: 'accepted' });
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

  #wait(pending: Pending, { limit, throttled }: Extract<Effect, { kind: 'waits' }>): void {
    if (throttled) this.#throttle(pending, limit);
    else pending.cause = this.#explain(pending.call.function, limit);
    if (pending.cause) this.#parts.observer?.waits?.(pending.requestId, pending.cause);
  }

  /** A limit refused an invocation, for good or for now. @source design.md §4.5: counted once per event */
  #throttle(pending: Pending, limit: LimitKind): void {
    pending.cause ??= this.#explain(pending.call.function, limit);
    if (pending.plan) for (const gauge of this.#gaugesOf(pending.plan)) gauge.throttle(limit);
  }

  #start({ instanceId, function: key, version, requestId }: Extract<Effect, { kind: 'starts' }>): void {
    const { plan, runtime } = this.#parts;
    const fn = plan.functions.find((candidate) => candidate.key === key);
    assert(fn, 'the engine starts functions of its plan');
    const instance: LiveInstance = { id: instanceId, plan: fn, process: undefined, pending: undefined };
    this.#instances.set(instanceId, instance);
    for (const gauge of this.#gaugesOf(fn)) gauge.start();
    if (requestId !== undefined) this.#occupy(instance, this.#pendingOf(requestId));
    instance.process = runtime.start(
      {
        id: instanceId,
        function: fn,
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
      line: (text) => alive(() => this.#line(text, instance.plan, instance.pending)),
      answered: (result) => alive(() => instance.pending && this.#answer(instance.pending, { kind: 'result', result })),
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
    pending.run = { instance: instanceId, cold, startedMs: this.#parts.clock.nowMs() };
    instance.process.run(requestId, pending.call.event);
    this.#parts.observer?.runs?.(requestId, instanceId, cold);
  }

  #occupy(instance: LiveInstance, pending: Pending): void {
    instance.pending = pending;
    pending.instance = instance;
    for (const gauge of this.#gaugesOf(instance.plan)) gauge.busy(instance.plan.memoryMB);
    for (const line of startLines(pending.requestId)) this.#line(line, instance.plan, pending);
  }

  #free(instance: LiveInstance): void {
    instance.pending = undefined;
    for (const gauge of this.#gaugesOf(instance.plan)) gauge.free(instance.plan.memoryMB);
  }

  #stop(id: InstanceId): void {
    const instance = this.#instances.get(id);
    assert(instance, 'the engine stops instances that exist');
    this.#instances.delete(id);
    for (const gauge of this.#gaugesOf(instance.plan)) gauge.stop();
    instance.process?.kill();
    this.#awaitNoLonger(id);
  }

  /** An instance of the first moment no longer starts. */
  #awaitNoLonger(id: InstanceId | undefined): void {
    if (id !== undefined) this.#warming.delete(id);
    if (this.#warming.size === 0) this.#warm();
  }

  #answer(pending: Pending, answer: Answer): void {
    if (pending.answered) return;
    pending.answered = true;
    pending.answer(answer);
  }

  #end(pending: Pending, status: Status, limit: LimitKind | undefined): void {
    const { requestId, call, run, qualifier, instance } = pending;
    const nowMs = this.#parts.clock.nowMs();
    if (limit !== undefined) this.#throttle(pending, limit);
    const usage = pending.report ?? { durationMs: run ? nowMs - run.startedMs : 0, memoryMB: instance?.process?.memoryMB };
    const error = status === 200 ? undefined : this.#errorOf(pending, status);
    if (instance) {
      for (const line of endLines(requestId, instance.plan.memoryMB, usage, error)) this.#line(line, instance.plan, pending);
      this.#free(instance);
    }
    this.#pending.delete(requestId);
    const attempts = run ? [this.#attempt(run, nowMs, status)] : [];
    const record: InvocationRecord = {
      row: pending.row,
      requestId,
      function: call.function,
      qualifier,
      type: call.type,
      arrivedMs: this.#relative(pending.arrivedMs),
      status,
      state: endStateOf(status),
      attempts,
      endedMs: this.#relative(nowMs),
      ...(pending.cause && { cause: pending.cause }),
    };
    const result = pending.report?.status === 200 && status === 200 ? pending.report.result : undefined;
    this.#answer(pending, error ? { kind: 'error', status, error } : { kind: 'result', result: result ?? Buffer.from('null') });
    pending.end({ record, result, error, durationMs: usage.durationMs, memoryMB: usage.memoryMB });
  }

  #errorOf({ report, plan, call, qualifier, cause, requestId }: Pending, status: Exclude<Status, 200>): ErrorBody {
    // A deadline may have come before a report that was heard of later: then the platform speaks, not the report.
    const said = report?.status === status ? report.error : undefined;
    const detail = said ?? platformError(status, plan, call.function, qualifier, cause);
    return { ...detail, requestId, statusCode: status };
  }

  #attempt(run: NonNullable<Pending['run']>, nowMs: number, status: Status): Attempt {
    return { instance: run.instance, cold: run.cold, startedMs: this.#relative(run.startedMs), endedMs: this.#relative(nowMs), status };
  }

  #line(text: string, plan: FunctionPlan, pending: Pending | undefined): void {
    this.#parts.observer?.line?.(text, plan.key, pending?.requestId);
  }

  /** The cause of a refusal, its times in ms since the region was opened, like those of a record. */
  #explain(functionKey: string, limit: LimitKind): Cause {
    const cause = explain(this.#state, functionKey, limit);
    if (cause.limit === 'burst') return { ...cause, openedMs: this.#relative(cause.openedMs), endsMs: this.#relative(cause.endsMs) };
    return { ...cause, holders: cause.holders.map((holder) => ({ ...holder, sinceMs: this.#relative(holder.sinceMs) })) };
  }

  #gaugesOf(fn: FunctionPlan): Gauge[] {
    const gauge = this.#gauges.get(fn.key);
    assert(gauge, 'every function of the plan has a gauge');
    return [gauge, this.#total];
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
