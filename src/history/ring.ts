import type { Call, Ended } from '../region';
import { DEFAULT_ALIAS, type RequestId } from '../scf';
import { RequestLog } from './requestLog';
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
  #log: RequestLog | undefined;

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

  /** What it has written; undefined: nothing so far. */
  get log(): RequestLog | undefined {
    return this.#log;
  }

  /** What it takes, by its text. */
  get bytes(): number {
    return (this.result?.length ?? 0) + (this.#log?.bytes ?? 0);
  }

  append(atMs: number, text: string): void {
    this.#log ??= new RequestLog();
    this.#log.append(atMs, text);
  }
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
  readonly #kept = new Map<RequestId, View>();
  #bytes = 0;

  constructor(maxRequests: number, maxBytes: number) {
    this.#maxRequests = maxRequests;
    this.#maxBytes = maxBytes;
  }

  add(requestId: RequestId, call: Call, asyncRun: boolean, nowMs: number): void {
    this.#kept.set(requestId, new View(requestId, call, asyncRun, nowMs));
    if (this.#kept.size > this.#maxRequests) this.#shrink();
  }

  remove(requestId: RequestId): void {
    const view = this.#kept.get(requestId);
    if (!view) return;
    this.#bytes -= view.bytes;
    this.#kept.delete(requestId);
  }

  begins(requestId: RequestId, version: string, nowMs: number): void {
    const view = this.#kept.get(requestId);
    if (!view) return;
    view.state = 'RUNNING';
    view.version = version;
    view.startMs = nowMs;
    view.attempts += 1;
  }

  line(requestId: RequestId, atMs: number, text: string): void {
    const view = this.#kept.get(requestId);
    if (!view) return;
    const before = view.bytes;
    view.append(atMs, text);
    this.#grow(view.bytes - before);
  }

  ended({ record, result, error, durationMs, memoryMB }: Ended, nowMs: number): void {
    const view = this.#kept.get(record.requestId);
    if (!view) return;
    const before = view.bytes;
    view.log?.end(nowMs);
    view.state = record.state;
    view.status = record.status;
    view.endMs = nowMs;
    view.durationMs = durationMs;
    view.memoryMB = memoryMB;
    view.result = error ? JSON.stringify(error) : result && result.length <= resultMax ? result.toString() : undefined;
    this.#grow(view.bytes - before);
  }

  /** Whether it is an invocation of which the store knows nothing for sure. */
  isSync(requestId: RequestId): boolean {
    const view = this.#kept.get(requestId);
    return view?.type === 'sync' && !view.asyncRun;
  }

  get(requestId: RequestId): RequestView | undefined {
    return this.#kept.get(requestId);
  }

  /** Those that match, the first first. */
  list(filter: RequestFilter): RequestView[] {
    return [...this.#kept.values()].filter((view) => matches(view, filter));
  }

  lines(requestId: RequestId, from: number, limit: number): readonly LogLine[] {
    return this.#kept.get(requestId)?.log?.read(from, limit) ?? [];
  }

  tail(requestId: RequestId, bytes: number): readonly LogLine[] {
    return this.#kept.get(requestId)?.log?.tail(bytes) ?? [];
  }

  #grow(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#maxBytes) this.#shrink();
  }

  #shrink(): void {
    const most = { requests: this.#maxRequests * target, bytes: this.#maxBytes * target };
    const enough = (): boolean => this.#kept.size <= most.requests && this.#bytes <= most.bytes;
    for (const [requestId, view] of this.#kept) {
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

function matches(view: RequestView, filter: RequestFilter): boolean {
  const { acceptedMs } = filter;
  return (
    (filter.function ?? view.function) === view.function &&
    (filter.functions?.includes(view.function) ?? true) &&
    (filter.qualifier ?? view.qualifier) === view.qualifier &&
    [view.qualifier, view.version].includes(filter.qualifierOrVersion ?? view.qualifier) &&
    (filter.requestId ?? view.requestId) === view.requestId &&
    (filter.states?.includes(view.state) ?? true) &&
    (filter.statuses?.some((status) => status === view.status) ?? true) &&
    (!acceptedMs || (acceptedMs.from <= view.acceptedMs && view.acceptedMs < acceptedMs.to))
  );
}
