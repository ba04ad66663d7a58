import { ApiRefusal } from './apiRefusal';
import type { ApiAnswer, EventRegion } from './eventRegion';
import { RegionFailure } from './regionFault';

/** A function as a region's API tells of it. */
export interface RegionFunction {
  /** In the cloud. */
  readonly name: string;
  readonly namespace: string;
  /** Has asynchronous execution. @source S70 */
  readonly asyncRun: boolean;
  /** Its events are tracked, and so can be listed. @source S81 */
  readonly traced: boolean;
}

/** How many items one page of the API has. */
const pageSize = 100;

/** No region has as many pages: a bound for answers that never come to an end. */
const pagesMax = 1000;

/** All functions of a region, over its namespaces; or those of them that are meant. */
export async function functionsIn(region: EventRegion): Promise<RegionFunction[]> {
  const functions: RegionFunction[] = [];
  for (const namespace of await namespacesIn(region)) {
    const found = await allPages(region, 'ListFunctions', { Namespace: namespace }, 'Functions');
    functions.push(...found.map((one) => functionOf(one, namespace)));
  }
  const { only } = region;
  return only ? functions.filter(({ name }) => only.names.has(name)) : functions;
}

/**
 * The functions of these names, or keys in `serverless.yml`.
 * @param known  all that the region has
 * @throws RegionFailure when there is none of a name
 */
export async function functionsNamed(region: EventRegion, names: readonly string[], known: readonly RegionFunction[]): Promise<RegionFunction[]> {
  const named = new Set<RegionFunction>();
  for (const name of names) {
    const found = known.filter((one) => one.name === name);
    const ones = found.length > 0 ? found : await functionsOfKey(region, name, known);
    if (ones.length === 0) throw new RegionFailure({ kind: 'noFunction', name, known: known.map((one) => one.name) });
    for (const one of ones) named.add(one);
  }
  return [...named];
}

/** Only the region itself knows what a key of `serverless.yml` is called in the cloud. */
async function functionsOfKey(region: EventRegion, key: string, known: readonly RegionFunction[]): Promise<RegionFunction[]> {
  for (const one of await region.keysOf(key)) {
    const found: RegionFunction[] = [];
    for (const namespace of new Set(known.map((fn) => fn.namespace))) {
      const name = await nameOf(region, one, namespace);
      found.push(...known.filter((fn) => fn.name === name && fn.namespace === namespace));
    }
    if (found.length > 0) return found;
  }
  return [];
}

async function nameOf(region: EventRegion, key: string, namespace: string): Promise<unknown> {
  try {
    const { FunctionName: name } = await region.call('GetFunction', { FunctionName: key, Namespace: namespace });
    return name;
  } catch (error) {
    if (error instanceof ApiRefusal && /^(ResourceNotFound|InvalidParameterValue)/.test(error.code)) return undefined;
    throw error;
  }
}

async function namespacesIn(region: EventRegion): Promise<string[]> {
  if (region.only) return [region.only.namespace];
  const namespaces = await allPages(region, 'ListNamespaces', {}, 'Namespaces');
  return namespaces.map(({ Name: name }) => String(name));
}

async function allPages(region: EventRegion, action: string, params: object, member: string): Promise<ApiAnswer[]> {
  const items: ApiAnswer[] = [];
  for (let page = 0; page < pagesMax; page += 1) {
    const { [member]: some, TotalCount: total } = await region.call(action, { ...params, Offset: items.length, Limit: pageSize });
    const more = itemsOf(some);
    items.push(...more);
    if (more.length === 0 || items.length >= Number(total)) break;
  }
  return items;
}

/** A list of an answer. */
export function itemsOf(value: unknown): ApiAnswer[] {
  return Array.isArray(value) ? (value as ApiAnswer[]) : [];
}

function functionOf({ FunctionName: name, AsyncRunEnable: asyncRun, TraceEnable: trace }: ApiAnswer, namespace: string): RegionFunction {
  return { name: String(name), namespace, asyncRun: asyncRun === 'TRUE', traced: asyncRun === 'TRUE' && trace === 'TRUE' };
}
