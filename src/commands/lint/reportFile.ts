import { writeFileSync } from 'node:fs';
import type { Lang } from '../../messages';
import { sayValidate } from '../../messages/validate';
import { UsageError } from '../output';

/**
 * Writes a report.
 * @param name  the file as its user named it
 * @param write  undefined: what was there before is of no use any more
 * @throws UsageError when it cannot be written
 */
export function writeReport(path: string, name: string, text: string, lang: Lang, write: (path: string, text: string) => void = writeFileSync): void {
  try {
    write(path, text.endsWith('\n') ? text : `${text}\n`);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new UsageError(sayValidate(lang, 'validate.unwritable', { file: name, why: code }), { cause: error });
  }
}
