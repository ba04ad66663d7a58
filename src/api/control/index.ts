export type { QuotaShare, QuotaShares } from './allocation';
export { codeRoutes } from './codeRoutes';
export { partOwnNamesakes } from './namesakes';
export { ControlPlane, type ControlParts } from './plane';
export { openingPlan } from './returning';
export type { LoadOptions, LoadOutcome } from './loading';
