import type { FormatContext } from './formatContext';
import type { LintReport } from './lintReport';

/** What a report of checks can be written as. */
export const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab'] as const;

export type Format = (typeof formats)[number];

/** A report in one of the formats; what the others need is not even loaded. */
export async function formatted(format: Format, report: LintReport, context: FormatContext): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./lintText')).lintText(report, context);
    case 'json':
      return (await import('./lintJson')).lintJson(report, context);
    case 'sarif':
      return (await import('./sarif')).sarif(report, context);
    case 'junit':
      return (await import('./junit')).junit(report, context);
    case 'github':
      return (await import('./github')).github(report, context);
    case 'gitlab':
      return (await import('./gitlab')).gitlab(report, context);
  }
}
