import type { Address } from '../../src/offline/address';

/** What an address file says of this very process, unless told otherwise. */
export function addressOf(more: Partial<Address> = {}): Address {
  return {
    pid: process.pid,
    origin: undefined,
    service: 'shop',
    stage: 'dev',
    region: 'ap-guangzhou',
    startedAt: new Date().toISOString(),
    openedMs: Date.now(),
    version: '0.0.0',
    profile: 'scf-2021',
    seed: 1,
    digest: 'same',
    prefix: '',
    token: 'secret',
    ...more,
  };
}
