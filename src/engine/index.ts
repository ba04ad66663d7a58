export { scf2021, type Cause, type FunctionLimits, type Profile, type RequestId } from '../scf';
export { explain } from './admission';
export { createState } from './create';
export type { Effect, Emit, LimitKind, StopReason } from './effect';
export type { Input } from './input';
export type { State } from './state';
export { nextDeadlineMs, step } from './step';
