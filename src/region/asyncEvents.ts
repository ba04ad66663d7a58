import assert from 'node:assert';
import Denque from 'denque';
import type { AsyncEventState, AsyncRunProfile, EndState, RequestId, Status } from '../scf';
import type { Pending } from './pending';

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

interface Interval {
  readonly from: number;
  readonly to: number;
}

interface Kept {
  event: AsyncEvent;
  /** Its function's states were tracked when it began. @source S81 */
  readonly traced: boolean;
}

/**
 * The events of asynchronous execution that can be asked for. An event that waits is not among them, and one that a limit
 * refused never is.
 * @source S75, S79, S81, S82
 * @assumes S75: an event that goes back to its queue has no state until it has an instance again
 */
export class AsyncEvents {
  readonly #profile: AsyncRunProfile;
  /** In the order in which they began. */
  readonly #events = new Map<RequestId, Kept>();
  /** In the order in which they ended. */
  readonly #ended = new Denque<AsyncEvent & { readonly endMs: number }>();

  constructor(profile: AsyncRunProfile) {
    this.#profile = profile;
  }

  /** An event has an instance. */
  began({ requestId, call, qualifier, plan }: Pending, version: string, nowMs: number): void {
    this.#prune(nowMs);
    const { invokedBy = 'invoke' } = call;
    const { invokeTypes, statusCodes } = this.#profile;
    const event: AsyncEvent = {
      requestId,
      function: call.function,
      qualifier,
      version,
      invokeType: invokeTypes[invokedBy] ?? invokedBy.toUpperCase(),
      state: 'RUNNING',
      statusCode: statusCodes.RUNNING === 'code' ? 0 : statusCodes.RUNNING,
      startMs: nowMs,
      endMs: undefined,
    };
    this.#events.set(requestId, { event, traced: plan?.traceEnable ?? false });
  }

  /** It goes back to the queue. */
  left(requestId: RequestId): void {
    this.#events.delete(requestId);
  }

  /** It is over, if it ever began. @source S75 */
  ended(requestId: RequestId, status: Status, endState: EndState, nowMs: number): void {
    const kept = this.#events.get(requestId);
    if (!kept) return;
    assert(kept.event.state === 'RUNNING', 'an event ends once');
    const state: AsyncEventState = endState === 'FINISHED' || endState === 'ABORTED' ? endState : 'FAILED';
    const code = this.#profile.statusCodes[state];
    const event = { ...kept.event, state, statusCode: code === 'code' ? status : code, endMs: nowMs };
    kept.event = event;
    this.#ended.push(event);
  }

  /** Whether an event of this name has begun, whatever became of it. */
  stateOf(requestId: RequestId, nowMs: number): AsyncEventState | undefined {
    this.#prune(nowMs);
    return this.#events.get(requestId)?.event.state;
  }

  /** One event, until `retentionMs` after its end. @source S82, knob `statusWithoutTrace` */
  get(requestId: RequestId, nowMs: number): AsyncEvent | undefined {
    this.#prune(nowMs);
    const kept = this.#events.get(requestId);
    return kept && (kept.traced || this.#profile.statusWithoutTrace) ? kept.event : undefined;
  }

  /**
   * The events that began within the last `retentionMs`, the earliest first.
   * @param traces  whether a function's states are tracked now
   * @source S81, S82
   * @assumes S82: the list goes by the start of events
   */
  list(filter: AsyncEventFilter, traces: (functionKey: string) => boolean, nowMs: number): AsyncEvent[] {
    this.#prune(nowMs);
    const fromMs = nowMs - this.#profile.retentionMs;
    return [...this.#events.values()]
      .filter(({ event, traced }) => traced && event.startMs > fromMs && matches(event, filter) && traces(event.function))
      .map(({ event }) => event);
  }

  /** Forget what ended too long ago. */
  #prune(nowMs: number): void {
    const untilMs = nowMs - this.#profile.retentionMs;
    for (let first = this.#ended.peekFront(); first && first.endMs <= untilMs; first = this.#ended.peekFront()) {
      this.#events.delete(first.requestId);
      this.#ended.shift();
    }
  }
}

function matches(event: AsyncEvent, filter: AsyncEventFilter): boolean {
  return (
    (filter.function ?? event.function) === event.function &&
    (filter.qualifier ?? event.qualifier) === event.qualifier &&
    (filter.states?.includes(event.state) ?? true) &&
    (filter.invokeTypes?.includes(event.invokeType) ?? true) &&
    isWithin(event.startMs, filter.startMs) &&
    isWithin(event.endMs, filter.endMs)
  );
}

function isWithin(atMs: number | undefined, interval: Interval | undefined): boolean {
  if (!interval) return true;
  return atMs !== undefined && interval.from <= atMs && atMs < interval.to;
}
