import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { RequestId } from '../scf';
import { beginningOf, frame, frameIn, type Frame } from './frames';
import { LineReader } from './lineReader';
import type { MemoryUse } from './memoryUse';
import { reportOf } from './report';
import type { Ending, Init, Sandbox, SandboxEars } from './sandbox';
import type { BusyPolling, Watched } from './busyPolling';

const bootstrap = join(__dirname, 'bootstrap.cjs');

/**
 * Numbers that both sides see: bytes of a message that waits in the inbox, or -1 for one that came through the port; bytes of a report that
 * waits in the outbox, negative while something comes through the port before it; printed bytes that were not read yet; how many listeners
 * SIGTERM has.
 */
const cell = { told: 0, said: 1, unread: 2, listeners: 3 } as const;

/** A larger message does not fit into the memory that both sides share, and changes hands instead, bytes. */
const boxBytes = 32 * 1024;

/** How a thread is to start. */
export interface ThreadStart {
  readonly polling: BusyPolling;
  /** Its own, for temporary files; it is made, and removed. */
  readonly folder: string;
  /** Its environment, if it is known already. */
  readonly environment: ((tmp: string) => Readonly<Record<string, string>>) | undefined;
  /** Most that its objects may take, MB; undefined: as much as Node lets them. */
  readonly heapMaxMB: number | undefined;
}

