import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Sends a signal to a process or, with a negative id, to a group. Whether there was one. */
export function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Once a process and all its streams are closed. */
export async function closed(child: ChildProcess): Promise<void> {
  if (child.stdio.every((stream) => stream === null || stream === undefined || stream.closed)) return;
  await once(child, 'close');
}
