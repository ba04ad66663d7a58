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
  'awaitProvisioned',
  'moveAlias',
]);

/** What happens to the versions, the alias and the quotas of one function, a line each, in the order in which it happens. */
export function orderLines(steps: readonly Step[], lang: Lang): string[] {
  return steps.filter(({ work }) => ordered.has(work.kind)).flatMap(({ work }) => lineOf(work, steps, lang) ?? []);
}

/** Whether instances that traffic goes to are released before those that follow them are there: `--allow-gap`. */
export function hasGap(steps: readonly Step[]): boolean {
  const works = steps.map(({ work }) => work);
  const from = works.flatMap((work) => (work.kind === 'moveAlias' ? [work.from] : []));
  const taken = works.findIndex(({ kind }) => kind === 'awaitProvisioned');
  const released = works.findIndex((work) => work.kind === 'deleteProvisioned' && 'version' in work.of && from.includes(work.of.version));
  return taken >= 0 && released >= 0 && released < taken;
}

/** Undefined for what another line says already, and for what only notes something. */
function lineOf(work: StepWork, steps: readonly Step[], lang: Lang): string | undefined {
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
    case 'awaitProvisioned': {
      const said = steps.some((step) => step.work.kind === 'putProvisioned' && isSame(step.work.of, work.of));
      return said ? undefined : sayDeployReport(lang, 'plan.awaitProvisioned', { of: versionText(work.of, lang), instances: work.instances });
    }
    case 'deleteProvisioned':
      return sayDeployReport(lang, 'plan.deleteProvisioned', { of: versionText(work.of, lang) });
    case 'moveAlias':
      if ('version' in work.to && work.to.version === work.from) return undefined;
      return sayDeployReport(lang, 'plan.moveAlias', { from: namedVersion(work.from, lang), to: versionText(work.to, lang) });
    default:
      return undefined;
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
