import assert from 'node:assert';
import { createState, nextDeadlineMs, provisioningOf, step, type ChangeFault, type Input, type ProvisioningLevel, type State } from '../engine';
import { isTooLarge } from '../engine/arrive';
import { limits, type InstanceId, type InvocationId, type Profile, type RequestId } from '../scf';
import { AsyncEvents, type AsyncEvent, type AsyncEventFilter } from './asyncEvents';
import { MemoryStore, type Store } from '../store';
import { Away } from './away';
import { calledOf, type Call, type Invocation } from './call';
import { DeadLetters } from './deadLetter';
import { DeferredQueues } from './deferred';
import { Effects, type Household } from './effects';
import { Functions, type RegionChange } from './functions';
import { Gauge, type Levels } from './gauge';
import { entryOf } from './journal';
import type { RegionParts } from './parts';
import { Pending } from './pending';
import { Pruning } from './pruning';
import { Recovery, type Recovered } from './recovery';
import { Schedules } from './schedule';
import { Standstill } from './standstill';
import { Stopwatch } from './stopwatch';
import { KnownTerms } from './terms';
import { Warming } from './warming';

/** An instance, as it is now. */
export interface InstanceView {
  /** Unique in the region, in the order of starts. */
  readonly id: InstanceId;
  /** The function's key. */
  readonly function: string;
  readonly version: string;
  readonly provisioned: boolean;
  readonly phase: 'starting' | 'idle' | 'busy';
  /** When this phase, or of a busy one its last run, began, ms since the region was opened. */
  readonly sinceMs: number;
  /** What it runs, or starts for. */
  readonly requestIds: readonly RequestId[];
}

/** What became of a wish to terminate; the code of the platform's API. @source S85 */
export type Terminated = 'done' | 'FailedOperation.AsyncEventStatus' | 'ResourceNotFound.AsyncEvent';

/**
 * One account and region, alive: the engine decides, the runtime runs, the clock wakes. It hands out promises, and only
 * carries out what the engine asks for. Quotas and bursts exist once in it, whatever the namespaces of its functions (S5).
 * @source design.md §5; S74: events can be counted, queried and ended
 */
export class Region {
  readonly #parts: RegionParts;
  readonly #state: State;
  readonly #functions: Functions;
  readonly #effects: Effects;
  readonly #recovery: Recovery;
  readonly #store: Store;
  readonly #asyncEvents: AsyncEvents;
  readonly #deadLetters: DeadLetters;
  readonly #schedules: Schedules;
  readonly #stopwatch: Stopwatch;
  readonly #warming = new Warming();
  readonly #standstill: Standstill;
  readonly #era: Profile['errorTextEra'];
  #rows = 0;
  #stepping = false;
  /** Set while it is drained: resolves what waits for that. */
  #drained: (() => void) | undefined;
  #closed = false;
  readonly #rang = (): void => this.#take({ kind: 'rang' });

