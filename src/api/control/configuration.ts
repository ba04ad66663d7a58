import { entryFaults } from '../../config/nameRules';
import { environmentFaults, environmentSize } from '../../config/environment';
import { said } from '../../messages/api';
import { limits, type DeadLetter, type FunctionPlan, type Profile } from '../../scf';
import { ApiError } from '../error';
import type { Params } from '../params';
import { descriptionOf, printable } from './names';
import { keptFrom } from './keptParams';
import type { Kept } from './kept';
import { asSettings } from './settings';

/** A function's configuration as a request leaves it: what it does not mention stays. */
export interface Configuration {
  readonly description: string;
  readonly kept: Kept;
  readonly memoryMB: number;
  readonly timeoutMs: number;
  readonly initTimeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly role: string | undefined;
  readonly deadLetter: DeadLetter | undefined;
  readonly instanceConcurrency: number;
}

/** What a configuration is judged by, and fixed by then. */
type Fixed = Pick<FunctionPlan, 'name' | 'asyncRun' | 'type'>;

/** What a new function has unless a request says otherwise. @source S150, S121: images take longer to start */
export function freshConfiguration(kept: Kept, image: boolean): Configuration {
  return {
    description: '',
    kept,
    memoryMB: limits.memoryDefault.value,
    timeoutMs: limits.timeoutDefault.value * 1000,
    initTimeoutMs: (image ? imageInitSec : limits.initTimeoutDefault.value) * 1000,
    environment: {},
    role: undefined,
    deadLetter: undefined,
    instanceConcurrency: 1,
  };
}

/** @source S121, S150 */
const imageInitSec = 90;

/**
 * What `CreateFunction` and `UpdateFunctionConfiguration` have in common.
 * @throws ApiError
 */
export function configurationOf(params: Params, before: Configuration, fixed: Fixed, profile: Pick<Profile, 'envCount'>): Configuration {
  const kept = keptFrom(params, before.kept, fixed.type);
  noLayers(params);
  noDependencies(params);
  const timeoutSec = timeoutOf(params, fixed.asyncRun);
  const initSec = params.int('InitTimeout');
  if (initSec !== undefined)
    assertWithin('InitTimeout', initSec, limits.initTimeoutMin.value, limits.initTimeoutMax.value, 'LimitExceeded.InitTimeout');
  return {
    description: descriptionOf(params) ?? before.description,
    kept,
    memoryMB: memoryOf(params) ?? before.memoryMB,
    timeoutMs: timeoutSec === undefined ? before.timeoutMs : timeoutSec * 1000,
    initTimeoutMs: initSec === undefined ? before.initTimeoutMs : initSec * 1000,
    environment: environmentOf(params, fixed.name, profile) ?? before.environment,
    role: params.has('Role') ? params.text('Role') || undefined : before.role,
    deadLetter: params.has('DeadLetterConfig') ? deadLetterOf(params) : before.deadLetter,
    instanceConcurrency: kept.concurrency?.MaxConcurrency ?? 1,
  };
}

/** @source S150: 64, or 128 to 3,072 in steps of 128 */
function memoryOf(params: Params): number | undefined {
  const value = params.int('MemorySize', { code: 'InvalidParameterValue.MemorySize' });
  if (value === undefined) return undefined;
  const { memoryMin, memoryStep, memoryMax } = limits;
  const sizes = { value, min: memoryMin.value, step: memoryStep.value, max: memoryMax.value };
  if (value > memoryMax.value) throw new ApiError('LimitExceeded.Memory', said('configuration.memory', sizes));
  if (value !== memoryMin.value && (value < memoryStep.value || value % memoryStep.value !== 0))
    throw new ApiError('InvalidParameterValue.Memory', said('configuration.memory', sizes));
  return value;
}

/** @source S72, S150 */
function timeoutOf(params: Params, asyncRun: boolean): number | undefined {
  const value = params.int('Timeout');
  if (value === undefined) return undefined;
  const { timeoutSync, timeoutAsyncRun } = limits;
  const max = asyncRun ? timeoutAsyncRun.value : timeoutSync.value;
  const asyncRunMax = asyncRun || value > timeoutAsyncRun.value ? undefined : timeoutAsyncRun.value;
  assertWithin('Timeout', value, 1, max, 'LimitExceeded.Timeout', asyncRunMax);
  return value;
}

/** @param asyncRunMax  what functions with asynchronous execution may have, where that would be enough */
function assertWithin(name: string, value: number, min: number, max: number, code: string, asyncRunMax?: number): void {
  if (value < min || value > max) throw new ApiError(code, said('configuration.seconds', { name, value, min, max, asyncRunMax }));
}

