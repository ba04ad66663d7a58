export { applyPlan, type ApplyDeps } from './applyPlan';
export { describeOutcome, describeStep, describeWaiting } from './describe';
export type { ApplyEvent } from './event';
export type { JournalStore } from './recorder';
export type { ApplyResult, StepResult } from './result';
