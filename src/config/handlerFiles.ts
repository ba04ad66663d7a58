import { readdirSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';

export type Language = 'node' | 'python' | 'php' | 'go';

/** A file that a handler means. */
export interface FoundSource {
  /** Absolute. */
  readonly file: string;
  /** Relative to the folder of the code, with `/`. */
  readonly name: string;
}

/** That there is none; `unbuilt` when a build seems to make it. */
export interface NoSource {
  readonly tried: readonly string[];
  readonly unbuilt: boolean;
}

/** Files that are taken for a handler's, in this order. @source S191, S200–S202 */
const extensions: Readonly<Record<Language, readonly string[]>> = {
  node: ['.js', '.cjs', '.mjs', '.ts', '.mts', '.cts'],
  python: ['.py'],
  php: ['.php'],
  go: [''],
};

/** Others that bundlers take, or that a compiler has made: they are there, and cannot be looked into. */
const opaque: Readonly<Record<Language, readonly string[]>> = {
  node: ['.tsx', '.jsx', '.jsc', '.wasm', '.node'],
  python: ['.pyc', '.pyd', '.so'],
  php: [],
  go: ['.exe'],
};

/**
 * The file that a handler names.
 *
 * @param codeDir  folder that it is resolved against, absolute
 * @param path     folders and file, with `/`, without an extension; leads to no place outside
 * @param bundled  whether a plugin bundles the code, which may take files of other kinds
 * @returns `unknown` when something is there that cannot be judged
 */
export function findSource(codeDir: string, path: string, language: Language, bundled: boolean): FoundSource | NoSource | 'unknown' {
  const inside = posix.normalize(path);
  const base = join(codeDir, inside);
  const tried = extensions[language].map((extension) => inside + extension);
  for (const name of tried) {
    const file = join(codeDir, name);
    const stats = statOf(file);
    if (stats === 'unknown') return 'unknown';
    if (stats?.isFile() === true) return { file, name };
  }
  const folder = filesIn(dirname(base));
  if (folder === 'unknown') return 'unknown';
  if (folder === undefined) return { tried, unbuilt: true };
  const others = folder.filter((name) => name.startsWith(`${basename(base)}.`)).map((name) => name.slice(basename(base).length));
  const judged = bundled && language === 'node' ? others.length > 0 : others.some((extension) => opaque[language].includes(extension));
  return judged ? 'unknown' : { tried, unbuilt: false };
}

/** Undefined when nothing is there; `unknown` when it may not be looked at. */
export function statOf(file: string): Stats | undefined | 'unknown' {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    return isMissing(error) ? undefined : 'unknown';
  }
}

function filesIn(folder: string): readonly string[] | undefined | 'unknown' {
  try {
    return readdirSync(folder);
  } catch (error) {
    return isMissing(error) ? undefined : 'unknown';
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
