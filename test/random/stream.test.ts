import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { stream } from '../../src/random';

type Kind = 'uniform' | 'exponential';

const drawn = (kind: Kind, count: number, seed = 1, purpose = 'test') => {
  const from = stream(seed, purpose);
  return Float64Array.from({ length: count }, () => from[kind]());
};

const distributions = [
  { kind: 'uniform', share: (x: number) => x, moments: [1 / 2, 1 / 3, 1 / 4, 1 / 5], from: 0, below: 1 },
  { kind: 'exponential', share: (x: number) => -Math.expm1(-x), moments: [1, 2, 6, 24], from: 0, below: Infinity },
] as const;

describe.each(distributions)('$kind', ({ kind, share, moments, from, below }) => {
  const draws = drawn(kind, 300_000);

  it('keeps its bounds', () => {
    expect(draws.every((x) => x >= from && x < below)).toBe(true);
  });

  it.each(moments.map((moment, index) => ({ order: index + 1, moment })))('has moment $order', ({ order, moment }) => {
    const powers = draws.map((x) => x ** order);
    const mean = powers.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = powers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean - moment)).toBeLessThan(4 * Math.sqrt(variance / draws.length));
  });

  // Kolmogorov and Smirnov: 1.95 / √n is exceeded by chance once in a thousand samples.
  it('lies no further from the exact distribution than chance allows', () => {
    const sorted = draws.slice().sort();
    let farthest = 0;
    sorted.forEach((x, index) => {
      farthest = Math.max(farthest, Math.abs(share(x) - index / sorted.length), Math.abs(share(x) - (index + 1) / sorted.length));
    });
    expect(farthest).toBeLessThan(1.95 / Math.sqrt(draws.length));
  });

  it('draws each number without regard to the one before', () => {
    expect(Math.abs(correlation(draws.subarray(1), draws.subarray(0, -1)))).toBeLessThan(4 / Math.sqrt(draws.length));
  });
});

it('goes on beyond the ziggurat as the distribution does', () => {
  const beyond = drawn('exponential', 3_000_000).filter((x) => x > 7.6971174701310497);
  const expected = 3_000_000 * Math.exp(-7.6971174701310497);
  expect(Math.abs(beyond.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
  const mean = beyond.reduce((sum, x) => sum + x - 7.6971174701310497, 0) / beyond.length;
  expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(beyond.length));
});

// The bits of 100,000 draws of each kind. Another Node.js, another machine: the same hash, or simulations no longer repeat.
it('draws the same bits everywhere', () => {
  const bits = createHash('sha256');
  for (const { kind } of distributions) bits.update(new Uint8Array(drawn(kind, 100_000, 20_211_101, 'golden').buffer));
  expect(bits.digest('hex')).toBe('c1c5cd24ae4ec1f390ca853a49adf7270d3cdf613f9cd65fd929977fabc9b5d6');
});

it('repeats itself for the same seed and purpose, and only then', () => {
  const purpose = fc.string({ maxLength: 12, unit: 'binary' });
  const seed = fc.maxSafeInteger();
  const name = fc.tuple(seed, purpose);
  const first = ([of, to]: [number, string]) => drawn('uniform', 8, of, to).join();
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(first(one)).toBe(first(one));
      const same = one[0] === other[0] && one[1] === other[1];
      expect(first(one) === first(other)).toBe(same);
    }),
  );
});

it.each<{ why: string; one: [number, string]; other: [number, string] }>([
  { why: 'neighbouring seeds', one: [1, 'arrivals'], other: [2, 'arrivals'] },
  { why: 'seeds that differ above 32 bits', one: [1, 'arrivals'], other: [1 + 2 ** 32, 'arrivals'] },
  { why: 'a seed and its negative', one: [7, 'arrivals'], other: [-7, 'arrivals'] },
  { why: 'two purposes', one: [1, 'arrivals'], other: [1, 'durations'] },
  { why: 'a purpose and its beginning', one: [1, 'a'], other: [1, 'aa'] },
  { why: 'no purpose and one that is all zeros', one: [1, ''], other: [1, '\0'] },
])('has streams that know nothing of each other: $why', ({ one, other }) => {
  const count = 200_000;
  const [a, b] = [drawn('uniform', count, ...one), drawn('uniform', count, ...other)];
  for (const lag of [0, 1, 2]) expect(Math.abs(correlation(a.subarray(lag), b.subarray(0, count - lag)))).toBeLessThan(4 / Math.sqrt(count));
});

it('changes no other stream by drawing from one', () => {
  const [calm, busy] = [stream(1, 'calm'), stream(1, 'busy')];
  const seen = Array.from({ length: 100 }, () => {
    for (let extra = 0; extra < 5; extra += 1) busy.exponential();
    return calm.exponential();
  });
  expect(seen).toEqual([...drawn('exponential', 100, 1, 'calm')]);
});

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const sumOf = (x: Float64Array, meanX: number, y: Float64Array, meanY: number) =>
    x.reduce((sum, value, at) => sum + (value - meanX) * ((y[at] ?? NaN) - meanY), 0);
  return sumOf(a, meanA, b, meanB) / Math.sqrt(sumOf(a, meanA, a, meanA) * sumOf(b, meanB, b, meanB));
}
