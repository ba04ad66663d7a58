import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { shownName, ZipFault } from './fault';

const inflate = promisify(inflateRaw);

/** How much an archive may hold. */
export interface ZipLimits {
  /** Of all files together, bytes. */
  readonly unzippedBytes: number;
  readonly zipEntries: number;
}

/** A file or folder in an archive, as its directory describes it. */
export interface ZipEntry {
  /** Parts of the path, all of them harmless. */
  readonly path: readonly string[];
  readonly folder: boolean;
  readonly executable: boolean;
  readonly deflated: boolean;
  readonly crc: number;
  /** Unpacked. */
  readonly bytes: number;
  readonly packed: Buffer;
}

/**
 * What is in an archive; nothing is unpacked. Only plain files and folders are taken, none of which leads out of the archive's folder.
 * Own code and no library: of those at hand none tells links from files or checks what it unpacks.
 *
 * @throws ZipFault
 */
export function entriesOf(zip: Buffer, limits: ZipLimits): ZipEntry[] {
  try {
    return [...checkedEntries(zip, limits)];
  } catch (error) {
    // An offset that leads out of the archive.
    if (error instanceof RangeError) throw new ZipFault('cutOff');
    throw error;
  }
}

/**
 * The content of a file, as large as its archive says and no larger.
 * @throws ZipFault
 */
export async function contentOf({ path, deflated, crc, bytes, packed }: ZipEntry): Promise<Buffer> {
  const name = shownName(path.join('/'));
  let content: Buffer;
  try {
    content = deflated ? await inflate(packed, { maxOutputLength: Math.max(1, bytes) }) : packed;
  } catch {
    throw new ZipFault('inflated', { name });
  }
  if (content.length !== bytes || crc32(content) !== crc) throw new ZipFault('content', { name });
  return content;
}

const endMark = 0x06054b50;
const endBytes = 22;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

function* checkedEntries(zip: Buffer, { unzippedBytes, zipEntries }: ZipLimits): Generator<ZipEntry> {
  const directory = directoryOf(zip);
  if (directory.count > zipEntries) throw new ZipFault('entries', { entries: directory.count, max: zipEntries });
  let total = 0;
  let at = directory.offset;
  for (let n = 0; n < directory.count; n += 1) {
    const { entry, nextAt } = entryAt(zip, at);
    total += entry.bytes;
    if (total > unzippedBytes) throw new ZipFault('bytes', { max: unzippedBytes });
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
    if (count === 0xffff || offset === 0xffffffff) throw new ZipFault('zip64');
    return { count, offset };
  }
  throw new ZipFault('noZip');
}

function entryAt(zip: Buffer, at: number): { readonly entry: ZipEntry; readonly nextAt: number } {
  if (zip.readUInt32LE(at) !== entryMark) throw new ZipFault('directory');
  const flags = zip.readUInt16LE(at + 8);
  const method = zip.readUInt16LE(at + 10);
  const packedBytes = zip.readUInt32LE(at + 20);
  const [nameBytes, extraBytes, commentBytes] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
  const path = textOf(sliceOf(zip, at + 46, nameBytes));
  const mode = zip.readUInt32LE(at + 38) >>> 16;
  const name = shownName(path);
  if ((flags & 1) !== 0) throw new ZipFault('encrypted', { name });
  if (method !== 0 && method !== 8) throw new ZipFault('method', { name, method });
  // Of a Unix mode nothing but a plain file, a folder, or none at all.
  if (![0, 0o100000, 0o040000].includes(mode & 0o170000)) throw new ZipFault('special', { name });
  const localAt = zip.readUInt32LE(at + 42);
  if (zip.readUInt32LE(localAt) !== localMark) throw new ZipFault('misplaced', { name });
  const dataAt = localAt + 30 + zip.readUInt16LE(localAt + 26) + zip.readUInt16LE(localAt + 28);
  const entry = {
    path: pathOf(path),
    folder: path.endsWith('/') || path.endsWith('\\'),
    executable: (mode & 0o111) !== 0,
    deflated: method === 8,
    crc: zip.readUInt32LE(at + 16),
    bytes: zip.readUInt32LE(at + 24),
    packed: sliceOf(zip, dataAt, packedBytes),
  };
  return { entry, nextAt: at + 46 + nameBytes + extraBytes + commentBytes };
}

function sliceOf(zip: Buffer, at: number, bytes: number): Buffer {
  if (at + bytes > zip.length) throw new ZipFault('cutOff');
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

/** The parts of a path; one that could lead out of the folder is refused. */
function pathOf(text: string): string[] {
  const path = text.replaceAll('\\', '/').split('/');
  const name = shownName(text);
  if (path[0] === '' || /^[A-Za-z]:/.test(text)) throw new ZipFault('absolute', { name });
  if (path.includes('..')) throw new ZipFault('outside', { name });
  if (text.includes('\0')) throw new ZipFault('nul', { name });
  return path.filter((part) => part !== '' && part !== '.');
}
