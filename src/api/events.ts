import type { RequestHistory } from '../history/view';
import { said } from '../messages/api';
import type { AsyncEvent, Region } from '../region';
import type { AsyncRunProfile, RequestId } from '../scf';
import type { Action, Directory, KnownFunction } from './action';
import { functionNameOf, namespaceOf, printable } from './control/names';
import { ApiError } from './error';
import type { Params } from './params';
import { exactTimeText, momentOf } from './time';

interface House {
  readonly region: Region;
  readonly directory: Directory;
  readonly history: RequestHistory;
  readonly asyncRun: AsyncRunProfile;
}

const states = ['RUNNING', 'FINISHED', 'ABORTED', 'FAILED'] as const;

/** @source scf-api.md §5.5 */
export function eventActions(house: House): Record<'ListAsyncEvents' | 'GetAsyncEventStatus' | 'TerminateAsyncEvent', Action> {
  return {
    ListAsyncEvents: (params) => list(house, params),
    GetAsyncEventStatus: (params) => status(house, params),
    TerminateAsyncEvent: (params) => terminate(house, params),
  };
}

/**
 * @source S75, S81, S82, S87
 * @assumes `Qualifier` finds events by the version that ran them and by the name they were called by; S82: a function that was deleted and created
 * anew is tracked from then on, and events of the one before are not its
 */
function list({ region, directory, asyncRun }: House, params: Params): object {
  const fn = functionOf(directory, params);
  const qualifier = qualifierOf(fn, params);
  const statuses = listOf(params, 'Status', states);
  const invokeTypes = listOf(params, 'InvokeType', Object.values(asyncRun.invokeTypes));
  const [startMs, endMs] = [intervalOf(params, 'StartTimeInterval'), intervalOf(params, 'EndTimeInterval')];
  const order = params.choice('Order', ['ASC', 'DESC'], 'InvalidParameterValue.Order') ?? 'DESC';
  const by = params.choice('Orderby', ['StartTime', 'EndTime'], 'InvalidParameterValue.Order') ?? 'StartTime';
  const offset = params.int('Offset', { min: 0 }) ?? 0;
  const limit = params.int('Limit', { min: 1, max: 100, code: 'InvalidParameterValue.Limit' }) ?? 20;
  const requestId = params.text('InvokeRequestId') ?? '';
  const found = region
    .asyncEvents({
      function: fn.key,
      ...(statuses && { states: statuses }),
      ...(invokeTypes && { invokeTypes }),
      ...(startMs && { startMs }),
      ...(endMs && { endMs }),
    })
    .filter((event) => event.startMs >= (fn.createdMs ?? -Infinity))
    .filter((event) => requestId === '' || event.requestId === requestId)
    .filter((event) => qualifier === undefined || event.version === qualifier || event.qualifier === qualifier);
  // The earliest first; what still runs ends last.
  const sorted = by === 'StartTime' ? found : found.sort((a, b) => endOf(a) - endOf(b) || a.startMs - b.startMs);
  if (order === 'DESC') sorted.reverse();
  return { TotalCount: sorted.length, EventList: sorted.slice(offset, offset + limit).map(viewOf) };
}

function endOf({ endMs }: AsyncEvent): number {
  // Infinity minus itself would be no order.
  return endMs ?? Number.MAX_SAFE_INTEGER;
}

function viewOf({ requestId, invokeType, version, state, startMs, endMs }: AsyncEvent): object {
  return {
    InvokeRequestId: requestId,
    InvokeType: invokeType,
    Qualifier: version,
    Status: state,
    StartTime: exactTimeText(startMs),
    EndTime: endMs === undefined ? '' : exactTimeText(endMs),
  };
}

/** @source S82, S86 */
function status(house: House, params: Params): object {
  const requestId = params.requiredText('InvokeRequestId') as RequestId;
  const event = house.region.asyncEvent(requestId);
  if (!event) throw noEvent(house, requestId);
  return { Result: { Status: event.state, StatusCode: event.statusCode, InvokeRequestId: requestId } };
}

/** A hard end has come to pass when the region says that it is done. @source S83–S85 */
function terminate(house: House, params: Params): object {
  const { region, directory, history } = house;
  const fn = functionOf(directory, params);
  const requestId = params.requiredText('InvokeRequestId') as RequestId;
  const grace = params.bool('GraceShutdown') ?? false;
  const of = history.get(requestId)?.function ?? region.asyncEvent(requestId)?.function;
  if (of !== fn.key) throw noEvent(house, requestId, fn.name);
  const outcome = region.terminate(requestId, { grace });
  if (outcome === 'ResourceNotFound.AsyncEvent') throw noEvent(house, requestId);
  if (outcome === 'FailedOperation.AsyncEventStatus') throw new ApiError(outcome, said('event.notRunning', { requestId: printable(requestId) }));
  return {};
}

/** @param name  of the only function whose events count */
function noEvent({ history, asyncRun }: House, requestId: RequestId, name?: string): ApiError {
  const seen = history.get(requestId);
  const waits = seen?.asyncRun === true && seen.state === 'WAITING';
  const kept = { keptSec: asyncRun.retentionMs / 1000, tracedOnly: !asyncRun.statusWithoutTrace };
  return new ApiError('ResourceNotFound.AsyncEvent', said('event.none', { requestId: printable(requestId), name, waits, ...kept }));
}

function functionOf(directory: Directory, params: Params): KnownFunction {
  const namespace = namespaceOf(params);
  return directory.find(namespace, functionNameOf(params));
}

function qualifierOf(fn: KnownFunction, params: Params): string | undefined {
  const qualifier = params.text('Qualifier');
  if (qualifier === undefined || qualifier === '') return undefined;
  if (!fn.has(qualifier))
    throw new ApiError('ResourceNotFound.Version', said('invoke.qualifier', { name: fn.name, qualifier: printable(qualifier) }));
  return qualifier;
}

/** A list of names, each of them known; an empty one asks for nothing in particular. */
function listOf<T extends string>(params: Params, name: string, known: readonly T[]): T[] | undefined {
  const code = `InvalidParameterValue.${name}`;
  const texts = params.texts(name, code);
  if (texts === undefined || texts.length === 0) return undefined;
  return texts.map((text) => {
    const found = known.find((each) => each === text);
    if (found === undefined) throw new ApiError(code, said('params.choices', { name, given: printable(text), known }));
    return found;
  });
}

function intervalOf(params: Params, name: string): { from: number; to: number } | undefined {
  const interval = params.object(name);
  if (!interval) return undefined;
  const code = 'InvalidParameterValue';
  const from = momentOf(interval.requiredText('Start'), `${name}.Start`, code);
  const to = momentOf(interval.requiredText('End'), `${name}.End`, code);
  if (from >= to) throw new ApiError(code, said('params.interval', { name }));
  return { from, to };
}
