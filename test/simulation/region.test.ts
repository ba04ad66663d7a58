import fc from 'fast-check';
import type { InvocationRecord } from '../../src/scf';
import { toldBy } from './journalled';
import { lived } from './live';
import { scenes } from './scenes';
import { simulated } from './simulated';

/** The simulator and a live region are two shells around one engine: what they are given alike they must do alike. */

it('a region on virtual time lives through what a simulation computes, record by record', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      expect(simulated(scene).records).toEqual(lived(scene).records);
    }),
    { numRuns: 150 },
  );
});

describe('a journal that was recorded live', () => {
  /** Behaviour that is told by rows alone, as a journal tells it. */
  const told = scenes.map((scene) => ({ ...scene, plan: { ...scene.plan, models: {} } }));

  it('tells the decisions of the region again, from its text', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { journal, decisions } = lived(scene);
        expect(toldBy(scene.plan, journal).decisions).toEqual(decisions);
      }),
      { numRuns: 60 },
    );
  });

  it('is a trace that the simulator decides alike', () => {
    fc.assert(
      fc.property(told, (scene) => {
        const { journal, records } = lived(scene);
        const { rows } = toldBy(scene.plan, journal);
        expect(simulated({ ...scene, rows }).records).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });
});

it('meets in these scenes all that can become of an invocation', () => {
  const records = fc.sample(scenes, { seed: 20_211_013, numRuns: 300 }).flatMap((scene) => simulated(scene).records);
  const seen = (what: (record: InvocationRecord) => unknown) => [...new Set(records.flatMap(what))];
  expect(seen(({ state }) => state)).toEqual(expect.arrayContaining(['FINISHED', 'FAILED', 'DEAD_LETTERED', 'EXPIRED', 'REFUSED']));
  expect(seen(({ status }) => status)).toEqual(expect.arrayContaining([200, 405, 407, 429, 430, 432, 433, 434, 437, 439, 443, 500]));
  expect(seen(({ cause }) => cause?.limit)).toEqual(expect.arrayContaining(['reserved', 'pool', 'burst', 'qps', 'ramp']));
  expect(seen(({ attempts }) => attempts.length)).toEqual(expect.arrayContaining([0, 1, 2, 3]));
  expect(seen(({ attempts }) => attempts.map(({ cold }) => cold))).toEqual(expect.arrayContaining([true, false]));
});
