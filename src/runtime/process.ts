import assert from 'node:assert';
import { sep } from 'node:path';
import type { Lang } from '../messages/text';
import { processes, type LocalInstances } from '../scf';
import { SandboxInstance, type House } from './instance';
import { unsupportedRuntime } from './language';
import { MemoryWatcher } from './memory';
import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from './runtime';
import { Sandboxes } from './sandboxes';
import { TypeScriptBuilds } from './typescript';

/** How often memory is looked at, ms: often enough to end what must not grow, and now and then to know. @source S154 */
const lookMs = { enforce: 50, measure: 250 } as const;

/** Runs handlers for real: each instance is a process of its own, or a thread where that is wanted. */
export class ProcessRuntime implements Runtime {
  readonly #options: ProcessOptions;
  readonly #instances = new Set<SandboxInstance>();
  readonly #builds: TypeScriptBuilds;
  #local: LocalInstances;
  #sandboxes: Sandboxes | undefined;
  #house: House | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: ProcessOptions) {
    this.#options = options;
    this.#builds = new TypeScriptBuilds(options.lang);
    this.#local = options.local ?? processes;
    // What is to be ready before it is wanted must be begun before.
    this.#preboot();
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    assert(!this.#closing, 'nothing starts in a closed runtime');
    assert(!unsupportedRuntime(spec.function), 'whoever plans a function asks first whether it can run');
    const instance = new SandboxInstance(spec, listener, this.#furnish());
    this.#instances.add(instance);
    void instance.gone.finally(() => this.#instances.delete(instance));
    return instance;
  }

  /** The code has changed: what instances load from now on is built anew. */
  codeChanged(): void {
    this.#builds.forget();
  }

  /** Instances that start from now on are made like this. */
  configure(local: LocalInstances): void {
    this.#local = local;
    if (this.#sandboxes) void this.#sandboxes.configure(local);
    else this.#preboot();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const instance of this.#instances) instance.kill();
    await Promise.all([...this.#instances].map((instance) => instance.gone));
    await this.#sandboxes?.close();
  }

  #furnish(): House {
    const { lang, host } = this.#options;
    this.#house ??= {
      lang,
      host,
      builds: this.#builds,
      watchers: { enforce: new MemoryWatcher(lookMs.enforce), measure: new MemoryWatcher(lookMs.measure) },
      open: async (spec) => this.#open().open(spec),
    };
    return this.#house;
  }

  #preboot(): void {
    if (this.#local.prebooted === 0) return;
    try {
      this.#open();
    } catch {
      // The first instance tells why.
    }
  }

  /** Throws where they have no place for their files. */
  #open(): Sandboxes {
    const { lang, host, codeDir = sep } = this.#options;
    return (this.#sandboxes ??= new Sandboxes({ ...this.#local, lang, host, codeDir }));
  }
}

export interface ProcessOptions {
  /** Of what instances say to the developer. */
  readonly lang: Lang;
  /** The environment that we run in. Instances get only what programs need to start. */
  readonly host: Readonly<Record<string, string | undefined>>;
  /** How instances are made; processes, none ahead of time, unless said otherwise. */
  readonly local?: LocalInstances | undefined;
  /** Where the code of most instances lies: what is made ahead of time must be able to see it. */
  readonly codeDir?: string;
}
