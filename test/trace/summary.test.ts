import type { InvocationRecord, RequestId, Status } from '../../src/scf';
import { summarise } from '../../src/trace';
import { costOf, gbsOf } from '../../src/trace/price';

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

it('S170: 256 MB × 1760 ms = 0.44 GBs', () => {
  expect(gbsOf(256, 1760)).toBeCloseTo(0.44, 10);
});

it('S170: begun milliseconds count whole', () => {
  expect(gbsOf(1024, 0.2)).toBe(0.001);
});

it('S171: 0.00011108 CNY a GBs and 0.0133 CNY for 10,000 invocations', () => {
  expect(costOf(1000, 10_000)).toBeCloseTo(0.11108 + 0.0133, 10);
});

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
    throttled: { quota: 1, burst: 0 },
    coldStarts: 1,
    instances: { started: 2, peak: 2 },
    busyMB: { peak: 512 },
    waitMs: { p50: 0, p99: 100, max: 100 },
    latencyMs: { p50: 1000, p90: 1100, p99: 1100, max: 1100 },
    gbs: 0.5,
    cost: { amount: 0.0000582, currency: 'CNY', priceDate: '2021-11-01' },
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
