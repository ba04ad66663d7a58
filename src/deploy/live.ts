import { liveAccount, type CloudClient, type CloudTime } from '../cloud';
import { inParallel } from '../cloud/parallel';
import { realTime } from '../cloud/time';
import type { QuotaClaim } from '../scf';
import type { TargetJournal } from './journal';
import type { Asking } from './liveAsking';
import { leavingFunction, wantedFunction } from './liveFunction';
import { claimName, type FunctionFacts, type ListedFacts, type LiveService } from './planning/facts';
import { noNamespace } from './planning/faults';
import type { DesiredFunction, PackageFacts } from './state';

export interface LiveServiceOptions {
  /** Of the functions that have one, by their keys. */
  readonly packages?: ReadonlyMap<string, PackageFacts> | undefined;
  readonly journal?: TargetJournal | undefined;
  /** Key of the one function that is deployed: nothing else is read. */
  readonly only?: string | undefined;
  /** Names of functions that are to be deleted; those of the journal that the service no longer has are read in any case. */
  readonly leaving?: readonly string[] | undefined;
  /** Functions whose names begin so are to be deleted, too. */
  readonly prefix?: string | undefined;
  /** Downloads code, and tells the hash of its contents; undefined when it cannot be had. */
  readonly contentHashOf?: ((url: string, signal: AbortSignal | undefined) => Promise<string | undefined>) | undefined;
  readonly time?: CloudTime | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Functions that are read at a time; the client keeps to the documented rates by itself. */
const atOnce = 6;

/**
 * Reads what a deploy meets: the quota of the region, and each function that the service has or had. It changes nothing.
 *
 * Besides the lists it asks for an unchanged function at most five times: for its configuration, for the retries of its events, for
 * what is provisioned, for its alias, and for its triggers where its configuration leaves open whether there are more. Only without a
 * journal of the last deploy does it ask for the hash of its code as well.
 * @throws CloudError, CloudFault; DeployFault `functionBusy`, `noNamespace` when functions are wanted in one that is not there
 * @source scf-api.md §8; GetAccount, ListNamespaces, ListFunctions
 */
export async function liveService(
  client: CloudClient,
  namespace: string,
  wanted: readonly DesiredFunction[],
  options: LiveServiceOptions = {},
): Promise<LiveService> {
  const { packages, journal, only, contentHashOf, time = realTime, signal } = options;
  const { quotaMB, claims, namespaces } = await liveAccount(client, { signal });
  if (wanted.length > 0 && !namespaces.includes(namespace)) throw noNamespace(namespace, client.region, namespaces);
  const listed = listedIn(claims, namespace);
  // Archives may be large, and are in memory while they are looked into.
  const inTurn = contentHashOf && oneByOne(contentHashOf);
  const asking = (name: string): Asking => {
    const row = listed.get(name) ?? { reservedMB: undefined, provisionedMB: 0 };
    return {
      client,
      namespace,
      name,
      row,
      journal: journal?.functions[name],
      contentHashOf: inTurn,
      time,
      signal,
    };
  };
  const own = wanted.filter(({ key, name }) => (only === undefined || key === only) && listed.has(name));
  const found = await inParallel(own, atOnce, async (desired) => wantedFunction(asking(desired.name), desired, packages?.get(desired.key)));
  const gone = await inParallel(leavingNames(listed, wanted, options), atOnce, async (name) => leavingFunction(asking(name)));
  const functions = [...found, ...gone].flatMap((one): [string, FunctionFacts][] => (one ? [[one.name, one]] : []));
  return { functions: new Map(functions), listed, quota: { quotaMB, claims } };
}

/** The functions of one namespace, from the claims of all. */
function listedIn(claims: readonly QuotaClaim[], namespace: string): Map<string, ListedFacts> {
  const beginning = claimName(namespace, '');
  const own = claims.filter(({ name }) => name.startsWith(beginning) && !name.slice(beginning.length).includes('/'));
  return new Map(own.map(({ name, reservedMB, provisionedMB }) => [name.slice(beginning.length), { reservedMB, provisionedMB }]));
}

function leavingNames(
  listed: ReadonlyMap<string, ListedFacts>,
  wanted: readonly DesiredFunction[],
  { journal, only, leaving = [], prefix }: LiveServiceOptions,
): string[] {
  if (only !== undefined) return [];
  const staying = new Set(wanted.map(({ name }) => name));
  const known = new Set([...leaving, ...Object.keys(journal?.functions ?? {})]);
  return [...listed.keys()].filter((name) => !staying.has(name) && (known.has(name) || (prefix !== undefined && name.startsWith(prefix))));
}

/** Work that is begun only when all before it has ended, however that was. */
function oneByOne<A extends readonly unknown[], T>(work: (...asked: A) => Promise<T>): (...asked: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (...asked) => {
    const done = last.then(() => work(...asked));
    last = done.catch(() => undefined);
    return done;
  };
}
