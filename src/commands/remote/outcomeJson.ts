import type { RemoteInvokeOptions } from './invokeOptions';
import type { RemoteOutcome } from './outcome';

/** What was called and what came of it; what is not known is null. */
export function outcomeJson(
  { requestId, status, result, error, durationMs, billedMs, memoryMB, log }: RemoteOutcome,
  { function: key, type, qualifier, log: withLog }: RemoteInvokeOptions,
  state: string | null,
): string {
  const known = { function: key, qualifier, type, requestId, state, status: status ?? null };
  const ran = status === undefined && error === undefined ? {} : { result: result ?? null, error: error ?? null, durationMs, billedMs, memoryMB };
  return JSON.stringify({ ...known, ...ran, ...(withLog && { log }) }, undefined, 2);
}
