import type { Unresolved } from '../messages';
import type { Path } from './diagnostic';
import { isPlain, type Plain } from './settings';
import type { Broken, Included } from './sources';
import { mayHoldVariable, parseTemplate, TemplateError, type Source, type Template, type Variable } from './template';

/** What variables are resolved from; nothing else is ever read. */
export interface VariableContext {
  readonly service: Plain;
  readonly stage: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Options of the command line, for `${opt:…}`. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** `--param name=value`. */
  readonly params: Readonly<Record<string, string>>;
  /** A file of the service, each time the same. */
  readonly file: (path: string) => Included;
}

/** A variable without a value. */
export interface Failure {
  /** Where it is in the service; a value in an included file is where it is put in. */
  readonly path: Path;
  /** Where it is written. */
  readonly place: Place;
  readonly variable: string;
  readonly reason: Unresolved | Broken;
  /** Where the value would be, when only something inside it has none. */
  readonly from?: Place | undefined;
}

/** How far variables may lead, and how much they may build: real services stay far below. */
const limits = { depth: 60, nodes: 500_000, textLength: 1_000_000 };

/** A configuration that is nested too deeply to be one; also one that contains itself. */
export class TooDeep extends Error {
  override readonly name = 'TooDeep';
}

/** Where a value stands: in the service (`''`) or in an included file. */
export interface Place {
  readonly file: string;
  readonly path: Path;
}

/** A value; `from` is where it is written as a whole, if it is: variables may stand there again. */
interface Resolved {
  readonly value: unknown;
  readonly from?: Place | undefined;
}

type Outcome = Resolved | Failure;

/** Where a path leads: to a value still as written, into the value of a variable, or nowhere. */
type Found =
  | { readonly kind: 'raw'; readonly value: unknown; readonly place: Place }
  | { readonly kind: 'done'; readonly value: unknown; readonly place: Place | undefined }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'none' };

/** Resolves the framework's simple variables over one service, lazily, each once. */
export class Variables {
  readonly #context: VariableContext;
  readonly #known = new Map<string, Outcome>();
  readonly #inProgress = new Set<string>();
  /** Nodes under an object, so that what is put in twice is counted twice. */
  readonly #sizes = new WeakMap<object, number>();
  #nodes = 0;
  readonly #failures = new Map<string, Failure>();
  readonly #unresolved: Path[] = [];

  constructor(context: VariableContext) {
    this.#context = context;
  }

  /** Variables that have no value, each once, where a person would edit it. */
  get failures(): readonly Failure[] {
    return [...this.#failures.values()];
  }

  /** Paths of the service that stay unresolved; their values are the text as written. */
  get unresolved(): readonly Path[] {
    return this.#unresolved;
  }

  /** A part of the service with its variables resolved. What cannot be is left as written and listed. */
  resolved(path: Path): unknown {
    const found = this.#follow({ file: '', path: [] }, this.#context.service, path);
    switch (found.kind) {
      case 'none':
        return undefined;
      case 'done':
        return found.value;
      case 'raw':
        return this.#tree(found.value, [...path]);
      case 'failed':
        this.#report(found.failure, path);
        return undefined;
    }
  }

  /** Resolves all under a node of the service. `path` is the node's, and what is inside is walked with it: nearly all of it is plain. */
  #tree(node: unknown, path: (string | number)[]): unknown {
    this.#spend(1, path.length);
    if (typeof node === 'string') return mayHoldVariable(node) ? this.#leaf(node, [...path]) : node;
    if (Array.isArray(node)) return node.map((item, index) => this.#below(item, index, path));
    if (!isPlain(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, this.#below(value, key, path)]));
  }

  #below(node: unknown, key: string | number, path: (string | number)[]): unknown {
    path.push(key);
    const value = this.#tree(node, path);
    path.pop();
    return value;
  }

  #leaf(text: string, path: Path): unknown {
    const outcome = this.#text(text, { file: '', path });
    if ('value' in outcome) return outcome.value;
    this.#report(outcome, path);
    return text;
  }

  /** What a file holds as written, the service's own by the empty name. */
  contentOf(file: string): unknown {
    if (file === '') return this.#context.service;
    const included = this.#context.file(file);
    return 'content' in included ? included.content : undefined;
  }

  /**
   * Where the value of a text stands that is one variable; undefined when it is put together, or from outside of the service.
   * @param place  where the text stands
   */
  sourceOf(text: string, place: Place): Place | undefined {
    return this.#text(text, place).from;
  }

  /** A fault inside an included file has no path in the service; the value that includes it has. */
  #report(failure: Failure, reported: Path): void {
    this.#unresolved.push(reported);
    const placed = failure.path.length > 0 ? failure : { ...failure, path: reported };
    const { place, variable, reason } = placed;
    // A file that cannot be read is one fault, however often it is asked for.
    const key = 'file' in reason ? reason.file : JSON.stringify([place.file, place.path, variable]);
    if (!this.#failures.has(key)) this.#failures.set(key, placed);
  }

  /** Bounds what is built; a service that contains itself never ends otherwise. */
  #spend(nodes: number, depth: number): void {
    this.#nodes += nodes;
    if (depth > limits.depth || this.#nodes > limits.nodes) throw new TooDeep();
  }

  /** Like `#tree`, for a value that a variable stands for: one that holds an unresolvable variable has no value itself. */
  #whole(node: unknown, place: Place, depth: number): Outcome {
    this.#spend(1, depth);
    if (typeof node === 'string') return this.#text(node, place);
    if (typeof node !== 'object' || node === null) return { value: node };
    const copy: [string, unknown][] = [];
    for (const [key, value] of Object.entries(node)) {
      const outcome = this.#whole(value, inside(place, keyIn(node, key)), depth + 1);
      if (!('value' in outcome)) return outcome;
      copy.push([key, outcome.value]);
    }
    return { value: Array.isArray(node) ? copy.map(([, value]) => value) : Object.fromEntries(copy) };
  }

