import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { said } from '../../messages/api';
import { ApiError } from '../error';
import type { ControlLimits } from './figures';

/** What stands in a service's folder and is no code of it. */
const left = new Set(['.git', '.serverless', '.serverless-scf', '.DS_Store']);

/** A date that every archive can tell, so that the same folder always gives the same archive. */
const always = new Date(1980, 0, 1);

/**
 * The folder of a service as an archive: what `GetFunctionAddress` gives and `CopyFunction` copies. Links are not followed.
 * @throws ApiError with `code` when it is too large or cannot be read
 */
export async function folderZip(dir: string, { unzippedBytes, zipEntries }: ControlLimits, code: string): Promise<Buffer> {
  const paths = await filesIn(dir, zipEntries, code);
  let bytes = 0;
  const files: Record<string, Uint8Array> = {};
  for (const path of paths) {
    const { size } = await stat(join(dir, path));
    bytes += size;
    if (bytes > unzippedBytes) throw new ApiError(code, said('folder.bytes', { dir, max: unzippedBytes }));
    files[path] = await readFile(join(dir, path));
  }
  const { zip } = await import('fflate');
  return new Promise((resolve, reject) => {
    zip(files, { level: 6, mtime: always }, (error, zipped) => {
      if (error) reject(new ApiError(code, said('folder.unpacked', { dir, why: error.message })));
      else resolve(Buffer.from(zipped.buffer, zipped.byteOffset, zipped.byteLength));
    });
  });
}

/** Paths below a folder with `/` between their parts, in a fixed order. */
async function filesIn(dir: string, filesMax: number, code: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const inside = await readdir(join(dir, folder), { withFileTypes: true }).catch((error: unknown) => {
      throw new ApiError(code, said('folder.unread', { dir, why: String((error as NodeJS.ErrnoException).code) }));
    });
    for (const entry of inside) {
      if (left.has(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) found.push(path);
      if (found.length > filesMax) throw new ApiError(code, said('folder.files', { dir, max: filesMax }));
    }
  }
  return found.sort();
}
