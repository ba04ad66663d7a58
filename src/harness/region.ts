import { Timeline } from '../clock';
import { say, type Lang } from '../messages';
import type { ProvisioningLevel } from '../engine';
import type { Answer, AsyncEvent, DeadLettered, InstanceView, Invocation, RegionChange, Terminated } from '../region';
import type { AsyncEventFilter } from '../region/asyncEvents';
import type { Levels } from '../region/gauge';
import { asNobody, InProcessRuntime, lendClocksForGood, MixedRuntime, ModelledRuntime, type Stuck, type VirtualRuntime } from '../runtime';
import { PUBLISHED, type FunctionPlan, type InvocationRecord, type InvocationType, type RequestId } from '../scf';
import { summarise, type Summary } from '../trace';
import { Account, type EventView } from './account';
import { assertChange } from './changeFaults';
import { Driver } from './driver';
import { durationMs, passingMs, type Duration } from './duration';
import { HarnessError } from './error';
import { eventBytes } from './eventBytes';
import { assertGiven, given } from './given';
import { markAs } from './kin';
import { langFor } from './language';
import type { CallOptions, RegionOptions } from './options';
import { planOf, type Planned } from './plan';
import { InvocationResult } from './result';
import { whyNotRunnable } from './runnable';
import { Timers } from './timers';

// A test file derives its classes from `Date` before there is any region.
lendClocksForGood();

/** Real time is waited for a little less long than Jest, and Vitest, wait for a test: else nobody would hear what it was. */
const defaults = { seed: 1, realWaitMs: 4_000, idleMax: '30d' } as const;

/**
 * An account and region of its own for a test: SCF's rules, real or modelled handlers, virtual time. Provisioned instances that may start at
 * once are ready.
 *
 * @throws HarnessError `CONFIG` when the configuration has faults; the message lists them
 */
export async function createRegion(options: RegionOptions): Promise<TestRegion> {
  const lang = langFor(options);
  assertGiven('createRegion', options, given.createRegion, lang);
  const region = new TestRegion(await planOf(options, lang), options, lang);
  await region.warm();
  return region;
}

/** The region of a test. Time stands still unless a call or `advance` waits for something. */
export class TestRegion {
  static {
    markAs('region', this.prototype);
  }

  readonly lang: Lang;
  readonly #profile: string;
  readonly #plans: Map<string, FunctionPlan>;
  /** Why a function cannot be called, where it cannot; by its key. */
  readonly #notRunnable: (functionKey: string) => string | undefined;
  readonly #seed: number;
  readonly #timeline: Timeline;
  readonly #runtime: VirtualRuntime;
  readonly #account: Account;
  readonly #driver: Driver;
  /** Undefined: they do not fire. */
  readonly #timers: Timers | undefined;
  #closed = false;

