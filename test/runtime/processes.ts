import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** How often, and how many times, we look for what must come about but tells nobody. */
const look = { everyMs: 10, times: 1000 } as const;

/** Waits until something is so, for as long as that may take on a busy machine. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let n = 0; n < look.times; n += 1) {
    if (isSo()) return;
    await pause(look.everyMs);
  }
  throw new Error(`not so after ${look.times * look.everyMs} ms: ${isSo.toString()}`);
}

/** Whether a process runs. One that has ended but was not yet collected by its parent does not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || !['Z', 'X', undefined].includes(stateOf(pid));
}

/** What the kernel says a process does: R, S, T (stopped), Z …; undefined when there is none. Linux only. */
export function stateOf(pid: number): string | undefined {
  try {
    return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}
