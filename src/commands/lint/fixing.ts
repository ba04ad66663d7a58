import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applied, fixesOf, patchOf } from '../../lint';
import { sayValidate } from '../../messages/validate';
import { UsageError, type Output } from '../output';
import { replaceFile } from '../replacing';
import type { Linted, LintedService } from './lint';

/** What puts a service right without asking anyone. */
interface Fixes {
  readonly service: LintedService;
  readonly edits: number;
  /** New texts of files, by their names relative to the folder. */
  readonly after: ReadonlyMap<string, string>;
}

/** One fix can bring another to light; more rounds than this mean that two undo one another. */
const roundsMax = 10;

/**
 * Writes what puts findings right, and checks again, until nothing is left that can be done safely.
 * @throws UsageError when a file cannot be written
 */
export async function fixAll(linted: Linted, again: () => Promise<Linted>, output: Output): Promise<Linted> {
  let now = linted;
  let fixes = 0;
  const files = new Set<string>();
  for (let round = 0; round < roundsMax; round += 1) {
    const found = await fixesFor(now);
    if (found.length === 0) break;
    for (const {
      service: { dir },
      after,
      edits,
    } of found) {
      fixes += edits;
      for (const [file, text] of after) {
        files.add(join(dir, file));
        write(join(dir, file), file, text, output);
      }
    }
    now = await again();
  }
  output.err(sayValidate(output.lang, fixes === 0 ? 'validate.nothingToFix' : 'validate.fixed', { fixes, files: files.size }));
  return now;
}

/** The same as a patch, without writing anything. */
export async function patchFor(linted: Linted): Promise<string> {
  const found = await fixesFor(linted);
  const patches = await Promise.all(
    found.map(({ service: { dir, texts, folder }, after }) => {
      const asOnDisk = (text: string, file: string): string => markOf(join(dir, file)) + text;
      const before = new Map([...texts].filter(([file]) => after.has(file)));
      return patchOf(mapped(before, asOnDisk), mapped(after, asOnDisk), folder);
    }),
  );
  return patches.join('');
}

function mapped(texts: ReadonlyMap<string, string>, map: (text: string, file: string) => string): Map<string, string> {
  return new Map([...texts].map(([file, text]) => [file, map(text, file)]));
}

/** The byte order mark that a file begins with, or nothing; texts that were read have none. */
function markOf(path: string): string {
  return readFileSync(path, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : '';
}

async function fixesFor({ services }: Linted): Promise<Fixes[]> {
  const all = await Promise.all(
    services.map(async (service) => {
      const edits = await fixesOf(service.findings, service.texts);
      return { service, edits: edits.length, after: applied(service.texts, edits) };
    }),
  );
  return all.filter(({ service: { texts }, after }) => [...after].some(([file, text]) => texts.get(file) !== text));
}

function write(path: string, file: string, text: string, { lang }: Output): void {
  try {
    // Its byte order mark stays.
    replaceFile(path, markOf(path) + text);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new UsageError(sayValidate(lang, 'validate.unwritable', { file, why: code }), { cause: error });
  }
}
