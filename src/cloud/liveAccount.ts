import type { QuotaClaim } from '../scf';
import type { CloudClient } from './client';
import { CloudError } from './fault';
import { inParallel } from './parallel';
import { allPages, Reading } from './reading';

/** What one region of an account really holds, in the words of the quota arithmetic. */
export interface LiveAccount {
  readonly region: string;
  /** Account quota of the region, MB. @source S10 */
  readonly quotaMB: number;
  /** What the account itself says is allocated, MB; undefined when it does not say. Whether provisioned memory is in it is undocumented. */
  readonly allocatedMB: number | undefined;
  /** Of the region; `default` is always among them. */
  readonly namespaces: readonly string[];
  /** One per function, by name; outside of the namespace `default` with its namespace before it: `team/resize`. */
  readonly claims: readonly QuotaClaim[];
  /** Whether functions run asynchronously, by the names of claims, as far as it is known. @source S70 */
  readonly asyncRun: ReadonlyMap<string, boolean>;
  /** Memory of the functions that were asked for, MB, by the names of claims. */
  readonly memoryMB: ReadonlyMap<string, number>;
}

export interface LiveOptions {
  /** Functions to look at one by one, by the names of claims; those that are not there are left out. */
  readonly functions?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Requests that are under way at a time. */
const atOnce = 4;

/**
 * Reads what a region holds; changes nothing.
 * @throws CloudError, CloudFault
 * @source scf-api.md GetAccount, ListNamespaces, ListFunctions, GetFunction
 */
export async function liveAccount(client: CloudClient, { functions = [], signal }: LiveOptions = {}): Promise<LiveAccount> {
  const [account, namespaces] = await Promise.all([client.call('GetAccount', {}, { signal }), namespacesOf(client, signal)]);
  const usage = new Reading(account, client.host, 'GetAccount').members('AccountUsage');
  const listed = await inParallel(namespaces, atOnce, (namespace) => functionsIn(client, namespace, signal));
  const rows = listed.flat().sort((a, b) => (a.claim.name < b.claim.name ? -1 : 1));
  const asyncRun = new Map(rows.flatMap(({ claim, asyncRun: said }) => (said === undefined ? [] : [[claim.name, said] as const])));
  const memoryMB = new Map<string, number>();
  const asked = rows.filter(({ claim }) => functions.includes(claim.name));
  await inParallel(asked, atOnce, async (row) => {
    const found = await functionOf(client, row, signal);
    if (!found) return;
    asyncRun.set(row.claim.name, found.asyncRun);
    if (found.memoryMB !== undefined) memoryMB.set(row.claim.name, found.memoryMB);
  });
  return {
    region: client.region,
    quotaMB: usage.amount('TotalConcurrencyMem'),
    allocatedMB: usage.amountOrNone('TotalAllocatedConcurrencyMem'),
    namespaces,
    claims: rows.map(({ claim }) => claim),
    asyncRun,
    memoryMB,
  };
}

interface Row {
  readonly claim: QuotaClaim;
  readonly name: string;
  readonly namespace: string;
  readonly asyncRun: boolean | undefined;
}

async function namespacesOf(client: CloudClient, signal: AbortSignal | undefined): Promise<string[]> {
  const order = { Orderby: 'Name', Order: 'ASC' };
  const items = await allPages(client, 'ListNamespaces', order, 'Namespaces', { signal });
  const names = items.map((item) => item.text('Name'));
  // It exists always, listed or not.
  return [...new Set(['default', ...names])];
}

/** @source scf-api.md ListFunctions: reserved null for none, provisioned 0; S17: reserved 0 switches off */
async function functionsIn(client: CloudClient, namespace: string, signal: AbortSignal | undefined): Promise<Row[]> {
  // By name: functions that change meanwhile keep their place.
  const order = { Namespace: namespace, Orderby: 'FunctionName', Order: 'ASC' };
  const items = (await unlessGone(allPages(client, 'ListFunctions', order, 'Functions', { signal }))) ?? [];
  const rows = items.map((item): Row => {
    const name = item.text('FunctionName');
    const claim = {
      name: namespace === 'default' ? name : `${namespace}/${name}`,
      reservedMB: item.amountOrNone('ReservedConcurrencyMem'),
      provisionedMB: item.amountOrNone('TotalProvisionedConcurrencyMem') ?? 0,
    };
    return { claim, name, namespace, asyncRun: item.flag('AsyncRunEnable') };
  });
  // One that moved from page to page was seen twice.
  return [...new Map(rows.map((row) => [row.name, row])).values()];
}

/** @source scf-api.md GetFunction, §8, 5: a flag that is absent is off. Undefined when the function has gone meanwhile */
async function functionOf(client: CloudClient, { name, namespace }: Row, signal: AbortSignal | undefined) {
  const answer = await unlessGone(client.call('GetFunction', { FunctionName: name, Namespace: namespace }, { signal }));
  if (!answer) return undefined;
  const reading = new Reading(answer, client.host, 'GetFunction');
  return { asyncRun: reading.flag('AsyncRunEnable') ?? false, memoryMB: reading.amountOrNone('MemorySize') };
}

/** Undefined when a function or namespace that was listed has been deleted meanwhile. */
async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudError && /^ResourceNotFound\.(Function|Namespace)/.test(error.code)) return undefined;
    throw error;
  }
}
