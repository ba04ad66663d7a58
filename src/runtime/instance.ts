import assert from 'node:assert';
import { say, type Lang } from '../messages';
import { limits, type RequestId } from '../scf';
import { contextFieldsOf, environmentOf } from './environment';
import { locateHandler } from './handler';
import { languageOf } from './language';
import { MemoryUse, type MemoryWatchers } from './memoryUse';
import { platformTexts } from './platform';
import { failedLoad, failedRun, platformFailed, type Failed, type Report } from './report';
import type { InstanceListener, InstanceSpec, RuntimeInstance } from './runtime';
import type { Ending, Init, Sandbox, SandboxEars } from './sandbox';
import type { TypeScriptBuilds } from './typescript';

/** What the instances of one runtime share. */
export interface House {
  readonly lang: Lang;
  /** The environment that the engine itself runs in. */
  readonly host: Readonly<Record<string, string | undefined>>;
  readonly builds: TypeScriptBuilds;
  readonly watchers: MemoryWatchers;
  /** What an instance is to run in; rejects when there can be nothing. */
  open(spec: InstanceSpec): Promise<Sandbox>;
}

/** What an instance is to load. */
type Loadable = Pick<Init, 'file' | 'method' | 'esm' | 'sourceMaps'>;

/** An instance that really runs its handler, in a sandbox of its own. */
export class SandboxInstance implements RuntimeInstance {
  /** Resolves once nothing is left of the instance: no process and no folder. */
  readonly gone: Promise<void>;

  readonly #spec: InstanceSpec;
  readonly #listener: InstanceListener;
  readonly #house: House;
  #phase: 'starting' | 'idle' | 'running' | 'gone' = 'starting';
  #sandbox: Sandbox | undefined;
  #ended = false;
  /** SIGTERM has been asked for. An idle instance was let run for it, and takes no event any more; one that ran may go on. */
  #signalled = false;
  /** Why we end the sandbox, or it itself said that it ends. */
  #fate: Failed | undefined;
  #startedMs = 0;
  #answer: Buffer | undefined;
  readonly #memory: MemoryUse;

  constructor(spec: InstanceSpec, listener: InstanceListener, house: House) {
    this.#spec = spec;
    this.#listener = listener;
    this.#house = house;
    this.#memory = new MemoryUse(spec.memory, spec.function.memoryMB, house.watchers, () => this.#end(this.#memoryExceeded()));
    this.gone = this.#live();
  }

  get memoryMB(): number | undefined {
    return this.#memory.peakMB;
  }

