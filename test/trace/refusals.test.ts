import type { BurstCause, LimitKind, QuotaCause } from '../../src/scf';
import { RefusalCauses } from '../../src/trace';

const quota = (usedMB: number): QuotaCause => ({
  limit: 'pool',
  function: 'a',
  quotaMB: 1000,
  elasticMB: 1000,
  usedMB,
  neededMB: 128,
  holders: [],
  admittedByMB: usedMB + 128,
});
const burst = (openedMs: number): BurstCause => ({
  limit: 'burst',
  function: 'a',
  perWindow: 500,
  openedMs,
  endsMs: openedMs + 60_000,
  starts: [],
});

/** Counts, and tells the cause where it is asked for. */
function seen(causes: RefusalCauses, limit: LimitKind, lack: number, cause: QuotaCause | BurstCause): boolean {
  const wanted = causes.count(limit, false, lack);
  if (wanted) causes.keep(cause);
  return wanted;
}

it('counts each limit, and asks for the first cause and for each that is worse than any before', () => {
  const causes = new RefusalCauses();
  const lacks = [28, 128, 78, 129];
  expect(lacks.map((lack) => seen(causes, 'pool', lack, quota(872 + lack)))).toEqual([true, true, false, true]);
  expect([10_000, 59_000, 1].map((lack) => seen(causes, 'burst', lack, burst(lack)))).toEqual([true, true, false]);
  expect(causes.of('a')).toEqual([
    { function: 'a', limit: 'pool', count: 4, refused: 4, waited: 0, first: quota(900), worst: quota(1001) },
    { function: 'a', limit: 'burst', count: 3, refused: 3, waited: 0, first: burst(10_000), worst: burst(59_000) },
  ]);
});

it('keeps the earlier of two that are equally bad', () => {
  const causes = new RefusalCauses();
  const [first, second] = [quota(900), quota(900)];
  expect([seen(causes, 'pool', 28, first), seen(causes, 'pool', 28, second)]).toEqual([true, false]);
  expect(causes.of('a')).toEqual([{ function: 'a', limit: 'pool', count: 2, refused: 2, waited: 0, first, worst: first }]);
  expect(causes.of('a')[0]?.worst).toBe(first);
});

it('tells those that were refused from those that had to wait, and from those that were to wait and did not', () => {
  const causes = new RefusalCauses();
  for (const waits of [false, true, true, true]) if (causes.count('pool', waits, 28)) causes.keep(quota(900));
  causes.neverWaited('pool');
  expect(causes.of('a')).toMatchObject([{ limit: 'pool', count: 4, refused: 2, waited: 2 }]);
});

it('has nothing to say of nothing', () => {
  expect(new RefusalCauses().of('a')).toEqual([]);
});
