import fc from 'fast-check';
import sum from 'lodash/sum';
import { profiles, type FunctionPlan, type Model, type Profile } from '../../src/scf';
import { Simulation } from '../../src/simulation';
import { summarise, type TraceRow } from '../../src/trace';
import { functionPlan, regionPlan } from '../scf/plans';
import { scenes } from './scenes';
import { simulated } from './simulated';

const model = (parts: Partial<Model>): Model => ({ coldStartMs: undefined, durationMs: undefined, failures: [], coldStartFailures: [], ...parts });

/** One call after the other, so far apart. */
function every(gapMs: number, calls: number, more: Partial<TraceRow> = {}): TraceRow[] {
  return Array.from({ length: calls }, (_, nth) => ({ atMs: nth * gapMs, function: 'a', type: 'sync' as const, ...more }));
}

/** A region of one function `a`. */
function alone(fn: Partial<FunctionPlan>, profile: Partial<Profile> = {}, models: Partial<Model> = {}) {
  return regionPlan([functionPlan('a', fn)], { profile, models: { a: model(models) } });
}

describe('rows', () => {
  it('are refused out of order', () => {
    const simulation = new Simulation({ plan: alone({}), seed: 1 });
    for (const row of every(1_000, 2)) simulation.arrive(row);
    expect(() => simulation.arrive({ atMs: 999, function: 'a', type: 'sync' })).toThrow(
      'row 2 arrives at 999 ms, before what has happened at 1000 ms',
    );
    expect(simulation.rows).toBe(2);
  });

  it('are refused before what time has passed, and without a time', () => {
    const simulation = new Simulation({ plan: alone({}), seed: 1 });
    simulation.advanceTo(5_000);
    for (const atMs of [4_999, Number.NaN])
      expect(() => simulation.arrive({ atMs, function: 'a', type: 'sync' })).toThrow(`row 0 arrives at ${atMs} ms`);
  });

  it('of a function that is none of the plan are refused', () => {
    const simulation = new Simulation({ plan: alone({}), seed: 1 });
    expect(() => simulation.arrive({ atMs: 0, function: 'b', type: 'sync' })).toThrow('"b" is no function of the plan');
    expect(simulation.inFlight).toBe(0);
  });

  it.each([{ durationMs: -1 }, { durationMs: Number.NaN }, { coldStartMs: -0.5 }, { coldStartMs: Number.NaN }])(
    'that take less than no time are refused: %j',
    (times) => {
      const simulation = new Simulation({ plan: alone({}), seed: 1 });
      expect(() => simulation.arrive({ atMs: 0, function: 'a', type: 'sync', ...times })).toThrow('no time is below 0');
      expect(simulation).toMatchObject({ rows: 0, inFlight: 0 });
    },
  );
});

