import type { ZipLimits } from '../../archive';

const megabyte = 1024 * 1024;

/** How large code may be. */
export const codeLimits = {
  /** Of a version, unpacked, with its layers, bytes. @source S150, Quota Limits 583/11637 */
  unzippedBytes: 500 * megabyte,
  /**
   * Of an archive in a request, bytes. CreateFunction's text says 50 MB and UpdateFunctionCode's 20 MB: a function whose first deploy
   * went through must not be one that can never be updated, so it is 20 for both. @source S150, scf-api.md CreateFunction, UpdateFunctionCode
   */
  inlineBytes: 20 * megabyte,
  /**
   * Of an archive in a request where a bucket could be used instead, bytes. In general a request may have 10 MB, of which Base64 leaves
   * three quarters to the archive: below that, no text of the documentation speaks against it.
   * @source API 3.0, Request Structure: POST of TC3-HMAC-SHA256 up to 10 MB
   */
  surelyInlineBytes: 7 * megabyte,
  /** Of an archive for the local endpoint, which reads no bucket, bytes. @source scf-api.md CreateFunction: what it refuses */
  localBytes: 50 * megabyte,
} as const;

/** Of archives that are read here. @assumes that more entries are a mistake: the platform names no figure */
export const packageLimits: ZipLimits = { unzippedBytes: Infinity, zipEntries: 50_000 };
