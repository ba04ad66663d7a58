import { handOver } from '../../region';
import type { RegionPlan } from '../../scf';
import type { Store } from '../../store';
import { Archive, givenKey, type Sighting } from './documents';

/**
 * Under one key `serverless.yml` has another function in each stage, and events lie in the store by keys. Those of the function
 * that had the key last are put aside under its whole name, where they wait as events of functions that are not there; those of
 * the one that has it now are brought back. Before the region is opened.
 */
export function partNamesakes({ functions, namespace }: RegionPlan, store: Store): void {
  const latest = latestOf(new Archive(store).sightings());
  for (const fn of functions) {
    const own = givenKey({ ...fn, namespace: fn.namespace ?? namespace });
    const last = latest.get(fn.key)?.name ?? own;
    if (last === own) continue;
    handOver(store, fn.key, last);
    handOver(store, own, fn.key);
  }
}

/** Who had each key last. */
function latestOf(sightings: ReadonlyMap<string, Sighting>): ReadonlyMap<string, { readonly name: string; readonly absentMs: number }> {
  const latest = new Map<string, { readonly name: string; readonly absentMs: number }>();
  for (const [name, { absentMs = Infinity }] of sightings) {
    const key = name.slice(0, name.lastIndexOf(' '));
    if (absentMs >= (latest.get(key)?.absentMs ?? -Infinity)) latest.set(key, { name, absentMs });
  }
  return latest;
}
