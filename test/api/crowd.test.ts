import { runInNewContext } from 'node:vm';
import { Crowd, giveMemoryBack } from '../../src/api/crowd';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Counts as connections come and go, one by one. */
function pass(crowd: Crowd, from: number, to: number): void {
  const step = Math.sign(to - from);
  for (let count = from + step; count !== to + step; count += step) crowd.count(count);
}

describe('a crowd is over', () => {
  it('a while after nearly all have gone, once', () => {
    const isOver = jest.fn();
    const crowd = new Crowd(isOver);
    pass(crowd, 0, 1_000);
    pass(crowd, 1_000, 100);
    jest.advanceTimersByTime(1_999);
    expect(isOver).not.toHaveBeenCalled();
    pass(crowd, 100, 3);
    jest.advanceTimersByTime(1);
    expect(isOver).toHaveBeenCalledTimes(1);
    pass(crowd, 3, 0);
    jest.advanceTimersByTime(60_000);
    expect(isOver).toHaveBeenCalledTimes(1);
  });

  it('again when there was another one', () => {
    const isOver = jest.fn();
    const crowd = new Crowd(isOver);
    for (let round = 0; round < 2; round += 1) {
      pass(crowd, 0, 500);
      pass(crowd, 500, 0);
      jest.advanceTimersByTime(2_000);
    }
    expect(isOver).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['there never was one', [499, 0]],
    ['some of it are there', [1_000, 101]],
    ['it comes back', [1_000, 0, 101]],
  ])('not when %s', (_why, counts) => {
    const isOver = jest.fn();
    const crowd = new Crowd(isOver);
    [0, ...counts].reduce((from, to) => (pass(crowd, from, to), to));
    jest.advanceTimersByTime(60_000);
    expect(isOver).not.toHaveBeenCalled();
  });

  it('not when nobody wants to know any more', () => {
    const isOver = jest.fn();
    const crowd = new Crowd(isOver);
    pass(crowd, 0, 1_000);
    pass(crowd, 1_000, 0);
    crowd.stay();
    jest.advanceTimersByTime(60_000);
    expect(isOver).not.toHaveBeenCalled();
  });
});

it('gives memory back, and leaves no trace of how', () => {
  const held = { numbers: new Array<number>(8_000_000).fill(0.5) };
  const usedBytes = process.memoryUsage().heapUsed;
  held.numbers = [];
  giveMemoryBack();
  expect(process.memoryUsage().heapUsed).toBeLessThan(usedBytes - 32_000_000);
  expect(runInNewContext('typeof gc')).toBe('undefined');
});
