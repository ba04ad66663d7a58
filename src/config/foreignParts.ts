import { flow } from './flow';
import { folderOf, foreignOption, handlerIn } from './foreignOptions';
import { runtimeMeant } from './foreignRuntimes';
import { functionNames } from './generated/names';
import { shape } from './generated/shape';
import { isPlain, isVariable, type Plain } from './plain';

/** What a file of another tool has for the parts of a service here. */
export interface ForeignParts {
  readonly service: string | undefined;
  readonly provider: Plain;
  /** Options of each function as they are written on one line; none where the component has no function. */
  readonly functions: readonly { readonly key: string; readonly options: readonly string[] }[];
}

/** Components that make one function around a framework of the user's: a Web function here. */
const frameworks = /(?:^|[-/])(?:http|express|koa|egg|nextjs|nuxtjs|nestjs|flask|django|laravel|thinkphp|fastify)$/;
const functionComponents = /(?:^|[-/])(?:scf|http|express|koa|egg|nextjs|nuxtjs|nestjs|flask|django|laravel|thinkphp|fastify)$/;

/** The parts of a component: `{ component, name, app, stage, inputs }`. */
export function foreignParts({ component, name, app, stage, inputs: written }: Plain): ForeignParts {
  const known = { name, app, stage };
  const inputs = isPlain(written) ? (filled(written, known) as Plain) : {};
  const provider = providerOf(inputs, stage);
  const service = textOf(name) ?? textOf(app);
  if (typeof component !== 'string' || !functionComponents.test(withoutVersion(component))) {
    return { service, provider, functions: [] };
  }
  const { functions, triggers, ...common } = inputs;
  if (isPlain(functions)) {
    const several = Object.entries(functions).map(([key, fn]) =>
      functionOf(key, 'main', { ...scalarsOf(common), ...(isPlain(fn) ? fn : {}), events: triggers }),
    );
    return { service, provider, functions: several };
  }
  const inside = [common['functionConf'], common['faas']].filter(isPlain);
  const { functionName, ...own } = Object.assign({}, common, ...inside) as Plain;
  const named: Plain = { name: functionName, ...(frameworks.test(withoutVersion(component)) ? { type: 'web' } : {}), ...own };
  return { service, provider: { ...provider, ...providerOf(named, stage) }, functions: [functionOf(named['name'], service ?? 'main', named)] };
}

/** `scf@0.2.0` */
function withoutVersion(component: string): string {
  return component.replace(/(?<=.)@.*$/, '');
}

function providerOf({ region, namespace, runtime }: Plain, stage: unknown): Plain {
  const listed = shape.function.properties.runtime['x-values'];
  const meant = typeof runtime === 'string' && !isVariable(runtime) ? (runtimeMeant(runtime, listed) ?? runtime) : runtime;
  const all = { region, namespace: namespace === 'default' ? undefined : namespace, stage: isVariable(stage) ? undefined : stage, runtime: meant };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => textOf(value) !== undefined));
}

