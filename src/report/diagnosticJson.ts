import type { Diagnostic } from '../config';
import type { Finding } from '../lint';
import { describe, type Lang } from '../messages';
import type { Allocation } from '../scf';
import type { ReportCounts } from './reportCounts';
import type { Shown } from './inOrder';

/** One diagnostic as JSON, in the shape of `schema/diagnostic.json`. */
export interface DiagnosticJson extends Pick<Diagnostic, 'code' | 'severity' | 'rule' | 'source' | 'path'> {
  readonly service: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly exact: boolean;
  readonly message: string;
  readonly fix: string;
  readonly stages: readonly string[] | null;
  readonly fingerprint: string | null;
}

/** How the quota of one account and region is divided, as JSON. */
export interface AllocationJson extends Allocation {
  readonly account: string;
  readonly region: string | null;
  readonly live: boolean;
}

/** What stands beside the diagnostics, in the shape of `schema/diagnostic.json`. */
export interface SummaryJson extends ReportCounts {
  /** That of the first account; most have only one. */
  readonly allocation: Allocation;
  readonly allocations: readonly AllocationJson[];
}

/**
 * A diagnostic in the shape that commands print.
 * @param folder  the folder of its service, as users name it
 * @param file    the file as it is to be shown
 */
export function diagnosticJson(
  { diagnostic, position, exact, stages, fingerprint }: Shown & Partial<Pick<Finding, 'fingerprint'>>,
  folder: string,
  file: string | undefined,
  lang: Lang,
): DiagnosticJson {
  const { code, severity, rule, source, path } = diagnostic;
  const { message, fix } = describe(code, diagnostic.params, lang);
  const { line = null, column = null, endLine = null, endColumn = null } = position ?? {};
  const place = { service: folder, file: file ?? null, line, column, endLine, endColumn, exact: position !== undefined && exact, path };
  return { code, severity, rule, ...place, message, fix, source, stages: stages ?? null, fingerprint: fingerprint ?? null };
}
