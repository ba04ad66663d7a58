import type { ChangeFault } from '../../engine';
import { said } from '../../messages/api';
import type { Said } from '../../messages/text';
import type { RegionChange } from '../../region';
import { instancesMax } from '../../scf';
import { ApiError } from '../error';
import { allocationNow, claimOf, memoryOf } from './allocation';
import type { Control } from './control';

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
  if (change.kind !== 'tracking' || fault !== 'LimitExceeded.MaxCapacity') return undefined;
  return said('refusal.tracking', { name: nameOf(control, change), max: change.tracking?.max ?? 0 });
}

type Of<K extends RegionChange['kind']> = Extract<RegionChange, { readonly kind: K }>;

/** @source S16, S29 */
function reservedReason(control: Control, change: Of<'reserved'>, fault: ChangeFault): Said | undefined {
  const record = control.registry.get(change.function);
  if (!record) return undefined;
  const { name } = record;
  const { reservedMB = 0 } = change;
  const { accountMB, floorMB, allocatedMB, allocatableMB } = allocationNow(control, record);
  const { provisionedMB } = claimOf(control, record);
  const mostMB = Math.max(0, allocatableMB);
  switch (fault) {
    case 'LimitExceeded.FunctionReservedConcurrencyMemory':
      return said('refusal.reserve', { name, reservedMB, accountMB, floorMB, allocatedMB, mostMB });
    case 'FailedOperation.ProvisionedExceedReserved':
      return said('refusal.reserveBelow', { name, provisionedMB, reservedMB });
    case 'FailedOperation.ProvisionedExceedAvailable':
      return said('refusal.unreserve', { name, provisionedMB, leftMB: mostMB });
    default:
      return undefined;
  }
}

/** @source S22–S24 */
function provisionedReason(control: Control, change: Of<'provisioned'>, fault: ChangeFault): Said | undefined {
  const record = control.registry.get(change.function);
  if (!record) return undefined;
  const { instances, version } = change;
  const memoryMB = memoryOf(record, version);
  const wanted = { instances, name: record.name, version, memoryMB };
  switch (fault) {
    case 'FailedOperation.ProvisionedExceedReserved': {
      const { reservedMB = 0 } = record;
      return said('refusal.aboveReserved', { ...wanted, reservedMB, fit: instancesMax(reservedMB, memoryMB) });
    }
    case 'FailedOperation.ProvisionedExceedAvailable': {
      const { accountMB, floorMB, allocatedMB, allocatableMB } = allocationNow(control, record);
      return said('refusal.aboveAvailable', { ...wanted, mostMB: Math.max(0, allocatableMB), accountMB, floorMB, allocatedMB });
    }
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
