import type { parse } from 'es-module-lexer';
import { compileFunction, constants } from 'node:vm';
import { asRealWork } from './realWork';

/** What code finds in place of `import` where it imports while it runs; as long as that word, so that every column stays what it is. */
export const importName = '$scf$i';

let lexer: typeof parse | undefined;

/** To be awaited before `withImports` is asked. */
export async function readyForImports(): Promise<void> {
  const { init, parse } = await import('es-module-lexer');
  await init();
  lexer = parse;
}

/** The text with `import(…)` made a call of `importName`. */
export function withImports(text: string): string {
  if (!lexer || !/\bimport\s*\(/.test(text)) return text;
  try {
    const [imports] = lexer(text);
    let made = text;
    for (const { type, importStart } of imports) {
      if (type === 'dynamic') made = made.slice(0, importStart) + importName + made.slice(importStart + importName.length);
    }
    return made;
  } catch {
    // Whoever compiles it says what is wrong with it.
    return text;
  }
}

/** What `import()` gives for what a test has put in place of a module: that itself, where it says that it is one. */
export function namespaceOfGiven(given: unknown): object {
  return typeof given === 'object' && given !== null && '__esModule' in given ? given : namespaceOf(given);
}

/** What `import()` gives for a module of CommonJS. @param exports  what it exports */
export function namespaceOf(exports: unknown): object {
  const named = typeof exports === 'object' || typeof exports === 'function' ? { ...exports } : {};
  return Object.assign(Object.create(null) as object, named, { default: exports });
}

/** `import()` of a file's code as Node does it: once for all instances, on real time. @param from  the file, absolute */
export function nodeImport(from: string, request: unknown, options: unknown): Promise<unknown> {
  const settings = { filename: from, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };
  const load = compileFunction('return import(request, options)', ['request', 'options'], settings) as (...given: unknown[]) => Promise<unknown>;
  return asRealWork(load(request, options));
}
