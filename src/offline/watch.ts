import { existsSync, fstatSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { FSWatcher } from 'chokidar';
import { Burst } from './burst';

/** Folders whose changes mean nothing here: packages, and what tools write themselves. */
const ignoredFolders = new Set(['node_modules', '.git', '.serverless', '.serverless-scf', '.venv', '__pycache__', '.idea', '.vscode']);

/** What editors write beside a file before it is saved, or while it is: locks, probes, copies. To open a file is no change. */
const ofEditors = /^(\.#.*|#.*#|.*~|\..*\.sw[a-z]|4913|.*___jb_(tmp|old)___|\.DS_Store)$/;

/** What is edited, and not written by functions: code, configuration, and what belongs to them. */
const ofCode = /(\.([cm]?[jt]sx?|py|ya?ml)|(^|[\\/])(\.env[^\\/]*|package\.json|tsconfig[^\\/]*\.json))$/;

/** @param path  below the folder of the service */
export function isCode(path: string): boolean {
  return ofCode.test(path);
}

/** What is to be made of files that are no code. */
export interface Writers {
  /** Whether functions have written a file, by its path below the folder: asked as soon as it has changed. */
  isWritten(path: string): Promise<boolean>;
  /** Files that they have written, and that are not told of as changed. */
  written(paths: readonly string[]): void;
}

/** A watch over the files of a service. */
export interface Watch {
  /** Tell of these files, too, wherever they lie. @param files  absolute */
  also(files: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Tells when files of a service have changed, once for each burst of changes.
 *
 * @param dir      the folder of the service
 * @param changed  takes the paths below `dir`; it is not called again before it has resolved
 * @param sinceMs  when the service was read, since the Unix epoch: files that have changed from then on are told of. To find all
 *                 files of a large folder takes a while
 * @param ignored  patterns of what is not watched, either
 * @param writers  undefined: no function writes anything
 */
export async function watchService(
  dir: string,
  changed: (paths: readonly string[]) => Promise<void>,
  sinceMs: number,
  ignored: readonly string[] = [],
  writers?: Writers,
): Promise<Watch> {
  const { watch } = await import('chokidar');
  const patterns = ignored.map(patternOf);
  const leftOut = (path: string): boolean => isIgnored(path) || patterns.some((pattern) => pattern.test(path.split(sep).join('/')));
  const watcher = watch(dir, { alwaysStat: true, ignored: (path) => leftOut(relative(dir, path)) });
  const versions = new Versions();
  const written = new Set<string>();
  const folders = new Folders(watcher);
  const burst = new Burst(async (paths) => {
    await folders.look(dir, paths);
    const found = await withoutOutput(dir, paths);
    const theirs = found.filter(([path]) => written.has(path));
    written.clear();
    // What is gone again was for the moment.
    const kept = versions.changed(theirs.filter(([, stats]) => stats?.isFile()));
    if (kept.length > 0) writers?.written(kept);
    const meant = versions.changed(found.filter((one) => !theirs.includes(one)));
    if (meant.length > 0) await changed(meant);
  });
  const noticed = async (path: string): Promise<void> => {
    const isWritten = !isCode(path) && ((await writers?.isWritten(path)) ?? false);
    if (isWritten) written.add(path);
    // Who has edited it, too, wants it.
    else written.delete(path);
    burst.add(path);
  };
  let found = false;
  const beyond = new Beyond(watcher);
  watcher.on('all', (event, path, stats) => {
    if (event === 'addDir' && folders.found(path, stats)) return;
    const initial = !found && (event === 'addDir' || (event === 'add' && (stats?.mtimeMs ?? 0) < sinceMs));
    if (!initial && !(event === 'add' && beyond.found(path))) void noticed(relative(dir, path));
  });
  // A folder that cannot be read is one that does not change.
  watcher.on('error', () => undefined);
  await ready(watcher);
  found = true;
  return {
    also: (files) => beyond.add(files),
    close: async () => {
      burst.end();
      await watcher.close();
    },
  };
}

/** @param path  below the folder of the service */
export function isIgnored(path: string): boolean {
  return path.endsWith('.log') || ofEditors.test(basename(path)) || path.split(sep).some((part) => ignoredFolders.has(part));
}

/**
 * What a pattern of `--watch-ignore` means: a file, or a folder with all that is in it. Without a slash at any depth, else from the folder of
 * the service; `*` is any part of a name, `**` any part of a path.
 */
export function patternOf(pattern: string): RegExp {
  const path = pattern.replace(/^\.\//, '/').replace(/\/+$/, '');
  const parts = path.replace(/^\//, '').split(/(\*\*\/|\*\*|\*|\?)/);
  const meanings: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
  const source = parts.map((part) => meanings[part] ?? part.replace(/[.+^${}()|[\]\\]/g, '\\$&')).join('');
  return new RegExp(`${path.includes('/') ? '^' : '(?:^|/)'}${source}(?:/|$)`);
}

/**
 * The folders that are watched. One that goes and is made anew before the watcher looks is for it the same, and it goes on listening to what is gone: it
 * would hear of no later change there.
 */
class Folders {
  readonly #watcher: FSWatcher;
  readonly #known = new Map<string, string>();

  constructor(watcher: FSWatcher) {
    this.#watcher = watcher;
  }

  /** @param folder  absolute  @returns whether it is known already */
  found(folder: string, stats: Stats | undefined): boolean {
    if (!stats) return false;
    const isKnown = this.#known.get(folder) === madeAs(stats);
    this.#known.set(folder, madeAs(stats));
    return isKnown;
  }

  /** Watches those of changed files that are others than they were. @param paths  below `dir` */
  async look(dir: string, paths: readonly string[]): Promise<void> {
    const above = new Set<string>();
    for (const path of paths) {
      for (let at = dirname(path); at !== '.' && !at.startsWith('..') && !above.has(at); at = dirname(at)) above.add(at);
    }
    for (const folder of [...above].map((path) => join(dir, path))) {
      const stats = await stat(folder).catch(() => undefined);
      const known = this.#known.get(folder);
      if (!stats || known === undefined || known === madeAs(stats)) continue;
      this.found(folder, stats);
      this.#watcher.unwatch(folder);
      this.#watcher.add(folder);
    }
  }
}

/** Which folder it is, and when it was made: its number may be given again at once. */
function madeAs(stats: Stats): string {
  return `${nameOf(stats)} ${stats.birthtimeMs}`;
}

/** Files elsewhere that are watched, too. That they are found is no change of theirs. */
class Beyond {
  readonly #watcher: FSWatcher;
  readonly #known = new Set<string>();
  readonly #awaited = new Map<string, () => void>();

  constructor(watcher: FSWatcher) {
    this.#watcher = watcher;
  }

  /** Resolves when all that are there are watched. */
  async add(files: readonly string[]): Promise<void> {
    const added: Promise<void>[] = [];
    for (const file of files) {
      if (this.#known.has(file) || !existsSync(file)) continue;
      this.#known.add(file);
      added.push(new Promise((resolve) => this.#awaited.set(file, resolve)));
      this.#watcher.add(file);
    }
    await Promise.all(added);
  }

  /** @returns whether a file was looked for */
  found(file: string): boolean {
    this.#awaited.get(file)?.();
    return this.#awaited.delete(file);
  }
}

/** A path below the folder, and what is there; undefined: nothing. */
type Found = readonly [path: string, stats: Stats | undefined];

/** What we write ourselves may be led to a file of the service (`> out.txt`): to reload for that would never end. */
async function withoutOutput(dir: string, paths: readonly string[]): Promise<Found[]> {
  const outputs = [1, 2].map(identityOf);
  const found = await Promise.all(paths.map(async (path): Promise<Found> => [path, await stat(join(dir, path)).catch(() => undefined)]));
  return found.filter(([, stats]) => stats === undefined || !outputs.includes(nameOf(stats)));
}

/** Files that are remembered; those of more are told of once more at worst. */
const versionsMax = 10_000;

/** What changed files were when they were last told of: a system may tell twice of what was written once. */
class Versions {
  readonly #known = new Map<string, string>();

  /** Those that are other ones than they were. */
  changed(found: readonly Found[]): string[] {
    const changed = found.filter(([path, stats]) => isRough(stats) || this.#known.get(path) !== versionOf(stats));
    if (this.#known.size + changed.length > versionsMax) this.#known.clear();
    for (const [path, stats] of changed) this.#known.set(path, versionOf(stats));
    return changed.map(([path]) => path);
  }
}

/** Where a file system counts whole seconds, two writes may look like one. */
function isRough(stats: Stats | undefined): boolean {
  return stats !== undefined && stats.mtimeMs % 1000 === 0;
}

function versionOf(stats: Stats | undefined): string {
  return stats === undefined ? '' : [nameOf(stats), stats.size, stats.mtimeMs, stats.ctimeMs].join(' ');
}

/** Which file a descriptor of ours leads to; undefined when it is closed. */
function identityOf(descriptor: number): string | undefined {
  try {
    return nameOf(fstatSync(descriptor));
  } catch {
    return undefined;
  }
}

function nameOf({ dev, ino }: Stats): string {
  return `${dev} ${ino}`;
}

function ready(watcher: FSWatcher): Promise<void> {
  return new Promise((resolve) => watcher.once('ready', resolve));
}