  run(requestId: RequestId, event: Buffer, trigger?: string): void {
    assert(this.#phase === 'idle' && !this.#signalled, 'an instance takes one event at a time, once it is ready');
    assert(this.#sandbox);
    this.#phase = 'running';
    this.#startedMs = performance.now();
    this.#answer = undefined;
    this.#sandbox.run(requestId, event, trigger);
  }

  signal(): boolean {
    if (this.#phase === 'gone' || this.#ended) return false;
    if (this.#signalled) return true;
    this.#signalled = true;
    // It gets the signal as soon as it is there.
    return this.#sandbox?.signal(this.#phase === 'idle') ?? true;
  }

  kill(): void {
    this.#phase = 'gone';
    this.#sandbox?.kill();
  }

  /** The whole life, from the search for the handler until nothing is left. */
  async #live(): Promise<void> {
    const loadable = await this.#loadable();
    if (this.#phase === 'gone') return;
    if ('status' in loadable) this.#failInit(loadable);
    else await this.#liveOn(loadable);
  }

  async #liveOn(loadable: Loadable): Promise<void> {
    const sandbox = await this.#open();
    if ('status' in sandbox) this.#failInit(sandbox);
    else await this.#liveIn(sandbox, loadable);
  }

  async #liveIn(sandbox: Sandbox, loadable: Loadable): Promise<void> {
    this.#sandbox = sandbox;
    // Killed while it was being started.
    if (this.#phase === 'gone') sandbox.kill();
    sandbox.occupy(this.#earsFor(loadable), this.#memory, this.#init(loadable, sandbox.tmp));
    if (this.#signalled) sandbox.signal(false);
    const ending = await sandbox.ended;
    this.#ended = true;
    this.#conclude(ending);
    await sandbox.gone;
  }

  async #loadable(): Promise<Loadable | Failed> {
    const { codeDir, function: plan } = this.#spec;
    const located = await locateHandler(codeDir, plan.handler, this.#house.lang, languageOf(plan));
    if (typeof located === 'string') return platformFailed(437, located);
    const { file, method, language } = located;
    if (language !== 'typescript') return { file, method, esm: language === 'esm', sourceMaps: false };
    const built = await this.#house.builds.build(codeDir, file);
    return 'file' in built ? { file: built.file, method, esm: false, sourceMaps: true } : platformFailed(built.status, built.message);
  }

  async #open(): Promise<Sandbox | Failed> {
    try {
      return await this.#house.open(this.#spec);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return platformFailed(500, say(this.#house.lang, 'runtime.spawnFailed', { detail }));
    }
  }

  #init(loadable: Loadable, tmp: string): Init {
    const { coldStartMs, remainingTime, requestId = '', context: overlay, codeDir, memory } = this.#spec;
    return {
      ...loadable,
      coldStartMs,
      remainingTime,
      requestId,
      responseMax: limits.syncResponse.value,
      context: contextFieldsOf(this.#spec),
      overlay,
      environment: environmentOf(this.#spec, this.#house.host, tmp),
      folder: codeDir,
      memory,
    };
  }

  #earsFor(loadable: Loadable): SandboxEars {
    return {
      line: (line, cutBytes) => {
        // What is printed while no event is on belongs to nobody.
        if (this.#phase !== 'starting' && this.#phase !== 'running') return;
        this.#listener.line(cutBytes > 0 ? line + say(this.#house.lang, 'runtime.lineCut', { bytes: cutBytes }) : line);
      },
      report: (report, body) => {
        if (this.#phase === 'gone' || this.#fate) return;
        // User code has written to the channel; nothing that comes from there can be believed.
        if (!report || !this.#expects(report)) this.#end(this.#channelLost());
        else this.#heard(report, body, loadable);
      },
      lost: () => this.#end(this.#channelLost()),
    };
  }

  /** Whether the report makes sense now. */
  #expects(report: Report): boolean {
    if (report.kind === 'answered') return this.#phase === 'running' && !this.#answer;
    return this.#phase === (report.kind === 'done' ? 'running' : 'starting');
  }

  #heard(report: Report, body: Buffer, loadable: Loadable): void {
    switch (report.kind) {
      case 'booted':
        break;
      case 'ready':
        this.#rest();
        this.#listener.ready();
        break;
      case 'initFailed':
        this.#end(failedLoad(report, { ...loadable, codeDir: this.#spec.codeDir }, this.#house.lang));
        break;
      case 'answered':
        this.#answer = body;
        this.#listener.answered(body);
        break;
      case 'done':
        this.#done(report, this.#answer ?? body);
        break;
    }
  }

  #done(report: Extract<Report, { kind: 'done' }>, result: Buffer): void {
    this.#memory.seen(report.peakBytes / (1024 * 1024));
    if (this.#fate) return;
    this.#rest();
    const { durationMs, outcome } = report;
    const usage = { durationMs, memoryMB: this.memoryMB };
    if (outcome.kind === 'json') this.#listener.done({ status: 200, result, gone: false, ...usage });
    else this.#listener.done({ ...failedRun(outcome, this.#house.lang), gone: false, ...usage });
  }

  #rest(): void {
    this.#phase = 'idle';
    // It was asked to end, and its handler chose to finish: it may be asked again, and takes further events (S84).
    this.#signalled = false;
  }

  /** @source S154 */
  #memoryExceeded(): Failed {
    const message = platformTexts.memory(this.#spec.function.memoryMB);
    if (this.#phase !== 'starting') return platformFailed(434, message);
    return platformFailed(
      434,
      `${message} (${say(this.#house.lang, 'runtime.alone', { language: languageOf(this.#spec.function), ownMB: Math.ceil(this.#memory.nodeMB) })})`,
    );
  }

  #channelLost(): Failed {
    return platformFailed(405, say(this.#house.lang, 'runtime.channelClosed'));
  }

  #end(fate: Failed): void {
    this.#fate ??= fate;
    this.#sandbox?.kill();
  }

  /** Says what the end of the sandbox means to whoever listens. */
  #conclude(ending: Ending): void {
    const phase = this.#phase;
    if (phase === 'starting') {
      this.#failInit(this.#fate ?? this.#deathInStart(ending));
    } else if (phase === 'running') {
      this.#phase = 'gone';
      const failed = this.#fate ?? this.#death(ending);
      this.#listener.done({ ...failed, gone: true, durationMs: performance.now() - this.#startedMs, memoryMB: this.memoryMB });
    } else if (phase === 'idle') {
      this.#phase = 'gone';
      this.#listener.exited();
    }
  }

  #deathInStart({ code, signal }: Ending): Failed {
    return platformFailed(405, say(this.#house.lang, 'runtime.exitedInit', { how: signal ?? `code ${code}` }));
  }

  /** @source S155, S154 */
  #death({ code, signal, heapExhausted }: Ending): Failed {
    const byMemory = heapExhausted || (signal !== null && this.#memory.isAbove);
    return byMemory && code !== 0 ? this.#memoryExceeded() : platformFailed(439, platformTexts.processExit);
  }

  #failInit(failed: Failed): void {
    if (this.#phase === 'gone') return;
    this.#phase = 'gone';
    this.#listener.initFailed({ ...failed, gone: true, durationMs: 0, memoryMB: this.memoryMB });
  }
}
