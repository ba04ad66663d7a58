import type { ServiceAccount } from './check';
import { diagnostic, type Diagnostic, type Path } from './diagnostic';

/**
 * Two services of one account and region that disagree on its quota.
 * @param other  how the other service is called
 * @source S5: the quota is one for each account and region
 */
export function quotaFaults(mine: ServiceAccount, theirs: ServiceAccount, other: string): Diagnostic[] {
  if (mine.quotaMB === theirs.quotaMB || !mine.quotaKnown || !theirs.quotaKnown) return [];
  return [diagnostic('SCF218', quotaPath(mine), { quotaOption: mine.quotaOption, mb: mine.quotaMB, other, otherMB: theirs.quotaMB })];
}

/** A quota that is not what the account really has. @source S10 */
export function liveQuotaFaults(mine: ServiceAccount, liveMB: number): Diagnostic[] {
  if (mine.quotaMB === liveMB || !mine.quotaKnown) return [];
  return [diagnostic('SCF219', quotaPath(mine), { quotaOption: mine.quotaOption, mb: mine.quotaMB, liveMB, region: mine.region })];
}

/**
 * A function that exists with the other mode of execution.
 * @param functions  of the service: key, name in the cloud, mode
 * @param live       mode of each function that exists, by its name
 * @source S76: the mode is fixed at creation
 */
export function modeFaults(
  functions: readonly { readonly key: string; readonly name: string; readonly asyncRun: boolean }[],
  live: ReadonlyMap<string, boolean>,
): Diagnostic[] {
  return functions.flatMap(({ key, name, asyncRun }) => {
    const exists = live.get(name);
    if (exists === undefined || exists === asyncRun) return [];
    return [diagnostic('SCF401', ['functions', key, 'asyncRunEnable'], { function: key, name, configured: asyncRun })];
  });
}

function quotaPath({ quotaOption }: ServiceAccount): Path {
  return quotaOption.split('.');
}
