export {
  scf2021,
  scf2025,
  type Cause,
  type Distribution,
  type Failure,
  type FunctionLimits,
  type InvocationRecord,
  type Model,
  type Profile,
  type QuotaClaim,
} from '../scf';
export type { FreeTier, Outcome, Refusals, Summary, Totals, TraceRow } from '../trace';
export { Simulation, type SimulatedFunctionPlan, type SimulationParts, type SimulationPlan } from './simulation';