describe('a model', () => {
  const calls = 20_000;
  /** How far a share of so many draws may be from its probability: four times its standard error. */
  const slack = (share: number) => 4 * Math.sqrt((share * (1 - share)) / calls);
  const shareOf = (byStatus: Readonly<Record<string, number>>, status: number) => (byStatus[status] ?? 0) / calls;

  it('lets runs fail in its shares, and the others succeed', () => {
    const failures = [
      { share: 0.2, status: 430 },
      { share: 0.05, status: 439 },
      { share: 0.01, status: 500 },
    ] as const;
    const { summary } = simulated({ plan: alone({}, {}, { failures }), rows: every(1_000, calls) });
    for (const { share, status } of failures) expect(Math.abs(shareOf(summary.byStatus, status) - share)).toBeLessThan(slack(share));
    expect(Object.keys(summary.byStatus)).toEqual(['200', '430', '439', '500']);
  });

  it('lets cold starts fail in its share; then no handler runs (S123)', () => {
    const plan = alone({}, { keepAliveMs: 0 }, { coldStartFailures: [{ share: 0.1, status: 443 }] });
    const { summary, records } = simulated({ plan, rows: every(1_000, calls) });
    expect(Math.abs(shareOf(summary.byStatus, 443) - 0.1)).toBeLessThan(slack(0.1));
    expect(records.filter(({ status, attempts }) => (status === 443) !== (attempts[0]?.initOnly === true))).toEqual([]);
    expect(summary.instances.started).toBe(calls);
  });

  it('S62, S123, S125: counts a cold start that failed as an attempt, which takes an invocation no time that is charged', () => {
    const plan = alone({ retryNum: 2 }, {}, { coldStartMs: { kind: 'constant', ms: 500 }, coldStartFailures: [{ share: 1, status: 443 }] });
    const { summary, records } = simulated({ plan, rows: [{ atMs: 0, function: 'a', type: 'async', durationMs: 10 }] });
    const attempts = [500, 61_000, 121_500].map((endedMs, nth) => ({ instance: nth + 1, endedMs, startedMs: endedMs, status: 443, initOnly: true }));
    expect(records).toMatchObject([{ status: 443, state: 'FAILED', attempts }]);
    expect(summary).toMatchObject({ retries: 2, coldStarts: 3, waitMs: { max: 0 }, latencyMs: { max: 121_500 }, gbs: 0 });
    expect(summary.cost.parts.invocations).toBeCloseTo(0.0133 / 10_000, 8);
  });

  it('draws for the first run as ever, though the first start has failed', () => {
    const durationMs = { kind: 'values', ms: [100, 200, 300, 400] } as const;
    const rows = every(100_000, 40, { type: 'async' });
    const [well, ill] = [[], [{ share: 0.5, status: 443 } as const]].map((coldStartFailures) =>
      simulated({ plan: alone({}, { keepAliveMs: 0 }, { durationMs, coldStartFailures }), rows }).records.sort((a, b) => a.row - b.row),
    );
    const lasted = (all: typeof well) =>
      all?.map(({ attempts }) => attempts.filter(({ initOnly }) => !initOnly).map((one) => one.endedMs - one.startedMs));
    const ran = lasted(ill)?.map((ofOne, row) => (ofOne.length > 0 ? ofOne : lasted(well)?.[row]));
    expect(ran).toEqual(lasted(well));
    expect(ill?.some(({ attempts }) => attempts.length === 2)).toBe(true);
  });

  it('fails no start of an instance that is warm', () => {
    const { summary } = simulated({ plan: alone({}, {}, { coldStartFailures: [{ share: 1, status: 443 }] }), rows: every(1_000, 10) });
    expect(summary.byStatus).toEqual({ 443: 10 });
    const warm = simulated({ plan: alone({}, {}, { coldStartFailures: [{ share: 0, status: 443 }] }), rows: every(1_000, 10) });
    expect(warm.summary).toMatchObject({ byStatus: { 200: 10 }, coldStarts: 1 });
  });

  it('gives an invocation the same time whatever its limits are', () => {
    const durationMs = { kind: 'exponential', meanMs: 1_000 } as const;
    const times = [undefined, 128 * 400].map((reservedMB) => {
      const { records } = simulated({ plan: alone({ reservedMB, timeoutMs: 1e9 }, {}, { durationMs }), rows: every(100, 400) });
      return records.sort((a, b) => a.row - b.row).map(({ attempts: [attempt] }) => (attempt ? attempt.endedMs - attempt.startedMs : NaN));
    });
    expect(times[1]).toEqual(times[0]);
  });
});

describe('S111: a keep-alive that is drawn', () => {
  const calls = 3_000;

  it.each([
    { gapSec: 179, cold: 0 },
    { gapSec: 210, cold: 0.25 },
    { gapSec: 240, cold: 0.5 },
    { gapSec: 290, cold: 11 / 12 },
    { gapSec: 301, cold: 1 },
  ])('from 180 to 300 s has ended after $gapSec s in $cold of the cases', ({ gapSec, cold }) => {
    const { summary } = simulated({ plan: alone({}, { keepAliveMs: profiles['scf-2025'].keepAliveMs }), rows: every(gapSec * 1_000, calls) });
    const share = (summary.coldStarts - 1) / (calls - 1);
    expect(Math.abs(share - cold)).toBeLessThanOrEqual(4 * Math.sqrt((cold * (1 - cold)) / calls));
  });

  it('is another one for another seed, and no other draw moves with it', () => {
    const rows = every(240_000, 50);
    const durationMs = { kind: 'exponential', meanMs: 1_000 } as const;
    const [fixed, drawn, other] = (
      [
        [300_000, 1],
        [profiles['scf-2025'].keepAliveMs, 1],
        [profiles['scf-2025'].keepAliveMs, 2],
      ] as const
    ).map(([keepAliveMs, seed]) =>
      simulated({ plan: alone({ timeoutMs: 1e9 }, { keepAliveMs }, { durationMs }), rows, seed }).records.map(({ attempts: [attempt] }) => ({
        cold: attempt?.cold,
        ms: attempt && attempt.endedMs - attempt.startedMs,
      })),
    );
    expect(drawn?.map(({ ms }) => ms)).toEqual(fixed?.map(({ ms }) => ms));
    expect(other?.map(({ cold }) => cold)).not.toEqual(drawn?.map(({ cold }) => cold));
  });
});