  /** A text with its variables resolved; one that is a single variable keeps the variable's type. */
  #text(text: string, place: Place): Outcome {
    if (!mayHoldVariable(text)) return { value: text };
    const key = JSON.stringify([place.file, place.path]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#inProgress.has(key)) return failure(place, text, { kind: 'cycle' });
    if (this.#inProgress.size > limits.depth) return failure(place, text, { kind: 'deep' });
    this.#inProgress.add(key);
    const outcome = this.#parsed(text, place);
    this.#inProgress.delete(key);
    this.#known.set(key, outcome);
    return outcome;
  }

  #parsed(text: string, place: Place): Outcome {
    try {
      return this.#template(parseTemplate(text), place);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return failure(place, error.text, { kind: 'syntax' });
    }
  }

  #template(template: Template, place: Place): Outcome {
    const [first] = template;
    if (template.length === 1 && first !== undefined && typeof first !== 'string') return this.#variable(first, place);
    let text = '';
    for (const part of template) {
      const outcome = typeof part === 'string' ? { value: part } : this.#variable(part, place);
      if (!('value' in outcome)) return placeless(outcome);
      if (typeof outcome.value === 'object' && typeof part !== 'string') return failure(place, part.text, { kind: 'notText' });
      text += String(outcome.value);
      if (text.length > limits.textLength && typeof part !== 'string') return failure(place, part.text, { kind: 'deep' });
    }
    return { value: text };
  }

  #variable(variable: Variable, place: Place): Outcome {
    for (const source of variable.sources) {
      const outcome = source.kind === 'literal' ? this.#literal(source.value, place) : this.#source(source, variable, place);
      if (!('value' in outcome)) return outcome;
      if (outcome.value === null || outcome.value === undefined) continue;
      this.#spend(this.#sizeOf(outcome.value, 0), 0);
      return outcome;
    }
    // `${…, null}` says that nothing is meant.
    const last = variable.sources.at(-1);
    return last?.kind === 'literal' ? { value: null } : failure(place, variable.text, this.#unset(variable, place));
  }

  #literal(value: unknown, place: Place): Outcome {
    return typeof value === 'string' && mayHoldVariable(value) ? this.#template(parseTemplate(value), place) : { value };
  }

  /** Why a variable has no value, where nothing failed on the way: the only file that it names may not be there. */
  #unset({ sources }: Variable, place: Place): Unresolved {
    const [source] = sources;
    if (sources.length !== 1 || source?.kind !== 'source' || source.type !== 'file') return { kind: 'missing' };
    const name = this.#template(source.params ?? [], place);
    const read = 'value' in name ? this.#context.file(String(name.value)) : undefined;
    return read !== undefined && 'content' in read && !('parsed' in read) ? { kind: 'noFile', name: read.file } : { kind: 'missing' };
  }

  #source({ type, params, address }: Extract<Source, { kind: 'source' }>, variable: Variable, place: Place): Outcome {
    const at = this.#template(address ?? [], place);
    if (!('value' in at)) return placeless(at);
    const name = String(at.value);
    switch (type) {
      case 'env':
        return { value: own(this.#context.env, name) };
      case 'opt':
        return { value: own(this.#context.options, name) };
      case 'self':
        return this.#self(keys(name));
      case 'param':
        return this.#param(name);
      case 'sls':
        return name === 'stage' ? { value: this.#context.stage() } : failure(place, variable.text, { kind: 'source', source: `sls:${name}` });
      case 'file':
        return this.#file(params ?? [], keys(name), variable, place);
      default:
        return failure(place, variable.text, { kind: 'source', source: type });
    }
  }

  #self(path: Path): Outcome {
    return this.#found({ file: '', path: [] }, this.#context.service, path);
  }

  /** @source F62: `--param` over `params.<stage>` over `params.default` */
  #param(name: string): Outcome {
    const given = own(this.#context.params, name);
    if (given !== undefined) return { value: given };
    for (const stage of [this.#context.stage(), 'default']) {
      const outcome = this.#self(['params', stage, name]);
      if (!('value' in outcome) || (outcome.value !== undefined && outcome.value !== null)) return outcome;
    }
    return { value: undefined };
  }

  #file(params: Template, path: Path, variable: Variable, place: Place): Outcome {
    const name = this.#template(params, place);
    if (!('value' in name)) return placeless(name);
    const read = this.#context.file(String(name.value));
    if ('problem' in read) return failure(place, variable.text, read.problem);
    if ('broken' in read) return failure(place, variable.text, read.broken);
    return this.#found({ file: read.file, path: [] }, read.content, path);
  }

  #found(from: Place, root: unknown, path: Path): Outcome {
    const found = this.#follow(from, root, path);
    switch (found.kind) {
      case 'none':
        return { value: undefined };
      case 'done':
        return { value: found.value, from: found.place };
      case 'raw': {
        const outcome = this.#whole(found.value, found.place, 0);
        return { ...outcome, from: found.place };
      }
      case 'failed':
        return found.failure;
    }
  }

  /** Walks a path; a variable on the way is resolved first, and what lies in its value is done. */
  #follow(from: Place, root: unknown, path: Path): Found {
    let value = root;
    let raw = from;
    let done: { place: Place | undefined } | undefined;
    for (const [index, key] of path.entries()) {
      if (typeof value === 'string' && done === undefined) {
        const outcome = this.#text(value, raw);
        if (!('value' in outcome)) return { kind: 'failed', failure: deeper(outcome, path.slice(index)) };
        value = outcome.value;
        done = { place: outcome.from };
      }
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return { kind: 'none' };
      const step = keyIn(value, key);
      value = (value as Readonly<Record<string | number, unknown>>)[key];
      if (done === undefined) raw = inside(raw, step);
      else done = { place: done.place && inside(done.place, step) };
    }
    return done === undefined ? { kind: 'raw', value, place: raw } : { kind: 'done', value, ...done };
  }

  #sizeOf(value: unknown, depth: number): number {
    if (typeof value !== 'object' || value === null) return 1;
    const known = this.#sizes.get(value);
    if (known !== undefined) return known;
    if (depth > limits.depth) throw new TooDeep();
    const size = Object.values(value).reduce<number>((sum, inner) => sum + this.#sizeOf(inner, depth + 1), 1);
    this.#sizes.set(value, size);
    return size;
  }
}

/** Only what is written in the service itself has a path in it. */
function failure(place: Place, variable: string, reason: Failure['reason']): Failure {
  return { path: place.file === '' ? place.path : [], place, variable, reason };
}

/** Of a value that is put together from others, or found by them, their places say nothing. */
function placeless({ path, place, variable, reason }: Failure): Failure {
  return { path, place, variable, reason };
}

function deeper(outcome: Failure, path: Path): Failure {
  const { from } = outcome;
  return { ...outcome, from: from && { file: from.file, path: [...from.path, ...path] } };
}

export function inside({ file, path }: Place, key: string | number): Place {
  return { file, path: [...path, key] };
}

/** The name of a part: items of lists are counted. */
export function keyIn(node: object, key: string | number): string | number {
  return Array.isArray(node) ? Number(key) : key;
}

function keys(address: string): string[] {
  return address === '' ? [] : address.split('.');
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
