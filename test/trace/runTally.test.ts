import Ajv from 'ajv';
import summarySchema from '../../schema/summary.json';
import type { LimitKind } from '../../src/scf';
import { billedMs, freeTiers, RunTally } from '../../src/trace';

const peaks = () => ({ started: 1, alivePeak: 1, busyPeakMB: 1024 });
const end = { profile: 'scf-2021', seed: 1, endedMs: 60_000, peaks };
const functions: Readonly<Record<string, { memoryMB: number; type: 'event' | 'web' }>> = {
  small: { memoryMB: 128, type: 'event' },
  large: { memoryMB: 1024, type: 'web' },
};
const tallied = (exactMax?: number) => new RunTally((key) => functions[key] ?? { memoryMB: 1024, type: 'event' }, exactMax);

function runs(run: RunTally, key: string, durationMs: number, times = 1): void {
  const tally = run.of(key);
  for (let time = 0; time < times; time += 1) {
    tally.arrived(true);
    tally.ran(time === 0, billedMs(durationMs));
    tally.ended(200, 'FINISHED', durationMs);
  }
}

it('adds functions of different memory up (S170)', () => {
  const run = tallied();
  runs(run, 'small', 1000, 8);
  runs(run, 'large', 2000);
  const { gbs, functions: by, invocations, coldStarts } = run.summary(end);
  expect([by['small']?.gbs, by['large']?.gbs, gbs]).toEqual([1, 2, 3]);
  expect({ invocations, coldStarts }).toEqual({ invocations: 9, coldStarts: 2 });
});

it.each<{ limit: LimitKind; counts: object }>([
  { limit: 'reserved', counts: { quota: 1, burst: 0, qps: 0, ramp: 0 } },
  { limit: 'pool', counts: { quota: 1, burst: 0, qps: 0, ramp: 0 } },
  { limit: 'burst', counts: { quota: 0, burst: 1, qps: 0, ramp: 0 } },
  { limit: 'qps', counts: { quota: 0, burst: 0, qps: 1, ramp: 0 } },
  { limit: 'ramp', counts: { quota: 0, burst: 0, qps: 0, ramp: 1 } },
])('counts what $limit was in the way of (S14, S12, S101, S79, S51)', ({ limit, counts }) => {
  const run = tallied();
  run.of('small').throttled(limit);
  expect(run.summary(end).throttled).toEqual(counts);
  expect(run.summary(end).functions['small']?.throttled).toEqual(counts);
});

it('counts each wait once, however often it is asked', () => {
  const run = tallied();
  runs(run, 'small', 1000, 3);
  expect(run.of('small').waitMs.count).toBe(3);
  runs(run, 'small', 1000);
  const tally = run.of('small');
  tally.arrived(false);
  tally.began(10);
  // One that was refused waits for nothing.
  tally.arrived(false);
  tally.refused(432, 'REFUSED');
  expect([tally.waitMs.count, tally.waitMs.count, tally.waitMs.max]).toEqual([5, 5, 10]);
});

it('gives what never had an instance no time and no cost (S175)', () => {
  const run = tallied();
  run.of('small').arrived(false);
  run.of('small').refused(432, 'REFUSED');
  expect(run.summary(end)).toMatchObject({
    invocations: 1,
    byStatus: { 432: 1 },
    states: { REFUSED: 1 },
    latencyMs: { max: 0 },
    cost: { amount: 0 },
  });
});

it('charges idle provisioned instances of each version (S172)', () => {
  const run = tallied();
  run.of('large').provisioned().started(2, 0);
  run.of('large').provisioned('2').started(1, 0);
  run.of('large').provisioned().busy(1, 0);
  const { provisioned, cost } = run.summary(end);
  expect(provisioned).toEqual({ instances: 3, idleGbs: 120 });
  expect(cost.amount).toBeCloseTo(120 * 0.00005471, 8);
  expect(run.summary(end)).toEqual(run.summary(end));
});

it('takes a free tier off the whole, since functions share it (S173)', () => {
  const run = tallied();
  runs(run, 'small', 1000, 3);
  runs(run, 'large', 1000);
  const { cost, functions: by } = run.summary({ ...end, freeTier: freeTiers.standard });
  expect(cost.amount).toBe(0);
  expect(cost.parts.free).toBeCloseTo(-(cost.parts.gbs + cost.parts.invocations), 8);
  expect(by['large']?.cost.parts.free).toBe(0);
  expect(by['large']?.cost.amount).toBeGreaterThan(0);
});

it('keeps functions apart, however many there are and whenever it is asked', () => {
  const keys = Array.from({ length: 40 }, (_, at) => `f${at}`);
  const together = tallied();
  const alone = keys.map(() => tallied());
  for (let round = 1; round <= 150; round += 1) {
    for (const [at, key] of keys.entries()) {
      if (round <= at) continue; // they come one by one, and to different numbers
      runs(together, key, round * (at + 1));
      runs(alone[at] ?? together, key, round * (at + 1));
    }
    if (round % 70 === 0) together.summary(end);
  }
  const { functions: by, invocations } = together.summary(end);
  for (const [at, key] of keys.entries()) expect(by[key]).toEqual(alone[at]?.summary(end).functions[key]);
  expect(invocations).toBe(keys.reduce((sum, _, at) => sum + 150 - at, 0));
});

it('agrees with exact percentiles to 0.4 % when it keeps none', () => {
  const [exact, bucketed] = [tallied(), tallied(0)].map((run) => {
    for (let ms = 1; ms <= 2000; ms += 1) runs(run, ms % 3 === 0 ? 'small' : 'large', ms * 1.37);
    return run.summary(end);
  });
  for (const share of ['p50', 'p90', 'p99'] as const) {
    const value = exact?.latencyMs[share] ?? NaN;
    expect(Math.abs((bucketed?.latencyMs[share] ?? NaN) - value)).toBeLessThan(value * 0.004);
    expect(bucketed?.latencyMs[share]).not.toBe(value);
  }
  expect(bucketed?.latencyMs.max).toBe(exact?.latencyMs.max);
  expect({ ...bucketed, latencyMs: 0, waitMs: 0, functions: 0 }).toEqual({ ...exact, latencyMs: 0, waitMs: 0, functions: 0 });
});

it('holds to the published schema', () => {
  const run = tallied();
  runs(run, 'small', 1000, 3);
  run.of('small').throttled('qps');
  const validate = new Ajv({ strict: false }).compile(summarySchema);
  expect([validate(run.summary({ ...end, freeTier: freeTiers.newcomer })), validate.errors]).toEqual([true, null]);
});
