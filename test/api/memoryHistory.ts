import { EventEmitter, on, once } from 'node:events';
import type { LogLine, RequestFilter, RequestHistory, RequestView } from '../../src/history/view';
import type { Call, Ended, RegionObserver } from '../../src/region';
import type { RequestId } from '../../src/scf';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What happened in a region, kept in memory for as long as a test lasts. */
export class MemoryHistory implements RequestHistory, RegionObserver {
  /** Watchers of logs that have not gone. */
  following = 0;
  readonly #views = new Map<RequestId, Writable<RequestView>>();
  readonly #lines = new Map<RequestId, LogLine[]>();
  readonly #news = new EventEmitter().setMaxListeners(0);

  constructor(private readonly nowMs: () => number) {}

  invoked(requestId: RequestId, call: Call, asyncRun: boolean): void {
    this.#lines.set(requestId, []);
    this.#views.set(requestId, {
      requestId,
      function: call.function,
      qualifier: call.qualifier ?? '$DEFAULT',
      version: undefined,
      type: call.type,
      invokedBy: call.invokedBy ?? 'invoke',
      asyncRun,
      state: 'WAITING',
      status: undefined,
      acceptedMs: this.nowMs(),
      startMs: undefined,
      endMs: undefined,
      attempts: 0,
      durationMs: undefined,
      memoryMB: undefined,
      result: undefined,
    });
  }

  begins(requestId: RequestId, _instance: number, version: string): void {
    const view = this.#views.get(requestId);
    if (view) Object.assign(view, { state: 'RUNNING', version, startMs: this.nowMs(), attempts: view.attempts + 1 });
  }

  line(text: string, _functionKey: string, requestId: RequestId | undefined): void {
    const lines = requestId === undefined ? undefined : this.#lines.get(requestId);
    lines?.push({ n: lines.length, atMs: this.nowMs(), text });
    this.#news.emit('news');
  }

  retries(requestId: RequestId): void {
    const view = this.#views.get(requestId);
    if (view) Object.assign(view, { state: 'WAITING' });
  }

  ended({ record, result, error, durationMs, memoryMB }: Ended): void {
    const view = this.#views.get(record.requestId);
    const text = result?.toString() ?? (error && JSON.stringify(error));
    if (view) Object.assign(view, { state: record.state, status: record.status, endMs: this.nowMs(), durationMs, memoryMB, result: text });
    this.#news.emit('news');
  }

  /** Resolves when a request has ended. */
  async end(requestId = ''): Promise<void> {
    while (this.get(requestId as RequestId)?.endMs === undefined) await once(this.#news, 'news');
  }

  get(requestId: RequestId): RequestView | undefined {
    return this.#views.get(requestId);
  }

  list(filter: RequestFilter): { total: number; requests: readonly RequestView[] } {
    const { acceptedMs } = filter;
    const found = [...this.#views.values()].filter(
      (view) =>
        (filter.function ?? view.function) === view.function &&
        (filter.functions?.includes(view.function) ?? true) &&
        [view.qualifier, view.version].includes(filter.qualifierOrVersion ?? view.qualifier) &&
        (filter.requestId ?? view.requestId) === view.requestId &&
        (filter.statuses?.some((status) => status === view.status) ?? true) &&
        (!acceptedMs || (acceptedMs.from <= view.acceptedMs && view.acceptedMs < acceptedMs.to)),
    );
    if (filter.order !== 'ASC') found.reverse();
    return { total: found.length, requests: found.slice(0, filter.limit) };
  }

  lines(requestId: RequestId, from: number, limit: number): readonly LogLine[] {
    return this.#lines.get(requestId)?.slice(from, from + limit) ?? [];
  }

  tail(requestId: RequestId, bytes: number): readonly LogLine[] {
    const lines = this.#lines.get(requestId) ?? [];
    let left = bytes;
    const first = lines.findLastIndex(({ text }) => (left -= Buffer.byteLength(text) + 1) < 0);
    return lines.slice(first + 1);
  }

  async *follow(requestId: RequestId, from: number, signal: AbortSignal): AsyncIterable<LogLine> {
    this.following += 1;
    const lines = this.#lines.get(requestId) ?? [];
    let next = from;
    try {
      const news = on(this.#news, 'news', { signal });
      for (;;) {
        for (let line = lines[next]; line; line = lines[next]) {
          next += 1;
          yield line;
        }
        if (this.#views.get(requestId)?.endMs !== undefined) return;
        await news.next();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.following -= 1;
    }
  }
}
