import { said } from '../../messages/api';
import { ApiError } from '../error';
import type { Action } from '../action';
import type { Params } from '../params';
import { allocationNow, allProvisionedMB } from './allocation';
import type { Control } from './control';
import { touch } from './deploy';
import { namespaceOf } from './names';
import { assertActive, functionIn } from './reading';

/** Reservations, and the quota of the account. @source scf-api.md §5.4; S14–S18, S26, S29 */
export function quotaActions(control: Control): Readonly<Record<string, Action>> {
  return {
    PutReservedConcurrencyConfig: (params) => putReserved(control, params),
    GetReservedConcurrencyConfig: (params) => ({ ReservedMem: functionIn(control, params).reservedMB ?? null }),
    DeleteReservedConcurrencyConfig: (params) => deleteReserved(control, params),
    PutTotalConcurrencyConfig: (params) => putTotal(control, params),
  };
}

function putReserved(control: Control, params: Params): object {
  const reservedMB = params.requiredInt('ReservedConcurrencyMem', { min: 0 });
  const record = functionIn(control, params);
  assertActive(record, 'FailedOperation.FunctionVersionStatusNotActive');
  control.change({ kind: 'reserved', function: record.key, reservedMB });
  record.reservedMB = reservedMB;
  record.unfitMB = undefined;
  touch(control, record);
  return {};
}

function deleteReserved(control: Control, params: Params): object {
  const record = functionIn(control, params);
  // To delete what is not there is no fault.
  if (record.reservedMB === undefined && record.unfitMB === undefined) return {};
  control.change({ kind: 'reserved', function: record.key, reservedMB: undefined });
  record.reservedMB = undefined;
  record.unfitMB = undefined;
  touch(control, record);
  return {};
}

/** @source S26: what is allocated and the floor must fit, and no user may have more than is his */
function putTotal(control: Control, params: Params): object {
  const totalMB = params.requiredInt('TotalConcurrencyMem', { min: 0 });
  const namespace = namespaceOf(params);
  control.registry.namespace(namespace);
  if (namespace !== 'default') throw new ApiError('UnsupportedOperation', said('quotas.namespace', { namespace }));
  const userMB = userQuotaMB(control);
  if (totalMB > userMB) throw new ApiError('LimitExceeded.UserTotalConcurrencyMemory', said('quotas.user', { totalMB, userMB }));
  const leastMB = leastTotalMB(control);
  if (totalMB < leastMB) {
    const { floorMB, allocatedMB } = allocationNow(control);
    const provisionedMB = allProvisionedMB(control);
    throw new ApiError('FailedOperation.ReservedExceedTotal', said('quotas.least', { totalMB, allocatedMB, floorMB, provisionedMB, leastMB }));
  }
  control.change({ kind: 'total', totalMB });
  control.totalMB = totalMB;
  control.keepTotal(totalMB);
  return {};
}

/** @source S26; S24: in the `ga` model what is provisioned must fit into the account on its own */
function leastTotalMB(control: Control): number {
  const { floorMB, allocatedMB } = allocationNow(control);
  return control.plan.profile.quotaModel === 'ga' ? Math.max(floorMB + allocatedMB, allProvisionedMB(control)) : floorMB + allocatedMB;
}

/** What the user may have at most, MB. @source S26 @assumes what the account is configured with */
export function userQuotaMB({ limits, plan }: Control): number {
  return limits.userQuotaMB ?? plan.profile.accountQuotaMB;
}
