import { diagnostic, dotted, shown, type Diagnostic } from './diagnostic';
import { shape } from './generated/shape';
import { nearest } from './nearest';
import type { Plain, Settings, Unknowns } from './settings';

/** What function names are made of. */
export interface Names {
  readonly service: string;
  readonly stage: string;
  readonly namespace: string;
}

/** Longest namespace and function name together, characters. @source S151 */
const qualifiedNameMax = 118;

const namePattern = new RegExp(shape.function.properties.name.pattern);

/** The name of a function in the cloud: its own, else `<service>-<stage>-<key>`. @source S226 */
export function cloudName(fn: Settings, { service, stage }: Pick<Names, 'service' | 'stage'>): string {
  return fn.values.name ?? `${service}-${stage}-${fn.key}`;
}

/** What may stand at the top of a service; plugins add names of their own, so only a likely slip is reported. @source F24 */
const topLevel = [
  ...['service', 'provider', 'functions', 'custom', 'plugins', 'package', 'params', 'resources', 'layers', 'outputs', 'useDotenv', 'projectDir'],
  ...['frameworkVersion', 'configValidationMode', 'deprecationNotificationMode', 'disabledDeprecations', 'variablesResolutionMode', 'org', 'app'],
];

/** Names at the top of a service that look like a slip of the pen: `function:`. */
export function topLevelFaults(service: Plain): Diagnostic[] {
  return Object.keys(service)
    .filter((name) => !topLevel.includes(name) && !name.startsWith('x-'))
    .flatMap((name) => {
      const close = nearest(name, topLevel);
      if (close === undefined || service[close] !== undefined) return [];
      return [diagnostic('SCF103', [name], { name, under: dotted([]), nearest: close, known: topLevel }, { at: 'key', rule: 'F62' })];
    });
}

/** Faults in the service's name. */
export function serviceFaults(service: unknown, unknown: Unknowns): Diagnostic[] {
  const path = ['service'];
  if (unknown(path)) return [];
  if (service === undefined || service === null) return [diagnostic('SCF104', path, { name: 'service', under: 'serverless.yml' }, { at: 'key' })];
  const about = { option: 'service', value: shown(service) };
  if (typeof service !== 'string') return [diagnostic('SCF101', path, { ...about, expected: ['string'], write: undefined })];
  return /^[a-zA-Z][0-9a-zA-Z-]+$/.test(service) ? [] : [diagnostic('SCF106', path, { ...about, form: 'service' })];
}

/** Faults in the names that functions get in the cloud. @source S151 */
export function nameFaults(fn: Settings, names: Names): Diagnostic[] {
  if (fn.broken.has('name')) return [];
  const name = cloudName(fn, names);
  const about = { option: 'name', value: shown(name) };
  if (fn.values.name === undefined && !namePattern.test(name)) return [diagnostic('SCF106', fn.path, { ...about, form: 'longName' }, { at: 'key' })];
  if (name.length + names.namespace.length <= qualifiedNameMax) return [];
  return [diagnostic('SCF106', fn.values.name === undefined ? fn.path : fn.pathOf('name'), { ...about, form: 'namespaceAndName' })];
}

/** Faults in runtime and handler, which need one another. @source S151, S190–S206 */
export function entryFaults(fn: Settings): Diagnostic[] {
  const { runtime, handler, type, image } = fn.values;
  if (fn.broken.has('runtime') || fn.broken.has('handler') || fn.broken.has('image') || image !== undefined) return [];
  const found: Diagnostic[] = [];
  const lacks = (name: string): Diagnostic =>
    diagnostic('SCF104', [...fn.path, name], { name, under: `functions.${fn.key}` }, { at: 'key', rule: 'S151' });
  if (runtime === undefined) found.push(lacks('runtime'));
  else found.push(...runtimeFaults(fn, runtime));
  const withoutHandler = type === 'web' || runtime === 'CustomRuntime' || runtime === 'CustomImage';
  if (handler === undefined && !withoutHandler && !fn.broken.has('type')) found.push(lacks('handler'));
  if (handler !== undefined && runtime !== undefined) found.push(...handlerFaults(fn, handler, runtime));
  return found;
}

/** A version of a known language that is not listed may be newer than this list: only a warning. @source S190 */
function runtimeFaults(fn: Settings, runtime: string): Diagnostic[] {
  const values = shape.function.properties.runtime['x-values'];
  if (values.some((value) => value === runtime)) return [];
  const newer = /^(?:Nodejs|Python|Php|Go|Java)\d+(?:\.\d+)*$/.test(runtime);
  const params = { option: 'runtime', value: shown(runtime), values, nearest: newer ? undefined : nearest(runtime, values) };
  return [diagnostic('SCF105', fn.pathOf('runtime'), params, { rule: 'S190', severity: newer ? 'warning' : 'error' })];
}

function handlerFaults(fn: Settings, handler: string, runtime: string): Diagnostic[] {
  const about = { option: 'handler', value: shown(handler) };
  if (runtime.startsWith('Java')) {
    return /^[\w$]+(?:\.[\w$]+)*::[\w$]+$/.test(handler) ? [] : [diagnostic('SCF106', fn.pathOf('handler'), { ...about, form: 'javaHandler' })];
  }
  if (!/^(?:Nodejs|Python|Php)/.test(runtime)) return [];
  const fits = /^(?:[^/\s]+\/)*[\w-]{2,60}\.[\w-]{2,60}$/.test(handler);
  return fits ? [] : [diagnostic('SCF106', fn.pathOf('handler'), { ...about, form: 'handler' })];
}
