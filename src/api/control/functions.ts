import { said } from '../../messages/api';
import { ApiError } from '../error';
import type { Action } from '../action';
import type { Params } from '../params';
import { limits, type FunctionPlan } from '../../scf';
import { changedCode, newCode, type CodeSource } from './codeSource';
import { assertEntry, configurationOf, freshConfiguration } from './configuration';
import type { Control } from './control';
import { copyFunction } from './copy';
import {
  assertStill,
  assertVersionFits,
  codeDirOf,
  configurationBehind,
  deployNew,
  keyOf,
  publish,
  reconfigured,
  redeploy,
  undeploy,
  withCode,
} from './deploy';
import { nothingKept } from './kept';
import { namespaceOf, newFunctionName } from './names';
import { assertActive, assertFree, assertProvisioned, functionIn } from './reading';
import type { Code, FunctionRecord, Tag } from './record';
import { removeVersion } from './versions';

/** Functions come, change and go. @source scf-api.md §5.2 */
export function functionActions(control: Control): Readonly<Record<string, Action>> {
  return {
    CreateFunction: (params) => createFunction(control, params),
    UpdateFunctionCode: (params) => updateCode(control, params),
    UpdateFunctionConfiguration: (params) => updateConfiguration(control, params),
    DeleteFunction: (params) => deleteFunction(control, params),
    CopyFunction: (params) => copyFunction(control, params),
  };
}

async function createFunction(control: Control, params: Params): Promise<object> {
  const namespace = namespaceOf(params);
  const name = newFunctionName(params, namespace);
  assertFree(control, namespace, name);
  const source = newCode(params);
  const draft = draftOf(control, params, namespace, name, source);
  const tags = tagsOf(params);
  await withCode(control, source, (code) => {
    // Somebody else may have been faster while the code was taken in.
    assertFree(control, namespace, name);
    deployNew(control, namespace, name, { ...draft, code, plan: { ...draft.plan, codeDir: codeDirOf(control, code) } }, tags);
  });
  return {};
}

/** A new function, but for its code. */
function draftOf(control: Control, params: Params, namespace: string, name: string, source: CodeSource) {
  const image = source.kind === 'image';
  const type = params.choice('Type', ['Event', 'HTTP'], 'InvalidParameterValue.Type') === 'HTTP' ? 'web' : 'event';
  const asyncRun = asyncRunOf(params, type);
  const traceEnable = traceOf(params, asyncRun) ?? false;
  const runtime = params.text('Runtime', 'InvalidParameterValue.Runtime') || (image ? 'CustomImage' : runtimeDefault);
  const handler = params.text('Handler', 'InvalidParameterValue.Handler') || undefined;
  if (image !== (runtime === 'CustomImage')) throw new ApiError('InvalidParameterValue.Runtime', said('code.imageRuntime', { runtime, image }));
  if (!image) assertEntry(name, runtime, handler, type);
  const fresh = freshConfiguration(nothingKept, image);
  const configuration = configurationOf(params, fresh, { name, asyncRun, type }, control.plan.profile);
  const bare = barePlan({ key: keyOf(namespace, name), name, namespace, runtime, handler: handler ?? 'scf_bootstrap', asyncRun, traceEnable, type });
  return { plan: reconfigured(bare, configuration), description: configuration.description, kept: configuration.kept };
}

/** @source scf-api.md CreateFunction */
const runtimeDefault = 'Python2.7';

type Given = Pick<FunctionPlan, 'key' | 'name' | 'runtime' | 'handler' | 'asyncRun' | 'traceEnable' | 'type'> & { readonly namespace: string };

/** A plan that takes nothing of the quotas: those are given by actions of their own. */
function barePlan(given: Given): FunctionPlan {
  return {
    ...given,
    memoryMB: limits.memoryDefault.value,
    timeoutMs: limits.timeoutDefault.value * 1000,
    initTimeoutMs: limits.initTimeoutDefault.value * 1000,
    reservedMB: undefined,
    provisionedInstances: 0,
    schedule: [],
    tracking: undefined,
    retryNum: limits.retryNum.value,
    msgTtlMs: limits.msgTtl.value * 1000,
    deadLetter: undefined,
    instanceConcurrency: 1,
    environment: {},
    role: undefined,
    timers: [],
  };
}

