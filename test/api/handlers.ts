import { setImmediate } from 'node:timers/promises';
import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from '../../src/runtime';
import type { RequestId } from '../../src/scf';

/** What a handler is given besides its event. */
export interface Run {
  readonly requestId: RequestId;
  readonly print: (text: string) => void;
  /** Gives the caller its result; the run goes on. */
  readonly answer: (result: unknown) => void;
  /** Aborted by SIGTERM; a handler without an ear for it does not end. */
  readonly signal: AbortSignal;
}

type Handler = (event: unknown, run: Run) => unknown;

/** Runs handlers that a test brings, in real time and in this process. Each run has used 3 MB. */
export class HandlerRuntime implements Runtime {
  alive = 0;

  constructor(private readonly handlers: Readonly<Record<string, Handler>>) {}

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    const signal = new AbortController();
    let killed = false;
    this.alive += 1;
    const heard = (act: () => void): void => {
      if (!killed) act();
    };
    void setImmediate().then(() => heard(() => listener.ready()));
    return {
      memoryMB: 3,
      run: (requestId, event) => {
        const print = (text: string): void => heard(() => listener.line(text, requestId));
        const answer = (result: unknown): void => heard(() => listener.answered(Buffer.from(JSON.stringify(result)), requestId));
        void this.#run(spec.function.key, event, { requestId, print, answer, signal: signal.signal }).then((done) =>
          heard(() => listener.done(done, requestId)),
        );
      },
      signal: () => {
        signal.abort();
        return true;
      },
      kill: () => {
        killed = true;
        this.alive -= 1;
      },
    };
  }

  async close(): Promise<void> {
    await setImmediate();
  }

  async #run(key: string, event: Buffer, run: Run): Promise<Parameters<InstanceListener['done']>[0]> {
    const usage = { durationMs: 0.826, memoryMB: 3, gone: false as const };
    // Nothing is heard of a run before whoever began it goes on.
    await Promise.resolve();
    try {
      const result = await this.handlers[key]?.(JSON.parse(event.toString()), run);
      return { ...usage, status: 200, result: Buffer.from(JSON.stringify(result ?? null)) };
    } catch (error) {
      const errorMessage = error instanceof Error ? error.message : String(error);
      return { ...usage, status: 430, error: { errorCode: 1, errorMessage, stackTrace: `Error: ${errorMessage}` } };
    }
  }
}
