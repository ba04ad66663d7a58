import type { EventRegion } from './eventRegion';
import type { RawEventsOptions } from './eventsOptions';
import type { OnInterrupt } from './machine';
import type { Output } from './output';

/** What the event commands need of the process that they run in. */
export interface EventsMachine {
  readonly onInterrupt: OnInterrupt;
  /** Calls `listener` when nobody reads standard output any more, until the returned function is called. */
  readonly onReaderGone: OnInterrupt;
  /** Asks for yes or no; undefined where nobody is there to answer. */
  readonly ask: ((question: string, signal: AbortSignal) => Promise<boolean>) | undefined;
  /** Waits some ms, or until the signal. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** One event command under way. */
export interface EventsCall {
  readonly region: EventRegion;
  readonly raw: RawEventsOptions;
  readonly output: Output;
  readonly machine: EventsMachine;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Now, ms since the Unix epoch. */
  readonly nowMs: number;
}
