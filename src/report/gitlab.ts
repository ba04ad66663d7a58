import { createHash } from 'node:crypto';
import type { FormatContext } from './formatContext';
import { jsonText } from './jsonText';
import type { LintReport } from './lintReport';
import { tell } from './told';

const severities = { error: 'major', warning: 'minor', info: 'info' } as const;

/**
 * A Code Quality report of GitLab.
 * @source docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"
 */
export function gitlab(report: LintReport, context: FormatContext): string {
  const counting = tell(report, context).filter(({ finding }) => finding.suppressed === undefined);
  const fingerprintOf = uniquely();
  const issues = counting.map(({ code, severity, finding, file, position, text }) => ({
    description: text,
    check_name: code,
    fingerprint: fingerprintOf(`${file}\0${finding.fingerprint}`),
    severity: severities[severity],
    // GitLab refuses an issue without a line.
    location: { path: file, lines: { begin: position?.line ?? 1 } },
  }));
  return jsonText(issues);
}

/** Hashes that differ even where two services share a file and a fault: of issues of one fingerprint GitLab shows the first alone. */
function uniquely(): (identity: string) => string {
  const seen = new Map<string, number>();
  return (identity) => {
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    return createHash('sha256').update(`${identity}\0${before}`).digest('hex').slice(0, 32);
  };
}
