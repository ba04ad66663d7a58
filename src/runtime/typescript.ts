import type { build, BuildFailure, BuildOptions, BuildResult, StdinOptions } from 'esbuild';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { say, type Lang } from '../messages';
import { digestOf, leftOut } from './leftOut';
import { ownPlaces } from './ownPlaces';
import { packages, type Home } from './packages';
import { removeStaleBuilds } from './staleBuilds';
import type { CodeFault } from './syntax';

/** A handler made ready to load, or why it could not be. @source S123: 437 not found, 443 load error */
export type Built = { readonly file: string } | { readonly status: 437 | 443; readonly message: string };

/** What we need of esbuild. */
interface Esbuild {
  readonly build: typeof build;
}

export interface BuildsOptions {
  /** Where bundles are loaded. */
  readonly kind?: Home['kind'];
  /** Of what they are to run on, such as `node16`; this process's own Node unless said. */
  readonly target?: string;
  /** Of an archive: whether a file of the service is in it, by its path below the service; all are unless said. */
  readonly holds?: ((name: string) => boolean) | undefined;
  /** Modules by name or file that are no part of a bundle: whoever loads it gives others in their place. */
  readonly replaced?: readonly string[];
}

/** Faults of one build that are told. */
const faultsMax = 5;

/** Bundles handlers written in TypeScript with the user's own esbuild, each once. */
export class TypeScriptBuilds {
  readonly #lang: Lang;
  readonly #kind: Home['kind'];
  readonly #target: string;
  readonly #holds: BuildsOptions['holds'];
  readonly #replaced: readonly string[];
  /** Of each kind of build, so that none is written over what another engine is about to load. */
  readonly #folder: string;
  readonly #builds = new Map<string, Promise<Built>>();
  readonly #tidied = new Map<string, Promise<void>>();
  /** Handlers of which there is a bundle, if not of what they are now. */
  readonly #builtOnce = new Set<string>();

  constructor(lang: Lang, { kind = 'here', target = `node${process.versions.node}`, holds, replaced = [] }: BuildsOptions = {}) {
    this.#lang = lang;
    this.#kind = kind;
    this.#target = target;
    this.#holds = holds;
    this.#replaced = replaced;
    const kinds = kind === 'here' ? [] : [kind === 'archive' ? target : 'whole'];
    this.#folder = ['build', ...kinds, ...(replaced.length === 0 ? [] : [digestOf(replaced)])].join('-');
  }

  /**
   * @param codeDir  folder of the service; the result goes to a folder below, where `require` still finds its packages
   * @param file     the handler's file, absolute
   */
  async build(codeDir: string, file: string): Promise<Built> {
    const building = this.#builds.get(file) ?? this.#build(codeDir, file);
    this.#builds.set(file, building);
    const built = await building;
    // The user is about to repair it.
    if (!('file' in built)) this.#builds.delete(file);
    return built;
  }

