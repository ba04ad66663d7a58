import assert from 'node:assert';
import {
  boundMs,
  Sink,
  step,
  type EndReason,
  type Finished,
  type Instance,
  type Invocation,
  type Invoked,
  type State,
  type StopReason,
} from '../engine';
import { samplerOf, stream, type Sampler } from '../random';
import { LATEST, type EndState, type InstanceId, type InvocationId, type LimitKind, type Profile, type RunStatus, type Status } from '../scf';
import { billedMs } from '../trace';
import { Agenda } from '../engine/agenda';
import { Call } from './call';
import { Levels } from './levels';
import type { Recorder } from './recorder';
import type { SimulatedFunction } from './simulatedFunction';

/** Statuses with which a modelled run takes its instance along. @source S123 405, S155 439 */
const takesInstance = (status: RunStatus): boolean => status === 439 || status === 405;

/** Writable, so that one object serves all reports: the engine keeps none of them. */
type Reused<T> = { -readonly [Name in keyof T]: T[Name] };

/**
 * Carries out what the engine asks for, in virtual time: an instance is ready after its modelled cold start, a run over after
 * its modelled duration. Counts on the way.
 */
export class ModelledShell extends Sink {
  /** Now, ms since the beginning. */
  nowMs = 0;
  /** Invocations that have not ended. */
  open = 0;
  readonly total = new Levels();
  readonly #ready = new Agenda<Instance>();
  readonly #done = new Agenda<Call>();
  /** Calls that are over and serve again: as many as were ever in flight together. */
  readonly #spare: Call[] = [];
  /** Of instances that serve several requests at a time: since when they are busy, and how much of it is charged. */
  readonly #charged = new WeakMap<Instance, { sinceMs: number; billedMs: number }>();
  /** Provisioned instances that are ready. */
  readonly #provisioned = new Set<Instance>();
  /** How long instances may be idle, where that differs. @source S111 */
  readonly #keepAliveMs: Sampler | undefined;
  readonly #finished: Reused<Finished> = {
    kind: 'finished',
    instanceId: 0 as InstanceId,
    instance: undefined,
    id: 0 as InvocationId,
    status: 200,
    gone: false,
    keepAliveMs: NaN,
  };
  #tickets = 0;

  constructor(
    private readonly state: State,
    { keepAliveMs }: Profile,
    private readonly functions: ReadonlyMap<string, SimulatedFunction>,
    private readonly recorder: Recorder,
    seed: number,
  ) {
    super();
    if (typeof keepAliveMs === 'number') this.#finished.keepAliveMs = keepAliveMs;
    else this.#keepAliveMs = samplerOf({ kind: 'uniform', ...keepAliveMs }, stream(seed, 'keep-alive'));
  }

  /** When something is due next, ms; it may be early. */
  get nextMs(): number {
    return Math.min(this.#done.nextMs, this.#ready.nextMs, boundMs(this.state));
  }

  /** What an invocation of that row is known by until it has ended; its arrival is still to be told. */
  opens(of: SimulatedFunction): Call {
    const call = this.#spare.pop() ?? new Call(of);
    call.of = of;
    this.open += 1;
    return call;
  }

  #closes(call: Call): void {
    call.reset();
    this.open -= 1;
    this.#spare.push(call);
  }

  /**
   * Let everything happen that is due until then, at its own moment: what finished comes before what started, and that before
   * what falls due in the engine.
   * @source design.md §4.1
   */
  advanceTo(toMs: number): void {
    for (;;) {
      const doneMs = this.#done.nextMs;
      const otherMs = Math.min(this.#ready.nextMs, boundMs(this.state));
      if (Math.min(doneMs, otherMs) > toMs) break;
      if (doneMs <= otherMs) this.#reportDone();
      else this.#reportOther(otherMs);
    }
    this.nowMs = toMs;
  }

  /** Let everything happen that comes before a change at that moment: deadlines at the moment itself fall due with the change. @source design.md §4.1 */
  reach(atMs: number): void {
    while (this.nextMs < atMs) this.advanceTo(this.nextMs);
    while (Math.min(this.#done.nextMs, this.#ready.nextMs) <= atMs) {
      if (this.#done.nextMs <= this.#ready.nextMs) this.#reportDone();
      else this.#reportReady();
    }
    this.nowMs = atMs;
  }

  /** What happens seldom: in `advanceTo` itself, V8 would compile that and all that calls it anew when it happens for the first time. */
  #reportOther(nextMs: number): void {
    if (this.#ready.nextMs === nextMs) this.#reportReady();
    else this.#ring(nextMs);
  }

  /** The bound may be early: then it has passed already, and nothing falls due. */
  #ring(dueMs: number): void {
    if (dueMs > this.nowMs) this.nowMs = dueMs;
    step(this.state, { kind: 'rang' }, dueMs, this);
  }

  #reportDone(): void {
    const { nextMs, nextTicket } = this.#done;
    this.nowMs = nextMs;
    const { ticket, instance, row, status } = this.#done.take();
    // A deadline, or another run on the instance, may have ended it before.
    if (ticket !== nextTicket || instance === undefined) return;
    const finished = this.#finished;
    finished.instanceId = instance.id;
    finished.instance = instance;
    finished.id = row as InvocationId;
    finished.status = status;
    finished.gone = takesInstance(finished.status);
    if (this.#keepAliveMs !== undefined) finished.keepAliveMs = this.#keepAliveMs();
    step(this.state, finished, nextMs, this);
  }

  #reportReady(): void {
    this.nowMs = this.#ready.nextMs;
    const { nextTicket } = this.#ready;
    const instance = this.#ready.take();
    // What had ended before may be another one by now.
    if (instance.id !== nextTicket || instance.phase !== 'starting') return;
    const of = this.#of(instance);
    const status = of.model.coldOutcome();
    if (status !== 200) return step(this.state, { kind: 'startFailed', instanceId: instance.id, status }, this.nowMs, this);
    step(this.state, { kind: 'started', instanceId: instance.id }, this.nowMs, this);
    if (!instance.provisioned) return;
    this.#provisioned.add(instance);
    this.#level(instance, 1, 0);
  }

  override rejected({ data, qualifier, type, function: key }: Invoked, status: Status, limit: LimitKind | undefined): void {
    const call = data as Call;
    const version = this.state.functions.get(key)?.versions.get(LATEST);
    if (limit !== undefined && version) this.#refused(call, version, limit);
    call.of.tally.refused(status, 'REFUSED');
    this.recorder.ended(call, qualifier, type, status, 'REFUSED', this.nowMs);
    this.#closes(call);
  }

  override waits(invocation: Invocation, limit: LimitKind, throttled: boolean): void {
    const call = callOf(invocation);
    if (throttled) call.of.tally.throttled(limit);
    this.recorder.hindered(call, invocation.version, limit, throttled ? 'waits' : 'behind', this.nowMs);
  }

  override starts(instance: Instance, invocation: Invocation | undefined): void {
    const of = this.#of(instance);
    of.levels.start();
    this.total.start();
    if (invocation) this.#occupy(of, instance.version.memoryMB);
    const coldStartMs = invocation ? callOf(invocation).coldStartMs : of.model.unaskedStartMs();
    this.#ready.add(this.nowMs + coldStartMs, instance.id, instance);
  }

  override runs(invocation: Invocation, instance: Instance, cold: boolean): void {
    const call = callOf(invocation);
    const { of } = call;
    const { nowMs } = this;
    const { version } = instance;
    if (call.tried) this.#again(call);
    if (!call.begun && !call.arriving) of.tally.began(nowMs - call.arrivedMs);
    call.begun = true;
    call.startedMs = nowMs;
    call.cold = cold;
    call.instance = instance;
    call.ticket = this.#tickets += 1;
    const isFirst = instance.others === undefined || instance.running === 1;
    if (isFirst && instance.others !== undefined) this.#charged.set(instance, { sinceMs: nowMs, billedMs: 0 });
    if (isFirst && !cold) this.#occupy(of, version.memoryMB);
    // Of instances, as the rest of what idles is: one that serves several requests is in use once (S1, S172).
    if (isFirst && version.name !== LATEST) this.#level(instance, 0, 1);
    // What takes longer is ended by the engine.
    if (call.durationMs <= version.timeoutMs) this.#done.add(nowMs + call.durationMs, call.ticket, call);
  }

  /** A run after the first one goes as it will; the first one goes as was drawn for it, however many instances failed to start before. */
  #again(call: Call): void {
    const { tally, model } = call.of;
    tally.retried();
    if (!call.begun) return;
    if (call.drawsDuration) call.durationMs = model.further.durationMs();
    if (call.drawsStatus) call.status = model.further.outcome();
  }

  override left(invocation: Invocation, instance: Instance, status: RunStatus): void {
    const call = callOf(invocation);
    const { version } = instance;
    call.ticket = 0;
    if (instance.invocation === undefined) {
      call.of.levels.vacate(version.memoryMB);
      this.total.vacate(version.memoryMB);
    }
    if (instance.phase !== 'busy') return this.#neverBegan(call, instance, status);
    call.tried = true;
    if (instance.invocation === undefined && version.name !== LATEST) this.#level(instance, 0, -1);
    call.of.tally.ran(call.cold, instance.others !== undefined ? this.#chargedMs(instance) : billedMs(this.nowMs - call.startedMs));
    this.recorder.left(call, instance, status, this.nowMs);
  }

  /** Its instance failed to start: an attempt all the same. @source S62, S123; S125: nothing is charged for it */
  #neverBegan(call: Call, instance: Instance, status: RunStatus): void {
    const { tally } = call.of;
    if (call.tried) tally.retried();
    call.tried = true;
    tally.ran(true, 0);
    this.recorder.neverBegan(call, instance, status, this.nowMs);
  }

  /**
   * Time in which an instance serves several requests is charged once, and rounded once: a part of it that each one begins would
   * add up to a multiple. @source S93, S170, S175
   */
  #chargedMs(instance: Instance): number {
    const charged = this.#charged.get(instance);
    if (!charged) assert.fail('an instance that runs something is charged for');
    const totalMs = billedMs(this.nowMs - charged.sinceMs);
    const partMs = totalMs - charged.billedMs;
    charged.billedMs = totalMs;
    return partMs;
  }

  override ended(invocation: Invocation, status: Status, state: EndState, why: EndReason): void {
    const call = callOf(invocation);
    const { tally } = call.of;
    const { waitsFor: limit } = invocation;
    if (limit !== undefined) this.#hindered(call, invocation.version, limit, why);
    if (call.begun) tally.ended(status, state, this.nowMs - call.arrivedMs);
    else if (call.tried) tally.neverBegan(status, state, this.nowMs - call.arrivedMs);
    else tally.refused(status, state);
    this.recorder.ended(call, invocation.qualifier, invocation.type, status, state, this.nowMs);
    this.#closes(call);
  }

  /** A limit was in the way of what has ended. One that was told to wait, and ends at once where nothing is waited for, was refused (S77). */
  #hindered(call: Call, version: Invocation['version'], limit: LimitKind, why: EndReason): void {
    if (why === 'refused' || why === 'queueFull') this.#refused(call, version, limit);
    else if (!call.begun && !call.tried && this.nowMs === call.arrivedMs) call.of.refusals.neverWaited(limit);
  }

  /** A limit refused it for good. */
  #refused(call: Call, version: Invocation['version'], limit: LimitKind): void {
    call.of.tally.throttled(limit);
    this.recorder.hindered(call, version, limit, 'refused', this.nowMs);
  }

  override stops(instance: Instance, _why: StopReason): void {
    const of = this.#of(instance);
    of.levels.stop();
    this.total.stop();
    if (this.#provisioned.delete(instance)) this.#level(instance, -1, 0);
  }

  #of({ version }: Instance): SimulatedFunction {
    const of = this.functions.get(version.function.key);
    if (!of) assert.fail('the engine speaks of functions of its plan');
    return of;
  }

  #occupy({ levels }: SimulatedFunction, memoryMB: number): void {
    levels.occupy(memoryMB);
    this.total.occupy(memoryMB);
  }

  #level(instance: Instance, ready: number, busy: number): void {
    const { versions, tally } = this.#of(instance);
    const { name } = instance.version;
    let levels = versions.get(name);
    if (!levels) versions.set(name, (levels = { ready: 0, busy: 0, idle: tally.provisioned(name) }));
    levels.ready += ready;
    levels.busy += busy;
    if (ready !== 0) levels.idle.started(levels.ready, this.nowMs);
    if (busy !== 0) levels.idle.busy(levels.busy, this.nowMs);
  }
}

function callOf({ data }: Invocation): Call {
  return data as Call;
}
