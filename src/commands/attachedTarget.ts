import { createHash } from 'node:crypto';
import { say, type Lang } from '../messages';
import type { LiveAddress } from '../offline/address';
import { AttachedRegion } from '../offline/attached';
import { RegionRefusal } from '../offline/ndjson';
import type { RegionObserver } from '../region';
import type { FunctionPlan, RegionPlan } from '../scf';
import type { CallTarget } from './callTarget';
import type { InvokeOptions } from './invokeOptions';
import type { Machine } from './machine';
import type { Output } from './output';
import { levelsOfRecords } from './recordLevels';

/** What tells whether two plans are the same, wherever their code lies. */
export function digestOf({ codeDir: _, ...plan }: RegionPlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('base64url');
}

/** Why a running region cannot do what is asked for; empty: it can. */
export function obstacles(plan: RegionPlan, { ownRegion = [], otherPlan = false }: InvokeOptions, address: LiveAddress, lang: Lang): string[] {
  const reasons = ownRegion.map((option) => `--${option}`);
  if (plan.stage !== address.stage) reasons.push(say(lang, 'attach.stage', { ours: plan.stage, theirs: address.stage }));
  if (plan.region !== address.region) reasons.push(say(lang, 'attach.region', { ours: plan.region, theirs: address.region }));
  if (otherPlan && digestOf(plan) !== address.digest) reasons.push(say(lang, 'attach.configuration'));
  return reasons;
}

/** Makes the calls of a command in a region that runs. Ctrl-C leaves; what was called goes on there. */
export function attachedTarget(
  { plan, fn, notes }: { readonly plan: RegionPlan; readonly fn: FunctionPlan; readonly notes: RegionObserver },
  address: LiveAddress,
  output: Output,
  machine: Machine,
): CallTarget {
  const region = new AttachedRegion(address, notes, output.lang);
  const interrupt = new AbortController();
  const left = new Promise<void>((resolve) => interrupt.signal.addEventListener('abort', () => resolve(), { once: true }));
  let calls: InvokeOptions | undefined;
  const stopListening = machine.onInterrupt(() => {
    if (interrupt.signal.aborted) return;
    if (calls) tellLeft(region.underWay, calls.type === 'async' || fn.asyncRun, output);
    interrupt.abort();
    region.close();
  });
  return {
    profile: address.profile,
    seed: address.seed,
    interrupt: interrupt.signal,
    left,
    call: (options) => {
      calls = options;
      const { function: key, event, type, qualifier } = options;
      return region.invoke({ function: key, event, type, ...(qualifier !== undefined && { qualifier }) });
    },
    levelsOf: (records) => levelsOfRecords(records, (key) => plan.functions.find((each) => each.key === key)?.memoryMB ?? 0),
    close: () => {
      stopListening();
      region.close();
      return Promise.resolve();
    },
  };
}

function tellLeft(underWay: readonly string[], isEvent: boolean, output: Output): void {
  const { lang } = output;
  const [requestId] = underWay;
  if (requestId === undefined) return;
  if (underWay.length > 1) output.err(say(lang, 'attach.leftMany', { count: underWay.length }));
  else output.err(say(lang, isEvent ? 'attach.leftAsync' : 'attach.leftSync', { requestId }));
}

/** One line for a region that has gone away, or that takes no call from us. */
export function sayGone(lang: Lang, { origin }: LiveAddress, error: unknown): string {
  if (error instanceof RegionRefusal) return say(lang, 'attach.refused', { why: error.message });
  return say(lang, 'attach.broken', { origin, why: error instanceof Error ? error.message : String(error) });
}
