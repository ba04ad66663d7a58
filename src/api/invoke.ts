import { platformSaid, said } from '../messages/api';
import { limits, LATEST, DEFAULT_ALIAS, type RequestId, type Status } from '../scf';
import type { Answer, Ended, Invocation, Region } from '../region';
import type { RequestHistory } from '../history/view';
import type { Action, ActionCall, Directory, KnownFunction } from './action';
import { functionNameOf, namespaceOf, printable } from './control/names';
import { ApiError } from './error';
import type { Params } from './params';
import { pairsOf } from './routingKey';

/** How the result of a run is told, where the documents leave it open. @source scf-api.md §5.1 */
export interface ResultKnobs {
  /** Where the error object of a failed run stands. */
  readonly errorIn: 'both' | 'ErrMsg' | 'RetMsg';
  /** Of a failed run: its status code; 1 for the user's fault and -1 for the platform's; always 0. */
  readonly invokeResult: 'status' | 'legacy' | 'zero';
  /** What a refusal for want of capacity is answered with: a result like any failure, or `LimitExceeded.Quota`. */
  readonly throttleAs: 'result' | 'apiError';
}

export const resultDefaults: ResultKnobs = { errorIn: 'both', invokeResult: 'status', throttleAs: 'result' };

interface House {
  readonly invoke: Region['invoke'];
  readonly directory: Directory;
  readonly history: RequestHistory;
  readonly results: ResultKnobs;
  readonly nowMs: () => number;
}

/** What tells one of the two actions from the other. */
interface Dialect {
  readonly qualifier: string;
  /** The parameter that has the event. */
  readonly event: 'ClientContext' | 'Event';
  readonly badName: string;
  readonly badEvent: string;
  readonly noQualifier: string;
  readonly webFunction: string;
}

/** @source S143; scf-api.md §5.1 for the codes @assumes that `Invoke`, whose list has no `ResourceNotFound.Qualifier`, says `.Function` */
const dialects = {
  Invoke: {
    qualifier: LATEST,
    event: 'ClientContext',
    badName: 'InvalidParameter.FunctionName',
    badEvent: 'InvalidParameterValue.Param',
    noQualifier: 'ResourceNotFound.Function',
    webFunction: 'InvalidParameterValue',
  },
  InvokeFunction: {
    qualifier: DEFAULT_ALIAS,
    event: 'Event',
    badName: 'InvalidParameter.FunctionName',
    badEvent: 'InvalidParameterValue.ClientContext',
    noQualifier: 'ResourceNotFound.Qualifier',
    webFunction: 'InvalidParameterValue.FunctionType',
  },
} as const satisfies Record<string, Dialect>;

/** A value of `LogType` `Tail` has so much of the log, bytes. @source scf-api.md §5.1 */
const tailBytes = 4 * 1024;

/**
 * A handler that returns a value has answered before its loop is known to be empty (S193). Mostly it is: the end is under way, and with it the rest of
 * the log and what was used. An answer waits for it so long, ms.
 */
const endSoonMs = 20;

/** @source scf-api.md §5.1 */
export function invocationActions(house: House): Record<'Invoke' | 'InvokeFunction', Action> {
  return {
    Invoke: (params, call) => {
      const type = params.choice('InvocationType', ['RequestResponse', 'Event'], 'InvalidParameterValue.Param');
      return invoke(house, dialects.Invoke, type === 'Event' ? 'async' : 'sync', params, call);
    },
    InvokeFunction: (params, call) => invoke(house, dialects.InvokeFunction, 'sync', params, call),
  };
}

/** The run goes on when the client leaves: nobody but the platform ends one. @source scf-api.md §9 */
async function invoke(house: House, dialect: Dialect, type: 'sync' | 'async', params: Params, call: ActionCall): Promise<object> {
  const fn = functionOf(house.directory, dialect, params);
  const qualifier = params.text('Qualifier', 'InvalidParameterValue.Param') || dialect.qualifier;
  const event = eventOf(params, dialect);
  const withLog = params.choice('LogType', ['None', 'Tail'], 'InvalidParameterValue.Param') === 'Tail';
  const routingKey = routingKeyOf(params);
  if (!fn.has(qualifier)) throw noQualifier(dialect, fn.name, qualifier);
  const invocation = house.invoke({ function: fn.key, event, type, qualifier, ...(routingKey && { routingKey }) });
  const answer = await invocation.answer;
  if (answer.kind === 'accepted') {
    // With one id for both, either can be asked about. @source scf-api.md §5.1
    call.answerId = invocation.requestId;
    return { Result: thinResult(invocation.requestId) };
  }
  if (answer.kind === 'error') {
    // An event that nobody waits for can only end so before it was accepted.
    if (answer.status === 500 && (type === 'async' || fn.plan.asyncRun)) throw new ApiError('InternalError.System', said('invoke.notKept'));
    throwRefusal(house.results, dialect, fn.name, qualifier, answer);
  }
  if (!invocation.over) await endSoon(invocation);
  return { Result: resultOf(house, invocation, answer, withLog) };
}

function functionOf(directory: Directory, dialect: Dialect, params: Params): KnownFunction {
  const namespace = namespaceOf(params);
  const fn = asListed(dialect, () => directory.find(namespace, functionNameOf(params)));
  if (fn.plan.type === 'web') throw new ApiError(dialect.webFunction, said('invoke.web', { name: fn.name }));
  return fn;
}

