import { Region, type Call, type Invocation, type RegionObserver } from '../../src/region';
import type { FunctionPlan, InvocationType, RequestId } from '../../src/scf';
import { regionPlan } from '../scf/plans';
import { ModelledRuntime, type Behaviour } from './modelledRuntime';

/** A moment of 2026, so that times of the region's clock cannot be mistaken for ms of the run. */
const openedMs = 1_780_000_000_000;

export interface Opened {
  readonly region: Region;
  readonly runtime: ModelledRuntime;
  /** `<requestId>: <line>`, of all invocations. */
  readonly log: string[];
  readonly invoke: (key: string, options?: { type?: InvocationType; event?: string; qualifier?: string }) => Invocation;
}

interface Options {
  readonly functions: readonly FunctionPlan[];
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
  readonly overrides?: Parameters<typeof regionPlan>[1];
  readonly random?: () => number;
  readonly observer?: RegionObserver;
  readonly provisionedMax?: (functionKey: string) => number;
}

/** A region on virtual time whose handlers play scripts; requests are called `r1`, `r2` … */
export function open({ functions, behaviours = {}, overrides, random = () => 0, observer, provisionedMax }: Options): Opened {
  const runtime = new ModelledRuntime(behaviours, openedMs);
  const log: string[] = [];
  let named = 0;
  const region = new Region({
    plan: regionPlan(functions, overrides),
    clock: runtime.clock,
    runtime,
    random,
    newRequestId: () => `r${(named += 1)}` as RequestId,
    observer: { line: (text, _key, requestId) => log.push(`${requestId ?? '-'}: ${text}`), ...observer },
    ...(provisionedMax && { provisionedMax }),
  });
  const invoke: Opened['invoke'] = (key, { type = 'sync', event = '{}', qualifier } = {}) => {
    const call: Call = { function: key, event: Buffer.from(event), type };
    return region.invoke(qualifier === undefined ? call : { ...call, qualifier });
  };
  return { region, runtime, log, invoke };
}