  /**
   * What code imports while it runs, as a bundle that exports the promise of it; 437 when esbuild finds nothing of that name.
   * @param request  as the code names it
   * @param from     folder of the code, absolute
   */
  async buildImport(codeDir: string, request: string, from: string): Promise<Built> {
    const esbuild = findEsbuild(codeDir);
    if (!esbuild) return { status: 437, message: say(this.#lang, 'runtime.esbuildMissing', { file: request }) };
    const outfile = join(codeDir, '.serverless-scf', this.#folder, 'imports', `${digestOf([request, from])}.cjs`);
    const contents = `module.exports = import(${JSON.stringify(request)});`;
    const stdin = { contents, resolveDir: from, sourcefile: 'import.cjs' };
    try {
      const bundle = await this.#bundle(esbuild, codeDir, { stdin }, { outfile });
      if (bundle.outputFiles[0]?.text.includes(contents)) return { status: 437, message: request };
      await write(bundle, outfile);
      return { file: outfile };
    } catch (error) {
      return { status: 443, message: say(this.#lang, 'runtime.buildFailed', { detail: detailOf(error) }) };
    }
  }

  /** The code has changed: everything is built anew when it is needed next. What cannot be is loaded as it was last built. */
  forget(): void {
    this.#builds.clear();
  }

  /**
   * What keeps handlers from being built as they are now. Nothing is written.
   * @param files  of handlers, absolute
   * @returns faults by the handler's file; none of those that can be built, or where there is no esbuild to ask
   */
  async faults(codeDir: string, files: readonly string[]): Promise<ReadonlyMap<string, readonly CodeFault[]>> {
    const esbuild = files.length === 0 ? undefined : findEsbuild(codeDir);
    if (!esbuild) return new Map();
    const faultsOf = (entryPoints: readonly string[]): Promise<readonly CodeFault[]> =>
      this.#bundle(esbuild, codeDir, { entryPoints: [...entryPoints] }, { outdir: join(codeDir, '.serverless-scf', this.#folder) }).then(
        () => [],
        (error: unknown) => faultsIn(error, codeDir, entryPoints[0] ?? ''),
      );
    // All at once, for they share most of their code; one by one only to know which are at fault.
    if ((await faultsOf(files)).length === 0) return new Map();
    const found = new Map<string, readonly CodeFault[]>();
    for (const file of files) {
      const faults = await faultsOf([file]);
      if (faults.length > 0) found.set(file, faults);
    }
    return found;
  }

  /**
   * The files that handlers are built of, packages apart; absolute. Nothing is written.
   * @param files  of handlers, absolute
   * @returns none of those that cannot be built
   */
  async sources(codeDir: string, files: readonly string[]): Promise<readonly string[]> {
    const esbuild = files.length === 0 ? undefined : findEsbuild(codeDir);
    if (!esbuild) return [];
    const outdir = join(codeDir, '.serverless-scf', this.#folder);
    const built = await Promise.all(files.map((file) => this.#bundle(esbuild, codeDir, { entryPoints: [file] }, { outdir }).catch(() => undefined)));
    const inputs = built.flatMap((bundle) => Object.keys(bundle?.metafile?.inputs ?? {}));
    return [...new Set(inputs)].filter((input) => !input.split('/').includes('node_modules')).map((input) => resolve(codeDir, input));
  }

  async #build(codeDir: string, file: string): Promise<Built> {
    const esbuild = findEsbuild(codeDir);
    if (!esbuild) return { status: 437, message: say(this.#lang, 'runtime.esbuildMissing', { file: relative(codeDir, file) }) };
    const outfile = join(codeDir, '.serverless-scf', this.#folder, `${relative(codeDir, file)}.cjs`);
    await this.#tidy(join(codeDir, '.serverless-scf'));
    try {
      await write(await this.#bundle(esbuild, codeDir, { entryPoints: [file] }, { outfile }), outfile);
      this.#builtOnce.add(file);
      return { file: outfile };
    } catch (error) {
      if (this.#builtOnce.has(file)) return { file: outfile };
      return { status: 443, message: say(this.#lang, 'runtime.buildFailed', { detail: detailOf(error) }) };
    }
  }

  /** Once for each service. What cannot be removed takes up room, and no more. */
  #tidy(dir: string): Promise<void> {
    const tidying = this.#tidied.get(dir) ?? removeStaleBuilds(dir, this.#folder).catch(() => undefined);
    this.#tidied.set(dir, tidying);
    return tidying;
  }

  #bundle(
    esbuild: Esbuild,
    codeDir: string,
    what: { readonly entryPoints?: string[]; readonly stdin?: StdinOptions },
    out: Pick<BuildOptions, 'outfile' | 'outdir'>,
  ): Promise<BuildResult<{ write: false }>> {
    const [entry = codeDir] = what.entryPoints ?? [];
    const home = this.#kind === 'archive' ? { kind: this.#kind, folder: dirname(entry), holds: this.#holds } : { kind: this.#kind };
    const { plugins, ...places } = ownPlaces(home);
    // Named from the folder of the service: in a name with a star, which folders above may have, esbuild sees a pattern of files.
    const entryPoints = what.entryPoints?.map((file) => `./${relative(codeDir, file).split(sep).join('/')}`);
    return esbuild.build({
      ...what,
      ...(entryPoints && { entryPoints }),
      ...out,
      ...places,
      absWorkingDir: codeDir,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: this.#target,
      sourcemap: 'inline',
      logLevel: 'silent',
      write: false,
      metafile: true,
      plugins: [...(this.#replaced.length === 0 ? [] : [leftOut(this.#replaced)]), packages(codeDir, this.#target, home), ...plugins],
    });
  }
}

/** Writes the bundle in one go: another engine may be loading the same file. */
async function write(result: BuildResult<{ write: false }>, outfile: string): Promise<void> {
  const [bundled] = result.outputFiles;
  await mkdir(dirname(outfile), { recursive: true });
  const draft = `${outfile}.${process.pid}`;
  await writeFile(draft, bundled?.contents ?? '');
  await rename(draft, outfile);
}

/** The esbuild of the service, or else one that is installed beside us. */
function findEsbuild(codeDir: string): Esbuild | undefined {
  for (const from of [join(codeDir, 'package.json'), __filename]) {
    try {
      const load: (id: string) => Esbuild = createRequire(from);
      return load('esbuild');
    } catch {
      // Not there; the next place may have it.
    }
  }
  return undefined;
}

function detailOf(error: unknown): string {
  if (!isBuildFailure(error)) return error instanceof Error ? error.message : String(error);
  return error.errors
    .slice(0, faultsMax)
    .map(({ location, text }) => (location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text))
    .join('\n');
}

function faultsIn(error: unknown, codeDir: string, entryPoint: string): readonly CodeFault[] {
  const nowhere = { file: entryPoint, line: undefined, column: undefined };
  if (!isBuildFailure(error)) return [{ ...nowhere, message: error instanceof Error ? error.message : String(error) }];
  return error.errors.slice(0, faultsMax).map(({ location, text }) => {
    const place = location ? { file: resolve(codeDir, location.file), line: location.line, column: location.column + 1 } : nowhere;
    return { ...place, message: text };
  });
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
