import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { RealClock } from '../clock';
import { say } from '../messages';
import { causeSentence } from '../report/cause';
import { Region, type Answer, type Ended, type Invocation } from '../region';
import { ProcessRuntime, unsupportedRuntime } from '../runtime';
import {
  DEFAULT_ALIAS,
  LATEST,
  PUBLISHED,
  resolveQualifier,
  versionsOf,
  type EndState,
  type FunctionPlan,
  type InvocationType,
  type RegionPlan,
  type RequestId,
} from '../scf';
import { summarise, type Summary } from '../trace';
import { liveLog, notesOfMany } from './invokeNotes';
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
  /** Whether events are run again after an error of the function, as the plan says. @source S54 */
  readonly retry: boolean;
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
  const reachable = reachableFor(fn, options);
  // With target tracking there are at least its minimum. @source S136
  const provisioned = Math.min(fn.tracking?.min ?? fn.provisionedInstances, reachable);
  const interrupt = new AbortController();
  const interrupted = (): boolean => interrupt.signal.aborted;
  const notes = single && !options.json ? liveLog(output) : notesOfMany(output);
  // What was interrupted is not begun anew.
  const closeWhenIdle = (): void => {
    if (interrupted()) setImmediate(() => void (region.levels().busyMB === 0 && region.close()));
  };
  const region = new Region({
    plan: withOptions(plan, fn, options),
    clock: new RealClock(),
    runtime: new ProcessRuntime({ lang: output.lang, host: machine.env }),
    random: seeded(options.seed),
    newRequestId: () => randomUUID() as RequestId,
    context: options.context,
    provisionedMax: (key) => (key === fn.key ? reachable : 0),
    observer: {
      ...notes,
      retries: (requestId, retry) => {
        notes.retries?.(requestId, retry);
        closeWhenIdle();
      },
      ended: closeWhenIdle,
    },
  });
  const stopListening = machine.onInterrupt(() => interruptRegion(region, interrupt, output));
  try {
    if (provisioned > 0) output.err(say(output.lang, 'invoke.warming', { instances: provisioned }));
    await region.warm;
    if (interrupted()) return interruptedCode;
    const exitCode = single ? await invokeOnce(plan, region, options, output) : await invokeMany(plan, region, options, output, interrupt.signal);
    return interrupted() ? interruptedCode : exitCode;
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

function withOptions(plan: RegionPlan, fn: FunctionPlan, { environment, retry }: InvokeOptions): RegionPlan {
  const changed = { ...fn, environment: { ...fn.environment, ...environment }, ...(!retry && { retryNum: 0 }) };
  return { ...plan, functions: plan.functions.map((each) => (each === fn ? changed : each)) };
}

/** How many provisioned instances the calls can reach: those of the version they go to, and no more than are made at once. @source S21 */
function reachableFor(fn: FunctionPlan, { qualifier = DEFAULT_ALIAS, count, concurrency }: InvokeOptions): number {
  return resolveQualifier(fn, qualifier) === PUBLISHED ? Math.min(count, concurrency) : 0;
}

async function invokeOnce(plan: RegionPlan, region: Region, options: InvokeOptions, output: Output): Promise<ExitCode> {
  const invocation = call(region, options);
  const answer = await invocation.answer;
  if (!options.json) printAnswer(answer, output);
  const ended = await invocation.ended;
  if (options.json) output.out(JSON.stringify(jsonOf(plan, options, region, [ended])));
  else tellEnd(region, answer, ended, output);
  // A caller who was given up on has no result, whatever became of the run.
  return ended.record.status === 200 && answer.kind !== 'error' ? 0 : 1;
}

function tellEnd(region: Region, answer: Answer, { record }: Ended, output: Output): void {
  const { lang } = output;
  const { requestId, state, status, cause } = record;
  if (answer.kind === 'accepted') output.err(say(lang, 'invoke.endedAsync', { requestId, state, status }));
  else if (answer.kind === 'result' && status !== 200) output.err(say(lang, 'invoke.changedAfterAnswer', { status }));
  else if (answer.kind === 'error' && answer.status !== status) output.err(say(lang, 'invoke.wentOn', { status }));
  for (const { queue } of region.deadLetters.messages) output.err(say(lang, 'invoke.deadLettered', queue));
  if (cause && state === 'REFUSED') output.err(causeSentence(lang, cause));
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

/** Send waves of calls, either at a fixed interval or each when the last one has ended, and tell what they came to. */
async function invokeMany(plan: RegionPlan, region: Region, options: InvokeOptions, output: Output, interrupt: AbortSignal): Promise<ExitCode> {
  const calls: Promise<Ended>[] = [];
  while (calls.length < options.count && !interrupt.aborted) {
    const wave = Array.from({ length: Math.min(options.concurrency, options.count - calls.length) }, () => call(region, options).ended);
    calls.push(...wave);
    if (calls.length < options.count) await nextWave(wave, options.intervalMs, interrupt);
  }
  const ended = await Promise.all(calls);
  if (options.json) output.out(JSON.stringify(jsonOf(plan, options, region, ended)));
  else await printTable(plan, options, region, ended, output);
  // Refusals are what one wants to see; only what was lost makes the command fail.
  return ended.some(({ record }) => lost.has(record.state)) ? 1 : 0;
}

const lost: ReadonlySet<EndState> = new Set(['FAILED', 'ABORTED', 'DEAD_LETTERED', 'EXPIRED']);

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
  const failures = new Map(
    ended.flatMap(({ error, record }) => (error && (record.state === 'FAILED' || record.state === 'DEAD_LETTERED') ? [[record.status, error]] : [])),
  );
  for (const error of failures.values()) output.err(JSON.stringify(error, null, 2));
}

function seeded(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}
