import { execFile } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, resolve as resolvePath } from 'node:path';

/** Where SCF's functions put their temporary files, by its documentation; many handlers spell it out. @source S114, S150 */
export const tmp = '/tmp';

/**
 * Runs in a mount namespace of its own: what the instance needs below the machine's /tmp stays there, the rest becomes its
 * own folder. `$1` is that folder, `$2` and `$3` are `mkdir` and `mount`; then come names below /tmp, `--`, and the command.
 */
const script = `
set -e
own=$1
mkdir=$2
mount=$3
shift 3
while [ "$1" != -- ]; do
  "$mkdir" -p "$own/$1"
  "$mount" --rbind "${tmp}/$1" "$own/$1"
  shift
done
shift
"$mount" --rbind "$own" ${tmp}
cd "$PWD"
exec "$@"
`;

/** What it takes, absolute: a function may have a PATH of its own, in which none of it is found. */
type Tools = Readonly<Record<'unshare' | 'mkdir' | 'mount', string>>;

/** A system that takes longer to try than this does not get to. */
const availableWithinMs = 2_000;

/** Gives instances a /tmp of their own, on Linux, where the system lets us. @source S114 */
export class OwnTmp {
  readonly #tools: Tools;

  private constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Whether it can be done here. Asked once, for it takes some milliseconds. */
  static async available(env: Readonly<Record<string, string | undefined>>): Promise<OwnTmp | undefined> {
    if (process.platform !== 'linux') return undefined;
    const [unshare, mkdir, mount] = ['unshare', 'mkdir', 'mount'].map((name) => fileOf(name, env['PATH']));
    if (unshare === undefined || mkdir === undefined || mount === undefined) return undefined;
    const own = new OwnTmp({ unshare, mkdir, mount });
    // Mounts over /tmp and sees that it is writable, as an instance would; its own folder serves as a folder to try.
    const [command = '', ...args] = own.wrap(['test', '-w', tmp], '/var/tmp', []);
    return new Promise((resolve) => {
      execFile(command, args, { env: { PATH: env['PATH'] }, cwd: '/', timeout: availableWithinMs }, (error) => resolve(error ? undefined : own));
    });
  }

  /** What a process must be able to see of the machine's /tmp for these paths. */
  needed(paths: readonly string[]): readonly string[] {
    return namesBelowTmp(paths);
  }

  /**
   * A command line that runs `command` with `folder` as its /tmp.
   * @param needed  paths that must stay where they are: the code, and what runs it
   */
  wrap(command: readonly string[], folder: string, needed: readonly string[]): string[] {
    const { unshare, mkdir, mount } = this.#tools;
    const root = process.getuid?.() === 0;
    // Only root mounts; who is not, is root of a namespace of users for that, and then again who he was.
    const again = root ? [] : [unshare, '--user', `--map-user=${process.getuid?.() ?? 0}`, `--map-group=${process.getgid?.() ?? 0}`, '--'];
    const apart = [unshare, ...(root ? [] : ['--map-root-user']), '--mount', '--propagation', 'private', '--'];
    return [...apart, '/bin/sh', '-c', script, 'own-tmp', folder, mkdir, mount, ...namesBelowTmp(needed), '--', ...again, ...command];
  }
}

/** Where a program is, as the system would find it; without PATH, where systems look then. */
function fileOf(name: string, path = '/usr/bin:/bin'): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => resolvePath(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The entries of the machine's /tmp that the paths go through. */
function namesBelowTmp(paths: readonly string[]): string[] {
  const names = [...paths, ...paths.map((path) => realpathSync(path))].flatMap((path) => /^\/tmp\/([^/]+)/.exec(path)?.[1] ?? []);
  return [...new Set(names)];
}
