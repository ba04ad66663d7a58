import { resolve } from 'node:path';
import { sayDeploy } from '../../messages/deploy';
import type { Lang } from '../../messages';
import { sayRemote } from '../../messages/remote';
import { UsageError } from '../output';

/** The options of a deploy as they stand on a command line. */
export interface RawDeployOptions {
  /** Only this one, by its key. */
  readonly function?: string | undefined;
  readonly package?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly out?: string | undefined;
  readonly plan?: string | undefined;
  readonly replace?: readonly string[] | undefined;
  readonly prune?: boolean | undefined;
  readonly 'allow-gap'?: boolean | undefined;
  readonly force?: boolean | undefined;
  /** `deploy function --update-config`: no code. */
  readonly 'update-config'?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** What to deploy, and how. */
export interface DeployOptions {
  /** Key of the only function that is meant; undefined: all. */
  readonly only: string | undefined;
  /** Folder of archives, as it was named; undefined: where the framework puts them. */
  readonly packageDir: string | undefined;
  /** Shows the plan and does nothing. */
  readonly dryRun: boolean;
  /** File for the plan; absolute. */
  readonly out: string | undefined;
  /** File of the plan to carry out; absolute. */
  readonly plan: string | undefined;
  /** Keys of functions that may be deleted and created anew. @source S76 */
  readonly replace: readonly string[];
  readonly prune: boolean;
  readonly allowGap: boolean;
  /** Uploads code even where it is the same. */
  readonly force: boolean;
  /** Leaves code as it is. */
  readonly configurationOnly: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/**
 * What a command line asks for, checked.
 * @param dir   folder that files are relative to; absolute
 * @param keys  of the service's functions
 * @throws UsageError on the first option that is wrong
 */
export function readDeployOptions(raw: RawDeployOptions, dir: string, keys: readonly string[], lang: Lang): DeployOptions {
  const { function: only, package: packageDir, out, plan } = raw;
  const replace = (raw.replace ?? []).flatMap((each) => each.split(',')).map((key) => key.trim());
  for (const name of [...(only === undefined ? [] : [only]), ...replace]) {
    if (!keys.includes(name)) throw new UsageError(sayRemote(lang, 'remote.noFunction', { name, known: keys }));
  }
  if (plan !== undefined) refuseBesidePlan(raw, lang);
  if (raw.force && raw['update-config']) throw new UsageError(sayDeploy(lang, 'deploy.notBoth', { option: 'force', other: 'update-config' }));
  if (only !== undefined && raw.prune) throw new UsageError(sayDeploy(lang, 'deploy.notBoth', { option: 'function', other: 'prune' }));
  const absolute = (file: string | undefined): string | undefined => (file === undefined ? undefined : resolve(dir, file));
  return {
    only,
    packageDir,
    dryRun: raw['dry-run'] ?? false,
    out: absolute(out),
    plan: absolute(plan),
    replace,
    prune: raw.prune ?? false,
    allowGap: raw['allow-gap'] ?? false,
    force: raw.force ?? false,
    configurationOnly: raw['update-config'] ?? false,
    yes: raw.yes ?? false,
    json: raw.json ?? false,
  };
}

/** A plan is carried out as it was made; what would make it another is refused. */
function refuseBesidePlan(raw: RawDeployOptions, lang: Lang): void {
  if (raw['dry-run']) throw new UsageError(sayDeploy(lang, 'deploy.notBoth', { option: 'plan', other: 'dry-run' }));
  if (raw.out !== undefined) throw new UsageError(sayDeploy(lang, 'deploy.notBoth', { option: 'plan', other: 'out' }));
  const { function: only, replace, prune, force } = raw;
  const deciding = { function: only, replace, prune, 'allow-gap': raw['allow-gap'], force, 'update-config': raw['update-config'] };
  const options = Object.entries(deciding).flatMap(([option, value]) => (value === undefined || value === false ? [] : [`--${option}`]));
  if (options.length > 0) throw new UsageError(sayDeploy(lang, 'deploy.planDecides', { options }));
}
