import { setTimeout } from 'node:timers/promises';
import { say } from '../messages';
import type { LiveAddress } from '../offline/address';
import type { Answer, Ended } from '../region';
import { laidOut, objectText } from '../report/asWritten';
import { causeSentence } from '../report/cause';
import { unsupportedRuntime } from '../runtime';
import { DEFAULT_ALIAS, LATEST, resolveQualifier, versionsOf, type EndState, type FunctionPlan, type RegionPlan } from '../scf';
import { summarise, type Summary } from '../trace';
import type { Calling, CallTarget } from './callTarget';
import type { InvokeOptions } from './invokeOptions';
import type { Machine } from './machine';
import { noteModules } from './moduleNote';
import type { NotIgnored } from './serviceCheck';
import { liveLog, notesOfDetached, notesOfMany } from './invokeNotes';
import { UsageError, type ExitCode, type Output } from './output';

/** Exit code of a command that Ctrl-C has ended. */
const interruptedCode: ExitCode = 130;

/**
 * Run a function of a service under SCF's rules: in the offline region that runs for it, else in a region of its own that lives
 * as long as this command.
 *
 * @param notIgnored  whether comments in its configuration let something be told
 * @returns 0 when all went well; 1 when an invocation failed, or a single one was refused; 130 after Ctrl-C
 * @throws UsageError when there is no such function or version, or its runtime cannot run here
 * @source design.md §5; S40–S106 as the engine applies them
 */
export async function invoke(plan: RegionPlan, options: InvokeOptions, output: Output, machine: Machine, notIgnored?: NotIgnored): Promise<ExitCode> {
  const fn = functionOf(plan, options, output);
  if (options.detach && options.type === 'sync' && !fn.asyncRun) throw new UsageError(say(output.lang, 'attach.detachSync', { function: fn.key }));
  await noteModules(plan, [fn], output, notIgnored);
  const running = await runningFor(plan, options, output);
  const single = options.count === 1;
  const notes = options.detach ? notesOfDetached(output, options.json) : single && !options.json ? liveLog(output) : notesOfMany(output);
  const opening = { plan, fn, options, notes };
  if (!running) {
    const { openOwnRegion } = await import('./ownRegion');
    return callIn(await openOwnRegion(opening, output, machine), plan, options, output);
  }
  const { attachedTarget, sayGone } = await import('./attachedTarget');
  try {
    return await callIn(attachedTarget(opening, running, output, machine), plan, options, output);
  } catch (error) {
    output.err(sayGone(output.lang, running, error));
    return 1;
  }
}

/** The region that is to take the calls, if one runs and can. @throws UsageError when only a running one would do */
async function runningFor(plan: RegionPlan, options: InvokeOptions, output: Output): Promise<LiveAddress | undefined> {
  const { attach, detach = false } = options;
  const { lang } = output;
  if (attach === undefined) return undefined;
  const { findRunning } = await import('../offline/address');
  const running = await findRunning(attach);
  if (!running) {
    if (detach) throw new UsageError(say(lang, 'attach.detachNeedsRegion'));
    return undefined;
  }
  const { obstacles } = await import('./attachedTarget');
  const because = obstacles(plan, options, running, lang);
  if (because.length === 0) {
    output.err(say(lang, 'attach.via', running));
    return running;
  }
  if (detach) throw new UsageError(say(lang, 'attach.detachOwn', { because }));
  output.err(say(lang, 'attach.own', { because }));
  return undefined;
}

async function callIn(target: CallTarget, plan: RegionPlan, options: InvokeOptions, output: Output): Promise<ExitCode> {
  try {
    if (wasInterrupted(target)) return interruptedCode;
    const exitCode = await Promise.race([callsIn(target, plan, options, output), target.left.then(() => interruptedCode)]);
    return wasInterrupted(target) ? interruptedCode : exitCode;
  } finally {
    await target.close();
  }
}

/** It changes while one waits. */
function wasInterrupted({ interrupt }: CallTarget): boolean {
  return interrupt.aborted;
}

