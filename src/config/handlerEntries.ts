import type { Path } from './diagnostic';
import { isPlain, type Plain, type Unknowns } from './settings';

/** What starts a function that names no function of a file. @source S204, S206 */
export type StartFile = 'scf_bootstrap' | 'bootstrap';

/** A function as far as it says where its code is. */
export interface Entry {
  readonly key: string;
  readonly path: Path;
  readonly runtime: string | undefined;
  /** Whether the runtime is written in the function, and not in the provider. */
  readonly ownRuntime: boolean;
  readonly handler: string | undefined;
  readonly start: StartFile | undefined;
}

/**
 * The functions whose code is in the folder of the service: neither images nor packages that were made before.
 * What is faulty or unknown is left out; other checks tell of it.
 */
export function entriesOf(service: Plain, unknown: Unknowns): Entry[] {
  const { provider, functions } = service;
  const inherited = isPlain(provider) ? textAt(provider, 'runtime', ['provider'], unknown) : undefined;
  if (!isPlain(functions) || unknown(['functions'])) return [];
  return Object.entries(functions).flatMap(([key, fn]) => entryOf(key, fn, ['functions', key], inherited, unknown) ?? []);
}

function entryOf(key: string, fn: unknown, path: Path, inherited: string | undefined, unknown: Unknowns): Entry | undefined {
  if (!isPlain(fn) || unknown(path)) return undefined;
  if (isSaid(fn['image']) || isArtifactGiven(fn['package'])) return undefined;
  const given = ['runtime', 'handler', 'type'].every((name) => !isSaid(fn[name]) || textAt(fn, name, path, unknown) !== undefined);
  if (!given) return undefined;
  const own = textAt(fn, 'runtime', path, unknown);
  const runtime = own ?? inherited;
  if (runtime === 'CustomImage') return undefined;
  const web = fn['type'] === 'web';
  const start = web ? 'scf_bootstrap' : runtime === 'CustomRuntime' ? 'bootstrap' : undefined;
  return { key, path, runtime, ownRuntime: own !== undefined, handler: textAt(fn, 'handler', path, unknown), start };
}

/** Whether what is deployed was made before, by `package.artifact`; or may have been, where a variable holds `package`. */
export function isArtifactGiven(packaging: unknown): boolean {
  return typeof packaging === 'string' || (isPlain(packaging) && isSaid(packaging['artifact']));
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function textAt(from: Plain, name: string, path: Path, unknown: Unknowns): string | undefined {
  const value = from[name];
  return typeof value === 'string' && !unknown([...path, name]) ? value : undefined;
}
