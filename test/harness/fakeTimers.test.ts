import { createRegion } from '../../src/harness';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a handler of the test takes from the global object: a timer, a microtask, and the time. */
const handler = async (): Promise<number> => {
  const beganMs = Date.now();
  await new Promise<void>((resolve) => queueMicrotask(resolve));
  await sleep(60_000);
  return Date.now() - beganMs;
};
const regionOf = () => createRegion({ functions: { f: { handler, timeout: 900 } }, realWaitMs: 100 });

afterEach(() => jest.useRealTimers());

describe.each([{ legacyFakeTimers: false }, { legacyFakeTimers: true }])('fake timers of a test (%j)', (config) => {
  it('leave the time of a region that is made after them as it is', async () => {
    jest.useFakeTimers(config);
    expect((await (await regionOf()).invoke('f')).result).toBe(60_000);
  });

  it('leave the time of a call alone that is under way', async () => {
    const region = await regionOf();
    const calls = [region.invoke('f'), region.invoke('f')];
    jest.useFakeTimers(config);
    for (const call of calls) expect((await call).result).toBe(60_000);
    expect((await region.invoke('f')).result).toBe(60_000);
  });

  it('may be taken away while a call is under way', async () => {
    jest.useFakeTimers(config);
    const region = await regionOf();
    const call = region.invoke('f');
    jest.useRealTimers();
    expect((await call).result).toBe(60_000);
  });

  it('tick for the test itself', async () => {
    const region = await regionOf();
    const call = region.invoke('f');
    jest.useFakeTimers(config);
    const tick = jest.fn();
    setTimeout(tick, 1_000);
    await call;
    expect(tick).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1_000);
    expect(tick).toHaveBeenCalledTimes(1);
  });

  it('leave the global object as it was, and so does what stood in for them', async () => {
    const found = [setTimeout, setInterval, queueMicrotask, Date, process];
    const region = await regionOf();
    jest.useFakeTimers(config);
    await region.invoke('f');
    jest.useRealTimers();
    await region.invoke('f');
    expect([setTimeout, setInterval, queueMicrotask, Date, process]).toEqual(found);
  });
});
