import type { ZipInputFile } from 'fflate';
import { contentOf, entriesOf, type ZipLimits } from './entries';
import { unixAttributes, zipDate } from './pack';

/** A file that is added to an archive. */
export interface AddedFile {
  /** With `/`, inside of the archive's folder. */
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * An archive with files added, or put in the place of those that are there; all others go over as they are packed.
 * @throws ZipFault
 */
export async function addToZip(zip: Buffer, added: readonly AddedFile[], limits: ZipLimits): Promise<Buffer> {
  const { Zip, ZipDeflate } = await import('fflate');
  const names = new Set(added.map(({ name }) => name));
  const pieces: Uint8Array[] = [];
  let failed: Error | undefined;
  const archive = new Zip((error, piece) => {
    if (error) failed = error;
    else pieces.push(piece);
  });
  for (const entry of entriesOf(zip, limits)) {
    const { path, folder, executable, deflated, crc, bytes, packed } = entry;
    const filename = path.join('/');
    if (folder || names.has(filename)) continue;
    // Nothing that is broken goes on.
    await contentOf(entry);
    const copied: ZipInputFile = { filename, size: bytes, crc, compression: deflated ? 8 : 0, ...unixAttributes(executable), mtime: zipDate };
    archive.add(copied);
    // The bytes of a file that was read, never of shared memory.
    copied.ondata?.(null, packed as Uint8Array<ArrayBuffer>, true);
  }
  for (const { name, content } of added) {
    const entry = Object.assign(new ZipDeflate(name), unixAttributes(false), { mtime: zipDate });
    archive.add(entry);
    entry.push(content, true);
  }
  archive.end();
  if (failed) throw failed;
  return Buffer.concat(pieces);
}
