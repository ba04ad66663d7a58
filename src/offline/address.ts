import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { OfflineFault } from './fault';

/** Where a service's offline region is found: what its address file says. */
export interface Address {
  /** Of the process that serves the service. */
  readonly pid: number;
  /** Such as `http://127.0.0.1:8583`; undefined while it starts. */
  readonly origin: string | undefined;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** When the region was opened, ms since the Unix epoch: its times count from there. */
  readonly openedMs: number;
  /** Of this package. */
  readonly version: string;
  readonly profile: string;
  readonly seed: number;
  /** Of the configuration, to tell whether two commands speak of the same. */
  readonly digest: string;
  /** Before the keys of the service's functions, where it has joined the region of another one: `media/`. */
  readonly prefix: string;
  /** Lets another service of this user join; the file is readable for nobody else. */
  readonly token: string;
}

/** The folder of a service in which we keep what is ours. */
export const stateFolder = '.serverless-scf';

/** How long a region that lives may take to say so, ms. */
const healthMs = 2000;

/** A region that has not got to listen within this time, ms, never will: its pid is another program's by now. */
const startMs = 60_000;

/** Longest time to take over a stale file, ms, and how often others look whether it is over. */
const lockMaxMs = 10_000;
const lockLookMs = 20;

function fileIn(dir: string): string {
  return join(dir, stateFolder, 'offline.json');
}

/** @returns a secret that only readers of the file can know */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What the file of a service says, whether or not it is still true. @param dir  the folder of the service */
export async function readAddress(dir: string): Promise<Address | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(fileIn(dir), 'utf8'));
    return isAddress(value) ? value : undefined;
  } catch {
    return undefined; // None there, or half of one: nobody is to be found by it.
  }
}

/** A region that runs and answers. */
export type LiveAddress = Address & { readonly origin: string };

/** The region that runs for a service now. */
export async function findRunning(dir: string): Promise<LiveAddress | undefined> {
  const address = await readAddress(dir);
  return address && isListening(address) && (await isAlive(address)) ? address : undefined;
}

function isListening(address: Address): address is LiveAddress {
  return address.origin !== undefined;
}

/**
 * Makes a service one's own, so that no second region serves it.
 * @returns who holds it already; undefined: it is ours now. A file that a killed process has left behind is taken over
 * @throws OfflineFault when nothing can be written there
 */
export async function claim(dir: string, address: Address): Promise<Address | undefined> {
  const file = fileIn(dir);
  const draft = await begun(file, address);
  try {
    if (await linked(draft, file)) return undefined;
    const holder = await readAddress(dir);
    if (holder && (await isAlive(holder))) return holder;
    return await takeOver(dir, draft);
  } catch (error) {
    throw notWritten(file, error);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Says anew what the file of a claimed service says, in one go. @throws OfflineFault when it cannot be written; then it says what it said */
export async function announce(dir: string, address: Address): Promise<void> {
  const file = fileIn(dir);
  try {
    await rename(await drafted(file, address), file);
  } catch (error) {
    throw notWritten(file, error);
  }
}

/** Removes the file, if it is still ours. */
export async function release(dir: string, { pid, startedAt }: Address): Promise<void> {
  const found = await readAddress(dir);
  if (found?.pid === pid && found.startedAt === startedAt) await rm(fileIn(dir), { force: true });
}

/** The first file of ours in the service's folder: if that can be written, all others can. @throws OfflineFault */
async function begun(file: string, address: Address): Promise<string> {
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    return await drafted(file, address);
  } catch (error) {
    throw notWritten(file, error);
  }
}

/** @param file  in the folder that a region needs */
export function notWritten(file: string, error: unknown): OfflineFault {
  const { code, message } = error as NodeJS.ErrnoException;
  return new OfflineFault({ kind: 'noFolder', folder: dirname(file), why: message, full: code === 'ENOSPC' || code === 'EDQUOT' }, { cause: error });
}

async function drafted(file: string, address: Address): Promise<string> {
  const draft = join(dirname(file), `offline.${address.pid}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    await writeFile(draft, `${JSON.stringify(address, null, 2)}\n`, { mode: 0o600 });
    return draft;
  } catch (error) {
    // Half of it may be there.
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A link comes to be whole, or not at all because another is there. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    // A file system without links: the last one wins there.
    if ((await readFile(file).catch(() => undefined)) !== undefined) return false;
    await rename(draft, file);
    return true;
  }
}

/** Replaces a stale file; one at a time, or two that have seen the same one would both replace it. */
async function takeOver(dir: string, draft: string): Promise<Address | undefined> {
  const file = fileIn(dir);
  const lock = `${file}.lock`;
  await locked(lock);
  try {
    const holder = await readAddress(dir);
    if (holder && (await isAlive(holder))) return holder;
    await rm(file, { force: true });
    return (await linked(draft, file)) ? undefined : await readAddress(dir);
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** A folder that only one can make. What its maker left behind when it was killed is old after a while. */
async function locked(lock: string): Promise<void> {
  for (;;) {
    try {
      await mkdir(lock);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const madeMs = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - madeMs > lockMaxMs) await rm(lock, { recursive: true, force: true });
    else await setTimeout(lockLookMs);
  }
}

/** Whether the process of an address lives, and answers where it says. */
async function isAlive({ pid, origin, startedAt }: Address): Promise<boolean> {
  if (!exists(pid)) return false;
  if (origin === undefined) return Date.now() - Date.parse(startedAt) < startMs;
  return healthy(origin);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function healthy(origin: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${origin}/healthz`, { agent: false, timeout: healthMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

const texts = ['service', 'stage', 'region', 'startedAt', 'version', 'profile', 'digest', 'prefix', 'token'] as const satisfies (keyof Address)[];

function isAddress(value: unknown): value is Address {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const { pid, seed, openedMs, origin } = fields;
  if (
    !Number.isSafeInteger(pid) ||
    typeof seed !== 'number' ||
    typeof openedMs !== 'number' ||
    !texts.every((name) => typeof fields[name] === 'string')
  )
    return false;
  return origin === undefined || (typeof origin === 'string' && /^http:\/\/[^/]+$/.test(origin));
}
