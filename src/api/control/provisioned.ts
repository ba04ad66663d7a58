import { overTimeFaults } from '../../config/scheduleRules';
import { said } from '../../messages/api';
import { LATEST, type Tracking } from '../../scf';
import { ApiError } from '../error';
import type { Action } from '../action';
import type { Params } from '../params';
import { unallocatedInstances } from './allocation';
import type { Control } from './control';
import { touch } from './deploy';
import { printable } from './names';
import { planProvisioning } from './provisionTimes';
import { assertActive, assertProvisioned, functionIn } from './reading';
import type { FunctionRecord, ProvisionTrigger } from './record';
import { asSettings } from './settings';

/** @source scf-api.md §5.4; S21–S25, S130–S137 */
export function provisionedActions(control: Control): Readonly<Record<string, Action>> {
  return {
    PutProvisionedConcurrencyConfig: (params) => putProvisioned(control, params),
    GetProvisionedConcurrencyConfig: (params) => getProvisioned(control, params),
    DeleteProvisionedConcurrencyConfig: (params) => deleteProvisioned(control, params),
  };
}

function putProvisioned(control: Control, params: Params): object {
  const instances = params.requiredInt('VersionProvisionedConcurrencyNum', { min: 0 });
  const record = functionIn(control, params);
  const version = publishedIn(record, params, 'ResourceNotFound.Version');
  assertActive(record, 'FailedOperation.FunctionVersionStatusNotActive');
  assertProvisioned(control, record, version);
  const tracking = trackingOf(params, instances);
  const actions = actionsOf(control, record, params);
  if (tracking && actions.length > 0) {
    throw new ApiError('InvalidParameterValue', said('provisioned.trackingOrActions'));
  }
  const { key } = record;
  if (tracking) control.change({ kind: 'tracking', function: key, version, tracking });
  else control.change({ kind: 'provisioned', function: key, version, instances, by: 'user' });
  if (instances === 0 && !tracking && actions.length === 0) record.provisioned.delete(version);
  else record.provisioned.set(version, { instances, tracking, actions });
  planProvisioning(control, record, version);
  touch(control, record);
  return {};
}

/** @throws ApiError `InvalidParameterValue.Qualifier` for what is no number of a version, and `code` */
function publishedIn(record: FunctionRecord, params: Params, code: string): string {
  const qualifier = params.requiredText('Qualifier', 'InvalidParameterValue.Qualifier');
  if (qualifier === LATEST || record.aliases.has(qualifier) || !/^\d+$/.test(qualifier)) {
    throw new ApiError('InvalidParameterValue.Qualifier', said('provisioned.published', { qualifier: printable(qualifier), name: record.name }));
  }
  if (record.versions.has(qualifier)) return qualifier;
  throw new ApiError(code, said('provisioned.version', { name: record.name, version: printable(qualifier) }));
}

/** @source S136: it sets the number itself, so none is set beside it */
function trackingOf(params: Params, instances: number): Tracking | undefined {
  const type = params.choice('ProvisionedType', ['Default', 'ConcurrencyUtilizationTracking'], 'InvalidParameterValue.ProvisionType') ?? 'Default';
  const target = params.float('TrackingTarget', 'InvalidParameterValue.TrackingTarget');
  const min = params.int('MinCapacity', { code: 'InvalidParameterValue.MinCapacity' });
  const max = params.int('MaxCapacity', { code: 'LimitExceeded.MaxCapacity' });
  if (type === 'Default') {
    if (target === undefined && min === undefined && max === undefined) return undefined;
    throw new ApiError('InvalidParameterValue.ProvisionType', said('provisioned.trackingType'));
  }
  if (instances !== 0) throw new ApiError('InvalidParameterValue', said('provisioned.trackingInstances', { instances }));
  if (target === undefined || !(target > 0 && target < 1)) {
    throw new ApiError('InvalidParameterValue.TrackingTarget', said('provisioned.target', { target }));
  }
  if (min === undefined || min < 1) throw new ApiError('InvalidParameterValue.MinCapacity', said('provisioned.min', { min }));
  if (max === undefined) throw new ApiError('MissingParameter', said('params.missing', { name: 'MaxCapacity' }));
  if (max < min) throw new ApiError('InvalidParameterValue.MinCapacity', said('provisioned.minMax', { min, max }));
  return { target, min, max };
}

