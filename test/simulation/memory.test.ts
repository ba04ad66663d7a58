import { queryObjects } from 'node:v8';
import type { State } from '../../src/engine';
import { Invocation, Instance } from '../../src/engine/state';
import type { InvocationRecord } from '../../src/scf';
import { Simulation } from '../../src/simulation';
import { Call } from '../../src/simulation/call';
import { functionPlan, regionPlan } from '../scf/plans';
import { showcase } from './showcase';

const states: State[] = [];

jest.mock('../../src/engine', () => {
  const engine = jest.requireActual<typeof import('../../src/engine')>('../../src/engine');
  return {
    ...engine,
    createState: (...parts: Parameters<typeof engine.createState>) => {
      const state = engine.createState(...parts);
      states.push(state);
      return state;
    },
  };
});

/** How many things of each kind there are in an engine. */
function sizesOf(state: State) {
  const functions = [...state.functions.values()];
  const sum = (of: (fn: (typeof functions)[number]) => number): number => functions.reduce((total, fn) => total + of(fn), 0);
  return {
    instances: state.instances.size,
    queued: sum(({ queue, returned }) => queue.length + returned.length),
    waiting: state.waiting.length,
    backlog: state.backlog,
    usedMB: state.pool.usedMB + sum(({ quota }) => quota.usedMB),
    terminable: state.terminable.size,
    starts: state.elasticWindow.starts.size,
  };
}

afterEach(() => states.splice(0));

describe('memory grows with what is in flight, not with what has been', () => {
  it('leaves nothing of invocations that have ended', () => {
    const { plan, rows, seed } = showcase('scf-2021');
    const simulation = new Simulation({ plan, seed });
    for (const row of rows) simulation.arrive(row);
    simulation.finish();
    simulation.finish(simulation.nowMs + 600_000);
    const [state] = states;
    expect(simulation.inFlight).toBe(0);
    // Two provisioned instances, and the one that tracking keeps.
    expect(state && sizesOf(state)).toEqual({
      instances: 3,
      queued: 0,
      waiting: 0,
      backlog: 0,
      usedMB: 0,
      terminable: 0,
      starts: expect.any(Number),
    });
    // The next look of tracking, and what has not been swept out yet.
    expect(state?.timers.size).toBeLessThan(300);
  });

  it('keeps as many deadlines and objects after a hundred thousand calls as after ten thousand', () => {
    const plan = regionPlan([functionPlan('a', { timeoutMs: 900_000 })], { profile: { reuse: 'lru' } });
    const simulation = new Simulation({ plan, seed: 1 });
    const run = (calls: number) => {
      for (let call = 0; call < calls; call += 1) {
        simulation.arrive({ atMs: simulation.nowMs + 50, function: 'a', type: call % 2 === 0 ? 'sync' : 'async', durationMs: 1_000 });
      }
      const [state] = states;
      const objects = [Call, Invocation, Instance].map((kind) => queryObjects(kind, { format: 'count' }));
      return { timers: state?.timers.size ?? NaN, objects: objects.reduce((sum, count) => sum + count, 0) };
    };
    const before = run(10_000);
    const after = run(90_000);
    expect(after.timers).toBeLessThanOrEqual(Math.max(300, before.timers));
    expect(after.objects).toBeLessThanOrEqual(before.objects + 300);
  });
});

it('hands each record over and keeps none', () => {
  let records = 0;
  let last: InvocationRecord | undefined;
  const record = (one: InvocationRecord): void => {
    records += 1;
    last = one;
  };
  const { plan, rows, seed } = showcase('scf-2025');
  const simulation = new Simulation({ plan, seed, record });
  for (const row of rows) simulation.arrive(row);
  simulation.finish();
  expect(records).toBe(rows.length);
  expect(last?.endedMs).toBeCloseTo(simulation.nowMs, 3);
});
