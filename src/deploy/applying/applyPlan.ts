import assert from 'node:assert';
import { CloudError, CloudFault, type CloudClient, type CloudTime } from '../../cloud';
import { DeployFault } from '../fault';
import type { DeployPlan, FieldChange, Step, StepParams, VersionRef } from '../plan';
import type { ApplyEvent } from './event';
import { handsFor, type Tools } from './hands';
import { perform } from './move';
import { moveOf } from './moves';
import { Recorder, type JournalStore } from './recorder';
import type { ApplyResult, StepResult } from './result';
import { traceOf } from './trace';

/** What a plan is carried out with. */
export interface ApplyDeps {
  readonly client: CloudClient;
  /**
   * `Code` of the API for a step that brings code: `{ ZipFile }`, `{ CosBucketName, … }` or `{ ImageConfig }`.
   * @throws DeployFault
   */
  readonly codeOf: (step: Step) => Promise<StepParams>;
  readonly journal: JournalStore;
  /** Names that the journal knows and the region no longer has, such as that of a function whose deletion nobody saw the end of: the journal forgets them. */
  readonly gone?: readonly string[];
  readonly time: CloudTime;
  /** Aborted: no step begins any more, and nothing is waited for. */
  readonly signal: AbortSignal;
  readonly emit: (event: ApplyEvent) => void;
  /** Reads a function, and tells what is left between it and what is wanted. */
  readonly verify: (name: string) => Promise<readonly FieldChange[]>;
}

/** Steps that are under way at a time, not counting those that only wait: uploads share one line, and rates are the client's matter. */
const atOnce = 8;

/**
 * Carries out a plan: each step as soon as all those that it comes after are done. When one fails, what depends on it does not begin,
 * and everything else goes on to its end: every function's own order leaves it serving after each of its steps, so to stop the others
 * half-way would only leave more that is half done.
 * @throws only what is our own bug, after everything else has ended
 */
export function applyPlan(plan: DeployPlan, deps: ApplyDeps): Promise<ApplyResult> {
  return new Run(plan, deps).result();
}

class Run {
  readonly #plan: DeployPlan;
  readonly #deps: ApplyDeps;
  readonly #tools: Tools;
  readonly #recorder: Recorder;
  readonly #results = new Map<string, StepResult>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #bugs: unknown[] = [];

  constructor(plan: DeployPlan, deps: ApplyDeps) {
    const ids = new Set(plan.steps.map(({ id }) => id));
    assert(ids.size === plan.steps.length, 'every step has an id of its own');
    assert(
      plan.steps.every(({ after }) => after.every((id) => ids.has(id))),
      'a step comes after steps of its plan',
    );
    this.#plan = plan;
    this.#deps = deps;
    const { client, time, signal, codeOf, verify, journal } = deps;
    const isKnown = (name: string): boolean => Object.hasOwn(journal.found?.functions ?? {}, name);
    this.#tools = { client, time, signal, namespace: plan.namespace, codeOf, verify, isKnown, versionOf: (ref) => this.#versionOf(ref) };
    this.#recorder = new Recorder(deps.journal, plan, this.#now());
    for (const step of plan.steps) this.#results.set(step.id, { id: step.id, step, state: 'open' });
  }

