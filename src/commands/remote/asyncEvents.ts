import type { CloudClient } from '../../cloud';
import { CloudError } from '../../cloud';
import { Reading } from '../../cloud/reading';
import { asStatus, isErrorObject, valueOf } from './outcome';
import { apiTime, timeOf } from './times';
import type { Status } from '../../scf';

/** An event of asynchronous execution, as far as its state goes. */
export interface EventStatus {
  readonly state: string;
  /** Once it has ended. @source S86 */
  readonly status: Status | undefined;
}

/** @returns undefined when there is no such event, or it has no instance yet @source scf-api.md §5.5, S75, S82, S86 */
export async function eventStatus(client: CloudClient, requestId: string, signal: AbortSignal): Promise<EventStatus | undefined> {
  const answer = await unlessUnknown(client.call('GetAsyncEventStatus', { InvokeRequestId: requestId }, { signal }));
  if (!answer) return undefined;
  const result = new Reading(answer, client.host, 'GetAsyncEventStatus').members('Result');
  const state = result.text('Status');
  return { state, status: state === 'RUNNING' ? undefined : asStatus(result.values['StatusCode']) };
}

async function unlessUnknown<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudError && error.code === 'ResourceNotFound.AsyncEvent') return undefined;
    throw error;
  }
}

/** What `GetRequestStatus` tells of an invocation. */
export interface RequestFacts {
  readonly state: 'RUNNING' | 'FINISHED' | 'FAILED';
  /** What the handler returned, or its error: JSON text; undefined: nothing. */
  readonly result: string | undefined;
  /** What the platform's error object says, where it is one. @source S155 */
  readonly status: Status | undefined;
  readonly startMs: number | undefined;
  readonly durationMs: number | undefined;
  readonly memoryMB: number | undefined;
  /** Executions so far. */
  readonly attempts: number;
}

/**
 * What is known of an invocation of a function.
 * @param span  when it was invoked, ms since the Unix epoch
 * @returns undefined: nothing
 * @source scf-api.md §5.6: RetCode 0 well, 1 running, -1 failed; memory in MB
 */
export async function requestFacts(
  client: CloudClient,
  of: { readonly name: string; readonly namespace: string; readonly requestId: string },
  span: { readonly fromMs: number; readonly toMs: number },
  signal: AbortSignal,
): Promise<RequestFacts | undefined> {
  const params = {
    FunctionName: of.name,
    Namespace: of.namespace,
    FunctionRequestId: of.requestId,
    StartTime: apiTime(span.fromMs),
    // Whole seconds: the interval only grows by this.
    EndTime: apiTime(span.toMs + 1_000),
  };
  const answer = await client.call('GetRequestStatus', params, { signal });
  const entry = new Reading(answer, client.host, 'GetRequestStatus').list('Data').find(({ values }) => values['RequestId'] === of.requestId);
  return entry && factsOf(entry.values);
}

const states = new Map<unknown, RequestFacts['state']>([
  [0, 'FINISHED'],
  [1, 'RUNNING'],
]);

function factsOf(values: Reading['values']): RequestFacts {
  const { RetCode: code, RetMsg: returned, StartTime: start, Duration: durationMs, MemUsage: memoryMB, RetryNum: retries } = values;
  const state = states.get(code) ?? 'FAILED';
  const result = typeof returned === 'string' && returned !== '' ? returned : undefined;
  const value = result === undefined ? undefined : valueOf(result);
  const failed = isErrorObject(value) ? (value as { readonly statusCode?: unknown }).statusCode : undefined;
  return {
    state,
    result,
    status: state === 'FINISHED' ? 200 : asStatus(failed),
    startMs: timeOf(start),
    durationMs: typeof durationMs === 'number' && state !== 'RUNNING' ? durationMs : undefined,
    memoryMB: typeof memoryMB === 'number' ? memoryMB : undefined,
    attempts: (typeof retries === 'number' ? retries : 0) + 1,
  };
}
