import { outcomeOf, samplerOf, stream, type Sampler, type Stream } from '../random';
import type { Distribution, Failure, Range, RunStatus } from '../scf';
import type { FunctionPlan, Model } from '../scf';

/** One for all functions: with a thousand of them, what each has for itself is far away. */
const none: readonly Failure[] = [];

/** How runs go: how long they take, and what they end with. */
export class RunModel {
  readonly durationMs: Sampler;
  readonly #failures: readonly Failure[];
  readonly #outcomes: Stream;

  constructor(model: Model, draws: (what: string) => Stream) {
    this.durationMs = samplerOf(model.durationMs ?? { kind: 'constant', ms: 0 }, draws('duration'));
    this.#failures = model.failures;
    this.#outcomes = draws('outcome');
  }

  outcome(): RunStatus {
    return outcome(this.#failures, this.#outcomes);
  }
}

/** No time, and no failure: nothing is ever drawn for it. */
const nothing: Model = { coldStartMs: undefined, durationMs: undefined, failures: none, coldStartFailures: none };
const unmodelled = new RunModel(nothing, (what) => stream(0, what));

/**
 * How one function behaves in a simulation: what its model says, or nothing at all. Each thing is drawn from a stream of its own. What an
 * invocation meets first is drawn as it arrives, whatever becomes of it, so that the same row takes the same time, and ends alike, in every
 * variant that is compared; further runs, and whether an initialisation fails, are drawn as they come.
 */
export class FunctionModel {
  /** Of the first run of each invocation, and of all after it. */
  readonly first: RunModel;
  readonly further: RunModel;
  /** Of an instance that is started for an invocation, and of one that starts unasked. */
  readonly coldStartMs: Sampler;
  readonly unaskedStartMs: Sampler;
  readonly #coldStartFailures: readonly Failure[];
  readonly #coldOutcomes: Stream;

  constructor({ key }: Pick<FunctionPlan, 'key'>, model: Model | undefined, coldStart: Range, seed: number) {
    const draws = (what: string): Stream => stream(seed, `${what} of ${key}`);
    const start = model?.coldStartMs ?? distributionOf(coldStart);
    this.first = model ? new RunModel(model, draws) : unmodelled;
    this.further = model ? new RunModel(model, (what) => draws(`further ${what}`)) : unmodelled;
    this.coldStartMs = samplerOf(start, draws('cold start'));
    this.unaskedStartMs = samplerOf(start, draws('unasked start'));
    this.#coldStartFailures = model?.coldStartFailures ?? none;
    this.#coldOutcomes = draws('cold start outcome');
  }

  /** What an initialisation ends with; 200 when it succeeds. */
  coldOutcome(): RunStatus {
    return outcome(this.#coldStartFailures, this.#coldOutcomes);
  }
}

function outcome(failures: readonly Failure[], draws: Stream): RunStatus {
  return failures.length === 0 ? 200 : (outcomeOf(failures, draws.uniform()) as RunStatus);
}

function distributionOf(range: Range): Distribution {
  return typeof range === 'number' ? { kind: 'constant', ms: range } : { kind: 'uniform', ...range };
}
