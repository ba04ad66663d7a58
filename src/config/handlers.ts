import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import { isArtifactGiven, entriesOf, type Entry } from './handlerEntries';
import { findSource, type FoundSource, type Language } from './handlerFiles';
import { namesIn, textOf } from './handlerNames';
import type { CheckOptions } from './check';
import { isModuleBySyntax, tellsModulesBySyntax } from './moduleKind';
import { handlerPattern, leadsOut } from './nameRules';
import { nearest } from './nearest';
import { pluginsOf } from './pluginNames';
import { isPlain, unknownsOf } from './settings';
import { startFileFaults } from './startFile';

/** What decides where handlers are looked for. */
export type HandlerOptions = Pick<CheckOptions, 'codeDir' | 'unresolved'>;

/** What of a file's names is worth telling. */
const toldMax = 10;

/**
 * Faults of handlers in the files that they name: there is no such file, or it has no such function.
 * Nothing is run; what a look at the file cannot tell is taken for right.
 *
 * @param service  the resolved configuration, as for `checkService`, whose faults are not told again
 * @source S123, S191, S200–S206
 */
export async function handlerFaults(service: unknown, options: HandlerOptions): Promise<Diagnostic[]> {
  if (!isPlain(service) || isArtifactGiven(service['package'])) return [];
  const bundled = hasBundler(service['plugins']);
  const found: Diagnostic[] = [];
  for (const entry of entriesOf(service, unknownsOf(options.unresolved ?? []))) found.push(...(await faultsOf(entry, options.codeDir, bundled)));
  return found;
}

/** Plugins that make what is deployed out of the sources; the handler still names the source. */
function hasBundler(plugins: unknown): boolean {
  return pluginsOf(plugins).some(({ name }) => /esbuild|webpack|bundle|typescript|babel|rollup|vite|swc/.test(name));
}

async function faultsOf(entry: Entry, codeDir: string, bundled: boolean): Promise<Diagnostic[]> {
  if (entry.start !== undefined) return startFileFaults(entry, codeDir, entry.start);
  const { key, path, handler } = entry;
  const language = languageOf(entry.runtime);
  if (handler === undefined || language === undefined) return [];
  const there: Path = [...path, 'handler'];
  // A dot in the name of a program is told by itself.
  if (language === 'go') return /^(?:[\w.-]+\/)*[\w-]+$/.test(handler) && !leadsOut(handler) ? binaryFaults(key, handler, there, codeDir) : [];
  if (!handlerPattern.test(handler) || leadsOut(handler)) return [];
  const dot = handler.lastIndexOf('.');
  const source = findSource(codeDir, handler.slice(0, dot), language, bundled);
  if (source === 'unknown') return [];
  const method = handler.slice(dot + 1);
  if ('tried' in source) {
    if (endings.includes(method)) return [endingFault(handler, there, [])];
    const { tried, unbuilt } = source;
    return [diagnostic('SCF113', there, { function: key, handler, tried, unbuilt }, { severity: unbuilt ? 'warning' : 'error' })];
  }
  const names = await namesIn(source.file, method, language, bundled);
  if (names === 'has' || names === 'unknown') return bundled ? [] : moduleFaults(entry, source, codeDir, there);
  if (endings.includes(method)) return [endingFault(handler, there, names)];
  const exported = names.slice(0, toldMax);
  return [diagnostic('SCF114', there, { function: key, file: source.name, name: method, exported, nearest: nearest(method, names) })];
}

/** What runs here, by the Node of this machine, and cannot be loaded by that of the platform. @source S123, S190 */
async function moduleFaults({ key, runtime = '' }: Entry, { file, name }: FoundSource, codeDir: string, path: Path): Promise<Diagnostic[]> {
  const text = languageOf(runtime) === 'node' && !tellsModulesBySyntax(runtime) ? textOf(file) : undefined;
  if (text === undefined || !(await isModuleBySyntax(file, text, codeDir))) return [];
  return [diagnostic('SCF122', path, { function: key, file: name, runtime })];
}

/** What nobody calls a function: a handler that ends so is the name of a file. */
const endings: readonly string[] = ['js', 'cjs', 'mjs', 'ts', 'mts', 'cts', 'py', 'php'];

/** @param names  those that the file has, as far as they are known */
function endingFault(handler: string, path: Path, names: readonly string[]): Diagnostic {
  const [only] = names.length === 1 ? names : [];
  const write = `${handler.slice(0, handler.lastIndexOf('.'))}.${only ?? 'main_handler'}`;
  return diagnostic('SCF106', path, { option: dotted(path), value: shown(handler), form: 'handlerEnding', write });
}

/** A handler of Go is the name of a program, which a build makes. @source S201 */
function binaryFaults(key: string, handler: string, path: Path, codeDir: string): Diagnostic[] {
  const source = findSource(codeDir, handler, 'go', false);
  if (source === 'unknown' || 'file' in source) return [];
  return [diagnostic('SCF113', path, { function: key, handler, tried: source.tried, unbuilt: true }, { severity: 'warning' })];
}

function languageOf(runtime: string | undefined): Language | undefined {
  const [, name = ''] = /^(Nodejs|Python|Php|Go)\d/.exec(runtime ?? '') ?? [];
  return ({ Nodejs: 'node', Python: 'python', Php: 'php', Go: 'go' } as const)[name];
}
