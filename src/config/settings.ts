import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import type { TencentFunction, TencentProvider } from './generated/types';
import { providerNames } from './generated/names';
import { isPlain, type Plain } from './plain';
import { shapeFaults } from './shape';
import { spaced } from './spaced';

/** A function as written, with the provider's defaults laid under it; only what has its right shape. */
export interface Settings {
  /** Its key under `functions:`. */
  readonly key: string;
  readonly path: Path;
  readonly values: Partial<TencentFunction>;
  /** Options that are written, but not in their right shape: rules that need one of them stay silent. */
  readonly broken: ReadonlySet<string>;
  /** Where an option is written: in the function, else in the provider. */
  pathOf(option: string): Path;
}

/** The provider as written; only what has its right shape. */
export interface ProviderSettings {
  readonly values: Partial<TencentProvider>;
  readonly broken: ReadonlySet<string>;
}

export { isPlain, type Plain } from './plain';

/** Paths of values that nobody could resolve: they and what is inside them are unknown, not wrong. */
export type Unknowns = (path: Path) => boolean;

const nothingUnknown: Unknowns = () => false;

/** An environment may have its variables one level further down. @source S226 */
const environmentParts: readonly string[] = ['environment', 'environment.variables'];

/** Unknown paths as a tree, so that a look-up costs no more than a path is long. */
interface UnknownPart {
  whole: boolean;
  readonly inside: Map<string | number, UnknownPart>;
}

/** Looks up paths among unknown ones: a path is unknown when it or a part of the service around it is. */
export function unknownsOf(paths: readonly Path[]): Unknowns {
  if (paths.length === 0) return nothingUnknown;
  const top: UnknownPart = { whole: false, inside: new Map() };
  for (const path of paths) {
    let part = top;
    for (const key of path) {
      const next = part.inside.get(key) ?? { whole: false, inside: new Map() };
      part.inside.set(key, next);
      part = next;
    }
    part.whole = true;
  }
  return (path) => {
    let part: UnknownPart | undefined = top;
    for (const key of path) {
      part = part.inside.get(key);
      if (part === undefined || part.whole) return part?.whole === true;
    }
    return false;
  };
}

/** Options that functions inherit from the provider. */
export const inherited: readonly string[] = providerNames.filter((name) => !['name', 'region', 'stage', 'namespace'].includes(name));

/** An empty option (`timeout:`) is as good as none; an empty environment variable is a fault, and so is `{timeout:30}`. @source F27 */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > 8) return value;
  // What would leave nothing of an entry, such as `- apigw:`, is its content.
  if (Array.isArray(value)) return value.map((inner: unknown) => (holdsNothing(inner) ? inner : withoutNulls(inner, depth + 1)));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).filter(([key, inner]) => inner !== undefined && (inner !== null || spaced(key) !== undefined));
  return Object.fromEntries(entries.map(([key, inner]) => [key, key === 'environment' ? inner : withoutNulls(inner, depth + 1)]));
}

function holdsNothing(value: unknown): boolean {
  return isPlain(value) && Object.values(value).every((inner) => inner === null || inner === undefined);
}

/** Options of a room in their right shape, and the names of those that a fault is in. */
interface Sound {
  readonly values: Plain;
  /** `engine`, or `engine.floorMB` where it is one of several parts. */
  readonly broken: Set<string>;
}

/**
 * Splits a room's options into those in their right shape and those that a fault is in.
 * @param parted  options whose parts stand by themselves, also within another (`environment.variables`): a fault in one leaves the others, so
 *   that what is wrong with them is told at once, too
 */
export function sound(written: Plain, faults: readonly Diagnostic[], unknown: Unknowns, base: Path, parted: readonly string[] = []): Sound {
  const depth = base.length;
  const inPart = (path: Path): boolean => path.length > depth + 1 && parted.includes(String(path[depth]));
  const broken = new Set(faults.filter(({ path }) => !inPart(path)).map(({ path }) => String(path[depth])));
  for (const [key, value] of Object.entries(written)) {
    const path = [...base, key];
    if (unknown(path) || (!parted.includes(key) && holdsUnknown(value, unknown, path, 0))) broken.add(key);
  }
  const whole = Object.entries(written).filter(([key]) => !broken.has(key));
  const values = whole.map(
    ([key, value]) => [key, parted.includes(key) ? soundParts(value, faults, unknown, [...base, key], broken, within(key, parted)) : value] as const,
  );
  return { values: Object.fromEntries(values), broken };
}

