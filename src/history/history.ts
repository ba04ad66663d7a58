import type { Call, Ended, RegionObserver } from '../region';
import type { RequestId } from '../scf';
import type { Seq, Store, StoredEvent } from '../store';
import { Following } from './following';
import { Ring } from './ring';
import type { LogLine, RequestFilter, RequestHistory, RequestView } from './view';

export interface HistoryParts {
  readonly store: Store;
  /** ms since the Unix epoch, as the region's clock has it. */
  readonly nowMs: () => number;
  /** What is kept of invocations that the store does not have: so many, 5,000 unless said … */
  readonly maxRequests?: number;
  /** … with so much of logs and results, bytes; 16 MB unless said. */
  readonly maxBytes?: number;
}

/** A reader gets so many lines at a time. */
const linesAtOnce = 256;

/**
 * What a region has done, as its observer. Asynchronous events, queued or of functions with `asyncRun`, are in the store:
 * the region writes what becomes of them, this only their log lines. All others, those that a limit refused among them, are
 * kept in memory, the latest of them.
 * @source S73, S166: lines are there as soon as they are written; S164: how many
 */
export class History implements RequestHistory, RegionObserver {
  readonly #store: Store;
  readonly #nowMs: () => number;
  readonly #ring: Ring;
  readonly #following = new Following();
  /** Events that are under way, by where the store has them. */
  readonly #seqs = new Map<RequestId, Seq>();

  constructor({ store, nowMs, maxRequests = 5_000, maxBytes = 16 * 1024 * 1024 }: HistoryParts) {
    this.#store = store;
    this.#nowMs = nowMs;
    this.#ring = new Ring(maxRequests, maxBytes);
  }

  invoked(requestId: RequestId, call: Call, asyncRun: boolean): void {
    this.#ring.add(requestId, call, asyncRun, this.#nowMs());
  }

  /** The store has it: what waits there by the million is not kept here. */
  accepted(requestId: RequestId): void {
    this.#ring.remove(requestId);
  }

  begins(requestId: RequestId, _instance: number, version: string): void {
    if (this.#seqOf(requestId) === undefined) this.#ring.begins(requestId, version, this.#nowMs());
    else this.#ring.remove(requestId);
  }

  line(text: string, _functionKey: string, requestId: RequestId | undefined): void {
    if (requestId === undefined) return;
    const seq = this.#seqOf(requestId);
    if (seq === undefined) this.#ring.line(requestId, this.#nowMs(), text);
    else this.#store.line(seq, this.#nowMs(), text);
    this.#following.wake(requestId);
  }

  ended(ended: Ended): void {
    const { requestId } = ended.record;
    // What was refused, or could not be kept, the store does not have.
    if (!this.#seqs.delete(requestId)) this.#ring.ended(ended, this.#nowMs());
    this.#following.end(requestId);
  }

  get(requestId: RequestId): RequestView | undefined {
    const stored = this.#stored(requestId);
    return stored ? viewOf(stored) : this.#ring.get(requestId);
  }

  list({ acceptedMs, order = 'DESC', offset = 0, limit = Infinity, ...filter }: RequestFilter): {
    readonly total: number;
    readonly requests: readonly RequestView[];
  } {
    const known = { ...filter, ...(acceptedMs && { acceptedMs }) };
    const stored = this.#store.events({ ...known, order, limit: offset + limit });
    const others = this.#ring.list(known).filter((view) => this.#isRingOnly(view));
    if (order === 'DESC') others.reverse();
    const sign = order === 'ASC' ? 1 : -1;
    const requests = [...stored.events.map(viewOf), ...others].sort((a, b) => sign * (a.acceptedMs - b.acceptedMs));
    return { total: stored.total + others.length, requests: requests.slice(offset, offset + limit) };
  }

  lines(requestId: RequestId, from: number, limit: number): readonly LogLine[] {
    const seq = this.#seqs.get(requestId) ?? this.#stored(requestId)?.seq;
    return seq === undefined ? this.#ring.lines(requestId, from, limit) : this.#store.lines(seq, from, limit);
  }

  tail(requestId: RequestId, bytes: number): readonly LogLine[] {
    const seq = this.#seqs.get(requestId) ?? this.#stored(requestId)?.seq;
    return seq === undefined ? this.#ring.tail(requestId, bytes) : this.#store.tail(seq, bytes);
  }

  /**
   * Nothing is buffered for a reader: one that is slow reads from the store or the ring later. What has gone there meanwhile
   * is missing, as the numbers of the lines tell.
   */
  async *follow(requestId: RequestId, from: number, signal: AbortSignal): AsyncGenerator<LogLine> {
    const log = this.#following.open(requestId, () => this.#isOver(requestId));
    const aborted = (): boolean => signal.aborted;
    try {
      for (let next = from; !aborted();) {
        // Looked at before the lines are read: what is written until the end is read after it.
        const { over } = log;
        const lines = log.read(next, () => this.lines(requestId, next, linesAtOnce), linesAtOnce);
        for (const line of lines) {
          yield line;
          if (aborted()) return;
          next = line.n + 1;
        }
        if (lines.length > 0) continue;
        if (over) return;
        await log.news(signal);
      }
    } finally {
      this.#following.close(requestId);
    }
  }

  /** Where the store has an event that is under way. */
  #seqOf(requestId: RequestId): Seq | undefined {
    const known = this.#seqs.get(requestId);
    if (known !== undefined || this.#ring.isSync(requestId)) return known;
    const seq = this.#store.event(requestId)?.seq;
    if (seq !== undefined) this.#seqs.set(requestId, seq);
    return seq;
  }

  #stored(requestId: RequestId): StoredEvent | undefined {
    return this.#ring.isSync(requestId) ? undefined : this.#store.event(requestId);
  }

  /** While an event is accepted, it may be in both. */
  #isRingOnly({ requestId }: RequestView): boolean {
    return this.#stored(requestId) === undefined;
  }

  #isOver(requestId: RequestId): boolean {
    const view = this.get(requestId);
    return view === undefined || view.endMs !== undefined;
  }
}

function viewOf(event: StoredEvent): RequestView {
  const { seq: _seq, bytes: _bytes, runErrors: _errors, dueMs: _due, traced: _traced, routingKey: _key, ...view } = event;
  return view;
}
