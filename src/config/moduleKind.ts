import { readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { hasModuleSyntax } from './nodeNames';
import { isPlain } from './settings';

/**
 * Whether a file is an ES module by its syntax alone: nothing else says so, and only newer versions of Node ask for it.
 * @param codeDir  what lies outside is not in the package; absolute
 */
export async function isModuleBySyntax(file: string, text: string, codeDir: string): Promise<boolean> {
  return extname(file) === '.js' && packageType(dirname(file), codeDir) !== 'module' && (await hasModuleSyntax(text));
}

/** What the nearest package.json says that `.js` files are. */
function packageType(folder: string, codeDir: string): unknown {
  const found = packageIn(folder);
  if (found !== undefined) return isPlain(found) ? found['type'] : undefined;
  return relative(codeDir, folder) === '' ? undefined : packageType(dirname(folder), codeDir);
}

function packageIn(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether a runtime has a Node that looks into a file to tell what it is, and lets `require` load ES modules. @source S190 */
export function tellsModulesBySyntax(runtime: string): boolean {
  const [, major = 0, minor = 0] = (/^Nodejs(\d+)(?:\.(\d+))?/.exec(runtime) ?? []).map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}
