import groupBy from 'lodash/groupBy';
import { rangeOf, type Read } from './document';
import type { Finding } from './finding';
import { ignoreOf, withoutCodes } from './ignore';
import type { Proposal } from './trial';

/** Edits that remove needless suppressions: the code from its list, or the whole comment with the line that it has to itself. */
export function commentEdits({ text, lines }: Pick<Read, 'text' | 'lines'>, findings: readonly Finding[]): Proposal[] {
  const needless = findings.filter(({ diagnostic: { code }, position }) => code === 'SCF505' && position !== undefined);
  return Object.values(groupBy(needless, ({ position }) => `${position?.line ?? 0}:${position?.column ?? 0}`)).flatMap((those) => {
    const [{ position } = {}] = those;
    if (position === undefined) return [];
    const { start, end } = rangeOf(lines, position);
    const codes = new Set(those.flatMap(({ diagnostic }) => (diagnostic.code === 'SCF505' ? [diagnostic.params.code] : [])));
    const comment = text.slice(start, end);
    const names = ignoreOf(comment)?.names ?? [];
    // The text may be another one by now.
    if (![...codes].every((code) => names.includes(code))) return [];
    const left = withoutCodes(comment, codes);
    const range = left === undefined ? wholeOf(text, start, end) : { start, end };
    return [{ ...range, text: left ?? '', findings: those, scalar: undefined }];
  });
}

/** The range of a comment with the blanks before it, or with its line where nothing else is on it. */
function wholeOf(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start).trimEnd();
  if (before !== '') return { start: lineStart + before.length, end };
  const newline = text.indexOf('\n', end);
  return { start: lineStart, end: newline < 0 ? text.length : newline + 1 };
}
