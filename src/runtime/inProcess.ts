import assert from 'node:assert';
import type { Timeline } from '../clock';
import type { Lang } from '../messages';
import type { RequestId } from '../scf';
import { lendAnew, lendWorld } from './ambientWorld';
import { HandlerSources, type HandlerFunction } from './handlerSources';
import { InProcessInstance, type InProcessHouse } from './inProcessInstance';
import { lendLocalTime } from './localTime';
import { pause, realNowMs, turn } from './realNode';
import { RealWork } from './realWork';
import type { InstanceListener, InstanceSpec, RuntimeInstance } from './runtime';
import { catchStrays, type Catcher } from './strayFaults';
import type { Caller, Stuck, VirtualRuntime } from './virtualRuntime';

export interface InProcessOptions {
  readonly lang: Lang;
  readonly timeline: Timeline;
  /** The environment that we run in; instances get only what programs need to start. */
  readonly host: Readonly<Record<string, string | undefined>>;
  /** Makes the handler of an instance, by the function's key; functions that are not here are files. */
  readonly handlers?: ReadonlyMap<string, () => HandlerFunction>;
  /** Modules that handlers from files get when they require that name, or that file. */
  readonly modules?: Readonly<Record<string, unknown>>;
  /** The code of handlers from files, where other runtimes have the same, with the same names of `modules`: it is found and built once. */
  readonly sources?: HandlerSources;
  /** How long virtual time stands still for real work of a handler, ms of real time. */
  readonly patienceMs: number;
}

/** Turns of the event loop that go by at full speed before we look only every millisecond. */
const quickTurns = 20;

/** A run that came to nothing and waits for nothing we know of gets this long, ms of real time, before its event loop counts as empty. */
const quietMs = 5;

/** What only the microtasks of one turn can undo is looked at twice. */
const quietTurns = 2;

/**
 * Runs handlers in this process, on virtual time: as many instances as are wanted, each with its own modules, at the cost of a function call.
 * A handler that never gives up the thread cannot be interrupted, and memory is not measured; a process does both.
 */
export class InProcessRuntime implements VirtualRuntime {
  readonly #options: InProcessOptions;
  readonly #house: InProcessHouse;
  readonly #work = new RealWork<InProcessInstance>();
  readonly #instances = new Set<InProcessInstance>();
  /** Requests whose instances are no longer waited for. */
  readonly #stuck = new WeakMap<InProcessInstance, RequestId | undefined>();
  /** They look for their handlers, which takes real time. */
  readonly #locating = new Set<InProcessInstance>();
  #soon: (() => void)[] = [];
  #turns = 0;
  #closed = false;

