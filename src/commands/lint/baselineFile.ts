import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { baselineText, readBaseline, type Baseline, type BaselineProblem } from '../../lint';
import type { Lang } from '../../messages';
import { sayValidate } from '../../messages/validate';
import { UsageError, type Output } from '../output';
import { replaceFile } from '../replacing';
import type { Linted } from './lint';
import { writeReport } from './reportFile';

/** Finds a baseline in a folder, by the name that its user gave. */
interface BaselineName {
  readonly dir: string;
  readonly file: string;
}

/**
 * Reads the file of findings that do not count.
 * @param missing  what is read where there is no such file; without it, that is a mistake
 * @throws UsageError when it cannot be read
 */
export function readBaselineFile({ dir, file }: BaselineName, lang: Lang, missing?: Baseline): Baseline {
  const text = textOf(resolve(dir, file));
  if (text.code === 'ENOENT' && missing !== undefined) return missing;
  if (text.content === undefined) throw new UsageError(sayValidate(lang, 'validate.noBaseline', { file, why: text.code }));
  const read = readBaseline(text.content, file);
  if ('problem' in read) throw new UsageError(sayValidate(lang, 'validate.otherBaseline', { file, why: sayProblem(read.problem, lang) }));
  return read.baseline;
}

function textOf(path: string): { readonly content?: string; readonly code: string } {
  try {
    return { content: readFileSync(path, 'utf8'), code: '' };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { code };
  }
}

function sayProblem(problem: BaselineProblem, lang: Lang): string {
  switch (problem.kind) {
    case 'syntax':
      return problem.detail;
    case 'newer':
      return sayValidate(lang, 'validate.newerBaseline', { version: problem.version });
    case 'form':
      return sayValidate(lang, 'validate.badBaseline', { where: problem.where });
  }
}

/** Writes what is found now as what does not count from now on; entries of services that were not looked at stay. */
export function writeBaselineFile({ services }: Linted, name: BaselineName, output: Output): void {
  const { entries } = readBaselineFile(name, output.lang, { file: name.file, entries: [] });
  const text = baselineText(
    services.map(({ rooted: folder, findings }) => ({ folder, findings })),
    entries,
  );
  writeReport(resolve(name.dir, name.file), name.file, text, output.lang, replaceFile);
  const written = readBaseline(text, name.file);
  output.err(
    sayValidate(output.lang, 'validate.baselineWritten', { file: name.file, findings: 'baseline' in written ? written.baseline.entries.length : 0 }),
  );
}
