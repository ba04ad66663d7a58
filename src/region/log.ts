import type { RequestId } from '../scf';
import type { Usage } from '../runtime';
import type { ErrorBody } from './error';

/** The platform's own lines in the log of an attempt. @source S160 for their form, S161 for ERROR, S167: each attempt has its own; S73, S166: told as they come */

/** Warm and cold alike: only Web functions and images have a line about their initialisation. @source S122 */
export function startLines(requestId: RequestId): string[] {
  return [`START RequestId: ${requestId}`, `Event RequestId: ${requestId}`];
}

/** Whole ms, and MB. @param memoryMB  configured memory, MB @source S168 */
export function endLines(requestId: RequestId, memoryMB: number, usage: Usage, error: ErrorBody | undefined): string[] {
  const figures = [`Duration:${Math.ceil(usage.durationMs)}ms`, `Memory:${memoryMB}MB`];
  if (usage.memoryMB !== undefined) figures.push(`MemUsage:${usage.memoryMB.toFixed(2)}MB`);
  // Joined, it is one text; put together bit by bit it would be kept as its bits.
  const lines = [`END RequestId: ${requestId}`, ['Report RequestId:', requestId, ...figures].join(' ')];
  return error ? [`ERROR RequestId: ${requestId} Result:${JSON.stringify({ ...error, requestId: undefined })}`, ...lines] : lines;
}

/** What became of a SIGTERM that the platform was asked to send. @source S84 */
export function signalLine(received: boolean): string {
  return received ? '[PLATFORM] Signal received successfully.' : '[PLATFORM] Signal reception failed.';
}
