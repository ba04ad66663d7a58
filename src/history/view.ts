import type { EndState, InvocationType, RequestId, Status } from '../scf';

/** One invocation of a live region, on its way or over, as logs and status queries know it. */
export interface RequestView {
  readonly requestId: RequestId;
  /** The function's key. */
  readonly function: string;
  /** As the caller named it. */
  readonly qualifier: string;
  /** What that meant, once it has had an instance. */
  readonly version: string | undefined;
  readonly type: InvocationType;
  readonly invokedBy: string;
  readonly asyncRun: boolean;
  readonly state: 'WAITING' | 'RUNNING' | EndState;
  /** Once it has ended. */
  readonly status: Status | undefined;
  /** All times are ms since the Unix epoch. */
  readonly acceptedMs: number;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  /** Executions so far. */
  readonly attempts: number;
  readonly durationMs: number | undefined;
  readonly memoryMB: number | undefined;
  /** What the handler returned, or the error, as JSON text; kept up to 1 MB. */
  readonly result: string | undefined;
}

export interface RequestFilter {
  readonly function?: string;
  /** One of these. */
  readonly functions?: readonly string[];
  readonly qualifier?: string;
  /** As the caller named it, or what that meant. */
  readonly qualifierOrVersion?: string;
  readonly requestId?: string;
  readonly states?: readonly RequestView['state'][];
  /** Leaves out what has not ended. */
  readonly statuses?: readonly Status[];
  /** Half-open. */
  readonly acceptedMs?: { readonly from: number; readonly to: number };
  readonly order?: 'ASC' | 'DESC';
  readonly offset?: number;
  readonly limit?: number;
}

/** One line of an invocation's log, without its end; `n` counts from 0. */
export interface LogLine {
  readonly n: number;
  readonly atMs: number;
  readonly text: string;
}

/** What happened to the invocations of a region and what they wrote; live and, for asynchronous events, from the store. */
export interface RequestHistory {
  get(requestId: RequestId): RequestView | undefined;
  /** The latest first unless said otherwise. */
  list(filter: RequestFilter): { readonly total: number; readonly requests: readonly RequestView[] };
  lines(requestId: RequestId, from: number, limit: number): readonly LogLine[];
  /** The lines of the last `bytes`; of the first one there may be only the end. */
  tail(requestId: RequestId, bytes: number): readonly LogLine[];
  /** All lines from number `from` on, then those that come; ends when the invocation has, or `signal` is aborted. */
  follow(requestId: RequestId, from: number, signal: AbortSignal): AsyncIterable<LogLine>;
}
