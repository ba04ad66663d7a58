import { said } from '../../messages/api';
import { LATEST } from '../../scf';
import { ApiError } from '../error';
import type { Action } from '../action';
import type { Params } from '../params';
import type { Control } from './control';
import { publish, touch, unpublish } from './deploy';
import { descriptionOf } from './names';
import { assertActive, assertProvisioned, functionIn, orderOf, paged, pageOf, sorted } from './reading';
import { statusOf, type FunctionRecord } from './record';
import { timeText } from './time';

/** @source scf-api.md §5.3; S140, S144 */
export function versionActions(control: Control): Readonly<Record<string, Action>> {
  return {
    PublishVersion: (params) => publishVersion(control, params),
    ListVersionByFunction: (params) => listVersions(control, params),
    DeleteFunctionVersion: (params) => deleteVersion(control, params),
  };
}

function publishVersion(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const description = descriptionOf(params);
  assertActive(record, 'FailedOperation.PublishVersion');
  const version = publish(control, record, description);
  touch(control, record);
  const { plan, code, description: told } = record.versions.get(version) ?? record.latest;
  return {
    FunctionVersion: version,
    CodeSize: code.kind === 'zip' ? code.bytes : 0,
    MemorySize: plan.memoryMB,
    Description: told,
    Handler: plan.handler,
    Timeout: plan.timeoutMs / 1000,
    Runtime: plan.runtime,
    Namespace: record.namespace,
  };
}

function listVersions(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const page = pageOf(params);
  const order = orderOf(params, 'ASC');
  const by = params.choice('OrderBy', ['AddTime', 'ModTime']);
  const { latest, addMs, modMs, versions } = record;
  const all = [
    { Version: LATEST, description: latest.description, addMs, modMs, Status: statusOf(record) },
    ...[...versions].map(([Version, published]) => ({ Version, ...published, Status: 'Active' })),
  ];
  // Without a word on it they come as they were published, $LATEST first.
  const inOrder =
    by === undefined
      ? params.has('Order')
        ? sorted(all, numberOf, order)
        : all
      : sorted(all, (one) => (by === 'AddTime' ? one.addMs : one.modMs), order);
  const shown = paged(inOrder, page).map((one) => ({
    Version: one.Version,
    Description: one.description,
    AddTime: timeText(one.addMs),
    ModTime: timeText(one.modMs),
    Status: one.Status,
  }));
  return { FunctionVersion: shown.map(({ Version }) => Version), Versions: shown, TotalCount: all.length };
}

function numberOf({ Version }: { readonly Version: string }): number {
  return Version === LATEST ? 0 : Number(Version);
}

function deleteVersion(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const version = params.requiredText('Qualifier', 'InvalidParameterValue.Qualifier');
  const force = params.choice('ForceDelete', ['true', 'false']) === 'true';
  removeVersion(control, record, version);
  // What no terminate can end runs to its own end: nobody takes an instance from under a synchronous call.
  if (force) for (const requestId of runningOn(control, record, version)) control.region.terminate(requestId);
  return {};
}

function runningOn(control: Control, { key }: FunctionRecord, version: string) {
  return control.region.instances(key).flatMap((instance) => (instance.version === version ? instance.requestIds : []));
}

/** @throws ApiError */
export function removeVersion(control: Control, record: FunctionRecord, version: string): object {
  if (version === LATEST || record.aliases.has(version)) {
    throw new ApiError('InvalidParameterValue.Qualifier', said('versions.number', { qualifier: version, name: record.name }));
  }
  assertActive(record, 'FailedOperation.FunctionStatusError');
  assertProvisioned(control, record, version);
  unpublish(control, record, version, { 'ResourceNotFound.FunctionVersion': 'ResourceNotFound.Qualifier' });
  return {};
}