  async result(): Promise<ApplyResult> {
    await this.#recorder.begin(this.#deps.gone ?? []);
    // Ends: every turn either begins a step or waits for one that runs.
    for (;;) {
      for (const step of this.#ready()) this.#begin(step);
      if (this.#running.size === 0) break;
      await Promise.race(this.#running.values());
    }
    const steps = [...this.#results.values()];
    const outcome = this.#outcome(steps);
    await this.#recorder.end(outcome, this.#now());
    if (this.#bugs.length > 0) throw this.#bugs[0];
    return { outcome, steps, unwritten: this.#recorder.unwritten };
  }

  #outcome(steps: readonly StepResult[]): ApplyResult['outcome'] {
    if (steps.every(({ state }) => state === 'done')) return 'done';
    return this.#deps.signal.aborted ? 'interrupted' : 'failed';
  }

  /** Steps that may begin now. */
  #ready(): Step[] {
    if (this.#deps.signal.aborted) return [];
    const ready = this.#plan.steps.filter(
      (step) => this.#is(step.id, 'open') && !this.#running.has(step.id) && step.after.every((id) => this.#is(id, 'done')),
    );
    const busy = [...this.#running.keys()].filter((id) => !this.#onlyWaits(id)).length;
    const waits = ready.filter(({ id }) => this.#onlyWaits(id));
    const works = ready.filter(({ id }) => !this.#onlyWaits(id));
    return [...waits, ...works.slice(0, Math.max(0, atOnce - busy))];
  }

  #is(id: string, state: StepResult['state']): boolean {
    return this.#results.get(id)?.state === state;
  }

  #onlyWaits(id: string): boolean {
    return this.#results.get(id)?.step.work.kind === 'awaitProvisioned';
  }

  #begin(step: Step): void {
    this.#running.set(
      step.id,
      this.#one(step).finally(() => this.#running.delete(step.id)),
    );
  }

  async #one(step: Step): Promise<void> {
    const { emit } = this.#deps;
    await this.#recorder.started(step, this.#keyOf(step.function));
    emit({ kind: 'began', step });
    const result = await this.#attempt(step);
    const { state, made, error } = result;
    if (state === 'done') await this.#recorder.done(step, made);
    if (state === 'failed') await this.#recorder.failed(step, codeOf(error));
    this.#results.set(step.id, result);
    if (state === 'done') emit({ kind: 'done', step, made });
    else emit(state === 'failed' ? { kind: 'failed', step, error } : { kind: 'left', step });
    await this.#remember(step.function);
  }

  async #attempt(step: Step): Promise<StepResult> {
    const { emit, signal } = this.#deps;
    const { id } = step;
    try {
      const hands = handsFor(step, this.#tools, (waiting) => emit({ kind: 'waiting', step, waiting }));
      const made = await perform(moveOf(hands), hands);
      return { id, step, state: 'done', ...(made !== undefined && { made }) };
    } catch (error) {
      if (isTold(error)) return { id, step, state: 'failed', error };
      if (signal.aborted) return { id, step, state: 'underWay' };
      this.#bugs.push(error);
      return { id, step, state: 'failed', error };
    }
  }

  /** When all of a function is done, the journal learns by what its code is known again. */
  async #remember(name: string): Promise<void> {
    const key = this.#keyOf(name);
    const steps = this.#plan.steps.filter((step) => step.function === name);
    if (key === undefined || !steps.every(({ id }) => this.#is(id, 'done'))) return;
    const code = steps.flatMap(({ work }) => ('code' in work ? [work.code] : [])).at(-1);
    const trace = await traceOf(name, code, this.#recorder.known(name), this.#tools);
    await this.#recorder.settled(name, { key, ...trace });
  }

  /** Undefined for a function that is not to stay. */
  #keyOf(name: string): string | undefined {
    const change = this.#plan.functions.find((one) => one.name === name);
    return change?.kind === 'delete' ? undefined : change?.key;
  }

  #versionOf(ref: VersionRef): string {
    if ('version' in ref) return ref.version;
    const made = this.#results.get(ref.publishedBy)?.made;
    assert(made !== undefined, 'a version is published before it is used');
    return made;
  }

  #now(): string {
    return new Date(this.#deps.time.nowMs()).toISOString();
  }
}

type Told = CloudError | CloudFault | DeployFault;

/** Failures that users are told of; anything else is our own bug, or the interruption. */
function isTold(error: unknown): error is Told {
  return error instanceof CloudError || error instanceof CloudFault || error instanceof DeployFault;
}

function codeOf(error: unknown): string {
  return isTold(error) ? error.code : 'unknown';
}
