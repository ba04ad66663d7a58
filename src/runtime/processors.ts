import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { posix } from 'node:path';

/** The text of a file of the system; undefined when it is not there, or may not be read. */
type Read = (file: string) => string | undefined;

/** What a control group of either version says of its processors: where its folders are, and how a folder says its share. */
interface Version {
  /** The group of this process, in the lines of `/proc/self/cgroup`. */
  readonly line: RegExp;
  readonly folder: string;
  /** Of a folder; undefined where nothing limits it. */
  readonly share: (folder: string, read: Read) => number | undefined;
}

const versions: readonly Version[] = [
  {
    line: /^0::(\/.*)$/m,
    folder: '/sys/fs/cgroup',
    share: (folder, read) => shareOf(...(read(`${folder}/cpu.max`)?.split(' ') ?? [])),
  },
  {
    line: /^\d+:(?:[^:\n]*,)?cpu(?:,[^:\n]*)?:(\/.*)$/m,
    folder: '/sys/fs/cgroup/cpu',
    share: (folder, read) => shareOf(read(`${folder}/cpu.cfs_quota_us`), read(`${folder}/cpu.cfs_period_us`)),
  },
];

let here: number | undefined;

/** How many processors this process may keep busy on this machine, a fraction where a container has one. Asked once. */
export function processorsHere(): number {
  here ??= Math.min(availableParallelism(), process.platform === 'linux' ? containerShare(readText) : Infinity);
  return here;
}

/**
 * The share of processors that the control groups of this process leave it, which `availableParallelism` of Node 20 does not know of.
 * @returns Infinity where nothing limits it
 */
export function containerShare(read: Read): number {
  const groups = read('/proc/self/cgroup') ?? '';
  const shares = versions.flatMap(({ line, folder, share }) => {
    const group = line.exec(groups)?.[1];
    return group === undefined ? [] : foldersOf(group).map((below) => share(folder + below, read) ?? Infinity);
  });
  return Math.min(Infinity, ...shares);
}

/** A group's folder and those above, up to the one that is mounted: each may limit it. A container may see only the last. */
function foldersOf(group: string): string[] {
  const clean = posix.normalize(group).replace(/\/$/, '');
  return clean === '' ? [''] : [clean, ...foldersOf(posix.dirname(clean))];
}

/** @param quota  processor time in a period: `max` or -1 where there is no limit @param period  in the same unit */
function shareOf(quota?: string, period?: string): number | undefined {
  const share = Number(quota) / Number(period);
  return share > 0 ? share : undefined;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
