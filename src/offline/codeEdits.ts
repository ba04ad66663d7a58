import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Lang } from '../messages';
import { blankEnvironment } from '../runtime/environment';
import { locateHandler } from '../runtime/handler';
import { languageOf } from '../runtime/language';
import { Pythons } from '../runtime/pythons';
import { ReachedFiles } from '../runtime/reached';
import { syntaxFault, type CodeFault } from '../runtime/syntax';
import { TypeScriptBuilds } from '../runtime/typescript';
import type { FunctionPlan, RegionPlan } from '../scf';
import { isOnlyCounted } from './localRuntime';
import { isCode } from './watch';

/** What an edit of a service comes to, once its code was looked at. */
export interface Judgement {
  /** The service to take: functions whose code is broken are in it as they were. Undefined: nothing is to be taken. */
  readonly plan: RegionPlan | undefined;
  /** Functions whose code is to be loaded anew. */
  readonly codeChanged: readonly string[];
  /** Functions of which nothing is taken. */
  readonly broken: readonly BrokenCode[];
}

export interface BrokenCode {
  readonly function: string;
  /** There is no such function yet, nor will be until its code can be loaded. */
  readonly isNew: boolean;
  /** It is built before it is loaded, so that new instances, too, can go on with what was built last. */
  readonly built: boolean;
  /** Files are below the folder of the service. */
  readonly faults: readonly CodeFault[];
}

/** A function whose code may have changed, and what it loads. */
interface Suspect {
  readonly plan: FunctionPlan;
  readonly codeDir: string;
  /** The handler's file in TypeScript, or the files that are to be parsed. */
  readonly code: { readonly typeScript: string } | { readonly files: readonly string[] };
}

type Faults = ReadonlyMap<string, readonly CodeFault[]>;

/** Files that are parsed at a time: a module takes a process. */
const parsedAtOnce = 4;

/**
 * Keeps broken code from taking the place of good code: what was edited is parsed, and never run, before a region hears of it.
 * What is broken waits, function by function, until a later edit has mended it.
 */
export class CodeEdits {
  readonly #dir: string;
  readonly #lang: Lang;
  readonly #env: Readonly<Record<string, string>>;
  readonly #builds: TypeScriptBuilds;
  readonly #pythons: Pythons;
  /** As the region has it. */
  #taken: RegionPlan;
  /** Files that have changed and were not taken yet, absolute. */
  readonly #waiting = new Set<string>();
  /** What handlers load by written paths, as the code was when that was asked for. */
  #loaded: Promise<ReadonlySet<string>> | undefined;
  /** Nobody has said which files have changed. */
  #anything = false;
  #configuration = false;

  /**
   * @param dir   folder of the service, absolute
   * @param plan  as the region has been opened with it
   * @param host  the environment that we run in
   */
  constructor(dir: string, plan: RegionPlan, lang: Lang, host: Readonly<Record<string, string | undefined>>) {
    this.#dir = dir;
    this.#taken = plan;
    this.#lang = lang;
    this.#env = blankEnvironment(host, tmpdir(), dir);
    this.#builds = new TypeScriptBuilds(lang);
    this.#pythons = new Pythons(host);
  }

  /**
   * @param paths          what has changed, below the folder; none: anything may have
   * @param configuration  the one that is no code
   */
  edited(paths: readonly string[], configuration: string | undefined): void {
    this.#loaded = undefined;
    if (paths.length === 0) this.#anything = true;
    for (const path of paths) {
      if (path === configuration) this.#configuration = true;
      else this.#waiting.add(join(this.#dir, path));
    }
  }

