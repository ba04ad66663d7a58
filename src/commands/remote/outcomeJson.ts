import { laidOut, objectText } from '../../report/asWritten';
import type { RemoteInvokeOptions } from './invokeOptions';
import type { RemoteOutcome } from './outcome';

/** What was called and what came of it; what is not known is null. */
export function outcomeJson(
  { requestId, status, result, error, durationMs, billedMs, memoryMB, log }: RemoteOutcome,
  { function: key, type, qualifier, log: withLog }: RemoteInvokeOptions,
  state: string | null,
): string {
  const known = { function: key, qualifier, type, requestId, state, status: status ?? null };
  const unknown = status === undefined && error === undefined;
  const ran = unknown ? {} : { error: error ?? null, durationMs, billedMs, memoryMB };
  return laidOut(objectText({ ...known, ...ran, ...(withLog && { log }) }, { result: unknown ? undefined : (result ?? 'null') }));
}
