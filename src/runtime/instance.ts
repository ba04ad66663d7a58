import assert from 'node:assert';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { say, type Lang } from '../messages';
import { limits, type RequestId } from '../scf';
import { closed, send } from './child';
import { contextFieldsOf, environmentOf } from './environment';
import { frame, FrameReader, type Frame } from './frames';
import { locateHandler } from './handler';
import { MemoryUse, type MemoryWatchers } from './memoryUse';
import { Output } from './output';
import { tmp, type OwnTmp } from './ownTmp';
import type { Reaper } from './reaper';
import { failedLoad, failedRun, platformFailed, reportOf, type Failed, type Report } from './report';
import type { InstanceListener, InstanceSpec, RuntimeInstance } from './runtime';
import { platformTexts } from './platform';
import type { TypeScriptBuilds } from './typescript';

const bootstrap = join(__dirname, 'bootstrap.cjs');
const groups = process.platform !== 'win32';
const bytesPerMB = 1024 * 1024;

/** How long we wait for what should follow at once, ms: the end of a process after its channel, of its output after itself, a next event after a run. */
const afterMs = { channel: 50, exit: 250, run: 1 } as const;

/** What the instances of one runtime share. */
export interface House {
  readonly lang: Lang;
  /** The environment that the engine itself runs in. */
  readonly host: Readonly<Record<string, string | undefined>>;
  /** Holds each instance's folder. */
  readonly folder: string;
  readonly reaper: Reaper;
  readonly ownTmp: Promise<OwnTmp | undefined>;
  readonly builds: TypeScriptBuilds;
  readonly watchers: MemoryWatchers;
}

/** What the process is to load. */
interface Loadable {
  readonly file: string;
  readonly method: string;
  readonly esm: boolean;
  readonly sourceMaps: boolean;
}

/** An instance that is one operating-system process, in a process group of its own. */
export class ProcessInstance implements RuntimeInstance {
  /** Resolves once nothing is left of the instance: no process and no folder. */
  readonly gone: Promise<void>;

  readonly #spec: InstanceSpec;
  readonly #listener: InstanceListener;
  readonly #house: House;
  readonly #folder: string;
  readonly #frames = new FrameReader();
  #phase: 'starting' | 'idle' | 'running' | 'gone' = 'starting';
  #process: { readonly child: ChildProcess; readonly pid: number; readonly channel: Socket; readonly outputs: readonly Output[] } | undefined;
  #exited = false;
  #environment: Readonly<Record<string, string>> = {};
  /** SIGSTOP holds the group, or is about to. @source S112 */
  #stopped = false;
  #stopSoon: NodeJS.Timeout | undefined;
  /** SIGTERM has been asked for. An idle instance was let run for it, and takes no event any more; one that ran may go on. */
  #signalled = false;
  /** What is to be told once the output up to the mark has been read. */
  #verdict: (() => void) | undefined;
  /** Why we end the process, or it itself said that it ends. */
  #fate: Failed | undefined;
  #startedMs = 0;
  #answer: Buffer | undefined;
  readonly #memory: MemoryUse;
  #heapExhausted = false;

  constructor(spec: InstanceSpec, listener: InstanceListener, house: House) {
    this.#spec = spec;
    this.#listener = listener;
    this.#house = house;
    this.#folder = join(house.folder, String(spec.id));
    this.#memory = new MemoryUse(spec.memory, spec.function.memoryMB, house.watchers, () => this.#end(this.#memoryExceeded()));
    this.gone = this.#live();
  }

  get memoryMB(): number | undefined {
    return this.#memory.peakMB;
  }

