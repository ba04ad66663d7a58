import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../src/config/rules';
import type { DiagnosticCode } from '../../src/messages';

export const corpus = join(__dirname, '..', '..', 'fixtures', 'validate');

export const codes = Object.keys(rules) as DiagnosticCode[];

/** A service, or several, of the corpus. */
export interface Case {
  readonly code: DiagnosticCode;
  /** `SCF203/fails-2` */
  readonly name: string;
  readonly dir: string;
  readonly fails: boolean;
  /** What `validate` is called with, besides the folder. */
  readonly args: readonly string[];
  /** Codes that cannot but be found as well. */
  readonly also: readonly string[];
}

/** All cases of all rules. */
export const cases: readonly Case[] = codes.flatMap((code) => {
  const folder = join(corpus, code);
  const variants = existsSync(folder) ? readdirSync(folder).sort() : [];
  return variants.map((variant): Case => {
    const dir = join(folder, variant);
    const { args = [], also = [] } = (readJson(dir, 'case.json') ?? {}) as Partial<Pick<Case, 'args' | 'also'>>;
    return { code, name: `${code}/${variant}`, dir, fails: variant.startsWith('fails'), args, also };
  });
});

/** A file of a case; undefined when it has none of that name. */
export function readJson(dir: string, file: string): unknown {
  const path = join(dir, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : undefined;
}
