import { isDeepStrictEqual } from 'node:util';
import { instancesMax, LATEST, type Profile } from '../../scf';
import type { FieldChange, StepParams } from '../plan';
import type { DesiredFunction, LiveProvisioned, Provisioned } from '../state';
import type { FunctionFacts } from './facts';
import { aliasMark, isOurs, latestMark, markedProvisioning, provisionedHash } from './marks';

/** What becomes of versions, of their provisioned instances and of the traffic of one function. */
export interface Goal {
  /** Where `$DEFAULT` is to point; `new`: to a version that is published first. */
  readonly target: string;
  /** Where it points now. */
  readonly current: string;
  /** Description of a version that is published; undefined: none is. */
  readonly publish: string | undefined;
  /** What is put on the target; undefined: nothing. */
  readonly put: { readonly provisioned: Provisioned; readonly params: StepParams } | undefined;
  /** Description of `$DEFAULT` when it is moved, or marked anew; undefined: it stays as it is. */
  readonly move: string | undefined;
  /** Versions that give up their instances: those without traffic at once, the others when the traffic has gone. */
  readonly releaseIdle: readonly string[];
  readonly releaseServing: readonly string[];
  readonly fields: readonly FieldChange[];
}

/**
 * What a function's versions have to become.
 * @param live  undefined: there is no function yet
 * @param mark  of a version with the wanted code and configuration
 * @source S21, S28, S140, S141
 */
export function goalOf(desired: DesiredFunction, live: FunctionFacts | undefined, mark: string, quotaModel: Profile['quotaModel']): Goal {
  const { provisioned } = desired;
  const current = live?.alias?.version ?? LATEST;
  return provisioned ? kept(provisioned, live, current, mark, mostInside(desired, quotaModel)) : given(live, current);
}

/**
 * The most instances that the reservation holds: what a schedule asks for beyond it is never there.
 * @source S29, S137; S24: in the `ga` model what is provisioned does not count
 */
export function mostInside({ reservedMB, memoryMB }: Pick<DesiredFunction, 'reservedMB' | 'memoryMB'>, quotaModel: Profile['quotaModel']): number {
  return reservedMB === undefined || quotaModel === 'ga' ? Infinity : instancesMax(reservedMB, memoryMB);
}

function kept(provisioned: Provisioned, live: FunctionFacts | undefined, current: string, mark: string, most: number): Goal {
  const known = live && versionOf(live, mark);
  const target = known ?? 'new';
  const before = live?.provisioned.find(({ version }) => version === target);
  const certificate = markedProvisioning(live?.alias?.description ?? '', target);
  const differs = !before || !isAsWanted(before, provisioned, certificate, most);
  const tooMany = before && isAsWanted(before, provisioned, certificate, Infinity);
  const serving = tooMany ? before : live?.provisioned.find(({ version }) => version === current);
  const now = before && !tooMany ? provisioned : atThisHour(provisioned, serving, most);
  const put = differs ? { provisioned: now, params: provisionedParams(now, before) } : undefined;
  const moves = target !== current || put !== undefined || (live?.alias?.additional.length ?? 0) > 0;
  return {
    target,
    current,
    publish: known === undefined ? mark : undefined,
    put,
    move: moves ? aliasMark(mark, provisioned) : undefined,
    ...releases(live, current, target),
    fields: [...versionFields(live, current, target), ...provisionedFields(live, current, target, { provisioned, now, most })],
  };
}

/**
 * What a version begins with that takes over from another one, or goes on with when the reservation becomes too small for it: where a
 * schedule has set the number for this time of the day, that number, or as much of it as fits, for the schedule itself sets the next one
 * hours later.
 * @source S135, S137
 */
function atThisHour(wanted: Provisioned, serving: LiveProvisioned | undefined, most: number): Provisioned {
  if (!serving || !isDeepStrictEqual(byName(serving), byName(wanted))) return wanted;
  const set = wanted.schedule.some(({ instances }) => [instances, Math.min(instances, most)].includes(serving.allocated));
  return set ? { ...wanted, instances: Math.min(serving.allocated, most) } : wanted;
}

/** Without provisioning traffic goes to `$LATEST`, unless somebody else has sent it, or a part of it, elsewhere. @source S141, S142 */
function given(live: FunctionFacts | undefined, current: string): Goal {
  const alias = live?.alias;
  const ours = alias !== undefined && (live?.provisioned.some(({ version }) => version === current) || isOurs(alias.description, current));
  const target = ours ? LATEST : current;
  const moved = live !== undefined && target !== current;
  const fields = [...(moved ? versionFields(live, current, target) : []), ...provisionedFields(live, current, target, undefined)];
  const move = moved ? latestMark : undefined;
  return { target, current, publish: undefined, put: undefined, move, ...releases(live, current, ''), fields };
}

/**
 * The version with this code and configuration; undefined: there is none.
 * @source S140: versions never change
 */
function versionOf(live: FunctionFacts, mark: string): string | undefined {
  if (isMarked(live, mark)) return live.alias?.version;
  const versions = (live.versions ?? []).filter(
    ({ version, description, status }) => version !== LATEST && description === mark && !/Failed$/.test(status),
  );
  const current = versions.find(({ version }) => version === live.alias?.version);
  return (current ?? versions.toSorted((a, b) => Number(b.version) - Number(a.version))[0])?.version;
}

/** Whether `$DEFAULT` itself says that the version behind it has this code and configuration. */
export function isMarked({ alias }: FunctionFacts, mark: string): boolean {
  if (!alias || alias.version === LATEST || !isOurs(alias.description, alias.version)) return false;
  return alias.description.includes(` ${mark.slice(mark.indexOf(' ') + 1)} `);
}

