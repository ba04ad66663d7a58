import type { Answer, Ended } from '../region';
import type { summarise } from '../trace';
import type { InvokeOptions } from './invokeOptions';

type Run = Parameters<typeof summarise>[0];

/** Instances, memory and refusals: of all calls of a command, or of those of one function. */
export type Peaks = Run['peaks'];

/** Where the calls of a command go: a region that lives as long as the command, or one that runs already. */
export interface CallTarget {
  /** That of the region. */
  readonly profile: string;
  readonly seed: number;
  /** Aborted by Ctrl-C. */
  readonly interrupt: AbortSignal;
  /** Resolves when Ctrl-C means that nobody waits any longer, though something may go on. */
  readonly left: Promise<void>;
  call(options: InvokeOptions): Calling;
  /** What the calls that were made came to. */
  levelsOf(records: Run['records']): Peaks;
  /** No more calls come. */
  close(): Promise<void>;
}

/** A call that was made. Both reject only when the region is gone. */
export interface Calling {
  readonly answer: Promise<Answer>;
  readonly ended: Promise<Ended>;
}
