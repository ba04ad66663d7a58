import { said } from '../messages/api';
import { statuses as allStatuses, type RequestId, type Status } from '../scf';
import type { RequestFilter, RequestHistory, RequestView } from '../history/view';
import type { Action, Directory, KnownFunction } from './action';
import { functionNameOf, namespaceOf, printable } from './control/names';
import { timeText } from './control/time';
import { ApiError } from './error';
import type { Params } from './params';
import { momentOf } from './time';

interface House {
  readonly directory: Directory;
  readonly history: RequestHistory;
  readonly nowMs: () => number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** @source scf-api.md §5.6: Offset + Limit */
const listedMax = 10_000;
/** Text of logs in one answer, and in one of its entries, bytes: no longer than what an answer of a function may be. */
const logsMaxBytes = 6 * 1024 * 1024;
const logMaxBytes = 1024 * 1024;

/** @source scf-api.md §5.6 */
export function logActions(house: House): Record<'GetRequestStatus' | 'GetFunctionLogs', Action> {
  return {
    GetRequestStatus: (params) => requestStatus(house, params),
    GetFunctionLogs: (params) => functionLogs(house, params),
  };
}

/** @assumes the interval is about when a request was accepted; one that waits counts as running */
function requestStatus({ directory, history, nowMs }: House, params: Params): object {
  const namespace = namespaceOf(params);
  const fn = directory.find(namespace, functionNameOf(params));
  const requestId = params.requiredText('FunctionRequestId', 'InvalidParameterValue.FunctionRequestId') as RequestId;
  const { from, to } = intervalOf(params, 'InvalidParameterValue.StartTimeOrEndTime') ?? { from: nowMs() - 15 * minuteMs, to: Infinity };
  const view = history.get(requestId);
  if (view?.function !== fn.key || view.acceptedMs < from || view.acceptedMs >= to) return { TotalCount: 0, Data: [] };
  return { TotalCount: 1, Data: [statusOf(fn, view, nowMs())] };
}

/** @source scf-api.md §5.6: RetCode 0 well, 1 running, -1 failed; memory in MB */
function statusOf({ name }: KnownFunction, view: RequestView, nowMs: number): object {
  return {
    FunctionName: name,
    RetMsg: view.result ?? '',
    RequestId: view.requestId,
    StartTime: timeText(view.startMs ?? view.acceptedMs),
    RetCode: isUnderWay(view) ? 1 : failed(view) ? -1 : 0,
    Duration: durationOf(view, nowMs),
    MemUsage: view.memoryMB ?? 0,
    RetryNum: Math.max(0, view.attempts - 1),
  };
}

/**
 * All that match are counted, and up to `listedMax` of them can be paged through.
 * @assumes of more than those, the latest; the earliest where they come first
 */
function functionLogs({ directory, history, nowMs }: House, params: Params): object {
  const { names, ...filter } = filterOf(directory, params);
  const { offset, limit } = pageOf(params);
  const order = params.choice('Order', ['desc', 'asc'], 'InvalidParameterValue.Order') ?? 'desc';
  const by = params.choice('OrderBy', orders, 'InvalidParameterValue.OrderBy') ?? 'start_time';
  const statuses = retCodes[params.object('Filter')?.choice('RetCode', retCodeNames, 'InvalidParameterValue.RetCode') ?? 'all'];
  const interval = intervalOf(params, 'InvalidParameterValue.StartTimeOrEndTime', dayMs) ?? { from: nowMs() - dayMs, to: Infinity };
  if (params.has('SearchContext')) throw new ApiError('UnsupportedOperation', said('logs.searchContext'));
  const earliest = by === 'start_time' && order === 'asc';
  const { total, requests } = history.list({
    ...filter,
    ...(statuses && { statuses }),
    acceptedMs: interval,
    order: earliest ? 'ASC' : 'DESC',
    limit: listedMax,
  });
  const sign = order === 'asc' ? 1 : -1;
  const sorted = [...requests].sort((a, b) => sign * (comparisons[by](a, b, names) || a.acceptedMs - b.acceptedMs));
  const page = sorted.slice(offset, offset + limit);
  let left = logsMaxBytes;
  const data = page.map((view) => {
    const log = logOf(history, view.requestId, Math.min(left, logMaxBytes));
    left -= Buffer.byteLength(log);
    return { ...logViewOf(names.get(view.function) ?? view.function, view, nowMs()), Log: log };
  });
  return { TotalCount: total, Data: data, SearchContext: { Offset: '', Limit: data.length, Keyword: '', Type: '' } };
}

/** Which requests are asked about, and the names of their functions by key. */
function filterOf(directory: Directory, params: Params): RequestFilter & { readonly names: ReadonlyMap<string, string> } {
  const namespace = namespaceOf(params);
  const named = params.has('FunctionName') ? directory.find(namespace, functionNameOf(params)) : undefined;
  const qualifier = params.text('Qualifier') ?? '';
  const requestId = params.text('FunctionRequestId') ?? '';
  const functions = named ? [named] : [...directory.all()].filter((fn) => fn.namespace === namespace);
  return {
    names: new Map(functions.map(({ key, name }) => [key, name])),
    functions: functions.map(({ key }) => key),
    ...(qualifier !== '' && { qualifierOrVersion: qualifier }),
    ...(requestId !== '' && { requestId }),
  };
}

function pageOf(params: Params): { offset: number; limit: number } {
  const offset = params.int('Offset', { min: 0, code: 'InvalidParameterValue.Offset' }) ?? 0;
  const limit = params.int('Limit', { min: 1 }) ?? 20;
  if (offset + limit <= listedMax) return { offset, limit };
  throw new ApiError('LimitExceeded.Offset', said('logs.offset', { sum: offset + limit, max: listedMax }));
}

/**
 * @param code   what times that do not go together are answered with
 * @param maxMs  the longest interval
 */
function intervalOf(params: Params, code: string, maxMs = Infinity): { from: number; to: number } | undefined {
  const [start, end] = [params.text('StartTime') ?? '', params.text('EndTime') ?? ''];
  if (start === '' && end === '') return undefined;
  if (start === '' || end === '') throw new ApiError(code, said('logs.bothTimes'));
  const from = momentOf(start, 'StartTime', 'InvalidParameterValue.DateTime');
  const to = momentOf(end, 'EndTime', 'InvalidParameterValue.DateTime');
  if (to <= from) throw new ApiError(code, said('logs.order'));
  if (to - from > maxMs) throw new ApiError(code, said('logs.span', { maxDays: maxMs / dayMs, start: printable(start), end: printable(end) }));
  return { from, to };
}

const orders = ['function_name', 'duration', 'mem_usage', 'start_time'] as const;

type Comparison = (a: RequestView, b: RequestView, names: ReadonlyMap<string, string>) => number;

const comparisons: Readonly<Record<(typeof orders)[number], Comparison>> = {
  function_name: (a, b, names) => (names.get(a.function) ?? '').localeCompare(names.get(b.function) ?? '', 'en'),
  duration: (a, b) => (a.durationMs ?? 0) - (b.durationMs ?? 0),
  mem_usage: (a, b) => (a.memoryMB ?? 0) - (b.memoryMB ?? 0),
  start_time: (a, b) => (a.startMs ?? a.acceptedMs) - (b.startMs ?? b.acceptedMs),
};

const retCodeNames = ['not0', 'is0', 'TimeLimitExceeded', 'ResourceLimitExceeded', 'UserCodeException'] as const;

/**
 * The statuses that each stands for; of `all`, also none.
 * @source scf-api.md §5.6 @assumes a limit of resources is memory (432, 434) as well as starts (429, 449)
 */
const retCodes: Readonly<Record<(typeof retCodeNames)[number] | 'all', readonly Status[] | undefined>> = {
  all: undefined,
  not0: Object.keys(allStatuses)
    .map((status) => Number(status) as Status)
    .filter((status) => status !== 200),
  is0: [200],
  TimeLimitExceeded: [433],
  ResourceLimitExceeded: [429, 432, 434, 449],
  UserCodeException: [430],
};

/** @source scf-api.md §5.6: RetCode 0 well, 2 running, 3 interrupted, else failed; billed in steps of 100 ms; memory in bytes */
function logViewOf(name: string, view: RequestView, nowMs: number): object {
  const duration = durationOf(view, nowMs);
  return {
    FunctionName: name,
    RetMsg: view.result ?? '',
    RequestId: view.requestId,
    StartTime: timeText(view.startMs ?? view.acceptedMs),
    RetCode: retCodeOf(view),
    InvokeFinished: isUnderWay(view) ? 0 : 1,
    Duration: duration,
    BillDuration: Math.ceil(duration / 100) * 100,
    MemUsage: Math.round((view.memoryMB ?? 0) * 1024 * 1024),
    Level: '',
    Source: '',
    RetryNum: Math.max(0, view.attempts - 1),
  };
}

function retCodeOf(view: RequestView): number {
  if (isUnderWay(view)) return 2;
  if (view.state === 'ABORTED') return 3;
  return failed(view) ? 1 : 0;
}

function logOf(history: RequestHistory, requestId: RequestId, maxBytes: number): string {
  if (maxBytes <= 0) return '';
  return history
    .tail(requestId, maxBytes)
    .map(({ text }) => `${text}\n`)
    .join('');
}

function isUnderWay({ state }: RequestView): boolean {
  return state === 'WAITING' || state === 'RUNNING';
}

function failed(view: RequestView): boolean {
  return !isUnderWay(view) && view.status !== 200;
}

/** Milliseconds; of what still runs, so far. */
function durationOf({ durationMs, state, startMs }: RequestView, nowMs: number): number {
  if (state === 'RUNNING') return Math.round(Math.max(0, nowMs - (startMs ?? nowMs)) * 1000) / 1000;
  return durationMs ?? 0;
}
