import type { Document, LineCounter } from 'yaml';
import { withoutMark, type Position } from '../config/locate';

/** The module; it is loaded only where there is something to read. */
export type Yaml = typeof import('yaml');

/** A text that was parsed. */
export interface Read {
  /** Without a byte order mark: editors do not count one as a column. */
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/**
 * Parses YAML or JSON.
 * @param text  may begin with a byte order mark
 */
export function read(yaml: Yaml, text: string): Read {
  const lines = new yaml.LineCounter();
  const source = withoutMark(text);
  // Warnings are about tags of other clouds, which are not ours.
  return { text: source, document: yaml.parseDocument(source, { lineCounter: lines, merge: true, logLevel: 'error' }), lines };
}

/** What a document says to a program. @throws ReferenceError for an anchor that leads nowhere */
export function plainOf(document: Document): unknown {
  return document.toJS({ maxAliasCount: -1 });
}

/** Offsets of a position in a text without a byte order mark. */
export function rangeOf(
  { lineStarts }: LineCounter,
  { line, column, endLine, endColumn }: Position,
): { readonly start: number; readonly end: number } {
  return { start: (lineStarts[line - 1] ?? NaN) + column - 1, end: (lineStarts[endLine - 1] ?? NaN) + endColumn - 1 };
}
