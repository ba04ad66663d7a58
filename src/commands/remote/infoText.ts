import round from 'lodash/round';
import type { Lang } from '../../messages';
import { sayRemote } from '../../messages/remote';
import { printable } from '../../report/printable';
import { DEFAULT_ALIAS, instancesMax, type Allocation } from '../../scf';
import type { DeployedAlias, DeployedFunction, DeployedProvisioning, DeployedTrigger } from './infoRead';
import type { RemoteFunction, RemoteService } from './service';

/** What `info` shows. */
export interface Info {
  readonly service: RemoteService;
  /** Whom it was learnt from. */
  readonly host: string;
  readonly functions: readonly DeployedFunction[];
  /** Those that are not deployed. */
  readonly missing: readonly RemoteFunction[];
  readonly allocation: Allocation;
}

/** As many versions are shown, the latest first. */
const versionsShown = 5;

/** The service, each function with a line for each thing, and the quota of the account. */
export async function infoText({ service, host, functions, allocation }: Info, lang: Lang, columns?: number): Promise<string> {
  const title = sayRemote(lang, 'remote.info.title', { ...service, host });
  const blocks = functions.map((fn) => functionText(fn, lang));
  const quota = sayRemote(lang, 'remote.info.quota', { region: service.region });
  return [printable([title, ...blocks].join('\n\n')), `${quota}\n${await quotaText(allocation, lang, columns)}`].join('\n\n');
}

async function quotaText(allocation: Allocation, lang: Lang, columns: number | undefined): Promise<string> {
  if (allocation.shares.length === 0) return sayRemote(lang, 'remote.info.nothingTaken', { mb: allocation.accountMB });
  const { allocationTable } = await import('../../report/diagnostics');
  return allocationTable(allocation, lang, columns);
}

function functionText(fn: DeployedFunction, lang: Lang): string {
  const lines: (readonly [name: string, value: string | undefined])[] = [
    [sayRemote(lang, 'remote.info.status'), [fn.status, ...fn.reasons].join('; ')],
    [sayRemote(lang, 'remote.info.code'), codeText(fn, lang)],
    [sayRemote(lang, 'remote.info.runs'), [fn.runtime, fn.handler].filter((word) => word !== '').join(' ') || undefined],
    [sayRemote(lang, 'remote.info.limitsHead'), sayRemote(lang, 'remote.info.limits', fn)],
    [sayRemote(lang, 'remote.info.asyncRun'), fn.asyncRun ? sayRemote(lang, 'remote.info.asyncOn', fn) : undefined],
    [sayRemote(lang, 'remote.info.reserved'), reservedText(fn, lang)],
    ...fn.aliases.map((alias) => [alias.name, trafficText(alias, lang)] as const),
    ...fn.provisioned.map((one) => [sayRemote(lang, 'remote.info.provisioned', one), availableText(one, lang)] as const),
    ...versionLines(fn, lang),
    ...fn.triggers.map((trigger) => [sayRemote(lang, 'remote.info.trigger', trigger), triggerText(trigger, lang)] as const),
  ];
  const shown = lines.flatMap(([name, value]) => (value === undefined ? [] : [value === '' ? `  ${name}` : `  ${name}: ${value}`]));
  return [`${fn.key} (${fn.name})`, ...shown].join('\n');
}

function codeText({ codeSize, image, changedAt }: DeployedFunction, lang: Lang): string {
  return sayRemote(lang, 'remote.info.changed', { size: image ?? sizeText(codeSize), at: changedAt });
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${round(bytes / 1024, 1)} KB` : `${round(bytes / 1024 / 1024, 1)} MB`;
}

function reservedText({ reservedMB, memoryMB }: DeployedFunction, lang: Lang): string | undefined {
  if (reservedMB === null) return undefined;
  return sayRemote(lang, 'remote.info.reservedMB', { mb: reservedMB, instances: memoryMB > 0 ? instancesMax(reservedMB, memoryMB) : 0 });
}

/** Where calls go: the version, and what goes elsewhere. */
function trafficText({ version, weights, rules }: DeployedAlias, lang: Lang): string {
  const elsewhere = weights.map((one) => sayRemote(lang, 'remote.info.share', { version: one.version, percent: round(one.weight * 100, 2) }));
  return [version, ...elsewhere, ...rules.map((rule) => sayRemote(lang, 'remote.info.byRule', rule))].join(', ');
}

function availableText(one: DeployedProvisioning, lang: Lang): string {
  return sayRemote(lang, 'remote.info.available', one);
}

/** The latest, and those that calls go to. */
function versionLines({ versions, aliases }: DeployedFunction, lang: Lang): (readonly [string, string])[] {
  const traffic = aliases.find(({ name }) => name === DEFAULT_ALIAS)?.version;
  const latestFirst = versions.toSorted((a, b) => Number(b.version) - Number(a.version));
  const shown = latestFirst.filter(({ version }, index) => index < versionsShown || version === traffic);
  const lines = shown.map(({ version, publishedAt, status, description }) => {
    const words = [publishedAt, ...(status === 'Active' ? [] : [status]), ...(description === '' ? [] : [description])];
    return [sayRemote(lang, 'remote.info.version', { version }), words.join(' ')] as const;
  });
  const count = versions.length - shown.length;
  return count > 0 ? [...lines, [sayRemote(lang, 'remote.info.versionsMore', { count }), '']] : lines;
}

function triggerText({ qualifier, enabled, desc, addresses }: DeployedTrigger, lang: Lang): string {
  const what = addresses.length > 0 ? addresses : [desc];
  return [qualifier, ...(enabled ? [] : [sayRemote(lang, 'remote.info.off')]), ...what].join(' ');
}

/** Exactly `{ service, stage, region, namespace, host, functions, notDeployed, account }`. */
export function infoJson({ service: { service, stage, region, namespace }, host, functions, missing, allocation }: Info): string {
  return JSON.stringify({ service, stage, region, namespace, host, functions, notDeployed: missing, account: allocation }, undefined, 2);
}
