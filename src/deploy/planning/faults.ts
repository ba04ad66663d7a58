import { sayPlanning, type FixedReason } from '../../messages/deployPlanning';
import type { Allocation } from '../../scf';
import { adviceFigures } from '../../cloud/adviceFigures';
import { DeployFault } from '../fault';
import { fieldOfOption } from '../fields';
import type { FieldChange } from '../plan';
import type { DesiredFunction, Json } from '../state';
import type { Stuck } from './order';

/** Functions that only their re-creation could bring to what is wanted. @source S76, S81, S206 */
export function mustReplace(functions: readonly { readonly desired: DesiredFunction; readonly fields: readonly FieldChange[] }[]): DeployFault {
  const told = functions.map(({ desired: { key, name }, fields }) => ({ key, name, fields: fields.map(fixedField) }));
  return new DeployFault('mustReplace', (lang) => sayPlanning(lang, 'planning.mustReplace', { functions: told }));
}

function fixedField({ option, before, after }: FieldChange) {
  const fixed: FixedReason = fieldOfOption(option)?.fixed ?? 'other';
  return { option, before: shown(before), after: shown(after), fixed };
}

function shown(value: Json | undefined): string {
  return value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** @source S13, S16, S22, S23 */
export function quotaExceeded({ accountMB, floorMB, allocatedMB, allocatableMB, shares }: Allocation): DeployFault {
  const params = { accountMB, floorMB, allocatedMB, overMB: -allocatableMB, shares };
  return new DeployFault('quotaExceeded', (lang) => sayPlanning(lang, 'planning.quotaExceeded', params));
}

/** @source S24: of the `ga` model */
export function provisionedExceeded(accountMB: number, provisionedMB: number): DeployFault {
  return new DeployFault('quotaExceeded', (lang) => sayPlanning(lang, 'planning.provisionedExceeded', { accountMB, provisionedMB }));
}

/** What is wanted fits, but nothing leads there. */
export function noOrder(stuck: readonly Stuck[]): DeployFault {
  const names = stuck.map(({ chain }) => chain.name);
  return new DeployFault('quotaExceeded', (lang) => sayPlanning(lang, 'planning.noOrder', { names }));
}

/** @source S22; scf-api.md §8, 4 */
export function noRoomForOverlap(
  { chain: { name, overlap, held }, roomMB }: Stuck,
  { key, reservedMB = held.reservedMB }: Pick<DesiredFunction, 'key' | 'reservedMB'>,
): DeployFault {
  const { oldMB = 0, newMB = 0 } = overlap ?? {};
  return new DeployFault('noRoomForOverlap', (lang) =>
    sayPlanning(lang, 'planning.noRoomForOverlap', { name, key, oldMB, newMB, reservedMB, roomMB }),
  );
}

export function functionBusy(name: string, status: string, limitMs: number): DeployFault {
  return new DeployFault('functionBusy', (lang) => sayPlanning(lang, 'planning.functionBusy', { name, status, limitMs }));
}

/** Functions cannot be made there, and a namespace is more than one service's matter. @source scf-api.md CreateNamespace; S150: five of them */
export function noNamespace(namespace: string, region: string, known: readonly string[]): DeployFault {
  const params = { namespace, region, known, max: adviceFigures.namespaces };
  return new DeployFault('noNamespace', (lang) => sayPlanning(lang, 'planning.noNamespace', params));
}

export function noPackage(key: string): DeployFault {
  return new DeployFault('noPackage', (lang) => sayPlanning(lang, 'planning.noPackage', { key }));
}

export function worldMoved(differences: readonly string[]): DeployFault {
  return new DeployFault('worldMoved', (lang) => sayPlanning(lang, 'planning.worldMoved', { differences }));
}
