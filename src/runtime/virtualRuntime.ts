import type { RequestId } from '../scf';
import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from './runtime';

/** A runtime on virtual time: before time moves on, it must have come to rest. */
export interface VirtualRuntime extends Runtime {
  /**
   * Let everything happen that can happen at the present moment.
   * @returns instances that wait for something that does not come in real time either
   */
  settle(): Promise<readonly Stuck[]>;
  /** Look after the code of instances until the returned function is called; nothing of it may run at other times. */
  attend(): () => void;
  /** Whose code calls at the moment; undefined when it is nobody's of this runtime. */
  caller(): Caller | undefined;
}

/** An instance whose code calls its own region. */
export interface Caller {
  /** Settles as the promise does, as code of the instance, which waits for it as for a timer; never once the instance is gone. */
  awaited<T>(promise: Promise<T>): Promise<T>;
}

/** An instance that waits for something outside of virtual time, and no longer holds it up. */
export interface Stuck {
  readonly function: string;
  readonly instance: number;
  readonly requestId: RequestId | undefined;
  /** What it waits for, in Node's words: `TCPWRAP`, `FSREQPROMISE` … */
  readonly waitsFor: readonly string[];
  /** How long, ms of real time. */
  readonly waitedMs: number;
}

/** Some functions run by one runtime, all others by another. */
export class MixedRuntime implements VirtualRuntime {
  readonly #some: Runtime;
  readonly #isSome: (functionKey: string) => boolean;
  readonly #others: VirtualRuntime;

  /** @param some  needs only the timeline to come to rest */
  constructor(some: Runtime, isSome: (functionKey: string) => boolean, others: VirtualRuntime) {
    this.#some = some;
    this.#isSome = isSome;
    this.#others = others;
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    return (this.#isSome(spec.function.key) ? this.#some : this.#others).start(spec, listener);
  }

  async close(): Promise<void> {
    await Promise.all([this.#some.close(), this.#others.close()]);
  }

  settle(): Promise<readonly Stuck[]> {
    return this.#others.settle();
  }

  attend(): () => void {
    return this.#others.attend();
  }

  caller(): Caller | undefined {
    return this.#others.caller();
  }
}
