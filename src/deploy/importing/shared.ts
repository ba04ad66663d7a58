import { isDeepStrictEqual } from 'node:util';
import { limits } from '../../scf';
import type { Json } from '../state';
import type { Options } from './options';

/** Functions with what they have in common taken out. */
export interface Shared {
  /** Defaults of the provider. */
  readonly provider: Readonly<Record<string, Json>>;
  /** What is left of each function, by its key. */
  readonly functions: ReadonlyMap<string, Options>;
}

/** Options of which each function may have one of its own, with the platform's default. */
const usual = [
  { option: 'runtime', standard: undefined, least: 1 },
  { option: 'memorySize', standard: limits.memoryDefault.value, least: 2 },
  { option: 'timeout', standard: limits.timeoutDefault.value, least: 2 },
] as const;

/** Options that a function cannot take back once the provider has them: taken out only where all functions agree. */
const unanimous = ['role', 'vpc', 'layers', 'cls', 'tags'] as const;

/** Takes out what most functions share, and what all share where one could not say otherwise. */
export function sharedBy(functions: ReadonlyMap<string, Options>): Shared {
  const provider: Record<string, Json> = {};
  let left = functions;
  for (const { option, standard, least } of usual) {
    const most = mostUsed([...left.values()].map((options) => options[option] ?? standard));
    if (most === undefined || most.value === undefined || most.value === standard || most.count < least) continue;
    const { value } = most;
    provider[option] = value;
    left = mapped(left, (options) => withUsual(options, option, value, standard));
  }
  for (const option of unanimous) {
    const value = agreedOn([...left.values()].map((options) => options[option]));
    if (value === undefined) continue;
    provider[option] = value;
    left = mapped(left, (options) => without(options, option));
  }
  const environment = sharedVariables([...left.values()].map(variablesIn));
  if (Object.keys(environment).length > 0) {
    provider['environment'] = environment;
    left = mapped(left, (options) => withoutVariables(options, environment));
  }
  return { provider, functions: left };
}

/** The value that is there most often; of two the one that is there first. */
function mostUsed(values: readonly (Json | undefined)[]): { readonly value: Json | undefined; readonly count: number } | undefined {
  const counts = new Map<Json | undefined, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let most: { value: Json | undefined; count: number } | undefined;
  for (const [value, count] of counts) if (value !== undefined && count > (most?.count ?? 0)) most = { value, count };
  return most;
}

/** What is as the provider has it goes; what was at the platform's default has to be written now. */
function withUsual(options: Options, option: (typeof usual)[number]['option'], value: Json, standard: Json | undefined): Options {
  const own = options[option] ?? standard;
  if (own === value) return without(options, option);
  return own === undefined ? options : { ...options, [option]: own };
}

/** The value of two or more functions that all have the same. */
function agreedOn(values: readonly (Json | undefined)[]): Json | undefined {
  const [first, ...others] = values;
  return others.length > 0 && others.every((other) => isDeepStrictEqual(other, first)) ? first : undefined;
}

/** A function's variables, as text. */
export function variablesIn({ environment }: Options): Readonly<Record<string, string>> {
  return typeof environment === 'object' && environment !== null ? (environment as Readonly<Record<string, string>>) : {};
}

function sharedVariables(environments: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}, ...others] = environments;
  if (others.length === 0) return {};
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((other) => other[key] === value)));
}

function withoutVariables(options: Options, shared: Readonly<Record<string, string>>): Options {
  const own = Object.entries(variablesIn(options)).filter(([key]) => !Object.hasOwn(shared, key));
  return own.length === 0 ? without(options, 'environment') : { ...options, environment: Object.fromEntries(own) };
}

function without(options: Options, option: keyof Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== option));
}

function mapped(functions: ReadonlyMap<string, Options>, change: (options: Options) => Options): Map<string, Options> {
  return new Map([...functions].map(([key, options]) => [key, change(options)]));
}
