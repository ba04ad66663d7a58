import memoize from 'lodash/memoize';
import { createColors } from 'picocolors';
import type { Located, Severity } from '../config';
import { describe, say, type Lang, type PlainKey } from '../messages';
import type { Allocation } from '../scf';
import { countsOf } from './diagnosticCounts';
import { diagnosticJson, type SummaryJson } from './diagnosticJson';
import { inOrder, type Shown } from './inOrder';
import { jsonText } from './jsonText';
import { printable } from './printable';
import { blankAs, widthOf } from './width';

export { countsOf } from './diagnosticCounts';

/** Diagnostics of one service, with what it takes to show them. */
export interface DiagnosticReport {
  readonly located: readonly Shown[];
  /** Texts of the files that diagnostics point at, by the names that they give. */
  readonly texts: ReadonlyMap<string, string>;
  readonly allocation: Allocation;
}

/**
 * Exactly `{ diagnostics, summary }`, as one JSON text, of a service that stands where the command runs.
 * @source design: one shape everywhere
 */
export function diagnosticsJson({ located, texts, allocation }: DiagnosticReport, lang: Lang): string {
  const diagnostics = inOrder(located, texts).map((one) => diagnosticJson(one, '', one.file, lang));
  const allocations = [{ account: '', region: null, live: false, ...allocation }];
  const summary: SummaryJson = { ...countsOf(located), suppressed: 0, baselined: 0, services: 1, allocation, allocations };
  return jsonText({ diagnostics, summary });
}

/**
 * Diagnostics for people: place, code and message, the line with a mark under it, the fix, and the rule with its source.
 * @param colour  whether colours are welcome
 */
export function diagnosticsText({ located, texts }: Pick<DiagnosticReport, 'located' | 'texts'>, lang: Lang, colour: boolean): string {
  const linesOf = memoize((file: string) => (texts.get(file) ?? '').split(/\r?\n/));
  return inOrder(located, texts)
    .map((one) => frame(one, linesOf(one.file ?? ''), lang, colour))
    .join('\n\n');
}

const severityKeys: Readonly<Record<Severity, PlainKey>> = { error: 'report.error', warning: 'report.warning', info: 'report.info' };

function frame(one: Shown, lines: readonly string[], lang: Lang, colour: boolean): string {
  const { diagnostic, position, stages } = one;
  const { red, yellow, cyan, bold, dim } = createColors(colour);
  const paint = { error: red, warning: yellow, info: cyan }[diagnostic.severity];
  const { message, fix } = describe(diagnostic.code, diagnostic.params, lang);
  const severity = paint(say(lang, severityKeys[diagnostic.severity]));
  const head = `${bold(printable(placeOf(one, lang)))}  ${severity} ${diagnostic.code}  ${printable(message)}`;
  const rule = say(lang, 'report.rule', { rule: diagnostic.rule, source: diagnostic.source });
  const excerpt = position === undefined ? [] : excerptOf(lines[position.line - 1] ?? '', position).map((line) => dim(line));
  const at = stages === undefined ? [] : [`  ${printable(say(lang, 'report.stages', { stages }))}`];
  return [head.trimStart(), ...excerpt, ...at, `  ${printable(say(lang, 'report.fix', { fix }))}`, `  ${dim(rule)}`].join('\n');
}

/** Where it stands: file, line and column; or the path, for what no file that could be read holds. */
function placeOf({ diagnostic, file, position, exact }: Located, lang: Lang): string {
  if (position === undefined) {
    const at = [file, diagnostic.path.join('.')].filter(Boolean).join(' ');
    // What is about the service as a whole has no position to know.
    return diagnostic.path.length === 0 ? at : say(lang, 'report.unknown', { at });
  }
  const at = `${file ?? ''}:${position.line}:${position.column}`;
  return exact ? at : say(lang, 'report.near', { at });
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

/** Functions that a table of the quota names; the sum of the others is one more row. */
const sharesMax = 20;

/** How the account quota is divided; only worth a table once something is taken. */
export async function allocationTable(allocation: Allocation, lang: Lang, columns?: number): Promise<string> {
  const { shares, accountMB, floorMB, allocatableMB, poolMB } = allocation;
  const { tableText } = await import('./table');
  const rows: (string | number)[][] = shares
    .slice(0, sharesMax)
    .map(({ name, mb, by }) => [printable(name), mb, say(lang, by === 'reserved' ? 'report.reserved' : 'report.provisioned')]);
  const others = shares.slice(sharesMax);
  if (others.length > 0) rows.push([say(lang, 'report.others', { count: others.length }), others.reduce((sum, { mb }) => sum + mb, 0), '']);
  rows.push(
    allocatableMB < 0 ? [say(lang, 'report.over'), -allocatableMB, ''] : [say(lang, 'report.allocatable'), allocatableMB, ''],
    [say(lang, 'report.floor'), floorMB, ''],
    [say(lang, 'report.account'), accountMB, ''],
  );
  // What is over comes out of the floor: nothing of that can be deployed, and nobody shares what is left.
  const head = [say(lang, 'report.function'), 'MB', say(lang, 'report.taken')];
  const table = tableText({ head, aligns: ['left', 'right', 'left'], rows }, columns);
  return allocatableMB < 0 ? table : `${table}\n${say(lang, 'report.pool', { poolMB })}`;
}
