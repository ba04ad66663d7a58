import type { Cause } from './cause';
import type { InvocationType, RequestId } from './ids';
import type { EndState, Status } from './status';

/** One invocation of a run, in the shape that live runs, simulations and the harness share. @source design.md §9 */
export interface InvocationRecord {
  /** Counts from 0 in order of arrival. */
  readonly row: number;
  readonly requestId: RequestId;
  readonly function: string;
  readonly qualifier: string;
  readonly type: InvocationType;
  /** All times are ms since the run began. */
  readonly arrivedMs: number;
  readonly status: Status;
  readonly state: EndState;
  readonly attempts: readonly Attempt[];
  readonly endedMs: number;
  /** Only for what was refused or had to wait. */
  readonly cause?: Cause;
}

/** One execution of an invocation on an instance. */
export interface Attempt {
  /** Unique in the run, 1, 2, 3 … */
  readonly instance: number;
  /** Whether the instance was started for it. */
  readonly cold: boolean;
  /** When the handler began, after initialisation, ms since the run began; where it never did, when the attempt ended. */
  readonly startedMs: number;
  readonly endedMs: number;
  readonly status: Status;
  /** It ended before its instance was initialised, so the handler never began, and no time of it is charged. @source S123, S125 */
  readonly initOnly?: true;
}
