import { nearest } from '../config/nearest';
import { rules } from '../config/rules';
import type { DiagnosticCode } from '../messages';
import { sayOfRule } from '../messages/rulePagesWords';
import { UsageError, type ExitCode, type Output } from './output';

/**
 * Prints a rule's page.
 * @param code  `SCF203`, in capitals or not, or its number alone
 * @throws UsageError when there is no such rule
 */
export async function explain(code: string, output: Output): Promise<ExitCode> {
  const { lang } = output;
  const name = code
    .trim()
    .toUpperCase()
    .replace(/^(?=\d)/, 'SCF');
  if (!isCode(name)) throw new UsageError(sayOfRule(lang, 'unknown', { code, nearest: nearest(name, Object.keys(rules)) }));
  const { rulePageText } = await import('../report/rulePage');
  output.out(rulePageText(name, lang, output.colour, output.columns));
  return 0;
}

/**
 * Lists all rules.
 * @param options  `json`: as a list of `{ code, severity, rule, source, title }`
 */
export async function listRules(options: { readonly json?: boolean | undefined }, output: Output): Promise<ExitCode> {
  const { lang, colour } = output;
  const { ruleListText, ruleRows } = await import('../report/rulePage');
  output.out(options.json === true ? JSON.stringify(ruleRows(lang), undefined, 2) : ruleListText(lang, colour));
  return 0;
}

function isCode(name: string): name is DiagnosticCode {
  return Object.hasOwn(rules, name);
}
