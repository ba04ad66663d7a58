import { contentOf, entriesOf, type ZipLimits } from './entries';
import { shownName, ZipFault } from './fault';
import { byName, type PackedFile } from './pack';

/** A file in an archive. */
export interface ZipFile extends PackedFile {
  /** Unpacked. */
  readonly bytes: number;
}

/**
 * The files of an archive, by name; folders are where files are. Nothing is unpacked before it is asked for.
 * @throws ZipFault
 */
export function filesOf(zip: Buffer, limits: ZipLimits): ZipFile[] {
  const files = new Map<string, ZipFile>();
  const folders = new Set<string>();
  for (const entry of entriesOf(zip, limits)) {
    const { path, folder, executable, bytes } = entry;
    const name = path.join('/');
    for (let depth = 1; depth < path.length; depth += 1) folders.add(path.slice(0, depth).join('/'));
    if (folder) folders.add(name);
    else if (files.has(name)) throw new ZipFault('twice', { name: shownName(name) });
    else files.set(name, { name, executable, bytes, content: () => contentOf(entry) });
  }
  const both = [...files.keys()].find((name) => folders.has(name));
  if (both !== undefined) throw new ZipFault('twice', { name: shownName(both) });
  return byName([...files.values()]);
}
