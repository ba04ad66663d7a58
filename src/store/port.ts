import type { EndState, InvocationType, RequestId, Status } from '../scf';

/**
 * What outlives a region: the asynchronous events that it has accepted, their logs and results, and documents of whoever runs
 * it. Reads see everything that was written before them. One region has one store.
 * @source design.md §5; S62, S75, S81, S82
 */
export interface Store extends EventStore, LogStore, DocumentStore {
  /** The file, absolute; undefined: everything is gone when the process ends. */
  readonly file: string | undefined;
  /** Until when it was surely in use before it was opened now, ms since the Unix epoch: runs that were under way lasted so long at least. */
  readonly lastSeenMs: number | undefined;
  /** Resolves when everything that was written so far is on disk. @throws StoreFault when it cannot be */
  flush(): Promise<void>;
  /** Writes what is left and lets go of the file. */
  close(): Promise<void>;
}

/** Asynchronous events: queued ones, and the executions of functions with `asyncRun`. */
export interface EventStore {
  /**
   * A new event. Until `committed` resolves nobody may be told of it.
   * @throws StoreFault at once, or by `committed`, when it cannot be kept; then it was never accepted
   */
  accept(event: NewEvent): Acceptance;
  /** The region does not take it after all: as if it had never been accepted. */
  forget(seq: Seq): void;
  /**
   * It has an instance. Its handler is not to begin before that is on disk, or could not be written there: an execution of which
   * nobody knows after a crash would be made twice (S77).
   * @returns what resolves then, and never rejects; undefined when there is nothing to wait for
   */
  began(seq: Seq, run: Begun): Promise<void> | undefined;
  /** It goes back to wait for its next attempt, which is due at `dueMs`. */
  waits(seq: Seq, dueMs: number, made: Attempts): void;
  /** It is over; only once. The event's body is no longer needed. */
  ended(seq: Seq, end: EventEnd): void;
  /** The event's JSON text, while it has not ended. */
  body(seq: Seq): Buffer | undefined;
  /** Those that have not ended, in the order of their acceptance. Nothing is written while this is read. */
  unfinished(): Iterable<StoredEvent>;
  event(requestId: RequestId): StoredEvent | undefined;
  eventAt(seq: Seq): StoredEvent | undefined;
  /** Those that match, and how many there are on all pages. */
  events(filter: EventFilter): EventPage;
  /** How many match, by function and state. */
  counts(filter: EventFilter): readonly EventCount[];
  /** What one function has had is another's from now on, under whose key it is asked for; before anything is accepted. */
  handOver(from: string, to: string): void;
  /** Forget what ended before a moment, ms since the Unix epoch, with its log. */
  prune(endedBeforeMs: number): void;
}

/** Counts up in the order of acceptance, over all openings of a store. */
export type Seq = number;

export interface NewEvent {
  readonly requestId: RequestId;
  /** The function's key. */
  readonly function: string;
  /** As the caller named it. */
  readonly qualifier: string;
  readonly type: InvocationType;
  /** Such as `invoke` or `timer`. @source S87 */
  readonly invokedBy: string;
  readonly asyncRun: boolean;
  /** The event as JSON text. */
  readonly event: Buffer;
  readonly routingKey?: Readonly<Record<string, string>>;
  /** All times are ms since the Unix epoch by the region's clock. */
  readonly acceptedMs: number;
}

export interface Acceptance {
  readonly seq: Seq;
  /** Undefined when there is nothing to wait for. */
  readonly committed: Promise<void> | undefined;
}

/** What an event has behind it. */
export interface Attempts {
  /** Executions so far. */
  readonly attempts: number;
  /** Those that ended in a run error. @source S54 */
  readonly runErrors: number;
}

export interface Begun {
  /** Executions so far, this one included. */
  readonly attempts: number;
  readonly version: string;
  /** Its function's states are tracked. @source S81 */
  readonly traced: boolean;
  readonly startMs: number;
}

