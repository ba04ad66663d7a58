import { Simulation } from '../../src/simulation';
import { functionPlan, regionPlan } from '../scf/plans';

const at8 = { name: 'up', cron: '0 0 8 * * * *', instances: 3 };
const at9 = { name: 'down', cron: '0 0 9 * * * *', instances: 0 };
const hourMs = 3_600_000;

/** A function whose provisioned instances follow a schedule; its cold starts take a second. */
function simulation(start: string, schedule = [at8, at9]) {
  const plan = regionPlan([functionPlan('f', { schedule })], { profile: { coldStartMs: 1000 } });
  return new Simulation({ plan, seed: 1, startMs: Date.parse(start) });
}

it('S135: sets provisioned instances at times of day in Beijing', () => {
  const run = simulation('2021-11-01T07:00:00+08:00');
  const alive: number[] = [];
  for (const atMs of [hourMs - 1, hourMs, 2 * hourMs - 1, 2 * hourMs, 25 * hourMs]) {
    run.advanceTo(atMs);
    alive.push(run.instances);
  }
  expect(alive).toEqual([0, 3, 3, 0, 3]);
});

it('S135, design §4.1: comes before what arrives at its moment, and after what is due then', () => {
  const run = simulation('2021-11-01T07:59:00+08:00', [{ ...at8, instances: 1 }]);
  // Half a second after the change its instance still starts; a second after, it is ready.
  for (const atMs of [60_000, 60_500, 61_000]) run.arrive({ atMs, function: 'f', type: 'sync', durationMs: 10 });
  run.finish();
  const { functions, coldStarts, provisioned } = run.summary();
  expect([coldStarts, provisioned.instances, functions['f']?.instances.started]).toEqual([2, 1, 3]);
});

it('S172: charges instances that a schedule started while nothing arrives', () => {
  const run = simulation('2021-11-01T07:59:59+08:00');
  expect(run.finish(hourMs + 1000)).toBe(true);
  const { provisioned } = run.summary();
  // 3 × 128 MB from 8:00:01, when they are ready, to 9:00.
  expect(provisioned).toEqual({ instances: 3, idleGbs: (3 * 3599 * 128) / 1024 });
});

it('goes through some moments at a time when asked to, and comes to the same', () => {
  const filled = () => {
    const run = simulation('2021-11-01T07:59:59+08:00');
    for (let row = 0; row < 50; row += 1) run.arrive({ atMs: row, function: 'f', type: 'sync', durationMs: 100 + row });
    return run;
  };
  const [whole, parts] = [filled(), filled()];
  whole.finish();
  let turns = 1;
  while (!parts.finish(undefined, 5)) turns += 1;
  expect(turns).toBeGreaterThan(5);
  expect(parts.summary()).toEqual(whole.summary());
});

it('S103: minutes are those of the clock when the run begins within one', () => {
  const plan = regionPlan([functionPlan('f', { timeoutMs: 200_000 })], { profile: { burstPerMinute: 1, burstWindow: 'fixed-clock' } });
  const run = new Simulation({ plan, seed: 1, startMs: Date.parse('2021-11-01T08:00:30+08:00') });
  // All overlap: each needs an instance of its own.
  const atMs = [0, 29_999, 30_000, 89_999, 90_000];
  for (const moment of atMs) run.arrive({ atMs: moment, function: 'f', type: 'sync', durationMs: 100_000 });
  run.finish();
  expect(run.summary().byStatus).toEqual({ 200: 3, 429: 2 });
});
