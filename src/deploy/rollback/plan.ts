import { isDeepStrictEqual } from 'node:util';
import type { Profile } from '../../scf';
import { differencesOf, hashOfJson } from '../fields';
import type { Target } from '../journal';
import type { DeployPlan, FieldChange, FunctionChange } from '../plan';
import { aliasMark, instancesAtOnce, provisionedParams, type Swap } from '../planning';
import { heldBy } from '../planning/chain';
import { ChainWriter, type Chain } from '../planning/draft';
import { noOrder, noRoomForOverlap } from '../planning/faults';
import { latestMark, markedProvisioning, provisionedHash } from '../planning/marks';
import { ordered } from '../planning/order';
import { accountOf, headOf } from '../planning/plan';
import { mostInside } from '../planning/provisioning';
import type { Region } from '../planning/quota';
import { writeSwap } from '../planning/swap';
import type { Configuration, Json, LiveProvisioned, LiveQuota, Provisioned } from '../state';
import type { Published, Rollable } from './published';

/** A function whose traffic is to go to another version. */
export interface Return {
  readonly rollable: Rollable;
  readonly to: Published;
  /** What GetFunction tells of the version that traffic goes to, and of the one that has it. */
  readonly configuration: Configuration;
  readonly currentConfiguration: Configuration;
  /** Memory of one instance of the version that traffic goes to, MB. @source S28 */
  readonly memoryMB: number;
}

/** Descriptions of versions that a deploy has published. */
const markForm = /^serverless-scf code=/;

export interface RollbackRequest {
  readonly returns: readonly Return[];
  readonly quota: LiveQuota;
  readonly target: Target;
  readonly profile: Pick<Profile, 'quotaModel' | 'floorMB'>;
  /** Where two versions do not fit at the same time, the old one may give up its instances first. */
  readonly allowGap: boolean;
}

/**
 * Moves traffic to earlier versions in the order of a deploy: the earlier version has its provisioned instances before traffic comes, and
 * the later one keeps its own until traffic has gone.
 * @throws DeployFault `noRoomForOverlap`, `quotaExceeded`
 * @source S21, S22, S28, S141; scf-api.md §8, 3–4
 */
export function planRollback({ returns, quota, target, profile, allowGap }: RollbackRequest): DeployPlan {
  const region: Region = { quota, namespace: target.namespace, profile };
  const gaps = new Set<string>();
  // Ends: each round has one function more with a gap, or is the last.
  for (;;) {
    const chains = returns.map((one) => chainOf(one, profile.quotaModel, gaps.has(one.rollable.function.name)));
    const order = ordered(chains, region);
    if ('steps' in order) {
      const plan = { ...headOf(target), functions: returns.map((one) => changeOf(one, profile.quotaModel)), steps: order.steps, strays: [] };
      const account = accountOf(region, chains, order.peakMB);
      return { ...plan, account, fingerprint: hashOfJson(JSON.parse(JSON.stringify({ ...plan, account })) as Json) };
    }
    const tight = order.stuck.find(({ chain: { overlap } }) => overlap !== undefined);
    if (!tight) throw noOrder(order.stuck);
    const { name } = tight.chain;
    const { rollable } = returns.find(({ rollable: one }) => one.function.name === name) ?? {};
    if (!allowGap || !rollable) throw noRoomForOverlap(tight, { key: rollable?.function.key ?? name, reservedMB: rollable?.live.reservedMB });
    gaps.add(name);
  }
}

function chainOf(one: Return, quotaModel: Profile['quotaModel'], gap: boolean): Chain {
  const { live, function: fn } = one.rollable;
  const held = heldBy(live);
  const writer = new ChainWriter(fn.name, held);
  const overlap = writeSwap(writer, swapOf(one, quotaModel, gap));
  if (writer.drafts.length > 0) writer.add({ kind: 'verify' });
  return { name: fn.name, held, drafts: writer.drafts, overlap };
}

