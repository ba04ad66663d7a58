import { withoutMark, type Position } from '../config/locate';
import type { Yaml } from './document';
import { ignoreMark, ignoreOf, type Ignore } from './ignore';

/** A comment that asks for something to be ignored, with its place. */
export interface IgnoreComment extends Ignore {
  readonly file: string;
  readonly position: Position;
  /** The line whose findings it covers, or the whole file; undefined where it covers nothing. */
  readonly covers: number | 'file' | undefined;
}

/** Whether a text can hold such comments: cheap, and true for nearly no text. */
export function mayIgnore(file: string, text: string): boolean {
  return /\.ya?ml$/i.test(file) && text.includes(ignoreMark);
}

/** Lines on which nothing stands that a finding could be about: blank, comments, directives, the mark of a document's begin. */
const emptyLine = /^\s*(?:#.*)?$|^%|^---\s*(?:#.*)?$/s;

/** The comments of a YAML text that ask for something to be ignored. What stands inside strings and block scalars is no comment. */
export function ignoreComments(yaml: Yaml, file: string, text: string): IgnoreComment[] {
  const source = withoutMark(text);
  const found = [...commentsOf(yaml, source)].flatMap(({ start, comment }) => {
    const ignore = ignoreOf(comment);
    return ignore === undefined ? [] : [{ start, length: comment.trimEnd().length, ignore }];
  });
  if (found.length === 0) return [];
  const lines = source.split('\n');
  const places = placesOf(yaml, lines);
  const firstLine = lineFrom(lines, 1);
  return found.map(({ start, length, ignore }) => {
    const { line, col } = places.linePos(start);
    const alone = (lines[line - 1] ?? '').slice(0, col - 1).trim() === '';
    const covered = alone ? lineFrom(lines, line + 1) : line;
    const covers = !ignore.wholeFile ? covered : line < (firstLine ?? Infinity) ? 'file' : undefined;
    return { ...ignore, file, covers, position: { line, column: col, endLine: line, endColumn: col + length } };
  });
}

/** Every comment of a YAML text, from its `#` on. */
function* commentsOf(yaml: Yaml, source: string): Generator<{ readonly start: number; readonly comment: string }> {
  let offset = 0;
  let scalar = false;
  for (const token of new yaml.Lexer().lex(source)) {
    const type: string | null = scalar ? null : yaml.CST.tokenType(token);
    scalar = type === 'scalar';
    // These tell the parser something, and stand nowhere in the text.
    if (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end') continue;
    if (type === 'comment') yield { start: offset, comment: token };
    offset += token.length;
  }
}

function placesOf(yaml: Yaml, lines: readonly string[]): InstanceType<Yaml['LineCounter']> {
  const places = new yaml.LineCounter();
  let start = 0;
  for (const line of lines) {
    places.addNewLine(start);
    start += line.length + 1;
  }
  return places;
}

/** The first line with content, from one on; lines count from 1. */
function lineFrom(lines: readonly string[], from: number): number | undefined {
  const index = lines.findIndex((line, at) => at >= from - 1 && !emptyLine.test(line));
  return index < 0 ? undefined : index + 1;
}
