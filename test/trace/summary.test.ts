import type { InvocationRecord, RequestId, Status } from '../../src/scf';
import { summarise } from '../../src/trace';

const record = (row: number, status: Status, run?: { startedMs: number; endedMs: number; cold: boolean }, fn = 'f'): InvocationRecord => ({
  row,
  requestId: `r${row}` as RequestId,
  function: fn,
  qualifier: '$LATEST',
  type: 'sync',
  arrivedMs: 0,
  status,
  state: status === 200 ? 'FINISHED' : 'REFUSED',
  attempts: run ? [{ instance: row, status, ...run }] : [],
  endedMs: run?.endedMs ?? 0,
});
const peaks = { started: 2, alivePeak: 2, busyPeakMB: 512, throttledByQuota: 1, throttledByBurst: 0 };
const summary = (records: InvocationRecord[]) => summarise({ profile: 'scf-2021', seed: 1, records, peaks: () => peaks, memoryMB: () => 256 });

it('counts status codes, cold starts, times and resources; what was refused has no times and costs nothing (S175)', () => {
  const records = [
    record(0, 200, { startedMs: 100, endedMs: 1100, cold: true }),
    record(1, 200, { startedMs: 0, endedMs: 1000, cold: false }),
    record(2, 432),
  ];
  expect(summary(records)).toEqual({
    profile: 'scf-2021',
    seed: 1,
    invocations: 3,
    byStatus: { 200: 2, 432: 1 },
    states: { FINISHED: 2, REFUSED: 1 },
    retries: 0,
    throttled: { quota: 1, burst: 0, qps: 0, ramp: 0 },
    coldStarts: 1,
    instances: { started: 2, peak: 2 },
    provisioned: { instances: 0, idleGbs: 0 },
    busyMB: { peak: 512 },
    waitMs: { p50: 0, p99: 100, max: 100 },
    latencyMs: { p50: 1000, p90: 1100, p99: 1100, max: 1100 },
    gbs: 0.5,
    cost: {
      amount: 0.0000582,
      currency: 'CNY',
      priceDate: '2021-11-01',
      parts: { gbs: 0.00005554, invocations: 0.00000266, idle: 0, free: 0 },
    },
    functions: { f: expect.objectContaining({ invocations: 3, coldStarts: 1 }) as object },
  });
});

it('sums up each function by itself', () => {
  const { functions } = summary([
    record(0, 200, { startedMs: 0, endedMs: 5, cold: true }),
    record(1, 200, { startedMs: 0, endedMs: 7, cold: true }, 'g'),
  ]);
  expect(Object.keys(functions)).toEqual(['f', 'g']);
  expect(functions['g']?.latencyMs.max).toBe(7);
});

it('of nothing gives zeros', () => {
  expect(summary([])).toMatchObject({ invocations: 0, waitMs: { p50: 0, p99: 0, max: 0 }, gbs: 0, functions: {} });
});

it('counts attempts after the first as retries, with their time but not as invocations (S54, S170)', () => {
  const attempt = { instance: 1, cold: false, status: 430 as const };
  const retried = { ...record(0, 430, { startedMs: 10, endedMs: 1010, cold: true }), state: 'DEAD_LETTERED' as const, endedMs: 62_010 };
  const again = { ...attempt, startedMs: 61_010, endedMs: 62_010 };
  expect(summary([{ ...retried, attempts: [...retried.attempts, again] }])).toMatchObject({
    invocations: 1,
    states: { DEAD_LETTERED: 1 },
    retries: 1,
    coldStarts: 1,
    waitMs: { max: 10 },
    latencyMs: { max: 62_010 },
    gbs: 0.5,
    cost: { parts: { invocations: 0.00000133 } },
  });
});

it('S62, S123: counts attempts whose instance failed to start; the wait is until a handler began', () => {
  const initOnly = { instance: 1, cold: true, startedMs: 500, endedMs: 500, status: 443 as const, initOnly: true as const };
  const ran = record(0, 200, { startedMs: 61_000, endedMs: 62_000, cold: true });
  const never = {
    ...record(1, 443),
    state: 'FAILED' as const,
    attempts: [initOnly, { ...initOnly, startedMs: 61_000, endedMs: 61_000 }],
    endedMs: 61_000,
  };
  expect(summary([{ ...ran, attempts: [initOnly, ...ran.attempts] }, never])).toMatchObject({
    retries: 2,
    coldStarts: 4,
    waitMs: { p50: 61_000, p99: 61_000 },
    latencyMs: { p50: 61_000, max: 62_000 },
    gbs: 0.25,
    cost: { parts: { invocations: 0.00000266 } },
  });
});

it('keeps the percentiles of ten thousand calls exact', () => {
  const calls = Array.from({ length: 10_000 }, (_, row) => record(row, 200, { startedMs: 0, endedMs: 1000 + row / 8, cold: false }));
  expect(summary(calls).latencyMs).toEqual({ p50: 1624.875, p90: 2124.875, p99: 2237.375, max: 2249.875 });
});
