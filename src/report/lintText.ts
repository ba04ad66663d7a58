import { sayReport } from '../messages/reportTexts';
import type { FormatContext } from './formatContext';
import type { AccountReport, LintReport, ServiceReport } from './lintReport';
import { printable } from './printable';
import { closingLine, counting } from './reportCounts';
import { shownPath } from './shownPath';

type Wanted = Pick<FormatContext, 'lang' | 'colour' | 'columns'>;

/** A report for people: findings with their frames, service by service; how each account's quota is divided; how much was found. */
export async function lintText(report: LintReport, wanted: Wanted): Promise<string> {
  const { services, accounts } = report;
  const findings = (await Promise.all(services.map((service) => serviceText(service, services.length > 1, wanted)))).flat();
  const shared = accounts.filter(({ allocation }) => allocation.shares.length > 0);
  const tables = await Promise.all(shared.map((account) => accountText(account, accounts.length > 1, wanted)));
  return [...findings, ...tables, printable(closingLine(report, wanted.lang))].join('\n\n');
}

/** Nothing for a service in which nothing counts; what shows the rest is not even loaded. */
async function serviceText(service: ServiceReport, oneOfMany: boolean, wanted: Wanted): Promise<string[]> {
  const { folder, name, file = '', findings, texts } = service;
  // Files are named as they are seen from where the command runs.
  const located = counting(findings).map((one) => ({ ...one, file: one.file && shownPath(folder, one.file) }));
  if (located.length === 0) return [];
  const { lang, colour } = wanted;
  const [{ diagnosticsText }, { createColors }] = await Promise.all([import('./diagnostics'), import('picocolors')]);
  const shown = diagnosticsText({ located, texts: new Map([...texts].map(([key, text]) => [shownPath(folder, key), text])) }, lang, colour);
  const { bold, underline } = createColors(colour);
  const heading = printable([shownPath(folder, file), ...(name === undefined ? [] : [`(${name})`])].join(' ').trimStart());
  return oneOfMany ? [bold(underline(heading)), shown] : [shown];
}

/** The table of an account, with a heading where it is not the only one, or not what the files alone say. */
async function accountText(
  { name, region, live, allocation }: AccountReport,
  oneOfMany: boolean,
  { lang, colour, columns }: Wanted,
): Promise<string> {
  const [{ allocationTable }, { createColors }] = await Promise.all([import('./diagnostics'), import('picocolors')]);
  const table = await allocationTable(allocation, lang, columns);
  if (!oneOfMany && name === '' && !live) return table;
  const { bold } = createColors(colour);
  return `${bold(printable(sayReport(lang, 'report.quotaOf', { account: name, region, live })))}\n${table}`;
}