/** Of names with a point in them, those within an option. */
function within(option: string, parted: readonly string[]): string[] {
  return parted.filter((name) => name.startsWith(`${option}.`)).map((name) => name.slice(option.length + 1));
}

/** The parts of an option without those that a fault is in; in a list nothing stands in their place, so that the others keep theirs. */
function soundParts(
  value: unknown,
  faults: readonly Diagnostic[],
  unknown: Unknowns,
  path: Path,
  broken: Set<string>,
  parted: readonly string[],
): unknown {
  const name = String(path.at(-1));
  const under = faults.filter((fault) => path.every((key, index) => fault.path[index] === key));
  if (!Array.isArray(value)) {
    const { values, broken: parts } = sound(isPlain(value) ? value : {}, under, unknown, path, parted);
    for (const part of parts) broken.add(`${name}.${part}`);
    return values;
  }
  return value.map((part: unknown, index) => {
    const there = [...path, index];
    // A name too many says nothing against the rest.
    const isFaulty = under.some((fault) => fault.path[path.length] === index && fault.code !== 'SCF103');
    const isBroken = isFaulty || unknown(there) || holdsUnknown(part, unknown, there, 0);
    if (!isBroken) return part;
    broken.add(`${name}.${index}`);
    return {};
  });
}

function holdsUnknown(value: unknown, unknown: Unknowns, path: Path, depth: number): boolean {
  if (unknown === nothingUnknown) return false;
  if (typeof value !== 'object' || value === null || depth > 8) return typeof value === 'string' && unknown(path);
  if (Array.isArray(value)) return value.some((inner, index) => holdsUnknown(inner, unknown, [...path, index], depth + 1));
  return Object.entries(value).some(([key, inner]) => holdsUnknown(inner, unknown, [...path, key], depth + 1));
}

/** The provider, which may be written as its bare name. */
export function providerSettings(written: unknown, unknown: Unknowns, diagnostics: Diagnostic[]): ProviderSettings {
  const base = ['provider'];
  const value = typeof written === 'string' ? { name: written } : withoutNulls(written);
  if (value === undefined || value === null) {
    diagnostics.push(diagnostic('SCF104', base, { name: 'provider', under: undefined }, { at: 'key' }));
    return { values: {}, broken: new Set() };
  }
  if (unknown(base)) return { values: {}, broken: new Set(providerNames) };
  const faults = shapeFaults('provider', value, base).filter(({ path }) => !unknown(path));
  diagnostics.push(...faults);
  if (!isPlain(value)) return { values: {}, broken: new Set(providerNames) };
  return sound(value, faults, unknown, base, environmentParts);
}

/** Every function of a service, in the order in which they are written. */
export function functionSettings(written: unknown, provider: ProviderSettings, unknown: Unknowns, diagnostics: Diagnostic[]): Settings[] {
  const base = ['functions'];
  if (written === undefined || written === null || unknown(base)) return [];
  if (isPlain(written))
    return Object.entries(written).flatMap(([key, fn]) => oneFunction(key, fn, [...base, key], provider, unknown, diagnostics) ?? []);
  // A list of maps is one map by now: in another, something is no map.
  const parts = Array.isArray(written) ? written.map((part: unknown, index) => [part, [...base, index]] as const) : [[written, base] as const];
  for (const [part, path] of parts) {
    if (isPlain(part) || part === null || unknown(path)) continue;
    diagnostics.push(diagnostic('SCF101', path, { option: dotted(path), value: shown(part), expected: ['object'], write: undefined }));
  }
  return [];
}

function oneFunction(
  key: string,
  written: unknown,
  path: Path,
  provider: ProviderSettings,
  unknown: Unknowns,
  diagnostics: Diagnostic[],
): Settings | undefined {
  const value = withoutNulls(written ?? {});
  const faults = shapeFaults('function', value, path).filter((fault) => !unknown(fault.path));
  diagnostics.push(...faults);
  if (!isPlain(value)) return undefined;
  const own = sound(value, faults, unknown, path, [...environmentParts, 'events']);
  const defaults = Object.entries(provider.values).filter(([name]) => inherited.includes(name) && !own.broken.has(name));
  const values: Partial<TencentFunction> = { ...Object.fromEntries(defaults), ...own.values };
  if (isPlain(own.values['tags'])) values.tags = { ...provider.values.tags, ...values.tags };
  const broken = new Set([...own.broken, ...inherited.filter((name) => provider.broken.has(name) && (name === 'environment' || !(name in value)))]);
  return {
    key,
    path,
    values,
    broken,
    pathOf: (option) => (option in value || !(option in provider.values) ? [...path, option] : ['provider', option]),
  };
}