/** @source S152; `[{ Key: "", Value: "" }]` clears it */
function environmentOf(params: Params, name: string, { envCount }: Pick<Profile, 'envCount'>): Record<string, string> | undefined {
  const code = 'InvalidParameterValue.Environment';
  const list = params.object('Environment', code)?.objects('Variables', code);
  if (list === undefined) return undefined;
  const pairs = list.map((variable) => [variable.text('Key', code) ?? '', variable.text('Value', code) ?? ''] as const);
  if (pairs.length === 1 && pairs[0]?.every((text) => text === '')) return {};
  const keys = pairs.map(([key]) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new ApiError(code, said('configuration.variableTwice', { name: printable(twice) }));
  const environment = Object.fromEntries(pairs);
  assertEnvironment(environment);
  const [size] = environmentSize(asSettings(name, { environment }), environment, envCount);
  if (size?.code !== 'SCF107') return environment;
  const { bytes, limit, largest } = size.params;
  throw new ApiError(
    'InvalidParameterValue.EnvironmentExceededLimit',
    said('configuration.environmentBytes', { bytes, max: limit, largest: printable(largest) }),
  );
}

function assertEnvironment(environment: Readonly<Record<string, string>>): void {
  // `variables` is a form of YAML's; here it is the name of one variable.
  const plain = Object.entries(environment).flatMap(([key, value]) => environmentFaults({ [key]: value }, ['Environment']));
  const [fault] = plain;
  if (fault?.code === 'SCF108') {
    const { key, prefix } = fault.params;
    throw new ApiError('InvalidParameterValue.EnvironmentSystemProtect', said('configuration.variableProtected', { name: printable(key), prefix }));
  }
  if (!fault) return;
  const name = String(fault.path.at(-1));
  const why = fault.at === 'key' ? 'variableName' : environment[name] === '' ? 'variableEmpty' : 'variableZero';
  throw new ApiError('InvalidParameterValue.Environment', said(`configuration.${why}`, { name: printable(name) }));
}

/** @source S66; an empty object takes the queue away */
function deadLetterOf(params: Params): DeadLetter | undefined {
  const code = 'InvalidParameterValue.DeadLetterConfig';
  const config = params.object('DeadLetterConfig', code);
  const [type, name, filterType] = ['Type', 'Name', 'FilterType'].map((member) => config?.text(member, code) ?? '');
  if (!type && !name) return undefined;
  if (!type || !['topic', 'queue', 'CMQ-TOPIC', 'CMQ-QUEUE'].includes(type))
    throw new ApiError(code, said('configuration.deadLetterType', { given: printable(type ?? '') }));
  if (!name) throw new ApiError(code, said('configuration.deadLetterName'));
  return { type, name, ...(filterType ? { filterType } : {}) };
}

/** Layers cannot be published here, so none can be found. `{ LayerName: "", LayerVersion: 0 }` unbinds the last. */
function noLayers(params: Params): void {
  const code = 'InvalidParameterValue.Layers';
  for (const layer of params.objects('Layers', code) ?? []) {
    const name = layer.text('LayerName', code) ?? '';
    const version = layer.int('LayerVersion', { min: 0, code }) ?? 0;
    if (name === '' && version === 0) continue;
    throw new ApiError('ResourceNotFound.Layer', said('configuration.layer', { name: printable(name), version }));
  }
}

function noDependencies(params: Params): void {
  if (params.flag('InstallDependency') !== true) return;
  throw new ApiError('UnsupportedOperation', said('functions.install'));
}

/**
 * Runtime and handler by the validator's rules.
 * @source S151, S190
 * @throws ApiError `InvalidParameterValue.Runtime`, `InvalidParameterValue.Handler`
 */
export function assertEntry(name: string, runtime: string, handler: string | undefined, type: 'event' | 'web'): void {
  const values = { runtime, type, ...(handler === undefined ? {} : { handler }) };
  const fault = entryFaults(asSettings(name, values)).find(({ severity }) => severity === 'error');
  // What was uploaded runs, and nothing beside it.
  const inside = !(handler ?? '').split('/').includes('..');
  if (!fault && inside) return;
  if (fault?.path.at(-1) === 'runtime') {
    const known = fault.code === 'SCF105' ? fault.params.values : undefined;
    throw new ApiError('InvalidParameterValue.Runtime', said('configuration.runtime', { given: printable(runtime), known }));
  }
  const given = handler === undefined ? undefined : printable(handler);
  throw new ApiError('InvalidParameterValue.Handler', said('configuration.handler', { given, runtime }));
}
