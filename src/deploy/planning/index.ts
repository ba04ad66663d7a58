export type { FunctionFacts, LiveService } from './facts';
export { aliasMark, markOf } from './marks';
export { planDeploy, type PlanRequest } from './plan';
export { instancesAtOnce, provisionedParams } from './provisioning';
export { removal } from './removal';
export { assertSamePlan, planDifference, samePlan } from './samePlan';
export type { Swap } from './swap';
