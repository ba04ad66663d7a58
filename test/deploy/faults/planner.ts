import { createHash } from 'node:crypto';
import type { CloudClient, CloudTime } from '../../../src/cloud';
import { desiredService } from '../../../src/deploy/desired';
import type { Target, TargetJournal } from '../../../src/deploy/journal';
import { liveService } from '../../../src/deploy/live';
import type { DeployPlan, FieldChange } from '../../../src/deploy/plan';
import { planDeploy } from '../../../src/deploy/planning';
import type { DesiredService, PackageFacts } from '../../../src/deploy/state';
import type { WrittenFunction } from '../../../src/config';
import type { FunctionPlan } from '../../../src/scf';
import { regionPlan } from '../../scf/plans';

/** A function as a scenario wants it. */
export interface Wanted {
  readonly plan: FunctionPlan;
  readonly written: WrittenFunction;
  /** Base64. */
  readonly zip: string;
}

export const target: Target = { host: '127.0.0.1', region: 'ap-guangzhou', namespace: 'default', service: 'shop', stage: 'dev' };

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Its archive holds one file, so that its contents and its bytes say the same. */
function packageOf({ zip }: Wanted): PackageFacts {
  const bytes = Buffer.from(zip, 'base64');
  return { contentHash: sha256(bytes), zipSha256: sha256(bytes), zipBytes: bytes.length, unzippedBytes: bytes.length, files: 1 };
}

/** The archive that a step brings. */
export function archiveFor(wanted: readonly Wanted[], contentHash: string): string {
  const found = wanted.find((one) => packageOf(one).contentHash === contentHash);
  if (!found) throw new Error('a step brings code that nobody wants');
  return found.zip;
}

function desiredOf(wanted: readonly Wanted[]): DesiredService {
  return desiredService(regionPlan(wanted.map(({ plan }) => plan)), new Map(wanted.map(({ plan, written }) => [plan.key, written])));
}

/** The plan of the next deploy: from the region as it is, and the journal. */
export async function planFor(
  client: CloudClient,
  time: CloudTime,
  wanted: readonly Wanted[],
  journal: TargetJournal | undefined,
  only?: string,
): Promise<DeployPlan> {
  const desired = desiredOf(wanted);
  const packages = new Map(wanted.map((one) => [one.plan.key, packageOf(one)]));
  const live = await liveService(client, target.namespace, desired.functions, { packages, journal, only, time });
  return planDeploy({ desired, packages, live, target, journal, only, replace: [], prune: false, allowGap: false });
}

/** What is left between a function and what is wanted. */
export async function differencesLeft(
  client: CloudClient,
  time: CloudTime,
  wanted: readonly Wanted[],
  name: string,
): Promise<readonly FieldChange[]> {
  const key = wanted.find(({ plan }) => plan.name === name)?.plan.key;
  const { functions } = await planFor(client, time, wanted, undefined, key);
  return functions.flatMap(({ fields }) => fields);
}

/** Functions of the journal that the region no longer has. */
export async function goneFrom(client: CloudClient, journal: TargetJournal | undefined): Promise<string[]> {
  const { listed } = await liveService(client, target.namespace, []);
  return Object.keys(journal?.functions ?? {}).filter((name) => !listed.has(name));
}
