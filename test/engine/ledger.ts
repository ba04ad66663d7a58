import assert from 'node:assert';
import {
  provisioningOf,
  Sink,
  type Change,
  type ChangeFault,
  type EndReason,
  type Input,
  type Instance,
  type Invocation,
  type Invoked,
  type ProvisioningLevel,
  type Restored,
  type State,
  type StopReason,
  type TerminateOutcome,
} from '../../src/engine';
import type { EndState, InstanceId, InvocationId, LimitKind, RegionPlan, RunStatus, Status } from '../../src/scf';
import { applyChange, begin } from './ledgerChange';
import { checkCause } from './ledgerCause';
import { checkAfter, checkDue } from './ledgerCheck';
import { answerTo, arrive, comeBack, deferred, ended, giveBack, retries, waits } from './ledgerEvents';
import { left, runs, starts, stops } from './ledgerInstances';
import { versionNow } from './ledgerAdmission';
import { Books, type LedgerEvent, type LedgerInstance, type LedgerVersion } from './ledgerModel';
import { busyOf, targetOf, track } from './ledgerProvision';
import { resume } from './ledgerResume';

/** What an input has to be answered with, within its step. */
interface Answer {
  readonly name: string;
  given: boolean;
}

/**
 * The rules of design §8 kept once more, from nothing but inputs and effects: it throws at the first effect that breaks one.
 * Its player hears every alarm, unless nothing can be heard at all: a step is either a ring, with all that is due at its moment,
 * or one input with what follows from it alone.
 */
export class Ledger extends Sink {
  readonly books: Books;
  #input: Input = { kind: 'rang' };
  #answers: Answer[] = [];
  /** Why the event that is given back ends at once. */
  #gone: 435 | 442 | undefined;
  /** Whom this step has put aside. */
  readonly deferrals: LedgerEvent[] = [];
  #instancesStarted = 0;
  #fault: ChangeFault | undefined;
  #outcome: TerminateOutcome = 'notRunning';
  /** Versions whose load is looked at within this step, with how many instances were busy meanwhile. */
  readonly #tracked = new Map<LedgerVersion, Set<number>>();

  constructor(
    plan: RegionPlan,
    private readonly state: State,
    provisionedMax: (key: string) => number,
    seen: (what: string) => void,
  ) {
    super();
    this.books = new Books(plan, provisionedMax, seen);
  }

  /** An input is about to be taken. */
  expect(input: Input, nowMs: number): void {
    const { books } = this;
    assert(nowMs >= books.nowMs, 'the test does not go back in time');
    books.nowMs = nowMs;
    this.#input = input;
    this.#answers = [];
    switch (input.kind) {
      case 'deployed':
        for (const fn of books.functions.values()) begin(books, fn);
        return;
      case 'invoked':
        return this.#expectArrival(input);
      case 'started':
        return this.#expectReady(this.#instanceOf(input.instanceId));
      case 'startFailed':
        this.#ask(`stops ${input.instanceId}`);
        return;
      case 'finished':
        if (this.#instanceOf(input.instanceId).runs.some(({ event }) => event.id === input.id)) this.#ask(`left ${input.id}`);
        return;
      case 'exited':
        this.#instanceOf(input.instanceId).fate = 'exited';
        return;
      case 'terminate':
        return this.#expectTerminated(input);
      case 'changed':
        this.#fault = applyChange(books, input.change);
        books.seen(`change: ${input.change.kind}${this.#fault === undefined ? '' : `, ${this.#fault}`}`);
        this.#ask('changed');
        return;
      case 'restored':
        this.#gone = giveBack(books, input);
        if (this.#gone !== undefined) this.#ask(`rejected ${input.id}`);
        return;
      case 'resumed':
        return resume(books, input.lostMs);
      case 'quiesced':
        return assert.fail('no play closes its region');
      case 'rang':
        for (const fn of books.functions.values()) {
          for (const version of fn.versions.values()) if (version.trackMs <= nowMs) this.#tracked.set(version, new Set([busyOf(books, version)]));
        }
    }
  }

  #expectArrival(call: Invoked): void {
    const { books } = this;
    const answer = answerTo(books, call);
    if (answer) {
      this.#ask(`rejected ${call.id}`);
      books.seen(`rejected: ${answer.limit ?? answer.status}`);
      return;
    }
    arrive(books, call);
    if (call.type === 'async') this.#ask(`accepted ${call.id}`);
  }

  #expectReady(instance: LedgerInstance): void {
    const { id, provisioned, version } = instance;
    assert(!instance.ready, 'the test reports an instance ready once');
    if (!provisioned) {
      this.#ask(`runs ${id}`);
      return;
    }
    instance.ready = true;
    instance.rested = this.books.order();
    const { wanted, fault } = version;
    const available = wanted.filter(({ ready }) => ready).length;
    if (typeof fault === 'number' && available >= targetOf(this.books, version)) version.fault = undefined;
  }

  #expectTerminated({ id, grace }: Extract<Input, { kind: 'terminate' }>): void {
    const event = this.books.events.get(id);
    const running = event?.state === 'bound' && event.fn.plan.asyncRun;
    this.#outcome = running ? 'done' : 'notRunning';
    this.books.seen(`terminate: ${running ? (grace ? 'signalled' : 'done') : 'not running'}`);
    this.#ask('terminated');
    if (!running) return;
    this.#ask(grace ? `signals ${id}` : `left ${id}`);
    if (grace) event.signalled = true;
  }

  #ask(name: string): void {
    this.#answers.push({ name, given: false });
  }

