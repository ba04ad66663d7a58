/**
 * The framework's variable syntax, `${source(params):address, fallback}`, read without evaluating anything. What the framework takes for no
 * variable (`${foo}`, `${ env:A }`, `${AWS::Region}`) is text here too, and what it refuses is refused.
 * @source F41, F62
 */

/** A text with variables in it. */
export type Template = readonly (string | Variable)[];

export interface Variable {
  /** As it is written, `${…}`. */
  readonly text: string;
  /** Tried in order; the first that has a value wins. */
  readonly sources: readonly Source[];
}

export type Source =
  /** A text may hold variables itself: `${env:A, '${self:service}-a'}`. */
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'source'; readonly type: string; readonly params: Template | undefined; readonly address: Template | undefined };

/** Variables inside variables; real files have two or three levels. */
const depthMax = 20;

/** A text that begins like a variable and does not end like one. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(readonly text: string) {
    super(text);
  }
}

/**
 * Splits a text into what stands and what is to be resolved.
 * @throws TemplateError when a variable is not complete
 */
export function parseTemplate(text: string): Template {
  return new Parser(text).template();
}

/** Whether a text may hold a variable; a cheap test, since most do not. */
export function mayHoldVariable(text: string): boolean {
  return text.includes('${');
}

/** Whether a text holds a variable, or what begins like one. */
export function holdsVariable(text: string): boolean {
  if (!mayHoldVariable(text)) return false;
  try {
    return parseTemplate(text).some((part) => typeof part !== 'string');
  } catch {
    return true;
  }
}

/** Backslashes before what would be a variable: each two stand for one, and one that is left makes it text. */
const escapes = /\\+(?=\$\{)/y;
/** What a variable begins with: a source, and what it is asked for. Further dollar signs before it belong to it. */
const opening = /\$+\{(?=[a-z][a-zA-Z0-9.-]*(?:\(|:(?! *:)))/y;
const anyOpening = /\$+\{/y;
const type = /[a-z][a-zA-Z0-9.-]*/y;
/** What stands behind a comma and is in no quotation marks; blanks within are for `isType` and `literalOf` to judge. */
const word = /[a-zA-Z0-9.-][a-zA-Z0-9.\- ]*/y;
const isType = /^[a-z][a-zA-Z0-9]*$/;

class Parser {
  #at = 0;

  constructor(readonly text: string) {}

  template(): Template {
    const parts = new Parts();
    while (this.#at < this.text.length) {
      const { length: slashes } = this.#match(escapes);
      if (slashes > 0) parts.add('\\'.repeat(Math.floor(slashes / 2)));
      if (slashes % 2 === 1) parts.add(this.#match(anyOpening));
      else if (this.#sees(opening)) parts.add(this.#variable(0));
      else parts.add(this.#next());
    }
    return parts.all;
  }

  #variable(depth: number): Variable {
    const start = this.#at;
    if (depth > depthMax || !this.#sees(opening)) throw this.#broken(start);
    this.#match(opening);
    const sources: Source[] = [this.#typed(this.#match(type), start, depth)];
    while (this.#take(',')) {
      const source = this.#fallback(start, depth);
      sources.push(source);
      // Behind a literal nothing could ever count.
      if (source.kind === 'literal') break;
    }
    if (!this.#take('}')) throw this.#broken(start);
    return { text: this.text.slice(start, this.#at), sources };
  }

  #fallback(start: number, depth: number): Source {
    this.#blanks();
    const quoted = this.#quoted(start);
    if (quoted !== undefined) return { kind: 'literal', value: quoted };
    const name = this.#match(word);
    if ('(:'.includes(this.#peek()) && isType.test(name)) return this.#typed(name, start, depth);
    const literal = literalOf(name.trimEnd());
    if (literal === undefined) throw this.#broken(start);
    return { kind: 'literal', value: literal };
  }

  /** What follows the name of a source. */
  #typed(name: string, start: number, depth: number): Source {
    const params = this.#take('(') ? this.#params(start, depth) : undefined;
    if (params !== undefined) this.#blanks();
    return { kind: 'source', type: name, params, address: this.#take(':') ? this.#address(start, depth) : undefined };
  }

  /** The first of the parameters; no source that is read here has more. */
  #params(start: number, depth: number): Template {
    const params: Template[] = [];
    do params.push(this.#part(',)}', start, depth));
    while (this.#take(','));
    if (!this.#take(')')) throw this.#broken(start);
    return params[0] ?? [];
  }

  #address(start: number, depth: number): Template {
    const address = this.#part(',}', start, depth);
    const [first] = address;
    if (typeof first === 'string' && first.startsWith(':')) throw this.#broken(start);
    return address;
  }

  /** A text in quotation marks, which is as it is, or one with variables in it. Here a backslash means nothing. */
  #part(ends: string, start: number, depth: number): Template {
    this.#blanks();
    const quoted = this.#quoted(start);
    if (quoted !== undefined) return [quoted];
    const parts = new Parts();
    while (this.#at < this.text.length && !ends.includes(this.#peek())) parts.add(this.#sees(anyOpening) ? this.#variable(depth + 1) : this.#next());
    return parts.trimmed;
  }

  /** In double quotation marks there are the escapes of JSON, in single ones none. */
  #quoted(start: number): string | undefined {
    const quote = this.#peek();
    if (quote !== "'" && quote !== '"') return undefined;
    const source = this.#match(quote === "'" ? /'[^']*'/y : /"(?:[^"\\]|\\.)*"/sy);
    const value = quote === "'" ? source.slice(1, -1) : unquoted(source);
    if (source === '' || value === undefined) throw this.#broken(start);
    this.#blanks();
    return value;
  }

  #blanks(): void {
    this.#match(/ */y);
  }

  #peek(): string {
    return this.text.charAt(this.#at);
  }

  #next(): string {
    this.#at += 1;
    return this.text.charAt(this.#at - 1);
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at += 1;
    return true;
  }

  #sees(form: RegExp): boolean {
    form.lastIndex = this.#at;
    return form.test(this.text);
  }

  /** What stands here in a form; empty when nothing does. */
  #match(form: RegExp): string {
    form.lastIndex = this.#at;
    const [found = ''] = form.exec(this.text) ?? [];
    this.#at += found.length;
    return found;
  }

  #broken(start: number): TemplateError {
    return new TemplateError(this.text.slice(start, start + 80));
  }
}

/** What a text consists of, in its order; texts that follow one another are one. */
class Parts {
  readonly #parts: (string | Variable)[] = [];

  add(part: string | Variable): void {
    const before = this.#parts.at(-1);
    if (typeof part === 'string' && typeof before === 'string') this.#parts[this.#parts.length - 1] = before + part;
    else if (part !== '') this.#parts.push(part);
  }

  get all(): Template {
    return this.#parts;
  }

  get trimmed(): Template {
    const last = this.#parts.length - 1;
    const trimmed = this.#parts.map((part, index) => {
      if (typeof part !== 'string') return part;
      const from = index === 0 ? part.trimStart() : part;
      return index === last ? from.trimEnd() : from;
    });
    return trimmed.filter((part) => part !== '');
  }
}

function unquoted(source: string): string | undefined {
  try {
    return String(JSON.parse(source));
  } catch {
    return undefined;
  }
}

function literalOf(word: string): number | boolean | null | undefined {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  return word !== '' && Number.isFinite(Number(word)) ? Number(word) : undefined;
}
