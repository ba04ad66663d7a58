import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync, type ZipOptions } from 'fflate';
import { Credentials } from '../../../src/cloud';
import { DeployFault } from '../../../src/deploy/fault';

/** Artifacts as the framework leaves them, in folders that go with the test. */

const folders: string[] = [];

export function cleanFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scf-code-'));
  folders.push(folder);
  return folder;
}

export interface ArtifactFile {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly executable?: boolean;
}

/** An archive on the disk: files as they are told, packed by the options. */
export function artifact(files: readonly (ArtifactFile | string)[], options: ZipOptions = {}, name = 'package.zip'): string {
  const path = join(newFolder(), name);
  writeFileSync(path, zipped(files, options));
  return path;
}

export function zipped(files: readonly (ArtifactFile | string)[], options: ZipOptions = {}): Uint8Array {
  const entries = files.map((file): [string, [Uint8Array, ZipOptions]] => {
    const { name, content = 'x', executable = false } = typeof file === 'string' ? { name: file } : file;
    return [name, [Buffer.from(content), { ...options, os: 3, attrs: (executable ? 0o100755 : 0o100644) << 16 }]];
  });
  return zipSync(Object.fromEntries(entries));
}

/** Bytes that cannot be packed any smaller, the same in each run. */
export function noise(bytes: number): Uint8Array {
  const made = new Uint8Array(bytes);
  let state = 1;
  for (let at = 0; at < bytes; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    made[at] = state >>> 24;
  }
  return made;
}

export const keys = { secretId: 'AKIDartifacts0123456', secretKey: 'artifact-secret', token: 'artifact-token' };
export const credentials = new Credentials(keys, 'test');

/** What a piece of work is refused with, told in both languages. */
export async function faultOf(work: () => unknown): Promise<{ readonly code: string; readonly en: string; readonly zh: string }> {
  try {
    await work();
  } catch (error) {
    if (error instanceof DeployFault) return { code: error.code, en: error.say('en'), zh: error.say('zh') };
    throw error;
  }
  throw new Error('nothing was refused');
}