/** Starts a thread; throws when there can be none. */
export async function startThread({ polling, folder, environment, heapMaxMB }: ThreadStart): Promise<ThreadSandbox> {
  await mkdir(folder, { recursive: true });
  try {
    return new ThreadSandbox(polling, folder, environment?.(folder) ?? {}, heapMaxMB);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A thread of our own process. It waits for what it is told without letting its event loop turn, as a process does. */
export class ThreadSandbox implements Sandbox, Watched {
  readonly tmp: string;
  readonly reach = undefined;
  readonly booted: Promise<unknown>;
  readonly ended: Promise<Ending>;
  readonly gone: Promise<void>;
  readonly #polling: BusyPolling;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #urgent: MessagePort;
  readonly #cells = new Int32Array(new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT));
  readonly #inbox = new SharedArrayBuffer(boxBytes);
  readonly #outbox = new SharedArrayBuffer(boxBytes);
  readonly #told = Buffer.from(this.#inbox);
  readonly #said = Buffer.from(this.#outbox);
  readonly #outputs = [1, 2].map(() => new LineReader((text, cutBytes) => this.#ears?.line(text, cutBytes)));
  #tellBooted: () => void = () => undefined;
  #ears: SandboxEars | undefined;
  #memory: MemoryUse | undefined;
  #nodeMB: number | undefined;
  #exited = false;
  #heapExhausted = false;

  constructor(polling: BusyPolling, folder: string, environment: Readonly<Record<string, string>>, heapMaxMB: number | undefined) {
    this.#polling = polling;
    this.tmp = folder;
    const [ours, urgent] = [new MessageChannel(), new MessageChannel()];
    this.#port = ours.port1;
    this.#urgent = urgent.port1;
    this.#worker = new Worker(bootstrap, {
      argv: ['thread'],
      execArgv: [],
      env: environment,
      workerData: { port: ours.port2, urgent: urgent.port2, cells: this.#cells, bell: polling.bell, inbox: this.#inbox, outbox: this.#outbox },
      transferList: [ours.port2, urgent.port2],
      ...(heapMaxMB !== undefined && { resourceLimits: { maxOldGenerationSizeMb: heapMaxMB } }),
    });
    polling.watch(this);
    this.#port.on('message', (message: FromThread) => this.#heard(message));
    this.ended = this.#live();
    this.booted = Promise.race([new Promise<void>((resolve) => (this.#tellBooted = resolve)), this.ended]);
    this.gone = this.ended.then(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  }

  occupy(ears: SandboxEars, memory: MemoryUse, init: Init): void {
    this.#ears = ears;
    this.#memory = memory;
    if (this.#nodeMB !== undefined) memory.booted(undefined, this.#nodeMB);
    this.#polling.watch(this);
    this.#tell({ kind: 'init', init });
  }

  run(requestId: RequestId, event: Buffer, trigger?: string): void {
    this.#memory?.beginRun(undefined);
    this.#tell(beginningOf(requestId, trigger), event);
    this.#polling.watch(this);
    this.#polling.stir();
  }

  get isOver(): boolean {
    return this.#exited;
  }

  /** No signal reaches a thread: its listeners are called, and where there are none it ends, as a process would. */
  signal(idle: boolean): boolean {
    if (this.#exited) return false;
    if (Atomics.load(this.#cells, cell.listeners) === 0) {
      this.kill();
      return true;
    }
    this.#urgent.postMessage('SIGTERM');
    // Idle, it waits for an event and would not get to its listeners.
    if (idle) this.#tell({ kind: 'thaw' });
    return true;
  }

  kill(): void {
    void this.#worker.terminate();
  }

  async #live(): Promise<Ending> {
    const code = await new Promise<number>((resolve) => {
      this.#worker.on('error', (error: NodeJS.ErrnoException) => {
        this.#heapExhausted = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      });
      this.#worker.once('exit', resolve);
    });
    this.#exited = true;
    this.#polling.forget(this);
    this.look();
    for (let left = receiveMessageOnPort(this.#port); left; left = receiveMessageOnPort(this.#port)) this.#heard(left.message as FromThread);
    for (const output of this.#outputs) output.flush();
    this.#port.close();
    this.#urgent.close();
    return { code, signal: null, heapExhausted: this.#heapExhausted };
  }

  look(): boolean {
    if (Atomics.load(this.#cells, cell.said) <= 0) return false;
    this.#takeReport();
    return true;
  }

  #tell(command: object | string, event?: Buffer): void {
    // What waits in the inbox already comes first.
    const bytes = frame(command, event, Atomics.load(this.#cells, cell.told) === 0 ? this.#told : undefined);
    if (bytes.buffer === this.#inbox) {
      Atomics.store(this.#cells, cell.told, bytes.length);
    } else {
      // A small buffer is part of a larger one.
      const own = bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
      this.#port.postMessage(own, [own.buffer as ArrayBuffer]);
      Atomics.compareExchange(this.#cells, cell.told, 0, -1);
    }
    Atomics.notify(this.#cells, cell.told);
  }

  #heard(message: FromThread): void {
    // What waits for nothing that comes through the port was said before it.
    this.look();
    if (message === null) return;
    if (message === 'report') this.#takeReport();
    else if ('fd' in message) this.#heardOutput(message);
    else this.#heardReport(frameIn(bufferOf(message)));
  }

  /** The report that waits in the outbox, which is free for another then. */
  #takeReport(): void {
    const report = frameIn(Buffer.from(this.#said.subarray(0, Math.abs(Atomics.load(this.#cells, cell.said)))));
    Atomics.store(this.#cells, cell.said, 0);
    this.#heardReport(report);
  }

  #heardOutput({ fd, bytes }: Printed): void {
    Atomics.sub(this.#cells, cell.unread, bytes.length);
    Atomics.notify(this.#cells, cell.unread);
    this.#outputs[fd - 1]?.push(bufferOf(bytes));
  }

  #heardReport({ header, body }: Frame): void {
    const report = reportOf(header);
    if (report?.kind === 'booted') {
      this.#nodeMB = report.residentBytes / (1024 * 1024);
      this.#memory?.booted(undefined, this.#nodeMB);
      this.#tellBooted();
      return;
    }
    // What goes on after it has answered still says how it ends.
    if (report?.kind !== 'answered') {
      this.#polling.forget(this);
      for (const output of this.#outputs) output.flush();
    }
    this.#ears?.report(report, body);
  }
}

interface Printed {
  readonly fd: 1 | 2;
  readonly bytes: Uint8Array;
}

/** `null`: look into the outbox; `report`: the one there has its turn now; bytes: a report that had no room there. */
type FromThread = Printed | Uint8Array | 'report' | null;

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