  constructor(planned: Planned, options: RegionOptions, lang: Lang) {
    const { plan, handlers } = planned;
    this.lang = lang;
    this.#profile = plan.profile.name;
    this.#plans = new Map(plan.functions.map((fn) => [fn.key, fn]));
    this.#seed = options.seed ?? defaults.seed;
    this.#timeline = new Timeline(planned.startMs);
    // A function that the test gives runs, whatever the configuration's models say of it.
    const isModelled = (key: string): boolean => Object.hasOwn(plan.models, key) && !handlers.has(key);
    this.#notRunnable = (key) => {
      const fn = this.#plans.get(key);
      return fn && !isModelled(key) ? whyNotRunnable(fn, handlers.has(key), lang) : undefined;
    };
    this.#runtime = this.#runtimeFor(planned, options, isModelled);
    this.#account = new Account({ plan, timeline: this.#timeline, runtime: this.#runtime, seed: this.#seed, context: options.context ?? {}, lang });
    this.#driver = new Driver(this.#timeline, this.#runtime, (stuck) => this.#stuck(stuck));
    this.#timers = options.timers === true ? new Timers(this.#timeline, (call) => void this.#account.invoke(call)) : undefined;
    for (const fn of plan.functions) this.#followTimers(fn);
  }

  /** Milliseconds since the region was created, on its own clock. */
  get nowMs(): number {
    return this.#account.region.sinceOpenedMs();
  }

  /** The keys of its functions. */
  get functions(): readonly string[] {
    return [...this.#plans.keys()];
  }

  /** Invocations that have ended, in order of arrival. */
  get records(): readonly InvocationRecord[] {
    return this.#account.records;
  }

  /** Invocations that have not ended. */
  get open(): number {
    return this.#account.open;
  }

  /** Of those that have not ended, the ones that a limit let wait, in order of arrival. */
  get held(): readonly EventView[] {
    return this.unended.filter(({ cause }) => cause !== undefined);
  }

  /** Where those stand that have not ended, in order of arrival. */
  get unended(): readonly EventView[] {
    return this.#account.unended;
  }

  /** Instances that are alive, in the order of their starts. */
  get instances(): readonly InstanceView[] {
    return this.#account.region.instances();
  }

  /** What went to dead-letter queues, the oldest first. @source S65–S67 */
  get deadLetters(): readonly DeadLettered[] {
    return this.#account.region.deadLetters.messages;
  }

  /** Wait until the provisioned instances that may start at once are ready; the others follow at the platform's pace (S105). */
  async warm(): Promise<void> {
    if (this.instances.length === 0) return;
    await this.#driver.until(() => this.#account.warm);
  }

  /** Call a function now, and let time go by until it has answered. A refusal is an answer, too. In a handler: its code goes on then. */
  invoke(functionKey: string, event: unknown = {}, options: CallOptions = {}): Promise<InvocationResult> {
    return this.#call(functionKey, event, 'sync', options);
  }

  /** Send a function an event now, and let time go by until it is accepted, which takes none. */
  invokeAsync(functionKey: string, event: unknown = {}, options: CallOptions = {}): Promise<InvocationResult> {
    return this.#call(functionKey, event, 'async', options);
  }

  /** Let time go by: `23h`, `1h30m`, `90s`, or ms. What happens at its last moment has happened. In a handler: sleep so long. */
  async advance(duration: Duration): Promise<void> {
    this.#assertOpen();
    const untilMs = this.#timeline.nowMs() + passingMs(duration, this.lang);
    const caller = this.#runtime.caller();
    if (caller) await caller.awaited(new Promise<void>((resolve) => this.#timeline.at(untilMs, resolve)));
    else await this.#driver.until(() => false, untilMs);
  }

  /**
   * Let time go by until every invocation has ended.
   * @throws HarnessError `BUSY` when that takes longer than `max`, 30 days unless said, or a handler asks for it, whose own has not ended
   */
  async runUntilIdle(options: { readonly max?: Duration } = {}): Promise<void> {
    this.#assertOpen();
    assertGiven('runUntilIdle', options, given.runUntilIdle, this.lang);
    const { max = defaults.idleMax } = options;
    if (this.#runtime.caller()) throw new HarnessError('BUSY', say(this.lang, 'harness.idleInside'));
    const arrival = await this.#driver.until(() => this.#account.open === 0, this.#timeline.nowMs() + durationMs(max, this.lang));
    if (arrival === 'done') return;
    const busy = this.instances.flatMap(({ function: key, id, requestIds }) => requestIds.map((requestId) => `${key} #${id}: ${requestId}`));
    throw new HarnessError(
      'BUSY',
      say(this.lang, 'harness.busy', { max: typeof max === 'number' ? `${max} ms` : max, open: this.open, busy: busy.join(', ') }),
    );
  }

  /**
   * Where an event stands.
   * @throws HarnessError `UNKNOWN` when there is none of that RequestId
   */
  event(requestId: string): EventView {
    const view = this.#account.event(requestId as RequestId);
    if (!view) throw new HarnessError('UNKNOWN', say(this.lang, 'harness.unknown', { requestId }));
    return view;
  }

  /**
   * What the platform's API tells of an event of a function with asynchronous execution, from when it has an instance until 72 h after its
   * end; its times are ms since the Unix epoch.
   * @source S75, S82
   */
  asyncEvent(requestId: string): AsyncEvent | undefined {
    return this.#account.region.asyncEvent(requestId as RequestId);
  }

  /** The same of the last 72 h, for functions with `traceEnable`, the earliest first. @source S81, S82 */
  asyncEvents(filter: AsyncEventFilter = {}): readonly AsyncEvent[] {
    assertGiven('asyncEvents', filter, given.asyncEvents, this.lang);
    return this.#account.region.asyncEvents(filter);
  }

  /**
   * End a running asynchronous execution: at once, so that it is `ABORTED`, or with `grace` by SIGTERM, which its handler may use to finish in
   * good order.
   * @returns `done`, or the code with which the platform refuses; what happens then takes `advance` or `runUntilIdle`
   * @source S83–S85
   */
  terminate(requestId: string, options: { readonly grace?: boolean } = {}): Terminated {
    this.#assertOpen();
    assertGiven('terminate', options, given.terminate, this.lang);
    return asNobody(() => this.#account.region.terminate(requestId as RequestId, options));
  }

  /**
   * Change a quota, a function, a version or an alias now. What runs goes on.
   * @throws HarnessError `REFUSED` with the code of the platform's API, `CONFIG` when it is no change at all; then nothing has changed
   * @source S16–S30, S116–S118, S135–S146
   */
  configure(change: RegionChange): void {
    this.#assertOpen();
    assertChange(change, this.#plans, this.lang);
    const fault = asNobody(() => this.#account.region.configure(change));
    if (fault) throw new HarnessError('REFUSED', say(this.lang, 'harness.refused', { change: change.kind, fault }));
    if (change.kind === 'function') {
      this.#plans.set(change.plan.key, change.plan);
      this.#followTimers(change.plan);
    }
    if (change.kind === 'functionRemoved') {
      this.#plans.delete(change.function);
      this.#timers?.forget(change.function);
    }
  }

  /**
   * The plan of a function: what `configure({ kind: 'function', plan })` takes, changed. Reservation, provisioned instances and tracking are
   * those that it was created with: they have changes of their own.
   */
  plan(functionKey: string): FunctionPlan | undefined {
    return this.#plans.get(functionKey);
  }

  /** How far the provisioned instances of a version are; undefined when there is no such version. @source S131 */
  provisioning(functionKey: string, version = PUBLISHED): ProvisioningLevel | undefined {
    return this.#account.region.provisioning(functionKey, version);
  }

  /** The log of an invocation so far, the platform's own lines included. */
  logs(requestId: string): readonly string[] {
    this.event(requestId);
    return this.#account.logs(requestId as RequestId);
  }

  /** Levels and peaks since the region was created: of all functions, or of one. */
  peaks(functionKey?: string): Levels {
    return this.#account.region.levels(functionKey);
  }

  /** What the run came to so far, in the shape that `simulate` and `invoke local` print. */
  summary(): Summary {
    // One that was removed is charged for what its instances had.
    const memoryMB = (key: string): number => this.#plans.get(key)?.memoryMB ?? 1;
    const instanceMB = (instance: number): number | undefined => this.#account.instanceMB(instance);
    const { records, provisioned } = this.#account;
    const run = { profile: this.#profile, seed: this.#seed, records, provisioned, endedMs: this.nowMs, functions: this.functions };
    return summarise({ ...run, peaks: (key) => this.peaks(key), memoryMB, instanceMB });
  }

  /** End all instances; what still runs ends with 499. Nothing of the region is left. */
  async close(): Promise<void> {
    this.#closed = true;
    // Whoever lets time go by at the moment does so to its end, and a closed region takes no calls.
    this.#timers?.end();
    await this.#account.region.close();
  }

  /** Those of a function that cannot be run here do not fire. */
  #followTimers(fn: FunctionPlan): void {
    if (this.#timers && this.#notRunnable(fn.key) === undefined) this.#timers.follow(fn);
  }

  async #call(functionKey: string, event: unknown, type: InvocationType, options: CallOptions): Promise<InvocationResult> {
    this.#assertOpen();
    assertGiven('invoke', options, given.invoke, this.lang);
    const why = this.#notRunnable(functionKey);
    if (why !== undefined) throw new HarnessError('UNSUPPORTED', why);
    const bytes = eventBytes(event, this.lang);
    const invocation = asNobody(() => this.#account.invoke({ ...options, function: functionKey, event: bytes, type }));
    // A handler that calls waits like one that sleeps: only the test itself lets time go by.
    const answer = await (this.#runtime.caller()?.awaited(invocation.answer) ?? this.#answered(invocation));
    return new InvocationResult(this.#account, invocation.requestId, functionKey, answer, this.lang);
  }

  async #answered({ answer, requestId }: Invocation): Promise<Answer> {
    const got: { answer?: Answer } = {};
    void answer.then((given) => (got.answer = given));
    await this.#driver.until(() => got.answer !== undefined);
    if (got.answer) return got.answer;
    throw new HarnessError('NOTHING', say(this.lang, 'harness.nothingLeft', { requestId }));
  }

  #runtimeFor({ plan, handlers }: Planned, options: RegionOptions, isModelled: (functionKey: string) => boolean): VirtualRuntime {
    const common = { lang: this.lang, timeline: this.#timeline };
    const real = new InProcessRuntime({
      ...common,
      host: options.env ?? {},
      handlers,
      modules: options.modules ?? {},
      patienceMs: options.realWaitMs ?? defaults.realWaitMs,
    });
    const modelled = new ModelledRuntime({ ...common, models: plan.models, seed: this.#seed });
    // Nobody can call what cannot be run; its provisioned instances are played.
    return new MixedRuntime(modelled, (key) => isModelled(key) || this.#notRunnable(key) !== undefined, real);
  }

  #stuck(stuck: readonly Stuck[]): HarnessError {
    const lines = stuck.map(({ waitsFor, requestId, ...at }) =>
      say(this.lang, 'harness.stuck', { ...at, requestId: requestId ?? '-', waitsFor: waitsFor.join(', ') }),
    );
    const isTimer = stuck.some(({ waitsFor }) => waitsFor.includes('Timeout'));
    return new HarnessError('STUCK', [...lines, ...(isTimer ? [say(this.lang, 'harness.realTimer')] : [])].join('\n'));
  }

  #assertOpen(): void {
    if (this.#closed) throw new HarnessError('CLOSED', say(this.lang, 'harness.closed'));
  }
}