/** @source S70, S76, S88 */
function asyncRunOf(params: Params, type: 'event' | 'web'): boolean {
  const asyncRun = params.flag('AsyncRunEnable', 'InvalidParameterValue.AsyncRunEnable') ?? false;
  if (!asyncRun || type === 'event') return asyncRun;
  throw new ApiError('UnsupportedOperation.AsyncRunEnable', said('functions.asyncWeb'));
}

/** @source S81 */
function traceOf(params: Params, asyncRun: boolean): boolean | undefined {
  const trace = params.flag('TraceEnable', 'InvalidParameterValue.TraceEnable');
  if (trace !== true || asyncRun) return trace;
  throw new ApiError('InvalidParameterValue.TraceEnable', said('functions.trace'));
}

function tagsOf(params: Params): Tag[] {
  return (params.objects('Tags') ?? []).map((tag) => ({ Key: tag.requiredText('Key'), Value: tag.text('Value') ?? '' }));
}

async function updateCode(control: Control, params: Params): Promise<object> {
  const record = functionIn(control, params);
  const source = changedCode(params);
  const handler = params.text('Handler', 'InvalidParameterValue.Handler') || undefined;
  params.text('EnvId');
  if (params.flag('InstallDependency') === true) throw new ApiError('UnsupportedOperation', said('functions.install'));
  const publishes = params.flag('Publish') ?? false;
  assertActive(record, 'FailedOperation.FunctionStatusError');
  assertSameKind(record, source);
  if (handler !== undefined && source.kind === 'zip') assertEntry(record.name, record.latest.plan.runtime, handler, record.latest.plan.type);
  await withCode(control, source, (code) => {
    assertStill(control, record);
    assertActive(record, 'FailedOperation.FunctionStatusError');
    if (publishes) assertVersionFits(control, record);
    redeploy(control, record, recoded(control, record, code, handler), { 'FailedOperation.ReservedInProgress': 'FailedOperation.OperationConflict' });
    if (publishes) publish(control, record, undefined);
  });
  return {};
}

/** `$LATEST` with other code. */
function recoded(control: Control, { latest }: FunctionRecord, code: Code, handler = latest.plan.handler): FunctionRecord['latest'] {
  return { ...latest, code, plan: { ...latest.plan, handler, codeDir: codeDirOf(control, code) } };
}

function assertSameKind(record: FunctionRecord, source: CodeSource): void {
  const image = record.latest.plan.runtime === 'CustomImage';
  if (image === (source.kind === 'image')) return;
  const { name, latest } = record;
  throw new ApiError('InvalidParameterValue.Code', said('code.kind', { name, runtime: latest.plan.runtime, image }));
}

function updateConfiguration(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const { latest } = record;
  const { plan } = latest;
  const runtime = params.text('Runtime', 'InvalidParameterValue.Runtime') || plan.runtime;
  if (runtime !== plan.runtime)
    throw new ApiError('InvalidParameterValue.Runtime', said('functions.runtimeFixed', { name: record.name, before: plan.runtime, after: runtime }));
  if (params.has('AsyncRunEnable')) throw new ApiError('InvalidParameterValue.AsyncRunEnable', said('functions.asyncFixed', { name: record.name }));
  if (params.bool('IgnoreSysLog') === true) throw new ApiError('UnsupportedOperation', said('functions.sysLog'));
  const traceEnable = traceOf(params, plan.asyncRun) ?? plan.traceEnable;
  const publishes = params.flag('Publish') ?? false;
  const configuration = configurationOf(params, configurationBehind(latest), plan, control.plan.profile);
  assertActive(record, 'FailedOperation.FunctionStatusError');
  if (publishes) assertVersionFits(control, record);
  const { description, kept } = configuration;
  redeploy(control, record, { ...latest, description, kept, plan: { ...reconfigured(plan, configuration), traceEnable } });
  if (publishes) publish(control, record, undefined);
  return {};
}

function deleteFunction(control: Control, params: Params): object {
  const record = functionIn(control, params);
  const qualifier = params.text('Qualifier', 'InvalidParameterValue.Qualifier') || undefined;
  if (qualifier !== undefined) return removeVersion(control, record, qualifier);
  assertActive(record, 'FailedOperation.FunctionStatusError');
  for (const version of record.versions.keys()) assertProvisioned(control, record, version);
  undeploy(control, record);
  return {};
}
