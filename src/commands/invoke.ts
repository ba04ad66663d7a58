import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { RealClock } from '../clock';
import { say } from '../messages';
import { causeSentence } from '../report/cause';
import { Region, type Answer, type Ended, type Invocation, type RegionObserver } from '../region';
import { ProcessRuntime, unsupportedRuntime } from '../runtime';
import {
  DEFAULT_ALIAS,
  LATEST,
  PUBLISHED,
  resolveQualifier,
  versionsOf,
  type FunctionPlan,
  type InvocationType,
  type RegionPlan,
  type RequestId,
} from '../scf';
import { summarise, type Summary } from '../trace';
import { UsageError, type ExitCode, type Output } from './output';

/** What to invoke, and how often. */
export interface InvokeOptions {
  /** The function's key in the service. */
  readonly function: string;
  /** JSON text. */
  readonly event: Buffer;
  readonly type: InvocationType;
  readonly qualifier?: string | undefined;
  /** Laid over the plan's environment of the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Laid over the handler's context. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly count: number;
  /** Calls of one wave, all at once. */
  readonly concurrency: number;
  /** From one wave to the next, ms; undefined: the next wave goes when the last one has ended. */
  readonly intervalMs: number | undefined;
  readonly seed: number;
  readonly json: boolean;
}

/** Calls `listener` on every Ctrl-C until the returned function is called. */
export type OnInterrupt = (listener: () => void) => () => void;

/** What a command needs of the process that it runs in. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onInterrupt: OnInterrupt;
}

/** Exit code of a command that Ctrl-C has ended. */
const interruptedCode = 130;

/**
 * Run a function of a service under SCF's rules, in a region of its own that lives as long as this command.
 *
 * @returns 0 when all went well; 1 when an invocation failed, or a single one was refused; 130 after Ctrl-C
 * @throws UsageError when there is no such function or version, or its runtime cannot run here
 * @source design.md §5; S40–S106 as the engine applies them
 */
export async function invoke(plan: RegionPlan, options: InvokeOptions, output: Output, machine: Machine): Promise<ExitCode> {
  const fn = functionOf(plan, options, output);
  const single = options.count === 1;
  const provisioned = provisionedFor(fn, options);
  const region = new Region({
    plan: withEnvironment(plan, fn, options.environment),
    clock: new RealClock(),
    runtime: new ProcessRuntime({ lang: output.lang, host: machine.env }),
    random: seeded(options.seed),
    newRequestId: () => randomUUID() as RequestId,
    context: options.context,
    provisionedMax: (key) => (key === fn.key ? provisioned : 0),
    ...(single && !options.json && { observer: liveLog(output) }),
  });
  const interrupt = new AbortController();
  const interrupted = (): boolean => interrupt.signal.aborted;
  const stopListening = machine.onInterrupt(() => interruptRegion(region, interrupt, output));
  try {
    if (provisioned > 0) output.err(say(output.lang, 'invoke.warming', { instances: provisioned }));
    await region.warm;
    if (interrupted()) return interruptedCode;
    const ended = single ? [await invokeOnce(region, options, output)] : await invokeMany(region, options, interrupt.signal);
    if (options.json) output.out(JSON.stringify(jsonOf(plan, options, region, ended)));
    else if (!single) await printTable(plan, options, region, ended, output);
    return interrupted() ? interruptedCode : exitCodeOf(ended, single);
  } finally {
    stopListening();
    await region.close();
  }
}

/** The first Ctrl-C asks running handlers to end; a second one, or a first with nothing running, ends everything. @source S84 */
function interruptRegion(region: Region, interrupt: AbortController, output: Output): void {
  const asked = interrupt.signal.aborted ? 0 : region.signal();
  interrupt.abort();
  if (asked > 0) output.err(say(output.lang, 'invoke.interrupted'));
  else void region.close();
}

/** The log of a single invocation goes to standard error as it comes; of many it would be noise. */
function liveLog(output: Output): RegionObserver {
  return {
    // Before anything of the log, as a caller would have it. @source S52, S70
    accepted: (requestId) => output.out(requestId),
    line: (text) => output.err(text),
    waits: (_requestId, cause) => output.err(say(output.lang, 'cause.wait', { cause: causeSentence(output.lang, cause) })),
  };
}

function functionOf(plan: RegionPlan, { function: key, qualifier = DEFAULT_ALIAS }: InvokeOptions, { lang }: Output): FunctionPlan {
  const fn = plan.functions.find((candidate) => candidate.key === key);
  if (!fn) throw new UsageError(say(lang, 'invoke.noFunction', { name: key, known: plan.functions.map((each) => each.key) }));
  if (fn.type === 'web') throw new UsageError(say(lang, 'invoke.web', { name: key }));
  if (unsupportedRuntime(fn)) throw new UsageError(say(lang, 'invoke.runtime', { name: key, runtime: fn.runtime }));
  if (resolveQualifier(fn, qualifier) === undefined) {
    throw new UsageError(say(lang, 'invoke.noQualifier', { name: key, qualifier, known: [...new Set([LATEST, DEFAULT_ALIAS, ...versionsOf(fn)])] }));
  }
  return fn;
}

