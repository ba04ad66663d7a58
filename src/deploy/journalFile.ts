import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Lang } from '../messages';
import { sayApplying } from '../messages/deployApplying';
import { DeployFault } from './fault';
import { emptyJournal, namesOfOthers, targetKey, type DeployJournal, type Target, type TargetJournal } from './journal';
import { journalOf } from './journalForm';
import { lock, thisMachine, type Machine } from './journalLock';

/** The folder of a service in which we keep what is ours. */
const stateFolder = '.serverless-scf';
const fileName = 'deploy.json';
const lockName = 'deploy.lock';

/** The file could not be used, and is kept under another name. */
export interface SetAside {
  readonly why: 'damaged' | 'newer';
  /** Both relative to the service's folder. */
  readonly file: string;
  readonly aside: string;
}

/** The journal of one target, held by this process alone. */
export interface OpenJournal {
  /** Undefined before the first deploy. */
  readonly found: TargetJournal | undefined;
  /** Names of functions that other targets have in the same place. */
  readonly others: ReadonlySet<string>;
  /** Undefined: the file was sound, or there was none. */
  readonly setAside: SetAside | undefined;
  /** Resolves when it is in the file: whoever is killed after that leaves it there. */
  write(journal: TargetJournal): Promise<void>;
  /** Lets others deploy. */
  close(): Promise<void>;
}

/** What a service's journal says, for commands that only look; nothing when it is not there or not sound. @param dir  the folder of the service */
export async function readJournal(dir: string): Promise<DeployJournal> {
  const read = await readFrom(join(dir, stateFolder, fileName)).catch(() => undefined);
  return read !== undefined && read.why === undefined ? read.journal : emptyJournal;
}

/**
 * Opens the journal of a service for a deploy, which no second one can do meanwhile.
 * @param dir  the folder of the service
 * @throws DeployFault `deployRunning`, `noJournal` when nothing can be written there
 */
export async function openJournal(dir: string, target: Target, machine: Machine = thisMachine): Promise<OpenJournal> {
  const folder = await folderIn(dir);
  const unlock = await written(folder, () => lock(join(folder, lockName), targetKey(target), machine));
  try {
    return await written(folder, () => opened(folder, target, unlock));
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function opened(folder: string, target: Target, unlock: () => Promise<void>): Promise<OpenJournal> {
  const key = targetKey(target);
  const file = join(folder, fileName);
  await removeDrafts(folder);
  const read = await readFrom(file);
  const setAside = read.why && (await asideOf(folder, read.why));
  let journal = read.why === undefined ? read.journal : emptyJournal;
  let last: Promise<void> = Promise.resolve();
  return {
    found: Object.hasOwn(journal.targets, key) ? journal.targets[key] : undefined,
    others: namesOfOthers(journal, target),
    setAside,
    write: (entry) => {
      journal = { ...journal, targets: { ...journal.targets, [key]: entry } };
      const text = `${JSON.stringify(journal, null, 2)}\n`;
      // One after the other: the file never goes back.
      last = last.catch(() => undefined).then(() => replace(file, text));
      return last;
    },
    close: async () => {
      await last.catch(() => undefined);
      await unlock();
    },
  };
}

type Read = { readonly why: undefined; readonly journal: DeployJournal } | { readonly why: SetAside['why'] };

/** @throws an error of the system: what cannot be read now may be sound all the same, and is not set aside */
async function readFrom(file: string): Promise<Read> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return { why: undefined, journal: emptyJournal };
  const journal = journalOf(text);
  return typeof journal === 'string' ? { why: journal } : { why: undefined, journal };
}

async function asideOf(folder: string, why: SetAside['why']): Promise<SetAside> {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${fileName}.damaged-${stamp}-${randomBytes(2).toString('hex')}`;
  await rename(join(folder, fileName), join(folder, aside));
  return { why, file: `${stateFolder}/${fileName}`, aside: `${stateFolder}/${aside}` };
}

/** A file comes to be whole, or stays as it was. */
async function replace(file: string, text: string): Promise<void> {
  const draft = `${file.slice(0, -'.json'.length)}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** What was being written when its process was killed. */
async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => /^deploy\.[0-9a-f]{12}\.tmp$/.test(name));
  await Promise.all(drafts.map((name) => rm(join(folder, name), { force: true })));
}

/** Our folder in a service's, made when it is not there. @throws DeployFault `noJournal` */
async function folderIn(dir: string): Promise<string> {
  const folder = join(dir, stateFolder);
  return written(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const inside = relative(await realpath(dir), await realpath(folder));
    if (inside === '' || inside.split(sep)[0] === '..') {
      throw new DeployFault('noJournal', (lang) => sayApplying(lang, 'applying.outside', { folder: stateFolder }));
    }
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    return folder;
  });
}

/** @throws DeployFault `noJournal` when the system does not let us write */
async function written<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DeployFault) throw error;
    throw new DeployFault('noJournal', (lang) => sayApplying(lang, 'applying.noFolder', { folder, why: (error as Error).message }), { cause: error });
  }
}

/** What became of a journal that could not be used. */
export function describeSetAside({ why, file, aside }: SetAside, lang: Lang): string {
  return sayApplying(lang, `applying.${why}`, { file, aside });
}
