import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import { realpathSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ModuleKinds } from './moduleKinds';
import { createRequire, isBuiltin } from './realNode';

/** Where a bundle is loaded. */
export type Home =
  /** Here, by Node.js. */
  | { readonly kind: 'here' }
  /** Here, anew for each instance, which Node.js would not do with ES modules. */
  | { readonly kind: 'instance' }
  /**
   * From an archive of the service.
   * @param folder  where the bundle is put, as it is here; absolute
   * @param holds   whether a file of the service is in it, by its path below the service; undefined: all are, or will be
   */
  | { readonly kind: 'archive'; readonly folder: string; readonly holds: ((name: string) => boolean) | undefined };

/** Marks our own question where a name leads. */
const asked = Symbol('asked');

const typeScript = /\.[cm]?tsx?$/;

/** What a bundler can take in. */
const code = /\.([cm]?[jt]sx?|json)$/;

/** From which on Node.js has `import()` in CommonJS, too. */
const importsFrom = 14;

/**
 * Decides which packages a bundle takes in. A bundle is CommonJS, and requires all others from where they lie, so that a package with state
 * is there once. Taken in are ES modules, which `require` loads on new versions of Node.js alone, and gives a bundle another default;
 * packages of the workspace that are TypeScript; and, where the bundle goes into an archive, what would not be found from there: the
 * packages of folders above the service, those that are needed for development only or that patterns leave out of the archive, and other
 * versions that only packages have which are taken in themselves. Packages with native code
 * never are: they look for it beside their own files, which a layer may bring along.
 * @param target  of what the bundle is to run on, such as `node16`
 */
export function packages(codeDir: string, target: string, home: Home): Plugin {
  const setup = (building: PluginBuild): void => {
    const choice = new Choice(building, codeDir, target, home);
    building.onResolve({ filter: /^[^.]/ }, (given) => {
      const isName = given.kind !== 'entry-point' && given.pluginData !== asked && !isAbsolute(given.path);
      return isName ? choice.of(given) : undefined;
    });
    building.onResolve({ filter: /^\..*\.node$/ }, ({ path, resolveDir }) => choice.native(join(resolveDir, path)));
  };
  return { name: 'packages', setup };
}

/** For one bundle: packages change while an engine lives on. */
class Choice {
  readonly #building: PluginBuild;
  readonly #service: string;
  readonly #importsItself: boolean;
  readonly #home: Home;
  readonly #kinds = new ModuleKinds();

  constructor(building: PluginBuild, codeDir: string, target: string, home: Home) {
    this.#building = building;
    this.#service = realpathSync(codeDir);
    this.#importsItself = home.kind !== 'instance' && Number(/\d+/.exec(target)?.[0] ?? 0) >= importsFrom;
    this.#home = home;
  }

  /** @returns undefined where a name leads is taken in */
  async of({ path, pluginData: _, ...from }: OnResolveArgs): Promise<OnResolveResult | undefined> {
    if (isBuiltin(path)) return { path, external: true };
    const required = requiredFrom(from.importer || join(this.#service, 'package.json'), path);
    const result = await this.#building.resolve(path, { ...from, pluginData: asked });
    if (result.external) return { path: result.path, external: true };
    const bundled = result.errors.length === 0 ? result.path : undefined;
    if (bundled !== undefined && isOwnSource(bundled, required)) return undefined;
    const isImport = from.kind === 'dynamic-import';
    const found = isImport || this.#isModule(from) ? (bundled ?? required) : (required ?? bundled);
    // Whoever asks for what is not there is told so by Node.
    if (found === undefined) return { path, external: true };
    if (isImport && this.#importsItself) return this.#imported(path, found);
    if (from.kind !== 'require-resolve' && extname(found) !== '.node' && !this.#kinds.isCommonJs(found)) return { path: found };
    return this.#outside(path, found, from.kind === 'require-resolve');
  }

  /** A file that only Node.js itself can load. */
  native(file: string): OnResolveResult {
    if (this.#home.kind !== 'archive') return { path: file, external: true };
    const way = relative(this.#home.folder, file).split(sep).join('/');
    return { path: way.startsWith('.') ? way : `./${way}`, external: true };
  }

  /** Whether what asks is an ES module to Node.js, which may lead it elsewhere. */
  #isModule({ kind, importer }: Pick<OnResolveArgs, 'kind' | 'importer'>): boolean {
    return kind === 'import-statement' && !this.#kinds.isCommonJs(importer.replace(/\.([cm]?)[jt]sx?$/, '.$1js'));
  }

  #imported(path: string, found: string): OnResolveResult {
    if (this.#home.kind !== 'archive') return { path: pathToFileURL(found).href, external: true };
    return this.#isInArchive(path, found) ? { path, external: true } : { path: found };
  }

  #outside(path: string, found: string, isName: boolean): OnResolveResult {
    if (this.#home.kind !== 'archive') return { path: found, external: true };
    if (isName || !code.test(found) || this.#kinds.isNative(found)) return { path, external: true };
    const isThere = this.#isInArchive(path, found) && requiredFrom(join(this.#home.folder, 'package.json'), path) === found;
    return isThere ? { path, external: true } : { path: found };
  }

  /** Whether the bundle finds a package in the archive at a place where it looks first. What lies elsewhere, or is only linked, it does not. */
  #isInArchive(path: string, found: string): boolean {
    if (this.#home.kind !== 'archive') return false;
    const [name] = /^(@[^/]+\/)?[^/]+/.exec(path) ?? [''];
    const root = this.#service;
    if (this.#home.holds?.(relative(root, found).split(sep).join('/')) === false) return false;
    for (let dir = realpathSync(this.#home.folder); dir === root || dir.startsWith(root + sep); dir = dirname(dir)) {
      if (found.startsWith(join(dir, 'node_modules', name) + sep)) return true;
    }
    return false;
  }
}

/**
 * What is bundled however it is asked for: TypeScript, which Node.js cannot load as it is, unless a package brings it along; and what has
 * its name from the user's `tsconfig.json`, of which Node.js knows nothing.
 */
function isOwnSource(file: string, required: string | undefined): boolean {
  if (isInPackages(file)) return false;
  return typeScript.test(file) || required === undefined || isInPackages(required);
}

function isInPackages(file: string): boolean {
  return file.split(sep).includes('node_modules');
}

/** Where Node.js finds a package, links followed. */
function requiredFrom(file: string, name: string): string | undefined {
  try {
    return createRequire(file).resolve(name);
  } catch {
    return undefined;
  }
}
