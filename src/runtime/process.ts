import assert from 'node:assert';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lang } from '../messages/text';
import type { FunctionPlan } from '../scf';
import { ProcessInstance, type House } from './instance';
import { MemoryWatcher } from './memory';
import { OwnTmp } from './ownTmp';
import { Reaper } from './reaper';
import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from './runtime';
import { TypeScriptBuilds } from './typescript';

/** How often memory is looked at, ms: often enough to end what must not grow, and now and then to know. @source S154 */
const lookMs = { enforce: 50, measure: 250 } as const;

/** Runs handlers in real processes, one for each instance. */
export class ProcessRuntime implements Runtime {
  readonly #options: ProcessOptions;
  readonly #instances = new Set<ProcessInstance>();
  #house: House | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    assert(!this.#closing, 'nothing starts in a closed runtime');
    assert(!unsupportedRuntime(spec.function), 'whoever plans a function asks first whether it can run');
    this.#house ??= furnish(this.#options);
    const instance = new ProcessInstance(spec, listener, this.#house);
    this.#instances.add(instance);
    void instance.gone.finally(() => this.#instances.delete(instance));
    return instance;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const instance of this.#instances) instance.kill();
    await Promise.all([...this.#instances].map((instance) => instance.gone));
    if (!this.#house) return;
    await this.#house.reaper.close();
    await rm(this.#house.folder, { recursive: true, force: true });
  }
}

export interface ProcessOptions {
  /** Of what instances say to the developer. */
  readonly lang: Lang;
  /** The environment that we run in. Instances get only what programs need to start. */
  readonly host: Readonly<Record<string, string | undefined>>;
}

/** Whether a function is written for a runtime that cannot be run locally: anything but Node.js. @source S190 */
export function unsupportedRuntime(plan: Pick<FunctionPlan, 'runtime'>): boolean {
  return !/^nodejs/i.test(plan.runtime);
}

function furnish({ lang, host }: ProcessOptions): House {
  const folder = mkdtempSync(join(tmpdir(), 'scf-'));
  return {
    lang,
    host,
    folder,
    reaper: new Reaper(folder),
    ownTmp: OwnTmp.available(host),
    builds: new TypeScriptBuilds(lang),
    watchers: { enforce: new MemoryWatcher(lookMs.enforce), measure: new MemoryWatcher(lookMs.measure) },
  };
}
