import { cronFault } from '../../config/cron';
import { sevenFields } from '../../config/timers';
import { said } from '../../messages/api';
import { LATEST } from '../../scf';
import { ApiError } from '../error';
import type { Action } from '../action';
import type { Params } from '../params';
import type { Control } from './control';
import { touch } from './deploy';
import { lengths } from './figures';
import { descriptionOf, printable } from './names';
import { functionIn, hasQualifier, orderOf, paged, pageOf, sorted } from './reading';
import { triggerTypes, type FunctionRecord, type TriggerRecord, type TriggerType } from './record';
import { planTimers } from './timers';
import { triggerView } from './triggerView';

/** Timers fire; triggers of other kinds are kept, since what would fire them is in the cloud. @source scf-api.md §5.7; S220–S225 */
export function triggerActions(control: Control): Readonly<Record<string, Action>> {
  return {
    CreateTrigger: (params) => createTrigger(control, params),
    DeleteTrigger: (params) => deleteTrigger(control, params),
    ListTriggers: (params) => listTriggers(control, params),
    UpdateTrigger: (params) => updateTrigger(control, params),
    UpdateTriggerStatus: (params) => updateStatus(control, params),
  };
}

function createTrigger(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const type = typeOf(params, triggerTypes);
  const name = newName(params, type);
  const qualifier = qualifierOf(record, params);
  const desc = descOf(params, type);
  if (desc === undefined) throw new ApiError('InvalidParameterValue.TriggerDesc', said('triggers.descMissing', { type }));
  const enabled = enableOf(params) ?? true;
  const customArgument = argumentOf(params, type) ?? '';
  const description = descriptionOf(params) ?? '';
  assertRoom(control, record, { type, name, qualifier, desc });
  const nowMs = control.nowMs();
  const trigger: TriggerRecord = { name, type, desc, qualifier, enabled, customArgument, description, addMs: nowMs, modMs: nowMs };
  put(control, record, [...record.triggers, trigger]);
  return { TriggerInfo: triggerView(trigger) };
}

function put(control: Control, record: FunctionRecord, triggers: readonly TriggerRecord[]): void {
  record.triggers = triggers;
  touch(control, record);
  planTimers(control, record);
}

/** What a trigger is known by: of a bucket's, which are all named as the bucket, the event too. @source scf-api.md DeleteTrigger */
type Identity = Pick<TriggerRecord, 'type' | 'name' | 'qualifier' | 'desc'>;

function isSame(one: Identity, other: Identity): boolean {
  const named = one.type === other.type && one.name === other.name && one.qualifier === other.qualifier;
  return named && (one.type !== 'cos' || parse(one.desc)?.['event'] === parse(other.desc)?.['event']);
}

function assertRoom({ limits: { triggersPerType } }: Control, { name: fn, triggers }: FunctionRecord, wanted: Identity): void {
  const { type, name, qualifier } = wanted;
  const same = triggers.filter((trigger) => trigger.type === type);
  if (same.some((trigger) => isSame(trigger, wanted))) {
    throw new ApiError('ResourceInUse.Trigger', said('triggers.exists', { fn, type, name: printable(name), qualifier }));
  }
  if (same.length >= triggersPerType) {
    throw new ApiError('LimitExceeded.Trigger', said('triggers.max', { fn, type, count: same.length, max: triggersPerType }));
  }
}

function typeOf<T extends TriggerType>(params: Params, known: readonly T[]): T {
  params.requiredText('Type', 'InvalidParameterValue.Type');
  const type = params.choice('Type', known, 'InvalidParameterValue.Type');
  if (type === undefined) throw new ApiError('MissingParameter', said('params.missing', { name: 'Type' }));
  return type;
}

/** @source scf-api.md: of timers letters, digits, - and _; of others what names the resource, such as a bucket's host */
function newName(params: Params, type: TriggerType): string {
  const code = 'InvalidParameterValue.TriggerName';
  const name = params.requiredText('TriggerName', code);
  const fits = type === 'timer' ? /^[A-Za-z0-9_-]{1,100}$/ : /^[\x21-\x7e]{1,255}$/;
  if (fits.test(name)) return name;
  throw new ApiError(code, said('triggers.name', { type, name: printable(name) }));
}

function qualifierOf(record: FunctionRecord, params: Params): string {
  const qualifier = params.text('Qualifier', 'InvalidParameterValue') || LATEST;
  if (hasQualifier(record, qualifier)) return qualifier;
  throw new ApiError('ResourceNotFound.Qualifier', said('triggers.qualifier', { fn: record.name, qualifier: printable(qualifier) }));
}

function enableOf(params: Params): boolean | undefined {
  const value = params.choice('Enable', ['OPEN', 'CLOSE'], 'InvalidParameterValue.Enable');
  return value === undefined ? undefined : value === 'OPEN';
}

/** @source S150, S220: 4 KB, of timers only */
function argumentOf(params: Params, type: TriggerType): string | undefined {
  const code = 'InvalidParameterValue.CustomArgument';
  const text = params.text('CustomArgument', code);
  if (text === undefined || text === '') return text;
  if (type !== 'timer') throw new ApiError(code, said('triggers.argumentType', { type }));
  const bytes = Buffer.byteLength(text);
  if (bytes <= lengths.customArgument) return text;
  throw new ApiError(code, said('triggers.argumentBytes', { bytes, max: lengths.customArgument }));
}

