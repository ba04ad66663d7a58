import type { Finding, Suppression } from '../lint';
import type { Lang } from '../messages';
import { sayReport } from '../messages/reportTexts';
import { countsOf, type Counts } from './diagnosticCounts';
import type { LintReport } from './lintReport';
import { shownPath } from './shownPath';

/** How much was found in all services together. */
export interface ReportCounts extends Counts {
  /** Left out because a comment in place says so. */
  readonly suppressed: number;
  /** Left out because the baseline knows them. */
  readonly baselined: number;
  readonly services: number;
}

export function reportCounts({ services }: LintReport): ReportCounts {
  const findings = services.flatMap((service) => service.findings);
  const leftOut = (by: Suppression['by']): number => findings.filter(({ suppressed }) => suppressed?.by === by).length;
  return { ...countsOf(counting(findings)), suppressed: leftOut('comment'), baselined: leftOut('baseline'), services: services.length };
}

/** The findings that count: nothing suppresses them. */
export function counting(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ suppressed }) => suppressed === undefined);
}

/** How much was found, in one sentence; it may hold names of files as they are. */
export function closingLine(report: LintReport, lang: Lang): string {
  const counts = reportCounts(report);
  const { errors, warnings, infos, suppressed, baselined } = counts;
  if (errors + warnings + infos > 0) return sayReport(lang, 'report.counts', counts);
  const functions = report.services.reduce((sum, service) => sum + service.functions, 0);
  const [only, ...others] = report.services;
  if (only === undefined || others.length > 0) {
    return sayReport(lang, 'report.cleanServices', { services: report.services.length, functions, suppressed, baselined });
  }
  return sayReport(lang, 'report.clean', { file: shownPath(only.folder, only.file ?? ''), functions, suppressed, baselined });
}
