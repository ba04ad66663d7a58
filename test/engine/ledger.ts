import assert from 'node:assert';
import type { Effect, Input, LimitKind, State } from '../../src/engine';
import {
  limits,
  statuses,
  type FunctionPlan,
  type InstanceId,
  type InvocationType,
  type RegionPlan,
  type RequestId,
  type Status,
} from '../../src/scf';

const minuteMs = 60_000;

interface Run {
  readonly requestId: RequestId;
  /** When the handler began, ms; undefined while the instance is still starting for it. */
  startedMs: number | undefined;
}

/** An instance as the effects tell of it. */
interface LedgerInstance {
  readonly id: InstanceId;
  readonly plan: FunctionPlan;
  readonly version: string;
  readonly provisioned: boolean;
  readonly bornMs: number;
  ready: boolean;
  run: Run | undefined;
  idleSinceMs: number;
  keepAliveMs: number;
  /** Higher for what came to rest later. */
  rested: number;
}

interface LedgerEvent {
  readonly requestId: RequestId;
  readonly plan: FunctionPlan | undefined;
  readonly version: string | undefined;
  readonly type: InvocationType;
  readonly tooLarge: boolean;
  /** Orders invocations by arrival. */
  readonly order: number;
  state: 'arriving' | 'waiting' | 'bound' | 'ended';
  accepted: boolean;
}

/** Starts within a minute, as S103 has it. */
interface Starts {
  openedMs: number;
  count: number;
}

/**
 * The rules of design §8 kept once more, from nothing but inputs and effects: it throws at the first effect that breaks one.
 * Of the engine's state it asks for the moment of a start only, and compares what both count.
 */
export class Ledger {
  readonly instances = new Map<InstanceId, LedgerInstance>();
  readonly events = new Map<RequestId, LedgerEvent>();
  readonly #stopped = new Set<InstanceId>();
  readonly #elastic: Starts = { openedMs: -Infinity, count: 0 };
  readonly #provisioned: Starts = { openedMs: -Infinity, count: 0 };
  readonly #plan: RegionPlan;
  readonly #state: State;
  #order = 0;
  #rests = 0;
  #input: Input | undefined;

  constructor(plan: RegionPlan, state: State) {
    this.#plan = plan;
    this.#state = state;
  }

  /** An input is about to be taken. */
  expect(input: Input): void {
    this.#input = input;
    if (input.kind === 'invoked') this.#arrive(input);
    if (input.kind === 'finished') this.#of(input.instanceId).keepAliveMs = input.keepAliveMs;
  }

