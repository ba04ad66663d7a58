import type { Scalar } from 'yaml';
import type { Path } from '../config';
import { plainOf, type Read, type Yaml } from './document';
import type { Finding } from './finding';
import { remedyOf, type Remedy } from './remedy';
import { scalarsIn, type Scalars, type Written } from './scalars';
import type { Proposal } from './trial';

/** What findings want of one scalar. */
interface Wish {
  readonly written: Written;
  readonly write: Remedy['write'];
  readonly findings: readonly Finding[];
}

/** Edits of keys and values; none where two want different things. */
export function scalarEdits(yaml: Yaml, within: Read, findings: readonly Finding[]): Proposal[] {
  if (findings.every(({ diagnostic: { code } }) => code === 'SCF505')) return [];
  const scalars = scalarsIn(yaml, within);
  const wishes = wishesOf(findings, scalars).filter((wish) => concernsAll(wish, scalars));
  const free = wishes.filter((wish) => wish.written.side === 'value' || !isTaken(wish, wishes, within));
  return free.flatMap(({ written: { scalar, start, end }, write, findings: those }) => {
    const text = sourceOf(scalar, write);
    return text === undefined ? [] : [{ start, end, text, findings: those, scalar: { start, value: write } }];
  });
}

function wishesOf(findings: readonly Finding[], scalars: Scalars): Wish[] {
  const wishes = new Map<Written, Wish>();
  const disputed = new Set<Written>();
  for (const finding of findings) {
    const remedy = remedyOf(finding.diagnostic);
    const written = remedy && writtenFor(finding, remedy, scalars);
    if (remedy === undefined || written === undefined) continue;
    const { write } = remedy;
    const known = wishes.get(written);
    if (known !== undefined && known.write !== write) disputed.add(written);
    wishes.set(written, { written, write, findings: [...(known?.findings ?? []), finding] });
  }
  return [...wishes.values()].filter(({ written }) => !disputed.has(written));
}

/** The scalar that a finding is about, if it is what was found. */
function writtenFor({ diagnostic: { path }, position }: Finding, { side, isWhatWasFound }: Remedy, scalars: Scalars): Written | undefined {
  const place = position && scalars.at(position);
  if (place === undefined || place.written.side !== side || !isWhatWasFound(place.written.scalar.value)) return undefined;
  // A place of another name is the target of a variable, and others may read it.
  return String(place.name) === String(path.at(-1)) ? place.written : undefined;
}

/** Whether everyone who reads a scalar has the finding, and so none is harmed by its remedy. */
function concernsAll({ written, findings }: Wish, scalars: Scalars): boolean {
  const readers = scalars.readersOf(written);
  return readers !== undefined && new Set(findings.map(({ diagnostic: { path } }) => JSON.stringify(path))).size >= readers;
}

/** Whether a map that a key is in, or that it is merged into, has the new name too, or another key would take it. */
function isTaken({ written: { map }, write, findings }: Wish, wishes: readonly Wish[], { document }: Read): boolean {
  if (wishes.some((other) => other.written.map === map && other.written.side === 'key' && other.write === write && other.findings !== findings))
    return true;
  try {
    const whole = plainOf(document);
    const own: unknown = map?.toJS(document, { maxAliasCount: -1 });
    return [own, ...findings.map(({ diagnostic: { path } }) => valueAt(whole, path.slice(0, -1)))].some((value) => hasName(value, String(write)));
  } catch {
    return true;
  }
}

function valueAt(whole: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (hasName(value, String(key)) ? (value as Readonly<Record<string, unknown>>)[key] : undefined), whole);
}

function hasName(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}

/** How a scalar is written, in the quotes that it has; a number needs none. Undefined for blocks, and for what no quotes can be trusted with. */
function sourceOf({ type, source, value }: Scalar, write: Remedy['write']): string | undefined {
  const isOneLine = type === 'PLAIN' || type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE';
  if (!isOneLine || source?.includes('\n') === true) return undefined;
  // 0x100 and 1e3 are numbers that somebody meant to write so.
  if (typeof value === 'number' && typeof write === 'number' && !/^\d+$/.test(source ?? '')) return undefined;
  if (typeof write !== 'string' || type === 'PLAIN') return String(write);
  return type === 'QUOTE_DOUBLE' ? JSON.stringify(write) : `'${write.replaceAll("'", "''")}'`;
}