  run(requestId: RequestId, event: Buffer): void {
    assert(this.#phase === 'idle' && !this.#signalled, 'an instance takes one event at a time, once it is ready');
    assert(this.#process);
    this.#phase = 'running';
    this.#startedMs = performance.now();
    this.#answer = undefined;
    this.#heapExhausted = false;
    this.#thaw();
    this.#memory.beginRun(this.#process.pid);
    for (const output of this.#process.outputs) output.resume();
    this.#process.channel.write(frame({ kind: 'run', requestId }, event));
  }

  signal(): boolean {
    if (this.#phase === 'gone' || this.#exited) return false;
    if (this.#signalled) return true;
    this.#signalled = true;
    // It gets the signal as soon as it is there.
    if (!this.#process) return true;
    this.#thaw();
    const sent = send(this.#process.pid, 'SIGTERM');
    // Idle, it waits for an event and would not get to its signal handlers.
    if (this.#phase === 'idle') this.#process.channel.write(frame({ kind: 'thaw' }));
    return sent;
  }

  kill(): void {
    this.#phase = 'gone';
    this.#endProcess();
  }

  /** The whole life, from the search for the handler until nothing is left. */
  async #live(): Promise<void> {
    const loadable = await this.#loadable();
    if (this.#phase === 'gone') return;
    if ('status' in loadable) this.#failInit(loadable);
    else await this.#liveOn(loadable);
  }

  async #liveOn(loadable: Loadable): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      const child = await this.#spawn();
      const ended = once(child, 'exit');
      this.#begin(child, loadable);
      const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
      await this.#drain();
      this.#conclude(code, signal);
    } catch (error) {
      if (this.#process) throw error;
      this.#failInit(
        platformFailed(500, say(this.#house.lang, 'runtime.spawnFailed', { detail: error instanceof Error ? error.message : String(error) })),
      );
    } finally {
      await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async #loadable(): Promise<Loadable | Failed> {
    const { codeDir, function: plan } = this.#spec;
    const located = await locateHandler(codeDir, plan.handler, this.#house.lang);
    if (typeof located === 'string') return platformFailed(437, located);
    const { file, method, language } = located;
    if (language !== 'typescript') return { file, method, esm: language === 'esm', sourceMaps: false };
    const built = await this.#house.builds.build(codeDir, file);
    return 'file' in built ? { file: built.file, method, esm: false, sourceMaps: true } : platformFailed(built.status, built.message);
  }

  /** Starts the process; throws when there can be none. */
  async #spawn(): Promise<ChildProcess> {
    const { codeDir } = this.#spec;
    // Code that lies in /tmp itself could not be seen any more.
    const ownTmp = realpathSync(codeDir) === tmp ? undefined : await this.#house.ownTmp;
    const node = [process.execPath, bootstrap];
    const [command = '', ...args] = ownTmp ? ownTmp.wrap(node, this.#folder, [...node, codeDir]) : node;
    this.#environment = environmentOf(this.#spec, this.#house.host, ownTmp ? tmp : this.#folder);
    const child = spawn(command, args, {
      cwd: codeDir,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: groups,
      windowsHide: true,
    });
    await once(child, 'spawn');
    child.on('error', () => undefined);
    return child;
  }

  /** The process is there: listen to it, and tell it what to load. */
  #begin(child: ChildProcess, loadable: Loadable): void {
    const { pid, stdout, stderr } = child;
    const channel = child.stdio[3];
    assert(pid !== undefined && stdout && stderr && channel instanceof Socket);
    if (groups) this.#house.reaper.watch(pid);
    const nonce = randomBytes(16).toString('hex');
    const outputs = [stdout, stderr].map(
      (stream) =>
        new Output(stream, nonce, { line: (line, cutBytes) => this.#heardLine(line, cutBytes, stream === stderr), rested: () => this.#settle() }),
    );
    this.#process = { child, pid, channel, outputs };
    // Killed while it was being started.
    if (this.#phase === 'gone') this.#endProcess();
    channel.on('data', (chunk: Buffer) => this.#heardChannel(chunk, loadable));
    channel.on('error', () => channel.destroy());
    channel.on('close', () => this.#channelClosed());
    const variables = Object.keys(this.#environment);
    channel.write(frame({ kind: 'init', init: { ...this.#initFields(), ...loadable, nonce, variables } }));
    if (this.#signalled) send(pid, 'SIGTERM');
  }

  #initFields(): object {
    const { coldStartMs, remainingTime, requestId = '', context: overlay } = this.#spec;
    return { coldStartMs, remainingTime, requestId, responseMax: limits.syncResponse.value, context: contextFieldsOf(this.#spec), overlay };
  }

  #heardLine(line: string, cutBytes: number, isError: boolean): void {
    if (isError && line.includes('heap out of memory')) this.#heapExhausted = true;
    // What is printed while no event is on belongs to nobody.
    if (this.#phase !== 'starting' && this.#phase !== 'running') return;
    this.#listener.line(cutBytes > 0 ? line + say(this.#house.lang, 'runtime.lineCut', { bytes: cutBytes }) : line);
  }

  #heardChannel(chunk: Buffer, loadable: Loadable): void {
    for (const message of this.#messages(chunk)) {
      if (this.#phase === 'gone' || this.#fate) return;
      const report = reportOf(message?.header);
      if (!message || !report || !this.#expects(report)) {
        // User code has written to the channel; nothing that comes from there can be believed.
        this.#end(platformFailed(405, say(this.#house.lang, 'runtime.channelClosed')));
        return;
      }
      this.#heard(report, message, loadable);
    }
  }

  /** The messages that are complete; undefined for what is none. */
  #messages(chunk: Buffer): (Frame | undefined)[] {
    try {
      return this.#frames.push(chunk);
    } catch {
      return [undefined];
    }
  }

  #heard(report: Report, { body }: Frame, loadable: Loadable): void {
    switch (report.kind) {
      case 'booted':
        if (this.#process && !this.#exited) this.#memory.booted(this.#process.pid, report.residentBytes / bytesPerMB);
        break;
      case 'ready':
        this.#decide(() => this.#ready());
        break;
      case 'initFailed':
        this.#end(failedLoad(report, loadable, this.#house.lang));
        break;
      case 'answered':
        this.#answer = body;
        this.#listener.answered(body);
        break;
      case 'done':
        this.#decide(() => this.#done(report, this.#answer ?? body));
        break;
    }
  }

  /** Whether the report makes sense now. */
  #expects(report: Report): boolean {
    if (this.#verdict) return false;
    if (report.kind === 'answered') return this.#phase === 'running' && !this.#answer;
    return this.#phase === (report.kind === 'done' ? 'running' : 'starting');
  }

  #decide(verdict: () => void): void {
    this.#verdict = verdict;
    this.#settle();
  }

  #settle(): void {
    if (!this.#verdict || !this.#process?.outputs.every((output) => output.resting)) return;
    const verdict = this.#verdict;
    this.#verdict = undefined;
    verdict();
  }

  #ready(): void {
    if (this.#phase !== 'starting' || this.#fate) return;
    this.#rest(true);
    this.#listener.ready();
  }

  #done(report: Extract<Report, { kind: 'done' }>, result: Buffer): void {
    if (this.#phase !== 'running') return;
    this.#memory.seen(report.peakBytes / bytesPerMB);
    if (this.#fate) return;
    this.#rest(report.empty);
    const { durationMs, outcome } = report;
    const usage = { durationMs, memoryMB: this.memoryMB };
    if (outcome.kind === 'json') this.#listener.done({ status: 200, result, gone: false, ...usage });
    else this.#listener.done({ ...failedRun(outcome, this.#house.lang), gone: false, ...usage });
  }

  /**
   * Between events. The process waits for the next one and does nothing; what else runs in its group must not either, unless
   * the next event comes so soon that stopping would only be in its way.
   * @source S112
   */
  #rest(empty: boolean): void {
    this.#phase = 'idle';
    // It was asked to end, and its handler chose to finish: it may be asked again, and takes further events (S84).
    this.#signalled = false;
    this.#memory.endWatch();
    if (empty || !groups || this.#exited) return;
    this.#stopSoon = setTimeout(() => {
      if (this.#process && !this.#exited) this.#stopped = send(-this.#process.pid, 'SIGSTOP');
    }, afterMs.run).unref();
  }

  #thaw(): void {
    clearTimeout(this.#stopSoon);
    if (this.#stopped && this.#process) send(-this.#process.pid, 'SIGCONT');
    this.#stopped = false;
  }

  /** @source S154 */
  #memoryExceeded(): Failed {
    const message = platformTexts.memory(this.#spec.function.memoryMB);
    if (this.#phase !== 'starting') return platformFailed(434, message);
    return platformFailed(434, `${message} (${say(this.#house.lang, 'runtime.nodeAlone', { nodeMB: Math.ceil(this.#memory.nodeMB) })})`);
  }

  /** The channel ends before the process only if user code closed it. */
  #channelClosed(): void {
    if (this.#exited) return;
    setTimeout(() => {
      // A busy engine may be late, and the news of the exit still wait to be read: let it be read first.
      setImmediate(() => {
        if (!this.#exited) this.#end(platformFailed(405, say(this.#house.lang, 'runtime.channelClosed')));
      });
    }, afterMs.channel);
  }

  #end(fate: Failed): void {
    this.#fate ??= fate;
    this.#endProcess();
  }

  /** Ends the process; what it has started follows in `#drain`. */
  #endProcess(): void {
    if (!this.#exited) this.#process?.child.kill('SIGKILL');
  }

  /** The process has ended: end what it has left behind, and read what there is to read. */
  async #drain(): Promise<void> {
    assert(this.#process);
    const { pid, child, channel, outputs } = this.#process;
    this.#exited = true;
    clearTimeout(this.#stopSoon);
    this.#memory.endWatch();
    if (groups) {
      send(-pid, 'SIGKILL');
      this.#house.reaper.forget(pid);
    }
    for (const output of outputs) output.resume();
    channel.resume();
    // A process that has left the group may hold on to the output for as long as it likes.
    const patience = setTimeout(() => {
      for (const output of outputs) output.destroy();
      channel.destroy();
    }, afterMs.exit);
    await closed(child);
    clearTimeout(patience);
  }

  /** Says what the end of the process means to whoever listens. */
  #conclude(code: number | null, signal: NodeJS.Signals | null): void {
    const phase = this.#phase;
    if (phase === 'starting') {
      const how = signal ?? `code ${code}`;
      this.#failInit(this.#fate ?? platformFailed(405, say(this.#house.lang, 'runtime.exitedInit', { how })));
    } else if (phase === 'running') {
      this.#phase = 'gone';
      const failed = this.#fate ?? this.#death(code, signal);
      this.#listener.done({ ...failed, gone: true, durationMs: performance.now() - this.#startedMs, memoryMB: this.memoryMB });
    } else if (phase === 'idle') {
      this.#phase = 'gone';
      this.#listener.exited();
    }
  }

  /** @source S155, S154 */
  #death(code: number | null, signal: NodeJS.Signals | null): Failed {
    const byMemory = this.#heapExhausted || (signal !== null && this.#memory.isAbove);
    return byMemory && code !== 0 ? this.#memoryExceeded() : platformFailed(439, platformTexts.processExit);
  }

  #failInit(failed: Failed): void {
    if (this.#phase === 'gone') return;
    this.#phase = 'gone';
    this.#listener.initFailed({ ...failed, gone: true, durationMs: 0, memoryMB: this.memoryMB });
  }
}
