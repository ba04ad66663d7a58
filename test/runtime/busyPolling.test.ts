import { BusyPolling } from '../../src/runtime/busyPolling';

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
});
