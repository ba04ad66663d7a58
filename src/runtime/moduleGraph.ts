import { readFileSync } from 'node:fs';
import { dirname, extname, isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction, constants } from 'node:vm';
import { importName, namespaceOf, namespaceOfGiven, nodeImport, withImports } from './dynamicImports';
import { ModuleKinds } from './moduleKinds';
import { builtin, createRequire, isBuiltin, realGlobal } from './realNode';
import { fetchedAsRealWork } from './realFetch';
import { runningOwner } from './realWork';
import { shared } from './shared';
import type { OwnSurroundings } from './virtualSurroundings';
import { temporalOf } from './virtualTemporal';

type Exports = Record<string, unknown>;

/** A module as its code sees it. */
interface Module {
  exports: unknown;
  readonly id: string;
  readonly filename: string;
  readonly path: string;
  loaded: boolean;
  readonly children: Module[];
}

type Import = (request: unknown, options?: unknown) => Promise<unknown>;
type ModuleFunction = (exports: unknown, require: unknown, module: Module, filename: string, dirname: string, load: Import) => void;

/** A compiled file: given a world, the function that its code is. */
type Compiled = (...world: unknown[]) => ModuleFunction;

/** The names that code finds in its world. They wrap the code from outside, so that it may still declare each of them itself. */
const names = [
  'globalThis',
  'global',
  'Date',
  'AbortSignal',
  'performance',
  'process',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'fetch',
  'Math',
  // Where Node has none, nothing of that name may be found.
  ...(temporalOf(realGlobal) ? ['Temporal'] : []),
];

const head = `return function (exports, require, module, __filename, __dirname, ${importName}) {`;

/** What all instances of a runtime share of the files that they load: their code, and where names lead to. Never their state. */
export class ModuleSources {
  readonly #compiled = new Map<string, Compiled>();
  readonly #resolved = new Map<string, string>();
  readonly #data = new Map<string, string>();
  readonly kinds = new ModuleKinds();

