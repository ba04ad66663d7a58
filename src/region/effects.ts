import assert from 'node:assert';
import {
  explain,
  Sink,
  type Change,
  type ChangeFault,
  type EndReason,
  type Input,
  type Instance,
  type Invocation,
  type Invoked,
  type State,
  type TerminateOutcome,
} from '../engine';
import { classOf } from '../engine/attempts';
import {
  endStateOf,
  LATEST,
  type Cause,
  type EndState,
  type InstanceId,
  type InvocationId,
  type LimitKind,
  type RequestId,
  type RunStatus,
  type Status,
} from '../scf';
import type { AsyncEvents } from './asyncEvents';
import type { DeadLetters } from './deadLetter';
import type { Functions, LiveFunction } from './functions';
import { Gauge } from './gauge';
import { launch } from './launch';
import { LiveInstance } from './liveInstance';
import { endLines, signalLine, startLines } from './log';
import type { RegionParts } from './parts';
import { pendingOf, type Pending } from './pending';
import type { Schedules } from './schedule';
import type { Stopwatch } from './stopwatch';
import type { Warming } from './warming';

/** What effects are carried out with. */
export interface Household {
  readonly parts: RegionParts;
  readonly state: State;
  readonly functions: Functions;
  readonly schedules: Schedules;
  readonly asyncEvents: AsyncEvents;
  readonly deadLetters: DeadLetters;
  readonly stopwatch: Stopwatch;
  readonly warming: Warming;
  /** Tell the engine what an instance has done. */
  readonly tell: (input: Input) => void;
}

/** Carries out what the engine asks for: instances are started and ended, callers and observers are told. */
export class Effects extends Sink {
  /** Invocations that are on their way. */
  readonly pending = new Map<RequestId, Pending>();
  readonly instances = new Map<InstanceId, LiveInstance>();
  /** Counts the whole region. */
  readonly total = new Gauge();
  /** What the engine said of the last change, and of the last wish to terminate. */
  fault: ChangeFault | undefined;
  outcome: TerminateOutcome = 'notRunning';
  readonly #house: Household;

  constructor(house: Household) {
    super();
    this.#house = house;
  }

  override rejected(call: Invoked, status: Status, limit: LimitKind | undefined): void {
    const pending = pendingOf(call);
    const version = this.#house.state.functions.get(call.function)?.versions.get(LATEST);
    if (limit !== undefined && version) this.#throttle(pending, version, limit);
    this.refuse(pending, status);
  }

  /** A call is answered without having become an invocation. */
  refuse(pending: Pending, status: Status): void {
    this.#end(pending, status, endStateOf(status));
  }

  override accepted(invocation: Invocation): void {
    const pending = pendingOf(invocation);
    pending.answer({ kind: 'accepted' });
    this.#house.parts.observer?.accepted?.(pending.requestId);
  }

  override waits(invocation: Invocation, limit: LimitKind, throttled: boolean): void {
    const pending = pendingOf(invocation);
    if (throttled) this.#throttle(pending, invocation.version, limit);
    else pending.cause = this.#explain(invocation.version, limit);
    if (pending.cause) this.#house.parts.observer?.waits?.(pending.requestId, pending.cause);
  }

