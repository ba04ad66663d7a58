import type { MemoryWatch, RequestId } from '../scf';
import type { ContextFields } from './environment';
import type { MemoryUse } from './memoryUse';
import type { Report } from './report';

/**
 * What one instance runs in: a process of its own, or a thread of ours. Node has started in it, or is about to; it is blank until it is told
 * what to load.
 */
export interface Sandbox {
  /** The folder for temporary files, as user code sees it. */
  readonly tmp: string;
  /** Where it can hold only code that lies there; undefined anywhere. */
  readonly reach: string | undefined;
  /** Whether it has ended. */
  readonly isOver: boolean;
  /** Resolves when Node has started in it, or it has ended before. */
  readonly booted: Promise<unknown>;
  /** Resolves when it has ended, and everything has been heard of it. */
  readonly ended: Promise<Ending>;
  /** Resolves when nothing is left of it, its folder included. */
  readonly gone: Promise<void>;
  /** From now on it belongs to an instance; everything that was heard before is told now. */
  occupy(ears: SandboxEars, memory: MemoryUse, init: Init): void;
  /** Only between `ready` and the end of a run, and the end of another. */
  run(requestId: RequestId, event: Buffer, trigger?: string): void;
  /** Ask for its end by SIGTERM. Returns whether there was anything to ask. @param idle  it waits for an event. @source S84 */
  signal(idle: boolean): boolean;
  /** End it at once. */
  kill(): void;
}

/** What happens in a sandbox. */
export interface SandboxEars {
  line(text: string, cutBytes: number): void;
  /** Everything printed before it has been told. Undefined: user code has spoken in our name. */
  report(report: Report | undefined, body: Buffer): void;
  /** User code has cut us off. */
  lost(): void;
}

/** How a sandbox ended. */
export interface Ending {
  /** Of its exit, unless a signal ended it; threads get none. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It had no room left for objects. */
  readonly heapExhausted: boolean;
}

/** What a sandbox is told to load; `bootstrap.cjs` reads it. */
export interface Init {
  /** Absolute. */
  readonly file: string;
  readonly method: string;
  readonly esm: boolean;
  readonly sourceMaps: boolean;
  readonly coldStartMs: number;
  readonly remainingTime: boolean;
  /** Longest result, bytes. */
  readonly responseMax: number;
  readonly requestId: string;
  readonly context: ContextFields;
  /** Laid over the context. */
  readonly overlay: Readonly<Record<string, unknown>>;
  /** All of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The working directory. */
  readonly folder: string;
  readonly memory: MemoryWatch;
}
