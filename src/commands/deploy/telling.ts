import type { ApplyResult, StepResult } from '../../deploy/applying';
import type { TargetJournal } from '../../deploy/journal';
import type { DeployPlan } from '../../deploy/plan';
import { sayDeploy } from '../../messages/deploy';
import type { Lang } from '../../messages';
import { withoutSecrets } from '../../report/deployPlanJson';
import { jsonText } from '../../report/jsonText';
import type { Output } from '../output';
import { errorJson } from '../remote/access';

/** A plan for people. */
export async function showPlan(plan: DeployPlan, { lang, colour, columns }: Output): Promise<string> {
  const { deployPlanText } = await import('../../report/deployPlan');
  return deployPlanText(plan, { lang, colour, columns });
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

/** What a person did not want, or nobody could be asked about. */
export function declinedJson(plan: DeployPlan): string {
  return jsonText({ plan: withoutSecrets(plan), result: null });
}

/**
 * That the last deploy of this service did not come to its end.
 * @param alone  whether no other deploy can be running; else it may only be that it has not ended yet
 */
export function tellUnfinished(journal: TargetJournal | undefined, alone: boolean, output: Output): void {
  const run = journal?.run;
  if (!run || run.outcome === 'done') return;
  const { outcome, startedAt } = run;
  const states = Object.values(run.steps);
  const done = states.filter(({ state }) => state === 'done').length;
  const how = outcome === 'running' && !alone ? 'runningOrCut' : outcome;
  output.err(sayDeploy(output.lang, 'deploy.unfinished', { outcome: how, startedAt, done, all: states.length }));
}
