import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { say, type Lang } from '../messages';
import type { Language } from './language';

/** Where a handler is found. */
export interface HandlerLocation {
  /** Absolute. */
  readonly file: string;
  readonly method: string;
  readonly language: 'commonjs' | 'esm' | 'typescript' | 'python';
}

const javaScript = ['.js', '.cjs', '.mjs'];
const typeScript = ['.ts', '.mts', '.cts'];

/** What files of a language are called at their end, in the order in which they are looked for. */
const extensionsOf: Readonly<Record<Language, readonly string[]>> = { node: [...javaScript, ...typeScript], python: ['.py'] };

/**
 * Finds the file that a handler string means.
 *
 * @param codeDir  folder that it is resolved against, absolute; nothing outside is looked at
 * @param handler  `file.method` or `folder/file.method`
 * @param language  in which it is written
 * @returns the place, or a sentence that says why there is none
 * @source S191, S200, S123
 */
export async function locateHandler(codeDir: string, handler: string, lang: Lang, language: Language = 'node'): Promise<HandlerLocation | string> {
  const dot = handler.lastIndexOf('.');
  const [path, method] = [handler.slice(0, dot), handler.slice(dot + 1)];
  if (dot <= 0 || path.endsWith('/') || method === '' || method.includes('/')) return say(lang, 'runtime.handlerForm', { handler });
  const base = resolve(codeDir, path);
  const inside = relative(codeDir, base);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return say(lang, 'runtime.handlerOutside', { handler, codeDir });
  const extensions = extensionsOf[language];
  for (const extension of extensions) {
    const file = base + extension;
    if (await isFile(file)) return { file, method, language: await languageOf(file) };
  }
  const looked = extensions.map((extension) => inside + extension).join(', ');
  return say(lang, 'runtime.handlerFile', { handler, looked, codeDir });
}

async function languageOf(file: string): Promise<HandlerLocation['language']> {
  const extension = extname(file);
  if (extension === '.py') return 'python';
  if (typeScript.includes(extension)) return 'typescript';
  if (extension === '.js') return (await packageType(dirname(file))) === 'module' ? 'esm' : 'commonjs';
  return extension === '.mjs' ? 'esm' : 'commonjs';
}

/** What the nearest package.json says that `.js` files are: `module`, `commonjs`, or nothing. */
export async function packageType(folder: string): Promise<unknown> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (text !== undefined) return typeOf(text);
  return folder === dirname(folder) ? undefined : packageType(dirname(folder));
}

function typeOf(packageText: string): unknown {
  try {
    const content: unknown = JSON.parse(packageText);
    return typeof content === 'object' && content !== null && 'type' in content ? content.type : undefined;
  } catch {
    // Node says what is wrong with it when it loads the handler.
    return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
