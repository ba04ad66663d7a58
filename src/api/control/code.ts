import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzip, ZipFault } from '../../archive';
import { said } from '../../messages/api';
import type { Said } from '../../messages/text';
import { ApiError } from '../error';
import type { ControlLimits } from './figures';

/** Half-made code of an engine that was killed begins with this. */
const unfinished = '.new-';

/**
 * Uploaded code, each archive once, whoever uses it: unpacked in `<sha256>/`, and as it came in `<sha256>.zip`. What is there is
 * whole: it is made under another name and then renamed.
 */
export class CodeStore {
  readonly #dir: string;
  readonly #limits: ControlLimits;
  /** Taken and not yet part of a function. */
  readonly #held = new Map<string, number>();
  /** One thing at a time is done to the folder: what is taken in is not thrown out meanwhile. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(dir: string, limits: ControlLimits) {
    this.#dir = dir;
    this.#limits = limits;
  }

  /**
   * Take an archive in. It stays at least until `release`.
   * @throws ApiError
   */
  async keep(zip: Buffer): Promise<{ readonly sha256: string; readonly bytes: number }> {
    const { zipBytes } = this.#limits;
    if (zip.length > zipBytes) throw bad(said('code.bytes', { bytes: zip.length, max: zipBytes }));
    const sha256 = hashOf(zip);
    this.#held.set(sha256, (this.#held.get(sha256) ?? 0) + 1);
    try {
      await this.#inTurn(async () => {
        if (!(await this.has(sha256))) await this.#unpack(zip, sha256);
      });
    } catch (error) {
      this.release(sha256);
      throw error instanceof ZipFault ? bad(said('code.archive', { why: error.say })) : error;
    }
    return { sha256, bytes: zip.length };
  }

  /** What `keep` took is part of a function now, or never will be. */
  release(sha256: string): void {
    const held = (this.#held.get(sha256) ?? 0) - 1;
    if (held > 0) this.#held.set(sha256, held);
    else this.#held.delete(sha256);
  }

  /** Where it is unpacked. */
  dirOf(sha256: string): string {
    return join(this.#dir, sha256);
  }

  /** @throws ApiError with `code` when it is not there: somebody has tidied up, or the function was deleted meanwhile */
  async zipOf(sha256: string, code: string): Promise<Buffer> {
    const zip = await readFile(join(this.#dir, `${sha256}.zip`)).catch((error: unknown) => ignoreMissing(error));
    if (zip) return zip;
    throw new ApiError(code, said('code.gone', { dir: this.#dir }));
  }

  /**
   * Forget one.
   * @param isUsed  asked when it is about to go
   */
  remove(sha256: string, isUsed: () => boolean): Promise<void> {
    return this.#inTurn(async () => {
      if (!isUsed()) await this.#remove(sha256);
    });
  }

  /** Forget all that is not used, and what an engine that was killed had not finished. */
  removeUnused(isUsed: (sha256: string) => boolean): Promise<void> {
    return this.#inTurn(async () => {
      const names = await readdir(this.#dir).catch((error: unknown) => (ignoreMissing(error), []));
      for (const name of names) {
        if (name.startsWith(unfinished)) await rm(join(this.#dir, name), { recursive: true, force: true });
        const [, sha256] = /^([0-9a-f]{64})(?:\.zip)?$/.exec(name) ?? [];
        if (sha256 !== undefined && !isUsed(sha256)) await this.#remove(sha256);
      }
    });
  }

  /** Whether its unpacked folder and its archive are there. */
  async has(sha256: string): Promise<boolean> {
    const there = await Promise.all([this.dirOf(sha256), `${this.dirOf(sha256)}.zip`].map((path) => stat(path).catch(() => undefined)));
    return there.every((found) => found !== undefined);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #remove(sha256: string): Promise<void> {
    if (this.#held.has(sha256)) return;
    // The folder goes first, and under another name: what is half gone is never taken for whole.
    const going = join(this.#dir, `${unfinished}${randomUUID()}`);
    await rename(this.dirOf(sha256), going).catch(ignoreMissing);
    await rm(`${this.dirOf(sha256)}.zip`, { force: true });
    await rm(going, { recursive: true, force: true });
  }

  async #unpack(zip: Buffer, sha256: string): Promise<void> {
    const making = join(this.#dir, `${unfinished}${randomUUID()}`);
    try {
      await mkdir(join(making, 'code'), { recursive: true });
      await unzip(zip, join(making, 'code'), this.#limits);
      await writeFile(join(making, 'zip'), zip);
      await rename(join(making, 'zip'), `${this.dirOf(sha256)}.zip`);
      // Of an engine that was killed here, or of somebody's tidying, one of the two may be left.
      await rm(this.dirOf(sha256), { recursive: true, force: true });
      await rename(join(making, 'code'), this.dirOf(sha256));
    } finally {
      await rm(making, { recursive: true, force: true });
    }
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function bad(why: Said): ApiError {
  return new ApiError('InvalidParameterValue.ZipFile', why);
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
