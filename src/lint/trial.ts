import { isDeepStrictEqual } from 'node:util';
import { plainOf, read, type Read, type Yaml } from './document';
import { edited, type Edit } from './edit';
import type { Remedy } from './remedy';

/** An edit of a text without a byte order mark, with what it is to make of a scalar. */
export interface Proposal extends Omit<Edit, 'file'> {
  /** Where the scalar begins, and what it is afterwards; undefined for a comment, which says nothing to a program. */
  readonly scalar: { readonly start: number; readonly value: Remedy['write'] } | undefined;
}

/** The proposals after which a text says what it said before but for their scalars: all of them, or those that do together. */
export function soundOf(yaml: Yaml, { text, document }: Pick<Read, 'text' | 'document'>, proposals: readonly Proposal[]): readonly Proposal[] {
  if (proposals.length === 0 || document.errors.length > 0) return [];
  if (isSound(yaml, text, proposals)) return proposals;
  const sound: Proposal[] = [];
  for (const one of proposals) if (isSound(yaml, text, [...sound, one])) sound.push(one);
  return sound;
}

function isSound(yaml: Yaml, text: string, proposals: readonly Proposal[]): boolean {
  const values = new Map(proposals.flatMap(({ scalar }) => (scalar === undefined ? [] : [[scalar.start, scalar.value] as const])));
  const wanted = read(yaml, text).document;
  yaml.visit(wanted, {
    Scalar(_key, scalar) {
      const [start = NaN, end = NaN] = scalar.range ?? [];
      const value = start < end ? values.get(start) : undefined;
      if (value !== undefined) scalar.value = value;
    },
  });
  const got = read(yaml, edited(text, proposals)).document;
  if (got.errors.length > 0) return false;
  try {
    return isDeepStrictEqual(plainOf(got), plainOf(wanted));
  } catch {
    // Anchors that lead nowhere or round in a circle have no plain value.
    return false;
  }
}
