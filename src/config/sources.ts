import { readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Unreadable, Unresolved } from '../messages';
import { parsed, positionOf, withoutMark, type Parsed, type Position, type Yaml } from './locate';
import { looseEnd, otherThanJson, syntaxFaultOf } from './syntaxFault';

/** Larger configurations are taken for a mistake, bytes. */
const bytesMax = 5_000_000;

/** A file of the service, parsed. */
export interface Source {
  /** Relative to the service's folder, with `/`. */
  readonly file: string;
  readonly parsed: Parsed;
  /** Plain values: anchors and merge keys are put in, variables are as written. */
  readonly content: unknown;
}

/** A file that holds nothing that can be read, and why. */
export interface Broken {
  readonly file: string;
  /** Empty when not even that could be read. */
  readonly text: string;
  readonly reason: Unreadable;
  readonly position: Position | undefined;
}

/** What is in the place of an included file; `content` alone when there is no such file. */
export type Included =
  Source | { readonly file: string; readonly content: undefined } | { readonly broken: Broken } | { readonly problem: Unresolved };

/** The data files of one service, each read and parsed once. Nothing in them is ever run. */
export class Sources {
  readonly #yaml: Yaml;
  readonly #dir: string;
  readonly #known = new Map<string, Included>();

  /** @param dir  folder of the service; absolute */
  constructor(yaml: Yaml, dir: string) {
    this.#yaml = yaml;
    this.#dir = dir;
  }

  /** The service's own file, whose text may already be known. */
  main(file: string, text: string): Source | Broken {
    const source = sourceOf(this.#yaml, file, text);
    if ('content' in source) this.#known.set(resolve(this.#dir, file), source);
    return source;
  }

  /**
   * The file of `${file(…)}`: data inside the service's folder.
   * @source F62
   */
  included(name: string): Included {
    const path = resolve(this.#dir, name);
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const included = this.#read(path);
    this.#known.set(path, included);
    return included;
  }

  #read(path: string): Included {
    if (!isInside(this.#dir, path)) return { problem: { kind: 'outside' } };
    if (/\.[cm]?[jt]s$/.test(path)) return { problem: { kind: 'script' } };
    if (!['.yml', '.yaml', '.json'].includes(extname(path))) return { problem: { kind: 'format' } };
    const file = relative(this.#dir, path).split(sep).join('/');
    // A file that is not there is a variable without a value, as in the framework.
    if (!isFile(path)) return { file, content: undefined };
    // A link may lead out of the folder.
    if (!isInside(realpathSync(this.#dir), realpathSync(path))) return { problem: { kind: 'outside' } };
    const read = textOf(path);
    if ('reason' in read) return { broken: { file, text: '', reason: read.reason, position: undefined } };
    const source = sourceOf(this.#yaml, file, read.text);
    return 'content' in source ? source : { broken: source };
  }
}

function isInside(dir: string, path: string): boolean {
  const way = relative(dir, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    // What no file can be named, or is on a way that cannot be gone, is none.
    return false;
  }
}

/** The text of a file, without a byte order mark, or why it has none. */
export function textOf(path: string): { readonly text: string } | { readonly reason: Unreadable } {
  try {
    const { size } = statSync(path);
    if (size > bytesMax) return { reason: { kind: 'large', bytes: size, limit: bytesMax } };
    const bytes = readFileSync(path);
    return { text: withoutMark(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { reason: code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? { kind: 'bytes' } : { kind: 'system', detail: code } };
  }
}

/** YAML or JSON, with plain values. */
function sourceOf(yaml: Yaml, file: string, text: string): Source | Broken {
  const within = parsed(yaml, text);
  const broken = (reason: Unreadable, position?: Position): Broken => ({ file, text: within.text, reason, position });
  const [error] = within.document.errors;
  if (error === undefined) {
    if (file.endsWith('.json') && !isJson(within.text)) {
      const place = otherThanJson(within.text);
      return broken({ kind: 'syntax', detail: '', fault: 'json' }, place && positionOf(within, [place.start, place.end]));
    }
    const values = valuesOf(yaml, within);
    return 'reason' in values ? broken(values.reason, values.position) : { file, parsed: within, content: values.content };
  }
  if (error.code === 'RESOURCE_EXHAUSTION') return broken({ kind: 'deep' });
  const [start, end] = error.pos.map((offset) => Math.min(offset, within.text.length));
  const position = start === undefined || start < 0 ? undefined : positionOf(within, [start, end ?? start]);
  if (error.code === 'MULTIPLE_DOCS') return broken({ kind: 'documents' }, position);
  const [detail = error.code] = error.message.split('\n');
  return broken({ kind: 'syntax', detail: detail.replace(/:$/, ''), fault: syntaxFaultOf(error, within.text) }, position);
}

/** The parser takes for YAML what is all but JSON, and the name of an option may begin with the remark above it. @source F62: the framework reads JSON */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Some faults show only here, and `yaml` throws them: aliases without an anchor or without end, merges of what is no map. */
function valuesOf(yaml: Yaml, within: Parsed): { readonly content: unknown } | { readonly reason: Unreadable; readonly position?: Position } {
  try {
    return { content: within.document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (error instanceof RangeError || detail.startsWith('Excessive alias count')) return { reason: { kind: 'deep' } };
    const loose = looseEnd(yaml, within);
    if (loose === undefined) return { reason: { kind: 'syntax', detail, fault: undefined } };
    return { reason: { kind: 'syntax', detail: loose.name, fault: loose.fault }, position: loose.position };
  }
}