/**
 * Whether a version is provisioned as wanted, as far as anybody can tell. A schedule sets other numbers than the first one in its
 * time; target tracking is told by nobody but our own mark.
 * @param certificate  of the mark; undefined: there is none
 * @param most         instances that the reservation holds
 * @source S135, S136, S137
 */
function isAsWanted(before: LiveProvisioned, wanted: Provisioned, certificate: string | undefined, most: number): boolean {
  if (certificate !== undefined && certificate !== provisionedHash(wanted)) return false;
  // Asked for and not got: it has to be asked for again.
  if (before.status === 'Failed' && before.available < before.allocated) return false;
  if (!isDeepStrictEqual(byName(before), byName(wanted))) return false;
  if (wanted.tracking) return certificate !== undefined;
  return [wanted.instances, ...wanted.schedule.map(({ instances }) => Math.min(instances, most))].includes(before.allocated);
}

function byName({ schedule }: Provisioned): object[] {
  return schedule.map(({ name, cron, instances }) => ({ name, cron, instances })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @source scf-api.md PutProvisionedConcurrencyConfig @assumes an empty list takes away what was set for certain times */
export function provisionedParams({ instances, schedule, tracking }: Provisioned, before?: Provisioned): StepParams {
  if (tracking) {
    const { target: TrackingTarget, min: MinCapacity, max: MaxCapacity } = tracking;
    return { VersionProvisionedConcurrencyNum: 0, ProvisionedType: 'ConcurrencyUtilizationTracking', TrackingTarget, MinCapacity, MaxCapacity };
  }
  const actions = schedule.map(({ name, cron, instances: number }) => ({
    TriggerName: name,
    TriggerProvisionedConcurrencyNum: number,
    TriggerCronConfig: cron,
    ProvisionedType: 'Default',
  }));
  const said = actions.length > 0 || (before?.schedule.length ?? 0) > 0;
  return { VersionProvisionedConcurrencyNum: instances, ProvisionedType: 'Default', ...(said && { TriggerActions: actions }) };
}

/** Instances that a version has at once and keeps: of tracking the fewest, for more is taken only as far as there is room. @source S136, S137 */
export function instancesAtOnce({ instances, tracking }: Provisioned): number {
  return tracking?.min ?? instances;
}

function releases(live: FunctionFacts | undefined, current: string, target: string): Pick<Goal, 'releaseIdle' | 'releaseServing'> {
  const versions = (live?.provisioned ?? []).map(({ version }) => version).filter((version) => version !== target);
  const serves = (version: string): boolean => version === current || (live?.alias?.additional.includes(version) ?? false);
  return { releaseIdle: versions.filter((version) => !serves(version)), releaseServing: versions.filter(serves) };
}

function versionFields(live: FunctionFacts | undefined, current: string, target: string): FieldChange[] {
  const published = target === 'new' ? [field('version', 'version', live && current, target)] : [];
  const additional = live?.alias?.additional ?? [];
  const moved = live && (target !== current || additional.length > 0);
  return moved ? [...published, field('alias', '$DEFAULT', [current, ...additional].join(' + '), target)] : published;
}

/** @param wanted  as it is written, as it is put now, and the most that the reservation holds */
function provisionedFields(
  live: FunctionFacts | undefined,
  current: string,
  target: string,
  wanted: { readonly provisioned: Provisioned; readonly now: Provisioned; readonly most: number } | undefined,
): FieldChange[] {
  const of = (name: string): LiveProvisioned | undefined => live?.provisioned.find(({ version }) => version === name);
  const before = of(target) ?? of(current);
  const rest = (live?.provisioned ?? []).filter((one) => one !== before && one.version !== current);
  const fields = rest.map(({ version, allocated }) => field('provisioned', `provisionedConcurrency.version ${version}`, allocated, undefined));
  if (!wanted) return before ? [...fields, field('provisioned', 'provisionedConcurrency', before.allocated, undefined)] : fields;
  const certificate = before && markedProvisioning(live?.alias?.description ?? '', before.version);
  if (before && isAsWanted(before, wanted.provisioned, certificate, wanted.most)) return fields;
  return [...fields, ...differing(before, wanted.now)];
}

function differing(before: LiveProvisioned | undefined, wanted: Provisioned): FieldChange[] {
  const option = 'provisionedConcurrency';
  if (wanted.tracking) {
    const { target, min, max } = wanted.tracking;
    return [field('provisioned', `${option}.tracking`, before?.tracking && { ...before.tracking }, { target, min, max })];
  }
  const schedule = before && isDeepStrictEqual(byName(before), byName(wanted)) ? [] : scheduleFields(before, wanted);
  return before && before.allocated === wanted.instances && schedule.length > 0
    ? schedule
    : [
        field('provisioned', `${option}.instances`, before?.allocated === wanted.instances ? undefined : before?.allocated, wanted.instances),
        ...schedule,
      ];
}

function scheduleFields(before: Provisioned | undefined, wanted: Provisioned): FieldChange[] {
  const listed = (provisioned: Provisioned | undefined) => provisioned?.schedule.map((action) => ({ ...action })) ?? [];
  if (listed(before).length === 0 && wanted.schedule.length === 0) return [];
  return [field('provisioned', 'provisionedConcurrency.schedule', listed(before), listed(wanted))];
}

function field(part: FieldChange['part'], option: string, before: FieldChange['before'], after: FieldChange['after']): FieldChange {
  return { part, option, before, after, immutable: false };
}
