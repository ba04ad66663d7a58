import type { Document, Pair, YAMLSeq } from 'yaml';
import type { Diagnostic, Path } from './diagnostic';

/** A range of a file; line and column count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A diagnostic with its place in a file, as far as it has one. */
export interface Located {
  readonly diagnostic: Diagnostic;
  /** The file's name, relative to the service. */
  readonly file: string | undefined;
  readonly position: Position | undefined;
  /** Whether the position is that of the value or key itself, and not of the nearest part of the service around it. */
  readonly exact: boolean;
}

/** The parts of `yaml` that a look-up needs; the module is loaded only when there is something to look up. */
type Yaml = typeof import('yaml');

/**
 * Finds where diagnostics stand in the text of a configuration file, all in one parse.
 *
 * A path that leads into an included file or is missing falls back to the longest part of it that is there. What came through an
 * anchor or a merge key is found where it is written, since that is where a person edits it.
 *
 * @param text  YAML or JSON
 * @param file  the file's name, for the result
 */
export async function locate(text: string, file: string, diagnostics: readonly Diagnostic[]): Promise<Located[]> {
  if (diagnostics.length === 0) return [];
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  // Editors do not count a byte order mark as a column.
  const source = withoutMark(text);
  const document = yaml.parseDocument(source, { lineCounter: lines, merge: true, logLevel: 'silent' });
  return diagnostics.map((diagnostic) => {
    const range = rangeOf(yaml, document, diagnostic.path, diagnostic.at);
    return { diagnostic, file, position: range && positionOf(lines, source, range), exact: false };
  });
}

/** The text without a byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

type Range = readonly [start: number, end: number];

function positionOf(lines: { linePos(offset: number): { line: number; col: number } }, source: string, [start, end]: Range): Position {
  const kept = start + source.slice(start, end).trimEnd().length;
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(kept, start));
  return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
}

function rangeOf(yaml: Yaml, document: Document.Parsed, path: Path, at: 'key' | 'value'): Range | undefined {
  let node: unknown = document.contents;
  let found: { readonly key: unknown; readonly value: unknown } | undefined;
  for (const [index, segment] of path.entries()) {
    const here: unknown = yaml.isAlias(node) ? node.resolve(document) : node;
    const next = yaml.isSeq(here) && typeof segment === 'number' ? itemOf(here, segment) : pairOf(yaml, document, here, String(segment), 0);
    // Deeper than the file: a scalar here is a variable or a wrong value, a map lacks what is asked for.
    if (next === undefined) return found && rangeOfPart(yaml, found, yaml.isScalar(here) ? 'value' : 'key');
    found = next;
    node = next.value;
    if (index === path.length - 1) return rangeOfPart(yaml, found, at);
  }
  return undefined;
}

function itemOf(sequence: YAMLSeq, index: number): { key: undefined; value: unknown } | undefined {
  return index < sequence.items.length ? { key: undefined, value: sequence.items[index] } : undefined;
}

/** The pair of a map, its own before those that it merges. */
function pairOf(yaml: Yaml, document: Document.Parsed, node: unknown, name: string, depth: number): Pair | undefined {
  const map: unknown = yaml.isAlias(node) ? node.resolve(document) : node;
  // `functions:` may be a list of maps, which the framework makes one of.
  if (yaml.isSeq(map) && depth === 0) return firstOf(map.items, (item) => pairOf(yaml, document, item, name, 1));
  // Merge keys can lead round in a circle; real files nest them a few levels deep.
  if (!yaml.isMap(map) || depth > 16) return undefined;
  const own = map.items.find(({ key }) => yaml.isScalar(key) && typeof key.value !== 'symbol' && String(key.value) === name);
  if (own !== undefined) return own;
  for (const { key, value } of map.items) {
    if (!yaml.isScalar(key) || !(typeof key.value === 'symbol' || key.value === '<<')) continue;
    const sources: readonly unknown[] = yaml.isSeq(value) ? value.items : [value];
    const merged = firstOf(sources, (source) => pairOf(yaml, document, source, name, depth + 1));
    if (merged !== undefined) return merged;
  }
  return undefined;
}

/** The first answer that an item has. */
function firstOf<T>(items: readonly unknown[], ask: (item: unknown) => T | undefined): T | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** A value's range; an empty value has none, and its key stands in. */
function rangeOfPart(yaml: Yaml, { key, value }: { readonly key: unknown; readonly value: unknown }, at: 'key' | 'value'): Range | undefined {
  const ofValue = nodeRange(yaml, value);
  const ofKey = nodeRange(yaml, key);
  if (at === 'key') return ofKey ?? ofValue;
  return ofValue !== undefined && ofValue[0] < ofValue[1] ? ofValue : (ofKey ?? ofValue);
}

function nodeRange(yaml: Yaml, node: unknown): Range | undefined {
  if (!yaml.isNode(node)) return undefined;
  return node.range ? [node.range[0], node.range[1]] : undefined;
}
