import { posix } from 'node:path';

/** A path of the parts that are not empty, with `/` and no detours; '' when all are. */
export function shownPath(...parts: readonly string[]): string {
  const path = posix.join(...parts);
  return path === '.' ? '' : path;
}