describe('variants', () => {
  it('let the same row take the same time, and end alike, though others were refused or went first', () => {
    const uniform = { kind: 'uniform', minMs: 100, maxMs: 5_000 } as const;
    const models = { durationMs: uniform, coldStartMs: uniform, failures: [{ share: 0.3, status: 430 }] } satisfies Partial<Model>;
    const rows = every(300, 200);
    const runsOf = (reservedMB: number) =>
      simulated({ plan: alone({ reservedMB, retryNum: 0, timeoutMs: 10_000 }, {}, models), rows }).records.flatMap(({ row, status, attempts }) =>
        attempts.map(({ startedMs, endedMs }) => [row, { status, durationMs: Math.round((endedMs - startedMs) * 1000) }] as const),
      );
    const [few, many] = [new Map(runsOf(256)), new Map(runsOf(12_800))];
    expect(few.size).toBeLessThan(many.size);
    for (const [row, run] of few) expect(many.get(row)).toEqual(run);
  });
});

describe('what is charged', () => {
  /** 1 GB: GBs are seconds. */
  const web: Partial<FunctionPlan> = { type: 'web', memoryMB: 1_024, reservedMB: 1_024, instanceConcurrency: 100, timeoutMs: 900_000 };

  it.each([
    { rows: [{ atMs: 0, durationMs: 1_000 }], gbs: 1, why: 'one request' },
    {
      rows: [
        { atMs: 0, durationMs: 1_000 },
        { atMs: 100, durationMs: 1_000 },
        { atMs: 200, durationMs: 1_000 },
      ],
      gbs: 1.2,
      why: 'three that overlap',
    },
    {
      rows: [
        { atMs: 0, durationMs: 1_000 },
        { atMs: 100, durationMs: 100 },
      ],
      gbs: 1,
      why: 'one within another',
    },
    {
      rows: [
        { atMs: 0, durationMs: 1_000 },
        { atMs: 5_000, durationMs: 1_000 },
      ],
      gbs: 2,
      why: 'one after the other, the time between is not',
    },
    {
      rows: [{ atMs: 0, durationMs: 5 }, ...Array.from({ length: 100 }, (_, nth) => ({ atMs: 100, durationMs: 10 + nth / 100 }))],
      gbs: 0.016,
      why: 'parts of a ms are rounded up once, not once for each (S170)',
    },
  ])('S93, S175: overlapping time once: $why', ({ rows, gbs }) => {
    const { summary } = simulated({ plan: alone(web), rows: rows.map((row) => ({ ...row, function: 'a', type: 'sync' })) });
    expect(summary.gbs).toBe(gbs);
  });

  it('S93, S175: is the time in which the instance ran anything, whatever comes', () => {
    const arrivals = fc.array(fc.record({ gapMs: fc.nat(2_000), durationMs: fc.integer({ min: 1, max: 3_000 }) }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(arrivals, (all) => {
        let atMs = 0;
        const rows = all.map(({ gapMs, durationMs }) => ({ atMs: (atMs += gapMs), durationMs, function: 'a', type: 'sync' as const }));
        let busyMs = 0;
        let untilMs = 0;
        for (const row of rows) {
          busyMs += Math.max(0, row.atMs + row.durationMs - Math.max(untilMs, row.atMs));
          untilMs = Math.max(untilMs, row.atMs + row.durationMs);
        }
        expect(simulated({ plan: alone(web), rows }).summary.gbs).toBeCloseTo(busyMs / 1_000, 9);
      }),
    );
  });

  it('S134, S172: takes no provisioned instance for ready that failed to start, nor one off for its end', () => {
    const flaky: Partial<Model> = { coldStartMs: { kind: 'constant', ms: 1_000 }, coldStartFailures: [{ share: 0.5, status: 443 }] };
    const plan = alone({ memoryMB: 1_024, provisionedInstances: 10 }, {}, flaky);
    const [early, late] = [500, 3_600_000].map((untilMs) => simulated({ plan, rows: [], untilMs }).summary.provisioned.instances);
    // Each that failed is tried again a minute later.
    expect([early, late]).toEqual([0, 10]);
  });

  it('S172: 70 provisioned instances of 256 MB that idle for 60 s are 1,050 GBs, about 0.057 CNY', () => {
    const { summary } = simulated({ plan: alone({ memoryMB: 256, provisionedInstances: 70 }), rows: [], untilMs: 60_000 });
    expect(summary.provisioned).toEqual({ instances: 70, idleGbs: 1_050 });
    expect(summary.cost.parts.idle).toBeCloseTo(0.057, 3);
  });

  it('S93: the memory of an instance is in use once, however many requests it serves', () => {
    const at = (atMs: number): TraceRow => ({ atMs, durationMs: 10_000, function: 'a', type: 'sync' });
    // Of the first two one starts the instance and one joins it; of the others one finds it idle.
    const { summary } = simulated({ plan: alone(web), rows: [at(0), at(5_000), at(60_000), at(61_000), at(62_000)] });
    expect(summary).toMatchObject({ coldStarts: 1, instances: { started: 1 }, busyMB: { peak: 1_024 } });
  });

  it('S3, S172: an instance that serves several requests is one that does not idle', () => {
    const rows = Array.from({ length: 5 }, () => ({ atMs: 10_000, durationMs: 10_000, function: 'a', type: 'sync' as const }));
    const { summary } = simulated({ plan: alone({ ...web, reservedMB: 5 * 1_024, provisionedInstances: 5 }), rows, untilMs: 20_000 });
    expect(summary.provisioned).toEqual({ instances: 5, idleGbs: 5 * 10 + 4 * 10 });
  });

  it('S172: what runs does not idle, by slots of ten seconds', () => {
    const plan = alone({ memoryMB: 1_024, provisionedInstances: 2, timeoutMs: 900_000 });
    const { summary } = simulated({ plan, rows: [{ atMs: 12_000, function: 'a', type: 'sync', durationMs: 3_000 }], untilMs: 30_000 });
    expect(summary).toMatchObject({ gbs: 3, provisioned: { instances: 2, idleGbs: 20 + 10 + 20 } });
  });
});

describe('a summary', () => {
  it('says of the run what its records say', () => {
    fc.assert(
      fc.property(scenes, ({ plan, rows, seed }) => {
        const { records, summary } = simulated({ plan, rows, seed });
        const peaks = () => ({ started: 0, alivePeak: 0, busyPeakMB: 0, throttledByQuota: 0, throttledByBurst: 0 });
        const memoryOf = new Map(plan.functions.map(({ key, memoryMB }) => [key, memoryMB]));
        const told = summarise({ profile: summary.profile, seed, records, peaks, memoryMB: (key) => memoryOf.get(key) ?? 0 });
        const { invocations, byStatus, states, retries, coldStarts, waitMs, latencyMs } = told;
        expect(summary).toMatchObject({ invocations, byStatus, states, retries, coldStarts, waitMs, latencyMs });
        // Sums of the same in another order: their last digit may be rounded otherwise.
        if (plan.functions.every(({ instanceConcurrency }) => instanceConcurrency === 1)) expect(summary.gbs).toBeCloseTo(told.gbs, 5);
      }),
      { numRuns: 100 },
    );
  });

  it('charges what its records and its functions add up to (S170, S171, S175)', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { records, summary } = simulated(scene);
        const { parts, amount } = summary.cost;
        const reached = records.filter(({ attempts }) => attempts.length > 0);
        expect(parts.invocations).toBeCloseTo((reached.length * 0.0133) / 10_000, 7);
        expect(parts.gbs).toBeCloseTo(summary.gbs * 0.00011108, 7);
        expect(parts.idle).toBeCloseTo(summary.provisioned.idleGbs * 0.00005471, 7);
        expect(amount).toBeCloseTo(parts.gbs + parts.invocations + parts.idle, 7);
        const all = Object.values(summary.functions);
        expect(sum(all.map(({ gbs }) => gbs))).toBeCloseTo(summary.gbs, 4);
        expect(sum(all.map(({ instances }) => instances.started))).toBe(summary.instances.started);
        const colds = reached.flatMap(({ attempts }) => attempts).filter(({ cold }) => cold);
        expect(new Set(colds.map(({ instance }) => instance)).size).toBe(summary.coldStarts);
      }),
      { numRuns: 100 },
    );
  });

  it('counts a refusal by the limit that its cause names', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { records, summary, simulation } = simulated(scene);
        const refused = records.filter(({ state }) => state === 'REFUSED');
        const { quota, burst, qps, ramp } = summary.throttled;
        expect(quota + burst + qps + ramp).toBeGreaterThanOrEqual(refused.length);
        expect(refused.filter(({ cause }) => !cause)).toEqual([]);
        const kinds = simulation.refusals(Infinity);
        expect(sum(kinds.map(({ count }) => count))).toBe(quota + burst + qps + ramp);
        // What a limit ended never began, and ended as it came.
        const ended = records.filter(({ cause, attempts, arrivedMs, endedMs }) => cause && attempts.length === 0 && endedMs === arrivedMs);
        expect(sum(kinds.map(({ refused }) => refused))).toBe(ended.length);
      }),
      { numRuns: 100 },
    );
  });
});
