export type { BurstCause, Cause, Holder, QuotaCause } from './cause';
export { DEFAULT_ALIAS, LATEST, type InstanceId, type InvocationType, type RequestId } from './ids';
export { limits } from './limits';
export { claimOf, PUBLISHED, resolveQualifier, versionsOf, type FunctionLimits, type FunctionPlan, type RegionPlan } from './plan';
export { scf2021, type KeepAlive, type MemoryWatch, type Profile } from './profile';
export { allocate, chargedMB, elasticMB, instancesMax, type Allocation, type QuotaClaim } from './quota';
export type { Attempt, InvocationRecord } from './record';
export { endStateOf, statuses, type RunStatus, type Status } from './status';
