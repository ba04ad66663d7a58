import type { FunctionPlan, Profile } from '../../src/scf';
import { functionPlan, regionPlan } from '../scf/plans';
import { simulated } from './simulated';

/** A number of synchronous calls at one moment, each of which runs until long after the last one. */
interface Calls {
  readonly atMs: number;
  readonly calls: number;
  readonly function?: string;
}

interface Vector {
  readonly vector: string;
  readonly functions: readonly Partial<FunctionPlan>[];
  readonly profile?: Partial<Profile>;
  readonly waves: readonly Calls[];
  /** How many calls of each wave are served, and with what the others are refused. */
  readonly served: readonly number[];
  readonly refused?: { readonly status: 429 | 432; readonly quotaMB?: number; readonly limit: string };
}

/** As many calls as the burst allows, three minutes in a row: from cold it answers first (S100). */
const filling = (key: string): Calls[] => [0, 60_000, 120_000].map((atMs) => ({ atMs, calls: 500, function: key }));

// V4, V11 and V12 are refused by the validator and by the API: test/config/quota.test.ts, test/engine/configure.test.ts.
const vectors: readonly Vector[] = [
  {
    vector: 'V1: 1,000 instances of 128 MB, and no more',
    functions: [{}],
    waves: [...filling('a').slice(0, 2), { atMs: 60_001, calls: 1 }],
    served: [500, 500, 0],
    refused: { status: 432, limit: 'pool', quotaMB: 128_000 },
  },
  {
    vector: 'V2: 500 instances of 256 MB',
    functions: [{ memoryMB: 256 }],
    waves: [
      { atMs: 0, calls: 500 },
      { atMs: 60_000, calls: 1 },
    ],
    served: [500, 0],
    refused: { status: 432, limit: 'pool', quotaMB: 128_000 },
  },
  {
    vector: 'V3: all that can be reserved',
    functions: [{ reservedMB: 115_200 }],
    waves: filling('a'),
    served: [500, 400, 0],
    refused: { status: 432, limit: 'reserved', quotaMB: 115_200 },
  },
  {
    vector: 'V3, V5: what is left beside reservations is 12,800 MB',
    functions: [{}, { reservedMB: 64_000 }, { reservedMB: 51_200 }],
    waves: filling('a'),
    served: [100, 0, 0],
    refused: { status: 432, limit: 'pool', quotaMB: 12_800 },
  },
  {
    vector: 'V5: a reservation of 64,000 MB is 500 instances',
    functions: [{ reservedMB: 64_000 }, { reservedMB: 51_200 }],
    waves: filling('a').slice(0, 2),
    served: [500, 0],
    refused: { status: 432, limit: 'reserved', quotaMB: 64_000 },
  },
  {
    vector: 'V6: switched off',
    functions: [{ reservedMB: 0 }],
    waves: [{ atMs: 0, calls: 3 }],
    served: [0],
    refused: { status: 432, limit: 'reserved', quotaMB: 0 },
  },
  {
    vector: 'V7: 1,280 MB hold two of 512 MB',
    functions: [{ memoryMB: 512, reservedMB: 1_280 }],
    waves: [{ atMs: 0, calls: 3 }],
    served: [2],
    refused: { status: 432, limit: 'reserved', quotaMB: 1_280 },
  },
  {
    vector: 'V8: ten provisioned, and 490 from the pool of 125,440 MB',
    functions: [{ memoryMB: 256, provisionedInstances: 10 }],
    waves: [{ atMs: 0, calls: 501 }],
    served: [500],
    refused: { status: 432, limit: 'pool', quotaMB: 125_440 },
  },
  {
    vector: 'V9: ten provisioned are all of the reservation',
    functions: [{ memoryMB: 256, reservedMB: 2_560, provisionedInstances: 10 }],
    waves: [{ atMs: 0, calls: 11 }],
    served: [10],
    refused: { status: 432, limit: 'reserved', quotaMB: 2_560 },
  },
  {
    vector: 'V10: in model ga eleven stand ready, and ten run',
    functions: [{ memoryMB: 256, reservedMB: 2_560, provisionedInstances: 11 }],
    profile: { quotaModel: 'ga' },
    waves: [{ atMs: 0, calls: 11 }],
    served: [10],
    refused: { status: 432, limit: 'reserved', quotaMB: 2_560 },
  },
  {
    vector: 'V13: 500 of 1,200 start, and 500 more when the next window opens',
    functions: [{ memoryMB: 64 }],
    waves: [
      { atMs: 0, calls: 1_200 },
      { atMs: 59_999, calls: 1 },
      { atMs: 60_000, calls: 501 },
    ],
    served: [500, 0, 500],
    refused: { status: 429, limit: 'burst' },
  },
  {
    vector: 'V14: 1,000 starts take until the second minute',
    functions: [{}],
    waves: [
      { atMs: 0, calls: 1_000 },
      { atMs: 60_000, calls: 500 },
    ],
    served: [500, 500],
    refused: { status: 429, limit: 'burst' },
  },
];

it.each(vectors)('$vector', ({ functions, profile = {}, waves, served, refused }) => {
  const fns = functions.map((fn, nth) => functionPlan('abc'.charAt(nth), { timeoutMs: 900_000, ...fn }));
  const rows = waves.flatMap(({ atMs, calls, function: key = 'a' }) =>
    Array.from({ length: calls }, () => ({ atMs, function: key, type: 'sync' as const, durationMs: 600_000 })),
  );
  const { records } = simulated({ plan: regionPlan(fns, { profile }), rows });
  expect(waves.map(({ atMs }) => records.filter(({ arrivedMs, status }) => arrivedMs === atMs && status === 200).length)).toEqual(served);
  const others = records.filter(({ status }) => status !== 200);
  expect(others).not.toEqual([]);
  for (const { status, state, cause } of others) {
    const { limit } = cause ?? {};
    expect({ status, state, limit, ...(cause && 'quotaMB' in cause && { quotaMB: cause.quotaMB }) }).toEqual({ state: 'REFUSED', ...refused });
  }
});

it('V14: 1,000 events need two minutes of starts, and none is lost', () => {
  const plan = regionPlan([functionPlan('a', { timeoutMs: 900_000 })]);
  const rows = Array.from({ length: 1_000 }, () => ({ atMs: 0, function: 'a', type: 'async' as const, durationMs: 600_000 }));
  const { records, summary } = simulated({ plan, rows });
  const startsAt = (atMs: number) => records.filter(({ attempts }) => attempts[0]?.startedMs === atMs).length;
  expect([startsAt(0), startsAt(60_000)]).toEqual([500, 500]);
  expect(summary).toMatchObject({ byStatus: { 200: 1_000 }, instances: { started: 1_000, peak: 1_000 }, busyMB: { peak: 128_000 } });
});
