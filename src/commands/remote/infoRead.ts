import { CloudError, type CloudClient } from '../../cloud';
import { inParallel } from '../../cloud/parallel';
import { allPages, Reading } from '../../cloud/reading';
import { addressesIn } from './addresses';
import type { RemoteFunction, RemoteService } from './service';

/** A function as it is in the cloud; times are texts of the API, in UTC+8. */
export interface DeployedFunction extends RemoteFunction {
  readonly status: string;
  /** Why it is not active, as the platform says. */
  readonly reasons: readonly string[];
  readonly type: string;
  readonly runtime: string;
  readonly handler: string;
  /** bytes; of an image 0 */
  readonly codeSize: number;
  readonly image: string | null;
  readonly changedAt: string;
  readonly memoryMB: number;
  readonly timeoutSec: number;
  readonly initTimeoutSec: number;
  readonly asyncRun: boolean;
  readonly traced: boolean;
  readonly reservedMB: number | null;
  readonly provisioned: readonly DeployedProvisioning[];
  readonly versions: readonly DeployedVersion[];
  readonly aliases: readonly DeployedAlias[];
  readonly triggers: readonly DeployedTrigger[];
}

export interface DeployedProvisioning {
  readonly version: string;
  readonly allocated: number;
  readonly available: number;
  readonly status: string;
  readonly reason: string;
}

export interface DeployedVersion {
  readonly version: string;
  readonly description: string;
  readonly publishedAt: string;
  readonly status: string;
}

/** Where calls of an alias go: to its version, but for a share or for those that a rule is about. @source S141, S142 */
export interface DeployedAlias {
  readonly name: string;
  readonly version: string;
  readonly weights: readonly { readonly version: string; readonly weight: number }[];
  readonly rules: readonly { readonly version: string; readonly rule: string }[];
}

export interface DeployedTrigger {
  readonly type: string;
  readonly name: string;
  readonly qualifier: string;
  readonly enabled: boolean;
  readonly desc: string;
  readonly addresses: readonly string[];
}

/** Requests that are under way at a time. */
const atOnce = 4;

/**
 * The functions of a service that are deployed, in its order; those that are not are left out.
 * @throws CloudError, CloudFault
 * @source scf-api.md §5.2–5.4, §5.7
 */
export async function readFunctions(
  client: CloudClient,
  { namespace }: RemoteService,
  functions: readonly RemoteFunction[],
  signal: AbortSignal,
): Promise<DeployedFunction[]> {
  const found = await inParallel(functions, atOnce, (fn) => unlessMissing(readFunction(client, fn, namespace, signal)));
  return found.filter((one) => one !== undefined);
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudError && /^ResourceNotFound\.(Function|FunctionName|Namespace)$/.test(error.code)) return undefined;
    throw error;
  }
}

async function readFunction(client: CloudClient, fn: RemoteFunction, namespace: string, signal: AbortSignal): Promise<DeployedFunction> {
  const named = { FunctionName: fn.name, Namespace: namespace };
  const ask = async (action: string): Promise<Reading> => new Reading(await client.call(action, named, { signal }), client.host, action);
  const all = (action: string, member: string): Promise<Reading[]> => allPages(client, action, named, member, { signal });
  const latest = await ask('GetFunction');
  const [reserved, provisioned, versions, aliases, triggers] = await Promise.all([
    ask('GetReservedConcurrencyConfig'),
    ask('GetProvisionedConcurrencyConfig'),
    all('ListVersionByFunction', 'Versions'),
    all('ListAliases', 'Aliases'),
    all('ListTriggers', 'Triggers'),
  ]);
  return {
    ...fn,
    ...configurationOf(latest),
    reservedMB: reserved.amountOrNone('ReservedMem') ?? null,
    provisioned: provisioned.list('Allocated').map(provisioningOf),
    versions: versions.filter(({ values }) => values['Version'] !== '$LATEST').map(versionOf),
    aliases: aliases.map(aliasOf),
    triggers: triggers.map(triggerOf),
  };
}

function configurationOf(latest: Reading) {
  const { values } = latest;
  const image = values['ImageConfig'] ? latest.members('ImageConfig').values['ImageUri'] : undefined;
  return {
    status: textOf(values['Status']),
    reasons: latest.list('StatusReasons').map((reason) => [reason.values['ErrorCode'], reason.values['ErrorMessage']].map(textOf).join(': ')),
    type: textOf(values['Type']),
    runtime: textOf(values['Runtime']),
    handler: textOf(values['Handler']),
    codeSize: latest.amountOrNone('CodeSize') ?? 0,
    image: typeof image === 'string' ? image : null,
    changedAt: textOf(values['ModTime']),
    memoryMB: latest.amountOrNone('MemorySize') ?? 0,
    timeoutSec: latest.amountOrNone('Timeout') ?? 0,
    initTimeoutSec: latest.amountOrNone('InitTimeout') ?? 0,
    asyncRun: latest.flag('AsyncRunEnable') ?? false,
    traced: latest.flag('TraceEnable') ?? false,
  };
}

function provisioningOf(one: Reading): DeployedProvisioning {
  return {
    version: textOf(one.values['Qualifier']),
    allocated: one.amountOrNone('AllocatedProvisionedConcurrencyNum') ?? 0,
    available: one.amountOrNone('AvailableProvisionedConcurrencyNum') ?? 0,
    status: textOf(one.values['Status']),
    reason: textOf(one.values['StatusReason']),
  };
}

function versionOf({ values }: Reading): DeployedVersion {
  const [version = '', description = '', publishedAt = '', status = ''] = ['Version', 'Description', 'AddTime', 'Status'].map((name) =>
    textOf(values[name]),
  );
  return { version, description, publishedAt, status };
}

function aliasOf(alias: Reading): DeployedAlias {
  const routing = alias.values['RoutingConfig'] ? alias.members('RoutingConfig') : undefined;
  return {
    name: textOf(alias.values['Name']),
    version: textOf(alias.values['FunctionVersion']),
    weights: (routing?.list('AdditionalVersionWeights') ?? []).map(({ values }) => ({
      version: textOf(values['Version']),
      weight: Number(values['Weight'] ?? 0),
    })),
    rules: (routing?.list('AddtionVersionMatchs') ?? []).map(({ values }) => ({
      version: textOf(values['Version']),
      rule: ['Key', 'Method', 'Expression'].map((name) => textOf(values[name])).join(' '),
    })),
  };
}

function triggerOf({ values }: Reading): DeployedTrigger {
  const desc = textOf(values['TriggerDesc']);
  return {
    type: textOf(values['Type']),
    name: textOf(values['TriggerName']),
    qualifier: textOf(values['Qualifier']),
    enabled: values['Enable'] === 1,
    desc,
    addresses: addressesIn(desc),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