/** Settings at times, by the validator's rules. @source S135, S220 */
function actionsOf(control: Control, record: FunctionRecord, params: Params): ProvisionTrigger[] {
  const [first, ...others] = (params.objects('TriggerActions') ?? []).map(actionOf);
  if (!first) return [];
  const actions: [ProvisionTrigger, ...ProvisionTrigger[]] = [first, ...others];
  const settings = asSettings(record.name, { provisionedConcurrency: { schedule: actions } });
  const fault = overTimeFaults(settings, control.nowMs()).find(({ code }) => code !== 'SCF211');
  if (!fault) return actions;
  switch (fault.code) {
    case 'SCF210': {
      const { value: cron, field, part } = fault.params;
      throw new ApiError('InvalidParameterValue.TriggerCronConfig', said('provisioned.actionCron', { cron, field, part: printable(part) }));
    }
    case 'SCF212': {
      const { count, limit: max } = fault.params;
      throw new ApiError('LimitExceeded.ProvisionTriggerAction', said('provisioned.actionsMax', { count, max }));
    }
    case 'SCF213': {
      const { first: one, second, gapSec, limit } = fault.params;
      const actionsGap = said('provisioned.actionsGap', { first: printable(one), second: printable(second), gapSec, limit });
      throw new ApiError('LimitExceeded.ProvisionTriggerInterval', actionsGap);
    }
    default: {
      const name = fault.path.at(-1) === 'name';
      const code = `InvalidParameterValue.ProvisionTrigger${name ? 'Name' : 'CronConfig'}Duplicate`;
      throw new ApiError(code, said('provisioned.actionsTwice', { what: name ? 'name' : 'time' }));
    }
  }
}

function actionOf(action: Params): ProvisionTrigger {
  const name = action.requiredText('TriggerName', 'InvalidParameterValue.ProvisionTriggerName');
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) {
    throw new ApiError('InvalidParameterValue.ProvisionTriggerName', said('provisioned.actionName', { name: printable(name) }));
  }
  const instances = action.requiredInt('TriggerProvisionedConcurrencyNum', {
    min: 0,
    code: 'InvalidParameterValue.TriggerProvisionedConcurrencyNum',
  });
  const cron = action.requiredText('TriggerCronConfig', 'InvalidParameterValue.TriggerCronConfig').trim();
  action.choice('ProvisionedType', ['Default'], 'InvalidParameterValue.ProvisionType');
  if (cron.split(/\s+/).length === 7) return { name, instances, cron };
  throw new ApiError('InvalidParameterValue.TriggerCronConfig', said('provisioned.actionFields', { cron: printable(cron) }));
}

function getProvisioned(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const only = params.text('Qualifier', 'InvalidParameterValue.Qualifier') ? publishedIn(record, params, 'ResourceNotFound.Version') : undefined;
  const versions = [...record.versions.keys()].filter((version) => version === (only ?? version));
  return {
    UnallocatedConcurrencyNum: unallocatedInstances(control, record),
    Allocated: versions.flatMap((version) => levelOf(control, record, version)),
  };
}

function levelOf(control: Control, record: FunctionRecord, version: string): object[] {
  const level = control.region.provisioning(record.key, version);
  const asked = record.provisioned.get(version);
  if (!level || (level.allocated === 0 && level.status === 'Done' && !asked)) return [];
  const { allocated, available, status, reason } = level;
  return [
    {
      AllocatedProvisionedConcurrencyNum: allocated,
      AvailableProvisionedConcurrencyNum: available,
      Status: status,
      StatusReason: reasonText(reason),
      Qualifier: version,
      TriggerActions: (asked?.actions ?? []).map(({ name, instances, cron }) => ({
        TriggerName: name,
        TriggerProvisionedConcurrencyNum: instances,
        TriggerCronConfig: cron,
        ProvisionedType: 'Default',
      })),
    },
  ];
}

/** @source S134, S137 */
function reasonText(reason: number | 'quota' | undefined): string {
  if (reason === undefined) return '';
  return reason === 'quota'
    ? 'The quota had no room for all instances that were asked for.'
    : `An instance failed to start with status code ${reason}.`;
}

/** @source S118: what was provisioned is recycled gradually */
function deleteProvisioned(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const version = publishedIn(record, params, 'ResourceNotFound.Version');
  assertProvisioned(control, record, version);
  control.change({ kind: 'provisioned', function: record.key, version, instances: 0, by: 'user' });
  record.provisioned.delete(version);
  planProvisioning(control, record, version);
  touch(control, record);
  return {};
}
