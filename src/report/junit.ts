import type { TestSuite } from 'junit-report-builder';
import type { Path, Severity } from '../config';
import { say } from '../messages';
import { diagnosticsText } from './diagnostics';
import type { FormatContext } from './formatContext';
import type { LintReport, ServiceReport } from './lintReport';
import { printable } from './printable';
import { shownPath } from './shownPath';
import { serviceFile, tell, type Told } from './told';
import { wellFormed } from './wellFormed';

/**
 * A report in the form of JUnit: a suite for each service, in it a case for the service itself and one for each function. What
 * makes the command fail makes its case fail; what does not stands in the case's output.
 */
export async function junit(report: LintReport, context: FormatContext): Promise<string> {
  const { default: root } = await import('junit-report-builder');
  const builder = root.newBuilder().name('serverless-scf');
  for (const service of report.services) addSuite(builder.testSuite(), service, context);
  // The schema has no count of skipped cases for all suites together, and none are skipped.
  return builder.build().replace(/(<testsuites\b[^>]*) skipped="0"/, '$1');
}

function addSuite(suite: TestSuite, service: ServiceReport, context: FormatContext): void {
  const file = serviceFile(service, context.base);
  const counting = tell({ services: [service], accounts: [] }, context).filter(({ finding }) => finding.suppressed === undefined);
  const faulty = counting.flatMap(({ finding }) => functionOf(finding.diagnostic.path) ?? []);
  const functions = new Set([...(service.functionKeys ?? []), ...faulty]);
  suite.name(xmlText(file));
  for (const key of [undefined, ...functions]) {
    const testCase = suite.testCase().className(xmlText(service.name ?? file));
    // The service's own case has the name of its file, which no function has.
    testCase.name(xmlText(key ?? file));
    const found = counting.filter(({ finding }) => functionOf(finding.diagnostic.path) === key);
    const failing = found.filter(({ severity }) => ranks[severity] >= ranks[context.failOn]);
    const [first, ...more] = failing;
    if (first !== undefined) {
      const message = more.length === 0 ? first.message : say(context.lang, 'report.more', { message: first.message, more: more.length });
      testCase.failure(xmlText(message), first.code).stacktrace(framesOf(failing, service, context));
    }
    const passing = found.filter((one) => !failing.includes(one));
    if (passing.length > 0) testCase.standardOutput(framesOf(passing, service, context));
  }
}

const ranks: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** The function that a path leads into. */
function functionOf([section, key]: Path): string | undefined {
  return section === 'functions' && typeof key === 'string' ? key : undefined;
}

/** Frames as a terminal shows them, with files as they are named from the root of the repository. */
function framesOf(told: readonly Told[], { folder, texts }: ServiceReport, { lang, base }: FormatContext): string {
  const located = told.map(({ finding, file }) => ({ ...finding, file: finding.file === undefined ? undefined : file }));
  const named = new Map([...texts].map(([file, text]) => [wellFormed(shownPath(base, folder, file)), text]));
  return xmlText(diagnosticsText({ located, texts: named }, lang, false));
}

/** Text that XML can hold: no control characters, and nothing that ends a section of plain characters too early. */
function xmlText(text: string): string {
  return wellFormed(printable(text))
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(']]>', ']] >');
}
