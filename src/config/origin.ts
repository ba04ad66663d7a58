import type { Path } from './diagnostic';
import { holdsVariable } from './template';
import { inside, keyIn, type Place, type Variables } from './variables';

/** Where a value of a resolved service is written. */
export interface Origin {
  /** As far as the value's path could be followed. */
  readonly place: Place;
  /** The rest of the path, which lies deeper than that; empty when all of it could be followed. */
  readonly left: Path;
  /** Whether what stands there is the value as it is, and not a text with variables. */
  readonly plain: boolean;
}

/** Variables that lead to variables; those that have a value are far below. */
const hopsMax = 100;

/**
 * Follows a path of the resolved service to where a person would edit it: through variables, into included files.
 * @param at  whether the name is meant, or what it names
 */
export function originOf(variables: Variables, path: Path, at: 'key' | 'value'): Origin {
  return fromTop(variables, { file: '', path }, at, 0);
}

function fromTop(variables: Variables, { file, path }: Place, at: 'key' | 'value', hops: number): Origin {
  return follow(variables, variables.contentOf(file), { file, path: [] }, path, at, hops);
}

function follow(variables: Variables, root: unknown, from: Place, path: Path, at: 'key' | 'value', hops: number): Origin {
  let node = root;
  let place = from;
  for (const [index, key] of path.entries()) {
    if (typeof node === 'string') return through(variables, node, place, path.slice(index), at, hops);
    if (Array.isArray(node) && typeof key === 'string' && !(Number(key) in node))
      return amongItems(variables, node, place, path.slice(index), at, hops);
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return { place, left: path.slice(index), plain: true };
    place = inside(place, keyIn(node, key));
    node = (node as Readonly<Record<string | number, unknown>>)[key];
  }
  return typeof node === 'string' && at === 'value' ? through(variables, node, place, [], at, hops) : { place, left: [], plain: true };
}

/** A text on the way, or at its end: where its variable leads. */
function through(variables: Variables, text: string, place: Place, left: Path, at: 'key' | 'value', hops: number): Origin {
  if (!holdsVariable(text)) return { place, left, plain: true };
  const source = hops < hopsMax ? variables.sourceOf(text, place) : undefined;
  if (source === undefined) return { place, left, plain: false };
  return fromTop(variables, { file: source.file, path: [...source.path, ...left] }, at, hops + 1);
}

/** `functions:` may be a list, which the framework makes one map of: where a path leads furthest, later items before earlier ones. */
function amongItems(variables: Variables, items: readonly unknown[], place: Place, path: Path, at: 'key' | 'value', hops: number): Origin {
  let best: Origin = { place, left: path, plain: true };
  for (const [index, item] of [...items.entries()].reverse()) {
    // A list in a list is none of those.
    const origin = Array.isArray(item) ? best : follow(variables, item, inside(place, index), path, at, hops);
    if (origin.left.length < best.left.length) best = origin;
  }
  return best;
}