function withEnvironment(plan: RegionPlan, fn: FunctionPlan, environment: Readonly<Record<string, string>>): RegionPlan {
  const functions = plan.functions.map((each) => (each === fn ? { ...fn, environment: { ...fn.environment, ...environment } } : each));
  return { ...plan, functions };
}

/** The provisioned instances that the calls can reach: those of the version they go to, and no more than are made at once. @source S21 */
function provisionedFor(fn: FunctionPlan, { qualifier = DEFAULT_ALIAS, count, concurrency }: InvokeOptions): number {
  return resolveQualifier(fn, qualifier) === PUBLISHED ? Math.min(fn.provisionedInstances, count, concurrency) : 0;
}

async function invokeOnce(region: Region, options: InvokeOptions, output: Output): Promise<Ended> {
  const invocation = call(region, options);
  const answer = await invocation.answer;
  if (!options.json) printAnswer(answer, output);
  const ended = await invocation.ended;
  const { record } = ended;
  if (options.json) return ended;
  if (answer.kind === 'accepted') {
    output.err(say(output.lang, 'invoke.endedAsync', { requestId: record.requestId, state: record.state, status: record.status }));
  } else if (answer.kind === 'result' && record.status !== 200) {
    output.err(say(output.lang, 'invoke.changedAfterAnswer', { status: record.status }));
  }
  if (record.cause && record.state === 'REFUSED') output.err(causeSentence(output.lang, record.cause));
  return ended;
}

/** What the caller gets goes to standard output, and nothing else does. @source S52, S155, S194 */
function printAnswer(answer: Answer, output: Output): void {
  switch (answer.kind) {
    case 'accepted':
      return; // Told before the log began.
    case 'result':
      return output.out(pretty(answer.result));
    case 'error':
      return output.out(JSON.stringify(answer.error, null, 2));
  }
}

function pretty(json: Buffer): string {
  return JSON.stringify(JSON.parse(json.toString()), null, 2);
}

/** Send waves of calls, either at a fixed interval or each when the last one has ended. */
async function invokeMany(region: Region, options: InvokeOptions, interrupt: AbortSignal): Promise<Ended[]> {
  const ended: Promise<Ended>[] = [];
  while (ended.length < options.count && !interrupt.aborted) {
    const wave = Array.from({ length: Math.min(options.concurrency, options.count - ended.length) }, () => call(region, options).ended);
    ended.push(...wave);
    if (ended.length < options.count) await nextWave(wave, options.intervalMs, interrupt);
  }
  return Promise.all(ended);
}

async function nextWave(wave: readonly Promise<Ended>[], intervalMs: number | undefined, interrupt: AbortSignal): Promise<void> {
  if (intervalMs === undefined) await Promise.all(wave);
  // An interrupt ends the pause early; the loop looks at the signal itself.
  else await setTimeout(intervalMs, undefined, { signal: interrupt }).catch(() => undefined);
}

function call(region: Region, { function: key, event, type, qualifier }: InvokeOptions): Invocation {
  return region.invoke({ function: key, event, type, ...(qualifier !== undefined && { qualifier }) });
}

function summaryOf(plan: RegionPlan, options: InvokeOptions, region: Region, ended: readonly Ended[]): Summary {
  return summarise({
    profile: plan.profile.name,
    seed: options.seed,
    records: ended.map(({ record }) => record),
    peaks: (key) => region.levels(key),
    memoryMB: (key) => plan.functions.find((fn) => fn.key === key)?.memoryMB ?? 0,
  });
}

/** Summary and records; of a single call also what came of it. @source design.md §9 */
function jsonOf(plan: RegionPlan, options: InvokeOptions, region: Region, ended: readonly Ended[]): object {
  const records = ended.map(({ record, result, error }) => {
    if (ended.length > 1) return record;
    return { ...record, ...(result && { result: JSON.parse(result.toString()) as unknown }), ...(error && { error }) };
  });
  return { summary: summaryOf(plan, options, region, ended), records };
}

async function printTable(plan: RegionPlan, options: InvokeOptions, region: Region, ended: readonly Ended[], output: Output): Promise<void> {
  const { runTable } = await import('../report/runTable');
  const records = ended.map(({ record }) => record);
  output.out(runTable(output.lang, summaryOf(plan, options, region, ended), records));
  const failures = new Map(ended.flatMap(({ error, record }) => (error && record.state === 'FAILED' ? [[record.status, error]] : [])));
  for (const error of failures.values()) output.err(JSON.stringify(error, null, 2));
}

/** Of many calls, refusals are what one wants to see; only failures make the command fail. */
function exitCodeOf(ended: readonly Ended[], single: boolean): ExitCode {
  const bad = ended.some(({ record }) => (single ? record.status !== 200 : record.state === 'FAILED' || record.state === 'ABORTED'));
  return bad ? 1 : 0;
}

function seeded(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}
