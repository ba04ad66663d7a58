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
  type Restored,
  type State,
  type TerminateOutcome,
} from '../engine';
import { classOf, expiryMs } from '../engine/attempts';
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
import type { Store } from '../store';
import type { Away } from './away';
import { triggerOf, type Ended } from './call';
import type { DeadLetters } from './deadLetter';
import type { Deferred, DeferredQueues } from './deferred';
import type { Functions, LiveFunction } from './functions';
import { Gauge } from './gauge';
import { launch } from './launch';
import { LiveInstance } from './liveInstance';
import { endLines, signalLine, startLines } from './log';
import type { RegionParts } from './parts';
import { pendingOf, type Pending } from './pending';
import type { Schedules } from './schedule';
import type { Stopwatch } from './stopwatch';
import type { KnownTerms, Terms } from './terms';
import type { Warming } from './warming';

/** What effects are carried out with. */
export interface Household {
  readonly parts: RegionParts;
  readonly state: State;
  readonly functions: Functions;
  readonly schedules: Schedules;
  readonly store: Store;
  readonly deferred: DeferredQueues;
  readonly away: Away;
  readonly terms: KnownTerms;
  readonly deadLetters: DeadLetters;
  readonly stopwatch: Stopwatch;
  readonly warming: Warming;
  /** Have the store forget what is too old. */
  readonly prune: (nowMs: number) => void;
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

  override rejected(call: Invoked | Restored, status: Status, limit: LimitKind | undefined): void {
    const pending = pendingOf(call);
    const version = this.#house.state.functions.get(call.function)?.versions.get(LATEST);
    if (limit !== undefined && version) this.#throttle(pending, version, limit);
    this.refuse(pending, status);
  }

  /** A call is answered without having become an invocation; what was accepted before fails. */
  refuse(pending: Pending, status: Status): void {
    if (pending.restored) return this.#end(pending, status, 'FAILED');
    this.forget(pending);
    this.#end(pending, status, endStateOf(status));
  }

  /** It was never accepted. */
  forget(pending: Pending): void {
    if (pending.seq !== undefined) this.#house.store.forget(pending.seq);
    pending.seq = undefined;
  }

  override accepted(invocation: Invocation): void {
    const pending = pendingOf(invocation);
    pending.answer({ kind: 'accepted' });
    this.#house.parts.observer?.accepted?.(pending.requestId);
  }

  override waits(invocation: Invocation, limit: LimitKind, throttled: boolean): void {
    const pending = pendingOf(invocation);
    // One that stood behind another is refused once more when it comes first: what it waits for has been told.
    const isTold = pending.cause !== undefined;
    if (throttled) this.#throttle(pending, invocation.version, limit);
    else pending.cause ??= this.#explain(invocation.version, limit);
    if (pending.cause && !isTold) this.#house.parts.observer?.waits?.(pending.requestId, pending.cause);
  }

  override deferred(invocation: Invocation): void {
    const pending = pendingOf(invocation);
    const { requestId, call } = pending;
    // Of what waits by the hundred thousand only that is kept here for which somebody waits.
    if (!pending.isAwaited) {
      this.pending.delete(requestId);
      pending.whenAwaited = () => this.#follow(pending);
    }
    this.#house.deferred.push(call.function, leftInStore(invocation));
  }

