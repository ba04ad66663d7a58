/** List prices in CNY; data with a date, not a promise. @source S171, price pages of 2021-11 to 2022; S174 */
export const prices = {
  currency: 'CNY',
  date: '2021-11-01',
  perGBs: 0.00011108,
  perInvocation: 0.0133 / 10_000,
} as const;

/**
 * What executions cost, before any free tier and without the idle time of provisioned instances.
 *
 * @param gbs          resource use, GBs
 * @param invocations  that reached an instance; refused ones run no code and are not charged
 * @returns an amount in `prices.currency`
 * @source S170, S171
 * @assumes S175, throttled requests do not count as invocations
 */
export function costOf(gbs: number, invocations: number): number {
  return gbs * prices.perGBs + invocations * prices.perInvocation;
}

/**
 * Resource use of one execution.
 * @param memoryMB    configured memory, MB
 * @param durationMs  counted in whole ms, begun ones included
 * @returns GBs
 * @source S170: 256 MB × 1760 ms = 0.44 GBs
 */
export function gbsOf(memoryMB: number, durationMs: number): number {
  return (memoryMB / 1024) * (Math.ceil(durationMs) / 1000);
}
