import type { build, BuildFailure, BuildResult } from 'esbuild';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { say, type Lang } from '../messages';
import { digestOf, leftOut } from './leftOut';
import { removeStaleBuilds } from './staleBuilds';

/** A handler made ready to load, or why it could not be. @source S123: 437 not found, 443 load error */
export type Built = { readonly file: string } | { readonly status: 437 | 443; readonly message: string };

/** What we need of esbuild. */
interface Esbuild {
  readonly build: typeof build;
}

/** Bundles handlers written in TypeScript with the user's own esbuild, each once. */
export class TypeScriptBuilds {
  readonly #lang: Lang;
  readonly #target: string;
  readonly #replaced: readonly string[];
  /** Of each kind of build, so that none is written over what another engine is about to load. */
  readonly #folder: string;
  readonly #builds = new Map<string, Promise<Built>>();
  readonly #tidied = new Map<string, Promise<void>>();

  /**
   * @param replaced  modules by name or file that are no part of the bundle: whoever loads it gives others in their place
   * @param target  of what the code is to run on, such as `node16`; this process's own Node unless said
   */
  constructor(lang: Lang, target?: string, replaced: readonly string[] = []) {
    this.#lang = lang;
    this.#target = target ?? `node${process.versions.node}`;
    this.#replaced = replaced;
    this.#folder = ['build', ...(target === undefined ? [] : [target]), ...(replaced.length === 0 ? [] : [digestOf(replaced)])].join('-');
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

  /** The code has changed: everything is built anew when it is needed next. */
  forget(): void {
    this.#builds.clear();
  }

  async #build(codeDir: string, file: string): Promise<Built> {
    const esbuild = findEsbuild(codeDir);
    if (!esbuild) return { status: 437, message: say(this.#lang, 'runtime.esbuildMissing', { file: relative(codeDir, file) }) };
    const outfile = join(codeDir, '.serverless-scf', this.#folder, `${relative(codeDir, file)}.cjs`);
    await this.#tidy(join(codeDir, '.serverless-scf'));
    try {
      await write(await this.#bundle(esbuild, codeDir, file, outfile), outfile);
      return { file: outfile };
    } catch (error) {
      return { status: 443, message: say(this.#lang, 'runtime.buildFailed', { detail: detailOf(error) }) };
    }
  }

  /** Once for each service. What cannot be removed takes up room, and no more. */
  #tidy(dir: string): Promise<void> {
    const tidying = this.#tidied.get(dir) ?? removeStaleBuilds(dir, this.#folder).catch(() => undefined);
    this.#tidied.set(dir, tidying);
    return tidying;
  }

  #bundle(esbuild: Esbuild, codeDir: string, file: string, outfile: string): Promise<BuildResult<{ write: false }>> {
    return esbuild.build({
      entryPoints: [file],
      outfile,
      absWorkingDir: codeDir,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: this.#target,
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'silent',
      write: false,
      plugins: this.#replaced.length === 0 ? [] : [leftOut(this.#replaced)],
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
    .slice(0, 5)
    .map(({ location, text }) => (location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text))
    .join('\n');
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
