import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Files that the code of handlers loads from the service itself, as far as it names them; each file is read once. */
export class ReachedFiles {
  readonly #named = new Map<string, Promise<readonly string[]>>();

  /**
   * The files that a module loads, directly or through others, and itself; with them each package.json that says what they are.
   * What is named only while the code runs (`require(name)`), and packages, are not among them.
   * @param file  absolute
   */
  async from(file: string): Promise<ReadonlySet<string>> {
    const reached = new Set([file]);
    // What is added while the set is walked is walked, too.
    for (const one of reached) for (const next of await this.#namedIn(one)) reached.add(next);
    for (const folder of new Set([...reached].flatMap((one) => foldersOf(dirname(one))))) reached.add(join(folder, 'package.json'));
    return reached;
  }

  #namedIn(file: string): Promise<readonly string[]> {
    const known = this.#named.get(file) ?? namedIn(file);
    this.#named.set(file, known);
    return known;
  }
}

/** Paths in `require('./a')`, `import './a'`, `import('./a')`, `… from './a'`. One in a comment does no harm. */
const relativeNames = /(?:\brequire\s*\(|\bimport\s*\(?|\bfrom)\s*(["'`])(\.{1,2}(?:\/[^"'`\n$]*)?)\1/g;

const endings = ['', '.js', '.json', '/index.js', '/index.json'];

async function namedIn(file: string): Promise<readonly string[]> {
  if (!/\.[cm]?js$/.test(file)) return [];
  const text = await readFile(file, 'utf8').catch(() => '');
  const bases = [...text.matchAll(relativeNames)].map(([, , name = '']) => resolve(dirname(file), name));
  const found = await Promise.all([...new Set(bases)].map(fileAt));
  return found.filter((path) => path !== undefined);
}

/** The file that Node takes for a path without an ending. */
async function fileAt(base: string): Promise<string | undefined> {
  for (const ending of endings) {
    const found = await stat(base + ending).catch(() => undefined);
    if (found?.isFile()) return base + ending;
  }
  return undefined;
}

function foldersOf(folder: string): string[] {
  return folder === dirname(folder) ? [folder] : [folder, ...foldersOf(dirname(folder))];
}
