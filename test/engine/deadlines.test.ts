import fc from 'fast-check';
import { Deadlines } from '../../src/engine/deadlines';

it('takes deadlines by time, ties by the order of setting, and never a cancelled one', () => {
  const plays = fc.array(fc.record({ atMs: fc.integer({ min: 0, max: 20 }), cancelled: fc.boolean() }), { maxLength: 1000 });
  fc.assert(
    fc.property(plays, (play) => {
      const deadlines = new Deadlines<number>();
      play.map(({ atMs }, at) => deadlines.set(atMs, at)).forEach((due, at) => play[at]?.cancelled === true && deadlines.cancel(due));
      const kept = play.map(({ atMs, cancelled }, at) => ({ atMs, cancelled, at })).filter(({ cancelled }) => !cancelled);
      const taken: number[] = [];
      for (let due = deadlines.takeUntil(20, true); due; due = deadlines.takeUntil(20, true)) taken.push(due.what);
      expect(taken).toEqual(kept.sort((a, b) => a.atMs - b.atMs || a.at - b.at).map(({ at }) => at));
      expect(deadlines.nextMs()).toBe(Infinity);
    }),
  );
});

it('keeps no long time-outs of short runs: 100,000 set and cancelled leave a few hundred at most', () => {
  const deadlines = new Deadlines<string>();
  for (let run = 0; run < 100_000; run += 1) deadlines.cancel(deadlines.set(86_400_000 + run, 'timeout'));
  expect(deadlines.size).toBeLessThanOrEqual(256);
});
