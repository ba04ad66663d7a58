import type { Attempts, Begun, EventEnd, EventFilter, Interval, NewEvent, Seq, StoredEvent } from './port';

/** Something that happened to an event. */
export type Change =
  ({ readonly kind: 'began' } & Begun) | ({ readonly kind: 'waits'; readonly dueMs: number } & Attempts) | ({ readonly kind: 'ended' } & EventEnd);

/** An event that was just accepted. Spelled out: to spread an object costs more than to write it to a file. */
export function acceptedEvent(
  seq: Seq,
  { requestId, function: key, qualifier, type, invokedBy, asyncRun, event, routingKey, acceptedMs }: NewEvent,
): StoredEvent {
  const stored: StoredEvent = {
    seq,
    requestId,
    function: key,
    qualifier,
    type,
    invokedBy,
    asyncRun,
    acceptedMs,
    bytes: event.length,
    state: 'WAITING',
    attempts: 0,
    runErrors: 0,
    dueMs: undefined,
    version: undefined,
    traced: false,
    startMs: undefined,
    endMs: undefined,
    status: undefined,
    durationMs: undefined,
    memoryMB: undefined,
    result: undefined,
  };
  return routingKey ? { ...stored, routingKey } : stored;
}

/** What an event is after a change. An event that goes back to its queue has no start until it has an instance again; its version stays. */
export function changed(event: StoredEvent, change: Change): StoredEvent {
  switch (change.kind) {
    case 'began': {
      const { attempts, version, traced, startMs } = change;
      return { ...event, state: 'RUNNING', dueMs: undefined, attempts, version, traced, startMs };
    }
    case 'waits': {
      const { dueMs, attempts, runErrors } = change;
      return { ...event, state: 'WAITING', dueMs, attempts, runErrors, startMs: undefined };
    }
    case 'ended': {
      const { kind: _, ...end } = change;
      return { ...event, ...end, dueMs: undefined };
    }
  }
}

export function matches(event: StoredEvent, filter: EventFilter): boolean {
  return (
    (filter.function ?? event.function) === event.function &&
    (filter.functions?.includes(event.function) ?? true) &&
    (filter.qualifier ?? event.qualifier) === event.qualifier &&
    (filter.version ?? event.version) === event.version &&
    [event.qualifier, event.version].includes(filter.qualifierOrVersion ?? event.qualifier) &&
    (filter.requestId ?? event.requestId) === event.requestId &&
    (filter.states?.includes(event.state) ?? true) &&
    (filter.statuses?.some((status) => status === event.status) ?? true) &&
    (filter.invokedBy?.includes(event.invokedBy) ?? true) &&
    (filter.asyncRun ?? event.asyncRun) === event.asyncRun &&
    (filter.traced ?? event.traced) === event.traced &&
    (filter.began ?? event.startMs !== undefined) === (event.startMs !== undefined) &&
    isWithin(event.acceptedMs, filter.acceptedMs) &&
    isWithin(event.startMs, filter.startMs) &&
    isWithin(event.endMs, filter.endMs)
  );
}

function isWithin(atMs: number | undefined, interval: Interval | undefined): boolean {
  if (!interval) return true;
  return atMs !== undefined && interval.from <= atMs && atMs < interval.to;
}
