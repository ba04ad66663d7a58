import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { basename } from 'node:path';
import { sayApplying } from '../messages/deployApplying';
import { DeployFault } from './fault';

/** What a lock knows of the machine that it is on. */
export interface Machine {
  readonly pid: number;
  readonly host: string;
  isAlive(pid: number): boolean;
  nowMs(): number;
  /** When it was started, ms since the Unix epoch. */
  bootMs(): number;
}

export const thisMachine: Machine = {
  pid: process.pid,
  host: hostname(),
  isAlive,
  nowMs: () => Date.now(),
  bootMs: () => Date.now() - uptime() * 1000,
};

/** Who deploys. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly target: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** How often a lock is tried for: others may come and go meanwhile. */
const triesMax = 5;
/** Clocks and start times are not exact to the second, ms. */
const bootSlackMs = 10_000;

/** Locks of this process: a file with our own process id that is not among them is of one before us with the same id. */
const ours = new Set<string>();

/**
 * Takes a lock that only one process can have. One that a killed process has left behind is taken over.
 * @returns gives it back
 * @throws DeployFault `deployRunning`; an error of the system
 */
export async function lock(file: string, target: string, machine: Machine): Promise<() => Promise<void>> {
  const holder: Holder = { pid: machine.pid, host: machine.host, target, startedAt: new Date(machine.nowMs()).toISOString() };
  const text = `${JSON.stringify(holder)}\n`;
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (await taken(file, text)) {
      ours.add(file);
      return () => release(file, text);
    }
    const found = await readFile(file, 'utf8').catch(() => undefined);
    if (found === undefined) continue;
    const other = holderOf(found);
    if (other && isHeld(file, other, machine)) throw running(file, other, machine);
    await removeStale(file, found);
  }
  throw new Error(`${basename(file)} comes and goes`);
}

async function release(file: string, text: string): Promise<void> {
  ours.delete(file);
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) await rm(file, { force: true });
}

/** A link comes to be whole, or not at all because another is there. */
async function taken(file: string, text: string): Promise<boolean> {
  const draft = draftOf(file);
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    // A file system without links.
    return await writeFile(file, text, { mode: 0o600, flag: 'wx' }).then(
      () => true,
      (failure: unknown) => {
        if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw failure;
      },
    );
  } finally {
    await rm(draft, { force: true });
  }
}

/** Of a process that is alive, and was not only given the same id later. On another machine nobody can tell. */
function isHeld(file: string, { pid, host, startedAt }: Holder, machine: Machine): boolean {
  if (host !== machine.host) return true;
  if (pid === machine.pid) return ours.has(file);
  return Date.parse(startedAt) + bootSlackMs >= machine.bootMs() && machine.isAlive(pid);
}

/** Takes a stale lock away, unless somebody else has done so and taken the lock: then it is put back. */
async function removeStale(file: string, stale: string): Promise<void> {
  const away = draftOf(file);
  const moved = await rename(file, away).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await readFile(away, 'utf8').catch(() => stale)) !== stale) await link(away, file).catch(() => undefined);
  await rm(away, { force: true });
}

function draftOf(file: string): string {
  return `${file}.${randomBytes(6).toString('hex')}.tmp`;
}

function running(file: string, { pid, host, target, startedAt }: Holder, machine: Machine): DeployFault {
  const elsewhere = host === machine.host ? undefined : host;
  const shown = `.serverless-scf/${basename(file)}`;
  return new DeployFault('deployRunning', (lang) =>
    sayApplying(lang, 'applying.deployRunning', { file: shown, pid, host: elsewhere, target, startedAt }),
  );
}

/** Undefined for what is no lock of ours. */
function holderOf(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, host, target, startedAt } = value as Readonly<Record<string, unknown>>;
  return (
    Number.isSafeInteger(pid) && [host, target, startedAt].every((text) => typeof text === 'string') && !Number.isNaN(Date.parse(String(startedAt)))
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
