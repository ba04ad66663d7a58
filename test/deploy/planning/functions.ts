import type { Target, TargetJournal } from '../../../src/deploy/journal';
import { markOf, planDeploy, type FunctionFacts, type LiveService, type PlanRequest } from '../../../src/deploy/planning';
import { aliasMark } from '../../../src/deploy/planning/marks';
import type { StepWork } from '../../../src/deploy/plan';
import type { DesiredFunction, DesiredService, LiveProvisioned, PackageFacts, Provisioned } from '../../../src/deploy/state';
import type { QuotaClaim } from '../../../src/scf';

export const target: Target = { host: 'scf.tencentcloudapi.com', region: 'ap-guangzhou', namespace: 'default', service: 'shop', stage: 'dev' };

/** A hash as packages have: the name of the code, over and over. */
export function hashOf(code: string): string {
  return code.repeat(64).slice(0, 64);
}

export function packageOf(code: string): PackageFacts {
  return { contentHash: hashOf(code), zipSha256: hashOf(`${code}z`), zipBytes: 1, unzippedBytes: 1, files: 1 };
}

export function fixed(instances: number): Provisioned {
  return { instances, schedule: [], tracking: undefined };
}

/** A function of 128 MB that asks for nothing. */
export function wanted(key: string, changes: Partial<DesiredFunction> = {}): DesiredFunction {
  const { memoryMB = 128, configuration = {} } = changes;
  return {
    key,
    name: `shop-dev-${key}`,
    code: 'package',
    eventInvoke: { retryNum: 2, msgTtlSec: 21_600 },
    deadLetter: undefined,
    reservedMB: undefined,
    provisioned: undefined,
    triggers: [],
    ...changes,
    memoryMB,
    configuration: { Handler: 'index.main_handler', Runtime: 'Nodejs18.15', MemorySize: memoryMB, Timeout: 3, ...configuration },
  };
}

export function service(functions: readonly DesiredFunction[], profile: Partial<DesiredService['profile']> = {}): DesiredService {
  const { namespace, region, stage, service: name } = target;
  return { service: name, stage, region, namespace, functions, profile: { quotaModel: 'seed', floorMB: 12_800, ...profile } };
}

export function row(version: string, instances: number, changes: Partial<LiveProvisioned> = {}): LiveProvisioned {
  return {
    version,
    instances,
    allocated: instances,
    available: instances,
    status: 'Done',
    statusReason: '',
    schedule: [],
    tracking: undefined,
    ...changes,
  };
}

/** A function as it is after it was deployed as `desired` with `code`; its version, if it has one, is 1. */
export function deployed(desired: DesiredFunction, code = 'a', changes: Partial<FunctionFacts> = {}): FunctionFacts {
  const { name, configuration, memoryMB, eventInvoke, reservedMB, provisioned, triggers } = desired;
  const mark = markOf(desired, desired.code === 'package' ? hashOf(code) : undefined);
  const atOnce = provisioned?.tracking?.min ?? provisioned?.instances ?? 0;
  return {
    name,
    configuration,
    memoryMB,
    eventInvoke,
    reservedMB,
    triggers,
    code: desired.code,
    status: 'Active',
    statusReason: '',
    modTime: '2026-01-05 08:00:00',
    contentHash: desired.code === 'package' ? hashOf(code) : undefined,
    provisioned: provisioned ? [row('1', atOnce, { schedule: provisioned.schedule })] : [],
    provisionedMB: provisioned ? { 1: atOnce * memoryMB } : {},
    alias: provisioned && { version: '1', additional: [], description: aliasMark(mark, provisioned, '1') },
    versions: provisioned && [
      { version: '$LATEST', description: '', status: 'Active' },
      { version: '1', description: mark, status: 'Active' },
    ],
    ...changes,
  };
}

/** A region with these functions, and what others hold. */
export function liveWith(
  functions: readonly FunctionFacts[],
  quotaMB = 128_000,
  others: readonly QuotaClaim[] = [],
  strays: readonly string[] = [],
): LiveService {
  const facts = functions.map(({ name, reservedMB, provisionedMB }) => {
    const mb = Object.values(provisionedMB).reduce((sum, one) => sum + one, 0);
    return { name, reservedMB, provisionedMB: mb };
  });
  const all = [...facts, ...strays.map((name) => ({ name, reservedMB: undefined, provisionedMB: 0 }))];
  return {
    functions: new Map(functions.map((one) => [one.name, one])),
    listed: new Map(all.map(({ name, ...rest }) => [name, rest])),
    quota: { quotaMB, claims: [...all, ...others] },
  };
}

export function knownHere(...names: readonly string[]): TargetJournal {
  const one = (name: string) => ({ key: name.replace('shop-dev-', ''), modTime: undefined, codeSha256: undefined, contentHash: undefined });
  return { functions: Object.fromEntries(names.map((name) => [name, one(name)])), run: undefined };
}

/** A plan for functions with code `a`, unless said otherwise. */
export function planFor(desired: DesiredService, live: LiveService, changes: Partial<PlanRequest> = {}) {
  const packages = new Map(desired.functions.map(({ key }) => [key, packageOf('a')]));
  return planDeploy({ desired, live, packages, target, journal: undefined, replace: [], prune: false, allowGap: false, ...changes });
}

/** What a step does, in short: `putReserved 512`. */
export function told(work: StepWork): string {
  const of = (ref: { readonly version: string } | { readonly publishedBy: string }): string => ('version' in ref ? ref.version : 'new');
  switch (work.kind) {
    case 'putReserved':
      return `putReserved ${work.mb}`;
    case 'putProvisioned':
      return `putProvisioned ${of(work.of)} ${work.instances}`;
    case 'awaitProvisioned':
      return `awaitProvisioned ${of(work.of)} ${work.instances}`;
    case 'deleteProvisioned':
      return `deleteProvisioned ${of(work.of)}`;
    case 'moveAlias':
      return `moveAlias ${work.from} ${of(work.to)}`;
    case 'createTrigger':
    case 'updateTrigger':
    case 'deleteTrigger':
      return `${work.kind} ${JSON.stringify(work.params['TriggerName']).slice(1, -1)}`;
    default:
      return work.kind;
  }
}