export interface EventEnd {
  readonly state: EndState;
  readonly status: Status;
  readonly endMs: number;
  /** Executions in all. */
  readonly attempts: number;
  /** Of the last attempt. */
  readonly durationMs: number;
  readonly memoryMB: number | undefined;
  /** What the handler returned, or the error, as JSON text. */
  readonly result: string | undefined;
}

export interface StoredEvent extends Omit<NewEvent, 'event'> {
  readonly seq: Seq;
  /** Size of the event, bytes. */
  readonly bytes: number;
  readonly state: StoredState;
  readonly attempts: number;
  readonly runErrors: number;
  /** When the next attempt is due, for one that waits for it. */
  readonly dueMs: number | undefined;
  /** Of the current or last execution, also of an event that went back to its queue: it runs on the same again. Undefined before the first. */
  readonly version: string | undefined;
  readonly traced: boolean;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly status: Status | undefined;
  readonly durationMs: number | undefined;
  readonly memoryMB: number | undefined;
  readonly result: string | undefined;
}

export type StoredState = 'WAITING' | 'RUNNING' | EndState;

/** All of what is given must hold; intervals are half-open. */
export interface EventFilter {
  readonly function?: string;
  /** One of these. */
  readonly functions?: readonly string[];
  readonly qualifier?: string;
  readonly version?: string;
  /** As the caller named it, or what that meant. */
  readonly qualifierOrVersion?: string;
  readonly requestId?: string;
  readonly states?: readonly StoredState[];
  /** Leaves out what has not ended. */
  readonly statuses?: readonly Status[];
  readonly invokedBy?: readonly string[];
  readonly asyncRun?: boolean;
  readonly traced?: boolean;
  /** Has an execution, or had one when it ended. */
  readonly began?: boolean;
  readonly acceptedMs?: Interval;
  readonly startMs?: Interval;
  /** Leaves out what has not ended. */
  readonly endMs?: Interval;
  readonly orderBy?: 'seq' | 'startMs' | 'endMs';
  readonly order?: 'ASC' | 'DESC';
  readonly offset?: number;
  /** All unless said. */
  readonly limit?: number;
}

export interface Interval {
  readonly from: number;
  readonly to: number;
}

export interface EventPage {
  readonly total: number;
  readonly events: readonly StoredEvent[];
}

export interface EventCount {
  readonly function: string;
  readonly state: StoredState;
  readonly count: number;
}

/** Log lines of asynchronous events, as they come. @source S73, S166 */
export interface LogStore {
  /** One line without its end; its number counts from 0 for each event. After a crash it goes on beyond whatever was read before. */
  line(seq: Seq, atMs: number, text: string): void;
  /** Up to `limit` lines from number `from` on. */
  lines(seq: Seq, from: number, limit: number): readonly StoredLine[];
  /** The lines of the last `bytes`; of the first one there may be only the end. @source scf-api.md: `LogType` `Tail` */
  tail(seq: Seq, bytes: number): readonly StoredLine[];
}

export interface StoredLine {
  readonly n: number;
  readonly atMs: number;
  readonly text: string;
}

/** Small things that are read whole at the start; `value` is what JSON can tell. */
export interface DocumentStore {
  put(kind: string, key: string, value: unknown): void;
  remove(kind: string, key: string): void;
  documents(kind: string): readonly StoredDocument[];
}

export interface StoredDocument {
  readonly key: string;
  readonly value: unknown;
}

/** Why something could not be kept or read. */
export type StoreFaultKind = 'full' | 'readOnly' | 'locked' | 'damaged' | 'newer' | 'noDriver' | 'io';

/** A store that cannot do its work; the kind has a text in the message catalogue. */
export class StoreFault extends Error {
  constructor(
    readonly kind: StoreFaultKind,
    /** The file. */
    readonly file: string,
    /** What the driver or the system said. */
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${kind}: ${file}: ${detail}`, options);
    this.name = 'StoreFault';
  }
}
