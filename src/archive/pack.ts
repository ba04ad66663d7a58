/** A file for an archive. */
export interface PackedFile {
  /** With `/`, inside of the archive's folder. */
  readonly name: string;
  readonly executable: boolean;
  /** Asked for when its turn comes, so that one file at a time is in memory. */
  readonly content: () => Promise<Uint8Array>;
}

/** Of every file: the first day that the format knows. Its fields are local time, and noon is there in every time zone. */
export const zipDate = new Date(1980, 0, 1, 12);
/** How well it packs; beyond this, it takes twice the time for a hundredth of the size. */
const level = 6;
/** So much is packed in one go, bytes. */
const sliceBytes = 1024 * 1024;

/**
 * Packs files into a ZIP archive: equal files make equal bytes, on every machine, in every time zone, with every version of Node.
 * That is why a library in JavaScript does it: what Node's own zlib makes of the same content changes with its version and processor.
 *
 * @param files  in any order, each name once
 * @param emit   takes the archive piece by piece
 */
export async function packZip(files: readonly PackedFile[], emit: (piece: Uint8Array) => void): Promise<void> {
  // Slow to load, and needed only where something is packed.
  const { Zip, ZipDeflate } = await import('fflate');
  let failed: Error | undefined;
  const zip = new Zip((error, piece) => {
    if (error) failed = error;
    else emit(piece);
  });
  for (const { name, executable, content } of byName(files)) {
    const bytes = await content();
    const entry = Object.assign(new ZipDeflate(name, { level }), unixAttributes(executable), { mtime: zipDate });
    zip.add(entry);
    for (let at = 0; at === 0 || at < bytes.length; at += sliceBytes) {
      entry.push(bytes.subarray(at, at + sliceBytes), at + sliceBytes >= bytes.length);
    }
    if (failed) throw failed;
  }
  zip.end();
  if (failed) throw failed;
}

/** What keeps the mode of a file. */
export function unixAttributes(executable: boolean): { readonly os: number; readonly attrs: number } {
  return { os: 3, attrs: (executable ? 0o100755 : 0o100644) << 16 };
}

/** In the order of their bytes, which no locale changes. */
export function byName<T extends { readonly name: string }>(files: readonly T[]): T[] {
  return files
    .map((file) => ({ file, key: Buffer.from(file.name) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ file }) => file);
}