/** What is kept of `TriggerDesc`: of a timer `{"cron":"…"}` with seven fields, of others their JSON. */
function descOf(params: Params, type: TriggerType): string | undefined {
  const code = 'InvalidParameterValue.TriggerDesc';
  const text = params.text('TriggerDesc', code);
  if (text === undefined || text === '') return undefined;
  const parsed = parse(text);
  if (type !== 'timer') {
    if (parsed !== undefined) return text;
    throw new ApiError(code, said('triggers.descJson', { type }));
  }
  // As it goes in, or as it comes back out.
  const cron = sevenFields(typeof parsed?.['cron'] === 'string' ? parsed['cron'] : text);
  if (cron.split(' ').length !== 7) throw new ApiError(code, said('triggers.cronFields', { given: printable(text) }));
  const fault = cronFault(cron);
  if (fault) throw new ApiError(code, said('triggers.cron', { cron: printable(cron), field: fault.field, part: printable(fault.part) }));
  return JSON.stringify({ cron });
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** The trigger that a request is about, and where it stands among the others. */
function triggerIn(control: Control, params: Params, known: readonly TriggerType[] = triggerTypes) {
  const record = functionIn(control, params);
  const type = typeOf(params, known);
  const name = params.requiredText('TriggerName', 'InvalidParameterValue.TriggerName');
  const qualifier = params.text('Qualifier', 'InvalidParameterValue') || LATEST;
  // Of a bucket's triggers the event tells one from another; where there is one alone, it need not.
  const desc = (type === 'cos' && params.text('TriggerDesc', 'InvalidParameterValue.TriggerDesc')) || '';
  const alike = record.triggers.filter((trigger) => trigger.type === type && trigger.name === name && trigger.qualifier === qualifier);
  const meant = alike.length > 1 ? alike.find((trigger) => isSame(trigger, { type, name, qualifier, desc })) : alike[0];
  const at = meant === undefined ? -1 : record.triggers.indexOf(meant);
  const trigger = record.triggers[at];
  if (trigger) return { record, trigger, at };
  const elsewhere = record.triggers.find((other) => other.type === type && other.name === name);
  throw new ApiError(
    'ResourceNotFound.Trigger',
    said('triggers.none', { fn: record.name, type, name: printable(name), qualifier: printable(qualifier), elsewhere: elsewhere?.qualifier }),
  );
}

function deleteTrigger(control: Control, params: Params): object {
  const { record, at, trigger } = triggerIn(control, params);
  // Of a bucket's triggers the event tells one from another.
  assertCosDesc(params, trigger.type);
  put(control, record, record.triggers.toSpliced(at, 1));
  return {};
}

function assertCosDesc(params: Params, type: TriggerType): void {
  const desc = params.text('TriggerDesc', 'InvalidParameterValue.TriggerDesc');
  if (type === 'cos' && !desc) throw new ApiError('InvalidParameterValue.TriggerDesc', said('triggers.descCos'));
}

function updateTrigger(control: Control, params: Params): object {
  const { record, trigger, at } = triggerIn(control, params, ['timer', 'ckafka', 'http']);
  const changed = {
    ...trigger,
    desc: descOf(params, trigger.type) ?? trigger.desc,
    enabled: enableOf(params) ?? trigger.enabled,
    customArgument: argumentOf(params, trigger.type) ?? trigger.customArgument,
    description: descriptionOf(params) ?? trigger.description,
    modMs: control.nowMs(),
  };
  put(control, record, record.triggers.with(at, changed));
  return {};
}

function updateStatus(control: Control, params: Params): object {
  params.requiredText('Enable', 'InvalidParameterValue.Enable');
  const enabled = enableOf(params) ?? true;
  const { record, trigger, at } = triggerIn(control, params, ['timer', 'cos', 'ckafka']);
  assertCosDesc(params, trigger.type);
  put(control, record, record.triggers.with(at, { ...trigger, enabled, modMs: control.nowMs() }));
  return {};
}

const filterNames = ['Qualifier', 'TriggerName', 'Description'] as const;

function listTriggers(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const page = pageOf(params);
  const order = orderOf(params, 'DESC');
  const by = params.choice('OrderBy', ['add_time', 'mod_time'], 'InvalidParameterValue.OrderBy') ?? 'mod_time';
  const filters = (params.objects('Filters', 'InvalidParameterValue.Filters') ?? []).map((filter) => {
    const name = filter.choice('Name', filterNames, 'InvalidParameterValue.Filters');
    if (name === undefined) throw new ApiError('InvalidParameterValue.Filters', said('triggers.filterName', { known: filterNames }));
    return { name, values: filter.texts('Values', 'InvalidParameterValue.Filters') ?? [] };
  });
  const read = {
    Qualifier: (one: TriggerRecord) => one.qualifier,
    TriggerName: (one: TriggerRecord) => one.name,
    Description: (one: TriggerRecord) => one.description,
  };
  const found = record.triggers.filter((trigger) => filters.every(({ name, values }) => values.includes(read[name](trigger))));
  const inOrder = sorted(found, (trigger) => (by === 'add_time' ? trigger.addMs : trigger.modMs), order);
  return { TotalCount: found.length, Triggers: paged(inOrder, page).map((trigger) => ({ ...triggerView(trigger), BoundResources: '' })) };
}
