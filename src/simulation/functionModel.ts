import { outcomeOf, samplerOf, stream, type Sampler, type Stream } from '../random';
import type { Distribution, Failure, Range, RunStatus } from '../scf';
import type { FunctionPlan, Model } from '../scf';

/**
 * How one function behaves in a simulation: what its model says, or nothing at all. Each thing is drawn from a stream of its
 * own and by invocation, so that the same invocation takes the same time in every variant that is compared.
 */
export class FunctionModel {
  readonly durationMs: Sampler;
  readonly coldStartMs: Sampler;
  readonly #failures: readonly Failure[];
  readonly #coldStartFailures: readonly Failure[];
  readonly #outcomes: Stream;
  readonly #coldOutcomes: Stream;

  constructor({ key }: Pick<FunctionPlan, 'key'>, model: Model | undefined, coldStart: Range, seed: number) {
    const draws = (what: string): Stream => stream(seed, `${what} of ${key}`);
    this.durationMs = samplerOf(model?.durationMs ?? { kind: 'constant', ms: 0 }, draws('duration'));
    this.coldStartMs = samplerOf(model?.coldStartMs ?? distributionOf(coldStart), draws('cold start'));
    this.#failures = model?.failures ?? [];
    this.#coldStartFailures = model?.coldStartFailures ?? [];
    this.#outcomes = draws('outcome');
    this.#coldOutcomes = draws('cold start outcome');
  }

  /** What a run ends with. */
  outcome(): RunStatus {
    return outcome(this.#failures, this.#outcomes);
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
