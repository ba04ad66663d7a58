import { createHash } from 'node:crypto';

/** A file as far as it makes a difference to the function. */
export interface HashedFile {
  readonly name: string;
  readonly executable: boolean;
  /** Of its content, SHA-256, hex. */
  readonly sha256: string;
}

/**
 * What a package holds, as one hash: names, contents, and whether files may be executed. Not dates, order, or how well it is packed.
 *
 * @param files  sorted by name
 * @returns SHA-256, hex
 * @source F45: the frameworks' archives of one service differ from host to host
 */
export function contentHashOf(files: readonly HashedFile[]): string {
  const hash = createHash('sha256');
  // No name holds NUL or can be mistaken for two.
  for (const { name, executable, sha256 } of files) hash.update(`${name}\0${executable ? 'x' : '-'}\0${sha256}\n`);
  return hash.digest('hex');
}

/** SHA-256, hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