  constructor(parts: RegionParts) {
    const { plan, clock, timezone, onDeadLetter, context = {} } = parts;
    this.#parts = parts;
    this.#era = plan.profile.errorTextEra;
    this.#state = createState(plan, parts.provisionedMax, parts.waitingMax);
    this.#store = parts.store ?? new MemoryStore();
    this.#functions = new Functions(plan.functions);
    this.#asyncEvents = new AsyncEvents(plan.profile.asyncRun, this.#store);
    this.#deadLetters = new DeadLetters(plan, context, onDeadLetter);
    this.#schedules = new Schedules(timezone);
    const terms = new KnownTerms(this.#store);
    for (const fn of plan.functions) {
      this.#schedules.add(fn, clock.nowMs());
      terms.keep(fn);
    }
    this.#stopwatch = new Stopwatch(clock);
    this.#standstill = new Standstill(clock.nowMs());
    const house: Household = {
      parts,
      state: this.#state,
      functions: this.#functions,
      schedules: this.#schedules,
      store: this.#store,
      deferred: new DeferredQueues(),
      away: new Away(),
      terms,
      deadLetters: this.#deadLetters,
      stopwatch: this.#stopwatch,
      warming: this.#warming,
      prune: new Pruning(this.#store, plan.profile.asyncRun.retentionMs).at,
      tell: (input) => this.#take(input),
    };
    this.#effects = new Effects(house);
    this.#recovery = new Recovery(house, this.#effects);
    this.#take({ kind: 'deployed' });
    this.#warming.await(this.#effects.instances.keys());
  }

  /** Resolves when the provisioned instances that may start at once are ready, or have failed to be. @source S130, S131 */
  get warm(): Promise<void> {
    return this.#warming.over;
  }

  /** Milliseconds since the region was opened, by its clock. */
  sinceOpenedMs(): number {
    return this.#stopwatch.nowMs();
  }

  /** Instances and busy memory: of the whole region, or of one function, which may have gone. */
  levels(functionKey?: string): Levels {
    return functionKey === undefined ? this.#effects.total : (this.#functions.gaugeOf(functionKey) ?? new Gauge());
  }

  /**
   * Call a function. Whatever is wrong with the call is told by its answer, as the platform does it. An asynchronous call is
   * answered once its event is in the store.
   */
  invoke(call: Call): Invocation {
    assert(!this.#closed, 'a closed region takes no calls');
    const { event } = call;
    const requestId = this.#parts.newRequestId();
    const called = calledOf(call);
    const pending = new Pending(requestId, called, event, this.#functions.get(call.function)?.plan, this.#stopwatch.nowMs(), this.#era);
    const invocation = pending.awaited();
    const asyncRun = pending.plan?.asyncRun ?? false;
    this.#parts.observer?.invoked?.(requestId, call, asyncRun);
    if (this.#drained) this.#refuse(pending, 500);
    else if (call.routingKey && Buffer.byteLength(JSON.stringify(call.routingKey)) > limits.routingKey.value) this.#refuse(pending, 400);
    // What the engine turns away for its size takes no room on the disk.
    else if ((call.type === 'async' || asyncRun) && !isTooLarge({ type: call.type, bytes: event.length })) this.#keep(pending, event, asyncRun);
    else this.#arrive(pending, event.length);
    return invocation;
  }

  /** What is asynchronous goes to the store before it goes to the engine: a RequestId is a promise. @source design.md §5 */
  #keep(pending: Pending, event: Buffer, asyncRun: boolean): void {
    const { requestId, qualifier, call } = pending;
    const { function: functionKey, type, invokedBy = 'invoke', routingKey } = call;
    const acceptedMs = this.#parts.clock.nowMs();
    const kept = { requestId, function: functionKey, qualifier, type, invokedBy, asyncRun, event, acceptedMs, ...(routingKey && { routingKey }) };
    try {
      const { seq, committed } = this.#store.accept(kept);
      pending.seq = seq;
      if (!committed) return this.#arrive(pending, event.length);
      committed.then(
        () => this.#arrive(pending, event.length),
        (fault: unknown) => this.#notKept(pending, fault),
      );
    } catch (fault) {
      this.#notKept(pending, fault);
    }
  }

  #notKept(pending: Pending, fault: unknown): void {
    pending.seq = undefined;
    this.#parts.observer?.notKept?.(pending.requestId, fault);
    this.#refuse(pending, 500);
  }

  /** A call that the engine does not hear of counts all the same. */
  #refuse(pending: Pending, status: 400 | 500): void {
    this.#number(pending);
    this.#effects.refuse(pending, status);
  }

  /** Drawn for every call, needed or not, so that one seed always gives the same run. */
  #number(pending: Pending): number {
    pending.row = this.#rows++ as InvocationId;
    return this.#parts.random();
  }

  #arrive(pending: Pending, bytes: number): void {
    // The region was closed while the event was written: it runs when the region is opened again.
    if (this.#closed || this.#drained) return pending.answer({ kind: 'accepted' });
    const draw = this.#number(pending);
    if (pending.seq !== undefined && this.#store.file !== undefined && this.#parts.journal === undefined) pending.event = undefined;
    this.#effects.pending.set(pending.requestId, pending);
    const { row: id, qualifier, call } = pending;
    const { function: functionKey, type, routingKey } = call;
    this.#take({ kind: 'invoked', id, function: functionKey, qualifier, type, bytes, draw, routingKey, data: pending });
  }

  /**
   * Take up the events that the store has kept from before: to be called once, when all functions are there and nothing was
   * invoked yet. Those that waited wait in their old order; a run that was under way was lost. Events of functions that are not
   * there wait until they come.
   * @returns how many there are
   * @source design.md §5
   */
  recover(): Recovered {
    assert(this.#rows === 0, 'what was accepted before comes first');
    return this.#recovery.begin(() => this.#rows++ as InvocationId);
  }

  /** What has happened to a function that is not there, and what waits for it, is that of another one that is not there. */
  handOver(from: string, to: string): void {
    assert(!this.#functions.get(from) && !this.#functions.get(to), 'who is there keeps what is his');
    this.#recovery.handOver(from, to);
  }

  /** Functions have come, with all that belongs to them: what waits for them goes on. */
  welcome(): void {
    this.#take({ kind: 'rang' });
  }

  /**
   * Change quotas, functions, versions or aliases. What runs goes on.
   * @returns why it is refused, by the code of the platform's API
   * @source S16–S30, S116–S118, S135–S146
   */
  configure(change: RegionChange): ChangeFault | undefined {
    assert(!this.#closed, 'a closed region is not changed');
    this.#functions.propose(change);
    this.#take({ kind: 'changed', change });
    return this.#effects.fault;
  }

  /**
   * End a running asynchronous execution: at once, with its instance, or with `grace` by SIGTERM to its process, which may or
   * may not end it.
   * @source S83–S85; S75: an event that waits has no state and is not known
   */
  terminate(requestId: RequestId, { grace = false }: { readonly grace?: boolean } = {}): Terminated {
    const nowMs = this.#parts.clock.nowMs();
    const pending = this.#effects.pending.get(requestId);
    if (pending && !this.#closed) {
      this.#take({ kind: 'terminate', id: pending.row, grace });
      if (this.#effects.outcome === 'done') return 'done';
    }
    const state = this.#asyncEvents.stateOf(requestId, nowMs);
    return state === undefined ? 'ResourceNotFound.AsyncEvent' : 'FailedOperation.AsyncEventStatus';
  }

  /** How far the provisioned instances of a version are; undefined when there is no such version. @source S131 */
  provisioning(functionKey: string, version: string): ProvisioningLevel | undefined {
    const found = this.#state.functions.get(functionKey)?.versions.get(version);
    return found && provisioningOf(this.#state, found);
  }

  /** All instances that are alive, or those of one function, in the order of their starts. */
  instances(functionKey?: string): InstanceView[] {
    return [...this.#effects.instances.values()].flatMap(({ id, plan, sinceMs, pendings }) => {
      const instance = this.#state.instances.get(id);
      if (!instance || instance.phase === 'gone' || plan.key !== (functionKey ?? plan.key)) return [];
      const { version, provisioned, phase } = instance;
      const requestIds = [...pendings].map(({ requestId }) => requestId);
      return [{ id, function: plan.key, version: version.name, provisioned, phase, sinceMs, requestIds }];
    });
  }

  /** An event of a function with asynchronous execution, from when it has an instance until 72 h after its end. @source S75, S82 */
  asyncEvent(requestId: RequestId): AsyncEvent | undefined {
    return this.#asyncEvents.get(requestId, this.#parts.clock.nowMs());
  }

  /** Events of the last 72 h of functions whose states are tracked, the earliest first. @source S81, S82 */
  asyncEvents(filter: AsyncEventFilter = {}): AsyncEvent[] {
    const traces = (key: string): boolean => this.#functions.get(key)?.plan.traceEnable ?? false;
    return this.#asyncEvents.list(filter, traces, this.#parts.clock.nowMs());
  }

  /** What went to dead-letter queues, the oldest first, and how often that failed. @source S65–S67 */
  get deadLetters(): Pick<DeadLetters, 'messages' | 'failures'> {
    return this.#deadLetters;
  }

  /** Ask every process that runs an event to end, by SIGTERM; returns how many there are. @source S84 */
  signal(): number {
    const busy = [...this.#effects.instances.values()].filter(({ pendings }) => pendings.size > 0);
    for (const { process } of busy) process?.signal();
    return busy.length;
  }

  /**
   * Let nothing new begin: calls are answered 500 from now on, and what waits goes on waiting. Resolves when nothing runs any more;
   * then close it. What waited begins when a region is opened on the same store.
   * @source design.md §5
   */
  drain(): Promise<void> {
    const drained = new Promise<void>((resolve) => (this.#drained = resolve));
    this.#take({ kind: 'quiesced' });
    return drained;
  }

  /** End all instances. What was still on its way ends as cancelled (499). Resolves when no process is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#parts.clock.setAlarm(Infinity, () => undefined);
    const closing = this.#parts.runtime.close();
    this.#effects.endAll();
    this.#warming.end();
    await closing;
  }

  /** Tell the engine something, after what is overdue. */
  #take(input: Input): void {
    if (this.#closed) return;
    const { clock } = this.#parts;
    const nowMs = clock.nowMs();
    const lostMs = this.#standstill.heard(nowMs);
    if (lostMs > 0) this.#step({ kind: 'resumed', lostMs }, nowMs);
    // At one instant what instances report comes before deadlines and schedules, everything else after them.
    this.#fire(nowMs, !('instanceId' in input), lostMs > 0);
    this.#step(input, nowMs);
    this.#recovery.goOn(nowMs, input.kind !== 'changed');
    if (this.#drained && this.levels().busyMB === 0) this.#drained();
    const nextMs = Math.min(nextDeadlineMs(this.#state), this.#schedules.nextMs, this.#recovery.nextMs);
    this.#standstill.expect(nextMs);
    clock.setAlarm(nextMs, this.#rang);
  }

  /** Make the changes that schedules demand, each at its own moment, or now where that cannot be any more. @source S135 */
  #fire(nowMs: number, inclusive: boolean, resumed: boolean): void {
    for (let due = this.#schedules.take(nowMs, inclusive); due; due = this.#schedules.take(nowMs, inclusive)) {
      this.#step({ kind: 'changed', change: due.change }, resumed ? nowMs : due.atMs);
    }
  }

  #step(input: Input, atMs: number): void {
    assert(!this.#stepping, 'nobody who is told of an effect calls the region back before it is carried out');
    this.#stepping = true;
    try {
      this.#parts.journal?.(entryOf(input, atMs));
      step(this.#state, input, atMs, this.#effects);
    } finally {
      this.#stepping = false;
    }
  }
}
