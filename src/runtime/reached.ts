import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Files that the code of handlers loads from the service itself, as far as it names them; each file is read once. */
export class ReachedFiles {
  readonly #named = new Map<string, Promise<readonly string[]>>();

  /**
   * The files that a module loads, directly or through others, and itself; with them each package.json that says what they are.
   * What is named only while the code runs (`require(name)`), and packages, are not among them.
   * @param file     absolute
   * @param codeDir  where modules of Python are found, besides beside the one that names them; absolute
   */
  async from(file: string, codeDir: string): Promise<ReadonlySet<string>> {
    const reached = new Set([file]);
    // What is added while the set is walked is walked, too.
    for (const one of reached) for (const next of await this.#namedIn(one, codeDir)) reached.add(next);
    for (const folder of new Set([...reached].flatMap((one) => foldersOf(dirname(one))))) reached.add(join(folder, 'package.json'));
    return reached;
  }

  #namedIn(file: string, codeDir: string): Promise<readonly string[]> {
    const key = `${codeDir}\0${file}`;
    const known = this.#named.get(key) ?? (file.endsWith('.py') ? modulesIn(file, codeDir) : namedIn(file));
    this.#named.set(key, known);
    return known;
  }
}

/** Paths in `require('./a')`, `import './a'`, `import('./a')`, `… from './a'`. One in a comment does no harm. */
const relativeNames = /(?:\brequire\s*\(|\bimport\s*\(?|\bfrom)\s*(["'`])(\.{1,2}(?:\/[^"'`\n$]*)?)\1/g;

const endings = ['', '.js', '.json', '/index.js', '/index.json'];
const endingsOfTypeScript = ['.ts', '.tsx', '/index.ts', ...endings];

async function namedIn(file: string): Promise<readonly string[]> {
  const [, , script] = /\.([cm]?)([jt])sx?$/.exec(file) ?? [];
  if (script === undefined) return [];
  const text = await readFile(file, 'utf8').catch(() => '');
  const bases = [...text.matchAll(relativeNames)].map(([, , name = '']) => resolve(dirname(file), name));
  const found = await Promise.all([...new Set(bases)].map((base) => (script === 't' ? fileOfTypeScript(base) : fileAt(base, endings))));
  return found.filter((path) => path !== undefined);
}

/** TypeScript calls a module by the name that it has once it is compiled, or by none. */
async function fileOfTypeScript(base: string): Promise<string | undefined> {
  return (await fileAt(base.replace(/\.([cm]?)js$/, '.$1ts'), endingsOfTypeScript)) ?? fileAt(base, endings);
}

/** `import a.b, c`, `from .a import b`, `from a import (b, c)`: a module, or one of a package. Brackets and `\` let a list go on in the next line. */
const imports =
  /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]*(?:\(((?:#[^\n]*|[^)#])*)|((?:\\\r?\n|[^\n#])*))|import[ \t]+((?:\\\r?\n|[^\n#])+))/gm;

async function modulesIn(file: string, codeDir: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const bases = [...text.matchAll(imports)].flatMap(([, dots = '', name = '', bracketed = '', members = bracketed, names = '']) => {
    const modules = names === '' ? [name, ...wordsIn(members).map((member) => `${name}.${member}`)] : wordsIn(names);
    // One dot is the module's own package, each further one that around it.
    const folders = dots === '' ? [codeDir, dirname(file)] : [join(dirname(file), ...Array<string>(dots.length - 1).fill('..'))];
    return folders.flatMap((folder) => modules.flatMap(packagesOf).map((module) => join(folder, ...module)));
  });
  const paths = [...new Set(bases)].flatMap((base) => [`${base}.py`, join(base, '__init__.py')]);
  const found = await Promise.all(paths.map(async (path) => ((await isFile(path)) ? path : undefined)));
  return found.filter((path) => path !== undefined);
}

/** A module is loaded after each package that it is in: of `a.b.c`, these are `a` and `a.b`. */
function packagesOf(module: string): string[][] {
  const names = module.split('.');
  return names.map((_, index) => names.slice(0, index + 1));
}

/** The first word of each, for `a as b` names a. */
function wordsIn(list: string): string[] {
  return list
    .replaceAll(/#.*/g, '')
    .split(',')
    .flatMap((one) => /[\w.]+/.exec(one)?.[0] ?? []);
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

/** The file that Node takes for a path without an ending. */
async function fileAt(base: string, endings: readonly string[]): Promise<string | undefined> {
  for (const ending of endings) if (await isFile(base + ending)) return base + ending;
  return undefined;
}

function foldersOf(folder: string): string[] {
  return folder === dirname(folder) ? [folder] : [folder, ...foldersOf(dirname(folder))];
}
