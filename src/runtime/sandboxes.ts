import { mkdtempSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say, type Lang } from '../messages';
import type { LocalInstances } from '../scf';
import { countsAtStart, environmentOf } from './environment';
import { languageOf } from './language';
import { OwnTmp, tmp } from './ownTmp';
import { Prebooted } from './prebooted';
import { reachOf, startProcess, type ProcessHouse } from './processSandbox';
import { nodeProgram, pythonProgram } from './program';
import { namesFor, Pythons } from './pythons';
import { Reaper } from './reaper';
import type { InstanceSpec } from './runtime';
import type { Sandbox } from './sandbox';
import { startThread } from './threadSandbox';
import { BusyPolling, pollingMs } from './busyPolling';

/** How sandboxes are made. */
export interface SandboxOptions extends LocalInstances {
  /** The environment that we run in ourselves. */
  readonly host: Readonly<Record<string, string | undefined>>;
  /** Where the code lies that is expected; that of an instance may lie elsewhere. */
  readonly codeDir: string;
  /** Of what is said to the developer. */
  readonly lang: Lang;
}

/** Makes what instances run in. Some are made before anybody wants them. */
export class Sandboxes {
  readonly #folder: string;
  readonly #reaper: Reaper;
  readonly #polling: BusyPolling;
  readonly #house: ProcessHouse;
  readonly #ownTmp: Promise<OwnTmp | undefined>;
  readonly #pythons: Pythons;
  #options: SandboxOptions;
  #prebooted: Prebooted;
  #folders = 0;

  /** Throws where no temporary files can be. */
  constructor(options: SandboxOptions) {
    this.#options = options;
    this.#folder = folderIn(tmpdir(), options.lang);
    this.#reaper = new Reaper(this.#folder);
    this.#polling = new BusyPolling(pollingMs(options.busyPolling));
    this.#house = { host: options.host, reaper: this.#reaper, polling: this.#polling };
    this.#ownTmp = OwnTmp.available(options.host);
    this.#pythons = new Pythons(options.host);
    this.#prebooted = this.#preboot();
  }

  /** For an instance; rejects when there can be none. It is as if it had been made for that instance, whenever it was made. */
  open(spec: InstanceSpec): Promise<Sandbox> {
    // Only Node has threads that are as good as processes.
    if (languageOf(spec.function) === 'python') return this.#openPython(spec);
    return this.#options.isolation === 'thread' ? this.#openThread(spec) : this.#openProcess(spec);
  }

  /** From now on they are made like this; those that are in use stay as they are. */
  async configure(local: LocalInstances): Promise<void> {
    const { isolation, prebooted } = this.#options;
    this.#polling.forMs = pollingMs(local.busyPolling);
    if (local.isolation === isolation && local.prebooted === prebooted) return;
    this.#options = { ...this.#options, ...local };
    const former = this.#prebooted;
    this.#prebooted = this.#preboot();
    await former.close();
  }

  /** End those that nobody uses, once nobody uses any. */
  async close(): Promise<void> {
    await this.#prebooted.close();
    await this.#reaper.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #preboot(): Prebooted {
    const { isolation, prebooted, codeDir } = this.#options;
    return new Prebooted(prebooted, async () => {
      const blank = { folder: this.#newFolder(), environment: undefined };
      if (isolation === 'thread') return startThread({ ...blank, polling: this.#polling, heapMaxMB: undefined });
      return startProcess(this.#house, { ...blank, program: nodeProgram, codeDir, ownTmp: await this.#ownTmpFor(codeDir) });
    });
  }

  async #openProcess(spec: InstanceSpec): Promise<Sandbox> {
    const { codeDir, function: plan } = spec;
    const ownTmp = await this.#ownTmpFor(codeDir);
    const reach = reachOf(ownTmp, nodeProgram, codeDir);
    const blank = countsAtStart(plan.environment) ? undefined : await this.#prebooted.take((one) => one.reach === reach);
    if (blank) return blank;
    return startProcess(this.#house, { folder: this.#newFolder(), program: nodeProgram, codeDir, ownTmp, environment: this.#environmentFor(spec) });
  }

  async #openPython(spec: InstanceSpec): Promise<Sandbox> {
    const { codeDir, function: plan } = spec;
    const python = await this.#pythons.find(plan.runtime);
    if (python === undefined)
      throw new Error(say(this.#options.lang, 'runtime.noPython', { runtime: plan.runtime, names: namesFor(plan.runtime).join(', ') }));
    return startProcess(this.#house, {
      folder: this.#newFolder(),
      program: pythonProgram(python),
      codeDir,
      ownTmp: await this.#ownTmpFor(codeDir),
      environment: (itsTmp) => beforeCode(this.#environmentFor(spec)(itsTmp)),
    });
  }

  async #openThread(spec: InstanceSpec): Promise<Sandbox> {
    // Node can be told only at its start how much its objects may take.
    const heapMaxMB = spec.memory === 'enforce' ? spec.function.memoryMB : undefined;
    const blank = heapMaxMB !== undefined || countsAtStart(spec.function.environment) ? undefined : await this.#prebooted.take(() => true);
    return blank ?? startThread({ polling: this.#polling, folder: this.#newFolder(), heapMaxMB, environment: this.#environmentFor(spec) });
  }

  #environmentFor(spec: InstanceSpec) {
    return (itsTmp: string): Readonly<Record<string, string>> => environmentOf(spec, this.#options.host, itsTmp);
  }

  /** Code that lies in /tmp itself could not be seen any more by a process with a /tmp of its own. */
  async #ownTmpFor(codeDir: string): Promise<OwnTmp | undefined> {
    return realpathSync(codeDir) === tmp ? undefined : this.#ownTmp;
  }

  #newFolder(): string {
    this.#folders += 1;
    return join(this.#folder, String(this.#folders));
  }
}

function folderIn(dir: string, lang: Lang): string {
  try {
    return mkdtempSync(join(dir, 'scf-'));
  } catch (error) {
    throw new Error(say(lang, 'runtime.noTmp', { dir, why: error instanceof Error ? error.message : String(error) }), { cause: error });
  }
}

/**
 * What Python starts with; the script makes the rest of it. Modules of the user must not stand in front of those that Python itself starts with.
 * Python 3.6 does not know `-X utf8`, and prints no text but ASCII on a machine that lacks the platform's locale.
 * @source S207
 */
function beforeCode({ PYTHONPATH, ...environment }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { PYTHONIOENCODING: 'utf-8:surrogateescape', ...environment };
}
