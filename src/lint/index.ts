export { baselineText, readBaseline, withBaseline, type Baseline, type BaselineProblem, type CheckedService } from './baseline';
export { applied, patchOf, type Edit } from './edit';
export type { Finding, Suppression } from './finding';
export { findingsOf } from './fingerprint';
export { fixesOf } from './fixes';
export { suppress } from './suppress';
