import type { ErrorDetail } from '../runtime';
import { limits, statuses, type Cause, type FunctionPlan, type Profile, type RequestId, type Status } from '../scf';

/** The object that a failing invocation answers with. @source S155 */
export interface ErrorBody extends ErrorDetail {
  readonly requestId: RequestId;
  readonly statusCode: Status;
}

/** What an error of the platform is about. */
export interface Refused {
  /** Undefined when there is no such function. */
  readonly plan: FunctionPlan | undefined;
  /** Function and version or alias as the caller named them. */
  readonly name: string;
  readonly qualifier: string;
  /** For 432 and 429. */
  readonly cause: Cause | undefined;
}

/**
 * What the platform itself says when it ends or refuses an invocation.
 *
 * @param era  whose texts are spoken (S20)
 * @source S13 names of the codes, S20 texts of 432, S153 of 433, S155 error codes
 */
export function platformError(status: Exclude<Status, 200>, refused: Refused, era: Profile['errorTextEra']): ErrorDetail {
  return { errorCode: status === 432 || status === 429 ? 1 : -1, errorMessage: messageOf(status, refused, era) };
}

function messageOf(status: Exclude<Status, 200>, { plan, name, qualifier, cause }: Refused, era: Profile['errorTextEra']): string {
  switch (status) {
    case 400:
      return `InvalidParameterValue: the routing key is longer than ${limits.routingKey.value} bytes`;
    case 406:
      return `RequestTooLarge: the event is larger than ${limits.syncEvent.value} bytes (asynchronous: ${limits.asyncEvent.value})`;
    case 429:
      return `ResourceLimit: Function [ ${plan?.name ?? name} ] ${rateOf(cause)}`;
    case 432:
      return era === '2021' ? `Resource limit exceed for function [${plan?.name ?? name}]` : quotaText(plan?.name ?? name, cause);
    case 433:
      return `Invoking task timed out after ${(plan?.timeoutMs ?? 0) / 1000} seconds`;
    case 434:
      return `Task memory exceeded ${plan?.memoryMB ?? 0} MB`;
    case 435:
      return `FunctionNotFound: no function ${name}`;
    case 438:
      return `FunctionStatusError: function ${name} is in no state to be invoked`;
    case 442:
      return `QualifierNotFound: function ${name} has no version or alias ${qualifier}`;
    case 450:
      return `InitContainerTimeout: initialisation took longer than ${(plan?.initTimeoutMs ?? 0) / 1000} seconds`;
    default:
      return statuses[status].name;
  }
}

/** @source S20: with a reservation or without */
function quotaText(name: string, cause: Cause | undefined): string {
  const quotaMB = cause && 'quotaMB' in cause ? cause.quotaMB : 0;
  return `Function [ ${name} ] concurrency exceeded ${cause?.limit === 'reserved' ? 'reserved' : 'region unreserved'} quota ${quotaMB} MB`;
}

/** @source S101 starts, S79 invocations, S51 starts for a queue @assumes their texts; only the code is documented */
function rateOf(cause: Cause | undefined): string {
  if (cause?.limit === 'qps') return `invocations exceeded ${cause.perWindow} per second`;
  if (cause?.limit === 'ramp') return `instance starts for its queue exceeded ${cause.perWindow} per ${cause.windowMs / 1000} seconds`;
  return `instance starts exceeded ${cause?.limit === 'burst' ? cause.perWindow : limits.burst.value} per minute`;
}
