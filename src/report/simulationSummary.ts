import type { FigureValue, Model } from '../scf';
import type { PlacementModel, Refusals, Summary, TokenModel, TraceFormat } from '../trace';

/** What a simulation came to: the summary that all runs share, and everything that its figures follow from. */
export interface SimulationSummary extends Summary {
  /** Figures that the service sets in place of its profile's, by their options under `custom.scf`. */
  readonly knobs: Readonly<Record<string, FigureValue>>;
  readonly trace: PlayedTrace;
  /** `custom.scf.models`, as they were played. */
  readonly models: Readonly<Record<string, Model>>;
  /** What the account does not pay for. @source S173 */
  readonly freeTier: string;
  /** Virtual time that passed, ms. */
  readonly endedMs: number;
  /** Invocations that had not ended by then; they are in no status, and have no record. */
  readonly inFlight: number;
  /** Whether somebody stopped it. */
  readonly interrupted: boolean;
  /** What was most often in the way. */
  readonly refusals: readonly Refusals[];
}

/** The trace of a simulation. */
export interface PlayedTrace {
  /** As the user named it. */
  readonly file: string;
  readonly format: TraceFormat;
  /** That arrived. */
  readonly rows: number;
  /** When the run began, in UTC. */
  readonly start: string;
  /** What the trace leaves open, and how it was filled. */
  readonly model?: TokenModel | PlacementModel;
}

/** What neither the trace nor a model says, and what does not fit. */
export interface SimulationGaps {
  /** Functions whose runs take no time. */
  readonly instant: readonly string[];
  /** Functions whose cold starts take no time. */
  readonly instantColdStarts: readonly string[];
  /** Web functions that the trace calls asynchronously. @source S88 */
  readonly asyncWeb: readonly string[];
  /** Names that are mapped, and that the trace does not have. */
  readonly unmet: readonly string[];
  /** Names of the trace that used more memory than the function that stands for them has. */
  readonly memory: readonly { readonly name: string; readonly usedMB: number; readonly function: string; readonly memoryMB: number }[];
}
