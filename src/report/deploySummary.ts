import { createColors } from 'picocolors';
import type { ApplyResult } from '../deploy/applying';
import type { DeployPlan, FunctionChange } from '../deploy/plan';
import type { Lang } from '../messages';
import { sayDeploy } from '../messages/deploy';
import type { PlanView } from './deployPlan';
import { printable } from './printable';

/** Milliseconds of a second. */
const second = 1000;

/**
 * What a deploy that went through has made: each function with what became of it, its new version, and where it is reached.
 * @param tookMs     from the first step to the last
 * @param addresses  of triggers, by the names of functions in the cloud
 */
export function deploySummary(
  plan: DeployPlan,
  result: ApplyResult,
  tookMs: number,
  addresses: ReadonlyMap<string, readonly string[]>,
  { lang, colour }: PlanView,
): string {
  const { green } = createColors(colour);
  const head = sayDeploy(lang, 'deploy.done', { seconds: (tookMs / second).toFixed(1), steps: result.steps.length });
  const lines = plan.functions
    .filter(({ kind }) => kind !== 'same')
    .flatMap((change) => [outcomeLine(change, result, lang), ...(addresses.get(change.name) ?? []).map((url) => `    ${printable(url)}`)]);
  return [green(head), ...lines].join('\n');
}

function outcomeLine({ key, name, kind }: FunctionChange, { steps }: ApplyResult, lang: Lang): string {
  const shown = printable(key ?? name);
  const own = steps.filter(({ step }) => step.function === name);
  const version = own.find(({ step }) => step.work.kind === 'publish')?.made;
  const traffic = own.some(({ step }) => step.work.kind === 'moveAlias');
  if (version !== undefined) return sayDeploy(lang, 'deploy.version', { function: shown, version: printable(version), traffic });
  switch (kind) {
    case 'create':
      return sayDeploy(lang, 'deploy.created', { function: shown, name: printable(name) });
    case 'replace':
      return sayDeploy(lang, 'deploy.replaced', { function: shown });
    case 'delete':
      return sayDeploy(lang, 'deploy.deleted', { function: shown });
    default:
      return sayDeploy(lang, 'deploy.updated', { function: shown });
  }
}
