import type { Range } from '../scf';

/** A time of a range, ms; a constant needs no draw. @param random  from 0 up to 1 @source S111, S124 */
export function drawn(range: Range, random: () => number): number {
  return typeof range === 'number' ? range : range.minMs + random() * (range.maxMs - range.minMs);
}
