import { readFileSync, statSync } from 'node:fs';
import type { Language } from './handlerFiles';
import { nodeNames, type Names } from './nodeNames';

/** Larger files are bundles or data, bytes. */
const bytesMax = 2 * 1024 * 1024;

/**
 * Whether a file has a function that can be its handler, as far as its text tells.
 *
 * @param bundled  whether a plugin bundles the code, which may change what is exported
 * @returns the names that it has instead; `unknown` when they cannot be told for sure
 * @source S191, S200, S202
 */
export async function namesIn(file: string, name: string, language: Language, bundled: boolean): Promise<Names> {
  const text = textOf(file);
  if (text === undefined) return 'unknown';
  switch (language) {
    case 'node':
      return nodeNames(file, text, name, { bundled, textOf });
    case 'python':
      return pythonNames(text, name);
    case 'php':
      return phpNames(text, name);
    case 'go':
      return 'unknown';
  }
}

/** Undefined for what cannot be read, or is too large to be looked at. */
export function textOf(file: string): string | undefined {
  try {
    return statSync(file).size > bytesMax ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Python makes names in many ways; any that could have made this one counts. */
function pythonNames(text: string, name: string): Names {
  const code = text.replaceAll(/^[ \t]*#.*$/gm, '');
  const word = `\\b${name}\\b`;
  if (new RegExp(`\\b(?:def|class)\\s+${name}\\b|${word}[^=\\n]*=(?!=)|\\bas\\s+${name}\\b|^[ \\t]*for\\s+[^\\n]*${word}`, 'm').test(code))
    return 'has';
  if (new RegExp(`\\bimport\\s+(?:\\([^)]{0,5000}${word}|[^\\n]*${word}|[^\\n]*\\\\\\r?\\n[^\\n]*${word})`).test(code)) return 'has';
  if (/\bimport\s+\*|\bglobals\s*\(|\b(?:exec|eval|setattr)\s*\(|__getattr__|sys\.modules/.test(code)) return 'unknown';
  return [...code.matchAll(/^(?:async[ \t]+)?def[ \t]+(\w+)/gm)].map(([, defined = '']) => defined);
}

/** Function names of PHP are the same in capitals. */
function phpNames(text: string, name: string): Names {
  if (new RegExp(`\\bfunction\\s+&?\\s*${name}\\s*\\(`, 'i').test(text)) return 'has';
  if (/\b(?:include|require)(?:_once)?\b|\beval\s*\(|^[ \t]*namespace\s/m.test(text)) return 'unknown';
  return [...text.matchAll(/^[ \t]*function\s+&?\s*(\w+)\s*\(/gm)].map(([, defined = '']) => defined);
}
