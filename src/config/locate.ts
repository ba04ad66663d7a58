import type { Document, LineCounter, Pair, YAMLMap, YAMLSeq } from 'yaml';
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
export type Yaml = typeof import('yaml');

/** A text that was parsed, with what positions in it are found by. */
export interface Parsed {
  /** Without a byte order mark: editors do not count one as a column. */
  readonly text: string;
  readonly document: Document.Parsed;
  /** The line and column of an offset. */
  readonly placeOf: LineCounter['linePos'];
  /** Pairs of maps that were looked into, by their names. */
  readonly pairs: Map<YAMLMap, ReadonlyMap<string, Pair>>;
}

/**
 * Parses YAML or JSON, with positions.
 * @param text  may begin with a byte order mark
 */
export function parsed(yaml: Yaml, text: string): Parsed {
  const source = withoutMark(text);
  // Warnings go nowhere: what they are about, such as tags of other clouds, is not ours.
  const document = yaml.parseDocument(source, { merge: true, logLevel: 'error' });
  return { text: source, document, placeOf: placesIn(yaml, source), pairs: new Map() };
}

/** Lines are counted when the first place is asked for; most files have nothing to point at. */
function placesIn(yaml: Yaml, text: string): Parsed['placeOf'] {
  let lines: LineCounter | undefined;
  return (offset) => {
    if (lines === undefined) {
      lines = new yaml.LineCounter();
      for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) lines.addNewLine(start);
    }
    return lines.linePos(offset);
  };
}

/** The text without a byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

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
  const within = parsed(yaml, text);
  return diagnostics.map((diagnostic) => {
    const spot = diagnostic.path.length === 0 ? undefined : spotOf(yaml, within, diagnostic.path, diagnostic.at);
    return { diagnostic, file, position: spot?.position, exact: spot?.exact ?? false };
  });
}

/** A position, and whether it is that of the very key or value that was asked for. */
export interface Spot {
  readonly position: Position;
  readonly exact: boolean;
}

/** Where a path stands, or the longest part of it that is there; undefined when nothing of it is. The empty path is all that the file holds. */
export function spotOf(yaml: Yaml, within: Parsed, path: Path, at: 'key' | 'value'): Spot | undefined {
  const { document } = within;
  let part: Part = { key: undefined, value: document.contents };
  for (const [index, segment] of path.entries()) {
    const here: unknown = yaml.isAlias(part.value) ? part.value.resolve(document) : part.value;
    const next = yaml.isSeq(here) && typeof segment === 'number' ? itemOf(here, segment) : pairOf(yaml, within, here, String(segment), 0);
    // Deeper than the file: a scalar here is a variable or a wrong value, a map lacks what is asked for.
    if (next === undefined) return index === 0 ? undefined : spotOfPart(yaml, within, part, yaml.isScalar(here) ? 'value' : 'key', false);
    part = next;
  }
  return spotOfPart(yaml, within, part, at, true);
}

/** Where what a file holds begins: a scalar, or the first name of a map. */
export function topOf(yaml: Yaml, within: Parsed): Spot | undefined {
  const { contents } = within.document;
  const [first] = yaml.isMap(contents) ? contents.items : [];
  return spotOfPart(yaml, within, first ?? { key: undefined, value: contents }, 'key', false);
}

/** A pair of a map, or an item of a list, which has no key. */
interface Part {
  readonly key: unknown;
  readonly value: unknown;
}

function itemOf(sequence: YAMLSeq, index: number): Part | undefined {
  return index < sequence.items.length ? { key: undefined, value: sequence.items[index] } : undefined;
}

/** The pair of a map, its own before those that it merges. */
function pairOf(yaml: Yaml, within: Parsed, node: unknown, name: string, depth: number): Pair | undefined {
  const map: unknown = yaml.isAlias(node) ? node.resolve(within.document) : node;
  // `functions:` may be a list of maps, which the framework makes one of.
  if (yaml.isSeq(map) && depth === 0) return firstOf(map.items, (item) => pairOf(yaml, within, item, name, 1));
  // Merge keys can lead round in a circle; real files nest them a few levels deep.
  if (!yaml.isMap(map) || depth > 16) return undefined;
  const own = pairsOf(yaml, within, map).get(name);
  if (own !== undefined) return own;
  for (const { key, value } of map.items) {
    if (!yaml.isScalar(key) || !(typeof key.value === 'symbol' || key.value === '<<')) continue;
    const list: unknown = yaml.isAlias(value) ? value.resolve(within.document) : value;
    const sources: readonly unknown[] = yaml.isSeq(list) ? list.items : [value];
    const merged = firstOf(sources, (source) => pairOf(yaml, within, source, name, depth + 1));
    if (merged !== undefined) return merged;
  }
  return undefined;
}

/** The pairs of a map by name; of one name twice, the first. */
function pairsOf(yaml: Yaml, { pairs }: Parsed, map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairs.get(map);
  if (known !== undefined) return known;
  const named = new Map<string, Pair>();
  for (const pair of map.items) {
    if (!yaml.isScalar(pair.key)) continue;
    const key = pair.key.value as string | number | boolean | symbol | null;
    // The names of plain values, where an empty one is no `null`.
    const name = key === null ? '' : String(key);
    if (typeof key !== 'symbol' && !named.has(name)) named.set(name, pair);
  }
  pairs.set(map, named);
  return named;
}

/** The first answer that an item has. */
function firstOf<T>(items: readonly unknown[], ask: (item: unknown) => T | undefined): T | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

type Range = readonly [start: number, end: number];

/** @param whole  whether it is the part that was asked for */
function spotOfPart(yaml: Yaml, within: Parsed, { key, value }: Part, at: 'key' | 'value', whole: boolean): Spot | undefined {
  const ofKey = rangeOf(yaml, key);
  const ofValue = rangeOf(yaml, value);
  // An empty value has no range, and its key stands in.
  const wanted = at === 'key' ? ofKey : ofValue && ofValue[0] < ofValue[1] ? ofValue : undefined;
  const range = wanted ?? ofKey ?? ofValue;
  return range && { position: positionOf(within, range), exact: whole && wanted !== undefined };
}

function rangeOf(yaml: Yaml, node: unknown): Range | undefined {
  if (!yaml.isNode(node)) return undefined;
  return node.range ? [node.range[0], node.range[1]] : undefined;
}

/** The position of a range of offsets; blanks at its end do not belong to it. */
export function positionOf({ text, placeOf }: Parsed, [start, end]: readonly [start: number, end: number]): Position {
  const kept = start + text.slice(start, end).trimEnd().length;
  const from = placeOf(start);
  const to = placeOf(Math.max(kept, start));
  return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
}
