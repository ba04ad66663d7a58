import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Document } from 'yaml';
import type { Unreadable, Unresolved } from '../messages';
import { diagnostic, type Diagnostic, type Path } from './diagnostic';
import { dotenv } from './dotenv';
import { locate, withoutMark, type Located, type Position } from './locate';
import { isPlain, type Plain } from './settings';
import { TooDeep, Variables, type VariableContext } from './variables';

/** What a service is read with; argv and the environment belong to the bin. */
export interface LoadOptions {
  /** Folder of the service; absolute. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--stage`. */
  readonly stage?: string | undefined;
  /** `--region`. */
  readonly region?: string | undefined;
  /** `--param name=value`. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** `--config`: the file's name, in the folder of the service. @source F63 */
  readonly config?: string | undefined;
}

/** A service as far as it could be read. */
export interface LoadedService {
  /** The configuration file, relative to the folder; undefined when there is none that can be read here. */
  readonly file: string | undefined;
  readonly text: string;
  /** The configuration, variables resolved; for `checkService`. Undefined when the file could not be read. */
  readonly service: Plain | undefined;
  /** Paths whose variables could not be resolved. */
  readonly unresolved: readonly Path[];
  /** What went wrong so far. */
  readonly located: readonly Located[];
}

const readable = ['serverless.yml', 'serverless.yaml', 'serverless.json'];
const programs = ['serverless.ts', 'serverless.js', 'serverless.mjs', 'serverless.cjs'];

/** Larger configurations are taken for a mistake, bytes. */
const bytesMax = 5_000_000;

type Yaml = typeof import('yaml');

/**
 * Reads the service in a folder without the framework. Nothing in it is ever run.
 * @source F55, F62
 */
export async function loadService(options: LoadOptions): Promise<LoadedService> {
  const file = fileOf(options);
  if (typeof file !== 'string') return failed(undefined, '', diagnostic('SCF110', [], file));
  const read = textOf(join(options.dir, file));
  if ('reason' in read) return failed(file, '', diagnostic('SCF110', [], { file, reason: read.reason }));
  const yaml = await import('yaml');
  const parsed = parse(yaml, read.text);
  if ('reason' in parsed) {
    return failed(file, read.text, diagnostic('SCF110', [], { file, reason: parsed.reason }), parsed.position);
  }
  if (!isPlain(parsed.value)) {
    const kind = parsed.value === null || parsed.value === undefined ? 'empty' : 'notMap';
    return failed(file, read.text, diagnostic('SCF110', [], { file, reason: { kind } }));
  }
  return resolved(yaml, file, read.text, parsed.value, options);
}

/** The configuration file to read, or why there is none. */
function fileOf({ dir, config }: LoadOptions): string | { readonly file: string; readonly reason: Unreadable } {
  const exists = (name: string): boolean => isFile(join(dir, name));
  const file = config ?? readable.find(exists) ?? programs.find(exists);
  if (file === undefined) return { file: dir, reason: { kind: 'missing' } };
  if (file !== basename(file)) return { file, reason: { kind: 'elsewhere' } };
  if (/\.[cm]?[jt]s$/.test(file)) return { file, reason: { kind: 'code' } };
  return exists(file) ? file : { file, reason: { kind: 'system', detail: 'ENOENT' } };
}

function failed(file: string | undefined, text: string, fault: Diagnostic, position?: Position): LoadedService {
  return { file, text, service: undefined, unresolved: [], located: [{ diagnostic: fault, file, position, exact: position !== undefined }] };
}

/** The parts of a service that this package reads, with their variables resolved; the rest belongs to others and stays as written. */
async function resolved(yaml: Yaml, file: string, text: string, raw: Plain, options: LoadOptions): Promise<LoadedService> {
  try {
    const first = variablesOver(yaml, raw, options, options.env);
    const stage = options.stage ?? first.stage();
    const env = raw['useDotenv'] === true ? { ...dotenv(options.dir, stage, options.env), ...options.env } : options.env;
    const { variables } = variablesOver(yaml, raw, options, env);
    const custom = variables.resolved(['custom', 'scf']);
    const parts = {
      service: variables.resolved(['service']),
      provider: variables.resolved(['provider']),
      functions: variables.resolved(['functions']),
    };
    const faults = variables.failures.map(({ path, variable, reason }) => diagnostic('SCF111', path, { variable, reason }));
    const located = await locate(text, file, faults);
    return { file, text, service: { ...raw, ...parts, custom: { scf: custom } }, unresolved: variables.unresolved, located };
  } catch (error) {
    if (!(error instanceof TooDeep || error instanceof RangeError)) throw error;
    return failed(file, text, diagnostic('SCF110', [], { file, reason: { kind: 'deep' } }));
  }
}

