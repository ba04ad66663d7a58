export { scf2021, scf2025, type Cause, type FunctionLimits, type LimitKind, type Profile, type RequestId } from '../scf';
export { explain } from './admission';
export type { Change, ChangeFault } from './change';
export { createState } from './create';
export type { Finished, Input, Invoked } from './input';
export { provisioningOf, type ProvisioningLevel } from './provision';
export { Sink, type EndReason, type StopReason, type TerminateOutcome } from './sink';
export type { Alias, FunctionStatus, Instance, Invocation, RoutingKey, State } from './state';
export { boundMs, nextDeadlineMs, step } from './step';