  /** Somebody waits for the end of an event that the store has had alone; it may be back since. */
  #follow(pending: Pending): void {
    const back = this.pending.get(pending.requestId);
    if (back) back.whenOver = (ended) => pending.tell(ended);
    else this.pending.set(pending.requestId, pending);
  }

  /** Whoever waits for its end goes on doing so. */
  override departs(invocation: Invocation): void {
    this.#house.away.put(pendingOf(invocation).call.function, leftInStore(invocation));
  }

  /** An event of a function that is not there is given up: its run was lost, or it has waited too long. @source S58, S60, S77 */
  giveUp(pending: Pending, status: 435 | 500): void {
    const otherwise = status === 435 ? 'EXPIRED' : 'FAILED';
    this.#end(pending, status, this.#termsOf(pending)?.deadLetter ? 'DEAD_LETTERED' : otherwise);
  }

  #termsOf({ plan, call }: Pending): Terms | undefined {
    return plan ?? this.#house.terms.of(call.function);
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
    if (invocation && pending) this.#occupy(live, pending, version.name, invocation.attempts);
    live.process = launch(this.#house, live, version.name, pending?.requestId, (then) => {
      if (this.instances.has(id)) then();
    });
  }

  override runs(invocation: Invocation, { id, version }: Instance, cold: boolean): void {
    const live = this.#instanceOf(id);
    assert(live.process, 'the engine runs events on instances that exist');
    const pending = pendingOf(invocation);
    if (!live.pendings.has(pending)) this.#occupy(live, pending, version.name, invocation.attempts);
    const { stopwatch, parts } = this.#house;
    live.sinceMs = stopwatch.nowMs();
    pending.run = { cold, startedMs: live.sinceMs };
    if (!pending.begun) this.#run(live, pending);
    else void pending.begun.then(() => this.#run(live, pending));
    parts.observer?.runs?.(pending.requestId, id, cold);
  }

  /** It may have been ended while its beginning was written. */
  #run(live: LiveInstance, pending: Pending): void {
    if (this.instances.get(live.id) !== live || !live.pendings.has(pending)) return;
    live.process?.run(pending.requestId, this.#eventOf(pending), triggerOf(pending.call));
  }

  #eventOf({ event, seq }: Pending): Buffer {
    const found = event ?? (seq === undefined ? undefined : this.#house.store.body(seq));
    assert(found, 'an event is in memory or in the store until it ends');
    return found;
  }

  #occupy(live: LiveInstance, pending: Pending, version: string, attempts: number): void {
    const { store, parts } = this.#house;
    pending.bind(live.plan);
    if (live.pendings.size === 0) this.#count(live.of, (gauge) => gauge.busy(live.memoryMB));
    live.pendings.add(pending);
    if (pending.seq !== undefined) {
      pending.begun = store.began(pending.seq, { attempts, version, traced: live.plan.traceEnable, startMs: parts.clock.nowMs() });
      void pending.begun?.then(() => (pending.begun = undefined));
    }
    parts.observer?.begins?.(pending.requestId, live.id, version);
    for (const line of startLines(pending.requestId)) this.#line(line, live, pending);
  }

  override left(invocation: Invocation, { id }: Instance, status: RunStatus): void {
    this.#leave(pendingOf(invocation), this.#instanceOf(id), status);
  }

  #leave(pending: Pending, live: LiveInstance, status: RunStatus): void {
    const nowMs = this.#house.stopwatch.nowMs();
    const usage = pending.leave(status, nowMs, live.id, live.process?.memoryMB);
    for (const line of endLines(pending.requestId, live.memoryMB, usage, pending.errorOf(status))) this.#line(line, live, pending);
    live.pendings.delete(pending);
    this.#house.parts.observer?.leaves?.(pending.requestId, live.id);
    if (live.pendings.size > 0) return;
    live.sinceMs = nowMs;
    this.#count(live.of, (gauge) => gauge.free(live.memoryMB));
  }

  /** An attempt was lost with the process that made it: its log ends as that of any other does. @param durationMs  at least */
  cutOff(pending: Pending, durationMs: number): void {
    const { requestId, plan, call } = pending;
    const usage = pending.cutOff(durationMs);
    const { observer } = this.#house.parts;
    for (const line of endLines(requestId, plan?.memoryMB ?? 0, usage, pending.errorOf(500))) observer?.line?.(line, call.function, requestId);
  }

  override retries(invocation: Invocation, dueMs: number, status: Status): void {
    const { parts, state, store } = this.#house;
    const { requestId, seq } = pendingOf(invocation);
    const { attempts, runErrors } = invocation;
    const { retryNum: max } = invocation.version.function.plan;
    if (seq !== undefined) store.waits(seq, dueMs, { attempts, runErrors });
    const kind = classOf(state.profile, status);
    const because = kind === 'run' || kind === 'overLimit' ? kind : 'system';
    parts.observer?.retries?.(requestId, { status, afterMs: dueMs - parts.clock.nowMs(), because, nth: attempts, max });
  }

  override ended(invocation: Invocation, status: Status, state: EndState, why: EndReason): void {
    const pending = pendingOf(invocation);
    if ((why === 'refused' || why === 'queueFull') && invocation.waitsFor !== undefined) {
      this.#throttle(pending, invocation.version, invocation.waitsFor);
    }
    this.#end(pending, status, state);
  }

  #end(pending: Pending, status: Status, state: EndState): void {
    const { parts, deadLetters, stopwatch } = this.#house;
    const nowMs = parts.clock.nowMs();
    this.pending.delete(pending.requestId);
    const endedMs = stopwatch.nowMs();
    if (state === 'DEAD_LETTERED' && status !== 200) {
      const moments = { beganMs: nowMs - (endedMs - pending.beganMs), nowMs };
      deadLetters.push(pending, this.#termsOf(pending), this.#eventOf(pending), pending.failure(status), moments);
    }
    const ended = pending.end(status, state, endedMs);
    this.#keepEnd(pending, ended, nowMs);
    pending.tell(ended);
    parts.observer?.ended?.(ended);
  }

  /** What a limit refused was never accepted, and leaves no trace. @source S79, S90 */
  #keepEnd(pending: Pending, { record, result, error, durationMs, memoryMB }: Ended, endMs: number): void {
    const { seq, executions: attempts } = pending;
    if (seq === undefined) return;
    const { state, status } = record;
    if (state === 'REFUSED') return this.forget(pending);
    const text = error ? JSON.stringify(error) : result?.toString();
    this.#house.store.ended(seq, { state, status, endMs, attempts, durationMs, memoryMB, result: text });
    this.#house.prune(endMs);
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
    const { functions, schedules, state, parts, deferred, away, terms } = this.#house;
    this.fault = fault;
    functions.settle(change, fault, (key) => state.functions.get(key)?.published ?? 0);
    if (fault) return;
    if (change.kind === 'functionRemoved') {
      schedules.remove(change.function);
      if (change.leaves) for (const event of deferred.take(change.function)) away.put(change.function, event);
      else terms.forget(change.function);
    }
    const fn = change.kind === 'function' ? functions.get(change.plan.key) : undefined;
    if (!fn) return;
    terms.keep(fn.plan);
    schedules.add(fn.plan, parts.clock.nowMs());
  }

  override givenUp(invocation: Invocation): void {
    const pending = pendingOf(invocation);
    pending.answer({ kind: 'error', status: 499, error: pending.failure(499) });
    this.#house.parts.observer?.givenUp?.(pending.requestId);
  }

  override credentialsExpired(invocation: Invocation): void {
    this.#house.parts.observer?.credentialsExpired?.(pendingOf(invocation).requestId);
  }

  /**
   * The region closes, and no instance is left: what is still on its way ends as cancelled; but what a file keeps goes on when
   * the region is opened again.
   * @source design.md §5
   */
  endAll(): void {
    const stays = ({ seq }: Pending): boolean => seq !== undefined && this.#house.store.file !== undefined;
    for (const live of this.instances.values()) {
      for (const pending of [...live.pendings]) if (!stays(pending)) this.#leave(pending, live, 499);
    }
    for (const pending of [...this.pending.values()]) if (!stays(pending)) this.#end(pending, 499, 'ABORTED');
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

/** What is kept in memory of an event that waits in the store. */
function leftInStore(invocation: Invocation): Deferred {
  const { seq, row } = pendingOf(invocation);
  assert(seq !== undefined, 'only what is in the store can be left there');
  return { seq, row, expiresMs: expiryMs(invocation) };
}
