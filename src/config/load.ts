import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Unreadable } from '../messages';
import { diagnostic, type Diagnostic, type Path } from './diagnostic';
import { severityOfUnset } from './environment';
import { functionsOf } from './functionMap';
import type { Located, Position, Yaml } from './locate';
import { placesIn, ServicePlaces, type Places } from './places';
import { variablesOf, type LoadOptions } from './resolver';
import { isPlain, type Plain } from './settings';
import { isFile, Sources, textOf, type Source } from './sources';
import { TooDeep, type Failure, type Variables } from './variables';

export type { LoadOptions } from './resolver';

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
  /** Where what is found in it later is written. */
  readonly places: Places;
}

const readable = ['serverless.yml', 'serverless.yaml', 'serverless.json'];
const programs = ['serverless.ts', 'serverless.js', 'serverless.mjs', 'serverless.cjs'];

/**
 * Reads the service in a folder without the framework. Nothing in it is ever run.
 * @source F55, F62
 */
export async function loadService(options: LoadOptions): Promise<LoadedService> {
  const name = fileOf(options);
  if (typeof name !== 'string') return failed(undefined, '', diagnostic('SCF110', [], name));
  const read = textOf(join(options.dir, name));
  if ('reason' in read) return failed(name, '', diagnostic('SCF110', [], { file: name, reason: read.reason }));
  const yaml = await import('yaml');
  const sources = new Sources(yaml, options.dir);
  const main = sources.main(name, read.text);
  const { file } = main;
  if ('reason' in main) return failed(file, main.text, diagnostic('SCF110', [], { file, reason: main.reason }), main.position);
  const { content } = main;
  if (!isPlain(content)) {
    const kind = content === null || content === undefined ? 'empty' : 'notMap';
    return failed(file, read.text, diagnostic('SCF110', [], { file, reason: { kind } }));
  }
  try {
    return resolved(yaml, main, content, sources, variablesOf(content, sources, options));
  } catch (error) {
    if (!(error instanceof TooDeep || error instanceof RangeError)) throw error;
    return failed(file, read.text, diagnostic('SCF110', [], { file, reason: { kind: 'deep' } }));
  }
}

/** The configuration file to read, or why there is none. */
function fileOf({ dir, config }: LoadOptions): string | { readonly file: string; readonly reason: Unreadable } {
  const exists = (name: string): boolean => isFile(join(dir, name));
  const file = config ?? readable.find(exists) ?? programs.find(exists);
  if (file === undefined) return { file: dir, reason: { kind: 'missing' } };
  if (file !== basename(file)) return { file, reason: { kind: 'elsewhere' } };
  if (/\.[cm]?[jt]s$/.test(file)) return { file, reason: { kind: 'code' } };
  if (exists(file)) return file;
  return { file, reason: { kind: existsSync(join(dir, file)) ? 'folder' : 'absent' } };
}

function failed(file: string | undefined, text: string, fault: Diagnostic, position?: Position): LoadedService {
  const located = [{ diagnostic: fault, file, position, exact: position !== undefined }];
  return { file, text, service: undefined, unresolved: [], located, places: placesIn(file, text) };
}

/** The parts of a service that this package reads, with their variables resolved; the rest belongs to others and stays as written. */
function resolved(yaml: Yaml, main: Source, raw: Plain, sources: Sources, variables: Variables): LoadedService {
  const custom = variables.resolved(['custom', 'scf']);
  const parts = {
    service: variables.resolved(['service']),
    provider: variables.resolved(['provider']),
  };
  const { functions, unresolved } = functionsOf(variables);
  const places = new ServicePlaces(yaml, main, sources, variables);
  const located = variables.failures.map((failure) => fault(failure, places, variables.unresolved));
  // What is beside our own is not read, but looked at: it may be ours under a name that is misspelt.
  const others = isPlain(raw['custom']) ? raw['custom'] : {};
  const service = { ...raw, ...parts, functions, ...(raw['custom'] !== undefined && { custom: { ...others, scf: custom } }) };
  return { file: main.file, text: main.parsed.text, service, unresolved, located, places };
}

/** Where a variable without a value is written; one that names a file that cannot be read leads to the fault in that file. */
function fault({ path, place, variable, reason }: Failure, places: ServicePlaces, unresolved: readonly Path[]): Located {
  if (!('file' in reason)) {
    const severity = severityOfUnset({ path, variable, reason }, unresolved);
    return places.written(diagnostic('SCF111', path, { variable, reason }, { severity }), place);
  }
  return places.broken(diagnostic('SCF110', path, { file: reason.file, reason: reason.reason }), reason);
}
