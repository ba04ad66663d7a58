import type { Step } from '../plan';

/** What came of one step. */
export interface StepResult {
  readonly id: string;
  readonly step: Step;
  /** `underWay`: begun, and nobody waited for its end; `open`: not begun. */
  readonly state: 'done' | 'failed' | 'underWay' | 'open';
  /** What it made: of `publish` the version. */
  readonly made?: string;
  /** Of a step that failed: a CloudError, a CloudFault or a DeployFault. */
  readonly error?: unknown;
}

/** What came of a plan. */
export interface ApplyResult {
  /** `interrupted` when it was, even if a step had failed before. */
  readonly outcome: 'done' | 'failed' | 'interrupted';
  /** In the order of the plan. */
  readonly steps: readonly StepResult[];
  /** Why the journal could not be kept, as the system says; undefined: it was. */
  readonly unwritten: string | undefined;
}
