import type { InvocationType } from '../scf';

/** One arrival. What it does not say, models or the configuration do. */
export interface TraceRow {
  /** ms since the beginning of the trace; never less than in the row before. */
  readonly atMs: number;
  /** Key of a function of the service. */
  readonly function: string;
  readonly type: InvocationType;
  readonly durationMs?: number;
  readonly coldStartMs?: number;
  readonly outcome?: Outcome;
}

export const outcomes = ['ok', 'error', 'exit', 'timeout'] as const;

/** How a run ends: well, with an exception of the handler, with the end of its process, or not before its time-out. */
export type Outcome = (typeof outcomes)[number];
