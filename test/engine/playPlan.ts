import fc from 'fast-check';
import { claimOf, chargedMB, scf2021, type FunctionLimits, type Profile, type RegionPlan, type RunStatus, type Tracking } from '../../src/scf';
import { functionPlan, regionPlan } from '../scf/plans';

/** Regions to play with: every knob of the engine, and every limit small enough to be met within a few moves. */

/** Now and then, the one; mostly the other. */
function seldom<T>(rare: fc.Arbitrary<T>, usual: fc.Arbitrary<T>, times = 4): fc.Arbitrary<T> {
  return fc.oneof({ weight: times, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

export const trackings: fc.Arbitrary<Tracking> = fc
  .record({ target: fc.constantFrom(0.3, 0.5, 0.8), min: fc.integer({ min: 1, max: 2 }), more: fc.integer({ min: 0, max: 3 }) })
  .map(({ target, min, more }) => ({ target, min, max: min + more }));

/** What a function's configuration says; its reservation and provisioned instances are checked against the account where they are set. */
export const functionChoices = fc
  .record({
    memoryMB: fc.constantFrom(64, 128, 256, 384),
    reservedMB: fc.constantFrom(undefined, undefined, undefined, undefined, 0, 128, 200, 256, 512, 768),
    provisionedInstances: fc.constantFrom(0, 0, 1, 2, 3),
    tracking: seldom<Tracking | undefined>(trackings, fc.constant(undefined)),
    published: fc.boolean(),
    asyncRun: fc.boolean(),
    timeoutMs: fc.constantFrom(1_000, 3_000, 60_000, 86_400_000),
    initTimeoutMs: fc.constantFrom(3_000, 65_000),
    retryNum: fc.integer({ min: 0, max: 2 }),
    msgTtlMs: fc.constantFrom(60_000, 90_000, 150_000, 600_000),
    hasDeadLetter: fc.boolean(),
    instanceConcurrency: seldom(fc.constantFrom(2, 3), fc.constant(1), 1),
    hasRole: fc.boolean(),
  })
  .map(({ published, hasDeadLetter, hasRole, ...choices }) => ({
    ...choices,
    // Tracking excludes a fixed number (S136), Web functions have no asynchronous execution (S88).
    provisionedInstances: choices.tracking ? 0 : choices.provisionedInstances,
    instanceConcurrency: choices.asyncRun ? 1 : choices.instanceConcurrency,
    schedule: published ? [{ name: 'night', cron: '0 0 22 * * * *', instances: 1 }] : [],
    deadLetter: hasDeadLetter ? { type: 'topic', name: 'dead' } : undefined,
    role: hasRole ? 'qcs::cam::role' : undefined,
  }));

const asyncRuns: fc.Arbitrary<Partial<Profile['asyncRun']>> = fc.record({
  maxQps: fc.constantFrom<number | 'quota/10'>(1_000, 1_000, 2, 5, 'quota/10'),
  qpsScope: fc.constantFrom('region', 'function'),
  retryThrottled: seldom(fc.constant(false), fc.constant(true), 2),
  graceFinalState: fc.constantFrom('outcome', 'ABORTED'),
});

const overrides: fc.Arbitrary<Profile['retryClassOverrides']> = fc.constantFrom<Profile['retryClassOverrides']>(
  {},
  {},
  {},
  { 438: 'system', 430: 'request' },
  { 438: 'overLimit', 443: 'overLimit' },
  { 500: 'run', 437: 'request', 434: 'system' },
);

const profiles: fc.Arbitrary<Partial<Profile>> = fc.record({
  quotaModel: fc.constantFrom('seed', 'ga'),
  quotaCounts: seldom<Profile['quotaCounts']>(fc.constant('alive'), fc.constant('busy'), 2),
  floorMB: fc.constantFrom(0, 128, 256),
  burstPerMinute: fc.constantFrom(1, 2, 3, 4, 8, 30),
  burstWindow: fc.constantFrom('fixed-first', 'fixed-clock', 'sliding', 'token-bucket'),
  checkOrder: fc.constantFrom('quota-burst', 'burst-quota'),
  provisionedPerMinute: fc.constantFrom(1, 2, 5),
  provisionedSharesBurst: fc.boolean(),
  keepAliveMs: fc.constantFrom<Profile['keepAliveMs']>(0, 1_000, 60_000, 300_000, { minMs: 500, maxMs: 60_000 }),
  reuse: fc.constantFrom('mru', 'lru', 'random'),
  asyncDequeue: fc.constantFrom<Profile['asyncDequeue']>(
    { mode: 'hold' },
    { mode: 'hold' },
    { mode: 'eager' },
    { mode: 'ramp', instances: 1, everyMs: 10_000 },
    { mode: 'ramp', instances: 2, everyMs: 500 },
  ),
  asyncQueueMax: fc.constantFrom(2, 6, 100_000, 100_000),
  asyncQueueScope: fc.constantFrom('function', 'account'),
  retryMs: fc.record({ run: fc.constantFrom(500, 60_000), throttled: fc.constantFrom(10_000, 60_000), system: fc.constantFrom(5_000, 60_000) }),
  systemBackoffMaxMs: fc.constantFrom(undefined, 30_000, 300_000),
  requeueOrder: fc.constantFrom('due', 'due', 'tail', 'head'),
  retryClassOverrides: overrides,
  dlqForRequestErrors: fc.boolean(),
  asyncRun: asyncRuns.map((asyncRun) => ({ ...scf2021.asyncRun, ...asyncRun })),
  trackingRounding: fc.constantFrom('ceil', 'floor', 'round'),
  invokeApiTimeoutMs: fc.constantFrom(undefined, undefined, 2_000),
  settleMs: fc.constantFrom(0, 0, 5_000),
});

/** A region, and how many of a function's provisioned instances are really started. */
export interface Region {
  readonly plan: RegionPlan;
  readonly provisionedMax: number;
  /** Events of a function that wait in memory. */
  readonly waitingMax: number;
  /** When it begins, ms. */
  readonly startMs: number;
  /** What runs end with, one after the other, once no more calls come. */
  readonly outcomes: readonly RunStatus[];
}

/** The account holds what is allocated, and the floor; there is little beside. */
export const regions: fc.Arbitrary<Region> = fc
  .record({
    choices: fc.array(functionChoices, { minLength: 1, maxLength: 3, size: 'max' }),
    elsewhereMB: fc.constantFrom(0, 256),
    freeMB: fc.constantFrom(0, 128, 256, 512, 1_024),
    profile: profiles,
    provisionedMax: seldom(fc.constant(1), fc.constant(Infinity), 6),
    waitingMax: seldom(fc.constantFrom(1, 2, 3, 5), fc.constant(Infinity), 3),
    startMs: fc.constantFrom(0, 59_999.5, 1_763_769_600_123.25),
    outcomes: fc.constantFrom<readonly RunStatus[]>([200], [430, 200], [500, 430, 500, 200], [433, 449, 500, 500, 200]),
  })
  .map(({ choices, elsewhereMB, freeMB, profile, waitingMax: drawnMax, ...rest }) => {
    const fns = choices.map((choice, index) => functionPlan('abcd'.charAt(index), fitted(choice, profile)));
    const allocated = [{ name: 'elsewhere', reservedMB: elsewhereMB, provisionedMB: 0 }];
    const takenMB = [...allocated, ...fns.map(claimOf)].reduce((sum, claim) => sum + Math.max(chargedMB(claim), claim.provisionedMB), 0);
    const { floorMB = 0 } = profile;
    // What comes back to the tail stands at the end of what is in memory, which has to be the whole queue.
    const waitingMax = profile.requeueOrder === 'tail' ? Infinity : drawnMax;
    return { plan: regionPlan(fns, { allocated, profile: { ...profile, accountQuotaMB: takenMB + floorMB + freeMB } }), waitingMax, ...rest };
  });

/** What the validator refuses is left out: provisioned instances that do not fit into the reservation (S22). */
export function fitted<T extends Pick<FunctionLimits, 'reservedMB' | 'provisionedInstances' | 'memoryMB'>>(
  choice: T,
  { quotaModel }: Partial<Profile>,
): T {
  if (quotaModel === 'ga') return choice;
  const most = Math.floor((choice.reservedMB ?? Infinity) / choice.memoryMB);
  return { ...choice, provisionedInstances: Math.min(choice.provisionedInstances, most) };
}
