import type { Unresolved } from '../messages';
import { isVariableName, limits, ownPrefixOf, type Profile } from '../scf';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import type { Severity } from './rules';
import { isEnvironment, shownAt } from './secrets';
import { isPlain, type Settings } from './settings';

/** An environment as it may be written: `{ KEY: value }`, or with the variables under `variables`. @source S226 */
type Written = Readonly<Record<string, unknown>>;

/**
 * The variables of an environment, as text.
 * @source S152: all are strings on the platform; numbers and booleans become the text that YAML reads
 */
export function variablesOf(environment: Written | undefined): Record<string, string> {
  return Object.fromEntries([...writtenVariables(environment ?? {}, [])].map(({ key, value }) => [key, String(value)]));
}

function* writtenVariables(environment: Written, path: Path): Generator<{ readonly key: string; readonly value: unknown; readonly path: Path }> {
  for (const [key, value] of Object.entries(environment)) {
    if (key === 'variables' && isPlain(value)) yield* writtenVariables(value, [...path, key]);
    else yield { key, value, path: [...path, key] };
  }
}

/**
 * Faults in the names of variables, and in values that no process can have.
 * @param path  where the environment is written
 * @source S152
 */
export function environmentFaults(environment: Written, path: Path): Diagnostic[] {
  return [...writtenVariables(environment, path)].flatMap(({ key, value, path: there }): Diagnostic[] => {
    const prefix = ownPrefixOf(key);
    if (prefix !== undefined) return [diagnostic('SCF108', there, { key, prefix }, { at: 'key' })];
    const about = { option: dotted(there), value: shownAt(there, value) };
    if (!isVariableName(key))
      return [diagnostic('SCF106', there, { ...about, value: shown(key), form: 'environmentKey' }, { at: 'key', rule: 'S152' })];
    if (value === '') return [diagnostic('SCF106', there, { ...about, form: 'emptyVariable' }, { rule: 'S152' })];
    // No process can be given one.
    if (String(value).includes('\0')) return [diagnostic('SCF106', there, { ...about, form: 'zeroByte' }, { rule: 'S152' })];
    return [];
  });
}

/**
 * A function's whole environment must fit into 4 KB.
 * @param envCount  what counts: the bytes of names and values, or of all of it as a JSON object
 * @source S150, S152
 * @assumes S152, the bytes are those of UTF-8
 */
export function environmentSize(fn: Settings, environment: Readonly<Record<string, string>>, envCount: Profile['envCount']): Diagnostic[] {
  const sizes = Object.entries(environment).map(([key, value]) => ({ key, bytes: Buffer.byteLength(key) + Buffer.byteLength(value) }));
  const bytes = envCount === 'json' ? Buffer.byteLength(JSON.stringify(environment)) : sizes.reduce((sum, size) => sum + size.bytes, 0);
  const limit = limits.environment.value;
  if (bytes <= limit) return [];
  const largest = sizes.reduce((most, size) => (size.bytes > most.bytes ? size : most)).key;
  return [diagnostic('SCF107', fn.pathOf('environment'), { function: fn.key, bytes, limit, largest })];
}

/** A variable without a value. */
interface Unset {
  /** Where it is written in the service. */
  readonly path: Path;
  readonly variable: string;
  readonly reason: Unresolved;
}

/**
 * How bad a variable without a value is. A check of a pull request has no secrets: that a variable of the environment is not set there
 * says nothing against the service, as long as it only goes on to the environment of functions.
 * @param unresolved  paths of all values of the service that nobody knows
 * @source F55
 */
export function severityOfUnset({ path, variable, reason }: Unset, unresolved: readonly Path[]): Severity {
  const secret = reason.kind === 'missing' && /^\$\{\s*env:/.test(variable);
  return secret && (isEnvironment(path) || unresolved.every(isEnvironment)) ? 'warning' : 'error';
}
