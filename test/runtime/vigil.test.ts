import { Vigil } from '../../src/runtime/vigil';

/** Has something to say each time it is looked at, and goes to the end of those who wait. */
class Chatterer {
  said = 0;
  readonly #vigil: Vigil;

  constructor(vigil: Vigil) {
    this.#vigil = vigil;
    vigil.watch(this);
  }

  look(): boolean {
    this.said += 1;
    this.#vigil.forget(this);
    this.#vigil.watch(this);
    return true;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Until nobody looks any more. */
async function asleep(vigil: Vigil): Promise<void> {
  while (vigil.bell[0] !== 0) await turn();
}

describe('a vigil', () => {
  it('does not look before something has happened', async () => {
    const vigil = new Vigil(0.1);
    const one = new Chatterer(vigil);
    await turn();
    expect(one.said).toBe(0);
    expect(vigil.bell[0]).toBe(0);
  });

  it('lets the loop turn however much there is to hear', async () => {
    const vigil = new Vigil(0.1);
    const all = [new Chatterer(vigil), new Chatterer(vigil), new Chatterer(vigil)];
    vigil.stir();
    expect(vigil.bell[0]).toBe(1);
    for (let n = 0; n < 10; n += 1) await turn();
    for (const { said } of all) expect(said).toBeLessThanOrEqual(11);
    expect(all[0]?.said).toBeGreaterThan(0);
    for (const one of all) vigil.forget(one);
    await asleep(vigil);
  });

  it('is not held where we would only be in the way', () => {
    const vigil = new Vigil(0);
    vigil.stir();
    expect(vigil.bell[0]).toBe(0);
  });

  it('ends when nothing happens, after a last look, and begins again', async () => {
    const vigil = new Vigil(0.1);
    for (let n = 0; n < 3; n += 1) {
      const bells: number[] = [];
      const silent = { look: () => (bells.push(vigil.bell[0] ?? -1), false) };
      vigil.watch(silent);
      vigil.stir();
      await asleep(vigil);
      // Who looked at the bell before it was put down is heard in that look.
      expect(bells.at(-1)).toBe(0);
      vigil.forget(silent);
    }
  });
});
