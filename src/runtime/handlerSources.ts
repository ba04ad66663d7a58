import { dirname } from 'node:path';
import { say, type Lang } from '../messages';
import { locateHandler } from './handler';
import { readyForImports } from './dynamicImports';
import { ModuleSources } from './moduleGraph';
import { platformFailed, type Failed } from './report';
import type { InstanceSpec } from './runtime';
import { TypeScriptBuilds } from './typescript';

/** A handler as the platform calls it. @source S191 */
export type HandlerFunction = (this: unknown, event: never, context: never, callback: (error?: unknown, data?: unknown) => void) => unknown;

/** Where an instance gets its handler from: a file that it loads, or a function that makes one; else why there is none. */
export type Source = { readonly file: string; readonly method: string } | { readonly create: () => HandlerFunction } | Failed;

/**
 * Finds handlers in files, each once, and keeps what is read of them; TypeScript and ES modules are bundled into CommonJS by the user's own
 * esbuild. Never their state: several runtimes may share one, as long as it is to be the same code.
 * @source S123, S191
 */
export class HandlerSources {
  readonly modules = new ModuleSources();
  readonly #lang: Lang;
  readonly #builds: TypeScriptBuilds;
  readonly #found = new Map<string, Source | Promise<Source>>();
  readonly #imports = new Map<string, Promise<string | undefined>>();

  /** @param replaced  modules by name or file that handlers are given others for */
  constructor(lang: Lang, replaced: readonly string[]) {
    this.#lang = lang;
    this.#builds = new TypeScriptBuilds(lang, { kind: 'instance', replaced });
  }

  /** At once when it is known already. */
  find({ function: plan, codeDir }: InstanceSpec): Source | Promise<Source> {
    const key = `${codeDir}\0${plan.handler}`;
    const known = this.#found.get(key);
    if (known) return known;
    const finding = this.#search(codeDir, plan.handler).then((source) => {
      // The user is about to repair what is wrong.
      if ('status' in source) this.#found.delete(key);
      else this.#found.set(key, source);
      return source;
    });
    this.#found.set(key, finding);
    return finding;
  }

  /**
   * The file that exports the promise of what code imports; undefined when only Node can load it.
   * @param from  the code's file
   */
  imported(codeDir: string, request: string, from: string): Promise<string | undefined> {
    const key = `${codeDir}\0${dirname(from)}\0${request}`;
    const importing =
      this.#imports.get(key) ?? this.#builds.buildImport(codeDir, request, dirname(from)).then((built) => ('file' in built ? built.file : undefined));
    this.#imports.set(key, importing);
    return importing;
  }

  async #search(codeDir: string, handler: string): Promise<Source> {
    const located = await locateHandler(codeDir, handler, this.#lang);
    if (typeof located === 'string') return platformFailed(437, located);
    await readyForImports();
    const { file, method, language } = located;
    if (language === 'commonjs') return { file, method };
    const built = await this.#builds.build(codeDir, file);
    if ('file' in built) return { file: built.file, method };
    const note = language === 'esm' ? ` ${say(this.#lang, 'runtime.moduleInProcess')}` : '';
    return platformFailed(built.status, built.message + note);
  }
}
