import type { Profile } from '../../scf';
import type { StepParams, VersionRef } from '../plan';
import type { Provisioned } from '../state';
import type { ChainWriter, Overlap } from './draft';
import { instancesAtOnce } from './provisioning';
import { reservationsOf } from './reservations';

/** Traffic and provisioned instances of one function go from one version to another. */
export interface Swap {
  /** Of the function, in the cloud. */
  readonly name: string;
  /** Where `$DEFAULT` points now. */
  readonly from: string;
  readonly to: VersionRef;
  /** What the version that traffic goes to is to have; undefined: nothing. */
  readonly provisioned: Provisioned | undefined;
  /** Parameters of the call that puts it there, as of `provisionedParams`; undefined: it has it already. */
  readonly put: StepParams | undefined;
  /** Memory of one instance of that version, MB. */
  readonly memoryMB: number;
  /** Description of the alias, which is moved; undefined: it stays. */
  readonly move: string | undefined;
  /** Versions that give up their instances: without traffic before anything else, with traffic when it has gone. */
  readonly releaseIdle: readonly string[];
  readonly releaseServing: readonly string[];
  /** What provisioned instances take now, MB, by version. */
  readonly provisionedMB: Readonly<Record<string, number>>;
  /** Reservation now, and as it is to be at the end, MB. */
  readonly reservedMB: number | undefined;
  readonly wantedReservedMB: number | undefined;
  readonly quotaModel: Profile['quotaModel'];
  /** Gives up the old instances before it asks for new ones: traffic starts cold in between. */
  readonly gap: boolean;
}

/**
 * Writes the steps of a swap: what is new is ready before traffic goes there, and what is old stays until traffic has gone.
 * @returns what both versions hold at the same time; undefined: one of them holds nothing then
 * @source S16, S21–S23, S28, S29; scf-api.md §8, 3–4
 */
export function writeSwap(writer: ChainWriter, swap: Swap): Overlap | undefined {
  const { to, provisioned, put, move, releaseIdle, releaseServing, gap } = swap;
  const target = nameOf(to);
  const levelsMB = new Map(Object.entries(swap.provisionedMB));
  const set = (version: string, mb: number): number => sumOf(levelsMB.set(version, mb).values());
  const release = (version: string): void => writer.add({ kind: 'deleteProvisioned', of: { version } }, version, { provisionedMB: set(version, 0) });
  for (const version of gap ? [...releaseIdle, ...releaseServing] : releaseIdle) release(version);
  const atOnce = provisioned ? instancesAtOnce(provisioned) : 0;
  const newMB = atOnce * swap.memoryMB;
  const nowMB = writer.held.provisionedMB;
  const oldMB = nowMB - (levelsMB.get(target) ?? 0);
  const reservations = reservationsOf(swap, put ? Math.max(nowMB, oldMB + newMB) : nowMB);
  for (const mb of reservations.before) reserve(writer, mb);
  if (provisioned && put) {
    const instances = provisioned.tracking?.max ?? provisioned.instances;
    writer.add({ kind: 'putProvisioned', of: to, params: put, instances }, target, { provisionedMB: set(target, newMB) });
  }
  if (atOnce > 0 && (put || move !== undefined)) writer.add({ kind: 'awaitProvisioned', of: to, instances: atOnce }, target);
  if (move !== undefined) writer.add({ kind: 'moveAlias', to, from: swap.from, description: move }, target);
  if (!gap) for (const version of releaseServing) release(version);
  for (const mb of reservations.after) reserve(writer, mb);
  return put && oldMB > 0 && newMB > 0 && !gap ? { oldMB, newMB } : undefined;
}

/** As ids of steps say it. */
function nameOf(ref: VersionRef): string {
  return 'version' in ref ? ref.version : 'new';
}

/** Sets the reservation, or takes it away. */
export function reserve(writer: ChainWriter, mb: number | undefined): void {
  const beforeMB = writer.held.reservedMB;
  if (mb === undefined) writer.add({ kind: 'deleteReserved', beforeMB }, undefined, { reservedMB: undefined });
  else writer.add({ kind: 'putReserved', mb, beforeMB }, String(mb), { reservedMB: mb });
}

function sumOf(amounts: Iterable<number>): number {
  return [...amounts].reduce((sum, mb) => sum + mb, 0);
}
