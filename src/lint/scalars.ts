import type { Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { Path } from '../config';
import type { Position } from '../config/locate';
import { rangeOf, type Read, type Yaml } from './document';

/** A scalar that a file writes. */
export interface Written {
  readonly scalar: Scalar;
  readonly start: number;
  readonly end: number;
  readonly side: 'key' | 'value';
  /** Where it is written. */
  readonly path: Path;
  /** The map whose key it is, or whose value. */
  readonly map: YAMLMap | undefined;
  /** It and the nodes around it that have an anchor. */
  readonly anchored: readonly Node[];
}

/** The scalars of a file, by their places. */
export interface Scalars {
  /**
   * The scalar that stands exactly at a place; through an alias, the one that it means.
   * @returns besides, the name that the place itself has: the last of its path
   */
  at(position: Position): { readonly written: Written; readonly name: string | number | undefined } | undefined;
  /** How many paths of the file lead to a scalar at the least; undefined when that cannot be told. */
  readersOf(written: Written): number | undefined;
}

/** An alias, with where it stands. */
interface Used {
  /** What it stands for. */
  readonly meant: unknown;
  /** The last of its path. */
  readonly name: string | number | undefined;
  readonly start: number;
  readonly end: number;
  readonly anchored: readonly Node[];
}

/** Looks at every scalar and alias of a file once. */
export function scalarsIn(yaml: Yaml, { document, lines }: Read): Scalars {
  const scalars: Written[] = [];
  const aliases: Used[] = [];
  yaml.visit(document, {
    Scalar(key, scalar, ancestors) {
      if (!scalar.range) return;
      const [start, end] = scalar.range;
      const path = pathOf(yaml, ancestors, scalar);
      scalars.push({
        scalar,
        start,
        end,
        side: key === 'key' ? 'key' : 'value',
        path,
        map: mapIn(yaml, ancestors),
        anchored: anchoredOf(yaml, ancestors, scalar),
      });
    },
    Alias(key, alias, ancestors) {
      if (!alias.range || key === 'key') return;
      const [start, end] = alias.range;
      const name = pathOf(yaml, ancestors, alias).at(-1);
      aliases.push({ meant: alias.resolve(document), start, end, name, anchored: anchoredOf(yaml, ancestors, alias) });
    },
  });
  // An empty value has no place of its own.
  const byStart = new Map(scalars.filter(({ start, end }) => start < end).map((written) => [written.start, written]));
  const byNode = new Map<unknown, Written>(scalars.map((written) => [written.scalar, written]));
  const aliasByStart = new Map(aliases.map((used) => [used.start, used]));
  const usesOf = (nodes: readonly Node[]): Used[] => (nodes.length === 0 ? [] : aliases.filter(({ meant }) => nodes.some((node) => node === meant)));
  return {
    at(position) {
      const { start, end } = rangeOf(lines, position);
      const written = byStart.get(start);
      if (written?.end === end) return { written, name: written.path.at(-1) };
      const used = aliasByStart.get(start);
      const meant = used?.end === end ? byNode.get(used.meant) : undefined;
      return used && meant && { written: meant, name: used.name };
    },
    readersOf({ anchored, path }) {
      const uses = usesOf(anchored);
      if (uses.length === 0) return 1;
      if (uses.some((used) => usesOf(used.anchored).length > 0)) return undefined;
      // What stands under a name of its own is there for its readers alone.
      return uses.length + (isShelf(path[0]) ? 0 : 1);
    },
  };
}

function isShelf(name: string | number | undefined): boolean {
  return typeof name === 'string' && (name.startsWith('x-') || name === 'custom');
}

function pathOf(yaml: Yaml, ancestors: readonly unknown[], node: unknown): Path {
  const chain = [...ancestors, node];
  return chain.flatMap((one, index): readonly (string | number)[] => {
    if (yaml.isPair(one)) return [nameOf(yaml, one)];
    if (!yaml.isSeq(one)) return [];
    const at = one.items.indexOf(chain[index + 1]);
    return at < 0 ? [] : [at];
  });
}

function nameOf(yaml: Yaml, { key }: Pair): string {
  return yaml.isScalar(key) ? String(key.value) : '';
}

function mapIn(yaml: Yaml, ancestors: readonly unknown[]): YAMLMap | undefined {
  const around = ancestors.at(-2);
  return yaml.isMap(around) ? around : undefined;
}

function anchoredOf(yaml: Yaml, ancestors: readonly unknown[], node: Node): Node[] {
  return [...ancestors, node].filter((one): one is Node => (yaml.isCollection(one) || yaml.isScalar(one)) && one.anchor !== undefined);
}
