import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { RequestId } from '../scf';
import { LineReader } from './lineReader';
import type { MemoryUse } from './memoryUse';
import { reportOf } from './report';
import type { Ending, Init, Sandbox, SandboxEars } from './sandbox';

const bootstrap = join(__dirname, 'bootstrap.cjs');

/** Numbers that both sides see: how often the bell has rung, printed bytes that were not read yet, how many listeners SIGTERM has. */
const cell = { bell: 0, unread: 1, listeners: 2 } as const;

/** Larger bodies change hands, smaller ones are sooner copied, bytes. */
const cloneMax = 16 * 1024;

const nothing = Buffer.alloc(0);

/** How a thread is to start. */
export interface ThreadStart {
  /** Its own, for temporary files; it is made, and removed. */
  readonly folder: string;
  /** Its environment, if it is known already. */
  readonly environment: ((tmp: string) => Readonly<Record<string, string>>) | undefined;
  /** Most that its objects may take, MB; undefined: as much as Node lets them. */
  readonly heapMaxMB: number | undefined;
}

/** Starts a thread; throws when there can be none. */
export async function startThread({ folder, environment, heapMaxMB }: ThreadStart): Promise<ThreadSandbox> {
  await mkdir(folder, { recursive: true });
  try {
    return new ThreadSandbox(folder, environment?.(folder) ?? {}, heapMaxMB);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A thread of our own process. It waits for what it is told without letting its event loop turn, as a process does. */
export class ThreadSandbox implements Sandbox {
  readonly tmp: string;
  readonly reach = undefined;
  readonly booted: Promise<unknown>;
  readonly ended: Promise<Ending>;
  readonly gone: Promise<void>;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #urgent: MessagePort;
  readonly #cells = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  readonly #outputs = [1, 2].map(() => new LineReader((text, cutBytes) => this.#ears?.line(text, cutBytes)));
  #tellBooted: () => void = () => undefined;
  #ears: SandboxEars | undefined;
  #memory: MemoryUse | undefined;
  #nodeMB: number | undefined;
  #exited = false;
  #heapExhausted = false;

  constructor(folder: string, environment: Readonly<Record<string, string>>, heapMaxMB: number | undefined) {
    this.tmp = folder;
    const [ours, urgent] = [new MessageChannel(), new MessageChannel()];
    this.#port = ours.port1;
    this.#urgent = urgent.port1;
    this.#worker = new Worker(bootstrap, {
      argv: ['thread'],
      execArgv: [],
      env: environment,
      workerData: { port: ours.port2, urgent: urgent.port2, cells: this.#cells },
      transferList: [ours.port2, urgent.port2],
      ...(heapMaxMB !== undefined && { resourceLimits: { maxOldGenerationSizeMb: heapMaxMB } }),
    });
    this.#port.on('message', (message: FromThread) => this.#heard(message));
    this.ended = this.#live();
    this.booted = Promise.race([new Promise<void>((resolve) => (this.#tellBooted = resolve)), this.ended]);
    this.gone = this.ended.then(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  }

  occupy(ears: SandboxEars, memory: MemoryUse, init: Init): void {
    this.#ears = ears;
    this.#memory = memory;
    if (this.#nodeMB !== undefined) memory.booted(undefined, this.#nodeMB);
    this.#tell({ kind: 'init', init });
  }

  run(requestId: RequestId, event: Buffer): void {
    this.#memory?.beginRun(undefined);
    this.#tell({ kind: 'run', requestId }, event);
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
    for (let left = receiveMessageOnPort(this.#port); left; left = receiveMessageOnPort(this.#port)) this.#heard(left.message as FromThread);
    for (const output of this.#outputs) output.flush();
    this.#port.close();
    this.#urgent.close();
    return { code, signal: null, heapExhausted: this.#heapExhausted };
  }

  #tell(command: object, event?: Buffer): void {
    // A copy of its own: the caller's buffer may be part of a larger one, and stays the caller's.
    const body = event && new Uint8Array(event);
    this.#port.postMessage({ command, body }, body && body.length > cloneMax ? [body.buffer] : []);
    Atomics.add(this.#cells, cell.bell, 1);
    Atomics.notify(this.#cells, cell.bell);
  }

  #heard(message: FromThread): void {
    if ('fd' in message) this.#heardOutput(message);
    else this.#heardReport(message);
  }

  #heardOutput({ fd, bytes }: Printed): void {
    Atomics.sub(this.#cells, cell.unread, bytes.length);
    Atomics.notify(this.#cells, cell.unread);
    this.#outputs[fd - 1]?.push(bufferOf(bytes));
  }

  #heardReport({ header, body }: Reported): void {
    const report = reportOf(header);
    if (report?.kind === 'booted') {
      this.#nodeMB = report.residentBytes / (1024 * 1024);
      this.#memory?.booted(undefined, this.#nodeMB);
      this.#tellBooted();
      return;
    }
    if (report?.kind !== 'answered') for (const output of this.#outputs) output.flush();
    this.#ears?.report(report, body ? bufferOf(body) : nothing);
  }
}

interface Printed {
  readonly fd: 1 | 2;
  readonly bytes: Uint8Array;
}

interface Reported {
  readonly header: unknown;
  readonly body?: Uint8Array;
}

type FromThread = Printed | Reported;

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
