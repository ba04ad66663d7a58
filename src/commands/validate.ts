import { say, type Lang } from '../messages';
import { allocationTable, countsOf, diagnosticsJson, diagnosticsText } from '../report/diagnostics';
import { UsageError, type ExitCode, type Output } from './output';
import { checkFolder, checkKnown, type CheckedService, type KnownService, type ServiceOptions } from './serviceCheck';

export interface ValidateOptions extends ServiceOptions {
  readonly format?: string | undefined;
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
