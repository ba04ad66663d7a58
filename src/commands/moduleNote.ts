import { readFile } from 'node:fs/promises';
import { extname, relative } from 'node:path';
import { diagnostic } from '../config/diagnostic';
import { tellsModulesBySyntax, isModuleBySyntax } from '../config/moduleKind';
import { say, type Lang } from '../messages';
import { locateHandler } from '../runtime/handler';
import type { FunctionPlan, RegionPlan } from '../scf';
import type { Output } from './output';
import type { NotIgnored } from './serviceCheck';

/** What every file with the syntax of ES modules has; only such a one is parsed. */
const statement = /^[ \t]*(?:import|export)\b/m;

/**
 * Tells of handlers that run here, by the Node.js of this machine, and that the platform's cannot load: each file once.
 * @param functions   those that are about to run
 * @param notIgnored  a comment may say that it is known
 * @source SCF122; S123, S190
 */
export async function noteModules(
  { codeDir }: RegionPlan,
  functions: readonly FunctionPlan[],
  output: Output,
  notIgnored: NotIgnored = (found) => Promise.resolve(found),
): Promise<void> {
  const noted = new Set<string>();
  for (const fn of functions) {
    const file = await moduleBySyntax(fn, fn.codeDir ?? codeDir, output.lang);
    if (file === undefined || noted.has(file)) continue;
    const params = { function: fn.key, file: relative(fn.codeDir ?? codeDir, file), runtime: fn.runtime };
    if ((await notIgnored([diagnostic('SCF122', ['functions', fn.key, 'handler'], params)])).length === 0) continue;
    noted.add(file);
    const { describe } = await import('../messages/diagnostics');
    const { message } = describe('SCF122', params, output.lang);
    output.err(say(output.lang, 'invoke.module', { message }));
  }
}

async function moduleBySyntax({ handler, runtime }: FunctionPlan, codeDir: string, lang: Lang): Promise<string | undefined> {
  if (!runtime.startsWith('Nodejs') || tellsModulesBySyntax(runtime)) return undefined;
  const located = await locateHandler(codeDir, handler, lang);
  if (typeof located === 'string' || extname(located.file) !== '.js') return undefined;
  const text = await readFile(located.file, 'utf8').catch(() => '');
  return statement.test(text) && (await isModuleBySyntax(located.file, text, codeDir)) ? located.file : undefined;
}
