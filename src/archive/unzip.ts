import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentOf, entriesOf, type ZipEntry, type ZipLimits } from './entries';
import { shownName, ZipFault } from './fault';

/**
 * Write what is in an archive into an empty folder. Nothing is written outside of it, and nothing but plain files and folders.
 * Holds one file in memory at a time.
 *
 * @throws ZipFault
 */
export async function unzip(zip: Buffer, folder: string, limits: ZipLimits): Promise<void> {
  const entries = entriesOf(zip, limits);
  for (const entry of entries) {
    const path = join(folder, ...entry.path);
    await reported(entry, mkdir(entry.folder ? path : dirname(path), { recursive: true }));
    if (entry.folder) continue;
    // `wx`: no entry is written over another.
    await reported(entry, writeFile(path, await contentOf(entry), { flag: 'wx' }));
    if (entry.executable) await reported(entry, chmod(path, 0o755));
  }
}

/** What the file system says of an entry's name is the archive's fault; that it is full is not. */
async function reported(entry: ZipEntry, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ'].includes(code)) throw error;
    throw new ZipFault('unwritable', { name: shownName(entry.path.join('/')), code });
  }
}
