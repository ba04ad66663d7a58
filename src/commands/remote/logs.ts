import { CloudFault, sayCloudFailure, type CloudTime } from '../../cloud';
import { realTime } from '../../cloud/time';
import type { Lang } from '../../messages';
import { sayRemote } from '../../messages/remote';
import { clock as clockText } from '../../report/events';
import { durationMsOf } from '../duration';
import { UsageError, type ExitCode, type Output } from '../output';
import { withCloud, type Cloud, type CloudAccess } from './access';
import type { LogSource, RemoteLine } from './logSource';
import { logSourceOf } from './logSourceOf';
import { chosenFunctions, type FunctionChoice, type RemoteFunction, type RemoteMachine, type RemoteService } from './service';
import { readTime } from './times';

/** The options of `logs` as they stand on a command line: text, unchecked. */
export interface RawLogsOptions {
  readonly function?: FunctionChoice;
  readonly tail?: boolean | undefined;
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  /** Only lines that have this text. */
  readonly filter?: string | undefined;
  /** Between two looks with `--tail`: ms, or `5s`. */
  readonly interval?: string | undefined;
  readonly 'request-id'?: string | undefined;
}

interface LogsOptions {
  readonly tail: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  readonly filter: string;
  readonly intervalMs: number;
}

/** Where a log begins unless it is said, ms before now: as the framework has it elsewhere; of one invocation as far back as it is kept. @source S82 */
const sinceMs = { whole: 600_000, tail: 10_000, request: 3 * 86_400_000 };

/** How often in a row a look may fail for the network's sake before one gives up. */
const failuresMax = 12;

/** One looks as often unless it is said, ms; and at most. */
const interval = { otherwiseMs: 1_000, leastMs: 200 };

/**
 * What functions of a service have written in the cloud; with `--tail`, what they write from now on until Ctrl-C.
 * @returns 0; 1 when the cloud refuses; 130 after Ctrl-C
 * @throws UsageError when an option is wrong
 * @source S160–S166; scf-api.md §5.6
 */
export async function logs(
  raw: RawLogsOptions,
  service: RemoteService,
  access: CloudAccess,
  output: Output,
  machine: RemoteMachine,
): Promise<ExitCode> {
  const { time: clock = realTime } = access;
  const options = readOptions(raw, clock.nowMs(), output.lang);
  const functions = chosenFunctions(service, raw.function, output.lang);
  const gone = new AbortController();
  const stopListening = machine.onReaderGone(() => gone.abort());
  try {
    return await withCloud(access, service.region, output, machine, async (cloud, interrupt) => {
      const signal = AbortSignal.any([interrupt, gone.signal]);
      const read = await readers(cloud, functions, { service, raw, options, output, signal });
      const count = await read(options.fromMs, options.toMs);
      if (options.tail) await follow(read, options, { clock, signal, output });
      else if (count === 0) output.err(sayRemote(output.lang, 'remote.noLines', { since: clockText(options.fromMs) }));
      return 0;
    });
  } catch (error) {
    // Nobody reads any more: that is an end like any other.
    if (gone.signal.aborted && !(error instanceof UsageError)) return 0;
    throw error;
  } finally {
    stopListening();
  }
}

interface Reading {
  readonly service: RemoteService;
  readonly raw: RawLogsOptions;
  readonly options: LogsOptions;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** @returns how many lines there were */
type Read = ((fromMs: number, toMs: number) => Promise<number>) & { readonly lateMs: number };

/** Reads the logs of all functions, and prints what is new in the order of its time. */
async function readers(cloud: Cloud, functions: readonly RemoteFunction[], { service, raw, options, output, signal }: Reading): Promise<Read> {
  const { namespace } = service;
  const sources: { readonly fn: RemoteFunction; readonly source: LogSource }[] = [];
  for (const fn of functions) {
    const choice = { function: fn.name, namespace, requestId: raw['request-id'] };
    sources.push({ fn, source: await logSourceOf(cloud, choice, options.tail, output, signal) });
  }
  const read = async (fromMs: number, toMs: number): Promise<number> => {
    const found: { readonly line: RemoteLine; readonly text: string }[] = [];
    for (const { fn, source } of sources) {
      const lines = await source.read(fromMs, toMs, signal);
      const wanted = lines.filter(({ text }) => text.includes(options.filter));
      found.push(...wanted.map((line) => ({ line, text: sources.length > 1 ? `${fn.key}  ${line.text}` : line.text })));
    }
    // Lines of one moment keep their order.
    found.sort((a, b) => a.line.atMs - b.line.atMs);
    for (const { text } of found) output.out(text);
    return found.length;
  };
  return Object.assign(read, { lateMs: Math.max(0, ...sources.map(({ source }) => source.lateMs)) });
}

/** What goes on around a log that is followed. */
interface Around {
  readonly clock: CloudTime;
  readonly signal: AbortSignal;
  readonly output: Output;
}

/** Looks again and again until the signal, each time a little further back than the time before: lines may come late. */
async function follow(read: Read, { fromMs, toMs, intervalMs }: LogsOptions, { clock, signal, output }: Around): Promise<void> {
  let lastMs = toMs;
  for (let failures = 0; ;) {
    await clock.sleep(intervalMs, signal);
    const nowMs = clock.nowMs();
    try {
      // Never before the beginning that was asked for.
      await read(Math.max(fromMs, lastMs - read.lateMs), nowMs);
      lastMs = nowMs;
      failures = 0;
    } catch (error) {
      // What was not read now is read next time; who follows a log for hours meets a network that is away for a while.
      if (signal.aborted || !(error instanceof CloudFault) || failures >= failuresMax) throw error;
      if (failures === 0) output.err(sayRemote(output.lang, 'remote.tailGoesOn', { why: sayCloudFailure(output.lang, error) ?? '' }));
      failures += 1;
    }
  }
}

function readOptions(raw: RawLogsOptions, nowMs: number, lang: Lang): LogsOptions {
  const { tail = false, startTime, endTime, filter = '' } = raw;
  if (tail && endTime !== undefined) throw new UsageError(sayRemote(lang, 'remote.tailEnd'));
  const span = raw['request-id'] !== undefined ? 'request' : tail ? 'tail' : 'whole';
  const fromMs = startTime === undefined ? nowMs - sinceMs[span] : readTime('startTime', startTime, nowMs, lang);
  const toMs = endTime === undefined ? nowMs : readTime('endTime', endTime, nowMs, lang);
  if (fromMs >= toMs) throw new UsageError(sayRemote(lang, 'remote.interval'));
  return { tail, fromMs, toMs, filter, intervalMs: intervalOf(raw.interval, lang) };
}

function intervalOf(given: string | undefined, lang: Lang): number {
  if (given === undefined) return interval.otherwiseMs;
  const ms = durationMsOf(given);
  if (ms === undefined || ms < interval.leastMs) throw new UsageError(sayRemote(lang, 'remote.logsInterval', { given, leastMs: interval.leastMs }));
  return ms;
}
