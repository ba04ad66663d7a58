import type { RequestId } from '../scf';
import { acceptedEvent, changed, matches, type Change } from './change';
import { countsOf } from './counts';
import { logLimits } from './logWindow';
import { MemoryLog } from './memoryLog';
import type {
  Acceptance,
  Attempts,
  Begun,
  EventCount,
  EventEnd,
  EventFilter,
  EventPage,
  NewEvent,
  Seq,
  Store,
  StoredDocument,
  StoredEvent,
  StoredLine,
} from './port';

interface Kept {
  event: StoredEvent;
  body: Buffer | undefined;
  log: MemoryLog | undefined;
}

/** What is kept in memory of what has ended, and of logs: a file has more room. */
interface MemoryBounds {
  readonly ended: number;
  readonly bytes: number;
  readonly bytesOfLog: number;
}

const bounds: MemoryBounds = { ended: 100_000, bytes: 64 * 1024 * 1024, bytesOfLog: 8 * 1024 * 1024 };

/**
 * A store that lives as long as its process. Results and logs have 64 MB together: when there are more, what ended first is
 * forgotten, and after that the log that grows loses its oldest lines. One log has at most 8 MB.
 */
export class MemoryStore implements Store {
  readonly file = undefined;
  readonly lastSeenMs: number | undefined = undefined;
  readonly #kept = new Map<Seq, Kept>();
  /** Those that ended, in the order of their ends. */
  readonly #ended = new Set<Seq>();
  readonly #seqs = new Map<RequestId, Seq>();
  readonly #documents = new Map<string, Map<string, string>>();
  #last = 0;
  #bytes = 0;
  #prunedBeforeMs = -Infinity;

  accept(event: NewEvent): Acceptance {
    this.#last += 1;
    this.#kept.set(this.#last, { event: acceptedEvent(this.#last, event), body: event.event, log: undefined });
    this.#seqs.set(event.requestId, this.#last);
    return { seq: this.#last, committed: undefined };
  }

  forget(seq: Seq): void {
    const kept = this.#kept.get(seq);
    if (!kept) return;
    this.#bytes -= bytesOf(kept);
    this.#kept.delete(seq);
    this.#ended.delete(seq);
    this.#seqs.delete(kept.event.requestId);
  }

  began(seq: Seq, run: Begun): undefined {
    this.#change(seq, { kind: 'began', ...run });
  }

  waits(seq: Seq, dueMs: number, made: Attempts): void {
    this.#change(seq, { kind: 'waits', dueMs, ...made });
  }

  ended(seq: Seq, end: EventEnd): void {
    const kept = this.#change(seq, { kind: 'ended', ...end });
    if (!kept) return;
    kept.body = undefined;
    const before = kept.log?.bytes ?? 0;
    kept.log?.end(end.endMs);
    this.#bytes += (kept.log?.bytes ?? 0) - before + (end.result?.length ?? 0);
    this.#ended.add(seq);
    if (end.endMs < this.#prunedBeforeMs) this.forget(seq);
    this.#shrink();
  }

  body(seq: Seq): Buffer | undefined {
    return this.#kept.get(seq)?.body;
  }

  *unfinished(): Iterable<StoredEvent> {
    for (const { event } of this.#kept.values()) if (event.endMs === undefined) yield event;
  }

  event(requestId: RequestId): StoredEvent | undefined {
    const seq = this.#seqs.get(requestId);
    return seq === undefined ? undefined : this.eventAt(seq);
  }

  eventAt(seq: Seq): StoredEvent | undefined {
    return this.#kept.get(seq)?.event;
  }

  events({ orderBy = 'seq', order = 'ASC', offset = 0, limit = Infinity, ...filter }: EventFilter): EventPage {
    const found = [...this.#kept.values()].map(({ event }) => event).filter((event) => matches(event, filter));
    const sign = order === 'ASC' ? 1 : -1;
    found.sort((a, b) => sign * ((a[orderBy] ?? 0) - (b[orderBy] ?? 0) || a.seq - b.seq));
    return { total: found.length, events: found.slice(offset, offset + limit) };
  }

  counts(filter: EventFilter): readonly EventCount[] {
    return countsOf(this.events(filter).events.map((event) => ({ function: event.function, state: event.state, count: 1 })));
  }

  handOver(from: string, to: string): void {
    for (const kept of this.#kept.values()) if (kept.event.function === from) kept.event = { ...kept.event, function: to };
  }

  prune(endedBeforeMs: number): void {
    this.#prunedBeforeMs = Math.max(this.#prunedBeforeMs, endedBeforeMs);
    for (const seq of this.#ended) {
      const endMs = this.#kept.get(seq)?.event.endMs;
      if (endMs !== undefined && endMs < endedBeforeMs) this.forget(seq);
    }
  }

  line(seq: Seq, atMs: number, text: string): void {
    const kept = this.#kept.get(seq);
    if (!kept) return;
    const log = (kept.log ??= new MemoryLog(logLimits));
    const before = log.bytes;
    log.append(atMs, text);
    log.shrink(bounds.bytesOfLog);
    this.#bytes += log.bytes - before;
    this.#shrink(log);
  }

  lines(seq: Seq, from: number, limit: number): readonly StoredLine[] {
    return this.#kept.get(seq)?.log?.read(from, limit) ?? [];
  }

  tail(seq: Seq, bytes: number): readonly StoredLine[] {
    return this.#kept.get(seq)?.log?.tail(bytes) ?? [];
  }

  put(kind: string, key: string, value: unknown): void {
    const documents = this.#documents.get(kind) ?? new Map<string, string>();
    this.#documents.set(kind, documents.set(key, JSON.stringify(value)));
  }

  remove(kind: string, key: string): void {
    this.#documents.get(kind)?.delete(key);
  }

  documents(kind: string): readonly StoredDocument[] {
    return [...(this.#documents.get(kind) ?? [])].map(([key, json]) => ({ key, value: JSON.parse(json) as unknown }));
  }

  async flush(): Promise<void> {
    // Nothing is written.
  }

  async close(): Promise<void> {
    // Nothing is open.
  }

  #change(seq: Seq, change: Change): Kept | undefined {
    const kept = this.#kept.get(seq);
    if (kept) kept.event = changed(kept.event, change);
    return kept;
  }

  /** @param growing  the log that has to give way when nothing has ended */
  #shrink(growing?: MemoryLog): void {
    for (const seq of this.#ended) {
      if (this.#bytes <= bounds.bytes && this.#ended.size <= bounds.ended) return;
      this.forget(seq);
    }
    if (!growing || this.#bytes <= bounds.bytes) return;
    const before = growing.bytes;
    growing.shrink(Math.max(0, before - (this.#bytes - bounds.bytes)));
    this.#bytes -= before - growing.bytes;
  }
}

function bytesOf({ event, log }: Kept): number {
  return (event.result?.length ?? 0) + (log?.bytes ?? 0);
}
