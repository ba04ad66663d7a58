import { CloudError, type CloudClient } from '../../cloud';
import { inParallel } from '../../cloud/parallel';
import { allPages } from '../../cloud/reading';
import { DEFAULT_ALIAS, type ProvisionAction } from '../../scf';
import { configurationFrom } from '../fields';
import { numberIn, partsIn, textIn, type Answer } from '../fields/answer';
import { isInactive } from '../liveAsking';
import { aliasFrom, eventInvokeFrom, scheduleFrom } from '../settings';
import type { Configuration, EventInvoke } from '../state';

/** A function as it was found, with all that belongs to it. */
export interface Found {
  readonly name: string;
  readonly status: string;
  /** What GetFunction tells of `$LATEST`, in normal form. */
  readonly configuration: Configuration;
  /** Undefined: of a function that is not active it is not told. @source S145; scf-api.md GetFunctionEventInvokeConfig */
  readonly eventInvoke: EventInvoke | undefined;
  readonly reservedMB: number | undefined;
  readonly provisioned: readonly FoundProvisioned[];
  /** The version that most traffic goes to. @source S141 */
  readonly defaultVersion: string;
  /** Whether a second version gets a part of the traffic. @source S142 */
  readonly split: boolean;
  /** Aliases besides `$DEFAULT`. */
  readonly aliases: readonly string[];
  /** Rows of ListTriggers. */
  readonly triggers: readonly Answer[];
}

/** Target tracking is not told by the API, only the number that it has set. @source scf-api.md §6 VersionProvisionedConcurrencyInfo */
export interface FoundProvisioned {
  readonly version: string;
  readonly instances: number;
  readonly schedule: readonly ProvisionAction[];
}

/** A function in the list of a namespace. */
export interface Listed {
  readonly name: string;
  readonly reservedMB: number | undefined;
}

/** Functions that are read at a time. */
const atOnce = 4;

/** The functions of a namespace, by their names. @throws CloudError, CloudFault */
export async function listedIn(client: CloudClient, namespace: string, signal: AbortSignal): Promise<Listed[]> {
  const order = { Namespace: namespace, Orderby: 'FunctionName', Order: 'ASC' };
  const rows = await allPages(client, 'ListFunctions', order, 'Functions', { signal });
  const listed = rows.map((row): Listed => ({ name: row.text('FunctionName'), reservedMB: row.amountOrNone('ReservedConcurrencyMem') }));
  // One that moved from page to page was seen twice.
  return [...new Map(listed.map((one) => [one.name, one])).values()];
}

/**
 * Reads functions with what belongs to them; changes nothing. One that is deleted meanwhile is left out.
 * @throws CloudError, CloudFault
 * @source scf-api.md GetFunction, GetFunctionEventInvokeConfig, GetProvisionedConcurrencyConfig, ListAliases, ListTriggers
 */
export async function readFunctions(client: CloudClient, namespace: string, listed: readonly Listed[], signal: AbortSignal): Promise<Found[]> {
  const found = await inParallel(listed, atOnce, async (one) => {
    try {
      return await readFunction(client, namespace, one, signal);
    } catch (error) {
      if (error instanceof CloudError && /^ResourceNotFound\.Function(Name)?$/.test(error.code)) return undefined;
      throw error;
    }
  });
  return found.flatMap((one) => one ?? []);
}

async function readFunction(client: CloudClient, Namespace: string, { name, reservedMB }: Listed, signal: AbortSignal): Promise<Found> {
  const ask = async (action: string, more: object = {}): Promise<Answer> =>
    client.call(action, { FunctionName: name, Namespace, ...more }, { signal });
  const [answer, eventInvoke, provisioned, aliases, triggers] = await Promise.all([
    ask('GetFunction'),
    unlessInactive(ask('GetFunctionEventInvokeConfig')),
    ask('GetProvisionedConcurrencyConfig'),
    // Of this action they are texts; more than a hundred aliases nobody has. @source scf-api.md ListAliases, S150
    ask('ListAliases', { Offset: '0', Limit: '100' }),
    allPages(client, 'ListTriggers', { FunctionName: name, Namespace, OrderBy: 'add_time', Order: 'ASC' }, 'Triggers', { signal }),
  ]);
  const all = partsIn(aliases, 'Aliases');
  const standard = all.find((alias) => textIn(alias, 'Name') === DEFAULT_ALIAS) ?? {};
  const { version: defaultVersion, additional } = aliasFrom(standard);
  return {
    name,
    status: textIn(answer, 'Status'),
    configuration: configurationFrom(answer),
    eventInvoke: eventInvoke && eventInvokeFrom(eventInvoke),
    reservedMB,
    provisioned: partsIn(provisioned, 'Allocated').map(provisionedOf),
    defaultVersion,
    split: additional.length > 0,
    aliases: all.map((alias) => textIn(alias, 'Name')).filter((alias) => alias !== '' && alias !== DEFAULT_ALIAS),
    triggers: triggers.map(({ values }) => values),
  };
}

async function unlessInactive<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isInactive(error)) return undefined;
    throw error;
  }
}

function provisionedOf(row: Answer): FoundProvisioned {
  return {
    version: textIn(row, 'Qualifier'),
    instances: numberIn(row, 'AllocatedProvisionedConcurrencyNum') ?? 0,
    schedule: scheduleFrom(row),
  };
}
