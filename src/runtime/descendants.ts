import { readdirSync, readFileSync } from 'node:fs';

/** So many are looked at; a handler that starts more has lost count itself. */
const processesMax = 200;

/**
 * The processes that a process has started, and those that these have, as far as none of them has broken away (a daemon has); on Linux. Read
 * at once: who is about to end it must know them before, for they have other parents afterwards.
 */
export function descendantsOf(pid: number): readonly number[] {
  if (process.platform !== 'linux') return [];
  const found = childrenOf(pid);
  for (let at = 0; at < found.length && found.length < processesMax; at += 1) found.push(...childrenOf(found[at] ?? 0));
  return found;
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
      const list = readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1');
      return list.split(' ').filter(Boolean).map(Number);
    });
  } catch {
    // It has ended meanwhile, or this system does not say.
    return [];
  }
}
