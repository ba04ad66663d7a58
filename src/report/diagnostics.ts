import memoize from 'lodash/memoize';
import { createColors } from 'picocolors';
import type { Diagnostic, Located, Severity } from '../config';
import { describe, say, type Lang, type PlainKey } from '../messages';
import type { Allocation } from '../scf';
import { printable } from './printable';
import { blankAs, widthOf } from './width';

/** Diagnostics of one service, with what it takes to show them. */
export interface DiagnosticReport {
  readonly located: readonly Located[];
  /** Texts of the files that diagnostics point at, by the names that they give. */
  readonly texts: ReadonlyMap<string, string>;
  readonly allocation: Allocation;
}

/** How many diagnostics there are of each severity. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function countsOf(located: readonly Located[]): Counts {
  const count = (severity: Severity): number => located.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}

/** One diagnostic as JSON, in the shape of `schema/diagnostic.json`. */
interface DiagnosticJson extends Pick<Diagnostic, 'code' | 'severity' | 'rule' | 'source' | 'path'> {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly message: string;
  readonly fix: string;
}

/** Exactly `{ diagnostics, summary }`, as one JSON text. @source design: one shape everywhere */
export function diagnosticsJson({ located, allocation }: DiagnosticReport, lang: Lang): string {
  const diagnostics = inOrder(located).map(({ diagnostic, file, position }): DiagnosticJson => {
    const { code, severity, rule, source, path } = diagnostic;
    const { message, fix } = describe(code, diagnostic.params, lang);
    const { line = null, column = null, endLine = null, endColumn = null } = position ?? {};
    return { code, severity, rule, file: file ?? null, line, column, endLine, endColumn, path, message, fix, source };
  });
  return JSON.stringify({ diagnostics, summary: { ...countsOf(located), allocation } }, undefined, 2);
}

/**
 * Diagnostics for people: place, code and message, the line with a mark under it, the rule with its source, and the fix.
 * @param colour  whether colours are welcome
 */
export function diagnosticsText({ located, texts }: Pick<DiagnosticReport, 'located' | 'texts'>, lang: Lang, colour: boolean): string {
  const linesOf = memoize((file: string) => (texts.get(file) ?? '').split(/\r?\n/));
  return inOrder(located)
    .map((one) => frame(one, linesOf(one.file ?? ''), lang, colour))
    .join('\n\n');
}

const severityKeys: Readonly<Record<Severity, PlainKey>> = { error: 'report.error', warning: 'report.warning', info: 'report.info' };

function frame({ diagnostic, file, position }: Located, lines: readonly string[], lang: Lang, colour: boolean): string {
  const { red, yellow, cyan, bold, dim } = createColors(colour);
  const paint = { error: red, warning: yellow, info: cyan }[diagnostic.severity];
  const { message, fix } = describe(diagnostic.code, diagnostic.params, lang);
  // A place that the file does not hold, such as in an included one, is named by its path.
  const at =
    position === undefined ? [file, diagnostic.path.join('.')].filter(Boolean).join(' ') : `${file ?? ''}:${position.line}:${position.column}`;
  const head = `${bold(printable(at))}  ${paint(say(lang, severityKeys[diagnostic.severity]))} ${diagnostic.code}  ${printable(message)}`;
  const rule = say(lang, 'report.rule', { rule: diagnostic.rule, source: diagnostic.source });
  const excerpt = position === undefined ? [] : excerptOf(lines[position.line - 1] ?? '', position).map((line) => dim(line));
  return [head.trimStart(), ...excerpt, `  ${printable(say(lang, 'report.fix', { fix }))}`, `  ${dim(rule)}`].join('\n');
}

/** Longest part of a line that is shown, characters. */
const excerptMax = 120;

/** The line, and marks under the part that is meant. */
function excerptOf(line: string, { line: number, column, endLine, endColumn }: NonNullable<Located['position']>): string[] {
  // Of a very long line, such as one of a JSON file, the part around the place.
  const from = line.length > excerptMax ? Math.max(0, column - 1 - excerptMax / 2) : 0;
  const shown = line.slice(from, from + excerptMax);
  const start = column - 1 - from;
  const end = Math.min(shown.length, endLine === number ? endColumn - 1 - from : shown.length);
  const gutter = `  ${number} | `;
  const marks = blankAs(shown.slice(0, start)) + '^'.repeat(Math.max(1, widthOf(shown.slice(start, end))));
  return [gutter + printable(shown), `${' '.repeat(gutter.length - 2)}| ${marks}`];
}

/** By place in the file; what has none comes first. */
function inOrder(located: readonly Located[]): Located[] {
  return [...located].sort((a, b) => (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0));
}

/** How the account quota is divided; only worth a table once something is taken. */
export async function allocationTable({ shares, accountMB, floorMB, allocatableMB, poolMB }: Allocation, lang: Lang): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const table = new Table({
    head: [say(lang, 'report.function'), 'MB', say(lang, 'report.taken')],
    colAligns: ['left', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, mb, by } of shares) table.push([printable(name), mb, say(lang, by === 'reserved' ? 'report.reserved' : 'report.provisioned')]);
  table.push(
    [say(lang, 'report.allocatable'), allocatableMB, ''],
    [say(lang, 'report.floor'), floorMB, ''],
    [say(lang, 'report.account'), accountMB, ''],
  );
  return `${table.toString()}\n${say(lang, 'report.pool', { poolMB })}`;
}
