import { isPlain, type Plain } from './settings';
import type { Path } from './diagnostic';
import type { Unresolved } from '../messages';
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
  /** The content of a file of the service, as plain values. */
  readonly file: (path: string) => { readonly content: unknown } | { readonly problem: Unresolved };
}

/** A variable without a value, where it is written in the service. */
export interface Failure {
  readonly path: Path;
  readonly variable: string;
  readonly reason: Unresolved;
}

/** How far variables may lead, and how much they may build: real services stay far below. */
const limits = { depth: 60, nodes: 500_000, textLength: 1_000_000 };

/** A configuration that is nested too deeply to be one; also one that contains itself. */
export class TooDeep extends Error {
  override readonly name = 'TooDeep';
}

/** Where a value stands: in the service (`''`) or in an included file. */
interface Place {
  readonly file: string;
  readonly path: Path;
}

type Outcome = { readonly value: unknown } | Failure;

/** Where a path leads: to a value still as written, into the value of a variable, or nowhere. */
type Found =
  | { readonly kind: 'raw'; readonly value: unknown; readonly place: Place }
  | { readonly kind: 'done'; readonly value: unknown }
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
        return this.#tree(found.value, found.place, path);
      case 'failed':
        this.#report(found.failure, path);
        return undefined;
    }
  }

  /** Resolves all under a node. `reported` is the path in the service through which it is reached. */
  #tree(node: unknown, place: Place, reported: Path): unknown {
    this.#spend(1, reported.length);
    if (typeof node === 'string') {
      const outcome = this.#text(node, place);
      if ('value' in outcome) return outcome.value;
      this.#report(outcome, reported);
      return node;
    }
    if (Array.isArray(node)) return node.map((item, index) => this.#tree(item, inside(place, index), [...reported, index]));
    if (!isPlain(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, this.#tree(value, inside(place, key), [...reported, key])]));
  }

  /** A fault inside an included file has no place in the service; the value that includes it has. */
  #report(failure: Failure, reported: Path): void {
    this.#unresolved.push(reported);
    const placed = failure.path.length > 0 ? failure : { ...failure, path: reported };
    const key = JSON.stringify([placed.path, placed.variable]);
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
    const copy: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(node)) {
      const outcome = this.#whole(value, inside(place, Array.isArray(node) ? Number(key) : key), depth + 1);
      if (!('value' in outcome)) return outcome;
      copy[key] = outcome.value;
    }
    return { value: Array.isArray(node) ? Object.values(copy) : copy };
  }

  /** A text with its variables resolved; one that is a single variable keeps the variable's type. */
  #text(text: string, place: Place): Outcome {
    if (!mayHoldVariable(text)) return { value: text };
    const key = JSON.stringify([place.file, place.path]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#inProgress.has(key)) return { path: this.#reportable(place), variable: text, reason: { kind: 'cycle' } };
    if (this.#inProgress.size > limits.depth) return { path: this.#reportable(place), variable: text, reason: { kind: 'deep' } };
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
      return { path: this.#reportable(place), variable: error.text, reason: { kind: 'syntax' } };
    }
  }

  #template(template: Template, place: Place): Outcome {
    const [first] = template;
    if (template.length === 1 && first !== undefined && typeof first !== 'string') return this.#variable(first, place);
    let text = '';
    for (const part of template) {
      const outcome = typeof part === 'string' ? { value: part } : this.#variable(part, place);
      if (!('value' in outcome)) return outcome;
      if (typeof outcome.value === 'object' && typeof part !== 'string') return this.#fails(part, place, { kind: 'notText' });
      text += String(outcome.value);
      if (text.length > limits.textLength && typeof part !== 'string') return this.#fails(part, place, { kind: 'deep' });
    }
    return { value: text };
  }

  #variable(variable: Variable, place: Place): Outcome {
    for (const source of variable.sources) {
      const outcome = source.kind === 'literal' ? { value: source.value } : this.#source(source, variable, place);
      if (!('value' in outcome)) return outcome;
      if (outcome.value === null || outcome.value === undefined) continue;
      this.#spend(this.#sizeOf(outcome.value, 0), 0);
      return outcome;
    }
    // `${…, null}` says that nothing is meant.
    const last = variable.sources.at(-1);
    return last?.kind === 'literal' ? { value: null } : this.#fails(variable, place, { kind: 'missing' });
  }

  #source({ type, params, address }: Extract<Source, { kind: 'source' }>, variable: Variable, place: Place): Outcome {
    const at = this.#template(address ?? [], place);
    if (!('value' in at)) return at;
    if (type === '') return at;
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
        return name === 'stage' ? { value: this.#context.stage() } : this.#fails(variable, place, { kind: 'source', source: `sls:${name}` });
      case 'file':
        return this.#file(params ?? [], keys(name), variable, place);
      default:
        return this.#fails(variable, place, { kind: 'source', source: type });
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
    if (!('value' in name)) return name;
    const file = String(name.value);
    const read = this.#context.file(file);
    if ('problem' in read) return this.#fails(variable, place, read.problem);
    return this.#found({ file, path: [] }, read.content, path);
  }

  #found(from: Place, root: unknown, path: Path): Outcome {
    const found = this.#follow(from, root, path);
    switch (found.kind) {
      case 'none':
        return { value: undefined };
      case 'done':
        return { value: found.value };
      case 'raw':
        return this.#whole(found.value, found.place, 0);
      case 'failed':
        return found.failure;
    }
  }

  /** Walks a path; a variable on the way is resolved first, and what lies in its value is done. */
  #follow(from: Place, root: unknown, path: Path): Found {
    let value = root;
    let place = from;
    let done = false;
    for (const key of path) {
      if (typeof value === 'string' && !done) {
        const outcome = this.#text(value, place);
        if (!('value' in outcome)) return { kind: 'failed', failure: outcome };
        value = outcome.value;
        done = true;
      }
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return { kind: 'none' };
      value = (value as Readonly<Record<string | number, unknown>>)[key];
      place = inside(place, key);
    }
    return done ? { kind: 'done', value } : { kind: 'raw', value, place };
  }

  #fails(variable: Variable, place: Place, reason: Unresolved): Failure {
    return { path: this.#reportable(place), variable: variable.text, reason };
  }

  /** Only places in the service itself can be shown. */
  #reportable({ file, path }: Place): Path {
    return file === '' ? path : [];
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

function inside({ file, path }: Place, key: string | number): Place {
  return { file, path: [...path, key] };
}

function keys(address: string): string[] {
  return address === '' ? [] : address.split('.');
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
