import type { Form } from '../messages';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import { isRuntimeForm, runtimeMeant } from './foreignRuntimes';
import { shape } from './generated/shape';
import { nearest } from './nearest';
import { isPlain } from './plain';
import type { Severity } from './rules';
import type { Plain, Settings, Unknowns } from './settings';
import { providerOption } from './spellings';

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
    .flatMap((name): Diagnostic[] => {
      if (name === 'stages') return [diagnostic('SCF508', [name], { stages: namesIn(service[name]) }, { at: 'key' })];
      const other = providerOption(name, service[name]);
      if (other !== undefined) return [diagnostic('SCF109', [name], { written: name, ...other, replace: undefined }, { at: 'key', rule: 'F62' })];
      const close = nearest(name, topLevel);
      if (close === undefined || service[close] !== undefined) return [];
      return [diagnostic('SCF103', [name], { name, under: dotted([]), nearest: close, known: topLevel }, { at: 'key', rule: 'F62' })];
    });
}

function namesIn(value: unknown): string[] {
  return isPlain(value) ? Object.keys(value) : [];
}

/** Faults in the service's name. */
export function serviceFaults(service: unknown, unknown: Unknowns): Diagnostic[] {
  const path = ['service'];
  if (unknown(path)) return [];
  if (service === undefined || service === null) return [diagnostic('SCF104', path, { name: 'service', under: undefined }, { at: 'key' })];
  const about = { option: 'service', value: shown(service) };
  if (typeof service !== 'string') return [diagnostic('SCF101', path, { ...about, expected: ['string'], write: undefined })];
  return servicePattern.test(service)
    ? []
    : [diagnostic('SCF106', path, { ...about, form: 'service', write: serviceMeant(service) }, { rule: 'F24' })];
}

/** @source F24: the framework's own check */
const servicePattern = /^[a-zA-Z][0-9a-zA-Z-]+$/;

/** The same name without signs that it cannot have; undefined when that is none either. */
function serviceMeant(service: string): string | undefined {
  const name = service.replaceAll(/[^0-9a-zA-Z]+/g, '-').replaceAll(/^[^a-zA-Z]+|-+$/g, '');
  return servicePattern.test(name) ? name : undefined;
}

/** Faults in the names that functions get in the cloud. @source S151 */
export function nameFaults(fn: Settings, names: Names): Diagnostic[] {
  if (fn.broken.has('name')) return [];
  const name = cloudName(fn, names);
  const about = { option: dotted(fn.values.name === undefined ? [...fn.path, 'name'] : fn.pathOf('name')), value: shown(name) };
  if (fn.values.name === undefined && !namePattern.test(name)) return [diagnostic('SCF106', fn.path, { ...about, form: 'longName' }, { at: 'key' })];
  if (name.length + names.namespace.length <= qualifiedNameMax) return [];
  return [diagnostic('SCF106', fn.values.name === undefined ? fn.path : fn.pathOf('name'), { ...about, form: 'namespaceAndName' })];
}

/** Faults in runtime and handler, which need one another. @source S151, S190–S206 */
export function entryFaults(fn: Settings): Diagnostic[] {
  const { runtime, handler, type, image } = fn.values;
  if (fn.broken.has('runtime') || fn.broken.has('handler') || fn.broken.has('image') || image !== undefined) return [];
  const found: Diagnostic[] = [];
  const lacks = (name: string): Diagnostic => diagnostic('SCF104', [...fn.path, name], { name, under: dotted(fn.path) }, { at: 'key', rule: 'S151' });
  if (runtime === undefined) found.push(lacks('runtime'));
  else found.push(...runtimeFaults(runtime, fn.pathOf('runtime')));
  const withoutHandler = type === 'web' || runtime === 'CustomRuntime' || runtime === 'CustomImage';
  if (handler === undefined && !withoutHandler && !fn.broken.has('type')) found.push(lacks('handler'));
  if (handler !== undefined && runtime !== undefined) found.push(...handlerFaults(fn, handler, runtime));
  return found;
}

/**
 * That a text is no runtime. A version that is not listed may be newer than this list: only a warning.
 * @param path  where it is written
 * @source S190
 */
export function runtimeFaults(runtime: string, path: Path): Diagnostic[] {
  const values = shape.function.properties.runtime['x-values'];
  if (values.some((value) => value === runtime)) return [];
  const newer = isRuntimeForm(runtime);
  const meant = newer ? undefined : (runtimeMeant(runtime, values) ?? nearestRuntime(runtime, values));
  const params = { option: dotted(path), value: shown(runtime), values: ofLanguage(runtime, values), nearest: meant, newer };
  return [diagnostic('SCF105', path, params, { rule: 'S190', severity: newer ? 'warning' : 'error' })];
}

/** The runtimes of the language that a text begins with; all of them when it is none. */
function ofLanguage(runtime: string, values: readonly string[]): readonly string[] {
  const [word = ''] = /^[a-z]{2,}/i.exec(runtime) ?? [];
  const same = values.filter((value) => word !== '' && value.toLowerCase().startsWith(word.toLowerCase()));
  return same.length > 0 ? same : values;
}

/** A slip of the pen, but for one in the version: that would be another runtime. */
function nearestRuntime(runtime: string, values: readonly string[]): string | undefined {
  const close = nearest(runtime, values);
  const digits = (text: string): string => text.replaceAll(/\D/g, '');
  return close !== undefined && digits(close) === digits(runtime) ? close : undefined;
}

/** @source S151, S201, S206 */
function handlerFaults(fn: Settings, handler: string, runtime: string): Diagnostic[] {
  const path = fn.pathOf('handler');
  const fault = handlerFault(handler, runtime, fn.values.type === 'web');
  if (fault === undefined) return [];
  const { severity = 'error', ...particulars } = fault;
  return [diagnostic('SCF106', path, { option: dotted(path), value: shown(handler), ...particulars }, { severity })];
}

interface HandlerFault {
  readonly form: Form;
  readonly write?: string;
  readonly severity?: Severity;
}

function handlerFault(handler: string, runtime: string, web: boolean): HandlerFault | undefined {
  // Nothing reads the handler of a Web function, so that a wrong one does no harm.
  if (web) return handlerPattern.test(handler) ? undefined : { form: 'webHandler', severity: 'warning' };
  if (runtime.startsWith('Java')) return /^[\w$]+(?:\.[\w$]+)*::[\w$]+$/.test(handler) ? undefined : { form: 'javaHandler' };
  // A program may have a dot in its name; most who write one mean a function of a package.
  if (runtime.startsWith('Go')) return goHandlerFault(handler);
  if (!/^(?:Nodejs|Python|Php)/.test(runtime)) return undefined;
  return !handlerPattern.test(handler) ? { form: 'handler' } : leadsOut(handler) ? { form: 'handlerOutside' } : undefined;
}

function goHandlerFault(handler: string): HandlerFault | undefined {
  const [, program] = /^((?:[^/]+\/)*[^/.]+)\.[^/]*$/.exec(handler) ?? [];
  return program === undefined ? undefined : { form: 'goHandler', write: program, severity: 'warning' };
}

/** Folders, file and method of a handler that is one function of a file. @source S151 */
export const handlerPattern = /^(?:[^/\s]+\/)*[\w-]{2,60}\.[\w-]{2,60}$/;

/** Whether a path leads out of the folder that it begins in. */
export function leadsOut(path: string): boolean {
  let depth = 0;
  return path.split('/').some((part) => {
    if (part !== '.' && part !== '') depth += part === '..' ? -1 : 1;
    return depth < 0;
  });
}
