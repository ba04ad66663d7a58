import type { RequestId } from '../scf';
import type { Usage } from '../runtime';
import type { ErrorBody } from './error';

/** The platform's own lines in the log of an invocation. @source S160 for their form, S161 for ERROR */

export function startLines(requestId: RequestId): string[] {
  return [`START RequestId: ${requestId}`, `Event RequestId: ${requestId}`];
}

/** @param memoryMB  configured memory, MB */
export function endLines(requestId: RequestId, memoryMB: number, usage: Usage, error: ErrorBody | undefined): string[] {
  const report = `Report RequestId: ${requestId} Duration:${Math.ceil(usage.durationMs)}ms Memory:${memoryMB}MB`;
  return [
    ...(error ? [`ERROR RequestId: ${requestId} Result:${JSON.stringify({ ...error, requestId: undefined })}`] : []),
    `END RequestId: ${requestId}`,
    usage.memoryMB === undefined ? report : `${report} MemUsage:${usage.memoryMB.toFixed(2)}MB`,
  ];
}
