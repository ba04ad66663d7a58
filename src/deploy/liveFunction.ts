import { CloudError } from '../cloud';
import type { CloudAnswer } from '../cloud/client';
import { allPages } from '../cloud/reading';
import { DEFAULT_ALIAS, LATEST, limits } from '../scf';
import { configurationFrom, imageOf } from './fields';
import { numberIn, partsIn, textIn, type Answer } from './fields/answer';
import { ask, unlessGone, unlessInactive, type Asking } from './liveAsking';
import { liveContentHash } from './liveCode';
import { isMarked } from './planning/provisioning';
import type { AliasFacts, FunctionFacts, VersionFacts } from './planning/facts';
import { functionBusy } from './planning/faults';
import { markOf } from './planning/marks';
import { aliasFrom, eventInvokeFrom, scheduleFrom } from './settings';
import type { DesiredFunction, LiveProvisioned, PackageFacts, TriggerState } from './state';
import { differencesOfTriggers, triggersFrom } from './triggers';

/** How long a change by somebody else is waited for, ms, and how often one looks. @source S145, scf-api.md §8, 1 */
const busyMs = 120_000;
const firstMs = 400;
const mostMs = 5_000;

/** One function with all that a plan compares; undefined when it has gone meanwhile. */
export async function wantedFunction(asking: Asking, desired: DesiredFunction, packed: PackageFacts | undefined): Promise<FunctionFacts | undefined> {
  const answer = await settledFunction(asking);
  if (!answer) return undefined;
  const bare = factsOf(asking, answer);
  // Nothing else can be asked of it, and nothing of it stays.
  if (bare.status === 'CreateFailed') return bare;
  const [eventInvoke, rows, alias, contentHash, triggers] = await Promise.all([
    unlessInactive(bare, ask(asking, 'GetFunctionEventInvokeConfig')),
    ask(asking, 'GetProvisionedConcurrencyConfig'),
    defaultAliasOf(asking),
    desired.code === 'package' ? unlessInactive(bare, liveContentHash(asking, bare.modTime, packed)) : undefined,
    triggersOf(asking, answer, desired.triggers),
  ]);
  const provisioned = partsIn(rows, 'Allocated').map(provisionedOf);
  const known = { ...bare, eventInvoke: eventInvokeFrom(eventInvoke ?? {}), provisioned, triggers, contentHash, alias };
  const provisionedMB = await memoryOf(asking, provisioned);
  const asksVersions = desired.provisioned && !isMarked(known, markOf(desired, packed?.contentHash));
  return { ...known, provisionedMB, versions: asksVersions ? await versionsOf(asking) : undefined };
}

/** One function that is to be deleted: what it has provisioned is all that matters. */
export async function leavingFunction(asking: Asking): Promise<FunctionFacts | undefined> {
  const rows = await unlessGone(ask(asking, 'GetProvisionedConcurrencyConfig'));
  if (!rows) return undefined;
  const provisioned = partsIn(rows, 'Allocated').map(provisionedOf);
  return { ...factsOf(asking, {}), provisioned, provisionedMB: await memoryOf(asking, provisioned) };
}

/** GetFunction, once no change is under way; undefined when there is no function. @throws DeployFault `functionBusy` */
async function settledFunction(asking: Asking): Promise<CloudAnswer | undefined> {
  const { name, time, signal = new AbortController().signal } = asking;
  const startMs = time.nowMs();
  // Ends: pauses grow, and their sum has a limit.
  for (let pauseMs = firstMs; ; pauseMs = Math.min(pauseMs * 1.5, mostMs)) {
    const answer = await unlessGone(ask(asking, 'GetFunction'));
    const status = answer && textIn(answer, 'Status');
    if (!answer || status === undefined || !/^(Creating|Updating|Publishing|Deleting)$/.test(status)) return answer;
    if (time.nowMs() + pauseMs - startMs > busyMs) throw functionBusy(name, status, busyMs);
    await time.sleep(pauseMs, signal);
  }
}

