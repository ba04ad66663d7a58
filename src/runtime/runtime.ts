import type { FunctionPlan, InstanceId, MemoryWatch, RequestId, RunStatus } from '../scf';

/** What a region needs of whatever runs handlers: instances that take one event at a time, those of Web functions several (S92). */
export interface Runtime {
  /** Begin a cold start. The listener hears of everything that happens to the instance, never before this returns. */
  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance;
  /** End every instance, and resolve once none is left. */
  close(): Promise<void>;
}

/** One instance to start. */
export interface InstanceSpec {
  readonly id: InstanceId;
  readonly function: FunctionPlan;
  readonly version: string;
  /** The request it is started for; undefined for a provisioned instance. Initialisation output belongs to it. */
  readonly requestId: RequestId | undefined;
  readonly region: string;
  readonly namespace: string;
  /** Folder that the handler is resolved against, absolute. */
  readonly codeDir: string;
  /** Wait this long before the handler is loaded, ms: for what the platform pulls and prepares. @source S120, S124 */
  readonly coldStartMs: number;
  readonly memory: MemoryWatch;
  readonly remainingTime: boolean;
  /** Laid over the context that the handler gets. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** One running instance. */
export interface RuntimeInstance {
  /**
   * Run one event; only after `ready`, and only while fewer than `function.instanceConcurrency` are under way.
   * @param trigger  what `TRIGGER_SRC` says meanwhile. @source S210
   */
  run(requestId: RequestId, event: Buffer, trigger?: string): void;
  /** Ask the process that runs the handler to end, by SIGTERM. Returns false when there is none to ask. @source S84 */
  signal(): boolean;
  /** End the instance at once; nothing is heard of it afterwards. */
  kill(): void;
  /** Largest memory of the instance's processes seen during the current or last run, MB; undefined when not measured. */
  readonly memoryMB: number | undefined;
}

/** What happens to an instance, in the order in which it happens. With several events under way, `requestId` says of which one. */
export interface InstanceListener {
  /** Initialisation is over and events may come. */
  ready(): void;
  /** Initialisation failed; the instance is gone. @source S123: 437 not found, 443 load error, 405 exited */
  initFailed(failure: RunFailure): void;
  /** One line that user code printed, without its line end. A line before `ready` belongs to the initialisation. */
  line(text: string, requestId?: RequestId): void;
  /** The caller may have its result, though the run goes on until its event loop is empty. @source S193 */
  answered(result: Buffer, requestId?: RequestId): void;
  /** The run is over. With `gone` the instance is, too, and every other run on it. */
  done(report: RunReport, requestId?: RequestId): void;
  /** The instance ended while no event ran on it. */
  exited(): void;
}

/** How a run ended. */
export type RunReport = RunSuccess | RunFailure;

export interface RunSuccess extends Usage {
  readonly status: 200;
  /** The result as JSON text. @source S194 */
  readonly result: Buffer;
  readonly gone: false;
}

export interface RunFailure extends Usage {
  readonly status: Exclude<RunStatus, 200>;
  readonly error: ErrorDetail;
  readonly gone: boolean;
}

export interface Usage {
  /** Time of the handler, without initialisation, ms with fractions. @source S125 */
  readonly durationMs: number;
  /** Largest memory of the instance's processes that was seen, MB; undefined when not measured. @source S154 */
  readonly memoryMB: number | undefined;
}

/** What went wrong, before it is dressed up as the platform's error object. @source S155 */
export interface ErrorDetail {
  /** 1: user code said so; -1: the platform did. @source S155 */
  readonly errorCode: 1 | -1;
  readonly errorMessage: string;
  readonly stackTrace?: string;
}
