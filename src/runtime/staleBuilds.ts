import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A kind of build that nobody has made for so long is not needed any more, ms. */
const staleMs = 7 * 24 * 3_600_000;

/** Its time says when the folder was used last. */
const mark = '.used';

/**
 * Says that a folder of builds is in use, and removes those beside it that have not been for a week: each set of replaced modules has
 * one, and they would add up.
 * @param dir     where the folders are
 * @param folder  the name of the one in use
 */
export async function removeStaleBuilds(dir: string, folder: string): Promise<void> {
  await mkdir(join(dir, folder), { recursive: true });
  await writeFile(join(dir, folder, mark), '');
  const nowMs = await usedMs(join(dir, folder));
  for (const name of await readdir(dir)) {
    if (!name.startsWith('build-') || name === folder || (await usedMs(join(dir, name))) > nowMs - staleMs) continue;
    await rm(join(dir, name), { recursive: true, force: true });
  }
}

/** Those of older versions have no mark. */
async function usedMs(folder: string): Promise<number> {
  const { mtimeMs } = await stat(join(folder, mark)).catch(() => stat(folder));
  return mtimeMs;
}
