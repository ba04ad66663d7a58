import { said } from '../messages/api';
import { ApiError } from './error';

/** The parameters of one request, read by their names. `null` means absent. @source scf-api.md §1 */
export class Params {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #path: string;
  /** Names that were asked for; some of them more than once. */
  readonly #read: string[] = [];
  /** Those of objects among the parameters, by their paths below this one. */
  #below: Map<string, Params> | undefined;
  /** A query or a form has no types but text. */
  readonly #untyped: boolean;

  /** @param path  of nested parameters, such as `Code.` */
  constructor(
    values: Readonly<Record<string, unknown>>,
    { untyped = false, path = '' }: { readonly untyped?: boolean; readonly path?: string } = {},
  ) {
    this.#values = values;
    this.#untyped = untyped;
    this.#path = path;
  }

  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  /** @param code  what a value of another type is answered with */
  text(name: string, code = 'InvalidParameterValue'): string | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#fault(code, name, 'string');
  }

  /** @throws ApiError `MissingParameter` when it is absent or empty */
  requiredText(name: string, code = 'InvalidParameterValue'): string {
    const value = this.text(name, code);
    if (value === undefined || value === '') throw this.#missing(name);
    return value;
  }

  /** @throws ApiError with `code` when it is no integer from `min` to `max` */
  int(name: string, { min = -Infinity, max = Infinity, code = 'InvalidParameterValue' }: IntRule = {}): number | undefined {
    const value = this.#number(name, code);
    if (value === undefined) return undefined;
    if (!Number.isSafeInteger(value)) throw this.#fault(code, name, 'integer');
    if (value < min || value > max) throw new ApiError(code, said('params.range', { name: this.#at(name), min, max, value }));
    return value;
  }

  requiredInt(name: string, rule: IntRule = {}): number {
    const value = this.int(name, rule);
    if (value === undefined) throw this.#missing(name);
    return value;
  }

  float(name: string, code = 'InvalidParameterValue'): number | undefined {
    return this.#number(name, code);
  }

  /** `TRUE` or `FALSE`, as most switches of the API are spelt. */
  flag(name: string, code = 'InvalidParameterValue'): boolean | undefined {
    const value = this.text(name, code);
    if (value === undefined || value === '') return undefined;
    if (value !== 'TRUE' && value !== 'FALSE') throw this.#fault(code, name, 'flag');
    return value === 'TRUE';
  }

  bool(name: string, code = 'InvalidParameterValue'): boolean | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (this.#untyped && (value === 'true' || value === 'false')) return value === 'true';
    throw this.#fault(code, name, 'boolean');
  }

  /** One of `known`, spelt exactly. */
  choice<T extends string>(name: string, known: readonly T[], code = 'InvalidParameterValue'): T | undefined {
    const value = this.text(name, code);
    if (value === undefined || value === '') return undefined;
    const found = known.find((each) => each === value);
    if (found === undefined) throw new ApiError(code, said('params.choice', { name: this.#at(name), known }));
    return found;
  }

  texts(name: string, code = 'InvalidParameterValue'): string[] | undefined {
    const list = this.#list(name, code);
    return list?.map((value) => {
      if (typeof value !== 'string') throw this.#fault(code, name, 'strings');
      return value;
    });
  }

  object(name: string, code = 'InvalidParameterValue'): Params | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.#fault(code, name, 'object');
    return this.#nested(value, name);
  }

  objects(name: string, code = 'InvalidParameterValue'): Params[] | undefined {
    const list = this.#list(name, code);
    return list?.map((value, at) => {
      if (!isObject(value)) throw this.#fault(code, name, 'objects');
      return this.#nested(value, `${name}.${at}`);
    });
  }

  /** What the request has and nobody has read, with its path; one name stands for the same member of all objects of a list. */
  unread(): string[] {
    const own = Object.keys(this.#values).filter((name) => !this.#read.includes(name) && (this.#values[name] ?? undefined) !== undefined);
    // Of most requests everything is read.
    if (own.length === 0 && !this.#below) return own;
    const below = [...(this.#below?.values() ?? [])].flatMap((params) => params.unread());
    return [...new Set([...own.map((name) => this.#path.replaceAll(/\.\d+\./g, '.') + name), ...below])];
  }

  /** A value as it came, for what is kept and given back as it is. */
  raw(name: string): unknown {
    return this.#value(name);
  }

  #value(name: string): unknown {
    this.#read.push(name);
    return Object.hasOwn(this.#values, name) ? (this.#values[name] ?? undefined) : undefined;
  }

  #number(name: string, code: string): number | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    const read = this.#untyped && typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof read !== 'number' || !Number.isFinite(read)) throw this.#fault(code, name, 'number');
    return read;
  }

  #list(name: string, code: string): unknown[] | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.#fault(code, name, 'list');
    return value as unknown[];
  }

  /** The same for the same path, so that it is known of all that is read. */
  #nested(values: Readonly<Record<string, unknown>>, at: string): Params {
    this.#below ??= new Map();
    const known = this.#below.get(at);
    if (known) return known;
    const params = new Params(values, { untyped: this.#untyped, path: `${this.#path}${at}.` });
    this.#below.set(at, params);
    return params;
  }

  #missing(name: string): ApiError {
    return new ApiError('MissingParameter', said('params.missing', { name: this.#at(name) }));
  }

  #fault(code: string, name: string, kind: Kind): ApiError {
    return new ApiError(code, said(`params.${kind}`, { name: this.#at(name) }));
  }

  #at(name: string): string {
    return this.#path + name;
  }
}

/** What a parameter must be. */
type Kind = 'string' | 'strings' | 'number' | 'integer' | 'flag' | 'boolean' | 'object' | 'objects' | 'list';

interface IntRule {
  readonly min?: number;
  readonly max?: number;
  /** What a value that breaks the rule is answered with. */
  readonly code?: string;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