/** The actions have a code of their own for a bad name. */
function asListed<T>(dialect: Dialect, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof ApiError && error.code === 'InvalidParameterValue.FunctionName') throw new ApiError(dialect.badName, error.said);
    throw error;
  }
}

/** The event as JSON text. @assumes a call without one has `{}`; text that is no JSON is refused, for no handler could be given it */
function eventOf(params: Params, { event, badEvent }: Dialect): Buffer {
  const text = params.text(event, badEvent);
  if (text === undefined || text === '') return Buffer.from('{}');
  if (jsonIn(text) === undefined) throw new ApiError(badEvent, said('invoke.event', { parameter: event }));
  return Buffer.from(text);
}

/** @source S142: JSON with text values */
function routingKeyOf(params: Params): Record<string, string> | undefined {
  const code = 'InvalidParameterValue.Param';
  const text = params.text('RoutingKey', code);
  if (text === undefined || text === '') return undefined;
  const max = limits.routingKey.value;
  const bytes = Buffer.byteLength(text);
  if (bytes > max) throw new ApiError(code, said('invoke.routingKeyBytes', { bytes, max }));
  const pairs = pairsOf(jsonIn(text));
  if (!pairs) throw new ApiError(code, said('invoke.routingKey'));
  return pairs;
}

/** What a text is as JSON; undefined when it is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What stops a call before its function runs is an error of the API, everything else a result. @source scf-api.md §5.1 */
function throwRefusal(
  { throttleAs }: ResultKnobs,
  dialect: Dialect,
  name: string,
  qualifier: string,
  { status, error }: Extract<Answer, { kind: 'error' }>,
): void {
  if (status === 442) throw noQualifier(dialect, name, qualifier);
  const isThrottle = status === 432 || status === 429;
  const code = isThrottle && throttleAs === 'apiError' ? 'LimitExceeded.Quota' : refusals.get(status);
  if (code !== undefined) throw new ApiError(code, platformSaid(error.errorMessage));
}

/** @source S§13, S63; scf-api.md §7 for the strings @assumes that `Invoke` answers 406 as `InvokeFunction` does */
const refusals: ReadonlyMap<Status, string> = new Map([
  [400, 'InvalidParameterValue.Param'],
  [406, 'InvalidParameter.RequestTooLarge'],
  [435, 'ResourceNotFound.Function'],
  [438, 'FailedOperation.FunctionStatusError'],
]);

function noQualifier({ noQualifier: code }: Dialect, name: string, qualifier: string): ApiError {
  return new ApiError(code, said('invoke.qualifier', { name, qualifier: printable(qualifier) }));
}

/** @source scf-api.md §5.1: other members are empty */
function thinResult(requestId: RequestId): object {
  return { Log: '', RetMsg: '', ErrMsg: '', MemUsage: 0, Duration: 0, BillDuration: 0, FunctionRequestId: requestId, InvokeResult: 0 };
}

function resultOf(house: House, invocation: Invocation, answer: Exclude<Answer, { kind: 'accepted' }>, withLog: boolean): object {
  const { requestId } = invocation;
  const { durationMs, memoryMB } = usageOf(house, invocation);
  const { RetMsg, ErrMsg, InvokeResult } = outcomeOf(house.results, answer);
  return {
    Log: withLog ? tailOf(house.history, requestId) : '',
    RetMsg,
    ErrMsg,
    InvokeResult,
    MemUsage: Math.round((memoryMB ?? 0) * 1024 * 1024),
    Duration: Math.round(durationMs * 1000) / 1000,
    BillDuration: Math.ceil(durationMs),
    FunctionRequestId: requestId,
  };
}

/** Resolves when it has ended, or does not do so soon. */
async function endSoon({ ended }: Invocation): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  await Promise.race([ended, new Promise((resolve) => (patience = setTimeout(resolve, endSoonMs)))]);
  clearTimeout(patience);
}

/** @source S170: billed by the millisecond; scf-api.md §6 for the units */
function usageOf({ history, nowMs }: House, invocation: Invocation): Pick<Ended, 'durationMs' | 'memoryMB'> {
  // Only what goes on after its answer (S193) is not over.
  if (invocation.over) return invocation.over;
  const startMs = history.get(invocation.requestId)?.startMs;
  return { durationMs: startMs === undefined ? 0 : Math.max(0, nowMs() - startMs), memoryMB: undefined };
}

interface Outcome {
  readonly RetMsg: string;
  readonly ErrMsg: string;
  readonly InvokeResult: number;
}

function outcomeOf({ errorIn, invokeResult }: ResultKnobs, answer: Exclude<Answer, { kind: 'accepted' }>): Outcome {
  if (answer.kind === 'result') return { RetMsg: answer.result.toString(), ErrMsg: '', InvokeResult: 0 };
  const text = JSON.stringify(answer.error);
  const code = { status: answer.status, legacy: answer.error.errorCode, zero: 0 }[invokeResult];
  return { RetMsg: errorIn === 'ErrMsg' ? '' : text, ErrMsg: errorIn === 'RetMsg' ? '' : text, InvokeResult: code };
}

/** As plain text. @source S160: as it is returned by the platform */
function tailOf(history: RequestHistory, requestId: RequestId): string {
  return history
    .tail(requestId, tailBytes)
    .map(({ text }) => `${text}\n`)
    .join('');
}
