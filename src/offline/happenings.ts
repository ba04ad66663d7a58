import type { Ended, RegionObserver, Retry } from '../region';
import type { Cause, InvocationRecord, RequestId } from '../scf';

/** What a region tells of the invocations of its functions, in a form that also crosses a wire. */
export type Happening =
  | { readonly kind: 'accepted'; readonly function: string; readonly requestId: RequestId }
  | { readonly kind: 'waits'; readonly function: string; readonly requestId: RequestId; readonly cause: Cause }
  | { readonly kind: 'retries'; readonly function: string; readonly requestId: RequestId; readonly retry: Retry }
  | { readonly kind: 'ended'; readonly function: string; readonly requestId: RequestId; readonly end: EndOfInvocation };

/** How an invocation went. */
export interface EndOfInvocation {
  readonly record: InvocationRecord;
  /** Of its last attempt. */
  readonly durationMs: number;
  readonly memoryMB: number | undefined;
  /** Of the error that it answered with, the first line. */
  readonly errorMessage: string | undefined;
}

/**
 * Hears a region and tells what is worth a line.
 * @param functionOf  the key of an event's function, for events that may have come long ago
 */
export function happeningsOf(functionOf: (requestId: RequestId) => string | undefined, tell: (happening: Happening) => void): RegionObserver {
  /** Of those that are about to be accepted: to look them up in the store would cost as much as to write them. */
  const calls = new Map<RequestId, string>();
  return {
    invoked: (requestId, call, asyncRun) => {
      if (asyncRun || call.type === 'async') calls.set(requestId, call.function);
    },
    accepted: (requestId) => {
      const key = calls.get(requestId);
      calls.delete(requestId);
      tell({ kind: 'accepted', function: key ?? '', requestId });
    },
    waits: (requestId, cause) => tell({ kind: 'waits', function: cause.function, requestId, cause }),
    retries: (requestId, retry) => tell({ kind: 'retries', function: functionOf(requestId) ?? '', requestId, retry }),
    ended: (ended) => {
      const { requestId, function: key } = ended.record;
      calls.delete(requestId);
      tell({ kind: 'ended', function: key, requestId, end: endOf(ended) });
    },
  };
}

function endOf({ record, durationMs, memoryMB, error }: Ended): EndOfInvocation {
  return { record, durationMs, memoryMB, errorMessage: error?.errorMessage.split('\n', 1)[0] };
}
