import type { EventCount } from './port';

/** Adds up counts of the same function and state, in the order of their names. */
export function countsOf(parts: readonly EventCount[]): readonly EventCount[] {
  const sums = new Map<string, EventCount>();
  for (const { function: functionKey, state, count } of parts) {
    const key = JSON.stringify([functionKey, state]);
    sums.set(key, { function: functionKey, state, count: count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