  #give(name: string): void {
    const answer = this.#answers.find((other) => other.name === name && !other.given);
    assert(answer, `${name}: nobody asked, or it is said twice`);
    answer.given = true;
  }

  override rejected(call: Invoked | Restored, status: Status, limit: LimitKind | undefined): void {
    this.#give(`rejected ${call.id}`);
    const answer = call.kind === 'invoked' ? answerTo(this.books, call) : { status: this.#gone };
    assert.deepStrictEqual({ status, limit }, { limit: undefined, ...answer }, `${call.id} is rejected otherwise (S43, S79)`);
  }

  override accepted({ id, accepted }: Invocation): void {
    const event = this.#eventOf(id);
    assert(accepted, `${id} is not what it is said to be`);
    assert(!event.accepted && event.state === 'arriving', `${id} is accepted once, when it arrives`);
    if (event.type === 'async') this.#give(`accepted ${id}`);
    else assert(event.fn.plan.asyncRun, `${id} is accepted though its caller waits for the result (S42)`);
    event.accepted = true;
    this.books.seen(event.type === 'async' ? 'accepted: event' : 'accepted: call of an async-run function');
  }

  override waits(invocation: Invocation, limit: LimitKind, throttled: boolean): void {
    const event = this.#eventOf(invocation.id);
    if (throttled) checkCause(this.books, this.state, invocation, event, limit);
    waits(this.books, event, limit, throttled);
  }

  override deferred({ id }: Invocation): void {
    const event = this.#eventOf(id);
    deferred(this.books, event, this.state.waitingMax);
    this.deferrals.push(event);
  }

  override starts({ id, version: { name, function: fn, memoryMB } }: Instance, invocation: Invocation | undefined): void {
    this.#instancesStarted += 1;
    assert.strictEqual(id, this.#instancesStarted, 'instances are numbered in the order of their starts');
    const event = invocation && this.#eventOf(invocation.id);
    const version = event ? versionNow(event) : this.books.functions.get(fn.key)?.versions.get(name);
    assert(
      version?.name === name && version.memoryMB === memoryMB && version.fn.key === fn.key,
      `instance ${id} is of another version than is asked for`,
    );
    if (!event) this.#settleTracking(version);
    starts(this.books, id, version, event);
    this.#noteBusy();
  }

  override runs(invocation: Invocation, { id }: Instance, cold: boolean): void {
    const instance = this.#instanceOf(id);
    if (cold) this.#give(`runs ${id}`);
    runs(this.books, this.#eventOf(invocation.id), instance, cold, this.#input);
    this.#noteBusy();
  }

  override left(invocation: Invocation, { id }: Instance, status: RunStatus): void {
    const instance = this.#instanceOf(id);
    const input = this.#input;
    if ((input.kind === 'finished' || input.kind === 'terminate') && input.id === invocation.id) this.#give(`left ${invocation.id}`);
    left(this.books, this.#eventOf(invocation.id), instance, status, input);
    this.#noteBusy();
  }

  override retries({ id }: Invocation, dueMs: number, status: Status): void {
    retries(this.books, this.#eventOf(id), dueMs, status);
  }

  override ended(invocation: Invocation, status: Status, state: EndState, why: EndReason): void {
    const event = this.#eventOf(invocation.id);
    const { waitsFor } = invocation;
    if (why === 'refused' && waitsFor !== undefined) checkCause(this.books, this.state, invocation, event, waitsFor);
    ended(this.books, event, status, state, why, waitsFor, this.#input);
  }

  override signals({ id }: Instance, invocation: Invocation): void {
    this.#give(`signals ${invocation.id}`);
    assert(
      this.#instanceOf(id).runs.some(({ event }) => event.id === invocation.id),
      `instance ${id} is signalled for what it does not run`,
    );
  }

  override stops({ id }: Instance, why: StopReason): void {
    const instance = this.#instanceOf(id);
    if (instance.provisioned && instance.fate === undefined) this.#settleTracking(instance.version);
    if (this.#input.kind === 'startFailed' && this.#input.instanceId === id) this.#give(`stops ${id}`);
    stops(this.books, instance, why, this.#input);
  }

  override terminated(_id: InvocationId, outcome: TerminateOutcome): void {
    this.#give('terminated');
    assert.strictEqual(outcome, this.#outcome, 'a wish to terminate is answered otherwise (S83–S85)');
  }

  override changed(change: Change, fault: ChangeFault | undefined): void {
    this.#give('changed');
    assert.strictEqual(fault, this.#fault, `a change of ${change.kind} is answered otherwise (S16–S30, S135–S146)`);
  }

  override givenUp({ id }: Invocation): void {
    const event = this.#eventOf(id);
    const { invokeApiTimeoutMs = NaN } = this.books.profile;
    assert(event.type === 'sync' && !event.fn.plan.asyncRun && !event.givenUp, `${id} is given up on though nobody waits (S47)`);
    assert(this.books.nowMs === event.arrivedMs + event.lostMs + invokeApiTimeoutMs, `${id} is given up on at the wrong time (S47)`);
    event.givenUp = true;
    this.books.seen('given up on');
  }

  override credentialsExpired({ id }: Invocation): void {
    const event = this.#eventOf(id);
    const run = [...this.books.instances.values()].flatMap((instance) => instance.runs).find((other) => other.event === event);
    assert(run, `the credentials of ${id} expire though it does not run (S80)`);
    assert.strictEqual(this.books.nowMs, run.credentialsMs, `the credentials of ${id} expire at the wrong time (S80)`);
    run.credentialsMs = Infinity;
    this.books.seen('credentials expire');
  }

  /** The step is over. `settled`: what falls due at `nowMs` has been carried out, too. */
  check(settled: boolean): void {
    // What is overdue is carried out by the next step.
    if (this.#input.kind === 'resumed') return checkDue(this.books, this.state, false);
    for (const version of [...this.#tracked.keys()]) this.#trackUntil(version);
    if (settled) comeBack(this.books);
    const missing = this.#answers.filter(({ given }) => !given).map(({ name }) => name);
    assert.deepStrictEqual(missing, [], `an input of kind ${this.#input.kind} is not answered`);
    checkAfter(this.books, this.state, settled);
  }

  #noteBusy(): void {
    for (const [version, busy] of this.#tracked) busy.add(busyOf(this.books, version));
  }

  /** The load of a version was looked at before this effect, if the number that is wanted is another since. */
  #settleTracking(version: LedgerVersion): void {
    if (this.#tracked.has(version) && this.#levelOf(version).allocated !== version.allocated) this.#trackUntil(version);
  }

  /** Versions are looked at in the order in which that was decided; by what was busy then. */
  #trackUntil(until: LedgerVersion): void {
    const due = [...this.#tracked].filter(([{ trackSet }]) => trackSet <= until.trackSet).sort(([a], [b]) => a.trackSet - b.trackSet);
    for (const [version, busy] of due) {
      this.#tracked.delete(version);
      track(this.books, version, busy, this.#levelOf(version));
    }
  }

  #levelOf({ fn, name }: LedgerVersion): ProvisioningLevel {
    const found = this.state.functions.get(fn.key)?.versions.get(name);
    assert(found, 'what is tracked is there');
    return provisioningOf(this.state, found);
  }

  #instanceOf(id: InstanceId): LedgerInstance {
    const instance = this.books.instances.get(id);
    assert(instance, id <= this.#instancesStarted ? `instance ${id} is heard of after its end` : `instance ${id} never started`);
    return instance;
  }

  #eventOf(id: InvocationId): LedgerEvent {
    for (const version of [...this.#tracked.keys()]) this.#settleTracking(version);
    const event = this.books.events.get(id);
    assert(event, `${id} never arrived`);
    assert(event.state !== 'ended', `${id} is heard of after its end`);
    if (event.state === 'resting' && this.#input.kind === 'rang' && event.dueMs <= this.books.nowMs) comeBack(this.books, event);
    return event;
  }
}
