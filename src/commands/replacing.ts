import { randomUUID } from 'node:crypto';
import { accessSync, chmodSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Another text in a file's place, at once: whoever ends us in between, and a disk that is full, leaves the old one. Its mode stays, and so
 * does the link that leads to it. What is no file, such as a device, is written to.
 */
export function replaceFile(path: string, text: string): void {
  const held = statSync(path, { throwIfNoEntry: false });
  if (held && !held.isFile()) {
    writeFileSync(path, text);
    return;
  }
  // A file that may not be written may still be renamed over.
  if (held) accessSync(path, constants.W_OK);
  const file = held ? realpathSync(path) : path;
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    if (held) chmodSync(draft, held.mode);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