function callsIn(target: CallTarget, plan: RegionPlan, options: InvokeOptions, output: Output): Promise<ExitCode> {
  if (options.detach) return invokeDetached(target, options, output);
  return options.count === 1 ? invokeOnce(plan, target, options, output) : invokeMany(plan, target, options, output);
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

async function invokeOnce(plan: RegionPlan, target: CallTarget, options: InvokeOptions, output: Output): Promise<ExitCode> {
  const invocation = target.call(options);
  const answer = await invocation.answer;
  if (!options.json) printAnswer(answer, output);
  const ended = await invocation.ended;
  if (options.json) output.out(jsonOf(plan, target, [ended]));
  else tellEnd(plan, answer, ended, output);
  // A caller who was given up on has no result, whatever became of the run.
  return ended.record.status === 200 && answer.kind !== 'error' ? 0 : 1;
}

function tellEnd(plan: RegionPlan, answer: Answer, { record }: Ended, output: Output): void {
  const { lang } = output;
  const { requestId, state, status, cause } = record;
  if (answer.kind === 'accepted') output.err(say(lang, 'invoke.endedAsync', { requestId, state, status }));
  else if (answer.kind === 'result' && status !== 200) output.err(say(lang, 'invoke.changedAfterAnswer', { status }));
  else if (answer.kind === 'error' && answer.status !== status) output.err(say(lang, 'invoke.wentOn', { status }));
  const queue = plan.functions.find((fn) => fn.key === record.function)?.deadLetter;
  if (queue && state === 'DEAD_LETTERED') output.err(say(lang, 'invoke.deadLettered', queue));
  if (cause && state === 'REFUSED') output.err(causeSentence(lang, cause));
}

/** What the caller gets goes to standard output, and nothing else does. @source S52, S155, S194 */
function printAnswer(answer: Answer, output: Output): void {
  switch (answer.kind) {
    case 'accepted':
      return; // Told before the log began.
    case 'result':
      return output.out(laidOut(answer.result.toString()));
    case 'error':
      return output.out(JSON.stringify(answer.error, null, 2));
  }
}

/** Make waves of calls, either at a fixed interval or each when what the last one waits for has come. */
async function waves<T>(target: CallTarget, options: InvokeOptions, awaited: (calling: Calling) => Promise<T>): Promise<T[]> {
  const calls: Promise<T>[] = [];
  while (calls.length < options.count && !target.interrupt.aborted) {
    const wave = Array.from({ length: Math.min(options.concurrency, options.count - calls.length) }, () => awaited(target.call(options)));
    for (const call of wave) calls.push(call);
    if (calls.length < options.count) await nextWave(wave, options.intervalMs, target.interrupt);
  }
  return Promise.all(calls);
}

/** Send them all, and tell what they came to. */
async function invokeMany(plan: RegionPlan, target: CallTarget, options: InvokeOptions, output: Output): Promise<ExitCode> {
  const ended = await waves(target, options, (calling) => calling.ended);
  if (options.json) output.out(jsonOf(plan, target, ended));
  else await printTable(plan, target, ended, output);
  // Refusals are what one wants to see; only what was lost makes the command fail.
  return ended.some(({ record }) => lost.has(record.state)) ? 1 : 0;
}

/** Send them all, and leave as soon as each was accepted or refused. */
async function invokeDetached(target: CallTarget, options: InvokeOptions, output: Output): Promise<ExitCode> {
  const answers = await waves(target, options, (calling) => calling.answer);
  const refused = answers.flatMap((answer) => (answer.kind === 'error' ? [answer] : []));
  for (const answer of refused) printAnswer(answer, output);
  return refused.length > 0 ? 1 : 0;
}

const lost: ReadonlySet<EndState> = new Set(['FAILED', 'ABORTED', 'DEAD_LETTERED', 'EXPIRED']);

async function nextWave(wave: readonly Promise<unknown>[], intervalMs: number | undefined, interrupt: AbortSignal): Promise<void> {
  if (intervalMs === undefined) await Promise.all(wave);
  // An interrupt ends the pause early; the loop looks at the signal itself.
  else await setTimeout(intervalMs, undefined, { signal: interrupt }).catch(() => undefined);
}

function summaryOf(plan: RegionPlan, target: CallTarget, ended: readonly Ended[]): Summary {
  const { profile, seed } = target;
  const records = ended.map(({ record }) => record);
  const memoryMB = (key: string): number => plan.functions.find((fn) => fn.key === key)?.memoryMB ?? 0;
  return summarise({ profile, seed, records, peaks: target.levelsOf(records), memoryMB });
}

/** Summary and records; of a single call also what came of it. @source design.md §9 */
function jsonOf(plan: RegionPlan, target: CallTarget, ended: readonly Ended[]): string {
  const summary = JSON.stringify(summaryOf(plan, target, ended));
  const records = ended.map(({ record, result, error }) =>
    ended.length > 1 ? JSON.stringify(record) : objectText({ ...record, ...(error && { error }) }, { result: result?.toString() }),
  );
  return `{"summary":${summary},"records":[${records.join(',')}]}`;
}

async function printTable(plan: RegionPlan, target: CallTarget, ended: readonly Ended[], output: Output): Promise<void> {
  const { runTable } = await import('../report/runTable');
  const records = ended.map(({ record }) => record);
  output.out(runTable(output.lang, summaryOf(plan, target, ended), records, output.columns));
  const failures = new Map(
    ended.flatMap(({ error, record }) => (error && (record.state === 'FAILED' || record.state === 'DEAD_LETTERED') ? [[record.status, error]] : [])),
  );
  for (const error of failures.values()) output.err(JSON.stringify(error, null, 2));
}
