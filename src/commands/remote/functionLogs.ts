import type { CloudClient } from '../../cloud';
import { Reading } from '../../cloud/reading';
import type { LogChoice, LogSource, RemoteLine } from './logSource';
import { apiTime, timeOf } from './times';

/** The longest interval of one call, and the most invocations that it counts through. @source scf-api.md §5.6 */
const dayMs = 86_400_000;
const listedMax = 10_000;
const pageSize = 100;

/** An answer that holds so much text may have left out the logs of its last entries, bytes. */
const fullBytes = 5 * 1024 * 1024;

/** So much of the end of a log is enough to find it again in a longer one, characters. */
const anchorLength = 4_096;

/** Invocations that were accepted from one moment on and before another, ms since the Unix epoch. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** An invocation whose log was read. */
interface Watched {
  /** Where it is found. */
  readonly span: Span;
  /** What was told of its log, or passed over. */
  readonly told: string;
  /** It writes no more. */
  readonly over: boolean;
}

/**
 * The log of a function as `GetFunctionLogs` tells it, invocation by invocation: what a local endpoint has. In the cloud the action is
 * retired. Intervals are about when an invocation was accepted; one that runs on is asked for by its id until it has ended.
 * @param follow  what runs already when one begins to read is heard from then on
 * @source scf-api.md §5.6
 */
export function functionLogs(client: CloudClient, choice: LogChoice, follow: boolean): LogSource {
  const watched = new Map<string, Watched>();
  let begun = !follow;
  const readIn = async (span: Span, signal: AbortSignal, requestId = choice.requestId): Promise<RemoteLine[]> => {
    const lines: RemoteLine[] = [];
    for await (const entry of entriesIn(client, { ...choice, requestId }, span, signal)) lines.push(...newLines(entry, span, watched));
    return lines;
  };
  return {
    lateMs: 1_000,
    read: async (fromMs, toMs, signal) => {
      const spans = spansOf(fromMs, toMs);
      const firstMs = spans[0]?.fromMs ?? 0;
      if (!begun) await readIn({ fromMs: firstMs - dayMs, toMs: firstMs }, signal);
      begun = true;
      for (const [requestId, { over, span }] of watched) if (over && span.toMs <= firstMs) watched.delete(requestId);
      const before = [...watched].filter(([, { over }]) => !over);
      const lines: RemoteLine[] = [];
      for (const span of spans) lines.push(...(await readIn(span, signal)));
      for (const [requestId, { span }] of before) if (span.fromMs < firstMs) lines.push(...(await readIn(span, signal, requestId)));
      return lines;
    },
  };
}

/** Whole seconds, a day at most in each; the second that has begun is within. */
function spansOf(fromMs: number, toMs: number): Span[] {
  const endMs = (Math.floor(toMs / 1_000) + 1) * 1_000;
  const spans: Span[] = [];
  for (let from = Math.floor(fromMs / 1_000) * 1_000; from < endMs; from += dayMs) spans.push({ fromMs: from, toMs: Math.min(from + dayMs, endMs) });
  return spans;
}

async function* entriesIn(client: CloudClient, { function: name, namespace, requestId }: LogChoice, { fromMs, toMs }: Span, signal: AbortSignal) {
  const params = {
    FunctionName: name,
    Namespace: namespace,
    StartTime: apiTime(fromMs),
    EndTime: apiTime(toMs),
    Order: 'asc',
    ...(requestId !== undefined && { FunctionRequestId: requestId }),
  };
  for (let offset = 0; offset < listedMax;) {
    const page = { Offset: offset, Limit: Math.min(pageSize, listedMax - offset) };
    const reading = new Reading(await client.call('GetFunctionLogs', { ...params, ...page }, { signal }), client.host, 'GetFunctionLogs');
    const entries = withWholeLogs(reading.list('Data'));
    yield* entries;
    offset += entries.length;
    if (entries.length === 0 || offset >= (reading.amountOrNone('TotalCount') ?? 0)) return;
  }
}

/** The first entries of an answer, up to the one whose text has filled it. */
function withWholeLogs(entries: readonly Reading[]): readonly Reading[] {
  let bytes = 0;
  const last = entries.findIndex((entry) => (bytes += Buffer.byteLength(logOf(entry))) > fullBytes);
  return last === -1 ? entries : entries.slice(0, last + 1);
}

function logOf({ values: { Log: log } }: Reading): string {
  return typeof log === 'string' ? log : '';
}

function newLines(entry: Reading, span: Span, watched: Map<string, Watched>): RemoteLine[] {
  const requestId = entry.text('RequestId');
  const { told = '', span: found = span } = watched.get(requestId) ?? {};
  const over = entry.values['InvokeFinished'] !== 0;
  const log = logOf(entry);
  // Of a line that is still being written, only the whole is told.
  const whole = over && log !== '' && !log.endsWith('\n') ? `${log}\n` : log.slice(0, log.lastIndexOf('\n') + 1);
  watched.set(requestId, { span: found, told: whole, over });
  const texts = newPart(told, whole).split('\n').slice(0, -1);
  const atMs = timeOf(entry.values['StartTime']) ?? span.fromMs;
  return texts.map((text) => ({ atMs, requestId, text }));
}

/** What a log has that it did not have before; of a very long one the API tells the end only. */
export function newPart(before: string, now: string): string {
  if (now.startsWith(before)) return now.slice(before.length);
  const anchor = before.slice(-anchorLength);
  const at = now.lastIndexOf(anchor);
  return at === -1 ? now : now.slice(at + anchor.length);
}