  compiled(file: string): Compiled {
    const known = this.#compiled.get(file);
    if (known) return known;
    const text = readFileSync(file, 'utf8');
    const source = withImports(text.replace(/^\uFEFF/, '').replace(/^#!/, '//'));
    const made = compileFunction(`${head}${source}\n}`, [...names], {
      filename: file,
      columnOffset: -head.length,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }) as Compiled;
    this.#compiled.set(file, made);
    return made;
  }

  /** @throws as Node does when there is nothing of that name */
  resolve(request: string, from: string): string {
    const key = `${dirname(from)}\0${request}`;
    const known = this.#resolved.get(key);
    if (known !== undefined) return known;
    const file = createRequire(from).resolve(request);
    this.#resolved.set(key, file);
    return file;
  }

  json(file: string): unknown {
    const text = this.#data.get(file) ?? readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    this.#data.set(file, text);
    return JSON.parse(text);
  }
}

/** `JSON` of the world that files are compiled in, so that events are objects of the same kind as those that the code makes. */
export const realJson = realGlobal.JSON;

/** The modules of one instance: every file is run anew, so that no state reaches another instance. @source S114 */
export class ModuleGraph {
  readonly #sources: ModuleSources;
  readonly #own: OwnSurroundings;
  readonly #replaced: Readonly<Record<string, unknown>>;
  readonly #modules = new Map<string, Module>();
  readonly #world: readonly unknown[];
  readonly #imported: (request: string, from: string) => Promise<string | undefined>;

  /**
   * @param replaced  modules that code gets in place of those of that name or file
   * @param imported  the file that exports the promise of what code in a file imports; undefined when only Node can load it
   */
  constructor(
    sources: ModuleSources,
    own: OwnSurroundings,
    replaced: Readonly<Record<string, unknown>>,
    imported: (request: string, from: string) => Promise<string | undefined>,
  ) {
    this.#sources = sources;
    this.#imported = imported;
    this.#own = own;
    this.#replaced = replaced;
    const kept: Exports = { ...own.names, ...outsideOf(() => kept) };
    const global = globalOf(kept);
    const world: Readonly<Record<string, unknown>> = { ...kept, globalThis: global, global };
    this.#world = names.map((name) => world[name]);
  }

  /** What the module in a file exports, after it was run. */
  load(file: string): unknown {
    const known = this.#modules.get(file);
    if (known) return known.exports;
    const module: Module = { exports: {}, id: file, filename: file, path: dirname(file), loaded: false, children: [] };
    this.#modules.set(file, module);
    try {
      if (extname(file) === '.json') module.exports = this.#sources.json(file);
      else
        this.#sources
          .compiled(file)(...this.#world)
          .call(module.exports, module.exports, this.#requireFor(file), module, file, dirname(file), this.#importFor(file));
      module.loaded = true;
    } catch (error) {
      this.#modules.delete(file);
      throw error;
    }
    return module.exports;
  }

  #requireFor(from: string): unknown {
    const require = (request: string): unknown => this.#require(request, from);
    const resolve = (request: string): string => (isBuiltin(request) ? request : this.#sources.resolve(request, from));
    return Object.assign(require, { resolve, cache: {}, main: undefined });
  }

  /** `import()`, where code says it. What it leads to is the instance's own, too. */
  #importFor(from: string): Import {
    return async (given, options) => {
      const request = String(given).replace(/^file:.*/, fileURLToPath);
      if (Object.hasOwn(this.#replaced, request)) return namespaceOfGiven(this.#replaced[request]);
      if (isBuiltin(request)) return namespaceOf(this.#require(request, from));
      if (isAbsolute(request) && this.#sources.kinds.isCommonJs(request)) return namespaceOf(this.#require(request, from));
      const file = await this.#imported(request, from);
      return file === undefined ? nodeImport(from, given, options) : this.load(file);
    };
  }

  #require(request: string, from: string): unknown {
    if (Object.hasOwn(this.#replaced, request)) return this.#replaced[request];
    if (isBuiltin(request)) return this.#own.modules.get(request.replace(/^node:/, '')) ?? builtin(request as 'fs');
    const file = this.#sources.resolve(request, from);
    if (Object.hasOwn(this.#replaced, file)) return this.#replaced[file];
    // What Node alone can load is there once for all instances, on real time.
    return this.#sources.kinds.isCommonJs(file) ? this.load(file) : createRequire(from)(file);
  }
}

/** What a test puts into its own global object in place of the outside: where a test framework has a world of its own, code would find Node's. */
function outsideOf(kept: () => Exports): Exports {
  const given = (): unknown => kept()['fetch'];
  const fetch = (...args: Parameters<typeof globalThis.fetch>): Promise<Response> => {
    const own = given();
    // A test may put it there, or take it away, at any time; code may have one of its own.
    const found = own === fetch ? ('fetch' in globalThis ? globalThis : realGlobal).fetch : (own as typeof fetch);
    return fetchedAsRealWork(found(...args)) as Promise<Response>;
  };
  return { fetch, Math };
}

/** What code reaches as `globalThis`: what it sets there stays in its instance, also where it then asks for it by its bare name. */
function globalOf(kept: Exports): object {
  const owner = runningOwner();
  if (owner) bare.globals.set(owner, kept);
  return new Proxy(kept, {
    get: (target, name) => (Reflect.has(target, name) ? Reflect.get(target, name) : Reflect.get(realGlobal, name)) as unknown,
    has: (target, name) => Reflect.has(target, name) || (!bare.names.has(name) && Reflect.has(realGlobal, name)),
    defineProperty: (target, name, descriptor) => {
      lendName(name);
      return Reflect.defineProperty(target, name, descriptor);
    },
  });
}

/** Names that code has set in its global object, what each instance has there, and what has been set by whoever is none. */
const bare = shared('bareNames/1', () => ({ names: new Set<PropertyKey>(), globals: new WeakMap<object, Exports>(), outside: {} }), realGlobal);

/** A bare name that no file declares is looked for in Node's own global object: from there it leads to that of whoever asks. */
function lendName(name: PropertyKey): void {
  if (typeof name !== 'string' || name in realGlobal) return;
  bare.names.add(name);
  const own = (): Exports => bare.globals.get(runningOwner() ?? bare) ?? bare.outside;
  Object.defineProperty(realGlobal, name, {
    configurable: true,
    get: () => own()[name],
    set: (value: unknown) => void (own()[name] = value),
  });
}
