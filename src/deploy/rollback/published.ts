import type { CloudClient, CloudTime } from '../../cloud';
import { inParallel } from '../../cloud/parallel';
import { allPages } from '../../cloud/reading';
import { DEFAULT_ALIAS, type Tracking } from '../../scf';
import { textIn } from '../fields/answer';
import { liveService } from '../live';
import type { AliasFacts, FunctionFacts, LiveService } from '../planning/facts';
import { aliasFrom } from '../settings';
import type { LiveQuota } from '../state';

/** A function of a service, where traffic may go back to an earlier version. */
interface Named {
  readonly key: string;
  readonly name: string;
  /** How its provisioned instances follow the load, as `serverless.yml` says. */
  readonly tracking?: Tracking | undefined;
}

/** A version that was published. @source S140 */
export interface Published {
  readonly version: string;
  readonly description: string;
  /** As the API says it, `YYYY-MM-DD hh:mm:ss`. */
  readonly publishedAt: string;
  /** ms since the Unix epoch; undefined when it cannot be read. */
  readonly publishedMs: number | undefined;
  readonly status: string;
}

/** A function with its versions. */
export interface Rollable {
  readonly function: Named;
  /** Quotas and provisioned instances; nothing of its configuration. */
  readonly live: FunctionFacts;
  readonly alias: AliasFacts;
  /** The newest first. */
  readonly versions: readonly Published[];
}

/** What can be gone back to, in the order of the functions; those that are not deployed are missing. */
interface Rollables {
  readonly functions: readonly Rollable[];
  /** All functions of the namespace, by name. */
  readonly listed: LiveService['listed'];
  readonly quota: LiveQuota;
}

/** Functions that are read at a time. */
const atOnce = 4;

/**
 * Reads the versions of functions, and what is provisioned; changes nothing.
 * @throws CloudError, CloudFault
 * @source scf-api.md ListVersionByFunction, GetAlias
 */
export async function readRollables(
  client: CloudClient,
  namespace: string,
  functions: readonly Named[],
  { time, signal }: { readonly time: CloudTime | undefined; readonly signal: AbortSignal },
): Promise<Rollables> {
  const live = await liveService(client, namespace, [], { leaving: functions.map(({ name }) => name), time, signal });
  const found = await inParallel(functions, atOnce, async (fn): Promise<Rollable | undefined> => {
    const facts = live.functions.get(fn.name);
    if (!facts) return undefined;
    const asked = { FunctionName: fn.name, Namespace: namespace };
    const [alias, rows] = await Promise.all([
      client.call('GetAlias', { ...asked, Name: DEFAULT_ALIAS }, { signal }),
      allPages(client, 'ListVersionByFunction', asked, 'Versions', { signal }),
    ]);
    const versions = rows.map(({ values }) => publishedOf(values)).filter(({ version }) => /^\d+$/.test(version));
    return { function: fn, live: facts, alias: aliasFrom(alias), versions: versions.toSorted((a, b) => Number(b.version) - Number(a.version)) };
  });
  return { functions: found.flatMap((one) => one ?? []), listed: live.listed, quota: live.quota };
}

/** The API's clock is Beijing's. @assumes scf-api.md §5.5: its times name no zone */
const zone = '+08:00';

/** ms since the Unix epoch of a time as the API says it; undefined when it is none. */
function apiTimeMs(text: string): number | undefined {
  const atMs = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(text) ? Date.parse(`${text.slice(0, 19).replace(' ', 'T')}${zone}`) : NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}

function publishedOf(row: Readonly<Record<string, unknown>>): Published {
  const publishedAt = textIn(row, 'AddTime') || textIn(row, 'ModTime');
  return {
    version: textIn(row, 'Version'),
    description: textIn(row, 'Description'),
    publishedAt,
    publishedMs: apiTimeMs(publishedAt),
    status: textIn(row, 'Status'),
  };
}