/** @source F16: stage is `--stage`, else `provider.stage`, else `dev` */
function variablesOver(yaml: Yaml, raw: Plain, options: LoadOptions, env: LoadOptions['env']): { variables: Variables; stage: () => string } {
  let asking = false;
  const stage = (): string => {
    // `provider.stage` may itself ask for the stage.
    if (options.stage !== undefined || asking) return options.stage ?? 'dev';
    asking = true;
    const found = new Variables(context).resolved(['provider', 'stage']);
    asking = false;
    return typeof found === 'string' && !found.includes('${') ? found : 'dev';
  };
  const context: VariableContext = {
    service: raw,
    stage,
    env,
    options: { stage: options.stage, region: options.region },
    params: options.params ?? {},
    file: includedFiles(yaml, options.dir),
  };
  return { variables: new Variables(context), stage };
}

/** Reads `${file(…)}`: data files inside the service's folder, each once. */
function includedFiles(yaml: Yaml, dir: string): VariableContext['file'] {
  const known = new Map<string, ReturnType<VariableContext['file']>>();
  return (name) => {
    const path = resolve(dir, name);
    const content = known.get(path) ?? includedFile(yaml, dir, path);
    known.set(path, content);
    return content;
  };
}

function includedFile(yaml: Yaml, dir: string, path: string): { content: unknown } | { problem: Unresolved } {
  if (!isInside(dir, path)) return { problem: { kind: 'outside' } };
  if (/\.[cm]?[jt]s$/.test(path)) return { problem: { kind: 'script' } };
  if (!['.yml', '.yaml', '.json'].includes(extname(path))) return { problem: { kind: 'format' } };
  // A file that is not there is a variable without a value, as in the framework.
  if (!isFile(path)) return { content: undefined };
  // A link may lead out of the folder.
  if (!isInside(realpathSync(dir), realpathSync(path))) return { problem: { kind: 'outside' } };
  const read = textOf(path);
  if ('reason' in read) return { problem: { kind: 'file', detail: detailOf(read.reason) } };
  const parsed = parse(yaml, read.text);
  return 'reason' in parsed ? { problem: { kind: 'file', detail: detailOf(parsed.reason) } } : { content: parsed.value };
}

function detailOf(reason: Unreadable): string {
  return 'detail' in reason ? reason.detail : reason.kind;
}

function isInside(dir: string, path: string): boolean {
  const way = relative(dir, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The text of a file, or why it has none. */
function textOf(path: string): { text: string } | { reason: Unreadable } {
  try {
    const { size } = statSync(path);
    if (size > bytesMax) return { reason: { kind: 'large', bytes: size, limit: bytesMax } };
    const bytes = readFileSync(path);
    return { text: withoutMark(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { reason: code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? { kind: 'bytes' } : { kind: 'system', detail: code } };
  }
}

interface Broken {
  readonly reason: Unreadable;
  readonly position: Located['position'];
}

/** YAML or JSON as plain values. */
function parse(yaml: Yaml, text: string): { readonly value: unknown } | Broken {
  const document = yaml.parseDocument(text, { merge: true, logLevel: 'error' });
  const [error] = document.errors;
  if (error === undefined) return valuesOf(document);
  if (error.code === 'RESOURCE_EXHAUSTION') return { reason: { kind: 'deep' }, position: undefined };
  const [from, to = from] = error.linePos ?? [];
  const position = from && to && { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
  const [detail = error.code] = error.message.split('\n');
  return { reason: { kind: 'syntax', detail: detail.replace(/:$/, '') }, position };
}

/** Some faults show only here, and `yaml` throws them: aliases without an anchor or without end, merges of what is no map. */
function valuesOf(document: Document.Parsed): { readonly value: unknown } | Broken {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const endless = error instanceof RangeError || detail.startsWith('Excessive alias count');
    return { reason: endless ? { kind: 'deep' } : { kind: 'syntax', detail }, position: undefined };
  }
}
