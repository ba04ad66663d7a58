import { checkService, loadService, locate, type CheckOptions, type Located, type Path } from '../config';
import { say, type Lang } from '../messages';
import { allocationTable, countsOf, diagnosticsJson, diagnosticsText } from '../report/diagnostics';
import type { Allocation, RegionPlan } from '../scf';
import { UsageError, type ExitCode, type Output } from './output';
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

export interface ValidateOptions extends ServiceOptions {
  readonly format?: string | undefined;
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
}

const formats = ['text', 'json'] as const;

type Format = (typeof formats)[number];

/**
 * Checks the service in a folder and reports what is wrong with it.
 * @returns 0 without errors, 1 with errors, 2 when there is no service that can be read here
 * @throws UsageError when an option is wrong
 */
export async function validate(options: ValidateOptions, output: Output): Promise<ExitCode> {
  const format = formatOf(options.format, output.lang);
  return report(await checkFolder(options, output.lang), format, output);
}

/** The same for a service that the framework has read. */
export async function validateService(known: KnownService, options: { readonly format?: unknown }, output: Output): Promise<ExitCode> {
  const format = formatOf(options.format, output.lang);
  return report(await checkKnown(known), format, output);
}

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
  const { service, dir, stage, region, file, text = '', unresolved, located: before = [] } = known;
  const { diagnostics, plan, allocation } = checkService(service ?? {}, { stage, region, codeDir: dir, unresolved, ...by });
  const texts = new Map(file === undefined ? [] : [[file, text]]);
  // What could not be read has no options that could be wrong.
  if (service === undefined) return { located: before, texts, file, allocation, plan: undefined, found: file !== undefined };
  const unplaced = (): Located[] => diagnostics.map((diagnostic) => ({ diagnostic, file, position: undefined, exact: false }));
  const located = file === undefined || text === '' ? unplaced() : await locate(text, file, diagnostics);
  return { located: [...before, ...located], texts, file, allocation, plan, found: true };
}

async function report(checked: CheckedService, format: Format, output: Output): Promise<ExitCode> {
  const { colour, lang } = output;
  const counts = countsOf(checked.located);
  if (format === 'json') output.out(diagnosticsJson(checked, lang));
  else output.out(await textReport(checked, colour, lang));
  if (!checked.found) return 2;
  return counts.errors > 0 ? 1 : 0;
}

async function textReport(checked: CheckedService, colour: boolean, lang: Lang): Promise<string> {
  const parts: string[] = [];
  if (checked.located.length > 0) parts.push(diagnosticsText(checked, lang, colour));
  if (checked.allocation.shares.length > 0) parts.push(await allocationTable(checked.allocation, lang));
  const functions = checked.plan?.functions.length ?? 0;
  const clean = checked.located.length === 0;
  parts.push(clean ? say(lang, 'report.clean', { file: checked.file ?? '', functions }) : say(lang, 'report.counts', countsOf(checked.located)));
  return parts.join('\n\n');
}

function formatOf(format: unknown, lang: Lang): Format {
  const known = formats.find((name) => name === (format ?? 'text'));
  if (known === undefined) throw new UsageError(say(lang, 'report.badFormat', { format: String(format), formats: formats.join(', ') }));
  return known;
}
