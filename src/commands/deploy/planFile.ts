import { open, readFile, stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { DeployFault } from '../../deploy/fault';
import { targetKey, type Target } from '../../deploy/journal';
import type { DeployPlan } from '../../deploy/plan';
import { sayDeploy } from '../../messages/deploy';
import type { Lang } from '../../messages';
import { withoutSecrets } from '../../report/deployPlanJson';
import { jsonText } from '../../report/jsonText';
import { UsageError } from '../output';
import type { DeployOptions } from './options';

/** What a plan was asked for with: the same again makes the same plan. */
export type Asked = Pick<DeployOptions, 'only' | 'replace' | 'prune' | 'allowGap' | 'force' | 'configurationOnly'>;

/** A plan in a file: the plan itself, and what it was asked for with. */
export interface SavedPlan extends DeployPlan {
  readonly asked: Asked;
}

export function askedOf({ only, replace, prune, allowGap, force, configurationOnly }: DeployOptions): Asked {
  return { only, replace, prune, allowGap, force, configurationOnly };
}

/**
 * Only its user may read the file, also where it was there before: it tells how a service is made.
 * @throws UsageError when it cannot be written, or holds something other than a plan
 */
export async function writePlan(file: string, plan: DeployPlan, asked: Asked, lang: Lang): Promise<void> {
  const saved: SavedPlan = { ...withoutSecrets(plan), asked };
  if (await holdsOther(file)) throw new UsageError(sayDeploy(lang, 'deploy.otherFile', { file }));
  try {
    await writeForUser(file, `${jsonText(saved)}\n`);
  } catch (error) {
    throw new UsageError(sayDeploy(lang, 'deploy.unwritable', { file, why: codeOf(error) }), { cause: error });
  }
}

/** Whether there is anything in it that no version of a plan is: a mistyped name must not cost its user `serverless.yml`. */
async function holdsOther(file: string): Promise<boolean> {
  const regular = await stat(file).then(
    (stats) => stats.isFile() && stats.size > 0,
    () => false,
  );
  if (!regular) return false;
  const held = parsed(await readFile(file, 'utf8').catch(() => ''));
  return typeof held !== 'object' || held === null || !('fingerprint' in held && 'steps' in held);
}

/** The mode that a file is opened with counts only where it is made; a device keeps its own. */
async function writeForUser(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    if ((await handle.stat()).isFile()) await handle.chmod(0o600);
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

/** @throws UsageError when there is no plan of this version in it */
export async function readPlan(file: string, lang: Lang): Promise<SavedPlan> {
  const saved = parsed(await textOf(file, lang));
  if (!isSaved(saved)) throw new UsageError(sayDeploy(lang, 'deploy.badPlanFile', { file }));
  return saved;
}

/** @throws UsageError when a plan was made for another service, stage, region or endpoint */
export function assertTarget(saved: SavedPlan, asked: Target, file: string, lang: Lang): void {
  if (targetKey(saved) === targetKey(asked)) return;
  throw new UsageError(sayDeploy(lang, 'deploy.planOfOther', { file, made: targetKey(saved), asked: targetKey(asked) }));
}

/**
 * That what is planned now is what the file says.
 * @throws DeployFault `worldMoved` when it no longer holds
 */
export async function assertSaved(saved: SavedPlan, fresh: DeployPlan): Promise<void> {
  if (saved.fingerprint === fresh.fingerprint) return;
  const { assertSamePlan, planDifference } = await import('../../deploy/planning');
  // Both as they are shown: the file holds no secrets that could be compared.
  const { asked, ...plan } = saved;
  const shown = withoutSecrets(fresh);
  // What differs is seen in neither of them.
  if (!isDeepStrictEqual(planDifference(plan, shown), ['functions'])) assertSamePlan(plan, shown);
  throw new DeployFault('worldMoved', (said) => sayDeploy(said, 'deploy.movedUnseen'));
}

async function textOf(file: string, lang: Lang): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(sayDeploy(lang, 'deploy.noPlanFile', { file, why: codeOf(error) }), { cause: error });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Members that we look at; the rest is compared by the fingerprint. */
function isSaved(value: unknown): value is SavedPlan {
  if (typeof value !== 'object' || value === null) return false;
  const { formatVersion, fingerprint, functions, steps, asked, host, region, namespace, service, stage } = value as Record<string, unknown>;
  const named = [fingerprint, host, region, namespace, service, stage].every((word) => typeof word === 'string');
  if (formatVersion !== 1 || !named || !isListOf(functions, 'fields') || !Array.isArray(steps)) return false;
  return typeof asked === 'object' && asked !== null && Array.isArray((asked as { readonly replace?: unknown }).replace);
}

/** A list of objects, each of which has a list of that name. */
function isListOf(value: unknown, member: string): boolean {
  const has = (each: unknown): boolean =>
    typeof each === 'object' && each !== null && Array.isArray((each as Readonly<Record<string, unknown>>)[member]);
  return Array.isArray(value) && value.every(has);
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
