import { inherited } from '../config';
import { say, type Lang } from '../messages';
import { UsageError } from './output';
import { yamlReason } from './yamlReason';

/** One `--vary`: an option of the service, and the values that it takes one after the other. */
export interface Variation {
  /** As the user wrote it: `functions.hello.provisionedConcurrency`. */
  readonly option: string;
  readonly values: readonly { readonly text: string; readonly value: unknown }[];
}

/** An option and the value that one variant gives it. */
export interface Setting {
  readonly option: string;
  /** The value as the user wrote it. */
  readonly text: string;
  readonly value: unknown;
}

/** One variant of a service: what it sets, in the order of `--vary`. */
export type Variant = readonly Setting[];

/** Variants that are compared at most: each is a whole simulation. */
const VARIANTS_MAX = 1000;

/**
 * All variants: each value of each option with each of the others, the first option changing slowest.
 * @param given  `PATH=VALUE,VALUE…` each, values in YAML
 * @throws UsageError
 */
export async function variantsOf(given: readonly string[], lang: Lang): Promise<Variant[]> {
  const variations = await Promise.all(given.map((one) => variationOf(one, lang)));
  const options = variations.map(({ option }) => option);
  const twice = options.find((option, index) => options.indexOf(option) < index);
  if (twice !== undefined) throw new UsageError(say(lang, 'simulate.varyTwice', { option: twice }));
  const count = variations.reduce((product, { values }) => product * values.length, 1);
  if (count > VARIANTS_MAX) throw new UsageError(say(lang, 'simulate.varyMany', { count, limit: VARIANTS_MAX }));
  return variations.reduce<Variant[]>(
    (variants, { option, values }) => variants.flatMap((variant) => values.map((value) => [...variant, { option, ...value }])),
    [[]],
  );
}

/** Options of the service that an option of the command line stands above, whatever a variant says. */
const commanded = {
  'provider.region': 'region',
  'provider.stage': 'stage',
  'custom.scf.profile': 'profile',
} as const;

/**
 * What the command line says itself cannot be varied: it would win over each value, and all variants would come to the same.
 * @param given  what it says
 * @throws UsageError
 */
export function refuseCommanded([variant = []]: readonly Variant[], given: Readonly<Record<Commanded, string | undefined>>, lang: Lang): void {
  for (const { option } of variant) {
    const own = Object.hasOwn(commanded, option) ? commanded[option as keyof typeof commanded] : undefined;
    if (own !== undefined && given[own] !== undefined) throw new UsageError(say(lang, 'simulate.varyCommanded', { option, own }));
  }
}

type Commanded = (typeof commanded)[keyof typeof commanded];

/** Values are parsed as a list in brackets, so that a comma within a map or within quotes parts nothing. */
async function variationOf(given: string, lang: Lang): Promise<Variation> {
  const at = given.indexOf('=');
  const [option, written] = [given.slice(0, at), given.slice(at + 1)];
  if (at < 1 || written.trim() === '') throw new UsageError(say(lang, 'simulate.vary', { given }));
  const yaml = await import('yaml');
  const source = `[${written}]`;
  const document = yaml.parseDocument(source, { logLevel: 'silent' });
  const [error] = document.errors;
  const detail = error ? yamlReason(error, source, lang, '['.length) : written;
  if (error || !yaml.isSeq(document.contents)) throw new UsageError(say(lang, 'simulate.varyValues', { option, detail }));
  const values = document.contents.items.map((item) => {
    const [from, to] = (yaml.isNode(item) && item.range) || [0, 0];
    return { text: source.slice(from, to), value: yaml.isNode(item) ? (item.toJS(document) as unknown) : item } as const;
  });
  return { option, values };
}

/**
 * A service with the settings of a variant laid over what is written. What refers to one of these options by a variable was
 * resolved before, and keeps its value.
 *
 * @param service  service, provider, functions, custom; left as it is
 * @throws UsageError when a setting has no place in it
 */
export function withSettings(service: unknown, variant: Variant, lang: Lang): unknown {
  return variant.reduce((varied, { option, value }) => laid(varied, { path: pathIn(varied, option, lang), depth: 0, option, value }, lang), service);
}

/** Whether a value is one that a variant sets, or inside of it: what was wrong with it as it was written is no more. */
export function isReplaced(path: readonly (string | number)[], variant: Variant): boolean {
  return variant.some(({ option }) => keysOf(option).every((key, index) => String(path[index]) === key));
}

function keysOf(option: string): string[] {
  return option.split(/\.|\[(\d+)\]/).filter((key) => key);
}

const roots: readonly (readonly [root: readonly string[], depth: number])[] = [
  [['functions'], 3],
  [['provider'], 2],
  [['custom', 'scf'], 3],
];

function pathIn(service: unknown, option: string, lang: Lang): string[] {
  const path = keysOf(option);
  const known = roots.some(([root, depth]) => root.every((key, index) => path[index] === key) && path.length >= depth);
  if (!known) throw new UsageError(say(lang, 'simulate.varyRoot', { option }));
  const name = functionIn(path);
  if (name === undefined) return path;
  const { functions } = service as { readonly functions?: unknown };
  if (isMap(functions) && Object.hasOwn(functions, name)) return path;
  const names = isMap(functions) ? Object.keys(functions) : [];
  if (!name.includes('*')) throw new UsageError(say(lang, 'invoke.noFunction', { name, known: names }));
  const [root, , ...rest] = path;
  const ofAll = root === 'functions' && inherited.includes(rest[0] ?? '') ? `provider.${rest.join('.')}` : undefined;
  throw new UsageError(say(lang, 'simulate.varyPattern', { option, known: names, ofAll }));
}

/** Of which function an option is; a model of none would change nothing, and the variants come to the same. */
function functionIn([root, second, third, fourth]: readonly string[]): string | undefined {
  if (root === 'functions') return second;
  return root === 'custom' && third === 'models' ? fourth : undefined;
}

interface Laying {
  readonly path: readonly string[];
  /** How much of the path has been gone. */
  readonly depth: number;
  readonly option: string;
  readonly value: unknown;
}

function laid(node: unknown, laying: Laying, lang: Lang): unknown {
  const { path, depth, option, value } = laying;
  const key = path[depth];
  if (key === undefined) return value;
  const inner = { ...laying, depth: depth + 1 };
  if (Array.isArray(node) && Number(key) < node.length) return node.with(Number(key), laid(node[Number(key)], inner, lang));
  // A provider may be written as its bare name.
  const map = typeof node === 'string' && path[0] === 'provider' && depth === 1 ? { name: node } : (node ?? {});
  if (isMap(map)) return { ...map, [key]: laid(Object.hasOwn(map, key) ? map[key] : undefined, inner, lang) };
  throw new UsageError(say(lang, 'simulate.varyInside', { option, part: path.slice(0, depth).join('.'), value: JSON.stringify(node) }));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
