import { billedMs, costOf, freeTiers, gbsOf } from '../../src/trace/price';

const none = { gbs: 0, invocations: { event: 0, web: 0 }, idleGbs: 0 };

it('S170: 256 MB × 1760 ms = 0.44 GBs', () => {
  expect(gbsOf(256, 1760)).toBeCloseTo(0.44, 10);
});

it.each([
  { durationMs: 0, billed: 0, why: 'nothing costs nothing' },
  { durationMs: 0.2, billed: 1, why: 'a begun millisecond counts whole' },
  { durationMs: 100, billed: 100, why: 'a whole one is no more than itself' },
  { durationMs: 8.23 + 250 - 8.23, billed: 250, why: 'what subtraction of times adds begins no millisecond' },
  { durationMs: 1_700_000_000_000.3 + 0.1 - 1_700_000_000_000.3, billed: 1, why: 'nor does it swallow one' },
])('S170: $durationMs ms are charged as $billed: $why', ({ durationMs, billed }) => {
  expect(billedMs(durationMs)).toBe(billed);
});

it('S171, S174: at the prices of a date, 0.00011108 CNY a GBs and 0.0133 CNY for 10,000 invocations', () => {
  const cost = costOf({ ...none, gbs: 1000, invocations: { event: 7_000, web: 3_000 } });
  expect(cost.gbs).toBeCloseTo(0.11108, 10);
  expect(cost.invocations).toBeCloseTo(0.0133, 10);
  expect(cost.amount).toBeCloseTo(0.12438, 10);
});

it('S172: 1050 GBs of idle provisioned instances are about 0.057 CNY', () => {
  expect(costOf({ ...none, idleGbs: 1050 })).toMatchObject({ idle: expect.closeTo(0.0574455, 10), amount: expect.closeTo(0.0574455, 10) });
});

it.each([
  { tier: 'newcomer', gbs: 400_000, event: 900_000, web: 100_000, amount: 0, why: 'all that is free, and no more' },
  { tier: 'newcomer', gbs: 500_000, event: 0, web: 0, amount: 11.108, why: 'GBs beyond' },
  { tier: 'newcomer', gbs: 0, event: 600_000, web: 600_000, amount: 0.266, why: 'invocations of both kinds beyond' },
  { tier: 'standard', gbs: 30_000, event: 0, web: 0, amount: 1.1108, why: 'GBs beyond' },
  { tier: 'standard', gbs: 0, event: 100_000, web: 0, amount: 0.0665, why: "event functions have no use of Web functions' part" },
  { tier: 'standard', gbs: 0, event: 0, web: 60_000, amount: 0.0133, why: 'nor Web functions of theirs' },
] as const)('S173: $tier, $gbs GBs, $event + $web invocations cost $amount CNY: $why', ({ tier, gbs, event, web, amount }) => {
  expect(costOf({ ...none, gbs, invocations: { event, web } }, freeTiers[tier]).amount).toBeCloseTo(amount, 8);
});

it('S173: no free tier covers idle time, and what it takes off is the difference', () => {
  const usage = { gbs: 10, invocations: { event: 10, web: 0 }, idleGbs: 10 };
  const free = costOf(usage, freeTiers.standard);
  expect(free.amount).toBeCloseTo(free.idle, 12);
  expect(free.free).toBeCloseTo(free.idle - costOf(usage).amount, 12);
});
