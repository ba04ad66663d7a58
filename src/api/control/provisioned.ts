import { overTimeFaults } from '../../config/scheduleRules';
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
    throw new ApiError(
      'InvalidParameterValue',
      '`TriggerActions` set a number of instances, which `ProvisionedType` ConcurrencyUtilizationTracking does itself. Send one of them.',
    );
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
    const message = `\`Qualifier\` is "${printable(qualifier)}"; only published versions of "${record.name}" can be provisioned, by their number. Publish one with PublishVersion.`;
    throw new ApiError('InvalidParameterValue.Qualifier', message);
  }
  if (record.versions.has(qualifier)) return qualifier;
  throw new ApiError(code, `Function "${record.name}" has no version ${printable(qualifier)}. ListVersionByFunction tells which it has.`);
}

/** @source S136: it sets the number itself, so none is set beside it */
function trackingOf(params: Params, instances: number): Tracking | undefined {
  const type = params.choice('ProvisionedType', ['Default', 'ConcurrencyUtilizationTracking'], 'InvalidParameterValue.ProvisionType') ?? 'Default';
  const target = params.float('TrackingTarget', 'InvalidParameterValue.TrackingTarget');
  const min = params.int('MinCapacity', { code: 'InvalidParameterValue.MinCapacity' });
  const max = params.int('MaxCapacity', { code: 'LimitExceeded.MaxCapacity' });
  if (type === 'Default') {
    if (target === undefined && min === undefined && max === undefined) return undefined;
    throw new ApiError(
      'InvalidParameterValue.ProvisionType',
      '`TrackingTarget`, `MinCapacity` and `MaxCapacity` need the `ProvisionedType` ConcurrencyUtilizationTracking.',
    );
  }
  if (instances !== 0) {
    throw new ApiError(
      'InvalidParameterValue',
      `\`VersionProvisionedConcurrencyNum\` is ${instances}; with ConcurrencyUtilizationTracking it must be 0, since the number follows the load.`,
    );
  }
  if (target === undefined || !(target > 0 && target < 1)) {
    throw new ApiError('InvalidParameterValue.TrackingTarget', `\`TrackingTarget\` is ${target ?? 'missing'}; it must be above 0 and below 1.`);
  }
  if (min === undefined || min < 1)
    throw new ApiError('InvalidParameterValue.MinCapacity', `\`MinCapacity\` is ${min ?? 'missing'}; it must be at least 1.`);
  if (max === undefined) throw new ApiError('MissingParameter', 'The request is missing a required parameter `MaxCapacity`.');
  if (max < min) throw new ApiError('InvalidParameterValue.MinCapacity', `\`MinCapacity\` is ${min}, above \`MaxCapacity\`, which is ${max}.`);
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
    case 'SCF210':
      throw new ApiError(
        'InvalidParameterValue.TriggerCronConfig',
        `\`TriggerCronConfig\` is ${fault.params.value}, and its ${fault.params.field} "${printable(fault.params.part)}" means nothing.`,
      );
    case 'SCF212':
      throw new ApiError(
        'LimitExceeded.ProvisionTriggerAction',
        `The request has ${fault.params.count} \`TriggerActions\`; at most ${fault.params.limit} are taken.`,
      );
    case 'SCF213': {
      const { gapSec, limit, ...names } = fault.params;
      const message = `The actions "${printable(names.first)}" and "${printable(names.second)}" fire ${gapSec} s apart; ${limit} s must lie between any two.`;
      throw new ApiError('LimitExceeded.ProvisionTriggerInterval', message);
    }
    default: {
      const name = fault.path.at(-1) === 'name';
      const code = `InvalidParameterValue.ProvisionTrigger${name ? 'Name' : 'CronConfig'}Duplicate`;
      throw new ApiError(code, `Two \`TriggerActions\` have the same ${name ? 'name' : 'time'}. Change one of them, or leave it out.`);
    }
  }
}

function actionOf(action: Params): ProvisionTrigger {
  const name = action.requiredText('TriggerName', 'InvalidParameterValue.ProvisionTriggerName');
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) {
    throw new ApiError(
      'InvalidParameterValue.ProvisionTriggerName',
      `\`TriggerName\` is "${printable(name)}"; it must have 1 to 100 letters, digits, - and _.`,
    );
  }
  const instances = action.requiredInt('TriggerProvisionedConcurrencyNum', {
    min: 0,
    code: 'InvalidParameterValue.TriggerProvisionedConcurrencyNum',
  });
  const cron = action.requiredText('TriggerCronConfig', 'InvalidParameterValue.TriggerCronConfig').trim();
  action.choice('ProvisionedType', ['Default'], 'InvalidParameterValue.ProvisionType');
  if (cron.split(/\s+/).length === 7) return { name, instances, cron };
  const message = `\`TriggerCronConfig\` is "${printable(cron)}"; it must have seven fields: second, minute, hour, day, month, weekday, year.`;
  throw new ApiError('InvalidParameterValue.TriggerCronConfig', message);
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
