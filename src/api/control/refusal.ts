import type { ChangeFault } from '../../engine';
import { said } from '../../messages/api';
import type { Said } from '../../messages/text';
import type { RegionChange } from '../../region';
import { instancesMax, PUBLISHED } from '../../scf';
import { ApiError } from '../error';
import { allocationNow, claimOf, memoryOf } from './allocation';
import type { Control } from './control';
import type { FunctionRecord } from './record';

/**
 * What the API answers to a change that the region refuses.
 * @param codes  in place of a fault's own code, where the action has another
 */
export function refusal(control: Control, change: RegionChange, fault: ChangeFault, codes: Readonly<Record<string, string>>): ApiError {
  return new ApiError(codes[fault] ?? fault, reasonOf(control, change, fault) ?? generalReason(control, change, fault));
}

function reasonOf(control: Control, change: RegionChange, fault: ChangeFault): Said | undefined {
  if (change.kind === 'reserved') return reservedReason(control, change, fault);
  if (change.kind === 'provisioned') return provisionedReason(control, change, fault);
  if (change.kind === 'function') return additionReason(control, change, fault);
  if (change.kind !== 'tracking' || fault !== 'LimitExceeded.MaxCapacity') return undefined;
  return said('refusal.tracking', { name: nameOf(control, change), max: change.tracking?.max ?? 0 });
}

type Of<K extends RegionChange['kind']> = Extract<RegionChange, { readonly kind: K }>;

/** Of a function that `serverless.yml` brings with its quotas. @source S16, S22 */
function additionReason(control: Control, { plan }: Of<'function'>, fault: ChangeFault): Said | undefined {
  const { name, memoryMB, reservedMB = 0, provisionedInstances: instances } = plan;
  if (fault === 'LimitExceeded.FunctionReservedConcurrencyMemory') return said('refusal.reserve', { name, reservedMB, ...roomNow(control) });
  return instancesReason(control, { instances, name, version: PUBLISHED, memoryMB }, reservedMB, fault);
}

/** What can be allocated, and why it is no more. @param but  a function whose part is left out */
function roomNow(control: Control, but?: FunctionRecord) {
  const { accountMB, floorMB, allocatedMB, allocatableMB } = allocationNow(control, but);
  return { accountMB, floorMB, allocatedMB, mostMB: Math.max(0, allocatableMB) };
}

/** @source S16, S29 */
function reservedReason(control: Control, change: Of<'reserved'>, fault: ChangeFault): Said | undefined {
  const record = control.registry.get(change.function);
  if (!record) return undefined;
  const { name } = record;
  const { reservedMB = 0 } = change;
  const room = roomNow(control, record);
  const { provisionedMB } = claimOf(control, record);
  switch (fault) {
    case 'LimitExceeded.FunctionReservedConcurrencyMemory':
      return said('refusal.reserve', { name, reservedMB, ...room });
    case 'FailedOperation.ProvisionedExceedReserved':
      return said('refusal.reserveBelow', { name, provisionedMB, reservedMB });
    case 'FailedOperation.ProvisionedExceedAvailable':
      return said('refusal.unreserve', { name, provisionedMB, leftMB: room.mostMB });
    default:
      return undefined;
  }
}

/** @source S22–S24 */
function provisionedReason(control: Control, change: Of<'provisioned'>, fault: ChangeFault): Said | undefined {
  const record = control.registry.get(change.function);
  if (!record) return undefined;
  const { instances, version } = change;
  return instancesReason(control, { instances, name: record.name, version, memoryMB: memoryOf(record, version) }, record.reservedMB, fault, record);
}

interface Wanted {
  readonly instances: number;
  readonly name: string;
  readonly version: string;
  readonly memoryMB: number;
}

function instancesReason(control: Control, wanted: Wanted, reservedMB = 0, fault: ChangeFault, but?: FunctionRecord): Said | undefined {
  switch (fault) {
    case 'FailedOperation.ProvisionedExceedReserved':
      return said('refusal.aboveReserved', { ...wanted, reservedMB, fit: instancesMax(reservedMB, wanted.memoryMB) });
    case 'FailedOperation.ProvisionedExceedAvailable':
      return said('refusal.aboveAvailable', { ...wanted, ...roomNow(control, but) });
    case 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory':
      return said('refusal.aboveAccount', { ...wanted, accountMB: control.totalMB });
    default:
      return undefined;
  }
}

/** Texts that name at most the function. */
const general = {
  'ResourceNotFound.Function': 'noFunction',
  'ResourceNotFound.Version': 'noVersion',
  'ResourceNotFound.FunctionVersion': 'noVersion',
  'ResourceNotFound.Alias': 'noAlias',
  'InvalidParameterValue.Qualifier': 'qualifier',
  'InvalidParameterValue.TrackingTarget': 'target',
  'InvalidParameterValue.MinCapacity': 'min',
  'InvalidParameterValue.AdditionalVersionWeights': 'weight',
  'InvalidParameter.RoutingConfig': 'sameVersion',
  'FailedOperation.DeleteAlias': 'defaultAlias',
  'FailedOperation.ReservedInProgress': 'reserving',
  'FailedOperation.ProvisionedInProgress': 'provisioning',
  'FailedOperation.TotalConcurrencyMemoryInProgress': 'accountChanging',
  'FailedOperation.FunctionVersionStatusNotActive': 'notActive',
  'LimitExceeded.FunctionVersions': 'versionsMax',
  'UnsupportedOperation.AliasBind': 'aliasBound',
  'UnsupportedOperation.AsyncRunEnable': 'asyncFixed',
} as const satisfies Readonly<Partial<Record<ChangeFault, string>>>;

function generalReason(control: Control, change: RegionChange, fault: ChangeFault): Said {
  const name = nameOf(control, change);
  return isGeneral(fault) ? said(`refusal.${general[fault]}`, { name }) : said('refusal.other', { fault });
}

function isGeneral(fault: ChangeFault): fault is keyof typeof general {
  return fault in general;
}

/** Of the function that a change is about; undefined: it is about the account. */
function nameOf(control: Control, change: RegionChange): string | undefined {
  const key = 'function' in change ? change.function : 'plan' in change ? change.plan.key : undefined;
  return key === undefined ? undefined : (control.registry.get(key)?.name ?? key);
}
