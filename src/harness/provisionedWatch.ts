import type { Timeline } from '../clock';
import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from '../runtime';
import { LATEST, type RequestId } from '../scf';
import type { ProvisionedChange } from '../trace';

/** A runtime that is told of every instance, and keeps what they, and provisioned ones, are charged by. @source S170, S172 */
export class ProvisionedWatch implements Runtime {
  /** In order of time. */
  readonly changes: ProvisionedChange[] = [];
  /** Of each instance, MB: a function may have another by now, and its versions others. @source S28 */
  readonly memoryMB = new Map<number, number>();
  readonly #runtime: Runtime;
  readonly #timeline: Timeline;

  constructor(runtime: Runtime, timeline: Timeline) {
    this.#runtime = runtime;
    this.#timeline = timeline;
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    this.memoryMB.set(spec.id, spec.function.memoryMB);
    // There is nothing provisioned of it. @source S21
    if (spec.version === LATEST) return this.#runtime.start(spec, listener);
    const running = new Set<RequestId>();
    let ready = 0;
    const watched: InstanceListener = {
      ...listener,
      ready: () => {
        // One that is started for a request is none.
        if (spec.requestId === undefined) this.#tell(spec, (ready = 1), 0);
        listener.ready();
      },
      done: (report, requestId) => {
        const wasBusy = running.size > 0;
        if (requestId === undefined) running.clear();
        else running.delete(requestId);
        if (wasBusy && running.size === 0) this.#tell(spec, 0, -1);
        listener.done(report, requestId);
      },
    };
    const instance = this.#runtime.start(spec, watched);
    return {
      get memoryMB() {
        return instance.memoryMB;
      },
      run: (requestId, event) => {
        if (running.size === 0) this.#tell(spec, 0, 1);
        running.add(requestId);
        instance.run(requestId, event);
      },
      signal: () => instance.signal(),
      kill: () => {
        this.#tell(spec, -ready, running.size > 0 ? -1 : 0);
        ready = 0;
        running.clear();
        instance.kill();
      },
    };
  }

  close(): Promise<void> {
    return this.#runtime.close();
  }

  #tell({ function: { key, memoryMB }, version }: InstanceSpec, ready: number, busy: number): void {
    if (ready !== 0 || busy !== 0) this.changes.push({ function: key, version, memoryMB, atMs: this.#timeline.passedMs(), ready, busy });
  }
}