  #arrive({ requestId, function: key, qualifier, type, bytes }: Extract<Input, { kind: 'invoked' }>): void {
    assert(!this.events.has(requestId), 'the test names every invocation once');
    const plan = this.#plan.functions.find((fn) => fn.key === key);
    const versions = plan && plan.provisionedInstances > 0 ? ['$LATEST', '1'] : ['$LATEST'];
    const version = versions.find((name) => name === (qualifier === '$DEFAULT' ? versions.at(-1) : qualifier));
    const tooLarge = bytes > (type === 'async' ? limits.asyncEvent : limits.syncEvent).value;
    this.events.set(requestId, { requestId, plan, version, type, tooLarge, order: (this.#order += 1), state: 'arriving', accepted: false });
  }

  /** Take down one effect. */
  note(effect: Effect, nowMs: number): void {
    this.#standReady();
    switch (effect.kind) {
      case 'accepted':
        return this.#accepted(this.#eventOf(effect.requestId));
      case 'waits':
        return this.#waits(this.#eventOf(effect.requestId), effect.throttled);
      case 'starts':
        return this.#starts(effect);
      case 'runs':
        return this.#runs(effect, nowMs);
      case 'ended':
        return this.#ended(effect, nowMs);
      case 'stops':
        return this.#stops(effect, nowMs);
    }
  }

  /** No effect says that a provisioned instance is ready; the engine takes it for that once what was overdue is carried out. */
  #standReady(): void {
    if (this.#input?.kind !== 'started') return;
    const instance = this.instances.get(this.#input.instanceId);
    if (!instance || instance.ready || instance.run || this.#phaseOf(instance.id)?.kind === 'starting') return;
    instance.ready = true;
    instance.rested = this.#rests += 1;
  }

  #phaseOf(id: InstanceId) {
    return this.#state.instances.get(id)?.phase;
  }

  #accepted(event: LedgerEvent): void {
    assert(!event.accepted && event.state === 'arriving', `${event.requestId} is accepted once, when it arrives`);
    event.accepted = true;
  }

  #waits(event: LedgerEvent, throttled: boolean): void {
    assert(event.type === 'async' && event.accepted, `${event.requestId} waits though only accepted asynchronous events do (S106)`);
    assert(event.state === 'arriving' || event.state === 'waiting', `${event.requestId} waits though it is ${event.state}`);
    event.state = 'waiting';
    assert(!throttled || this.#headOf(event.plan) === event, `${event.requestId} is throttled behind another`);
  }

  #starts({ instanceId, function: key, version, provisioned, requestId }: Extract<Effect, { kind: 'starts' }>): void {
    const plan = this.#plan.functions.find((fn) => fn.key === key);
    assert(plan, 'instances are of functions of the plan');
    assert(!this.instances.has(instanceId) && !this.#stopped.has(instanceId), `instance ${instanceId} starts twice`);
    const phase = this.#phaseOf(instanceId);
    assert(phase?.kind === 'starting', 'an instance starts by starting');
    const bornMs = phase.sinceMs;
    if (requestId === undefined) {
      assert(provisioned, 'an elastic instance is started for a request (S41)');
      const siblings = this.#all((other) => other.provisioned && other.plan === plan && other.version === version);
      assert(version === '1' && siblings.length < plan.provisionedInstances, 'more provisioned instances than configured (S21)');
      this.#count(this.#provisioned, bornMs, this.#plan.profile.provisionedPerMinute, 'provisioned');
    } else {
      const event = this.#eventOf(requestId);
      assert(
        !provisioned && event.plan === plan && event.version === version,
        `instance ${instanceId} is of the version that ${requestId} calls (S6)`,
      );
      assert(this.#idle(plan, version).length === 0, `${requestId} starts an instance beside an idle one (S40)`);
      this.#bind(event, bornMs);
      this.#count(this.#elastic, bornMs, this.#plan.profile.burstPerMinute, 'elastic');
    }
    const run = requestId === undefined ? undefined : { requestId, startedMs: undefined };
    this.instances.set(instanceId, {
      id: instanceId,
      plan,
      version,
      provisioned,
      bornMs,
      ready: false,
      run,
      idleSinceMs: 0,
      keepAliveMs: 0,
      rested: 0,
    });
    this.#checkQuotas();
  }

  #count(starts: Starts, atMs: number, perMinute: number, which: string): void {
    if (atMs >= starts.openedMs + minuteMs) Object.assign(starts, { openedMs: atMs, count: 0 });
    starts.count += 1;
    assert(starts.count <= perMinute, `more than ${perMinute} ${which} starts in a window (S100, S105)`);
  }

  #runs({ requestId, instanceId, cold }: Extract<Effect, { kind: 'runs' }>, nowMs: number): void {
    const instance = this.#of(instanceId);
    const phase = this.#phaseOf(instanceId);
    assert(phase?.kind === 'busy', 'an instance that runs is busy');
    assert(this.#input?.kind !== 'exited' || this.#input.instanceId !== instanceId, `${requestId} runs on instance ${instanceId}, which has exited`);
    // A warm run begins when the engine takes its decision, which an alarm that rings late may have put off.
    const startedMs = cold ? nowMs : phase.sinceMs;
    const event = this.#eventOf(requestId);
    if (cold) {
      assert(instance.run?.requestId === requestId && !instance.ready, `instance ${instanceId} runs ${requestId}, for which it was not started`);
    } else {
      assert(instance.run === undefined, `two events in instance ${instanceId}: ${instance.run?.requestId ?? ''} and ${requestId} (S2)`);
      assert(instance.ready, `instance ${instanceId} runs ${requestId} before it is ready`);
      assert(event.plan === instance.plan && event.version === instance.version, `${requestId} runs on another version (S6)`);
      assert(this.#idle(instance.plan, instance.version)[0] === instance, `${requestId} does not run on the instance that is next (S48, S113)`);
      this.#bind(event, startedMs);
    }
    instance.ready = true;
    instance.run = { requestId, startedMs };
    this.#checkQuotas();
  }

  /** An event gets its instance: the oldest of its function, and no older head of another function could have had it. */
  #bind(event: LedgerEvent, nowMs: number): void {
    assert(event.state === 'arriving' || event.state === 'waiting', `${event.requestId} gets a second instance`);
    if (event.type === 'async') {
      const head = this.#headOf(event.plan);
      assert(head === undefined || head.order >= event.order, `${event.requestId} overtakes ${head?.requestId ?? ''} (S50)`);
      for (const older of this.#heads().filter((other) => other.order < event.order)) {
        assert(
          this.#limitOf(older, nowMs) !== undefined,
          `${event.requestId} overtakes ${older.requestId} of another function, which may run (design §4.5)`,
        );
      }
      assert(event.accepted, `${event.requestId} runs before it is accepted`);
    } else if (event.plan?.asyncRun === true) {
      assert(event.accepted, `${event.requestId} is assigned before its caller has its RequestId (S70)`);
    }
    event.state = 'bound';
  }

  #ended({ requestId, status, limit }: Extract<Effect, { kind: 'ended' }>, nowMs: number): void {
    const event = this.#eventOf(requestId);
    const needless = needlessCall(event);
    if (needless !== undefined) {
      assert(status === needless && event.state === 'arriving', `${requestId} is told ${status} instead of ${needless} (S43)`);
    } else if (status === 429 || status === 432) {
      this.#checkRefusal(event, limit, nowMs);
      assert((limit === 'burst') === (status === 429), `${status} says ${limit ?? 'nothing'}`);
    } else {
      this.#checkEnd(event, status, nowMs);
    }
    event.state = 'ended';
  }

  #checkRefusal(event: LedgerEvent, limit: LimitKind | undefined, nowMs: number): void {
    assert(event.state === 'arriving' && !event.accepted, `${event.requestId} is refused though it is ${event.state}`);
    if (event.type === 'async') {
      assert(this.#waiting(event.plan).length >= this.#plan.profile.asyncQueueMax, `${event.requestId} is refused though it may wait (S50, S61)`);
    } else {
      const rules = this.#limitOf(event, nowMs);
      assert(limit === rules, `${event.requestId} is refused for ${limit ?? 'nothing'}, by the rules for ${rules ?? 'nothing'} (S43)`);
    }
  }

  #checkEnd({ requestId, state }: LedgerEvent, status: Status, nowMs: number): void {
    const instance = this.#all((other) => other.run?.requestId === requestId)[0];
    assert(state === 'bound' && instance?.run, `${requestId} ends with ${status} without having had an instance: an accepted event is lost`);
    const { startedMs } = instance.run;
    const input = this.#input;
    const reported = input && 'status' in input && input.instanceId === instance.id ? input.status : undefined;
    if (status !== reported) {
      const timeout = startedMs === undefined ? 450 : 433;
      const dueMs = startedMs === undefined ? instance.bornMs + instance.plan.initTimeoutMs : startedMs + instance.plan.timeoutMs;
      assert(status === timeout && nowMs >= dueMs, `${requestId} ends with ${status} at ${nowMs}, unasked (S121, S153)`);
      assert(reported === undefined || nowMs > dueMs, `${requestId} ends with ${status} though it came in time (design §4.1)`);
    }
    instance.run = undefined;
    instance.idleSinceMs = nowMs;
    instance.rested = this.#rests += 1;
  }

