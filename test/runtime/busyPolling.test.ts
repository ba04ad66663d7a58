import { ProcessRuntime } from '../../src/runtime';
import { BusyPolling, pollingMs } from '../../src/runtime/busyPolling';
import { kinds, Observed, resultOf, specOf } from './instances';

/** Has something to say each time it is looked at, and goes to the end of those who wait. */
class Chatterer {
  said = 0;
  readonly #polling: BusyPolling;

  constructor(polling: BusyPolling) {
    this.#polling = polling;
    polling.watch(this);
  }

  look(): boolean {
    this.said += 1;
    this.#polling.forget(this);
    this.#polling.watch(this);
    return true;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Until nobody looks any more. */
async function asleep(polling: BusyPolling): Promise<void> {
  while (polling.bell[0] !== 0) await turn();
}

describe('busy polling', () => {
  it('does not look before something has happened', async () => {
    const polling = new BusyPolling(0.1);
    const one = new Chatterer(polling);
    await turn();
    expect(one.said).toBe(0);
    expect(polling.bell[0]).toBe(0);
  });

  it('lets the loop turn however much there is to hear', async () => {
    const polling = new BusyPolling(0.1);
    const all = [new Chatterer(polling), new Chatterer(polling), new Chatterer(polling)];
    polling.stir();
    expect(polling.bell[0]).toBe(1);
    for (let n = 0; n < 10; n += 1) await turn();
    for (const { said } of all) expect(said).toBeLessThanOrEqual(11);
    expect(all[0]?.said).toBeGreaterThan(0);
    for (const one of all) polling.forget(one);
    await asleep(polling);
  });

  it('is not held where we would only be in the way', () => {
    const polling = new BusyPolling(0);
    polling.stir();
    expect(polling.bell[0]).toBe(0);
  });

  it.each([
    { wanted: undefined, processors: 2, holds: true },
    { wanted: undefined, processors: 1.5, holds: false },
    { wanted: undefined, processors: 1, holds: false },
    { wanted: false, processors: 8, holds: false },
    { wanted: true, processors: 1, holds: true },
  ])('is held with $processors processors where $wanted is wanted: $holds', ({ wanted, processors, holds }) => {
    expect(pollingMs(wanted, () => processors) > 0).toBe(holds);
  });

  it('can be given up, and held again', async () => {
    const polling = new BusyPolling(0.1);
    polling.stir();
    polling.forMs = 0;
    await asleep(polling);
    polling.stir();
    expect(polling.bell[0]).toBe(0);
    polling.forMs = 0.1;
    polling.stir();
    expect(polling.bell[0]).toBe(1);
    await asleep(polling);
  });

  it('goes on for as long as there is something to hear, be it in the last look', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(10);
    const polling = new BusyPolling(1);
    const one = new Chatterer(polling);
    polling.stir();
    for (const nowMs of [10.5, 11.2, 20]) {
      now.mockReturnValue(nowMs);
      await turn();
      expect(polling.bell[0]).toBe(1);
    }
    polling.forget(one);
    now.mockReturnValue(21);
    await turn();
    expect(polling.bell[0]).toBe(0);
    now.mockRestore();
  });

  it('ends when nothing happens, after a last look, and begins again', async () => {
    const polling = new BusyPolling(0.1);
    for (let n = 0; n < 3; n += 1) {
      const bells: number[] = [];
      const silent = { look: () => (bells.push(polling.bell[0] ?? -1), false) };
      polling.watch(silent);
      polling.stir();
      await asleep(polling);
      // Who looked at the bell before it was put down is heard in that look.
      expect(bells.at(-1)).toBe(0);
      polling.forget(silent);
    }
  });

  it.each(kinds)('is held as the service wants it, from one event to the next: $kind', async ({ local }) => {
    const stir = jest.spyOn(BusyPolling.prototype, 'stir');
    const runtime = new ProcessRuntime({ lang: 'en', host: process.env, local: { ...local, busyPolling: false } });
    const observed = new Observed(runtime, specOf('finish.asyncValue'));
    expect(resultOf(await observed.run('event'))).toEqual({ got: 'event' });
    expect((stir.mock.contexts.at(-1) as BusyPolling).forMs).toBe(0);
    for (const busyPolling of [true, false]) {
      runtime.configure({ ...local, busyPolling });
      expect(resultOf(await observed.run('event'))).toEqual({ got: 'event' });
      expect((stir.mock.contexts.at(-1) as BusyPolling).forMs > 0).toBe(busyPolling);
    }
    await runtime.close();
  });
});
