import { Burst } from '../../src/offline/burst';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('tells once it has been quiet, every path once', async () => {
  const told: (readonly string[])[] = [];
  const burst = new Burst(async (paths) => void told.push(paths));
  for (const path of ['b', 'a', 'b']) {
    burst.add(path);
    await jest.advanceTimersByTimeAsync(149);
  }
  expect(told).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(told).toEqual([['a', 'b']]);
});

it('never tells while it is still telling, and afterwards tells what has come meanwhile', async () => {
  const told: (readonly string[])[] = [];
  let finish = (): void => undefined;
  const burst = new Burst((paths) => {
    told.push(paths);
    return new Promise((resolve) => (finish = resolve));
  });
  burst.add('a');
  await jest.advanceTimersByTimeAsync(150);
  burst.add('b');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([['a']]);
  finish();
  await jest.advanceTimersByTimeAsync(150);
  expect(told).toEqual([['a'], ['b']]);
});

it('is silent once it has ended', async () => {
  const told: (readonly string[])[] = [];
  const burst = new Burst(async (paths) => void told.push(paths));
  burst.add('a');
  burst.end();
  burst.add('b');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
});
