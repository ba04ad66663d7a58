/** The framework's variable syntax, `${source(params):address, fallback}`, read without evaluating anything. @source F41, F62 */

/** A text with variables in it. */
export type Template = readonly (string | Variable)[];

export interface Variable {
  /** As it is written, `${…}`. */
  readonly text: string;
  /** Tried in order; the first that has a value wins. */
  readonly sources: readonly Source[];
}

export type Source =
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
  return new Parser(text).template('', 0);
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

class Parser {
  #at = 0;

  constructor(readonly text: string) {}

  /** Reads until one of `ends`, which is left standing, or to the end of the text. */
  template(ends: string, depth: number): Template {
    const parts: (string | Variable)[] = [];
    let plain = '';
    while (this.#at < this.text.length && !ends.includes(this.#peek())) {
      if (this.text.startsWith('\\${', this.#at)) {
        plain += '${';
        this.#at += 3;
      } else if (this.#peek() === '$' && /^\$\{\s*[a-z'"]/.test(this.text.slice(this.#at, this.#at + 40))) {
        if (plain !== '') parts.push(plain);
        plain = '';
        parts.push(this.#variable(depth));
      } else {
        plain += this.#peek();
        this.#at += 1;
      }
    }
    if (plain !== '') parts.push(plain);
    return parts;
  }

  #variable(depth: number): Variable {
    const start = this.#at;
    if (depth > depthMax) throw this.#broken(start);
    this.#at += 2;
    const sources: Source[] = [];
    do {
      this.#blanks();
      sources.push(this.#source(start, depth));
      this.#blanks();
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#broken(start);
    return { text: this.text.slice(start, this.#at), sources };
  }

  #source(start: number, depth: number): Source {
    const quoted = this.#quoted(start);
    if (quoted !== undefined) return { kind: 'literal', value: quoted };
    if (this.text.startsWith('${', this.#at)) {
      // A fallback that is a variable itself: what it yields is the value.
      const inner = this.#variable(depth + 1);
      return { kind: 'source', type: '', params: undefined, address: [inner] };
    }
    const [word = ''] = /^[^,:(){}\s]*/.exec(this.text.slice(this.#at)) ?? [];
    this.#at += word.length;
    const params = this.#take('(') ? this.#params(start, depth) : undefined;
    if (this.#take(':')) return { kind: 'source', type: word, params, address: this.#address(start, depth) };
    if (params !== undefined) return { kind: 'source', type: word, params, address: undefined };
    const literal = literalOf(word);
    if (literal !== undefined) return { kind: 'literal', value: literal };
    if (!/^[a-z][a-zA-Z0-9]*$/.test(word)) throw this.#broken(start);
    return { kind: 'source', type: word, params: undefined, address: undefined };
  }

  #params(start: number, depth: number): Template {
    const params = this.#address(start, depth, ')');
    if (!this.#take(')')) throw this.#broken(start);
    return params;
  }

  #address(start: number, depth: number, ends = ',}'): Template {
    this.#blanks();
    const quoted = this.#quoted(start);
    if (quoted !== undefined) return [quoted];
    const template = this.template(ends, depth + 1);
    return template.map((part, index) => (index === template.length - 1 && typeof part === 'string' ? part.trimEnd() : part));
  }

  #quoted(start: number): string | undefined {
    const quote = this.#peek();
    if (quote !== "'" && quote !== '"') return undefined;
    const end = this.text.indexOf(quote, this.#at + 1);
    if (end < 0) throw this.#broken(start);
    const value = this.text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return value;
  }

  #blanks(): void {
    while (/\s/.test(this.#peek())) this.#at += 1;
  }

  #peek(): string {
    return this.text.charAt(this.#at);
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at += 1;
    return true;
  }

  #broken(start: number): TemplateError {
    return new TemplateError(this.text.slice(start, start + 80));
  }
}

function literalOf(word: string): number | boolean | null | undefined {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  return word !== '' && Number.isFinite(Number(word)) ? Number(word) : undefined;
}
