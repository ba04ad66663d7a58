import assert from 'node:assert';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { parse } from 'node:path';
import type { RequestId } from '../scf';
import { closed, send } from './child';
import { descendantsOf } from './descendants';
import { blankEnvironment } from './environment';
import { beginningOf, frame, frameHead, FrameReader, type Frame } from './frames';
import type { MemoryUse } from './memoryUse';
import { tmp, type OwnTmp } from './ownTmp';
import { ProcessOutput } from './processOutput';
import { commandOf, type Program } from './program';
import type { Reaper } from './reaper';
import { reportOf, type Report } from './report';
import type { Ending, Init, Sandbox, SandboxEars } from './sandbox';
import type { BusyPolling } from './busyPolling';

const groups = process.platform !== 'win32';

/** How long we wait for what should follow at once, ms: the end of a process after its channel, of its output after itself, a next event after a run. */
const afterMs = { channel: 50, exit: 250, run: 10 } as const;

/**
 * Turns of our event loop after which everything has been read that was there when a report came. A process prints before it reports, so its
 * output is readable no later than the report is, and each turn reads whatever is readable; the report may come in the middle of one.
 * Windows reads ahead, and less at a time.
 */
const turnsToRead = groups ? 2 : 8;

/** Where a process is that does not know yet whose it will be: a folder that is there whatever it sees of /tmp. */
const blankIn = parse(process.execPath).root;

/** A body above which it is sooner written by itself than copied behind its header, bytes. */
const copyMax = 64 * 1024;

/** What processes are made with. */
export interface ProcessHouse {
  /** The environment that the engine itself runs in. */
  readonly host: Readonly<Record<string, string | undefined>>;
  readonly reaper: Reaper;
  readonly polling: BusyPolling;
}

/** How a process is to start. */
export interface ProcessStart {
  /** Its own, for temporary files; it is made, and removed. */
  readonly folder: string;
  readonly program: Program;
  /** Gives it a /tmp of its own. */
  readonly ownTmp: OwnTmp | undefined;
  /** Where code lies that it must be able to see. */
  readonly codeDir: string;
  /** Its environment, if it is known already. */
  readonly environment: ((tmp: string) => Readonly<Record<string, string>>) | undefined;
}

/** The parts of /tmp that a process with a /tmp of its own needs for code in a folder; undefined: it sees everything. */
export function reachOf(ownTmp: OwnTmp | undefined, { file, script }: Program, codeDir: string): string | undefined {
  return ownTmp?.needed([file, script, codeDir]).join('/');
}

