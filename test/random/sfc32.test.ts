import { Sfc32 } from '../../src/random/sfc32';

const draws = (words: Sfc32, count: number) => Array.from({ length: count }, () => words.next());

it.each([
  {
    why: 'as published with implementations in other languages',
    words: () => new Sfc32(0, 12_345, 0),
    first: [235160590, 2967261163, 116171463, 2882324903, 362604721, 4227106926, 1933307004, 1608300071, 2256615412, 2701957640],
  },
  { why: 'from a bare state', words: () => new Sfc32(1, 2, 3, 4, 0), first: [7, 34, 56623200, 188882296, 3431242869, 399395954, 785775158] },
  {
    why: 'with another counter and number of rounds',
    words: () => new Sfc32(0x9e3779b9, 0x243f6a88, 0xb7e15162, 1, 15),
    first: [473542192, 3964317691, 2295682031, 2113742504, 3256742822, 2257891190, 1798902692, 553019340],
  },
])('draws the words of the reference, $why', ({ words, first }) => {
  expect(draws(words(), first.length)).toEqual(first);
});

it('draws whole numbers that fill 32 bits', () => {
  const words = draws(new Sfc32(5, 6, 7), 10_000);
  expect(words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
  expect(words.reduce((bits, word) => bits | word, 0) >>> 0).toBe(2 ** 32 - 1);
  expect(words.reduce((bits, word) => bits & word, -1)).toBe(0);
});
