import { allocate } from '../scf';
import { diagnosticJson, type SummaryJson } from './diagnosticJson';
import type { FormatContext } from './formatContext';
import { inOrder } from './inOrder';
import { jsonText } from './jsonText';
import type { LintReport } from './lintReport';
import { counting, reportCounts } from './reportCounts';
import { shownPath } from './shownPath';

/**
 * Exactly `{ diagnostics, summary }`, as one JSON text; what is suppressed is only counted.
 * @source design: one shape everywhere
 */
export function lintJson(report: LintReport, { lang }: Pick<FormatContext, 'lang'>): string {
  const { services, accounts } = report;
  const diagnostics = services.flatMap(({ folder, findings, texts }) =>
    inOrder(counting(findings), texts).map((one) => diagnosticJson(one, folder, one.file && shownPath(folder, one.file), lang)),
  );
  const allocations = accounts.map(({ name, region, live, allocation }) => ({ account: name, region, live, ...allocation }));
  // Where no service could be read, nothing is taken of nothing.
  const allocation = accounts[0]?.allocation ?? allocate(0, 0, []);
  const summary: SummaryJson = { ...reportCounts(report), allocation, allocations };
  return jsonText({ diagnostics, summary });
}
