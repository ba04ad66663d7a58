import type { Call, Ended } from '../region';
import { DEFAULT_ALIAS, type RequestId } from '../scf';
import { logLimits, MemoryLog } from '../store';
import type { LogLine, RequestFilter, RequestView } from './view';

/** Changed in place: every invocation has one, and most are never looked at. */
class View implements RequestView {
  readonly function: string;
  readonly qualifier: string;
  readonly type: RequestView['type'];
  readonly invokedBy: string;
  version: string | undefined = undefined;
  state: RequestView['state'] = 'WAITING';
  status: RequestView['status'] = undefined;
  startMs: number | undefined = undefined;
  endMs: number | undefined = undefined;
  attempts = 0;
  durationMs: number | undefined = undefined;
  memoryMB: number | undefined = undefined;
  result: string | undefined = undefined;

  constructor(
    readonly requestId: RequestId,
    { function: functionKey, qualifier = DEFAULT_ALIAS, type, invokedBy = 'invoke' }: Call,
    readonly asyncRun: boolean,
    readonly acceptedMs: number,
  ) {
    this.function = functionKey;
    this.qualifier = qualifier;
    this.type = type;
    this.invokedBy = invokedBy;
  }
}

interface Kept {
  readonly view: View;
  log: MemoryLog | undefined;
}

/** A result that is longer is not kept, bytes. */
const resultMax = 1024 * 1024;

/** Room is made for more than what just came, so that it need not be made each time. */
const target = 0.9;

/** The latest invocations, in memory. Of those that are under way, too many lines cost the oldest; all others go when their turn has come. */
export class Ring {
  readonly #maxRequests: number;
  readonly #maxBytes: number;
  /** In the order in which they came. */
  readonly #kept = new Map<RequestId, Kept>();
  #bytes = 0;

  constructor(maxRequests: number, maxBytes: number) {
    this.#maxRequests = maxRequests;
    this.#maxBytes = maxBytes;
  }

  add(requestId: RequestId, call: Call, asyncRun: boolean, nowMs: number): void {
    this.#kept.set(requestId, { view: new View(requestId, call, asyncRun, nowMs), log: undefined });
    if (this.#kept.size > this.#maxRequests) this.#shrink();
  }

  remove(requestId: RequestId): void {
    const kept = this.#kept.get(requestId);
    if (!kept) return;
    this.#bytes -= bytesOf(kept);
    this.#kept.delete(requestId);
  }

  begins(requestId: RequestId, version: string, nowMs: number): void {
    const view = this.#kept.get(requestId)?.view;
    if (!view) return;
    view.state = 'RUNNING';
    view.version = version;
    view.startMs = nowMs;
    view.attempts += 1;
  }

  line(requestId: RequestId, atMs: number, text: string): void {
    this.#change(requestId, (kept) => (kept.log ??= new MemoryLog(logLimits)).append(atMs, text));
  }

  ended({ record, result, error, durationMs, memoryMB }: Ended, nowMs: number): void {
    this.#change(record.requestId, (kept) => {
      kept.log?.end(nowMs);
      const { view } = kept;
      view.state = record.state;
      view.status = record.status;
      view.endMs = nowMs;
      view.durationMs = durationMs;
      view.memoryMB = memoryMB;
      view.result = error ? JSON.stringify(error) : result && result.length <= resultMax ? result.toString() : undefined;
    });
  }

  /** Whether it is an invocation of which the store knows nothing for sure. */
  isSync(requestId: RequestId): boolean {
    const view = this.#kept.get(requestId)?.view;
    return view?.type === 'sync' && !view.asyncRun;
  }

  get(requestId: RequestId): RequestView | undefined {
    return this.#kept.get(requestId)?.view;
  }

  /** Those that match, the first first. */
  list(filter: RequestFilter): RequestView[] {
    return Array.from(this.#kept.values(), ({ view }) => view).filter((view) => matches(view, filter));
  }

  lines(requestId: RequestId, from: number, limit: number): readonly LogLine[] {
    return this.#kept.get(requestId)?.log?.read(from, limit) ?? [];
  }

  tail(requestId: RequestId, bytes: number): readonly LogLine[] {
    return this.#kept.get(requestId)?.log?.tail(bytes) ?? [];
  }

  #change(requestId: RequestId, change: (kept: Kept) => void): void {
    const kept = this.#kept.get(requestId);
    if (!kept) return;
    const before = bytesOf(kept);
    change(kept);
    this.#bytes += bytesOf(kept) - before;
    if (this.#bytes > this.#maxBytes) this.#shrink();
  }

  #shrink(): void {
    const most = { requests: this.#maxRequests * target, bytes: this.#maxBytes * target };
    const enough = (): boolean => this.#kept.size <= most.requests && this.#bytes <= most.bytes;
    for (const [requestId, { view }] of this.#kept) {
      if (enough()) return;
      if (view.endMs !== undefined) this.remove(requestId);
    }
    for (const { log } of this.#kept.values()) {
      if (this.#bytes <= most.bytes) return;
      const before = log?.bytes ?? 0;
      log?.shrink(before / 2);
      this.#bytes -= before - (log?.bytes ?? 0);
    }
  }
}

function bytesOf({ view, log }: Kept): number {
  return (view.result?.length ?? 0) + (log?.bytes ?? 0);
}

function matches(view: RequestView, { function: key, qualifier, requestId, states, acceptedMs }: RequestFilter): boolean {
  return (
    (key ?? view.function) === view.function &&
    (qualifier ?? view.qualifier) === view.qualifier &&
    (requestId ?? view.requestId) === view.requestId &&
    (states?.includes(view.state) ?? true) &&
    (!acceptedMs || (acceptedMs.from <= view.acceptedMs && view.acceptedMs < acceptedMs.to))
  );
}
