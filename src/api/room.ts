import { readFileSync } from 'node:fs';

/** However many descriptors there are. */
const connectionsMost = 5_000;

/** How many clients there is room for at a time. */
export interface Room {
  readonly connections: number;
  /** Connections that are being turned away; more are closed without a word. */
  readonly partings: number;
  /** Logs that are watched: most connections are left for calls. */
  readonly streams: number;
}

/** @param descriptors  that the process may have; a part of them stays with instances and files */
export function roomIn(descriptors: number): Room {
  const connections = Math.min(connectionsMost, Math.floor(descriptors / 2));
  return { connections, partings: Math.floor(connections / 10), streams: Math.floor(connections / 5) };
}

/** @assumes other systems than Linux give a process enough: Node takes all it can get, and there that is more than ten thousand */
export function descriptorsMax(): number {
  try {
    return Number(/^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Infinity);
  } catch {
    return Infinity;
  }
}