function swapOf(one: Return, quotaModel: Profile['quotaModel'], gap: boolean): Swap {
  const { rollable, to, memoryMB } = one;
  const { live, alias } = rollable;
  const provisioned = provisionedAfter(one, quotaModel);
  const before = live.provisioned.find(({ version }) => version === to.version);
  const moves = alias.version !== to.version || alias.additional.length > 0;
  return {
    name: live.name,
    from: alias.version,
    to: { version: to.version },
    provisioned,
    put: provisioned && !has(before, provisioned) ? provisionedParams(provisioned, before) : undefined,
    memoryMB,
    move: moves ? markOf(to, provisioned) : undefined,
    ...released(rollable, to),
    provisionedMB: live.provisionedMB,
    reservedMB: live.reservedMB,
    wantedReservedMB: live.reservedMB,
    quotaModel,
    gap,
  };
}

/**
 * How the version that traffic goes to is to be provisioned: as the one that has it, as far as its instances, which may be larger, fit into
 * the reservation. Target tracking is told by no action of the API, so it is taken from `serverless.yml`, unless the alias says that its
 * version was provisioned otherwise.
 * @returns undefined: not at all
 * @source S28, S29
 */
export function provisionedAfter(
  { rollable: { live, alias, function: fn }, to, memoryMB }: Pick<Return, 'rollable' | 'to' | 'memoryMB'>,
  quotaModel: Profile['quotaModel'],
): Provisioned | undefined {
  const serving = live.provisioned.find(({ version }) => version === alias.version) ?? live.provisioned.find(({ version }) => version === to.version);
  if (!serving) return undefined;
  const asTold = { instances: serving.allocated, schedule: serving.schedule, tracking: undefined };
  const marked = markedProvisioning(alias.description, serving.version);
  const most = mostInside({ reservedMB: live.reservedMB, memoryMB }, quotaModel);
  if (most === 0) return undefined;
  if (fn.tracking === undefined || marked === provisionedHash(asTold)) return { ...asTold, instances: Math.min(asTold.instances, most) };
  return { instances: 0, schedule: [], tracking: fn.tracking };
}

/** Whether a version has all that it is to have, as far as anybody can tell. */
function has(before: LiveProvisioned | undefined, { instances, schedule, tracking }: Provisioned): boolean {
  return before !== undefined && tracking === undefined && before.allocated === instances && isDeepStrictEqual([...before.schedule], [...schedule]);
}

/** What traffic leaves; and what a rollback that did not come to its end has left behind. */
function released({ live, alias }: Rollable, to: Published): Pick<Swap, 'releaseIdle' | 'releaseServing'> {
  const others = live.provisioned.map(({ version }) => version).filter((version) => version !== to.version);
  const serving = others.filter((version) => version === alias.version || alias.additional.includes(version));
  const left = alias.version === to.version ? others.filter((version) => !serving.includes(version) && Number(version) > Number(to.version)) : [];
  return { releaseIdle: left, releaseServing: serving };
}

/** What the next deploy knows the version by. */
function markOf({ description }: Published, provisioned: Provisioned | undefined): string {
  return provisioned && markForm.test(description) ? aliasMark(description, provisioned) : latestMark;
}

function changeOf(one: Return, quotaModel: Profile['quotaModel']): FunctionChange {
  const { rollable, to, configuration, currentConfiguration } = one;
  const { function: fn, alias, live } = rollable;
  const before = [alias.version, ...alias.additional].join(' + ');
  if (chainOf(one, quotaModel, false).drafts.length === 0) return { key: fn.key, name: fn.name, kind: 'same', fields: [] };
  const after = provisionedAfter(one, quotaModel);
  const instances = live.provisioned.find(({ version }) => version === to.version)?.allocated;
  const differences = differencesOf(configuration, currentConfiguration).filter((one) => !isOfVersion(one));
  const fields: FieldChange[] = [
    ...differences.map((field) => ({ ...field, immutable: false })),
    ...(before === to.version ? [] : [field('alias', '$DEFAULT', before, to.version)]),
    ...(after && instances !== instancesAtOnce(after)
      ? [field('provisioned', `provisionedConcurrency.version ${to.version}`, instances, instancesAtOnce(after))]
      : []),
  ];
  return { key: fn.key, name: fn.name, kind: 'update', fields };
}

/** The description of a version that a deploy has published says which one it is, and nothing of the function. */
function isOfVersion({ option, before, after }: Pick<FieldChange, 'option' | 'before' | 'after'>): boolean {
  return option === 'description' && [before, after].some((text) => typeof text === 'string' && markForm.test(text));
}

function field(part: FieldChange['part'], option: string, before: Json | undefined, after: Json | undefined): FieldChange {
  return { part, option, before, after, immutable: false };
}
