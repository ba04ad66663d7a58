import type { Place, TraceFaultCode, TraceFaultParams } from '../trace';
import type { Progress, SimulationJob, SimulationResult } from './simulationRun';

/** What a thread that simulates is told. */
export type ToThread = { readonly kind: 'run'; readonly job: SimulationJob } | { readonly kind: 'interrupt' };

/** What it says. */
export type FromThread =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'result'; readonly result: SimulationResult }
  | { readonly kind: 'fault'; readonly fault: PlainFault };

/** A TraceFault without its class, which does not cross threads. */
export interface PlainFault extends Place {
  readonly code: TraceFaultCode;
  readonly params: TraceFaultParams[TraceFaultCode];
}
