import { createHash, type Hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { filesOf, packZip, ZipFault, type ZipFile } from '../../archive';
import { sayDeployCode } from '../../messages/deployCode';
import { DeployFault } from '../fault';
import type { PackageFacts } from '../state';
import { contentHashOf, sha256Of, type HashedFile } from './contentHash';
import { codeLimits, packageLimits } from './figures';
import { largestParts } from './largest';

/** A file in a package. */
export interface PackagedFile {
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
  readonly executable: boolean;
}

/** The code of a function, as it is deployed. */
export interface Package {
  /** The archive that it was read from. */
  readonly path: string;
  readonly facts: PackageFacts;
  /** By name. */
  readonly files: readonly PackagedFile[];
  /**
   * The archive that is uploaded: packed anew, so that equal contents have equal bytes whatever host, day and machine packed them.
   * @throws DeployFault `packageChanged`
   */
  readonly bytes: () => Promise<Buffer>;
}

/** An archive of up to so many bytes is kept for its upload; a larger one is packed again then, so that many functions fit into memory. */
const keptBytes = 4 * 1024 * 1024;

/**
 * Reads an artifact. In memory at a time: the artifact, and one of its files; while `bytes` runs, the new archive as well. Nothing
 * of these stays, but a new archive of up to 4 MB.
 *
 * @throws DeployFault `packageMissing`, `packageUnreadable`, `packageBroken`, `packageEmpty`, `codeTooLarge`
 */
export async function packageOf(path: string): Promise<Package> {
  const files = await filesIn(path);
  const pieces = new Pieces(keptBytes);
  const { contentHash, zipSha256, zipBytes } = await packed(path, files, (piece) => pieces.add(piece));
  const unzippedBytes = sumOf(files);
  return {
    path,
    facts: { contentHash, zipSha256, zipBytes, unzippedBytes, files: files.length },
    files: files.map(({ name, bytes, executable }) => ({ name, bytes, executable })),
    bytes: async () => {
      const kept = pieces.whole();
      if (kept) return kept;
      const again = new Pieces(Infinity);
      const anew = await packed(path, await filesIn(path), (piece) => again.add(piece));
      if (anew.zipSha256 !== zipSha256) throw new DeployFault('packageChanged', (lang) => sayDeployCode(lang, 'deployCode.packageChanged', { path }));
      return again.whole() ?? Buffer.alloc(0);
    },
  };
}

/**
 * What is in several artifacts, each read once. One after the other: each takes memory.
 * @param paths  artifacts of functions, by their keys
 */
export async function packagesOf(paths: ReadonlyMap<string, string>): Promise<Map<string, Package>> {
  const read = new Map<string, Package>();
  const found = new Map<string, Package>();
  for (const [key, path] of paths) {
    const one = read.get(path) ?? (await packageOf(path));
    read.set(path, one);
    found.set(key, one);
  }
  return found;
}

/**
 * The hash of what is in an archive.
 * @throws ZipFault
 */
export async function contentHashOfZip(zip: Buffer): Promise<string> {
  const hashed: HashedFile[] = [];
  for (const { name, executable, content } of filesOf(zip, { ...packageLimits, unzippedBytes: codeLimits.unzippedBytes })) {
    hashed.push({ name, executable, sha256: sha256Of(await content()) });
  }
  return contentHashOf(hashed);
}

async function filesIn(path: string): Promise<ZipFile[]> {
  const zip = await artifact(path);
  const files = await told(path, () => filesOf(zip, packageLimits));
  const bytes = sumOf(files);
  if (files.length === 0) throw new DeployFault('packageEmpty', (lang) => sayDeployCode(lang, 'deployCode.packageEmpty', { path }));
  if (bytes > codeLimits.unzippedBytes) throw tooLarge(path, bytes, files);
  return files;
}

async function artifact(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    // Before memory is taken for it: packed, it is at most as large as unpacked, but for the names.
    if (size > 2 * codeLimits.unzippedBytes) throw tooLarge(path, size, []);
    return await readFile(path);
  } catch (error) {
    if (error instanceof DeployFault) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DeployFault('packageUnreadable', (lang) => sayDeployCode(lang, 'deployCode.packageUnreadable', { path, why: code ?? message }), {
      cause: error,
    });
  }
}

function tooLarge(path: string, bytes: number, files: readonly PackagedFile[]): DeployFault {
  const params = { path, bytes, max: codeLimits.unzippedBytes, files: files.length, largest: largestParts(files) };
  return new DeployFault('codeTooLarge', (lang) => sayDeployCode(lang, 'deployCode.codeTooLarge', params));
}

interface Packed {
  readonly contentHash: string;
  readonly zipSha256: string;
  readonly zipBytes: number;
}

/** Packs files anew, and hashes what goes by. */
async function packed(path: string, files: readonly ZipFile[], emit: (piece: Uint8Array) => void): Promise<Packed> {
  const hashed: HashedFile[] = [];
  const zipHash: Hash = createHash('sha256');
  let zipBytes = 0;
  const hashing = files.map(({ name, executable, content }) => ({
    name,
    executable,
    content: async () => {
      const bytes = await content();
      hashed.push({ name, executable, sha256: sha256Of(bytes) });
      return bytes;
    },
  }));
  await told(path, () =>
    packZip(hashing, (piece) => {
      zipHash.update(piece);
      zipBytes += piece.length;
      emit(piece);
    }),
  );
  return { contentHash: contentHashOf(hashed), zipSha256: zipHash.digest('hex'), zipBytes };
}

/** What is wrong with an archive, told with its path. */
async function told<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    throw new DeployFault('packageBroken', (lang) => sayDeployCode(lang, 'deployCode.packageBroken', { path, why: error.say(lang) }), {
      cause: error,
    });
  }
}

function sumOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Pieces of an archive, as long as they are few. */
class Pieces {
  readonly #bytesMax: number;
  #pieces: Uint8Array[] | undefined = [];
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  add(piece: Uint8Array): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#bytesMax) this.#pieces = undefined;
    this.#pieces?.push(piece);
  }

  /** Undefined when it was too large to be kept. */
  whole(): Buffer | undefined {
    return this.#pieces && Buffer.concat(this.#pieces, this.#bytes);
  }
}
