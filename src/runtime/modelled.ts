import assert from 'node:assert';
import type { Timeline } from '../clock';
import { say, type Lang } from '../messages';
import { outcomeOf, samplerOf, stream, type Sampler, type Stream } from '../random';
import { statuses, type Model, type RequestId, type RunStatus, type Status } from '../scf';
import { platformTexts } from './platform';
import { platformFailed } from './report';
import type { InstanceListener, InstanceSpec, RunFailure, RunReport, Runtime, RuntimeInstance } from './runtime';

export interface ModelledOptions {
  readonly lang: Lang;
  readonly timeline: Timeline;
  /** How functions behave, by key; one without a model is ready and done at once. */
  readonly models: Readonly<Record<string, Model>>;
  /** A whole number; the same seed draws the same times. */
  readonly seed: number;
}

/** Codes that no attempt on an instance ends with; a model that names one is played as an exception of user code. */
const notOfRuns: readonly Status[] = [200, 406, 429, 432, 435, 442];

const nothing: Model = { coldStartMs: undefined, durationMs: undefined, failures: [], coldStartFailures: [] };

/** Plays functions as their models say, on virtual time, where nothing real runs. @source S124 and the configuration's `models` */
export class ModelledRuntime implements Runtime {
  readonly #options: ModelledOptions;
  readonly #alive = new Set<ModelledInstance>();
  /** One for each function, so that how often one is called changes no other. */
  readonly #parts = new Map<string, Part>();

  constructor(options: ModelledOptions) {
    this.#options = options;
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    const { timeline, lang } = this.#options;
    const instance = new ModelledInstance(spec, listener, {
      part: this.#partOf(spec.function.key),
      timeline,
      lang,
      over: () => this.#alive.delete(instance),
    });
    this.#alive.add(instance);
    return instance;
  }

  close(): Promise<void> {
    for (const instance of this.#alive) instance.kill();
    this.#alive.clear();
    return Promise.resolve();
  }

  #partOf(key: string): Part {
    const known = this.#parts.get(key) ?? partOf(this.#options.models[key] ?? nothing, (what) => stream(this.#options.seed, `${what} of ${key}`));
    this.#parts.set(key, known);
    return known;
  }
}

/** What a function does, as its model has it: drawn anew each time it is asked. */
interface Part {
  /** Undefined where the model leaves it to the platform. */
  readonly coldStartMs: Sampler | undefined;
  readonly durationMs: Sampler;
  readonly coldStartStatus: () => Status;
  readonly status: () => Status;
}

/** @param draws  a stream for each purpose, the same as those of a simulation */
function partOf({ coldStartMs, durationMs, coldStartFailures, failures }: Model, draws: (what: string) => Stream): Part {
  const [outcomes, coldOutcomes] = [draws('outcome'), draws('cold start outcome')];
  return {
    coldStartMs: coldStartMs && samplerOf(coldStartMs, draws('cold start')),
    durationMs: durationMs ? samplerOf(durationMs, draws('duration')) : () => 0,
    coldStartStatus: () => outcomeOf(coldStartFailures, coldOutcomes.uniform()),
    status: () => outcomeOf(failures, outcomes.uniform()),
  };
}

interface Playing {
  readonly part: Part;
  readonly timeline: Timeline;
  readonly lang: Lang;
  /** The instance is gone. */
  readonly over: () => void;
}

/** One event on an instance. */
interface Run {
  readonly startedMs: number;
  readonly callOff: () => void;
}

/** An instance that only takes time; of a Web function it takes that of several requests at once. @source S92, S93 */
class ModelledInstance implements RuntimeInstance {
  readonly memoryMB = undefined;
  readonly #listener: InstanceListener;
  readonly #playing: Playing;
  readonly #runs = new Map<RequestId, Run>();
  readonly #timeoutMs: number;
  #phase: 'starting' | 'ready' | 'gone' = 'starting';
  #callOff: () => void;

  constructor(spec: InstanceSpec, listener: InstanceListener, playing: Playing) {
    this.#listener = listener;
    this.#playing = playing;
    this.#timeoutMs = spec.function.timeoutMs;
    const { part } = playing;
    this.#callOff = this.#after(part.coldStartMs?.() ?? spec.coldStartMs, () => {
      const status = part.coldStartStatus();
      if (status !== 200) return this.#failInit(this.#failure(status, 0));
      this.#phase = 'ready';
      listener.ready();
    });
  }

  run(requestId: RequestId, _event: Buffer): void {
    assert(this.#phase === 'ready', 'an instance takes events once it is ready');
    const { part, timeline } = this.#playing;
    // Its last attempt is still under way here, though the platform has given it up.
    this.#runs.get(requestId)?.callOff();
    const startedMs = timeline.nowMs();
    const durationMs = part.durationMs();
    // What takes longer is ended by the engine; of several requests that one alone, so that nothing of it may end the others.
    if (durationMs > this.#timeoutMs) return void this.#runs.set(requestId, { startedMs, callOff: () => undefined });
    const callOff = this.#after(durationMs, () => {
      const status = part.status();
      if (status === 200) this.#done(requestId, { status, result: Buffer.from('null'), gone: false, durationMs, memoryMB: undefined });
      else this.#done(requestId, this.#failure(status, durationMs));
    });
    this.#runs.set(requestId, { startedMs, callOff });
  }

  /** A model handles no signal, so it ends its process. @source S84, S155 */
  signal(): boolean {
    if (this.#phase === 'gone') return false;
    this.#callOff();
    this.#callOff = this.#after(0, () => this.#exit());
    return true;
  }

  kill(): void {
    this.#phase = 'gone';
    this.#callOff();
    for (const { callOff } of this.#runs.values()) callOff();
    this.#runs.clear();
    this.#playing.over();
  }

  #exit(): void {
    const [first] = this.#runs;
    const starting = this.#phase === 'starting';
    if (starting) return this.#failInit({ status: 405, ...errorOf(platformTexts.containerExited), gone: true, durationMs: 0, memoryMB: undefined });
    if (!first) {
      this.kill();
      return this.#listener.exited();
    }
    const [requestId, { startedMs }] = first;
    const durationMs = this.#playing.timeline.nowMs() - startedMs;
    this.#done(requestId, { status: 439, ...errorOf(platformTexts.processExit), gone: true, durationMs, memoryMB: undefined });
  }

  #failInit(failure: RunFailure): void {
    this.kill();
    this.#listener.initFailed({ ...failure, gone: true });
  }

  #done(requestId: RequestId, report: RunReport): void {
    this.#runs.delete(requestId);
    // What else it ran ends with it, without a word.
    if (report.gone) this.kill();
    this.#listener.done(report, requestId);
  }

  #after(ms: number, act: () => void): () => void {
    const { timeline } = this.#playing;
    return timeline.at(timeline.nowMs() + ms, act);
  }

  #failure(drawn: Status, durationMs: number): RunFailure {
    const status = isOfRuns(drawn) ? drawn : 430;
    const message = say(this.#playing.lang, 'runtime.modelledFailure', { status, name: statuses[status].name });
    return { status, ...errorOf(message), gone: statuses[status].recycles, durationMs, memoryMB: undefined };
  }
}

function isOfRuns(status: Status): status is Exclude<RunStatus, 200> {
  return !notOfRuns.includes(status);
}

function errorOf(message: string): Pick<RunFailure, 'error'> {
  return { error: platformFailed(500, message).error };
}
