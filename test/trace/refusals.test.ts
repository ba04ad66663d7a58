import type { BurstCause, QuotaCause } from '../../src/scf';
import { RefusalCauses } from '../../src/trace';

const quota = (fn: string, usedMB: number): QuotaCause => ({
  limit: 'pool',
  function: fn,
  quotaMB: 1000,
  elasticMB: 1000,
  usedMB,
  neededMB: 128,
  holders: [],
  admittedByMB: usedMB + 128,
});
const burst = (fn: string, openedMs: number): BurstCause => ({
  limit: 'burst',
  function: fn,
  perWindow: 500,
  openedMs,
  endsMs: openedMs + 60_000,
  starts: [],
});

it('counts each limit of each function, with the first and the worst example', () => {
  const causes = new RefusalCauses();
  const seen = [quota('a', 900), quota('a', 1000), quota('a', 950)];
  for (const cause of seen) causes.add(cause, 0);
  causes.add(quota('b', 990), 0);
  causes.add(burst('a', 0), 50_000);
  causes.add(burst('a', 60_000), 61_000);
  expect(causes.top(10)).toEqual([
    { function: 'a', limit: 'pool', count: 3, first: seen[0], worst: seen[1] },
    { function: 'a', limit: 'burst', count: 2, first: burst('a', 0), worst: burst('a', 60_000) },
    { function: 'b', limit: 'pool', count: 1, first: quota('b', 990), worst: quota('b', 990) },
  ]);
  expect(causes.top(1)).toHaveLength(1);
});

it('keeps the earlier of two that are equally bad', () => {
  const causes = new RefusalCauses();
  const [first, second] = [quota('a', 900), quota('a', 900)];
  causes.add(first, 0);
  causes.add(second, 1);
  expect(causes.top(1)[0]?.worst).toBe(first);
});

it('has nothing to say of nothing', () => {
  expect(new RefusalCauses().top(5)).toEqual([]);
});
