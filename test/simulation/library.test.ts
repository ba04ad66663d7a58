import { scf2021, Simulation, type InvocationRecord, type SimulatedFunctionPlan, type Summary, type TraceRow } from '../../src/simulation';

/** As `examples/engine/reservation.js`, in TypeScript: whoever simulates alone has no other types than those that come with it. */
it('a region can be simulated with the types that come with the simulation', () => {
  const fn: SimulatedFunctionPlan = {
    key: 'thumbnail',
    type: 'event',
    memoryMB: 128,
    timeoutMs: 10_000,
    initTimeoutMs: 65_000,
    asyncRun: false,
    reservedMB: 128,
    provisionedInstances: 0,
    schedule: [],
    tracking: undefined,
    retryNum: 2,
    msgTtlMs: 21_600_000,
    deadLetter: undefined,
    instanceConcurrency: 1,
    role: undefined,
  };
  const records: InvocationRecord[] = [];
  const plan = { functions: [fn], allocated: [], models: {}, profile: scf2021 };
  const simulation = new Simulation({ plan, seed: 1, record: (record) => records.push(record) });
  const row: TraceRow = { atMs: 0, function: 'thumbnail', type: 'sync', durationMs: 3_000, coldStartMs: 500 };
  simulation.arrive(row);
  simulation.arrive(row);
  simulation.finish();
  const { byStatus, waitMs }: Summary = simulation.summary();
  expect({ byStatus, waitMs: waitMs.max }).toEqual({ byStatus: { 200: 1, 432: 1 }, waitMs: 500 });
  expect(records.map(({ row: nth, status, endedMs }) => ({ nth, status, endedMs }))).toEqual([
    { nth: 1, status: 432, endedMs: 0 },
    { nth: 0, status: 200, endedMs: 3_500 },
  ]);
});
