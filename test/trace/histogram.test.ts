import fc from 'fast-check';
import { Histogram } from '../../src/trace/histogram';

const shares = [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1] as const;

const timeMs = fc.oneof(
  fc.constant(0),
  fc.nat(1000),
  fc.double({ min: 2 ** -20, max: 2 ** 40, noNaN: true }),
  fc.integer({ min: -20, max: 40 }).map((power) => 2 ** power),
);
const times = fc.array(timeMs, { maxLength: 60 });

function of(values: readonly number[], exactMax: number): Histogram {
  const histogram = new Histogram(exactMax);
  for (const value of values) histogram.add(value);
  return histogram;
}

/** The plain definition: the smallest value that `share` of all values do not exceed. */
function nearestRank(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.find((_, index) => index + 1 >= share * sorted.length) ?? 0;
}

function expectNear(got: readonly number[], values: readonly number[]): void {
  shares.forEach((share, index) => {
    const exact = nearestRank(values, share);
    expect(Math.abs((got[index] ?? NaN) - exact)).toBeLessThanOrEqual(exact * 0.004);
  });
}

it('is exact up to as many values as it keeps', () => {
  fc.assert(
    fc.property(times, fc.nat(5), (values, room) => {
      expect([...of(values, values.length + room).percentiles(...shares)]).toEqual(shares.map((share) => nearestRank(values, share)));
    }),
  );
});

it('is off by less than 0.4 % beyond that, and its ends are exact', () => {
  fc.assert(
    fc.property(times, fc.nat(60), (values, exactMax) => {
      const histogram = of(values, exactMax);
      expect(histogram.count).toBe(values.length);
      expect(histogram.max).toBe(Math.max(0, ...values));
      expectNear([...histogram.percentiles(...shares)], values);
      expect(Math.max(...histogram.percentiles(...shares))).toBeLessThanOrEqual(histogram.max);
      expect(histogram.percentiles(1)).toEqual([Math.max(0, ...values)]);
    }),
  );
});

it('merges into what it would have been with all values at once', () => {
  fc.assert(
    fc.property(times, times, fc.nat(60), fc.nat(60), (some, others, exactMax, otherMax) => {
      const whole = of(some, exactMax);
      const part = of(others, otherMax);
      whole.merge(part);
      const all = [...some, ...others];
      expect([whole.count, whole.max]).toEqual([all.length, Math.max(0, ...all)]);
      expectNear([...whole.percentiles(...shares)], all);
      // What it was merged from stays what it was.
      expect([part.count, part.max]).toEqual([others.length, Math.max(0, ...others)]);
      expectNear([...part.percentiles(...shares)], others);
    }),
  );
});

it.each([
  { values: [1e-9, 1e-9, 1], p50: 0, why: 'what no clock shows is nothing' },
  { values: [1e15, 1e15, 1e16], p50: 1e15, why: 'more than 30,000 years are told apart from ten times as much' },
  { values: [1, 1, 1], p50: 1, why: 'no percentile exceeds the largest value' },
])('takes $values without keeping any: $why', ({ values, p50 }) => {
  expect(Math.abs(of(values, 0).percentiles(0.5)[0] - p50)).toBeLessThanOrEqual(p50 * 0.004);
  expect(of(values, 0).percentiles(0.5)[0]).toBeLessThanOrEqual(Math.max(...values));
});

it.each([-1, NaN])('refuses %d, which is no time', (value) => {
  expect(() => {
    new Histogram(5).add(value);
  }).toThrow(`a time is ${value}`);
});
