import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** Folders of engines and installations that nobody has started for so long go, ms. */
const forgottenMs = 30 * 24 * 3600 * 1000;

/** A script that loads ES modules while it runs: kept code no longer can, on the Node that this is for. */
const importsLater = /\bimport\s*\(/;

/** Scripts of one folder. */
const keptMax = 1_000;

type Compile = (this: Module, content: string, filename: string) => unknown;

/**
 * Keeps compiled scripts between runs, as Node 22.1 and later do themselves: what a run compiled, to the functions that it called, is
 * written when it ends, and the next one need not compile it. Without a folder that only this user can write to, nothing is kept:
 * compiled code is code. `NODE_DISABLE_COMPILE_CACHE` switches it off, as it does Node's own.
 *
 * @param scripts  folder whose scripts are kept, with those in folders right below it; absolute
 */
export function keepCompiledCode(process: NodeJS.Process, scripts: string): void {
  const { env, platform } = process;
  const cache = cacheFolder(env, platform);
  if (env['NODE_DISABLE_COMPILE_CACHE'] || cache === undefined || !(isOurs(cache) || isOurs(made(cache)))) return;
  const folder = join(cache, `${process.version}-${process.arch}-${nameOf(scripts)}`);
  const fresh = new Map<string, Script>();
  const module = Module.prototype as unknown as { _compile: Compile };
  const compile = module._compile;
  module._compile = function (content, filename) {
    const ours = dirname(filename) === scripts || dirname(dirname(filename)) === scripts;
    if (!ours || importsLater.test(content)) return compile.call(this, content, filename);
    return run(this, filename, compiled(content, filename, folder, fresh));
  };
  process.once('exit', () => writeAll(fresh, cache, folder));
}

/** Where programs keep what they can make again; undefined where nobody says. @source XDG Base Directory Specification */
function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const { HOME: home, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  const folder = platform === 'win32' ? local : xdg || (home && join(home, platform === 'darwin' ? 'Library/Caches' : '.cache'));
  return folder !== undefined && isAbsolute(folder) ? join(folder, 'serverless-scf') : undefined;
}

function run(module: Module, filename: string, script: Script): unknown {
  const wrapped = script.runInThisContext() as (...args: unknown[]) => unknown;
  return wrapped.call(module.exports, module.exports, createRequire(filename), module, filename, dirname(filename));
}

/** From the folder where it is there and of the same script; else anew, to be kept. */
function compiled(content: string, filename: string, folder: string, fresh: Map<string, Script>): Script {
  const path = join(folder, keyOf(filename));
  const cachedData = codeIn(path);
  const wrapped = Module.wrap(content);
  const script = new Script(wrapped, {
    filename,
    // Columns of the first line are those of the file.
    columnOffset: -wrapped.indexOf(content),
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected === true) fresh.set(path, script);
  return script;
}

/** A script by its name, size and the moment at which its file last changed in any way, which nobody can set back. */
function keyOf(filename: string): string {
  const { size, ctimeMs, ino } = statSync(filename);
  return `${basename(filename)}-${size}-${ctimeMs}-${ino}`;
}

/** Compiled code as it was written: the engine takes damaged code for good, and falls. */
function codeIn(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    // The sum stands last: the engine copies code that does not begin where memory does.
    const code = bytes.subarray(0, -checksumBytes);
    return bytes.readUInt32LE(code.length) === crc32(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

const checksumBytes = 4;

function withChecksum(code: Buffer): Buffer {
  const sum = Buffer.alloc(checksumBytes);
  sum.writeUInt32LE(crc32(code));
  return Buffer.concat([code, sum]);
}

/** Two that end at once write the same; a name of its own and a rename leave no half file. */
function writeAll(fresh: ReadonlyMap<string, Script>, cache: string, folder: string): void {
  if (fresh.size === 0) return;
  try {
    if (!exists(folder)) forget(cache);
    // An installation has far fewer scripts: most are of versions that stood here before.
    else if (readdirSync(folder).length > keptMax) rmSync(folder, { recursive: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [path, script] of fresh) {
      const own = `${path}.${process.pid}`;
      writeFileSync(own, withChecksum(script.createCachedData()), { mode: 0o600 });
      renameSync(own, path);
    }
  } catch {
    // A full or read-only disk costs the next run its head start, and nothing else.
  }
}

/** Folders that nothing was written to for long. */
function forget(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > forgottenMs) rmSync(path, { recursive: true, force: true });
  }
}

function made(cache: string): string {
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
  } catch {
    // It is looked at next.
  }
  return cache;
}

/** A folder, no link to one, that belongs to this user and that nobody else can write to. Windows keeps it in the user's profile. */
function isOurs(path: string): boolean {
  const found = exists(path);
  if (!found?.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}

function exists(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Which installation: a short number made of its path. FNV-1a. */
function nameOf(path: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at += 1) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}
