import { createColors } from 'picocolors';
import { rules, sourceOf } from '../config/rules';
import { say, type DiagnosticCode, type Lang, type PlainKey } from '../messages';
import { rulePage } from '../messages/rulePages';
import { sayOfRule, waysToSuppress } from '../messages/rulePagesWords';
import { ruleExamples, type ShownFile } from './generated/ruleExamples';
import { padded, widthOf, wrapped } from './width';

/** One rule as the list of all gives it. */
export interface RuleRow {
  readonly code: string;
  readonly severity: string;
  readonly rule: string;
  readonly source: string;
  readonly title: string;
}

/** Columns that a page takes of a terminal at most. */
const columnsMax = 100;

/**
 * A rule's page for a terminal: what is wrong, why, a service that is reported and one that is not, and how to suppress it.
 * @param colour  whether colours are welcome
 */
export function rulePageText(code: DiagnosticCode, lang: Lang, colour: boolean, columns = columnsMax): string {
  const { bold, red, green, dim } = createColors(colour);
  const { title, why } = rulePage(code);
  const { fails, passes, args } = ruleExamples[code];
  const { rule } = rules[code];
  const about = `${severityWord(code, lang)} · ${say(lang, 'report.rule', { rule, source: sourceOf(rule) })}`;
  const parts = [
    `${bold(`${code}  ${title[lang]}`)}\n${dim(about)}`,
    wrapped(why[lang], Math.min(columns, columnsMax)).join('\n'),
    `${bold(sayOfRule(lang, 'fails'))}${args === '' ? '' : dim(`  serverless-scf validate ${args}`)}\n\n${fails.map((file) => exampleText(file, red)).join('\n\n')}`,
    `${bold(sayOfRule(lang, 'passes'))}\n\n${passes.map((file) => exampleText(file, green)).join('\n\n')}`,
    `${bold(sayOfRule(lang, 'suppressing'))}\n\n${waysToSuppress(code, lang)
      .map((line) => `  ${line}`)
      .join('\n')}`,
  ];
  return parts.join('\n\n');
}

/** A file with its lines counted; those that are reported are marked. */
function exampleText({ file, text, lines }: ShownFile, paint: (text: string) => string): string {
  const all = text.trimEnd().split('\n');
  const width = String(all.length).length;
  const shown = all.map((line, index) => {
    const marked = lines.includes(index + 1);
    const row = `  ${marked ? '>' : ' '} ${padded(String(index + 1), width, 'start')} | ${line}`.trimEnd();
    return marked ? paint(row) : row;
  });
  return [`  ${file}`, ...shown].join('\n');
}

/** All rules by code, with their titles in a language. */
export function ruleRows(lang: Lang): RuleRow[] {
  return codes.map((code) => {
    const { severity, rule } = rules[code];
    return { code, severity, rule, source: sourceOf(rule), title: rulePage(code).title[lang] };
  });
}

const codes = (Object.keys(rules) as DiagnosticCode[]).sort();

/** All rules, one a line. */
export function ruleListText(lang: Lang, colour: boolean): string {
  const { bold, red, yellow, cyan, dim } = createColors(colour);
  const paint = { error: red, warning: yellow, info: cyan };
  const head = (['code', 'severity', 'rule', 'title'] as const).map((key) => sayOfRule(lang, key));
  const rows = codes.map((code) => [code, severityWord(code, lang), rules[code].rule, rulePage(code).title[lang]]);
  const widths = head.map((_word, column) => Math.max(...[head, ...rows].map((row) => widthOf(row[column] ?? ''))));
  const line = (cells: readonly string[]): string[] => cells.map((cell, column) => padded(cell, widths[column] ?? 0));
  const painted = codes.map((code, index) => {
    const [name = '', severity = '', ...rest] = line(rows[index] ?? []);
    return [bold(name), paint[rules[code].severity](severity), ...rest].join('  ').trimEnd();
  });
  return [dim(line(head).join('  ').trimEnd()), ...painted, '', sayOfRule(lang, 'explain')].join('\n');
}

const severityKeys = { error: 'report.error', warning: 'report.warning', info: 'report.info' } as const satisfies Record<string, PlainKey>;

function severityWord(code: DiagnosticCode, lang: Lang): string {
  return say(lang, severityKeys[rules[code].severity]);
}