  constructor(options: InProcessOptions) {
    const { lang, timeline, handlers = new Map(), modules = {}, host, patienceMs } = options;
    this.#options = options;
    this.#house = {
      lang,
      timeline,
      host,
      handlers,
      sources: options.sources ?? new HandlerSources(lang, Object.keys(modules)),
      replaced: modules,
      work: this.#work,
      patienceMs,
      turn: () => this.#turns,
      soon: (act) => void this.#soon.push(act),
      locating: (instance, isLocating) => {
        if (isLocating) this.#locating.add(instance);
        else this.#locating.delete(instance);
      },
    };
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    assert(!this.#closed, 'nothing starts in a closed runtime');
    const instance = new InProcessInstance(spec, listener, this.#house);
    this.#instances.add(instance);
    return {
      memoryMB: undefined,
      run: (requestId, event, trigger) => instance.run(requestId, event, trigger),
      signal: () => instance.signal(),
      kill: () => {
        instance.kill();
        this.#instances.delete(instance);
      },
    };
  }

  close(): Promise<void> {
    this.#closed = true;
    for (const instance of this.#instances) instance.kill();
    this.#instances.clear();
    this.#soon = [];
    this.#work.end();
    return Promise.resolve();
  }

  attend(): () => void {
    this.#work.watch();
    const giveBack = this.#runsCodeOfTheTest ? lendWorld(() => this.#work.owner?.own) : undefined;
    const giveLocalTimeBack = lendLocalTime(() => this.#work.owner?.own.present);
    const release = catchStrays((...stray) => this.#catch(...stray));
    return () => {
      release();
      giveBack?.();
      giveLocalTimeBack();
      if (![...this.#instances].some((instance) => instance.waits)) this.#work.unwatch();
    };
  }

  caller(): Caller | undefined {
    const { owner } = this.#work;
    return owner && { awaited: (promise) => owner.awaited(promise) };
  }

  async settle(): Promise<readonly Stuck[]> {
    const patience = new Patience();
    for (;;) {
      await turn();
      this.#turns += 1;
      if (this.#runsCodeOfTheTest) lendAnew();
      if (this.#takeSoon()) {
        patience.renew();
        continue;
      }
      const waiting = this.#waiting();
      if (waiting.length === 0) {
        this.#work.forgetActive();
        return [];
      }
      if (this.#empty(waiting, patience)) {
        patience.renew();
        continue;
      }
      // Reading a handler's file comes to an end by itself, however busy the machine.
      if (patience.waitedMs > this.#options.patienceMs && this.#locating.size === 0) return this.#giveUp(waiting, patience.waitedMs);
      await patience.wait();
    }
  }

  /** Handlers, or what they are given in place of their modules: its timers and dates stand in the test's own global object. */
  get #runsCodeOfTheTest(): boolean {
    const { handlers, modules = {} } = this.#options;
    return Boolean(handlers?.size) || Object.keys(modules).length > 0;
  }

  #takeSoon(): boolean {
    const soon = this.#soon;
    this.#soon = [];
    for (const act of soon) act();
    return soon.length > 0;
  }

  #waiting(): InProcessInstance[] {
    const active = [...this.#work.active(), ...this.#locating];
    return active.filter((instance) => this.#instances.has(instance) && this.#holdsUp(instance));
  }

  /** Whether time must not go on before something has become of this instance. */
  #holdsUp(instance: InProcessInstance): boolean {
    switch (instance.waits) {
      case undefined:
        return false;
      case 'timer':
        return this.#work.of(instance).length > 0;
      case 'locating':
        return true;
      case 'nothing':
        return !this.#stuck.has(instance) || this.#stuck.get(instance) !== instance.requestId;
    }
  }

  /** Ends the runs of instances whose event loop is empty; whether there were any. */
  #empty(waiting: readonly InProcessInstance[], patience: Patience): boolean {
    const empty = waiting.filter((instance) => {
      if (instance.waits !== 'nothing' || this.#work.keeping(instance).length > 0) return false;
      return instance.concluded ? patience.turns >= quietTurns : patience.turns > quickTurns && patience.waitedMs >= quietMs;
    });
    for (const instance of empty) instance.emptied();
    return empty.length > 0;
  }

  /** Real work that lasts too long holds up nothing any more. */
  #giveUp(waiting: readonly InProcessInstance[], waitedMs: number): Stuck[] {
    return waiting.flatMap((instance) => {
      const { spec, requestId, waits } = instance;
      const waitsFor = waits === 'timer' ? this.#work.of(instance) : this.#work.keeping(instance);
      // It has a timer of its own that ends its patience.
      this.#work.ignore(instance);
      if (waits === 'timer') {
        instance.goesOn(waitsFor, Math.round(waitedMs));
        return [];
      }
      this.#stuck.set(instance, requestId);
      return [{ function: spec.function.key, instance: spec.id, requestId, waitsFor, waitedMs: Math.round(waitedMs) }];
    });
  }

  #catch(...[error, event, second]: Parameters<Catcher>): boolean {
    const { owner } = this.#work;
    if (event === 'unhandledRejection') owner?.rejected(error, second);
    else owner?.uncaught(error);
    return owner !== undefined;
  }
}

/** Counts how long nothing has happened. */
class Patience {
  turns = 0;
  #sinceMs = realNowMs();

  /** Ms of real time. */
  get waitedMs(): number {
    return realNowMs() - this.#sinceMs;
  }

  renew(): void {
    this.turns = 0;
    this.#sinceMs = realNowMs();
  }

  async wait(): Promise<void> {
    this.turns += 1;
    if (this.turns > quickTurns) await pause(1);
  }
}
