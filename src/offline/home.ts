import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notWritten, stateFolder } from './address';

/** Says of which region the files are that stand beside it. */
const nameFile = 'region';

/**
 * The folder in which a region keeps its events, its functions and their code. Regions share none of it: the one that a service was
 * opened in first has the service's own folder, others have one each in that. What is kept in memory leaves all of them alone: to it,
 * code that others were given would be code that nobody uses.
 * @param dir  folder of the service
 * @throws OfflineFault `noFolder`
 * @source S5
 */
export async function homeOf(dir: string, region: string, ephemeral: boolean): Promise<string> {
  const folder = join(dir, stateFolder);
  if (ephemeral) return join(folder, 'ephemeral');
  return (await firstIn(folder, region)) === region ? folder : join(folder, 'regions', region);
}

/** What a power failure leaves of a file that was just made, zero bytes, is no name: with another region's folder, all events would seem gone. */
const name = /^[\w-]+$/;

/** The region whose folder it is; the one that is opened, where none was, or none that has said so. */
async function firstIn(folder: string, region: string): Promise<string> {
  const file = join(folder, nameFile);
  const named = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (name.test(named)) return named;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, `${region}\n`);
  } catch (error) {
    throw notWritten(file, error);
  }
  return region;
}
