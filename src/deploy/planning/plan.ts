import type { DeployPlan, FunctionChange } from '../plan';
import type { Target, TargetJournal } from '../journal';
import type { DesiredFunction, DesiredService, PackageFacts } from '../state';
import { removalChain } from './chain';
import { comparisonOf, fixedFields, type Comparison } from './compare';
import type { Chain } from './draft';
import type { FunctionFacts, LiveService } from './facts';
import { mustReplace, noPackage } from './faults';
import { fingerprintOf } from './fingerprint';
import { heldAfter, settled } from './fitting';
import { allocationOf, type Region } from './quota';

/** What a deploy is planned from. */
export interface PlanRequest {
  readonly desired: DesiredService;
  /** Of the functions that have one, by their keys. */
  readonly packages: ReadonlyMap<string, PackageFacts>;
  readonly live: LiveService;
  readonly target: Target;
  /** Undefined: nothing was ever deployed from here. */
  readonly journal: TargetJournal | undefined;
  /** Names of functions that are known to be another service's or stage's. */
  readonly others?: ReadonlySet<string> | undefined;
  /** Key of the one function that is deployed. */
  readonly only?: string | undefined;
  /** Keys of functions that may be deleted and created anew. @source S76 */
  readonly replace: readonly string[];
  /** Also deletes functions that are named as the service's own, and that nobody deployed from here. */
  readonly prune: boolean;
  /** Where there is no room for two versions at the same time, the old one gives up its instances first. */
  readonly allowGap: boolean;
}

/**
 * All that a deploy is going to do. Pure: the same service and the same region make the same plan.
 * @throws DeployFault `mustReplace`, `quotaExceeded`, `noRoomForOverlap`, `noPackage`
 * @source scf-api.md §8; S16, S22, S23, S29, S76
 */
export function planDeploy(request: PlanRequest): DeployPlan {
  const { desired, live, target, only } = request;
  const comparisons = comparisonsOf(request);
  const strays = only === undefined ? straysOf(request) : [];
  const leaving = only === undefined ? leavingOf(request, strays) : [];
  const region: Region = { quota: live.quota, namespace: desired.namespace, profile: desired.profile };
  const { chains, steps, peakMB } = settled(comparisons, leaving.map(removalChain), region, request.allowGap);
  const functions = [...comparisons.map(changeOf), ...leaving.map(({ name }) => leavingChange(request.journal, name))];
  const plan = { ...headOf(target), functions, steps, account: accountOf(region, chains, peakMB) };
  const gone = new Set(leaving.map(({ name }) => name));
  return { ...plan, strays: strays.filter((name) => !gone.has(name)), fingerprint: fingerprintOf(plan, desired, request.packages) };
}

/** What every plan begins with. */
export function headOf({ service, stage, region, namespace, host }: Target) {
  return { formatVersion: 1, service, stage, region, namespace, host } as const;
}

/** The quota before, after, and where it is fullest. */
export function accountOf(region: Region, chains: readonly Chain[], peakMB: number): DeployPlan['account'] {
  const before = allocationOf(region, new Map(chains.map(({ name, held }) => [name, held])));
  const after = allocationOf(region, heldAfter(chains));
  return { before, after, peakMB };
}

export function leavingChange(journal: TargetJournal | undefined, name: string): FunctionChange {
  return { key: journal?.functions[name]?.key, name, kind: 'delete', fields: [] };
}

/** @throws DeployFault `mustReplace`, `noPackage` */
function comparisonsOf({ desired, packages, live, only, replace }: PlanRequest): Comparison[] {
  const wanted = desired.functions.filter(({ key }) => only === undefined || key === only);
  const unpacked = wanted.find(({ key, code }) => code === 'package' && !packages.has(key));
  if (unpacked) throw noPackage(unpacked.key);
  const fixed = wanted.flatMap((one) => fixedUnless(one, live.functions.get(one.name), replace));
  if (fixed.length > 0) throw mustReplace(fixed);
  const { quotaModel } = desired.profile;
  return wanted.map((one) =>
    comparisonOf(one, live.functions.get(one.name), packages.get(one.key), { replace: replace.includes(one.key), quotaModel }),
  );
}

function fixedUnless(desired: DesiredFunction, found: FunctionFacts | undefined, replace: readonly string[]) {
  if (!found || found.status === 'CreateFailed' || replace.includes(desired.key)) return [];
  const fields = fixedFields(desired, found);
  return fields.length > 0 ? [{ desired, fields }] : [];
}

function changeOf({ desired: { key, name }, kind, fields, elsewhere }: Comparison): FunctionChange {
  return { key, name, kind, fields: kind === 'same' ? [] : fields, ...(elsewhere.length > 0 && { elsewhere }) };
}

/** Functions that are named as the service's own, but are neither its nor known to be deployed from here. */
function straysOf({ desired: { functions, service, stage }, live, journal, others = new Set() }: PlanRequest): string[] {
  const known = new Set([...functions.map(({ name }) => name), ...Object.keys(journal?.functions ?? {}), ...others]);
  return [...live.listed.keys()].filter((name) => name.startsWith(`${service}-${stage}-`) && !known.has(name)).sort();
}

function leavingOf({ desired, live, journal, prune }: PlanRequest, strays: readonly string[]): FunctionFacts[] {
  const wanted = new Set(desired.functions.map(({ name }) => name));
  const ours = Object.keys(journal?.functions ?? {}).filter((name) => !wanted.has(name));
  const names = [...ours, ...(prune ? strays : [])].sort();
  return names.flatMap((name) => live.functions.get(name) ?? []);
}
