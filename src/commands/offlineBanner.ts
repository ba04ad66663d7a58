import type { QuotaShare, QuotaShares } from '../api/control';
import { say, type Lang } from '../messages';
import { padded, widthOf } from '../report/width';
import type { Recovered } from '../region';
import { unsupportedRuntime } from '../runtime';
import { instancesMax, type FunctionPlan, type RegionPlan } from '../scf';
import type { OfflineOptions } from './offlineOptions';
import { timerTexts } from './offlineTimers';

/** What is told of a service when it begins to be served. */
export interface Opening {
  readonly plan: RegionPlan;
  /** How the region's quotas are divided, with what the API gave to functions before. */
  readonly shares: QuotaShares;
  readonly options: OfflineOptions;
  readonly origin: string;
  /** Of the region. */
  readonly profile: string;
  readonly seed: number;
  /** The service whose region was joined, and the options of this one that do not count there. */
  readonly joined: { readonly service: string; readonly unheeded: readonly string[] } | undefined;
  /** Where events are kept; undefined: in memory. */
  readonly file: string | undefined;
  readonly recovered: Recovered;
  /** Whether single keys do something. */
  readonly keys: boolean;
}

/** What `offline` says at its start: where, by which figures, what is kept, and how to get at it. */
export function banner(opening: Opening, lang: Lang): string {
  const { plan, shares, origin, joined } = opening;
  const { service, stage, region } = plan;
  const head =
    joined === undefined
      ? say(lang, 'offline.at', { service, stage, region, origin })
      : say(lang, 'offline.joined', { service, stage, other: joined.service, origin });
  const rows = [...regionRows(opening, shares, lang), ...plan.functions.map((fn) => functionRow(fn, shares, lang)), ...usageRows(opening, lang)];
  const width = Math.max(...rows.map(([label]) => widthOf(label)));
  return [head, ...rows.map(([label, text]) => `  ${padded(label, width)}  ${text}`)].join('\n');
}

type Row = readonly [label: string, text: string];

function regionRows({ options, profile, seed, joined }: Opening, { accountMB, poolMB }: QuotaShares, lang: Lang): Row[] {
  const profileRow: Row = [say(lang, 'offline.label.profile'), say(lang, 'offline.profile', { profile, seed })];
  if (joined?.unheeded.length === 0) return [profileRow];
  if (joined) return [profileRow, ['', say(lang, 'offline.unheeded', { options: joined.unheeded, other: joined.service })]];
  const rates = options.rateLimits ? say(lang, 'offline.rateLimits') : '';
  return [
    profileRow,
    [say(lang, 'offline.label.quota'), say(lang, 'offline.quota', { accountMB, poolMB })],
    [say(lang, 'offline.label.signature'), signatureText(options, lang) + rates],
  ];
}

function signatureText({ signature, credentials }: OfflineOptions, lang: Lang): string {
  switch (signature) {
    case 'off':
      return say(lang, 'offline.signatureOff');
    case 'parse':
      return say(lang, 'offline.signatureParse');
    case 'verify':
      return say(lang, 'offline.signatureVerify', { secretId: credentials[0]?.secretId ?? '' });
  }
}

/** What a function may use, with the arithmetic: MB = instances × MB. @source S3, S14, S18, S21 */
function functionRow(fn: FunctionPlan, { poolMB, functions }: QuotaShares, lang: Lang): Row {
  const share = functions.get(fn.key);
  if (!share) return [fn.key, say(lang, 'offline.notAdded')];
  const provisioned = share.provisioned.map(({ instances, memoryMB }) => {
    return say(lang, 'offline.provisioned', { quotaMB: instances * memoryMB, instances, memoryMB });
  });
  return [
    fn.key,
    [
      quotaText(share, poolMB, lang),
      ...provisioned,
      ...(fn.asyncRun ? [say(lang, 'offline.asyncRun')] : []),
      ...(unsupportedRuntime(fn) || fn.type === 'web'
        ? [say(lang, 'offline.notRun', { runtime: fn.type === 'web' ? 'type: web' : fn.runtime })]
        : []),
    ].join(lang === 'zh' ? '，' : ', '),
  ];
}

function quotaText({ reservedMB, memoryMB }: QuotaShare, poolMB: number, lang: Lang): string {
  if (reservedMB === undefined) return say(lang, 'offline.pool', { instances: instancesMax(poolMB, memoryMB), memoryMB });
  if (reservedMB === 0) return say(lang, 'offline.off');
  const restMB = reservedMB % memoryMB;
  const text = say(lang, 'offline.reserved', { quotaMB: reservedMB, instances: instancesMax(reservedMB, memoryMB), memoryMB });
  return restMB === 0 ? text : `${text} ${say(lang, 'offline.remainder', { restMB })}`;
}

function usageRows({ plan, options, origin, joined, file, recovered, keys }: Opening, lang: Lang): Row[] {
  const { waiting, running: ran, away } = recovered;
  const kept = file === undefined ? say(lang, 'offline.ephemeral') : say(lang, 'offline.durable', { file, waiting, ran, away });
  return [
    ...(joined === undefined ? [[say(lang, 'offline.label.events'), kept] as const] : []),
    ...timerTexts(plan, options, Date.now(), lang).map((text, at) => [at === 0 ? say(lang, 'offline.label.timers') : '', text] as const),
    [say(lang, 'offline.label.sdk'), sdkSnippet(plan.region, origin)],
    [say(lang, 'offline.label.reload'), say(lang, options.watch ? 'offline.reload' : 'offline.noWatch')],
    ...(keys ? [[say(lang, 'offline.label.keys'), say(lang, 'offline.keys')] as const] : []),
  ];
}

/** How the official SDK for Node.js is pointed at the region, in one line. */
function sdkSnippet(region: string, origin: string): string {
  const { host } = new URL(origin);
  return `new Client({ credential, region: '${region}', profile: { httpProfile: { protocol: 'http://', endpoint: '${host}' } } })`;
}
