import timers from 'node:timers';
import * as here from '../../src/harness';
import '../../src/harness/jest';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Derived before there is a region, as in any test file. */
class Stamp extends Date {}

/** Another copy of the package, as hoisting or `jest.resetModules()` make one. */
function otherCopy(): typeof here {
  let other: typeof here | undefined;
  jest.isolateModules(() => {
    other = jest.requireActual<typeof here>('../../src/harness');
  });
  if (!other) throw new Error('modules are loaded at once');
  return other;
}

const there = otherCopy();

it('knows what another copy of it has made', async () => {
  const functions = { f: { model: { durationMs: 100 }, memorySize: 128, reservedConcurrency: 128 } };
  const region = await there.createRegion({ lang: 'en', functions });
  const [one, two] = await Promise.all([region.invoke('f'), region.invoke('f')]);
  expect(region).not.toBeInstanceOf((await here.createRegion({ functions })).constructor);
  expect([region.functions, one.status]).toEqual([['f'], 200]);
  expect(one).toHaveSucceeded();
  expect([one, two]).not.toHaveSucceeded();
  expect(region).toBeThrottled({ by: 'quota' });
  expect(region).toPeakAt({ mb: 128, instances: 1 });
  expect(region).toColdStart(1, { function: 'f' });
  here.assertEndedAs(two, 'REFUSED');
  here.assertFifo(region);
});

it('gives handlers their own time, whichever of two copies comes and goes first', async () => {
  const handler = async () => {
    const began = [Date.now(), new Stamp().getTime(), performance.now()];
    await sleep(60_000);
    return [Date.now(), new Stamp().getTime(), performance.now()].map((now, index) => now - (began[index] ?? 0));
  };
  const functions = { f: { handler, timeout: 900 } };
  const [first, second] = [await here.createRegion({ functions }), await there.createRegion({ functions })];
  await first.advance('1h');
  const calls = [first.invoke('f'), second.invoke('f'), second.invoke('f').then(() => second.invoke('f'))];
  for (const call of calls) expect((await call).result).toEqual([60_000, 60_000, 60_000]);
  expect([first.nowMs, second.nowMs]).toEqual([3_660_000, 120_000]);
});

it('lets a handler call a region of another copy, whose time is its own', async () => {
  const inner = await there.createRegion({
    functions: {
      f: {
        handler: async () => {
          const began = Date.now();
          await sleep(5_000);
          return Date.now() - began;
        },
        timeout: 900,
      },
    },
  });
  const outer = await here.createRegion({ functions: { f: { handler: async () => (await inner.invoke('f')).result } } });
  expect((await outer.invoke('f')).result).toBe(5_000);
  expect([outer.nowMs, inner.nowMs]).toEqual([0, 5_000]);
});

it('catches what handlers of either copy let fall', async () => {
  const stray = async () => {
    setTimeout(() => {
      throw new Error('stray');
    }, 10);
    await sleep(1_000);
  };
  const [first, second] = [
    await here.createRegion({ functions: { f: { handler: () => sleep(5) } } }),
    await there.createRegion({ functions: { f: { handler: stray } } }),
  ];
  const [quiet, failed] = await Promise.all([first.invoke('f'), second.invoke('f')]);
  expect(quiet).toHaveSucceeded();
  expect(failed.error?.errorMessage).toContain('stray');
});

describe('a class derived from Date before there was a region', () => {
  it('knows the time of an instance while its code runs, and real time otherwise', async () => {
    const startAt = '2030-01-01T00:00:00Z';
    const handler = () => [new Stamp().toISOString(), new Stamp(5).getTime(), new Stamp() instanceof Date, Stamp.now()];
    const region = await here.createRegion({ startAt, functions: { f: { handler } } });
    await region.advance('1h');
    expect((await region.invoke('f')).result).toEqual(['2030-01-01T01:00:00.000Z', 5, true, Date.UTC(2030, 0, 1, 1)]);
    expect(new Stamp().getFullYear()).toBeLessThan(2030);
    expect([new Date().constructor, new Stamp().constructor]).toEqual([Date, Stamp]);
    expect(new Stamp()).toBeInstanceOf(Stamp);
  });
});

it('leaves what a test does to dates as it is, and handlers their own time', async () => {
  const region = await here.createRegion({ functions: { f: { handler: () => sleep(1_000).then(() => [Date.now(), Date.parse('2024-01-01')]) } } });
  const spies = [jest.spyOn(Date, 'now').mockReturnValue(42), jest.spyOn(Date, 'parse').mockReturnValue(43)];
  expect((await region.invoke('f')).result).toEqual([Date.UTC(2024, 0, 1, 0, 0, 1), Date.UTC(2024, 0)]);
  expect([Date.now(), Date.parse('2024-01-01')]).toEqual([42, 43]);
  expect(new Date().getTime()).toBeGreaterThan(43);
  for (const spy of spies) spy.mockRestore();
  expect([Date.parse('2024-01-01'), Math.sign(Date.now() - 43), Date.now.name]).toEqual([Date.UTC(2024, 0), 1, 'now']);
  expect((await region.invoke('f')).result).toEqual([Date.UTC(2024, 0, 1, 0, 0, 2), Date.UTC(2024, 0)]);
});

it('leaves fake timers as they are that a test puts in place while time goes by', async () => {
  const region = await here.createRegion({ functions: { f: { handler: () => sleep(1_000) } } });
  const call = region.invoke('f');
  jest.useFakeTimers({ now: 5 });
  await call;
  expect(Date.now()).toBe(5);
  const rang = jest.fn();
  setTimeout(rang, 1_000);
  jest.advanceTimersByTime(1_000);
  expect(rang).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
  expect(Date.now()).toBeGreaterThan(5_000);
});

it('lets time go by while others have replaced the timers in the modules of Node, too', async () => {
  const region = await here.createRegion({ functions: { f: { handler: () => sleep(1_000) } } });
  const replaced = [jest.spyOn(timers, 'setImmediate'), jest.spyOn(timers, 'setTimeout')];
  for (const spy of replaced) spy.mockReturnValue(undefined as never);
  expect(await region.invoke('f')).toHaveSucceeded();
  for (const spy of replaced) spy.mockRestore();
});
