import fc from 'fast-check';
import type { InvocationRecord } from '../../src/scf';
import { Simulation } from '../../src/simulation';
import { scenes, type Scene } from './scenes';
import { simulated } from './simulated';

/**
 * Little's law without an "on average": within any horizon, the number in the system summed over time is the time that each
 * spends in it, summed over all. The one side is what the simulation says while it goes on, the other is what records say.
 */

/** The number in flight, summed over time up to the horizon: it is asked for between any two moments at which it may change. */
function presenceMs({ plan, rows, seed }: Scene, moments: readonly number[], horizonMs: number): number {
  const simulation = new Simulation({ plan, seed });
  const waiting = [...rows];
  let sum = 0;
  let fromMs = 0;
  for (const toMs of [...moments.filter((atMs) => atMs < horizonMs), horizonMs]) {
    const middleMs = (fromMs + toMs) / 2;
    for (let next = waiting[0]; next && next.atMs <= middleMs; next = waiting[0]) {
      simulation.arrive(next);
      waiting.shift();
    }
    simulation.advanceTo(Math.max(middleMs, simulation.nowMs));
    sum += simulation.inFlight * (toMs - fromMs);
    fromMs = toMs;
  }
  return sum;
}

function sojournMs(records: readonly InvocationRecord[], horizonMs: number): number {
  return records.reduce((sum, { arrivedMs, endedMs }) => sum + Math.max(0, Math.min(endedMs, horizonMs) - arrivedMs), 0);
}

it("Little's law holds in every run, up to every horizon", () => {
  fc.assert(
    fc.property(scenes, fc.double({ min: 0.05, max: 1.2, noNaN: true }), (scene, part) => {
      const { records, simulation } = simulated(scene);
      const horizonMs = Math.ceil(part * simulation.nowMs);
      const moments = [...new Set(records.flatMap(({ arrivedMs, endedMs }) => [arrivedMs, endedMs]))].sort((a, b) => a - b);
      expect(presenceMs(scene, moments, horizonMs)).toBeCloseTo(sojournMs(records, horizonMs), 3);
    }),
    { numRuns: 150 },
  );
});

it('says what has not ended at the horizon, and counts it in no summary', () => {
  fc.assert(
    fc.property(scenes, fc.double({ min: 0, max: 1, noNaN: true }), (scene, part) => {
      const whole = simulated(scene);
      const horizonMs = Math.floor(part * whole.simulation.nowMs);
      const rows = scene.rows.filter(({ atMs }) => atMs <= horizonMs);
      const { records, simulation, summary } = simulated({ ...scene, rows, untilMs: horizonMs });
      expect(records).toEqual(whole.records.filter(({ endedMs }) => endedMs <= horizonMs));
      expect(simulation.inFlight).toBe(rows.length - records.length);
      expect(Object.values(summary.byStatus).reduce((sum, count) => sum + count, 0)).toBe(records.length);
    }),
    { numRuns: 100 },
  );
});
