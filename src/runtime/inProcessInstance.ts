import assert from 'node:assert';
import { inspect } from 'node:util';
import type { Timeline } from '../clock';
import { say, type Lang } from '../messages';
import type { RequestId } from '../scf';
import { contextFieldsOf, environmentOf } from './environment';
import type { HandlerFunction, HandlerSources, Source } from './handlerSources';
import { ModuleGraph, realJson } from './moduleGraph';
import { faultOf, isThenable, outcomeOf, threw, type Outcome } from './outcome';
import { platformTexts } from './platform';
import { asRealWork, type RealWork } from './realWork';
import { failedLoad, failedRun, platformFailed, type Failed } from './report';
import type { InstanceListener, InstanceSpec, RuntimeInstance } from './runtime';
import { StandingTime } from './standingTime';
import { VirtualTimers } from './virtualTimers';
import { surround, type OwnSurroundings } from './virtualSurroundings';

/** What the instances of one in-process runtime share. */
export interface InProcessHouse {
  readonly lang: Lang;
  readonly timeline: Timeline;
  /** Makes the handler of an instance, by the function's key; other functions are files. */
  readonly handlers: ReadonlyMap<string, () => HandlerFunction>;
  readonly sources: HandlerSources;
  /** Modules that code gets in place of others. */
  readonly replaced: Readonly<Record<string, unknown>>;
  readonly host: Readonly<Record<string, string | undefined>>;
  readonly work: RealWork<InProcessInstance>;
  /** How long real time may go by while virtual time stands still, ms. */
  readonly patienceMs: number;
  /** Which turn of the event loop it is. */
  turn(): number;
  /** Let something happen once everything that is under way has come to its end, still at this moment. */
  soon(act: () => void): void;
  /** Whether an instance looks for its handler. */
  locating(instance: InProcessInstance, isLocating: boolean): void;
}

/** One event on an instance. */
interface Run {
  readonly requestId: RequestId;
  readonly startedMs: number;
  outcome: Outcome | undefined;
  /** The caller has its result already. @source S193 */
  answered: Buffer | undefined;
  ending: boolean;
}

/** Thrown into user code that ends its process: nothing behind the call may run. */
class Exited extends Error {}

/**
 * An instance whose code runs in this very process, with modules, timers and a process object of its own. It ends as the real one does; what it
 * cannot do is to stop code that does not wait for a timer.
 * @source S114, S112, S192–S196
 */
export class InProcessInstance implements RuntimeInstance {
  readonly memoryMB = undefined;
  readonly spec: InstanceSpec;
  readonly timers: VirtualTimers;
  readonly own: OwnSurroundings;
  readonly #listener: InstanceListener;
  readonly #house: InProcessHouse;
  #phase: 'starting' | 'idle' | 'running' | 'gone' = 'starting';
  #handler: HandlerFunction | undefined;
  #receiver: unknown;
  #run: Run | undefined;
  /** What `TRIGGER_SRC` was last told. */
  #triggered: string | undefined;
  /** It looks for its handler, which takes real time. */
  #locating = false;