/** What GetFunction tells, with nothing that it does not. */
function factsOf({ name, row }: Asking, answer: Answer): FunctionFacts {
  const configuration = configurationFrom(answer);
  return {
    name,
    configuration,
    status: textIn(answer, 'Status') || 'Active',
    statusReason: reasonOf(answer),
    modTime: textIn(answer, 'ModTime'),
    memoryMB: numberIn(answer, 'MemorySize') ?? limits.memoryDefault.value,
    code: imageOf(configuration) === undefined ? 'package' : 'image',
    eventInvoke: eventInvokeFrom({}),
    reservedMB: row.reservedMB,
    provisioned: [],
    triggers: [],
    contentHash: undefined,
    alias: undefined,
    versions: undefined,
    provisionedMB: {},
  };
}

function reasonOf(answer: Answer): string {
  const reasons = partsIn(answer, 'StatusReasons').map((reason) => [textIn(reason, 'ErrorCode'), textIn(reason, 'ErrorMessage')]);
  return reasons.map((parts) => parts.filter((part) => part !== '').join(': ')).join('; ') || textIn(answer, 'StatusDesc');
}

/** @source S131, S135; tracking is not told */
function provisionedOf(row: Answer): LiveProvisioned {
  const status = textIn(row, 'Status');
  const allocated = numberIn(row, 'AllocatedProvisionedConcurrencyNum') ?? 0;
  return {
    version: textIn(row, 'Qualifier'),
    allocated,
    instances: allocated,
    available: numberIn(row, 'AvailableProvisionedConcurrencyNum') ?? 0,
    status: status === 'InProgress' || status === 'Failed' ? status : 'Done',
    statusReason: textIn(row, 'StatusReason'),
    schedule: scheduleFrom(row),
    tracking: undefined,
  };
}

/**
 * Of every function: one whose instances somebody has released by hand may still have its traffic on the version that had them, and no
 * deploy of `$LATEST` would reach anybody.
 * @returns undefined when there is no such alias
 */
async function defaultAliasOf(asking: Asking): Promise<AliasFacts | undefined> {
  try {
    return aliasFrom(await ask(asking, 'GetAlias', { Name: DEFAULT_ALIAS }));
  } catch (error) {
    if (error instanceof CloudError && error.code === 'ResourceNotFound.Alias') return undefined;
    throw error;
  }
}

async function versionsOf(asking: Asking): Promise<VersionFacts[]> {
  const { client, namespace, name, signal } = asking;
  const rows = await allPages(client, 'ListVersionByFunction', { FunctionName: name, Namespace: namespace }, 'Versions', { signal });
  return rows.map(({ values }) => ({
    version: textIn(values, 'Version'),
    description: textIn(values, 'Description'),
    status: textIn(values, 'Status'),
  }));
}

/**
 * Memory that the provisioned instances of each version take, MB. Versions keep the memory that they were published with: of one version
 * the list of functions tells it, of several each has to be asked.
 * @source S22, S28; scf-api.md ListFunctions
 */
async function memoryOf(asking: Asking, provisioned: readonly LiveProvisioned[]): Promise<Record<string, number>> {
  const taking = provisioned.filter(({ allocated }) => allocated > 0);
  const totalMB = asking.row.provisionedMB;
  const [first] = taking;
  if (first && taking.length === 1 && totalMB > 0 && totalMB % first.allocated === 0) return { [first.version]: totalMB };
  const sizes = await Promise.all(
    taking.map(async ({ version, allocated }): Promise<[string, number]> => {
      const answer = await ask(asking, 'GetFunction', { Qualifier: version });
      return [version, allocated * (numberIn(answer, 'MemorySize') ?? 0)];
    }),
  );
  return Object.fromEntries(sizes);
}

/**
 * Triggers of all qualifiers. What GetFunction tells is enough when it is just what is wanted, and some of it is of another qualifier than
 * `$LATEST`, the one that is asked about: no page says that it tells of others, and a trigger that nobody hears of would fire for ever.
 * Else the list decides.
 */
async function triggersOf({ client, namespace, name, signal }: Asking, answer: Answer, wanted: readonly TriggerState[]): Promise<TriggerState[]> {
  const told = triggersFrom(answer['Triggers']);
  const tellsOfOthers = told.some(({ qualifier }) => qualifier !== LATEST);
  if (tellsOfOthers && differencesOfTriggers(wanted, told).length === 0) return told;
  const order = { OrderBy: 'add_time', Order: 'ASC' };
  const rows = await allPages(client, 'ListTriggers', { FunctionName: name, Namespace: namespace, ...order }, 'Triggers', { signal });
  return triggersFrom(rows.map(({ values }) => values));
}
