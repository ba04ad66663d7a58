import { randomUUID } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { RealClock } from '../clock';
import { say } from '../messages';
import { Region, type RegionObserver } from '../region';
import { ProcessRuntime } from '../runtime';
import { DEFAULT_ALIAS, PUBLISHED, resolveQualifier, type FunctionPlan, type RegionPlan, type RequestId } from '../scf';
import type { CallTarget } from './callTarget';
import type { InvokeOptions } from './invokeOptions';
import type { Machine } from './machine';
import type { Output } from './output';

/** What a region of one's own is opened for. */
export interface OwnRegion {
  readonly plan: RegionPlan;
  /** The function that is called. */
  readonly fn: FunctionPlan;
  readonly options: InvokeOptions;
  /** What is told while calls go on. */
  readonly notes: RegionObserver;
}

/** Opens a region that lives as long as the command; resolves when its provisioned instances are ready. @source S130 */
export async function openOwnRegion({ plan, fn, options, notes }: OwnRegion, output: Output, machine: Machine): Promise<CallTarget> {
  const reachable = reachableFor(fn, options);
  // With target tracking there are at least its minimum. @source S136
  const provisioned = Math.min(fn.tracking?.min ?? fn.provisionedInstances, reachable);
  const interrupt = new AbortController();
  // What was interrupted is not begun anew.
  const closeWhenIdle = (): void => {
    if (interrupt.signal.aborted) setImmediate(() => void (region.levels().busyMB === 0 && region.close()));
  };
  const region = new Region({
    plan: withOptions(plan, fn, options),
    clock: new RealClock(),
    runtime: new ProcessRuntime({ lang: output.lang, host: machine.env, local: plan.local, codeDir: plan.codeDir }),
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
  if (provisioned > 0) output.err(say(output.lang, 'invoke.warming', { instances: provisioned }));
  await region.warm;
  return {
    profile: plan.profile.name,
    seed: options.seed,
    interrupt: interrupt.signal,
    // Ctrl-C ends what runs, and with it the calls.
    left: new Promise(() => undefined),
    call: ({ function: key, event, type, qualifier }) => region.invoke({ function: key, event, type, ...(qualifier !== undefined && { qualifier }) }),
    levelsOf: () => (key) => region.levels(key),
    close: async () => {
      stopListening();
      await region.close();
    },
  };
}

/** The first Ctrl-C asks running handlers to end; a second one, or a first with nothing running, ends everything. @source S84 */
function interruptRegion(region: Region, interrupt: AbortController, output: Output): void {
  const asked = interrupt.signal.aborted ? 0 : region.signal();
  interrupt.abort();
  if (asked > 0) output.err(say(output.lang, 'invoke.interrupted'));
  else void region.close();
}

function withOptions(plan: RegionPlan, fn: FunctionPlan, { environment, retry }: InvokeOptions): RegionPlan {
  const changed = { ...fn, environment: { ...fn.environment, ...environment }, ...(!retry && { retryNum: 0 }) };
  return { ...plan, functions: plan.functions.map((each) => (each === fn ? changed : each)) };
}

/** How many provisioned instances the calls can reach: those of the version they go to, and no more than are made at once. @source S21 */
function reachableFor(fn: FunctionPlan, { qualifier, count, concurrency }: InvokeOptions): number {
  return resolveQualifier(fn, qualifier ?? DEFAULT_ALIAS) === PUBLISHED ? Math.min(count, concurrency) : 0;
}

function seeded(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}
