import { limits } from './limits';

/** A named, dated set of the platform's behaviours; `custom.scf.engine` overrides single knobs. @source S§19, design.md §4 */
export interface Profile {
  readonly name: ProfileName;
  /** Account quota of the region, MB. @source S10 */
  readonly accountQuotaMB: number;
  /** Part of it that can be allocated to nobody, MB. @source S13 */
  readonly floorMB: number;
  /** Elastic instance starts in one window, over all functions of the region. @source S100–S102 */
  readonly burstPerMinute: number;
  /** Provisioned instance starts in one window, on a budget of their own. @source S105 */
  readonly provisionedPerMinute: number;
  /** How long an idle elastic instance is kept, ms; a range is drawn from per idle period. @source S110, S111 */
  readonly keepAliveMs: KeepAlive;
  /** Waiting asynchronous events of one function. @source S61 */
  readonly asyncQueueMax: number;
  /** Added to every cold start before the handler is loaded, ms. @source S124 */
  readonly coldStartMs: number;
  /** What is done about an instance's memory. @source S154 */
  readonly memory: MemoryWatch;
  /** Whether `context.getRemainingTimeInMillis` exists. @source S196 */
  readonly remainingTime: boolean;
}

export type ProfileName = 'scf-2021';

export type KeepAlive = number | { readonly minMs: number; readonly maxMs: number };

/** `measure` reports an instance's memory, `enforce` also ends a request that exceeds it with 434. */
export type MemoryWatch = 'off' | 'measure' | 'enforce';

/** The platform as the documents of 2021 describe it. */
export const scf2021: Profile = {
  name: 'scf-2021',
  accountQuotaMB: limits.accountQuota.value,
  floorMB: limits.quotaFloor.value,
  burstPerMinute: limits.burst.value,
  provisionedPerMinute: limits.provisionedStart.value,
  keepAliveMs: limits.keepAlive.value * 1000,
  asyncQueueMax: limits.asyncQueue.value,
  coldStartMs: 0,
  memory: 'measure',
  remainingTime: false,
};