  constructor(spec: InstanceSpec, listener: InstanceListener, house: InProcessHouse) {
    this.spec = spec;
    this.#listener = listener;
    this.#house = house;
    const { timeline, lang } = house;
    this.timers = new VirtualTimers(
      timeline,
      (act) => this.#enter(act),
      (act) => house.soon(act),
    );
    const time = new StandingTime(
      () => timeline.nowMs(),
      () => house.turn(),
      house.patienceMs,
      () => new Error(say(lang, 'runtime.busyWait')),
    );
    this.own = surround({
      nowMs: () => time.nowMs(),
      timers: this.timers.functions,
      environment: environmentOf(spec, house.host, '/tmp'),
      codeDir: spec.codeDir,
      line: (text, bytes) => this.#line(bytes > 0 ? text + say(lang, 'runtime.lineCut', { bytes }) : text),
      noChdir: say(lang, 'runtime.noChdir'),
      requestId: () => this.#run?.requestId ?? spec.requestId ?? '',
      exit: (code) => this.#exit(code),
    });
    if (spec.coldStartMs > 0) timeline.at(timeline.nowMs() + spec.coldStartMs, () => this.#locate());
    else house.soon(() => this.#locate());
  }

  /** What it waits for: real work that it has begun, a timer, nothing; undefined when it has nothing to do. */
  get waits(): 'locating' | 'timer' | 'nothing' | undefined {
    if (this.#locating) return 'locating';
    if (this.#phase !== 'running' || this.#run?.ending) return undefined;
    if (this.timers.pending > 0) return 'timer';
    // A timer that keeps nothing alive, of `AbortSignal.timeout` for example, fires where something real does: a connection that nobody answers.
    return this.timers.expects && this.#house.work.keeping(this).length > 0 ? 'timer' : 'nothing';
  }

  get running(): boolean {
    return this.#phase === 'running' || this.#phase === 'starting';
  }

  /** The request that it serves. */
  get requestId(): RequestId | undefined {
    return this.#run?.requestId ?? this.spec.requestId;
  }

  /** Whether its run has come out, one way or another, and only its event loop goes on. */
  get concluded(): boolean {
    return this.#run?.outcome !== undefined;
  }

  run(requestId: RequestId, event: Buffer, trigger?: string): void {
    assert(this.#phase === 'idle', 'an instance takes one event at a time, once it is ready');
    this.#phase = 'running';
    const run: Run = { requestId, startedMs: this.#house.timeline.nowMs(), outcome: undefined, answered: undefined, ending: false };
    this.#run = run;
    // The event comes before anything that the last one left behind.
    this.#house.soon(() => this.#start(run, event, trigger));
  }

  signal(): boolean {
    if (this.#phase === 'gone') return false;
    this.#house.soon(() => {
      if (this.#phase === 'gone') return;
      if (this.own.events.listenerCount('SIGTERM') === 0) return this.#die('SIGTERM');
      this.timers.thaw();
      this.#enter(() => this.own.events.emit('SIGTERM', 'SIGTERM', 15));
    });
    return true;
  }

  kill(): void {
    this.#phase = 'gone';
    this.#run = undefined;
    this.timers.end();
    this.own.events.removeAllListeners();
  }

  /** A promise of its region's, which it waits for as for a timer: its code goes on only while it may run. */
  awaited<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const arrive = this.timers.awaits();
      promise.then(
        (value) => arrive(() => resolve(value)),
        (error: unknown) => arrive(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    });
  }

  /** It waits for something real no longer, and time goes on to its own timers. */
  goesOn(waitsFor: readonly string[], waitedMs: number): void {
    this.#line(say(this.#house.lang, 'runtime.goesOn', { waitsFor: waitsFor.join(', '), waitedMs }));
  }

  /** Nothing is left that could go on: user code is asked whether it wants to add something, then the run is over. */
  emptied(): void {
    const run = this.#run;
    if (!run || run.ending) return;
    this.#enter(() => this.own.events.emit('beforeExit', 0));
    if (this.timers.pending === 0 && this.#house.work.keeping(this).length === 0) this.#finish(run);
  }

  /** A promise that nobody handles. As in Node, it is no error to code that listens to such. */
  rejected(reason: unknown, promise: unknown): void {
    if (reason instanceof Exited || this.#phase === 'gone') return;
    if (this.own.events.listenerCount('unhandledRejection') === 0) this.uncaught(reason, 'unhandledRejection');
    else this.#enter(() => this.own.events.emit('unhandledRejection', reason, promise));
  }

  /** An error that nobody caught; code that listens hears of it, and ends all the same. @source S155 */
  uncaught(error: unknown, origin: 'uncaughtException' | 'unhandledRejection' = 'uncaughtException'): void {
    if (error instanceof Exited || this.#phase === 'gone') return;
    if (this.#phase === 'running') this.#tell(error, origin);
    if (this.#phase === 'starting') this.#failLoad('threw', error);
    else if (this.#run) {
      this.#run.outcome = threw(error);
      this.#end(this.#run);
    }
  }

  /** What listeners throw on top of it is lost, as what comes second. */
  #tell(error: unknown, origin: string): void {
    this.#house.work.enter(this, () => {
      try {
        this.own.events.emit('uncaughtException', error, origin);
      } catch {
        // It ends as it is.
      }
    });
  }

  #locate(): void {
    if (this.#phase === 'gone') return;
    const { handlers, sources } = this.#house;
    const create = handlers.get(this.spec.function.key);
    const found = create ? { create } : sources.find(this.spec);
    if (!(found instanceof Promise)) return this.#load(found);
    this.#locating = true;
    this.#house.locating(this, true);
    void found.then((source) => {
      this.#locating = false;
      this.#house.locating(this, false);
      if (this.#phase !== 'gone') this.#house.soon(() => this.#load(source));
    });
  }

  #load(source: Source): void {
    if (this.#phase === 'gone') return;
    if ('status' in source) return this.#failInit(source);
    this.#enter(() => {
      if ('create' in source) {
        const made: unknown = source.create();
        if (typeof made === 'function') this.#handler = made as HandlerFunction;
        else this.#failInit(platformFailed(437, say(this.#house.lang, 'runtime.nothingMade', { given: inspect(made, { depth: 0 }) })));
        return;
      }
      const { replaced, sources } = this.#house;
      const imported = (request: string, from: string) => asRealWork(sources.imported(this.spec.codeDir, request, from));
      const graph = new ModuleGraph(sources.modules, this.own, replaced, imported);
      const exported = graph.load(source.file) as Readonly<Record<string, unknown>> | null;
      const found: unknown = exported?.[source.method];
      this.#receiver = exported;
      if (typeof found === 'function') this.#handler = found as HandlerFunction;
      else
        this.#failInit(
          failedLoad(
            { kind: 'initFailed', why: 'noHandler', fault: { message: '' }, names: Object.keys(exported ?? {}).slice(0, 20) },
            source,
            this.#house.lang,
          ),
        );
    });
    // Once more round the loop, so that a promise that was rejected while loading is noticed.
    this.#house.soon(() => this.#ready());
  }

  #ready(): void {
    if (this.#phase !== 'starting') return;
    this.#rest();
    this.#listener.ready();
  }

  #start(run: Run, event: Buffer, trigger: string | undefined): void {
    if (this.#run !== run || this.#phase === 'gone') return;
    this.timers.thaw();
    if (trigger !== this.#triggered) this.#tellTrigger(trigger);
    this.#enter(() => this.#call(run, event));
  }

  /** `TRIGGER_SRC` is of a run, all other variables are of the instance. @source S210 */
  #tellTrigger(trigger: string | undefined): void {
    this.#triggered = trigger;
    const { env } = this.own.names.process as { readonly env: object };
    const value = trigger ?? this.spec.function.environment['TRIGGER_SRC'];
    if (value === undefined) Reflect.deleteProperty(env, 'TRIGGER_SRC');
    else Reflect.set(env, 'TRIGGER_SRC', value);
  }

  /** @source S192, S193 */
  #call(run: Run, bytes: Buffer): void {
    assert(this.#handler);
    try {
      const event: unknown = (this.#receiver === undefined ? JSON : realJson).parse(bytes.toString());
      const context = this.#contextOf(run);
      const value = this.#handler.call(this.#receiver, event as never, context as never, (error, data) => {
        const waits = context['callbackWaitsForEmptyEventLoop'];
        const counts = this.#conclude(run, () => (error === null || error === undefined ? outcomeOf(data) : threw(error)));
        if (counts && !waits) this.#end(run);
      });
      if (isThenable(value)) {
        value.then(
          (result) => this.#settled(run, () => outcomeOf(result)),
          (error: unknown) => this.#settled(run, () => threw(error)),
        );
      } else if (value !== undefined && this.#conclude(run, () => outcomeOf(value))) {
        this.#answer(run);
      }
    } catch (error) {
      this.#settled(run, () => threw(error));
    }
  }

  #settled(run: Run, outcome: () => Outcome): void {
    this.#conclude(run, outcome);
    this.#end(run);
  }

  /** The first outcome of a run counts; whether this is it. */
  #conclude(run: Run, outcome: () => Outcome): boolean {
    if (this.#run !== run || run.outcome) return false;
    run.outcome = outcome();
    return true;
  }

  /** Gives the caller its result while the run goes on. @source S193 */
  #answer(run: Run): void {
    if (run.outcome?.kind !== 'json') return this.#end(run);
    run.answered = run.outcome.json;
    this.#listener.answered(run.answered);
  }

  /** Ends a run though its loop may not be empty. What is under way comes to its end first, promises that nobody handles included. */
  #end(run: Run): void {
    if (this.#run !== run || run.ending) return;
    run.ending = true;
    this.#house.soon(() => this.#finish(run));
  }

  #finish(run: Run): void {
    if (this.#run !== run || this.#phase !== 'running') return;
    const outcome = run.outcome ?? { kind: 'json', json: Buffer.from('null') };
    const usage = this.#usageOf(run);
    this.#rest();
    if (outcome.kind === 'json') this.#listener.done({ status: 200, result: run.answered ?? outcome.json, gone: false, ...usage });
    else this.#listener.done({ ...failedRun(outcome, this.#house.lang), gone: false, ...usage });
  }

  #usageOf({ startedMs }: Run): { durationMs: number; memoryMB: undefined } {
    return { durationMs: this.#house.timeline.nowMs() - startedMs, memoryMB: undefined };
  }

  /** Between events nothing of it runs. @source S112 */
  #rest(): void {
    this.own.flush();
    this.timers.freeze();
    this.#phase = 'idle';
    this.#run = undefined;
  }

  /** Run code of the instance; what it throws and nobody catches is its own affair. */
  #enter(act: () => void): void {
    if (this.#phase === 'gone') return;
    this.#house.work.enter(this, () => {
      try {
        act();
      } catch (error) {
        this.uncaught(error);
      }
    });
  }

  #exit(code: number): never {
    if (this.#phase !== 'gone') {
      // A listener may call exit itself; the second time there is nobody left who could.
      const listeners = this.own.events.listeners('exit');
      this.own.events.removeAllListeners('exit');
      for (const listener of listeners) listener.call(this.own.names.process, code);
      this.#die(`code ${code}`);
    }
    throw new Exited();
  }

  /** The process has ended by itself. @source S155, S123 */
  #die(how: string): void {
    const phase = this.#phase;
    const run = this.#run;
    this.own.flush();
    if (phase === 'starting') return this.#failInit(platformFailed(405, say(this.#house.lang, 'runtime.exitedInit', { how })));
    this.kill();
    if (run) this.#listener.done({ ...platformFailed(439, platformTexts.processExit), gone: true, ...this.#usageOf(run) });
    else if (phase === 'idle') this.#listener.exited();
  }

  #failLoad(why: 'threw', error: unknown): void {
    this.#failInit(failedLoad({ kind: 'initFailed', why, fault: faultOf(error), names: [] }, { file: '', method: '' }, this.#house.lang));
  }

  #failInit(failed: Failed): void {
    if (this.#phase !== 'starting') return;
    this.own.flush();
    this.kill();
    this.#listener.initFailed({ ...failed, gone: true, durationMs: 0, memoryMB: undefined });
  }

  #line(text: string): void {
    // What is printed while no event is on belongs to nobody.
    if (this.#phase === 'starting' || this.#phase === 'running') this.#listener.line(text);
  }

  /** @source S196 */
  #contextOf(run: Run): Record<string, unknown> {
    const { remainingTime, context: overlay, function: plan } = this.spec;
    const context = { callbackWaitsForEmptyEventLoop: true, ...contextFieldsOf(this.spec), request_id: run.requestId, ...overlay };
    if (!remainingTime) return context;
    return { ...context, getRemainingTimeInMillis: () => Math.max(0, plan.timeoutMs - (this.#house.timeline.nowMs() - run.startedMs)) };
  }
}