/** Starts a process; throws when there can be none. */
export async function startProcess(house: ProcessHouse, { folder, program, ownTmp, codeDir, environment }: ProcessStart): Promise<ProcessSandbox> {
  await mkdir(folder, { recursive: true });
  try {
    const words = commandOf(program);
    const [command = '', ...args] = ownTmp ? ownTmp.wrap(words, folder, [program.file, program.script, codeDir]) : words;
    const itsTmp = ownTmp ? tmp : folder;
    const cwd = environment ? codeDir : blankIn;
    const child = spawn(command, args, {
      cwd,
      env: environment?.(itsTmp) ?? blankEnvironment(house.host, itsTmp, cwd),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: groups,
      windowsHide: true,
    });
    await once(child, 'spawn');
    child.on('error', () => undefined);
    return new ProcessSandbox(house, child, { folder, tmp: itsTmp, reach: reachOf(ownTmp, program, codeDir) });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** An operating-system process, in a process group of its own. */
export class ProcessSandbox implements Sandbox {
  readonly tmp: string;
  readonly reach: string | undefined;
  readonly booted: Promise<unknown>;
  readonly ended: Promise<Ending>;
  readonly gone: Promise<void>;
  readonly #house: ProcessHouse;
  readonly #child: ChildProcess;
  readonly #pid: number;
  readonly #channel: Socket;
  readonly #outputs: readonly ProcessOutput[];
  readonly #frames = new FrameReader();
  #tellBooted: () => void = () => undefined;
  #ears: SandboxEars | undefined;
  #memory: MemoryUse | undefined;
  /** What Node took by itself, MB; undefined until it has started. */
  #nodeMB: number | undefined;
  /** A report waits for the output before it to be read. */
  #settling = false;
  #exited = false;
  #heapExhausted = false;
  /** SIGSTOP holds the group, or is about to. @source S112 */
  #stopped = false;
  /** It is between events, and something could go on in its group. */
  #restless = false;
  /** Runs on when the next event comes, and is set anew after it: that is cheaper than a timer for each event. */
  #stopSoon: NodeJS.Timeout | undefined;

  constructor(house: ProcessHouse, child: ChildProcess, { folder, tmp: itsTmp, reach }: { folder: string; tmp: string; reach: string | undefined }) {
    const { pid, stdout, stderr } = child;
    const channel = child.stdio[3];
    assert(pid !== undefined && stdout && stderr && channel instanceof Socket);
    this.#house = house;
    this.tmp = itsTmp;
    this.reach = reach;
    this.#child = child;
    this.#pid = pid;
    this.#channel = channel;
    this.#outputs = [stdout, stderr].map(
      (stream) => new ProcessOutput(stream, (text, cutBytes) => this.#heardLine(text, cutBytes, stream === stderr)),
    );
    if (groups) house.reaper.watch(pid);
    channel.on('data', (chunk: Buffer) => this.#heard(chunk));
    channel.on('error', () => channel.destroy());
    channel.on('close', () => this.#channelClosed());
    this.ended = this.#live();
    this.booted = Promise.race([new Promise<void>((resolve) => (this.#tellBooted = resolve)), this.ended]);
    this.gone = this.ended.then(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  }

  occupy(ears: SandboxEars, memory: MemoryUse, init: Init): void {
    this.#ears = ears;
    this.#memory = memory;
    if (this.#nodeMB !== undefined) memory.booted(this.#pid, this.#nodeMB);
    for (const output of this.#outputs) output.resume();
    this.#write({ kind: 'init', init });
  }

  run(requestId: RequestId, event: Buffer, trigger?: string): void {
    this.#heapExhausted = false;
    this.#thaw();
    this.#memory?.beginRun(this.#pid);
    for (const output of this.#outputs) output.resume();
    this.#write(beginningOf(requestId, trigger), event);
    this.#house.polling.stir();
  }

  get isOver(): boolean {
    return this.#exited;
  }

  signal(idle: boolean): boolean {
    if (this.#exited) return false;
    this.#thaw();
    const sent = send(this.#pid, 'SIGTERM');
    // Idle, it waits for an event and would not get to its signal handlers.
    if (idle) this.#write({ kind: 'thaw' });
    return sent;
  }

  kill(): void {
    if (this.#exited) return;
    // What has left the group (a browser does) goes with it all the same: on the platform its container does.
    const started = descendantsOf(this.#pid);
    this.#child.kill('SIGKILL');
    for (const pid of started) send(pid, 'SIGKILL');
  }

  async #live(): Promise<Ending> {
    const [code, signal] = (await once(this.#child, 'exit')) as [number | null, NodeJS.Signals | null];
    await this.#drain();
    return { code, signal, heapExhausted: this.#heapExhausted };
  }

  /** The process has ended: end what it has left behind, and read what there is to read. */
  async #drain(): Promise<void> {
    this.#exited = true;
    clearTimeout(this.#stopSoon);
    this.#memory?.endWatch();
    if (groups) {
      send(-this.#pid, 'SIGKILL');
      this.#house.reaper.forget(this.#pid);
    }
    for (const output of this.#outputs) output.resume();
    this.#channel.resume();
    // A process that has left the group may hold on to the output for as long as it likes.
    const patience = setTimeout(() => {
      for (const output of this.#outputs) output.destroy();
      this.#channel.destroy();
    }, afterMs.exit);
    await closed(this.#child);
    clearTimeout(patience);
    for (const output of this.#outputs) output.flush();
  }

  #write(header: object | string, body?: Buffer): void {
    if (body === undefined || body.length <= copyMax) {
      this.#channel.write(frame(header, body));
      return;
    }
    this.#channel.cork();
    this.#channel.write(frameHead(header, body.length));
    this.#channel.write(body);
    this.#channel.uncork();
  }

  #heardLine(text: string, cutBytes: number, isError: boolean): void {
    if (isError && text.includes('heap out of memory')) this.#heapExhausted = true;
    this.#ears?.line(text, cutBytes);
  }

  #heard(chunk: Buffer): void {
    this.#house.polling.stir();
    for (const { header, body } of this.#messages(chunk)) {
      const report = reportOf(header);
      if (report?.kind === 'booted' && this.#nodeMB === undefined) this.#booted(report);
      // Nobody reports twice before an answer.
      else if (!report || report.kind === 'booted' || this.#settling) this.#ears?.report(undefined, body);
      else if (report.kind === 'ready' || report.kind === 'done') this.#settle(report, body);
      else this.#ears?.report(report, body);
    }
  }

  /** The messages that are complete; one without a header for what is none. */
  #messages(chunk: Buffer): Pick<Frame, 'header' | 'body'>[] {
    try {
      return this.#frames.push(chunk);
    } catch {
      return [{ header: undefined, body: Buffer.alloc(0) }];
    }
  }

  #booted({ residentBytes }: Extract<Report, { kind: 'booted' }>): void {
    this.#nodeMB = residentBytes / (1024 * 1024);
    if (!this.#exited) this.#memory?.booted(this.#pid, this.#nodeMB);
    this.#tellBooted();
  }

  /** Everything printed comes before the report. */
  #settle(report: Extract<Report, { kind: 'ready' | 'done' }>, body: Buffer): void {
    this.#settling = true;
    afterTurns(turnsToRead, () => {
      this.#settling = false;
      for (const output of this.#outputs) output.rest();
      if (!this.#exited) this.#rest(report.kind === 'ready' || report.empty);
      this.#ears?.report(report, body);
    });
  }

  /**
   * Between events. The process waits for the next one and does nothing; what else runs in its group must not either, unless
   * the next event comes so soon that stopping would only be in its way.
   * @source S112
   */
  #rest(empty: boolean): void {
    this.#memory?.endWatch();
    if (empty || !groups) return;
    this.#restless = true;
    if (this.#stopSoon) this.#stopSoon.refresh();
    else this.#stopSoon = setTimeout(() => this.#stop(), afterMs.run).unref();
  }

  #stop(): void {
    if (this.#restless && !this.#exited) this.#stopped = send(-this.#pid, 'SIGSTOP');
  }

  #thaw(): void {
    this.#restless = false;
    if (this.#stopped) send(-this.#pid, 'SIGCONT');
    this.#stopped = false;
  }

  /** The channel ends before the process only if user code closed it. */
  #channelClosed(): void {
    if (this.#exited) return;
    setTimeout(() => {
      // A busy engine may be late, and the news of the exit still wait to be read: let it be read first.
      setImmediate(() => {
        if (!this.#exited) this.#ears?.lost();
      });
    }, afterMs.channel);
  }
}

function afterTurns(turns: number, act: () => void): void {
  if (turns === 0) act();
  else setImmediate(afterTurns, turns - 1, act);
}
