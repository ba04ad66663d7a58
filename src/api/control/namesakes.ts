import { handOver } from '../../region';
import type { RegionPlan } from '../../scf';
import type { Store } from '../../store';
import { Archive, givenKey } from './documents';
import type { FunctionRecord } from './record';
import { Sightings } from './sightings';

type Named = Pick<FunctionRecord, 'key' | 'namespace' | 'name'>;

/** Makes what one function has in a store another's. */
type HandOver = (from: string, to: string) => void;

/**
 * Under one key `serverless.yml` has another function in each stage, and events lie in the store by keys. Those of the function
 * that had the key last are put aside under its whole name, where they wait as events of functions that are not there; those of
 * the one that is to have it are brought back.
 */
export function partNamesakes(sightings: Sightings, coming: readonly Named[], nowMs: number, give: HandOver): void {
  const last = sightings.lastByKey();
  for (const fn of coming) {
    const own = givenKey(fn);
    const before = last.get(fn.key) ?? own;
    if (before === own) continue;
    give(fn.key, before);
    give(own, fn.key);
    sightings.takeOver(before, own, nowMs);
  }
}

/** Of the own service, before its region is opened. */
export function partOwnNamesakes({ functions, namespace }: RegionPlan, store: Store, nowMs: number): void {
  const coming = functions.map((fn) => ({ ...fn, namespace: fn.namespace ?? namespace }));
  partNamesakes(new Sightings(new Archive(store)), coming, nowMs, (from, to) => handOver(store, from, to));
}
