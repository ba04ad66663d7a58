import { say, type Lang } from '../messages';
import { ProcessRuntime, unsupportedRuntime, type InstanceListener, type InstanceSpec, type Runtime, type RuntimeInstance } from '../runtime';
import { processes, type FunctionPlan, type RegionPlan } from '../scf';

/** Whether a function counts in the quotas but cannot run on this machine: other runtimes than Node.js, and Web functions. */
export function isOnlyCounted(plan: Pick<FunctionPlan, 'runtime' | 'type'>): boolean {
  return unsupportedRuntime(plan) || plan.type === 'web';
}

/** Processes for what can run here; whatever else is called fails to start, and says why. */
export class LocalRuntime implements Runtime {
  readonly #processes: ProcessRuntime;
  readonly #lang: Lang;

  constructor(lang: Lang, host: Readonly<Record<string, string | undefined>>, { local, codeDir }: Pick<RegionPlan, 'local' | 'codeDir'>) {
    this.#lang = lang;
    this.#processes = new ProcessRuntime({ lang, host, local, codeDir });
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    return isOnlyCounted(spec.function) ? this.#failing(spec, listener) : this.#processes.start(spec, listener);
  }

  /** Instances that start from now on load the code as it is then. */
  codeChanged(): void {
    this.#processes.codeChanged();
  }

  /** Instances that start from now on are made as the configuration says now. */
  configure({ local = processes }: Pick<RegionPlan, 'local'>): void {
    this.#processes.configure(local);
  }

  close(): Promise<void> {
    return this.#processes.close();
  }

  #failing({ function: plan }: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    const what = plan.type === 'web' ? 'type: web' : plan.runtime;
    const errorMessage = say(this.#lang, 'offline.cannotRun', { function: plan.key, what });
    // Nothing is heard of an instance before its start has returned.
    const failure = setImmediate(() =>
      listener.initFailed({ status: 437, error: { errorCode: -1, errorMessage }, gone: true, durationMs: 0, memoryMB: undefined }),
    );
    return { run: () => undefined, signal: () => false, kill: () => clearImmediate(failure), memoryMB: undefined };
  }
}