  #stops({ instanceId, why }: Extract<Effect, { kind: 'stops' }>, nowMs: number): void {
    const instance = this.#of(instanceId);
    assert(instance.run === undefined, `instance ${instanceId} stops under ${instance.run?.requestId ?? ''}: an accepted event is lost`);
    if (why === 'keepAlive') {
      assert(!instance.provisioned, 'a provisioned instance is kept (S118)');
      assert(nowMs >= instance.idleSinceMs + instance.keepAliveMs, `instance ${instanceId} is not kept for its ${instance.keepAliveMs} ms (S110)`);
    }
    this.instances.delete(instanceId);
    this.#stopped.add(instanceId);
  }

  /** What must hold when a step is over. `settled`: what fell due at `nowMs` itself has been carried out, too. */
  check(nowMs: number, settled: boolean): void {
    this.#standReady();
    const { functions, pool } = this.#state;
    for (const event of this.events.values()) assert(event.state !== 'arriving', `${event.requestId} is neither running nor waiting nor refused`);
    for (const plan of this.#plan.functions) {
      const state = functions.get(plan.key);
      assert(state, 'every function of the plan has a state');
      const waiting = this.#waiting(plan).map(({ requestId }) => requestId);
      assert.deepStrictEqual(
        state.queue.toArray().map(({ requestId }) => requestId),
        waiting,
        `the queue of ${plan.key} is not what waits`,
      );
      const usedMB = plan.reservedMB === undefined ? this.#poolUsedMB() : this.#usedMB(plan);
      assert.strictEqual(state.quota.usedMB, usedMB, `the counter of ${plan.key} is not what its instances hold (S31, S32)`);
      assert(waiting.length <= this.#plan.profile.asyncQueueMax, `more events wait than may (S61)`);
      if (settled) this.#checkProvisioned(plan, nowMs);
    }
    assert.strictEqual(pool.quotaMB, this.#poolMB(), 'the pool is not what reservations leave (S15)');
    assert(pool.quotaMB >= this.#plan.profile.floorMB, 'the floor is allocated (S13)');
    this.#checkConservation();
    this.#checkRecycling();
    for (const head of this.#heads()) assert(this.#limitOf(head, nowMs) !== undefined, `${head.requestId} waits though it may run`);
    if (settled) for (const instance of this.instances.values()) this.#checkDue(instance, nowMs);
  }

  #checkConservation(): void {
    const inState = (state: LedgerEvent['state']): number => [...this.events.values()].filter((event) => event.state === state).length;
    const running = this.#all((instance) => instance.run !== undefined).length;
    const ids = new Set(this.#all((instance) => instance.run !== undefined).map((instance) => instance.run?.requestId));
    assert.strictEqual(ids.size, running, 'one event runs on two instances');
    assert.strictEqual(inState('bound'), running, 'accepted is not ended + waiting + running');
    assert.strictEqual(this.#state.instances.size, this.instances.size, 'the engine knows of other instances than it asked for');
  }

  /** After a run, an instance is where its outcome leaves it. @source S78, S115 */
  #checkRecycling(): void {
    if (this.#input?.kind !== 'finished') return;
    const { instanceId, status, gone } = this.#input;
    const instance = this.instances.get(instanceId);
    const recycles = gone || statuses[status].recycles;
    assert(!instance || !(recycles || (instance.plan.asyncRun && status !== 200)), `instance ${instanceId} lives on after ${status} (S78, S115)`);
  }

  #checkDue(instance: LedgerInstance, nowMs: number): void {
    const { id, run, plan, bornMs } = instance;
    if (!instance.ready) assert(nowMs < bornMs + plan.initTimeoutMs, `instance ${id} initialises for ever (S121)`);
    else if (run?.startedMs !== undefined) assert(nowMs < run.startedMs + plan.timeoutMs, `instance ${id} runs for ever (S153)`);
    else if (!instance.provisioned) assert(nowMs < instance.idleSinceMs + instance.keepAliveMs, `instance ${id} is kept for ever (S110)`);
  }

  /** Whatever is missing has a reason: the window is full, or the last start failed less than a minute ago. */
  #checkProvisioned(plan: FunctionPlan, nowMs: number): void {
    const missing = plan.provisionedInstances - this.#all((instance) => instance.provisioned && instance.plan === plan).length;
    assert(missing >= 0, 'more provisioned instances than configured');
    const version = this.#state.functions.get(plan.key)?.versions.get('1');
    const full = nowMs < this.#provisioned.openedMs + minuteMs && this.#provisioned.count >= this.#plan.profile.provisionedPerMinute;
    assert(
      missing === 0 || full || nowMs < (version?.provisionNotBeforeMs ?? 0),
      `${missing} provisioned instances of ${plan.key} are missing (S118)`,
    );
  }

  #checkQuotas(): void {
    assert(this.#poolUsedMB() <= this.#poolMB(), 'busy memory is above the pool: a reserved MB is lent (S11, S14)');
    for (const plan of this.#plan.functions) {
      if (plan.reservedMB !== undefined) assert(this.#usedMB(plan) <= elasticOf(plan), `${plan.key} is above its reservation (S14)`);
    }
  }

  /** Which limit is in the way of an event now, by S40–S43; undefined when it may run. */
  #limitOf({ plan, version }: LedgerEvent, nowMs: number): LimitKind | undefined {
    assert(plan && version !== undefined, 'only calls of what exists come to a limit');
    const next = this.#idle(plan, version)[0];
    if (next?.provisioned === true) return undefined;
    if (plan.reservedMB !== undefined && this.#usedMB(plan) + plan.memoryMB > elasticOf(plan)) return 'reserved';
    if (plan.reservedMB === undefined && this.#poolUsedMB() + plan.memoryMB > this.#poolMB()) return 'pool';
    const full = nowMs < this.#elastic.openedMs + minuteMs && this.#elastic.count >= this.#plan.profile.burstPerMinute;
    return next === undefined && full ? 'burst' : undefined;
  }

  /** Idle instances of a version in the order in which events get them: provisioned first, then the most recently used. */
  #idle(plan: FunctionPlan, version: string): LedgerInstance[] {
    return this.#all((instance) => instance.plan === plan && instance.version === version && instance.ready && instance.run === undefined).sort(
      (a, b) => Number(b.provisioned) - Number(a.provisioned) || b.rested - a.rested,
    );
  }

  #usedMB(plan: FunctionPlan): number {
    return this.#all((instance) => !instance.provisioned && instance.plan === plan && instance.run !== undefined).length * plan.memoryMB;
  }

  #poolUsedMB(): number {
    return this.#plan.functions.filter((plan) => plan.reservedMB === undefined).reduce((sum, plan) => sum + this.#usedMB(plan), 0);
  }

  /** S§2.4 */
  #poolMB(): number {
    const own = this.#plan.functions.map((plan) => plan.reservedMB ?? plan.provisionedInstances * plan.memoryMB);
    const others = this.#plan.allocated.map((claim) => claim.reservedMB ?? claim.provisionedMB);
    return [...own, ...others].reduce((left, mb) => left - mb, this.#plan.profile.accountQuotaMB);
  }

  #waiting(plan: FunctionPlan | undefined): LedgerEvent[] {
    return [...this.events.values()].filter((event) => event.plan === plan && event.state === 'waiting');
  }

  #headOf(plan: FunctionPlan | undefined): LedgerEvent | undefined {
    return this.#waiting(plan)[0];
  }

  #heads(): LedgerEvent[] {
    return this.#plan.functions.flatMap((plan) => this.#headOf(plan) ?? []);
  }

  #all(holds: (instance: LedgerInstance) => boolean): LedgerInstance[] {
    return [...this.instances.values()].filter(holds);
  }

  #of(id: InstanceId): LedgerInstance {
    const instance = this.instances.get(id);
    assert(instance, this.#stopped.has(id) ? `instance ${id} is heard of after its end` : `instance ${id} never started`);
    return instance;
  }

  #eventOf(id: RequestId): LedgerEvent {
    const event = this.events.get(id);
    assert(event, `${id} never arrived`);
    assert(event.state !== 'ended', `${id} is heard of after its end`);
    return event;
  }
}

/** What a call is told that no capacity could help. @source S43 */
function needlessCall({ tooLarge, plan, version }: LedgerEvent): Status | undefined {
  if (tooLarge) return 406;
  if (plan === undefined) return 435;
  return version === undefined ? 442 : undefined;
}

/** S§2.4: what provisioned instances leave of a reservation, MB. */
function elasticOf({ reservedMB = 0, provisionedInstances, memoryMB }: FunctionPlan): number {
  return Math.max(0, reservedMB - provisionedInstances * memoryMB);
}
