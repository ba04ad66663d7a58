import { givenKey, type Archive, type Sighting } from './documents';
import type { FunctionRecord } from './record';

/** So long are functions remembered that are not in the region, ms: 30 days … */
const absentMaxMs = 30 * 86_400_000;

/** … and so many of them, those that went last. */
const absentMax = 1_000;

type Named = Pick<FunctionRecord, 'key' | 'namespace' | 'name'>;

/** Of those that are absent, who are forgotten now. */
export function longAbsent<T extends { readonly absentMs: number | undefined }>(absent: readonly T[], nowMs: number): T[] {
  const latest = [...absent].sort((a, b) => (b.absentMs ?? nowMs) - (a.absentMs ?? nowMs));
  return latest.filter(({ absentMs }, at) => at >= absentMax || (absentMs ?? nowMs) <= nowMs - absentMaxMs);
}

/** When functions of services came first, and by which ids: they have both again at each start. */
export class Sightings {
  readonly #archive: Archive;
  readonly #known: Map<string, Sighting>;

  constructor(archive: Archive) {
    this.#archive = archive;
    this.#known = archive.sightings();
  }

  of(fn: Named): Sighting | undefined {
    return this.#known.get(givenKey(fn));
  }

  /** Who had each key last, by whole names. */
  lastByKey(): ReadonlyMap<string, string> {
    const last = new Map<string, { readonly name: string; readonly absentMs: number }>();
    for (const [name, { absentMs = Infinity }] of this.#known) {
      const key = name.slice(0, name.lastIndexOf(' '));
      if (absentMs >= (last.get(key)?.absentMs ?? -Infinity)) last.set(key, { name, absentMs });
    }
    return new Map([...last].map(([key, { name }]) => [key, name]));
  }

  /** Whoever had a key last has it no longer; that is so also if the next one does not come after all. */
  takeOver(before: string, next: string, nowMs: number): void {
    const [was, is] = [this.#known.get(before), this.#known.get(next)];
    if (was) this.#put(before, { ...was, absentMs: was.absentMs ?? nowMs });
    if (is) this.#put(next, { ...is, absentMs: nowMs + 1 });
  }

  /** It is in the region. */
  came(record: FunctionRecord): void {
    const { id, addMs } = record;
    const known = this.of(record);
    if (known?.id !== id || known.addMs !== addMs || known.absentMs !== undefined) this.#put(givenKey(record), { id, addMs, absentMs: undefined });
  }

  /** It may come again. */
  left(record: FunctionRecord, nowMs: number): void {
    const { id, addMs } = record;
    this.#put(givenKey(record), { id, addMs, absentMs: nowMs });
  }

  /** What comes under this name is another one. */
  forget(fn: Named): void {
    this.#remove(givenKey(fn));
  }

  /** @param present  what is in the region */
  forgetLongAbsent(present: Iterable<Named>, nowMs: number): void {
    const here = new Set(Array.from(present, givenKey));
    const absent = [...this.#known].filter(([key]) => !here.has(key)).map(([key, sighting]) => ({ key, ...sighting }));
    for (const { key, absentMs, ...sighting } of absent) if (absentMs === undefined) this.#put(key, { ...sighting, absentMs: nowMs });
    for (const { key } of longAbsent(absent, nowMs)) this.#remove(key);
  }

  #put(key: string, sighting: Sighting): void {
    this.#known.set(key, sighting);
    this.#archive.putSighting(key, sighting);
  }

  #remove(key: string): void {
    if (this.#known.delete(key)) this.#archive.removeSighting(key);
  }
}
