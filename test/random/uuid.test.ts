import { uuidOf } from '../../src/random';

it.each([
  [1, 0, '514e28b7-be0f-45ec-a3fa-99fa2ab442ac'],
  [1, 1, '00000000-67ba-437e-a854-268dd03591b7'],
  [-3, 5, 'f94c9009-5330-482f-a7c1-2ca140101f2f'],
  [7, 2 ** 32, '18c9aec4-bac0-43bb-8b60-34d9e1d0fd63'],
  [2 ** 31, 2 ** 40 + 9, '29582c53-f9c0-46d7-b129-1438d441a3c0'],
])('seed %d gives its %dth thing the same id on every machine and in every release: records name it', (seed, nth, id) => {
  expect(uuidOf(seed, nth)).toBe(id);
});

it('has the form of version 4, and is different for each', () => {
  const ids = Array.from({ length: 100_000 }, (_, nth) => uuidOf(7, nth));
  expect(ids.filter((id) => !/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
