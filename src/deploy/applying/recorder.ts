import type { FunctionJournal, RunJournal, StepOutcome, TargetJournal } from '../journal';
import type { DeployPlan, Step } from '../plan';

/** Where the journal of one target is kept: `openJournal` in a file, tests in memory. */
export interface JournalStore {
  /** As it was; undefined before the first deploy. */
  readonly found: TargetJournal | undefined;
  /** Resolves when it is kept. Calls are kept in their order. */
  write(journal: TargetJournal): Promise<void>;
}

/** Nothing is known of its code, until it is looked up when all is done. */
const unknownCode = { modTime: undefined, codeSha256: undefined, contentHash: undefined };

/**
 * Keeps what a run has begun and done, before the cloud is asked and after it has answered. A journal that cannot be kept stops
 * nothing: the cloud itself decides what the next deploy does.
 */
export class Recorder {
  readonly #store: JournalStore;
  #functions: Readonly<Record<string, FunctionJournal>>;
  #run: RunJournal;
  #unwritten: string | undefined;

  constructor(store: JournalStore, plan: DeployPlan, startedAt: string) {
    this.#store = store;
    this.#functions = store.found?.functions ?? {};
    const steps = Object.fromEntries(plan.steps.map(({ id }): [string, StepOutcome] => [id, { state: 'open' }]));
    this.#run = { fingerprint: plan.fingerprint, startedAt, endedAt: undefined, outcome: 'running', steps };
  }

  /** Why it could not be kept; undefined: it was. */
  get unwritten(): string | undefined {
    return this.#unwritten;
  }

  /** What the journal says of a function; undefined: it never was deployed from here. */
  known(name: string): FunctionJournal | undefined {
    return Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined;
  }

  /** @param gone  functions that are no longer there */
  begin(gone: readonly string[]): Promise<void> {
    for (const name of gone) this.#forget(name);
    return this.#write();
  }

  /** @param key  of the function; undefined for one that the service no longer has */
  started({ id, function: name, work }: Step, key: string | undefined): Promise<void> {
    // Killed here, nobody would know which code it has; so nothing is said of it.
    const changesCode = work.kind === 'createFunction' || work.kind === 'updateCode';
    if (changesCode && key !== undefined) this.#know(name, { key, ...unknownCode });
    return this.#step(id, { state: 'started' });
  }

  done({ id, function: name, work }: Step, made: string | undefined): Promise<void> {
    if (work.kind === 'deleteFunction') this.#forget(name);
    return this.#step(id, { state: 'done', ...(made !== undefined && { made }) });
  }

  failed({ id }: Step, code: string): Promise<void> {
    return this.#step(id, { state: 'failed', code });
  }

  /** All steps of a function are done. */
  settled(name: string, known: FunctionJournal): Promise<void> {
    this.#know(name, known);
    return this.#write();
  }

  end(outcome: RunJournal['outcome'], endedAt: string): Promise<void> {
    this.#run = { ...this.#run, outcome, endedAt };
    return this.#write();
  }

  #know(name: string, known: FunctionJournal): void {
    this.#functions = { ...this.#functions, [name]: known };
  }

  #forget(name: string): void {
    this.#functions = Object.fromEntries(Object.entries(this.#functions).filter(([other]) => other !== name));
  }

  #step(id: string, outcome: StepOutcome): Promise<void> {
    this.#run = { ...this.#run, steps: { ...this.#run.steps, [id]: outcome } };
    return this.#write();
  }

  async #write(): Promise<void> {
    try {
      await this.#store.write({ functions: this.#functions, run: this.#run });
    } catch (error) {
      this.#unwritten ??= (error as Error).message;
    }
  }
}
