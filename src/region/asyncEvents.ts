import type { AsyncEventState, AsyncRunProfile, RequestId } from '../scf';
import type { EventFilter, Interval, Store, StoredEvent } from '../store';

/** An event of a function with asynchronous execution. @source S75, S81 */
export interface AsyncEvent {
  readonly requestId: RequestId;
  /** The function's key. */
  readonly function: string;
  /** As the caller named it, and what it meant. */
  readonly qualifier: string;
  readonly version: string;
  /** @source S87 */
  readonly invokeType: string;
  readonly state: AsyncEventState;
  /** @source S86 */
  readonly statusCode: number;
  /** When it was given an instance, and when it ended: ms since the Unix epoch by the region's clock. */
  readonly startMs: number;
  readonly endMs: number | undefined;
}

/** Which events are listed; intervals are half-open, ms since the Unix epoch. */
export interface AsyncEventFilter {
  readonly function?: string;
  readonly qualifier?: string;
  readonly states?: readonly AsyncEventState[];
  readonly invokeTypes?: readonly string[];
  readonly startMs?: Interval;
  /** Leaves out what still runs. */
  readonly endMs?: Interval;
}

/**
 * The events of asynchronous execution that can be asked for. An event that waits is not among them, and one that a limit
 * refused never is.
 * @source S75, S79, S81, S82
 * @assumes S75: an event that goes back to its queue has no state until it has an instance again
 */
export class AsyncEvents {
  readonly #profile: AsyncRunProfile;
  readonly #store: Store;

  constructor(profile: AsyncRunProfile, store: Store) {
    this.#profile = profile;
    this.#store = store;
  }

  /** Whether an event of this name has begun, whatever became of it. */
  stateOf(requestId: RequestId, nowMs: number): AsyncEventState | undefined {
    return this.#begun(requestId, nowMs)?.state;
  }

  /** One event, until `retentionMs` after its end. @source S82, knob `statusWithoutTrace` */
  get(requestId: RequestId, nowMs: number): AsyncEvent | undefined {
    const found = this.#begun(requestId, nowMs);
    return found && (found.traced || this.#profile.statusWithoutTrace) ? found.event : undefined;
  }

  /**
   * The events that began within the last `retentionMs`, and all that still run, the earliest first.
   * @param traces  whether a function's states are tracked now
   * @source S81, S82
   * @assumes S82: the list goes by the start of events; one that runs is listed, however short a knob says that ended ones are remembered
   */
  list(filter: AsyncEventFilter, traces: (functionKey: string) => boolean, nowMs: number): AsyncEvent[] {
    const fromMs = nowMs - this.#profile.retentionMs;
    const lasts = ({ state, startMs = fromMs }: StoredEvent) => state === 'RUNNING' || startMs > fromMs;
    const { events } = this.#store.events(this.#stored(filter));
    return events.filter((event) => lasts(event) && traces(event.function)).flatMap((event) => this.#viewOf(event) ?? []);
  }

  #stored({ states, invokeTypes, ...filter }: AsyncEventFilter): EventFilter {
    const names = this.#profile.invokeTypes;
    return {
      ...filter,
      ...(states && { states: states.flatMap((state) => (state === 'FAILED' ? failed : [state])) }),
      ...(invokeTypes && { invokedBy: callers.filter((caller) => invokeTypes.includes(names[caller] ?? caller.toUpperCase())) }),
      asyncRun: true,
      traced: true,
      began: true,
      orderBy: 'startMs',
    };
  }

  #begun(requestId: RequestId, nowMs: number): { event: AsyncEvent; state: AsyncEventState; traced: boolean } | undefined {
    const stored = this.#store.event(requestId);
    const event = stored?.asyncRun ? this.#viewOf(stored) : undefined;
    if (!stored || !event || (event.endMs !== undefined && event.endMs <= nowMs - this.#profile.retentionMs)) return undefined;
    return { event, state: event.state, traced: stored.traced };
  }

  /** Undefined when it never began, or waits again. */
  #viewOf({ startMs, version, status, ...stored }: StoredEvent): AsyncEvent | undefined {
    if (startMs === undefined || version === undefined || stored.state === 'WAITING') return undefined;
    const state = stateOf(stored.state);
    const { invokeTypes, statusCodes } = this.#profile;
    const code = statusCodes[state];
    const { requestId, function: functionKey, qualifier, invokedBy, endMs } = stored;
    return {
      requestId,
      function: functionKey,
      qualifier,
      version,
      invokeType: invokeTypes[invokedBy] ?? invokedBy.toUpperCase(),
      state,
      statusCode: code === 'code' ? (status ?? 0) : code,
      startMs,
      endMs,
    };
  }
}

const callers = ['invoke', 'timer', 'cos', 'apigw', 'ckafka', 'cmq'];

/** What the platform's states call failed. */
const failed = ['FAILED', 'DEAD_LETTERED', 'EXPIRED', 'REFUSED'] as const;

function stateOf(state: Exclude<StoredEvent['state'], 'WAITING'>): AsyncEventState {
  return state === 'RUNNING' || state === 'FINISHED' || state === 'ABORTED' ? state : 'FAILED';
}
