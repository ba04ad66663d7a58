import type { Severity } from '../config';
import type { Finding } from '../lint';
import { describe, say, type DiagnosticCode, type Lang } from '../messages';
import { inOrder } from './inOrder';
import type { FormatContext } from './formatContext';
import type { LintReport, ServiceReport } from './lintReport';
import { shownPath } from './shownPath';
import { wellFormed } from './wellFormed';

/** A finding in words, for tools that show one by one. */
export interface Told {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly finding: Finding;
  /** The file, relative to the root of the repository. Where none is known it is the one that would be looked for. */
  readonly file: string;
  readonly position: Finding['position'];
  /** Where in the service, `functions.hello.timeout`; '' for the service as a whole. */
  readonly path: string;
  readonly message: string;
  /** Message, what is to be said of the place and the stages, and the fix: a line each. */
  readonly text: string;
}

/** All findings, suppressed ones too, service by service and by place. */
export function tell({ services }: LintReport, context: FormatContext): Told[] {
  return services.flatMap((service) => inOrder(service.findings, service.texts).map((finding) => toldOf(finding, service, context)));
}

/** The file of a service, or the one that would be looked for. */
export function serviceFile({ folder, file = 'serverless.yml' }: ServiceReport, base: string): string {
  return shownPath(base, folder, file);
}

function toldOf(finding: Finding, service: ServiceReport, { base, lang }: FormatContext): Told {
  const { diagnostic, position } = finding;
  const { code, severity } = diagnostic;
  const { message, fix } = describe(code, diagnostic.params, lang);
  const file = finding.file === undefined ? serviceFile(service, base) : shownPath(base, service.folder, finding.file);
  const lines = [message, ...notesOf(finding, lang), say(lang, 'report.fix', { fix })];
  return {
    code,
    severity,
    finding,
    file: wellFormed(file),
    position,
    path: wellFormed(diagnostic.path.join('.')),
    message: wellFormed(message),
    text: wellFormed(lines.join('\n')),
  };
}

/** What is to be said of the place and of the stages. */
function notesOf({ diagnostic, position, exact, stages }: Finding, lang: Lang): string[] {
  const path = diagnostic.path.join('.');
  const place = position === undefined ? [say(lang, 'report.unknownNote', { path })] : exact ? [] : [say(lang, 'report.nearNote', { path })];
  return [...(path === '' ? [] : place), ...(stages === undefined ? [] : [say(lang, 'report.stages', { stages })])];
}
