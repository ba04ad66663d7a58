import type { Reading } from '../../cloud/reading';
import { jsonOfText } from '../../report/asWritten';
import { statuses, type Status } from '../../scf';

/** What an invocation in the cloud came to. */
export interface RemoteOutcome {
  readonly requestId: string;
  /** 200, or why it failed, as far as the answer says; undefined: it was only accepted. */
  readonly status: number | undefined;
  /** What the handler returned, as JSON text. */
  readonly result: string | undefined;
  /** The error object of a run that failed. @source S155 */
  readonly error: unknown;
  /** ms */
  readonly durationMs: number;
  readonly billedMs: number;
  /** MB */
  readonly memoryMB: number;
  /** The end of the log, where it was asked for. */
  readonly log: string;
}

/**
 * Reads the `Result` of an invocation.
 * @param accepted  the function runs asynchronously: what it came to is not in the answer
 * @source scf-api.md §5.1: whether a run failed is told by `ErrMsg`, or by what `RetMsg` looks like; `InvokeResult` says it differently here and there
 */
export function outcomeOf(result: Reading, accepted: boolean): RemoteOutcome {
  const { RetMsg: returned, ErrMsg: failure, Duration: durationMs, Log: log } = result.values;
  const value = valueOf(textOf(returned));
  const error = textOf(failure) === '' ? (isErrorObject(value) ? value : undefined) : valueOf(textOf(failure));
  return {
    requestId: result.text('FunctionRequestId'),
    status: accepted ? undefined : error === undefined ? 200 : statusOf(error, result),
    result: error === undefined && !accepted ? resultOf(textOf(returned)) : undefined,
    error,
    durationMs: typeof durationMs === 'number' ? durationMs : 0,
    billedMs: result.amountOrNone('BillDuration') ?? 0,
    memoryMB: (result.amountOrNone('MemUsage') ?? 0) / (1024 * 1024),
    log: textOf(log),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What was returned, as JSON text; none is null. */
export function resultOf(text: string): string {
  return text === '' ? 'null' : jsonOfText(text);
}

/** JSON as the value that it is; other text as text, and none as null. */
export function valueOf(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Handlers return objects with an `errorCode`, too: the platform's have a message, and their status or the request. @source S155 */
export function isErrorObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { errorCode, errorMessage, statusCode, requestId } = value as Readonly<Record<string, unknown>>;
  const marked = typeof statusCode === 'number' || typeof requestId === 'string';
  return typeof errorCode === 'number' && errorCode !== 0 && typeof errorMessage === 'string' && marked;
}

function statusOf(error: unknown, result: Reading): number | undefined {
  const { statusCode } = typeof error === 'object' && error !== null ? (error as { readonly statusCode?: unknown }) : {};
  if (typeof statusCode === 'number') return statusCode;
  const { InvokeResult: code } = result.values;
  return typeof code === 'number' && asStatus(code) !== undefined ? code : undefined;
}

/** A code as one of the platform's; undefined when it is none. */
export function asStatus(code: unknown): Status | undefined {
  return typeof code === 'number' && Object.hasOwn(statuses, String(code)) ? (code as Status) : undefined;
}