  /** A limit refused an invocation, for good or for now. @source design.md §4.5: counted once per event */
  #throttle(pending: Pending, version: Invocation['version'], limit: LimitKind): void {
    pending.cause ??= this.#explain(version, limit);
    const fn = this.#house.functions.get(version.function.key);
    if (fn) this.#count(fn, (gauge) => gauge.throttle(limit));
  }

  override starts({ id, version }: Instance, invocation: Invocation | undefined): void {
    const { functions, stopwatch } = this.#house;
    const of = functions.get(version.function.key);
    assert(of, 'the engine starts instances of functions that it was told of');
    const live = new LiveInstance(id, of, functions.planOf(of, version.name), version.memoryMB, stopwatch.nowMs());
    this.instances.set(id, live);
    this.#count(of, (gauge) => gauge.start());
    const pending = invocation && pendingOf(invocation);
    if (pending) this.#occupy(live, pending, version.name);
    live.process = launch(this.#house, live, version.name, pending?.requestId, (then) => {
      if (this.instances.has(id)) then();
    });
  }

  override runs(invocation: Invocation, { id, version }: Instance, cold: boolean): void {
    const live = this.#instanceOf(id);
    assert(live.process, 'the engine runs events on instances that exist');
    const pending = pendingOf(invocation);
    if (!live.pendings.has(pending)) this.#occupy(live, pending, version.name);
    const { stopwatch, parts } = this.#house;
    live.sinceMs = stopwatch.nowMs();
    pending.run = { instance: id, cold, startedMs: live.sinceMs };
    live.process.run(pending.requestId, pending.call.event);
    parts.observer?.runs?.(pending.requestId, id, cold);
  }

  #occupy(live: LiveInstance, pending: Pending, version: string): void {
    const { asyncEvents, parts } = this.#house;
    pending.bind(live.plan);
    if (live.pendings.size === 0) this.#count(live.of, (gauge) => gauge.busy(live.memoryMB));
    live.pendings.add(pending);
    if (live.plan.asyncRun) asyncEvents.began(pending, version, parts.clock.nowMs());
    for (const line of startLines(pending.requestId)) this.#line(line, live, pending);
  }

  override left(invocation: Invocation, { id }: Instance, status: RunStatus): void {
    this.#leave(pendingOf(invocation), this.#instanceOf(id), status);
  }

  #leave(pending: Pending, live: LiveInstance, status: RunStatus): void {
    const nowMs = this.#house.stopwatch.nowMs();
    const usage = pending.leave(status, nowMs, live.process?.memoryMB);
    for (const line of endLines(pending.requestId, live.memoryMB, usage, pending.errorOf(status))) this.#line(line, live, pending);
    live.pendings.delete(pending);
    if (live.pendings.size > 0) return;
    live.sinceMs = nowMs;
    this.#count(live.of, (gauge) => gauge.free(live.memoryMB));
  }

  override retries(invocation: Invocation, dueMs: number, status: Status): void {
    const { parts, state, asyncEvents } = this.#house;
    const { requestId } = pendingOf(invocation);
    const { asyncRun, retryNum: max } = invocation.version.function.plan;
    if (asyncRun) asyncEvents.left(requestId);
    const kind = classOf(state.profile, status);
    const because = kind === 'run' || kind === 'overLimit' ? kind : 'system';
    parts.observer?.retries?.(requestId, { status, afterMs: dueMs - parts.clock.nowMs(), because, nth: invocation.attempts, max });
  }

  override ended(invocation: Invocation, status: Status, state: EndState, why: EndReason): void {
    const pending = pendingOf(invocation);
    if ((why === 'refused' || why === 'queueFull') && invocation.waitsFor !== undefined) {
      this.#throttle(pending, invocation.version, invocation.waitsFor);
    }
    this.#end(pending, status, state);
  }

  #end(pending: Pending, status: Status, state: EndState): void {
    const { parts, asyncEvents, deadLetters, stopwatch } = this.#house;
    const nowMs = parts.clock.nowMs();
    this.pending.delete(pending.requestId);
    asyncEvents.ended(pending.requestId, status, state, nowMs);
    const endedMs = stopwatch.nowMs();
    if (state === 'DEAD_LETTERED' && status !== 200) {
      deadLetters.push(pending, pending.failure(status), { beganMs: nowMs - (endedMs - pending.beganMs), nowMs });
    }
    const ended = pending.end(status, state, endedMs);
    parts.observer?.ended?.(ended);
  }

  override signals({ id }: Instance, invocation: Invocation): void {
    const live = this.#instanceOf(id);
    this.#line(signalLine(live.process?.signal() ?? false), live, pendingOf(invocation));
  }

  override stops({ id }: Instance): void {
    const live = this.#instanceOf(id);
    this.instances.delete(id);
    this.#count(live.of, (gauge) => gauge.stop());
    live.process?.kill();
    this.#house.warming.done(id);
  }

  override terminated(_id: InvocationId, outcome: TerminateOutcome): void {
    this.outcome = outcome;
  }

  override changed(change: Change, fault: ChangeFault | undefined): void {
    const { functions, schedules, state, parts } = this.#house;
    this.fault = fault;
    functions.settle(change, fault, (key) => state.functions.get(key)?.published ?? 0);
    if (fault) return;
    if (change.kind === 'functionRemoved') schedules.remove(change.function);
    const fn = change.kind === 'function' ? functions.get(change.plan.key) : undefined;
    if (fn) schedules.add(fn.plan, parts.clock.nowMs());
  }

  override givenUp(invocation: Invocation): void {
    const pending = pendingOf(invocation);
    pending.answer({ kind: 'error', status: 499, error: pending.failure(499) });
    this.#house.parts.observer?.givenUp?.(pending.requestId);
  }

  override credentialsExpired(invocation: Invocation): void {
    this.#house.parts.observer?.credentialsExpired?.(pendingOf(invocation).requestId);
  }

  /** The region closes: what is still on its way ends as cancelled, and no instance is left. */
  endAll(): void {
    for (const live of this.instances.values()) for (const pending of [...live.pendings]) this.#leave(pending, live, 499);
    for (const pending of [...this.pending.values()]) this.#end(pending, 499, 'ABORTED');
    for (const { of } of this.instances.values()) this.#count(of, (gauge) => gauge.stop());
    this.instances.clear();
  }

  #line(text: string, { plan }: LiveInstance, pending: Pending | undefined): void {
    this.#house.parts.observer?.line?.(text, plan.key, pending?.requestId);
  }

  /** The cause of a refusal, its times in ms since the region was opened, like those of a record. */
  #explain(version: Invocation['version'], limit: LimitKind): Cause {
    const { state, parts, stopwatch } = this.#house;
    const cause = explain(state, version, limit, parts.clock.nowMs(), (invocation) => pendingOf(invocation).requestId);
    if ('holders' in cause) {
      return { ...cause, holders: cause.holders.map((holder) => ({ ...holder, sinceMs: stopwatch.of(holder.sinceMs) })) };
    }
    return { ...cause, openedMs: stopwatch.of(cause.openedMs), endsMs: stopwatch.of(cause.endsMs) };
  }

  #count(of: LiveFunction, count: (gauge: Gauge) => void): void {
    count(of.gauge);
    count(this.total);
  }

  #instanceOf(id: InstanceId): LiveInstance {
    const live = this.instances.get(id);
    assert(live, 'the engine speaks of instances that exist');
    return live;
  }
}
