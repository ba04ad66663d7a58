import {
  checkService,
  loadService,
  placesIn,
  type CheckOptions,
  type WrittenFunction,
  type Diagnostic,
  type Located,
  type Path,
  type Places,
} from '../config';
import type { Lang } from '../messages';
import type { Allocation, RegionPlan } from '../scf';
import { paramsOf } from './params';

/** Options that say which service is meant, as a command line gives them. */
export interface ServiceOptions {
  /** Folder of the service; absolute. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
  /** `name=value`, as often as needed. */
  readonly param?: readonly string[] | undefined;
  readonly config?: string | undefined;
}

/** A service whose values are known, and the file in which a person edits them. */
export interface KnownService {
  /** service, provider, functions, custom; undefined when none could be read. */
  readonly service: unknown;
  /** Folder that handlers are resolved against; absolute. */
  readonly dir: string;
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
  /** Name and text of the file; without them diagnostics name their path alone. */
  readonly file?: string | undefined;
  readonly text?: string | undefined;
  /** Where its values are written; without them, places are those in `text`. */
  readonly places?: Places | undefined;
  /** Paths of values that could not be resolved. */
  readonly unresolved?: readonly Path[] | undefined;
  /** What went wrong when it was read. */
  readonly located?: readonly Located[] | undefined;
}

/** A service that was checked: what is wrong with it, with places, and its plan when nothing is. */
export interface CheckedService {
  readonly located: readonly Located[];
  /** Texts of the files that diagnostics point at, by the names that they give. */
  readonly texts: ReadonlyMap<string, string>;
  readonly file: string | undefined;
  readonly allocation: Allocation;
  /** Only of a service without errors. */
  readonly plan: RegionPlan | undefined;
  /** Whether there was a service to check. */
  readonly found: boolean;
  /** Functions as they are written, by their keys; all of them only of a service without errors. */
  readonly written: ReadonlyMap<string, WrittenFunction>;
  /** Of what is found only later, what comments in the configuration do not suppress. */
  readonly notIgnored: NotIgnored;
}

export type NotIgnored = (found: readonly Diagnostic[]) => Promise<readonly Diagnostic[]>;

/**
 * Reads and checks the service in a folder, without the framework.
 * @throws UsageError when an option is wrong
 */
export async function checkFolder(options: ServiceOptions, lang: Lang): Promise<CheckedService> {
  return checkKnown(await readFolder(options, lang));
}

/**
 * Reads the service in a folder, without the framework.
 * @throws UsageError when an option is wrong
 */
export async function readFolder({ param = [], ...options }: ServiceOptions, lang: Lang): Promise<KnownService> {
  const { dir, stage, region } = options;
  return { ...(await loadService({ ...options, params: paramsOf(param, lang) })), dir, stage, region };
}

/**
 * Checks a service that was read.
 * @param by  with which profile, and from which moment on schedules are to fire: now, unless said otherwise
 */
export async function checkKnown(known: KnownService, by: Pick<CheckOptions, 'profile' | 'nowMs'> = { nowMs: Date.now() }): Promise<CheckedService> {
  const { service, dir, stage, region, file, unresolved, located: before = [] } = known;
  const { diagnostics, plan, allocation, written } = checkService(service ?? {}, { stage, region, codeDir: dir, unresolved, ...by });
  const places = placesOfKnown(known);
  const texts = places?.texts ?? new Map<string, string>();
  const heard = async (found: readonly Diagnostic[]) => withoutIgnored(await placed(found, known, places), texts);
  const notIgnored: NotIgnored = async (found) => (await heard(found)).map(({ diagnostic }) => diagnostic);
  // What could not be read has no options that could be wrong.
  if (service === undefined) return { located: before, texts, file, allocation, plan: undefined, found: file !== undefined, written, notIgnored };
  return { located: [...before, ...(await heard(diagnostics))], texts, file, allocation, plan, found: true, written, notIgnored };
}

/** What a comment suppresses is not told by other commands either; an error is: nothing can run with it. */
async function withoutIgnored(located: readonly Located[], texts: ReadonlyMap<string, string>): Promise<readonly Located[]> {
  if (![...texts.values()].some((text) => text.includes('scf-ignore'))) return located;
  const { findingsOf, suppress } = await import('../lint');
  const findings = await suppress(findingsOf(located, ''), texts, '');
  return located.filter(({ diagnostic }, index) => diagnostic.severity === 'error' || findings[index]?.suppressed === undefined);
}

/** Where the values of a service are written, if it is known. */
export function placesOfKnown({ places, file, text = '' }: KnownService): Places | undefined {
  return places ?? (file === undefined || text === '' ? undefined : placesIn(file, text));
}

/** Diagnostics with their places, as far as they have one. */
export async function placed(diagnostics: readonly Diagnostic[], { file }: KnownService, places: Places | undefined): Promise<Located[]> {
  if (diagnostics.length === 0) return [];
  return places?.locate(diagnostics) ?? diagnostics.map((diagnostic) => ({ diagnostic, file, position: undefined, exact: false }));
}
