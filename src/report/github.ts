import type { FormatContext } from './formatContext';
import type { LintReport } from './lintReport';
import { printable } from './printable';
import { closingLine } from './reportCounts';
import { tell, type Told } from './told';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Workflow commands of GitHub Actions, which become annotations, and then a line for the log.
 * @source what the runner reads: `TryParseV2` in actions/runner, src/Runner.Common/ActionCommand.cs
 */
export function github(report: LintReport, context: FormatContext): string {
  const counting = tell(report, context).filter(({ finding }) => finding.suppressed === undefined);
  return [...counting.map(commandOf), noCommand(printable(closingLine(report, context.lang)))].join('\n');
}

function commandOf({ code, severity, file, position, text }: Told): string {
  const place = position === undefined ? {} : regionOf(position);
  const properties = Object.entries({ file: printable(file), ...place, title: code }).map(([key, value]) => `${key}=${escapedProperty(value)}`);
  return `::${commands[severity]} ${properties.join(',')}::${escapedData(printable(text))}`;
}

/** Lines and columns. The runner drops columns of what takes several lines; both of its columns are inclusive. */
function regionOf({ line, column, endLine, endColumn }: NonNullable<Told['position']>): Readonly<Record<string, string>> {
  const lines = { line: `${line}`, endLine: `${endLine}` };
  return line === endLine ? { ...lines, col: `${column}`, endColumn: `${Math.max(column, endColumn - 1)}` } : lines;
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line that the runner takes for no command, neither in the form `::name::` nor in the older `##[name]`, which it finds anywhere. */
function noCommand(line: string): string {
  return line
    .replaceAll('\n', ' ')
    .replaceAll('##[', '# #[')
    .replace(/^\s*::/, ': :');
}
