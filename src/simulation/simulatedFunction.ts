import type { FunctionState } from '../engine/state';
import type { FunctionLimits } from '../scf';
import { RefusalCauses, type ProvisionedIdle, type Tally } from '../trace';
import type { FunctionModel, RunModel } from './functionModel';
import { Levels } from './levels';

/** A function of a simulation, and how much of it there is. */
export class SimulatedFunction {
  /** The same text as in the plan: a look-up by another of the same letters takes longer. */
  readonly key: string;
  /** That of the model, at hand. */
  readonly first: RunModel;
  readonly levels = new Levels();
  readonly refusals = new RefusalCauses();
  /** Provisioned instances and concurrency, by version; only of versions that had provisioned instances. */
  readonly versions = new Map<string, VersionLevels>();

  constructor(
    readonly tally: Tally,
    readonly state: FunctionState,
    readonly model: FunctionModel,
    readonly plan: FunctionLimits,
  ) {
    this.key = plan.key;
    this.first = model.first;
  }
}

/** What the idle time of provisioned instances follows from. @source S172 */
export interface VersionLevels {
  ready: number;
  busy: number;
  readonly idle: ProvisionedIdle;
}
