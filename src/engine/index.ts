import type { Instance as InstanceState, Invocation as InvocationState } from './state';
export {
  scf2021,
  scf2025,
  type Cause,
  type FunctionLimits,
  type InstanceId,
  type InvocationId,
  type LimitKind,
  type Profile,
  type RequestId,
} from '../scf';
export { explain, lackOf } from './admission';
export type { Change, ChangeFault } from './change';
export { createState } from './create';
export type { Finished, Input, Invoked, Restored } from './input';
export { provisioningOf, type ProvisioningLevel } from './provision';
export { Sink, type EndReason, type StopReason, type TerminateOutcome } from './sink';
export type { Alias, FunctionStatus, RoutingKey, State } from './state';
export { boundMs, nextDeadlineMs, step } from './step';

/** An instance, as sinks see it: to be read only. */
export type Instance = InstanceState;
/** An invocation on its way, as sinks see it: to be read only, and not to be kept after its end. */
export type Invocation = InvocationState;
