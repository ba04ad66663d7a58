import type { Located } from '../config';

/** A diagnostic to show, with the stages at which it occurs where that is not all of them. */
export type Shown = Located & { readonly stages?: readonly string[] | undefined };

/**
 * By file, and by place in it; what has no place comes first.
 * @param texts  the files of the service, its own before those that it includes
 */
export function inOrder<T extends Located>(located: readonly T[], texts: ReadonlyMap<string, string>): T[] {
  const ranks = new Map([...texts.keys()].map((file, index) => [file, index]));
  const rank = ({ file, position }: Located): number => (position === undefined ? -1 : (ranks.get(file ?? '') ?? ranks.size));
  return [...located].sort(
    (a, b) => rank(a) - rank(b) || (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0),
  );
}
