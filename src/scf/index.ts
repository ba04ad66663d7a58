export { requestsPerSecond } from './apiRates';
export type { BurstCause, Cause, Holder, LimitKind, QuotaCause, RateCause } from './cause';
export { DEFAULT_ALIAS, LATEST, type InstanceId, type InvocationId, type InvocationType, type RequestId } from './ids';
export { figures, type FigureValue } from './figures';
export { limits } from './limits';
export type { Distribution, Failure, Model, Percentile } from './model';
export {
  claimOf,
  processes,
  PUBLISHED,
  resolveQualifier,
  versionsOf,
  type DeadLetter,
  type FunctionLimits,
  type FunctionPlan,
  type LocalInstances,
  type ProvisionAction,
  type RegionPlan,
  type TimerPlan,
  type Tracking,
} from './plan';
export {
  profiles,
  scf2021,
  scf2025,
  type AsyncDequeue,
  type AsyncEventState,
  type AsyncRunProfile,
  type BurstWindow,
  type MemoryWatch,
  type Profile,
  type ProfileName,
  type Range,
} from './profile';
export { regions } from './regions';
export {
  allocate,
  chargedMB,
  elasticMB,
  instancesMax,
  provisionedFault,
  reservedFault,
  totalFault,
  type Account,
  type Allocation,
  type QuotaClaim,
  type QuotaFault,
} from './quota';
export type { Attempt, InvocationRecord } from './record';
export { endStateOf, statuses, statusRow, type EndState, type RunStatus, type Status, type StatusClass } from './status';
export { isVariableName, ownPrefixOf } from './variables';
