import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaos, ChaosFault, type ChaosOptions, type ChaosTarget } from '../../src/harness';

interface Event {
  readonly n: number;
}

/** A shop whose calls answer at once, without a timer, as those of nearly all fakes do. */
interface Shop {
  paid(n: number): Promise<boolean>;
  charge(): Promise<void>;
  note(n: number): Promise<void>;
}

const events: readonly Event[] = [{ n: 1 }];

/** Charges twice when it is ended between the charge and its note. */
async function pay(shop: Shop, { n }: Event): Promise<string> {
  if (await shop.paid(n)) return 'paid';
  await shop.charge();
  await shop.note(n);
  return 'paid';
}

class ClassOfShop implements Shop {
  charges = 0;
  readonly #notes = new Set<number>();

  paid(n: number): Promise<boolean> {
    return Promise.resolve(this.#notes.has(n));
  }

  async charge(): Promise<void> {
    await Promise.resolve();
    this.charges += 1;
  }

  async note(n: number): Promise<void> {
    await Promise.resolve();
    this.#notes.add(n);
  }
}

function literalShop(): Shop & { readonly charges: number[] } {
  const charges: number[] = [];
  const notes = new Set<number>();
  return {
    charges,
    paid: (n) => Promise.resolve(notes.has(n)),
    charge: () => Promise.resolve(void charges.push(1)),
    note: (n) => Promise.resolve(void notes.add(n)),
  };
}

/** The same shop, by functions that nobody watches. */
function unwatched(shop: Shop): Shop {
  return { paid: shop.paid.bind(shop), charge: shop.charge.bind(shop), note: shop.note.bind(shop) };
}

async function found<W>(target: ChaosTarget<W>, options: ChaosOptions<W>): Promise<string> {
  const fault: unknown = await chaos(target, { lang: 'en', ...options }).catch((error: unknown) => error);
  if (fault instanceof Error && !(fault instanceof ChaosFault)) throw fault;
  return fault instanceof ChaosFault ? fault.message : 'nothing';
}

const twice = 'a retry, a second delivery or an ended run changed what came of it';

describe('S54, S115: something befalls a handler between what a call has done and what it hears of it', () => {
  it('of a class with private members', async () => {
    const create = (shop: Shop) => (event: Event) => pay(shop, event);
    expect(await found({ create }, { world: () => new ClassOfShop(), events })).toContain(twice);
  });

  it('of an object of functions', async () => {
    const create = (shop: Shop) => (event: Event) => pay(shop, event);
    expect(await found({ create }, { world: literalShop, events })).toContain(twice);
  });

  it('of mocks, whose calls the check can ask for', async () => {
    const world = () => {
      const notes = new Set<number>();
      return {
        paid: jest.fn((n: number) => Promise.resolve(notes.has(n))),
        charge: jest.fn(() => Promise.resolve()),
        note: jest.fn((n: number) => Promise.resolve(void notes.add(n))),
      };
    };
    const create = (shop: Shop) => (event: Event) => pay(shop, event);
    const check = (seen: { readonly world: ReturnType<typeof world> }) => seen.world.charge.mock.calls.length < 2;
    expect(await found({ create }, { world, events, check })).toContain('the check failed');
  });

  it('of a world that the handler has from elsewhere', async () => {
    let shop = new ClassOfShop();
    const handler = (event: Event) => pay(shop, event);
    expect(await found({ handler }, { world: () => (shop = new ClassOfShop()), events })).toContain(twice);
  });

  it.each<readonly [string, (shop: Shop) => object, (world: never) => Shop | Promise<Shop>]>([
    ['holds', (shop) => ({ far: { away: { shop } } }), ({ far }: { far: { away: { shop: Shop } } }) => far.away.shop],
    ['gives', (shop) => ({ connect: () => shop }), ({ connect }: { connect: () => Shop }) => connect()],
    ['gives later', (shop) => ({ connect: () => Promise.resolve(shop) }), ({ connect }: { connect: () => Promise<Shop> }) => connect()],
    [
      'makes',
      (shop) => ({
        Client: class {
          readonly shop = shop;
        },
      }),
      ({ Client }: { Client: new () => { shop: Shop } }) => new Client().shop,
    ],
  ])('of what a world %s', async (_how, outside, shopOf) => {
    const world = () => {
      const shop = new ClassOfShop();
      // Not to be found where it is looked for at first.
      return { charged: () => shop.charges, ...outside(unwatched(shop)) };
    };
    const create = (given: ReturnType<typeof world>) => async (event: Event) => pay(await shopOf(given as never), event);
    const check = (seen: { readonly world: ReturnType<typeof world> }) => seen.world.charged() < 2;
    expect(await found({ create }, { world, events, check, sameResult: false })).toContain('the check failed');
  });

  it('of a world that is a function', async () => {
    const world = () => {
      const shop = new ClassOfShop();
      return Object.assign((what: keyof Shop, n: number): Promise<unknown> => shop[what](n), { charges: () => shop.charges });
    };
    const create =
      (ask: ReturnType<typeof world>) =>
      async ({ n }: Event) => {
        for (const what of (await ask('paid', n)) === true ? [] : (['charge', 'note'] as const)) await ask(what, n);
      };
    const check = (seen: { readonly world: ReturnType<typeof world> }) => seen.world.charges() < 2;
    expect(await found({ create }, { world, events, check })).toContain('the check failed');
  });

  it('of two deliveries at a time, each of which sees what was before', async () => {
    const create =
      (shop: ClassOfShop) =>
      async ({ n }: Event) => {
        if (!(await shop.paid(n))) await Promise.all([shop.note(n), shop.charge()]);
      };
    const message = await found({ create }, { world: () => new ClassOfShop(), events });
    expect(message).toContain(twice);
    expect(message).toContain('delivered again');
  });

  describe('of modules', () => {
    const dir = mkdtempSync(join(tmpdir(), 'outside-'));
    afterAll(() => rmSync(dir, { recursive: true }));
    const code = (shop: string) => `exports.handle = async ({ n }) => {
      const shop = ${shop};
      if (await shop.paid(n)) return 'paid';
      await shop.charge();
      await shop.note(n);
      return 'paid';
    };`;
    const compiled = (shop: Shop): unknown =>
      Object.defineProperties({}, { __esModule: { value: true }, default: { enumerable: true, get: () => shop } });

    it.each([
      ['an object', `require('shop')`, (shop: Shop): unknown => shop],
      [
        'a function',
        `require('shop')()`,
        (shop: Shop): unknown =>
          () =>
            shop,
      ],
      [
        'a class',
        `new (require('shop').Client)()`,
        (shop: Shop): unknown => ({
          Client: class {
            paid = (n: number) => shop.paid(n);
            charge = () => shop.charge();
            note = (n: number) => shop.note(n);
          },
        }),
      ],
      ['what a compiler makes of exports', `((it) => (it.__esModule ? it.default : it))(require('shop'))`, compiled],
    ])('that are %s', async (name, asked, made) => {
      const file = name.replaceAll(' ', '-');
      writeFileSync(join(dir, `${file}.js`), code(asked));
      const modules = (shop: ClassOfShop) => ({ shop: made(unwatched(shop)) });
      expect(await found({ dir, handler: `${file}.handle`, modules }, { world: () => new ClassOfShop(), events })).toContain(twice);
    });
  });
});

describe('finds nothing', () => {
  it('in one call of the world, which does what it does as a whole', async () => {
    class Account {
      from = 1;
      to = 0;

      async move(): Promise<void> {
        if (this.from === 0) return;
        await this.take();
        await this.put();
      }

      async take(): Promise<void> {
        await Promise.resolve();
        this.from -= 1;
      }

      async put(): Promise<void> {
        await Promise.resolve();
        this.to += 1;
      }
    }
    const check = ({ world: { from, to } }: { readonly world: Account }) => (from + to === 1 ? undefined : 'money is gone');
    const create = (account: Account) => () => account.move();
    expect(await found({ create }, { world: () => new Account(), events, check, plays: 60 })).toBe('nothing');
  });

  it('in worlds that differ by nothing but whose functions they have', async () => {
    const world = () => {
      class Rows extends Map<number, string> {}
      const rows = new Rows();
      return Object.assign(new EventEmitter(), {
        rows,
        seen: new Set<object>(),
        bare: Object.create(Object.create(null) as object) as object,
        put: async (n: number) => void rows.set(n, 'row'),
      });
    };
    const create =
      (outside: ReturnType<typeof world>) =>
      async ({ n }: Event) => {
        await outside.put(n);
        outside.seen.add({ n: 1 }).clear();
      };
    expect(await found({ create }, { world, plays: 60 })).toBe('nothing');
  });
});

it('leaves the world as it was made', async () => {
  const shop = Object.freeze(literalShop());
  const worlds: { readonly world: ClassOfShop & { readonly more: Shop }; readonly names: readonly PropertyKey[]; readonly charge: unknown }[] = [];
  const make = () => {
    const world = Object.assign(new ClassOfShop(), { more: shop, late: literalShop() });
    worlds.push({ world, names: Reflect.ownKeys(world), charge: world.late.charge });
    return world;
  };
  const seen: unknown[] = [];
  await chaos(
    { create: (world) => (event: Event) => pay(world, event) },
    { world: make, events, plays: 3, sameWorld: false, check: ({ world }) => void seen.push(world) },
  );
  expect(worlds.map(({ world }) => Reflect.ownKeys(world))).toEqual(worlds.map(({ names }) => names));
  expect(worlds.map(({ world }): unknown => Reflect.get(Reflect.get(world, 'late') as object, 'charge'))).toEqual(worlds.map(({ charge }) => charge));
  expect(worlds.map(({ world }) => world)).toEqual(expect.arrayContaining(seen));
});

it('looks at no more events for their waits than it plays', async () => {
  let worlds = 0;
  const many = Array.from({ length: 1_000 }, (_, n) => ({ n }));
  await chaos({ create: () => async () => 1 }, { world: () => ({ made: (worlds += 1) > 0 }), events: many, plays: 3 });
  // Each play is compared with two others at most.
  expect(worlds).toBeLessThanOrEqual(3 + 3 * 3);
});

it('lets errors of the world come to the handler as they are', async () => {
  const refused = new Error('refused');
  const world = () => ({ put: (): Promise<void> => Promise.reject(refused) });
  const create = (outside: ReturnType<typeof world>) => async () => {
    const error: unknown = await outside.put().catch((reason: unknown) => reason);
    return error === refused ? 'the same' : 'another';
  };
  const check = ({ deliveries }: { readonly deliveries: readonly { readonly result: unknown; readonly status: number }[] }) =>
    deliveries.every(({ result, status }) => status !== 200 || result === 'the same');
  expect(await found({ create }, { world, events, check, plays: 60 })).toBe('nothing');
});
