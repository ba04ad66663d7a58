import type { Step, StepWork, VersionRef } from '../deploy/plan';
import type { Lang } from '../messages';
import { sayDeployReport } from '../messages/deployReport';

/** Steps whose order decides whether requests meet instances that are ready. @source S16, S22, S23, S29 */
const ordered: ReadonlySet<StepWork['kind']> = new Set([
  'publish',
  'putReserved',
  'deleteReserved',
  'putProvisioned',
  'deleteProvisioned',
  'moveAlias',
]);

/** What happens to the versions, the alias and the quotas of one function, a line each, in the order in which it happens. */
export function orderLines(steps: readonly Step[], lang: Lang): string[] {
  return steps.filter(({ work }) => ordered.has(work.kind)).map(({ work }) => lineOf(work, steps, lang));
}

/** Whether instances that are in use are released before those that follow them are there: `--allow-gap`. */
export function hasGap(steps: readonly Step[]): boolean {
  const kinds = steps.map(({ work }) => work.kind);
  const taken = kinds.indexOf('awaitProvisioned');
  const released = kinds.indexOf('deleteProvisioned');
  return taken >= 0 && released >= 0 && released < taken;
}

function lineOf(work: StepWork, steps: readonly Step[], lang: Lang): string {
  switch (work.kind) {
    case 'publish':
      return sayDeployReport(lang, 'plan.publish');
    case 'putReserved':
      return sayDeployReport(lang, 'plan.putReserved', work);
    case 'deleteReserved':
      return sayDeployReport(lang, 'plan.deleteReserved', work);
    case 'putProvisioned': {
      const awaited = steps.some((step) => step.work.kind === 'awaitProvisioned' && isSame(step.work.of, work.of));
      return sayDeployReport(lang, 'plan.putProvisioned', { of: versionText(work.of, lang), instances: work.instances, awaited });
    }
    case 'deleteProvisioned':
      return sayDeployReport(lang, 'plan.deleteProvisioned', { of: versionText(work.of, lang) });
    case 'moveAlias':
      return sayDeployReport(lang, 'plan.moveAlias', { from: namedVersion(work.from, lang), to: versionText(work.to, lang) });
    default:
      return '';
  }
}

function isSame(one: VersionRef, other: VersionRef): boolean {
  return 'version' in one ? 'version' in other && one.version === other.version : 'publishedBy' in other && one.publishedBy === other.publishedBy;
}

function versionText(ref: VersionRef, lang: Lang): string {
  return 'version' in ref ? namedVersion(ref.version, lang) : sayDeployReport(lang, 'plan.newVersion');
}

/** `$LATEST` is its own name. */
function namedVersion(version: string, lang: Lang): string {
  return version.startsWith('$') ? version : sayDeployReport(lang, 'plan.version', { version });
}
