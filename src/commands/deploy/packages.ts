import { artifactOf, checkHandler, packageNotices, packagesOf, type CodeUploads, type Package } from '../../deploy/code';
import { DeployFault } from '../../deploy/fault';
import { imageOf } from '../../deploy/fields';
import type { DeployPlan, Step, StepParams } from '../../deploy/plan';
import type { DesiredFunction, PackageFacts } from '../../deploy/state';
import { sayDeploy } from '../../messages/deploy';
import type { Output } from '../output';
import type { DeployOptions } from './options';
import type { Deployable } from './service';

/** Packages of functions, by their keys. */
export type Packages = ReadonlyMap<string, Package>;

/**
 * The packages of the functions that are deployed: read, and looked at for what must be in them and what must not.
 * @throws DeployFault when one is missing, broken or too large, or lacks what starts its function
 */
export async function readPackages(
  { configuration, dir, plan }: Deployable,
  functions: readonly DesiredFunction[],
  options: Pick<DeployOptions, 'packageDir' | 'configurationOnly'>,
  uploads: CodeUploads,
  output: Output,
): Promise<Packages> {
  if (options.configurationOnly) return new Map();
  const paths = new Map<string, string>();
  for (const { key, code } of functions) {
    if (code === 'package') paths.set(key, await artifactOf(configuration, key, { dir, packageDir: options.packageDir }));
  }
  const packages = await packagesOf(paths);
  const told = new Set<string>();
  for (const [key, pack] of packages) {
    const fn = plan.functions.find((each) => each.key === key);
    if (fn) checkHandler(pack, fn);
    await uploads.check(pack);
    // One archive of all functions is told about once.
    if (told.has(pack.path)) continue;
    told.add(pack.path);
    for (const notice of packageNotices(pack, key)) output.err(notice.say(output.lang));
  }
  return packages;
}

/** What the planner needs to know of them. */
export function factsOf(packages: Packages): Map<string, PackageFacts> {
  return new Map([...packages].map(([key, { facts }]) => [key, facts]));
}

/** Code of a step as the API takes it: uploaded when it is asked for. */
export function codeOfSteps(plan: DeployPlan, packages: Packages, functions: readonly DesiredFunction[], uploads: CodeUploads) {
  return async (step: Step): Promise<StepParams> => {
    const key = plan.functions.find(({ name }) => name === step.function)?.key ?? '';
    const desired = functions.find((each) => each.key === key);
    const image = desired?.code === 'image' ? imageOf(desired.configuration) : undefined;
    if (image !== undefined) return { ImageConfig: image };
    const pack = packages.get(key);
    if (!pack) throw new DeployFault('codeNeeded', (lang) => sayDeploy(lang, 'deploy.codeNeeded', { function: key }));
    return uploads.codeParams(pack);
  };
}

/** Functions whose steps bring code that nobody has read: `--update-config` cannot help there. */
export function assertCode({ steps, functions }: DeployPlan, packages: Packages): void {
  for (const { work, function: name } of steps) {
    const key = functions.find((change) => change.name === name)?.key ?? name;
    if (!('code' in work) || work.code.kind !== 'package' || packages.has(key)) continue;
    throw new DeployFault('codeNeeded', (lang) => sayDeploy(lang, 'deploy.codeNeeded', { function: key }));
  }
}
