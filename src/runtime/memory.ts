import { readdir, readFile } from 'node:fs/promises';
import pidusage from 'pidusage';

const bytesPerMB = 1024 * 1024;

/** Bounds the walk through an instance's processes: the platform allows 1024 processes and threads. @source S150 */
const processesMax = 1024;

/** Looks at the resident memory of processes, again and again while there are some to look at. */
export class MemoryWatcher {
  readonly #intervalMs: number;
  readonly #watched = new Map<number, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  /** @param intervalMs  time between two looks, ms */
  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /**
   * Watch a process, and on Linux those that it has started, too. It is looked at only once it has been watched for a whole interval:
   * a look takes longer than a small run, after which the process tells by itself what it took.
   * @param heard  gets their resident memory, MB
   */
  watch(pid: number, heard: (residentMB: number) => void): void {
    this.#watched.set(pid, { heard, lasts: false });
    this.#timer ??= setInterval(() => void this.#look(), this.#intervalMs).unref();
  }

  unwatch(pid: number): void {
    this.#watched.delete(pid);
  }

  /** Only now: an instance with little to do would start and stop it for every event. */
  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    if (this.#watched.size === 0) {
      this.#stop();
      return;
    }
    const pids = this.#lasting();
    if (pids.length === 0) return;
    this.#looking = true;
    const seen = process.platform === 'linux' ? await Promise.all(pids.map(treeBytes)) : await processBytes(pids);
    this.#looking = false;
    for (const [index, pid] of pids.entries()) {
      const bytes = seen[index];
      // The watch may have ended, and the process too, while we were looking.
      if (bytes !== undefined) this.#watched.get(pid)?.heard(bytes / bytesPerMB);
    }
  }

  /** Those that were watched at the last look already. */
  #lasting(): number[] {
    const pids: number[] = [];
    for (const [pid, watched] of this.#watched) {
      if (watched.lasts) pids.push(pid);
      watched.lasts = true;
    }
    return pids;
  }
}

interface Watched {
  readonly heard: (residentMB: number) => void;
  lasts: boolean;
}

/** Resident bytes of each process; undefined when it is gone. */
async function processBytes(pids: readonly number[]): Promise<(number | undefined)[]> {
  // One call for all: elsewhere than on Linux it starts a program.
  const usage: Partial<Record<string, { memory: number }>> = await pidusage([...pids]).catch(() => ({}));
  return pids.map((pid) => usage[String(pid)]?.memory);
}

/** Resident bytes of a process and all its descendants; undefined when it is gone. */
async function treeBytes(root: number): Promise<number | undefined> {
  let bytes = 0;
  const pids = [root];
  for (const [index, pid] of pids.entries()) {
    if (index >= processesMax) break;
    const resident = await residentBytes(pid);
    if (pid === root && resident === undefined) return undefined;
    bytes += resident ?? 0;
    pids.push(...(await childrenOf(pid)));
  }
  return bytes;
}

async function residentBytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'latin1').catch(() => '')));
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}
