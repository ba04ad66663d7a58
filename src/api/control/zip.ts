import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

/** An archive that cannot be taken; the message says what is wrong with it. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';
}

interface ZipLimits {
  readonly unzippedBytes: number;
  readonly zipEntries: number;
}

interface Entry {
  /** Parts of the path, all of them harmless. */
  readonly path: readonly string[];
  readonly folder: boolean;
  readonly executable: boolean;
  readonly deflated: boolean;
  readonly crc: number;
  readonly bytes: number;
  readonly packed: Buffer;
}

/**
 * Write what is in an archive into an empty folder. Nothing is written outside of it, and nothing but plain files and folders.
 * Own code and no library: of those at hand none tells links from files or checks what it unpacks, and this one holds one file
 * in memory at a time.
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
async function reported(entry: Entry, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ'].includes(code)) throw error;
    throw new ZipFault(`"${entry.path.join('/')}" cannot be written (${code}): the archive has it twice, or its name does not fit`);
  }
}

async function contentOf({ path, deflated, crc, bytes, packed }: Entry): Promise<Buffer> {
  const name = path.join('/');
  let content: Buffer;
  try {
    content = deflated ? await inflate(packed, { maxOutputLength: Math.max(1, bytes) }) : packed;
  } catch {
    throw new ZipFault(`"${name}" is damaged, or larger than the archive says`);
  }
  if (content.length !== bytes || crc32(content) !== crc) throw new ZipFault(`"${name}" is damaged: its content is not what the archive says`);
  return content;
}

const endMark = 0x06054b50;
const endBytes = 22;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

function entriesOf(zip: Buffer, limits: ZipLimits): Entry[] {
  try {
    return [...checkedEntries(zip, limits)];
  } catch (error) {
    // An offset that leads out of the archive.
    if (error instanceof RangeError) throw new ZipFault('it is cut off or damaged');
    throw error;
  }
}

function* checkedEntries(zip: Buffer, { unzippedBytes, zipEntries }: ZipLimits): Generator<Entry> {
  const directory = directoryOf(zip);
  if (directory.count > zipEntries) throw new ZipFault(`it has ${directory.count} entries; at most ${zipEntries} are taken`);
  let total = 0;
  let at = directory.offset;
  for (let n = 0; n < directory.count; n += 1) {
    const { entry, nextAt } = entryAt(zip, at);
    total += entry.bytes;
    if (total > unzippedBytes) throw new ZipFault(`its files have more than ${unzippedBytes} bytes together; unpacked code may have no more`);
    at = nextAt;
    if (entry.path.length > 0) yield entry;
  }
}

/** The directory stands at the end, before a comment. */
function directoryOf(zip: Buffer): { readonly count: number; readonly offset: number } {
  const lowest = Math.max(0, zip.length - endBytes - 0xffff);
  for (let at = zip.length - endBytes; at >= lowest; at -= 1) {
    if (zip.readUInt32LE(at) !== endMark) continue;
    const count = zip.readUInt16LE(at + 10);
    const offset = zip.readUInt32LE(at + 16);
    if (count === 0xffff || offset === 0xffffffff) throw new ZipFault('it is in the ZIP64 format, which archives of up to 50 MB do not need');
    return { count, offset };
  }
  throw new ZipFault('it is no ZIP archive');
}

function entryAt(zip: Buffer, at: number): { readonly entry: Entry; readonly nextAt: number } {
  if (zip.readUInt32LE(at) !== entryMark) throw new ZipFault('its directory is damaged');
  const flags = zip.readUInt16LE(at + 8);
  const method = zip.readUInt16LE(at + 10);
  const packedBytes = zip.readUInt32LE(at + 20);
  const [nameBytes, extraBytes, commentBytes] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
  const name = textOf(sliceOf(zip, at + 46, nameBytes));
  const mode = zip.readUInt32LE(at + 38) >>> 16;
  const shown = JSON.stringify(name.slice(0, 100));
  if ((flags & 1) !== 0) throw new ZipFault(`${shown} is encrypted`);
  if (method !== 0 && method !== 8) throw new ZipFault(`${shown} is packed by method ${method}; only stored and deflated files are taken`);
  // Of a Unix mode nothing but a plain file, a folder, or none at all.
  if (![0, 0o100000, 0o040000].includes(mode & 0o170000)) throw new ZipFault(`${shown} is a link or a device; only files and folders are taken`);
  const localAt = zip.readUInt32LE(at + 42);
  if (zip.readUInt32LE(localAt) !== localMark) throw new ZipFault(`${shown} is not where the directory says`);
  const dataAt = localAt + 30 + zip.readUInt16LE(localAt + 26) + zip.readUInt16LE(localAt + 28);
  const entry = {
    path: pathOf(name),
    folder: name.endsWith('/') || name.endsWith('\\'),
    executable: (mode & 0o111) !== 0,
    deflated: method === 8,
    crc: zip.readUInt32LE(at + 16),
    bytes: zip.readUInt32LE(at + 24),
    packed: sliceOf(zip, dataAt, packedBytes),
  };
  return { entry, nextAt: at + 46 + nameBytes + extraBytes + commentBytes };
}

function sliceOf(zip: Buffer, at: number, bytes: number): Buffer {
  if (at + bytes > zip.length) throw new ZipFault('it is cut off or damaged');
  return zip.subarray(at, at + bytes);
}

/** Names are UTF-8, whatever the flag says, unless they cannot be. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** The parts of a name; one that could lead out of the folder is refused. */
function pathOf(name: string): string[] {
  const path = name.replaceAll('\\', '/').split('/');
  const shown = JSON.stringify(name.slice(0, 100));
  if (path[0] === '' || /^[A-Za-z]:/.test(name)) throw new ZipFault(`${shown} is an absolute path`);
  if (path.includes('..')) throw new ZipFault(`${shown} leads out of the archive's own folder`);
  if (name.includes('\0')) throw new ZipFault(`${shown} has a NUL character in its name`);
  return path.filter((part) => part !== '' && part !== '.');
}
