import { limits, type Cause, type FunctionPlan, type RequestId, type Status } from '../scf';
import type { ErrorDetail } from '../runtime';

/** The object that a failing invocation answers with. @source S155 */
export interface ErrorBody extends ErrorDetail {
  readonly requestId: RequestId;
  readonly statusCode: Status;
}

/**
 * What the platform itself says when it ends or refuses an invocation.
 *
 * @param fn     undefined when there is no such function
 * @param name   the function as the caller named it
 * @param cause  for 432 and 429
 * @source S13 names of the codes, S20 texts of 432, S153 of 433, S155 error codes
 */
export function platformError(
  status: Exclude<Status, 200>,
  fn: FunctionPlan | undefined,
  name: string,
  qualifier: string,
  cause?: Cause,
): ErrorDetail {
  return { errorCode: status === 432 || status === 429 ? 1 : -1, errorMessage: messageOf(status, fn, name, qualifier, cause) };
}

function messageOf(status: Exclude<Status, 200>, fn: FunctionPlan | undefined, name: string, qualifier: string, cause: Cause | undefined): string {
  switch (status) {
    case 406:
      return `RequestTooLarge: the event is larger than ${limits.syncEvent.value} bytes (asynchronous: ${limits.asyncEvent.value})`;
    case 429:
      return `ResourceLimit: Function [ ${fn?.name ?? name} ] instance starts exceeded ${cause?.limit === 'burst' ? cause.perWindow : limits.burst.value} per minute`;
    case 432:
      return `Function [ ${fn?.name ?? name} ] concurrency exceeded ${cause?.limit === 'reserved' ? 'reserved' : 'region unreserved'} quota ${cause && cause.limit !== 'burst' ? cause.quotaMB : 0} MB`;
    case 433:
      return `Invoking task timed out after ${(fn?.timeoutMs ?? 0) / 1000} seconds`;
    case 434:
      return `Task memory exceeded ${fn?.memoryMB ?? 0} MB`;
    case 435:
      return `FunctionNotFound: no function ${name}`;
    case 442:
      return `QualifierNotFound: function ${name} has no version or alias ${qualifier}`;
    case 450:
      return `InitContainerTimeout: initialisation took longer than ${(fn?.initTimeoutMs ?? 0) / 1000} seconds`;
    case 499:
      return 'RequestCanceled';
    case 400:
    case 405:
    case 407:
    case 430:
    case 437:
    case 439:
    case 443:
    case 500:
      return 'InternalError';
  }
}
