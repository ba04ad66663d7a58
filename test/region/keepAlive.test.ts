import fc from 'fast-check';
import { functionPlan } from '../scf/plans';
import { open } from './opened';

/** Numbers from 0 up to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How long an idle instance was kept, ms, several times in a row. */
function keptMs(keepAliveMs: number | { minMs: number; maxMs: number }, random: () => number): number[] {
  const { region, runtime, invoke } = open({ functions: [functionPlan('a')], overrides: { profile: { keepAliveMs } }, random });
  return Array.from({ length: 5 }, () => {
    invoke('a');
    runtime.pass(100);
    const idleMs = region.sinceOpenedMs();
    // The alarm that ends the instance is the only thing left to happen.
    while (region.levels().alive > 0) runtime.pass(1);
    return region.sinceOpenedMs() - idleMs;
  });
}

describe('the keep-alive of an idle instance (S110, S111)', () => {
  it('is a constant where one is given, and asks for no random number', () => {
    const random = jest.fn(() => 0.5);
    expect(keptMs(250, random)).toEqual([250, 250, 250, 250, 250]);
    // Those of the calls.
    expect(random).toHaveBeenCalledTimes(5);
  });

  it('is drawn between its bounds, anew for every idle period', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(200), fc.nat(200), (seed, minMs, spanMs) => {
        const kept = keptMs({ minMs, maxMs: minMs + spanMs }, seeded(seed));
        // Looked at once a millisecond: an end within a millisecond is seen at its end.
        for (const ms of kept) expect(ms >= minMs && ms <= Math.ceil(minMs + spanMs)).toBe(true);
      }),
      { numRuns: 50 },
    );
    expect(new Set(keptMs({ minMs: 0, maxMs: 1_000 }, seeded(1))).size).toBeGreaterThan(1);
  });

  it('reaches both ends of its range', () => {
    expect(keptMs({ minMs: 180, maxMs: 300 }, () => 0)).toEqual([180, 180, 180, 180, 180]);
    expect(keptMs({ minMs: 180, maxMs: 300 }, () => 0.999_999)).toEqual([300, 300, 300, 300, 300]);
  });

  it('is the same for the same seed', () => {
    const range = { minMs: 10, maxMs: 1_000 };
    expect(keptMs(range, seeded(42))).toEqual(keptMs(range, seeded(42)));
    expect(keptMs(range, seeded(42))).not.toEqual(keptMs(range, seeded(43)));
  });
});
