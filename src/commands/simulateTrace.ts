import { isAbsolute, relative } from 'node:path';
import { say, sayTraceFault, type Lang } from '../messages';
import type { RegionPlan } from '../scf';
import { openTrace, TraceFault, type TraceOptions } from '../trace';
import { UsageError } from './output';
import { refuseOptionsOfOthers, type SimulateOptions } from './simulateOptions';

/** How a trace is read for the functions of a plan. */
export function traceOptionsOf({ functions }: RegionPlan, { trace, seed }: SimulateOptions): TraceOptions {
  return { ...trace, functions: functions.map(({ key }) => key), seed };
}

/**
 * Whether a trace can be played on a plan, as far as its header tells.
 * @throws UsageError, TraceFault
 */
export async function checkTrace(plan: RegionPlan, options: SimulateOptions, lang: Lang): Promise<void> {
  if (plan.functions.length === 0) throw new UsageError(say(lang, 'simulate.noFunctions'));
  const { format } = await openTrace(options.trace.file, traceOptionsOf(plan, options));
  refuseOptionsOfOthers(format, options.trace.ofFormat, lang);
}

/** Whether something thrown is the fault of a trace, or of a file of records. */
export function isTraceFault(error: unknown): error is TraceFault {
  return error instanceof TraceFault;
}

/** A fault of a trace in words, with the file as seen from a folder that it is in. */
export function traceUsageError(fault: TraceFault, dir: string, lang: Lang): UsageError {
  const { code, params, line, column } = fault;
  const seen = relative(dir, fault.file) || '.';
  const file = seen.startsWith('..') || isAbsolute(seen) ? fault.file : seen;
  return new UsageError(sayTraceFault(lang, { code, params, file, line, column }), { cause: fault });
}
