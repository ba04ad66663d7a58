import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { placesOf, type Severity } from '../config';
import type { Lang } from '../messages';
import { sayValidate } from '../messages/validate';
import type { LintReport } from '../report/lintReport';
import { printable } from '../report/printable';
import { lint, type Linted, type Looks } from './lint/lint';
import type { Readable } from './lint/members';
import { readLintOptions, type LintOptions, type RawLintOptions } from './lint/options';
import { targetsOf } from './lint/targets';
import { UsageError, type ExitCode, type Output } from './output';
import { paramsOf } from './params';
import { readFolder, type KnownService, type ServiceOptions } from './serviceCheck';

export interface ValidateOptions extends ServiceOptions, RawLintOptions {
  /** Files, folders, patterns of them; none means `dir`. */
  readonly words?: readonly string[] | undefined;
}

/** A service that the framework has read, and what it takes to read it at other stages. */
export interface HostService {
  readonly known: KnownService;
  readonly options: ServiceOptions;
}

/**
 * Checks services, each by itself and all of an account together, and reports what is wrong with them.
 * @returns 0 when nothing is wrong that `--fail-on` means, 1 when something is, 2 when there is a folder without a service that can be read
 * @throws UsageError when an option is wrong
 */
export async function validate(options: ValidateOptions, output: Output): Promise<ExitCode> {
  const { words = [], dir, env, stage, region, param = [], config } = options;
  const settings = readLintOptions(options, stage, output.lang);
  const targets = await targetsOf(words, dir, config, output.lang);
  const given = paramsOf(param, output.lang);
  const readables = targets.map((target): Readable => {
    const params = Object.entries({ ...target.params, ...given }).map(([name, value]) => `${name}=${value}`);
    const of = { dir: target.dir, env, region, param: params, config: target.config };
    return { folder: target.folder, read: (at) => readFolder({ ...of, stage: at ?? stage }, output.lang) };
  });
  return validated(readables, settings, { dir, env }, output);
}

/** The same for a service that the framework has read. */
export async function validateService({ known, options }: HostService, raw: RawLintOptions, output: Output): Promise<ExitCode> {
  const { dir, env, stage } = options;
  const settings = readLintOptions(raw, stage, output.lang);
  // After a fix the file is no longer what the framework has read.
  let asHostHasIt = true;
  const readable: Readable = {
    folder: '',
    read: (at) =>
      at === undefined && asHostHasIt ? withPlaces(known, options, output.lang) : readFolder({ ...options, stage: at ?? stage }, output.lang),
  };
  return validated([readable], settings, { dir, env }, output, () => {
    asHostHasIt = false;
  });
}

/** The framework keeps nothing of where values are written: they are looked for in its files again, once there is something to point at. */
async function withPlaces(known: KnownService, { param = [], ...options }: ServiceOptions, lang: Lang): Promise<KnownService> {
  const { file, text } = known;
  if (file === undefined || text === undefined || text === '') return known;
  return { ...known, places: await placesOf({ ...options, params: paramsOf(param, lang), file, text }) };
}

/** Where the command runs. */
type Place = Pick<ServiceOptions, 'dir' | 'env'>;

async function validated(
  readables: readonly Readable[],
  options: LintOptions,
  { dir, env }: Place,
  output: Output,
  onFixed?: () => void,
): Promise<ExitCode> {
  const looks = await looksOf(options, { dir, env }, output.lang);
  let linted = await lint(readables, looks);
  if (options.fix !== 'no') {
    const { fixAll, patchFor } = await import('./lint/fixing');
    if (options.fix === 'show') {
      const patch = await patchFor(linted);
      if (patch === '') output.err(sayValidate(output.lang, 'validate.nothingToFix'));
      // A patch is a text to the last character: the blank line that it may end with is one of the file's.
      else output.out(patch.replace(/\n$/, ''));
      return exitCodeOf(linted, options.failOn);
    }
    const again = (): Promise<Linted> => {
      onFixed?.();
      return lint(readables, looks);
    };
    linted = await fixAll(linted, again, output);
  }
  if (options.baseline !== undefined && options.updateBaseline) {
    const { writeBaselineFile } = await import('./lint/baselineFile');
    writeBaselineFile(linted, { dir, file: options.baseline }, output);
    return linted.found ? 0 : 2;
  }
  if (options.output !== undefined) refuseOverService(linted, resolve(dir, options.output), options.output, output.lang);
  await tell(linted, options, { dir, env }, output);
  return exitCodeOf(linted, options.failOn);
}

/** A report is written over what was there, but never over what it is about. @throws UsageError */
function refuseOverService({ services }: Linted, path: string, file: string, lang: Lang): void {
  const read = services.flatMap(({ dir, file = '', texts }) => [file, ...texts.keys()].map((name) => resolve(dir, name)));
  if (read.includes(path)) throw new UsageError(sayValidate(lang, 'validate.overService', { file }));
}

async function looksOf(options: LintOptions, { dir, env }: Place, lang: Lang): Promise<Looks> {
  const { allStages, baseline: file, updateBaseline, cloud, endpoint } = options;
  const reads = file !== undefined && !updateBaseline;
  const baseline = reads ? (await import('./lint/baselineFile')).readBaselineFile({ dir, file }, lang) : undefined;
  const askCloud = cloud ? (await import('./lint/cloud')).askCloudWith({ env, endpoint }, lang) : undefined;
  return { allStages, nowMs: Date.now(), baseline, root: file === undefined ? dir : dirname(resolve(dir, file)), askCloud };
}

async function tell(report: LintReport, options: LintOptions, place: Place, output: Output): Promise<void> {
  const { format, output: file, failOn } = options;
  const [{ formatted }, { version }] = await Promise.all([import('../report/formats'), import('../../package.json')]);
  const context = {
    lang: output.lang,
    get colour() {
      return file === undefined && output.colour;
    },
    columns: file === undefined ? output.columns : undefined,
    version,
    base: baseOf(place),
    failOn,
  };
  const text = await formatted(format, report, context);
  if (file === undefined) {
    output.out(text);
    return;
  }
  const { writeReport } = await import('./lint/reportFile');
  writeReport(resolve(place.dir, file), file, text, output.lang);
  const { closingLine } = await import('../report/reportCounts');
  output.err(`${printable(closingLine(report, output.lang))}${sayValidate(output.lang, 'validate.written', { file })}`);
}

function counts({ suppressed }: { readonly suppressed: unknown }): boolean {
  return suppressed === undefined;
}

/** Where the command runs, seen from the repository's root: tools that read reports look from there. */
function baseOf({ dir, env }: Place): string {
  const root = env['GITHUB_WORKSPACE'] ?? env['CI_PROJECT_DIR'];
  if (root === undefined || root === '') return '';
  const way = relative(root, dir);
  return way.startsWith('..') || isAbsolute(way) ? '' : way.split(sep).join('/');
}

const ranks: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

function exitCodeOf({ found, services }: Linted, failOn: Severity): ExitCode {
  if (!found) return 2;
  const failing = services.some(({ findings }) => findings.some((one) => counts(one) && ranks[one.diagnostic.severity] >= ranks[failOn]));
  return failing ? 1 : 0;
}
