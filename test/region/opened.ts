import { Region, type Call, type Invocation, type RegionParts } from '../../src/region';
import type { FunctionPlan, RequestId } from '../../src/scf';
import { regionPlan } from '../scf/plans';
import { ModelledRuntime, type Behaviour } from './modelledRuntime';

/** A moment of 2026, so that times of the region's clock cannot be mistaken for ms of the run. */
export const openedMs = 1_780_000_000_000;

type CallOptions = Partial<Omit<Call, 'function' | 'event'>> & { readonly event?: string };

export interface Opened {
  readonly region: Region;
  readonly runtime: ModelledRuntime;
  /** `<requestId>: <line>`, of all invocations. */
  readonly log: string[];
  readonly invoke: (key: string, options?: CallOptions) => Invocation;
  /** An asynchronous call. */
  readonly send: (key: string, options?: CallOptions) => Invocation;
}

type Options = Partial<Omit<RegionParts, 'plan' | 'clock' | 'runtime' | 'newRequestId'>> & {
  readonly functions: readonly FunctionPlan[];
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
  readonly overrides?: Parameters<typeof regionPlan>[1];
  readonly startMs?: number;
};

/** A region on virtual time whose handlers play scripts; requests are called `r1`, `r2` … */
export function open({ functions, behaviours = {}, overrides, random = () => 0, startMs = openedMs, observer, ...parts }: Options): Opened {
  const runtime = new ModelledRuntime(behaviours, startMs);
  const log: string[] = [];
  let named = 0;
  const region = new Region({
    plan: regionPlan(functions, overrides),
    clock: runtime.clock,
    runtime,
    random,
    newRequestId: () => `r${(named += 1)}` as RequestId,
    observer: { line: (text, _key, requestId) => log.push(`${requestId ?? '-'}: ${text}`), ...observer },
    ...parts,
  });
  const invoke: Opened['invoke'] = (key, { type = 'sync', event = '{}', ...rest } = {}) =>
    region.invoke({ function: key, event: Buffer.from(event), type, ...rest });
  return { region, runtime, log, invoke, send: (key, options) => invoke(key, { ...options, type: 'async' }) };
}
