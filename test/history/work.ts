import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from '../../src/runtime/runtime';
import type { RequestId } from '../../src/scf';

/** A run that goes on until the test ends it. */
export class Work {
  readonly #listener: InstanceListener;
  readonly #requestId: RequestId;

  constructor(listener: InstanceListener, requestId: RequestId) {
    this.#listener = listener;
    this.#requestId = requestId;
  }

  say(text: string): void {
    this.#listener.line(text, this.#requestId);
  }

  succeed(result: string): void {
    this.#listener.done({ status: 200, result: Buffer.from(result), gone: false, durationMs: 250, memoryMB: 20 }, this.#requestId);
  }

  fail(): void {
    const error = { errorCode: 1, errorMessage: 'no' } as const;
    this.#listener.done({ status: 430, error, gone: false, durationMs: 1, memoryMB: 20 }, this.#requestId);
  }
}

/** Instances that are ready at once. */
export class WorkRuntime implements Runtime {
  /** The latest run of each invocation. */
  readonly runs = new Map<RequestId, Work>();

  start(_spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    queueMicrotask(() => listener.ready());
    return {
      memoryMB: undefined,
      run: (requestId) => void this.runs.set(requestId, new Work(listener, requestId)),
      signal: () => false,
      kill: () => undefined,
    };
  }

  async close(): Promise<void> {
    // There are no processes.
  }
}
