import type { Timeline } from '../clock';
import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from '../runtime';
import { LATEST, type RequestId } from '../scf';
import type { ProvisionedChange } from '../trace';

/** An instance of a published version. */
interface Watched {
  readonly spec: InstanceSpec;
  /** What it runs, as the platform sees it: of several requests, one that took too long is none of them, whatever its code still does. @source S93 */
  readonly running: Set<RequestId>;
}

/** A runtime that is told of every instance, and keeps what they, and provisioned ones, are charged by. @source S170, S172 */
export class ProvisionedWatch implements Runtime {
  /** In order of time. */
  readonly changes: ProvisionedChange[] = [];
  /** Of each instance, MB: a function may have another by now, and its versions others. @source S28 */
  readonly memoryMB = new Map<number, number>();
  readonly #runtime: Runtime;
  readonly #timeline: Timeline;
  readonly #watched = new Map<number, Watched>();

  constructor(runtime: Runtime, timeline: Timeline) {
    this.#runtime = runtime;
    this.#timeline = timeline;
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    this.memoryMB.set(spec.id, spec.function.memoryMB);
    // There is nothing provisioned of it. @source S21
    if (spec.version === LATEST) return this.#runtime.start(spec, listener);
    this.#watched.set(spec.id, { spec, running: new Set() });
    let ready = 0;
    const watched: InstanceListener = {
      ...listener,
      ready: () => {
        // One that is started for a request is none.
        if (spec.requestId === undefined) this.#tell(spec, (ready = 1), 0);
        listener.ready();
      },
    };
    const instance = this.#runtime.start(spec, watched);
    return {
      get memoryMB() {
        return instance.memoryMB;
      },
      run: (requestId, event, trigger) => instance.run(requestId, event, trigger),
      signal: () => instance.signal(),
      kill: () => {
        this.#tell(spec, -ready, 0);
        ready = 0;
        this.#watched.delete(spec.id);
        instance.kill();
      },
    };
  }

  close(): Promise<void> {
    return this.#runtime.close();
  }

  /** An instance begins to run a request. */
  runs(instance: number, requestId: RequestId): void {
    const watched = this.#watched.get(instance);
    if (watched?.running.add(requestId).size === 1) this.#tell(watched.spec, 0, 1);
  }

  /** It runs that one no longer, if it ever did. */
  leaves(instance: number, requestId: RequestId): void {
    const watched = this.#watched.get(instance);
    if (watched?.running.delete(requestId) && watched.running.size === 0) this.#tell(watched.spec, 0, -1);
  }

  #tell({ function: { key, memoryMB }, version }: InstanceSpec, ready: number, busy: number): void {
    if (ready !== 0 || busy !== 0) this.changes.push({ function: key, version, memoryMB, atMs: this.#timeline.passedMs(), ready, busy });
  }
}