  /** Whether handlers load a file by a written path. @param path  below the folder */
  async loads(path: string): Promise<boolean> {
    this.#loaded ??= this.#allLoaded();
    return (await this.#loaded).has(join(this.#dir, path));
  }

  /** Whether none of the files that have changed is code, and the service is what it was. @param paths  below the folder; none: anything may have */
  async isNone(paths: readonly string[], plan: RegionPlan): Promise<boolean> {
    if (paths.length === 0 || paths.some(isCode) || !isDeepStrictEqual(plan, this.#taken)) return false;
    return !(await Promise.all(paths.map((path) => this.loads(path)))).includes(true);
  }

  /** Files of the workspace that handlers in TypeScript are built of, and that no folder of the service holds; absolute. */
  async beyond(): Promise<readonly string[]> {
    const byFolder = new Map<string, string[]>();
    for (const plan of this.#taken.functions.filter((fn) => !isOnlyCounted(fn))) {
      const codeDir = plan.codeDir ?? this.#taken.codeDir;
      const located = await locateHandler(codeDir, plan.handler, this.#lang, languageOf(plan));
      if (typeof located === 'string' || located.language !== 'typescript') continue;
      byFolder.set(codeDir, [...(byFolder.get(codeDir) ?? []), located.file]);
    }
    const sources = await Promise.all([...byFolder].map(([codeDir, files]) => this.#builds.sources(codeDir, [...new Set(files)])));
    return sources.flat().filter((file) => relative(this.#dir, file).startsWith('..'));
  }

  async #allLoaded(): Promise<ReadonlySet<string>> {
    const reached = new ReachedFiles();
    const loaded = this.#taken.functions.map(async (plan) => {
      const codeDir = plan.codeDir ?? this.#taken.codeDir;
      const located = await locateHandler(codeDir, plan.handler, this.#lang, languageOf(plan));
      return typeof located === 'string' ? [] : [...(await reached.from(located.file, codeDir))];
    });
    return new Set((await Promise.all(loaded)).flat());
  }

  /** @param plan  the service as it is now */
  async judge(plan: RegionPlan): Promise<Judgement> {
    const broken = await this.#brokenIn(plan);
    const kept = new Set(broken.map((one) => one.function));
    const functions = plan.functions.flatMap((fn) => (kept.has(fn.key) ? (this.#takenAs(fn.key) ?? []) : [fn]));
    const codeTaken = this.#anything || this.#mended(broken).length > 0;
    const isTaken = broken.length === 0 || (kept.size < plan.functions.length && (codeTaken || this.#configuration));
    return {
      plan: isTaken ? { ...plan, functions } : undefined,
      codeChanged: codeTaken ? plan.functions.map(({ key }) => key).filter((key) => !kept.has(key)) : [],
      broken,
    };
  }

  /** The region has the service as it was judged. */
  taken({ plan, broken }: Judgement): void {
    if (!plan) return;
    this.#taken = plan;
    this.#anything = this.#configuration = false;
    for (const file of this.#mended(broken)) this.#waiting.delete(file);
  }

  /** Files that have changed, and are not broken. */
  #mended(broken: readonly BrokenCode[]): string[] {
    const faulty = new Set(broken.flatMap(({ faults }) => faults.map(({ file }) => join(this.#dir, file))));
    return [...this.#waiting].filter((file) => !faulty.has(file));
  }

  #takenAs(key: string): FunctionPlan | undefined {
    return this.#taken.functions.find((fn) => fn.key === key);
  }

  async #brokenIn(plan: RegionPlan): Promise<BrokenCode[]> {
    const suspects = await this.#suspectsIn(plan);
    const [parsed, built] = await Promise.all([this.#parsed(suspects), this.#built(suspects)]);
    return suspects.flatMap(({ plan: { key }, code }) => {
      const faults = 'files' in code ? code.files.flatMap((file) => parsed.get(file) ?? []) : (built.get(code.typeScript) ?? []);
      const shown = faults.map((fault) => ({ ...fault, file: relative(this.#dir, fault.file) }));
      const isNew = this.#takenAs(key) === undefined;
      return shown.length === 0 ? [] : [{ function: key, isNew, built: !isNew && !('files' in code), faults: shown }];
    });
  }

  async #suspectsIn(plan: RegionPlan): Promise<Suspect[]> {
    const reached = new ReachedFiles();
    const found = await Promise.all(
      plan.functions.filter((fn) => !isOnlyCounted(fn)).map((fn) => this.#suspect(fn, fn.codeDir ?? plan.codeDir, reached)),
    );
    return found.filter((suspect) => suspect !== undefined);
  }

  async #suspect(plan: FunctionPlan, codeDir: string, reached: ReachedFiles): Promise<Suspect | undefined> {
    const before = this.#takenAs(plan.key);
    const anew = this.#anything || before?.handler !== plan.handler;
    if (!anew && this.#waiting.size === 0) return undefined;
    const located = await locateHandler(codeDir, plan.handler, this.#lang, languageOf(plan));
    // A handler that is not there is told of when it is called.
    if (typeof located === 'string') return undefined;
    const { file, language } = located;
    if (language === 'typescript') return { plan, codeDir, code: { typeScript: file } };
    const loaded = await reached.from(file, codeDir);
    return { plan, codeDir, code: { files: [...loaded].filter((one) => this.#anything || this.#waiting.has(one) || (anew && one === file)) } };
  }

  async #parsed(suspects: readonly Suspect[]): Promise<Faults> {
    const files = new Map(
      suspects.flatMap(({ plan, code }) => ('files' in code ? code.files.map((file) => [file, plan.runtime] as const) : [])),
    ).entries();
    const found = new Map<string, readonly CodeFault[]>();
    const worker = async (): Promise<void> => {
      // All draw from one iterator.
      for (const [file, runtime] of files) {
        const fault = await syntaxFault(file, this.#env, () => this.#pythons.find(runtime));
        if (fault) found.set(file, [fault]);
      }
    };
    await Promise.all(Array.from({ length: parsedAtOnce }, worker));
    return found;
  }

  async #built(suspects: readonly Suspect[]): Promise<Faults> {
    const handlers = new Map<string, Set<string>>();
    for (const { codeDir, code } of suspects) {
      if ('typeScript' in code) handlers.set(codeDir, (handlers.get(codeDir) ?? new Set()).add(code.typeScript));
    }
    const found = await Promise.all([...handlers].map(([codeDir, files]) => this.#builds.faults(codeDir, [...files])));
    return new Map(found.flatMap((faults) => [...faults]));
  }
}
