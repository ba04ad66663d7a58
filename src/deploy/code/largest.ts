/** A part of a package. */
export interface Part {
  /** A folder ends in `/`. */
  readonly name: string;
  readonly bytes: number;
}

/** As many are worth telling. */
const toldMax = 5;

/** The parts that a package is large by: files at its top, folders there, and packages in `node_modules`. */
export function largestParts(files: readonly Part[]): Part[] {
  const parts = new Map<string, number>();
  for (const { name, bytes } of files) {
    const part = partOf(name);
    parts.set(part, (parts.get(part) ?? 0) + bytes);
  }
  return [...parts]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, toldMax);
}

function partOf(name: string): string {
  const [found] = /^(?:node_modules\/(?:@[^/]+\/)?)?[^/]+\//.exec(name) ?? [];
  return found ?? name;
}
