import type { ChangeFault } from '../../engine';
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
  return new ApiError(codes[fault] ?? fault, textOf(control, change, fault));
}

function textOf(control: Control, change: RegionChange, fault: ChangeFault): string {
  if (change.kind === 'reserved') return reservedText(control, change, fault) ?? generalText(control, change, fault);
  if (change.kind === 'provisioned') return provisionedText(control, change, fault) ?? generalText(control, change, fault);
  if (change.kind === 'tracking' && fault === 'LimitExceeded.MaxCapacity') {
    const max = change.tracking?.max ?? 0;
    return `${nameOf(control, change)} cannot be tracked up to ${max} instances: the quota has no room for so many, or it is below the minimum. Lower \`MaxCapacity\`, or raise the quota.`;
  }
  return generalText(control, change, fault);
}

type Of<K extends RegionChange['kind']> = Extract<RegionChange, { readonly kind: K }>;

/** @source S16, S29 */
function reservedText(control: Control, change: Of<'reserved'>, fault: ChangeFault): string | undefined {
  const record = control.registry.get(change.function);
  if (!record) return undefined;
  const { reservedMB } = change;
  const { accountMB, floorMB, allocatedMB, allocatableMB } = allocationNow(control, record);
  const { provisionedMB } = claimOf(control, record);
  switch (fault) {
    case 'LimitExceeded.FunctionReservedConcurrencyMemory':
      return `${record.name} cannot reserve ${reservedMB ?? 0} MB: of the account's ${accountMB} MB, ${floorMB} MB can be allocated to nobody and others hold ${allocatedMB} MB, so at most ${Math.max(0, allocatableMB)} MB can be reserved. Reserve less, or lower what others hold.`;
    case 'FailedOperation.ProvisionedExceedReserved':
      return `${record.name} has ${provisionedMB} MB of provisioned instances, more than the ${reservedMB ?? 0} MB that it is to reserve. Lower or delete its provisioned concurrency first.`;
    case 'FailedOperation.ProvisionedExceedAvailable':
      return `The reservation of ${record.name} cannot be deleted: its ${provisionedMB} MB of provisioned instances would count against the account, which has ${Math.max(0, allocatableMB)} MB left to allocate. Lower its provisioned concurrency first.`;
    default:
      return undefined;
  }
}

/** @source S22–S24 */
function provisionedText(control: Control, change: Of<'provisioned'>, fault: ChangeFault): string | undefined {
  const record = control.registry.get(change.function);
  if (!record) return undefined;
  const { instances, version } = change;
  const memoryMB = memoryOf(record, version);
  const needed = `${instances} instances of ${record.name} version ${version} need ${instances * memoryMB} MB (${memoryMB} MB each)`;
  switch (fault) {
    case 'FailedOperation.ProvisionedExceedReserved': {
      const { reservedMB = 0 } = record;
      return `${needed}, and the function has reserved ${reservedMB} MB for all its versions: ${instancesMax(reservedMB, memoryMB)} instances. Reserve more, or provision fewer.`;
    }
    case 'FailedOperation.ProvisionedExceedAvailable': {
      const { accountMB, floorMB, allocatedMB, allocatableMB } = allocationNow(control, record);
      return `${needed}, and ${Math.max(0, allocatableMB)} MB can be allocated: of the account's ${accountMB} MB, ${floorMB} MB go to nobody and others hold ${allocatedMB} MB. Provision fewer, or lower what others hold.`;
    }
    case 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory':
      return `${needed}, and all functions together may provision no more than the account's ${control.totalMB} MB. Provision fewer.`;
    default:
      return undefined;
  }
}

const general: Readonly<Partial<Record<ChangeFault, (name: string) => string>>> = {
  'ResourceNotFound.Function': (name) => `There is no ${name}.`,
  'ResourceNotFound.Version': (name) => `${name} has no such version. ListVersionByFunction tells which it has.`,
  'ResourceNotFound.FunctionVersion': (name) => `${name} has no such version. ListVersionByFunction tells which it has.`,
  'ResourceNotFound.Alias': (name) => `${name} has no such alias. ListAliases tells which it has.`,
  'InvalidParameterValue.Qualifier': (name) => `Only published versions of ${name} can be meant here, by their number: neither $LATEST nor an alias.`,
  'InvalidParameterValue.TrackingTarget': () => '`TrackingTarget` must be above 0 and below 1.',
  'InvalidParameterValue.MinCapacity': () => '`MinCapacity` must be an integer of at least 1.',
  'InvalidParameterValue.AdditionalVersionWeights': () => 'The weight of the additional version must be from 0 to 1.',
  'InvalidParameter.RoutingConfig': () => 'The additional version must be another one than the main version.',
  'FailedOperation.DeleteAlias': (name) => `The alias $DEFAULT of ${name} cannot be deleted.`,
  'FailedOperation.ReservedInProgress': (name) => `A change of the quota of ${name} is still under way. Try again when it has settled.`,
  'FailedOperation.ProvisionedInProgress': (name) =>
    `Provisioned instances of this version of ${name} are still starting. Wait until its status is Done.`,
  'FailedOperation.TotalConcurrencyMemoryInProgress': () => 'A change of the account quota is still under way. Try again when it has settled.',
  'FailedOperation.FunctionVersionStatusNotActive': (name) => `${name} is not active. Wait until its status is Active.`,
  'LimitExceeded.FunctionVersions': (name) => `${name} has as many versions as a function may have. Delete some that are not used.`,
  'UnsupportedOperation.AliasBind': (name) => `This version of ${name} cannot be deleted: an alias points to it. Point the alias elsewhere first.`,
  'UnsupportedOperation.AsyncRunEnable': (name) =>
    `Asynchronous execution of ${name} is fixed when it is created. Delete the function and create it anew.`,
};

function generalText(control: Control, change: RegionChange, fault: ChangeFault): string {
  return general[fault]?.(nameOf(control, change)) ?? `The region refuses the change: ${fault}.`;
}

function nameOf(control: Control, change: RegionChange): string {
  const key = 'function' in change ? change.function : 'plan' in change ? change.plan.key : undefined;
  return key === undefined ? 'the account' : `function "${control.registry.get(key)?.name ?? key}"`;
}
