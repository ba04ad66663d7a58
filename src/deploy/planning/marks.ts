import { configurationHash, hashOfJson, imageOf } from '../fields';
import type { DesiredFunction, Provisioned } from '../state';

/** What every mark begins with. */
const prefix = 'serverless-scf';

/** Members that a version does not keep for itself, or that change nothing of how it runs. @source S140, PublishVersion has a description of its own */
const apart = ['Description', 'Tags'];

/**
 * What the description of a version says that was published with this code and configuration: versions cannot change, so it stays true.
 * @param contentHash  of the package; undefined for an image, which the configuration names
 * @source S140
 */
export function markOf({ configuration }: Pick<DesiredFunction, 'configuration'>, contentHash: string | undefined): string {
  const kept = Object.fromEntries(Object.entries(configuration).filter(([member]) => !apart.includes(member)));
  const code = contentHash ?? hashOfJson(imageOf(configuration) ?? null);
  return `${prefix} code=${code.slice(0, 16)} configuration=${configurationHash(kept).slice(0, 16)}`;
}

/**
 * What the description of `$DEFAULT` says: which version it was moved to last, what that is, and how it is provisioned. No action
 * of the API tells target tracking, so nothing else would know of it.
 * @param version  its number; `{version}` where a step fills it in
 * @source scf-api.md GetProvisionedConcurrencyConfig
 */
export function aliasMark(mark: string, provisioned: Provisioned, version = '{version}'): string {
  return `${beginning(version)} ${mark.slice(prefix.length + 1)} provisioned=${provisionedHash(provisioned)}`;
}

/** Of an alias that goes back to `$LATEST`. */
export const latestMark = `${prefix} version={version}`;

/** Whether an alias was put where it is by us, whatever it stands for. */
export function isOurs(description: string, version: string): boolean {
  return description === beginning(version) || description.startsWith(`${beginning(version)} `);
}

/** How the version behind an alias was provisioned, by its mark; undefined: it has none, or that of another version. */
export function markedProvisioning(description: string, version: string): string | undefined {
  return isOurs(description, version) ? / provisioned=([0-9a-f]{16})$/.exec(description)?.[1] : undefined;
}

export function provisionedHash({ instances, schedule, tracking }: Provisioned): string {
  const actions = schedule.map(({ name, cron, instances: number }) => ({ name, cron, instances: number }));
  return hashOfJson({ instances, actions, tracking: tracking ? { ...tracking } : null }).slice(0, 16);
}

function beginning(version: string): string {
  return `${prefix} version=${version}`;
}
