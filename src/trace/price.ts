/** List prices in CNY; data with a date, not a promise. @source S171, price pages of 2021-11 to 2022; S174 */
export const prices = {
  currency: 'CNY',
  date: '2021-11-01',
  perGBs: 0.00011108,
  perInvocation: 0.0133 / 10_000,
  perIdleGBs: 0.00005471,
} as const;

/** What the platform gives away each month. @source S173 */
export interface FreeTier {
  readonly gbs: number;
  /** Invocations of event functions and of Web functions; one number is for both together. */
  readonly invocations: number | { readonly event: number; readonly web: number };
}

/** `newcomer` for the first three months of an account, `standard` afterwards. @source S173 */
export const freeTiers = {
  newcomer: { gbs: 400_000, invocations: 1_000_000 },
  standard: { gbs: 20_000, invocations: { event: 50_000, web: 50_000 } },
} as const satisfies Record<string, FreeTier>;

/** What is charged for. */
export interface Usage {
  /** Resource use of executions, GBs. */
  readonly gbs: number;
  /** Invocations that reached an instance; refused ones run no code and are not charged. */
  readonly invocations: { readonly event: number; readonly web: number };
  /** Resource use of idle provisioned instances, GBs. */
  readonly idleGbs: number;
}

/** A cost and what it consists of, in `prices.currency`; `free` is what a free tier takes off, and below 0. */
export interface CostParts {
  readonly amount: number;
  readonly gbs: number;
  readonly invocations: number;
  readonly idle: number;
  readonly free: number;
}

/**
 * What a run costs.
 *
 * @param freeTier  undefined charges everything
 * @source S170–S173; idle time of provisioned instances is never free
 * @assumes S175, throttled requests do not count as invocations
 * @assumes S54, a retry of an asynchronous event is charged for its time, and is no invocation of its own
 * @assumes S173, a run lies within one month: what is free is free once
 */
export function costOf({ gbs, invocations, idleGbs }: Usage, freeTier?: FreeTier): CostParts {
  const { event, web } = invocations;
  const parts = { gbs: gbs * prices.perGBs, invocations: (event + web) * prices.perInvocation, idle: idleGbs * prices.perIdleGBs };
  const free = freeTier ? -(Math.min(gbs, freeTier.gbs) * prices.perGBs + freeInvocations(freeTier, event, web) * prices.perInvocation) : 0;
  return { amount: parts.gbs + parts.invocations + parts.idle + free, ...parts, free };
}

function freeInvocations({ invocations }: FreeTier, event: number, web: number): number {
  if (typeof invocations === 'number') return Math.min(event + web, invocations);
  return Math.min(event, invocations.event) + Math.min(web, invocations.web);
}

/**
 * Resource use of one execution.
 * @param memoryMB    configured memory, MB
 * @param durationMs  counted in whole ms, begun ones included
 * @returns GBs
 * @source S170: 256 MB × 1760 ms = 0.44 GBs
 */
export function gbsOf(memoryMB: number, durationMs: number): number {
  return (memoryMB / 1024) * (billedMs(durationMs) / 1000);
}

/** What the difference of two times is off by at most, ms; it must not begin a millisecond. */
const ROUNDING_MS = 1e-6;

/** A duration as it is charged: whole ms, begun ones included. @source S170 */
export function billedMs(durationMs: number): number {
  return Math.max(0, Math.ceil(durationMs - ROUNDING_MS));
}
