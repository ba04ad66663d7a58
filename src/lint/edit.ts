import { posix } from 'node:path';
import type { Finding } from './finding';

/** A change to a file that puts findings right. */
export interface Edit {
  /** As findings name it. */
  readonly file: string;
  /** Offsets in the file's text, UTF-16 units, a byte order mark included; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  /** What to write there. */
  readonly text: string;
  /** What it puts right. */
  readonly findings: readonly Finding[];
}

/** Texts with their edits made, of the files that have any; of edits that overlap, the first is made. */
export function applied(texts: ReadonlyMap<string, string>, edits: readonly Edit[]): Map<string, string> {
  const after = new Map<string, string>();
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = texts.get(file);
    if (text !== undefined)
      after.set(
        file,
        edited(
          text,
          edits.filter((edit) => edit.file === file),
        ),
      );
  }
  return after;
}

/** A text with edits made. */
export function edited(text: string, edits: readonly Pick<Edit, 'start' | 'end' | 'text'>[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: written } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at) continue;
    parts.push(text.slice(at, start), written);
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

/**
 * What changes in files, as `git apply` and `patch -p1` take it; empty when nothing does.
 * @param folder  folder of the files, as the names in the patch should begin
 */
export async function patchOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, folder = ''): Promise<string> {
  const changed = [...after].filter(([file, text]) => before.get(file) !== text);
  if (changed.length === 0) return '';
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  // Three lines around a change are what git and others show.
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return changed
    .map(([file, text]) => {
      const name = posix.join(folder, file);
      return createTwoFilesPatch(`a/${name}`, `b/${name}`, before.get(file) ?? '', text, undefined, undefined, options);
    })
    .join('');
}
