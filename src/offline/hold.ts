import type { Region } from '../region';
import { PUBLISHED } from '../scf';

/**
 * Lets nothing new begin of functions that are about to leave a region: what runs goes on to its end, what waits stays in its
 * queue. It is the platform's own switch, a reservation of 0; whatever else knows of quotas is not told.
 *
 * @source S17; S14: provisioned instances would run events without a reservation, so none is left that is idle
 */
export function holdBack(region: Region, keys: Iterable<string>): void {
  for (const key of keys) {
    const provisioned = region.instances(key).filter((instance) => instance.provisioned);
    for (const version of new Set([PUBLISHED, ...provisioned.map((instance) => instance.version)])) {
      // Without tracking, a version is left with no provisioned instance, however it came to have some.
      region.configure({ kind: 'tracking', function: key, version, tracking: undefined, by: 'schedule' });
    }
    region.configure({ kind: 'reserved', function: key, reservedMB: 0 });
  }
}
