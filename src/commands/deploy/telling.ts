import { CloudError, CloudFault, sayCloudFailure } from '../../cloud';
import type { ApplyResult, StepResult } from '../../deploy/applying';
import { DeployFault } from '../../deploy/fault';
import type { TargetJournal } from '../../deploy/journal';
import type { DeployPlan } from '../../deploy/plan';
import { sayDeploy } from '../../messages/deploy';
import type { Lang } from '../../messages';
import { withoutSecrets } from '../../report/deployPlanJson';
import { jsonText } from '../../report/jsonText';
import type { Output } from '../output';

/** A plan for people. */
export async function showPlan(plan: DeployPlan, { lang, colour }: Output): Promise<string> {
  const { deployPlanText } = await import('../../report/deployPlan');
  return deployPlanText(plan, { lang, colour });
}

/** A plan for programs: itself, without secrets. */
export function planJson(plan: DeployPlan): string {
  return jsonText(withoutSecrets(plan));
}

/** A deploy for programs: exactly `{ plan, result }`. */
export function resultJson(plan: DeployPlan, outcome: ApplyResult['outcome'], steps: readonly StepResult[], lang: Lang): string {
  const result = {
    outcome,
    steps: steps.map(({ id, state, made, error }) => ({ id, state, made, ...(error !== undefined && { error: errorJson(error, lang) }) })),
  };
  return jsonText({ plan: withoutSecrets(plan), result });
}

/** A deploy that a person did not want. */
export function declinedJson(plan: DeployPlan): string {
  return jsonText({ plan: withoutSecrets(plan), result: null });
}

/** A failure before anything was done, for programs: exactly `{ error }`. */
export function failureJson(error: unknown, lang: Lang): string {
  return jsonText({ error: errorJson(error, lang) });
}

function errorJson(error: unknown, lang: Lang): { readonly code: string; readonly message: string } {
  if (error instanceof DeployFault) return { code: error.code, message: error.say(lang) };
  const code = error instanceof CloudError || error instanceof CloudFault ? error.code : 'failed';
  return { code, message: sayCloudFailure(lang, error) ?? (error instanceof Error ? error.message : String(error)) };
}

/** That the last deploy of this service did not come to its end. */
export function tellUnfinished(journal: TargetJournal | undefined, output: Output): void {
  const run = journal?.run;
  if (!run || run.outcome === 'done') return;
  const { outcome, startedAt } = run;
  const states = Object.values(run.steps);
  const done = states.filter(({ state }) => state === 'done').length;
  output.err(sayDeploy(output.lang, 'deploy.unfinished', { outcome, startedAt, done, all: states.length }));
}