/** Options of one function on one line each, scalars with their values and the rest by name. */
function functionOf(name: unknown, fallback: string, options: Plain): ForeignParts['functions'][number] {
  const pairs = Object.entries(options).flatMap(([option, value]) => lineOf(option, value, options));
  const lines = new Map(pairs);
  const rank = (option: string, line: string): number => {
    const index = first.indexOf(option);
    if (index >= 0) return index;
    return option === 'description' ? Infinity : first.length + Number(/[[{]/.test(line));
  };
  const ranked = [...lines].map(([option, line]) => ({ line, rank: rank(option, line) }));
  // Of two that are told last, neither is before the other.
  const sorted = ranked.toSorted((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank));
  return { key: keyOf(name, fallback), options: sorted.map(({ line }) => line) };
}

/** Options that are told before others. */
const first = ['name', 'handler', 'type', 'memorySize', 'timeout'];

/** An option by its name here with its line, if it has one. */
function lineOf(option: string, value: unknown, options: Plain): [string, string][] {
  if (value === null || value === undefined || elsewhere.includes(option) || isUnknown(value)) return [];
  if (codes.includes(option)) return packageOf(option, value, options);
  if (option === 'handler') return value === 'scf_bootstrap' ? [] : [[option, `handler: ${flow(handlerOf(options) ?? value)}`]];
  if (functionNames.some((ours) => ours === option)) return [[option, isBare(value) ? `${option}: ${flow(value)}` : `${option}: ${closedOf(value)}`]];
  if (option === 'vpcConfig') return [['vpc', 'vpc: { … }']];
  if (option === 'env' || option === 'environments') return [['environment', 'environment: { … }']];
  const write = foreignOption(option, value, 'function', options)?.write;
  return write !== undefined && /^\w+: /.test(write) ? [[write.replace(/:.*$/s, ''), write]] : [];
}

/** Options that are the provider's here, that were taken apart before, or that stand beside `src`. */
const elsewhere = ['region', 'namespace', 'runtime', 'functionConf', 'faas', 'include', 'exclude'];
const codes = ['src', 'code', 'codeUri'];

/** A folder stays one in the package when its handler can be named with it; a start file or a program has to be at the top. @source S151, S204, S206 */
function packageOf(option: string, value: unknown, options: Plain): [string, string][] {
  const alone = folderOf(value) !== '' && handlerOf(options) === undefined;
  const write = alone ? 'package: { artifact: … }' : foreignOption(option, value, 'function', { ...options, handler: undefined })?.write;
  return write === undefined || isUnknown(write) ? [] : [['package', write]];
}

function handlerOf(options: Plain): string | undefined {
  const code = codes.map((option) => folderOf(options[option])).find((folder) => folder !== '');
  return code === undefined || isProgram(options) ? undefined : handlerIn(code, options);
}

function isProgram({ type, runtime }: Plain): boolean {
  return type === 'web' || (typeof runtime === 'string' && /^(?:go|java|custom)/i.test(runtime));
}

/** Whether a value is a variable that only components know, so that it cannot be written here. */
function isUnknown(value: unknown): boolean {
  return typeof value === 'string' && /\$\{(?!env:|opt:|sls:|self:|file\()/.test(value);
}

/** Longest part for one function, and functions that are written, before `…` stands for the rest. */
const optionsMax = 160;
const functionsMax = 2;

/** The parts on one line: `service: …; provider: { … }; functions: { … }`; undefined without a function. */
export function writtenParts({ service, provider, functions }: ForeignParts): string | undefined {
  if (functions.length === 0) return undefined;
  const named = functions.slice(0, functionsMax).map(({ key, options }) => `${key}: { ${shortened(options).join(', ')} }`);
  const all = functions.length > functionsMax ? [...named, '…'] : named;
  return `service: ${serviceName(service)}; provider: ${flow({ name: 'tencent', ...provider })}; functions: { ${all.join(', ')} }`;
}

function shortened(options: readonly string[]): string[] {
  const fits = options.filter((_option, index) => options.slice(0, index + 1).join(', ').length <= optionsMax);
  return fits.length < options.length || fits.length === 0 ? [...fits, '…'] : fits;
}

/** @source F24: letters, digits and `-`, a letter first, at least two */
function serviceName(name: string | undefined): string {
  const fit = (name ?? '').replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
  return fit.length < 2 ? '<name>' : fit;
}

/** The framework takes letters, digits, `-` and `_` for the key of a function. */
function keyOf(name: unknown, fallback: string): string {
  const fit = (text: string): string => text.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return (typeof name === 'string' && !isVariable(name) && fit(name)) || fit(fallback) || 'main';
}

function isBare(value: unknown): boolean {
  return typeof value !== 'object';
}

function closedOf(value: unknown): string {
  return Array.isArray(value) ? '[…]' : '{ … }';
}

function scalarsOf(options: Plain): Plain {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => isBare(value)));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Variables of components that are known in the file, `${name}`; and those of the environment as they are written here, `${env:NAME}`. */
function filled(value: unknown, known: Plain, depth = 0): unknown {
  if (typeof value === 'string') {
    return value
      .replaceAll(/\$\{(name|app|stage)\}/g, (whole, name: string) => (isVariable(known[name]) ? whole : (textOf(known[name]) ?? whole)))
      .replaceAll(/\$\{stage\}/g, '${sls:stage}')
      .replaceAll(/\$\{env\.(\w+)\}/g, '${env:$1}');
  }
  if (typeof value !== 'object' || value === null || depth > 8) return value;
  if (Array.isArray(value)) return value.map((inner) => filled(inner, known, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, known, depth + 1)]));
}
