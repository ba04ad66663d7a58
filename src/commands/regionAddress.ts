import { findRunning, readAddress, type LiveAddress } from '../offline/address';
import { RegionFailure } from './regionFault';

/** Of a running region, what one needs to ask it. */
export interface RegionAddress extends Pick<LiveAddress, 'origin' | 'prefix'> {
  /** Of its address file; with it nothing need be signed. */
  readonly token?: string;
}

/**
 * Where the offline region of a service listens, and what stands there before the keys of its functions.
 * @param dir  folder of the service; absolute
 * @throws RegionFailure when none runs
 */
export async function offlineAddressOf(dir: string): Promise<RegionAddress> {
  const running = await findRunning(dir);
  if (running) return running;
  const left = await readAddress(dir);
  // A region that was killed has left its address behind.
  throw new RegionFailure(left ? { kind: 'staleRegion', dir, pid: left.pid } : { kind: 'noRegion', dir });
}
