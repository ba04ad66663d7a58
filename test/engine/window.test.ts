import fc from 'fast-check';
import { Window } from '../../src/engine/window';
import { limits, type BurstWindow } from '../../src/scf';

const perWindow = 5;
const windowMs = 60;

/** A reference that looks at all that was ever counted, without any state of its own. @param clockMs  what the clock shows at 0 */
type Admits = (countedMs: readonly number[], nowMs: number, clockMs: number) => boolean;

const references: Readonly<Record<BurstWindow, Admits>> = {
  // Windows opened at the first of each: walk over them.
  'fixed-first': (countedMs, nowMs) => {
    let openedMs = -Infinity;
    let counted = 0;
    for (const atMs of countedMs) {
      if (atMs >= openedMs + windowMs) [openedMs, counted] = [atMs, 0];
      counted += 1;
    }
    return nowMs >= openedMs + windowMs || counted < perWindow;
  },
  'fixed-clock': (countedMs, nowMs, clockMs) => {
    const windowOf = (atMs: number) => Math.floor((clockMs + atMs) / windowMs);
    return countedMs.filter((atMs) => windowOf(atMs) === windowOf(nowMs)).length < perWindow;
  },
  sliding: (countedMs, nowMs) => countedMs.filter((atMs) => atMs > nowMs - windowMs).length < perWindow,
  // Twelfths of a token, whole numbers: one of 60 ms fills five.
  'token-bucket': (countedMs, nowMs) => {
    const token = windowMs / perWindow;
    let [level, filledMs] = [perWindow * token, 0];
    for (const atMs of countedMs) [level, filledMs] = [Math.min(perWindow * token, level + atMs - filledMs) - token, atMs];
    return Math.min(perWindow * token, level + nowMs - filledMs) >= token;
  },
};

const kinds = Object.keys(references) as BurstWindow[];
/** What the clock shows at the beginning, ms. */
const clocks = fc.nat(500);
/** Steps of time at which somebody wants to count; whole numbers, so that ends of windows are met. */
const steps = fc.array(fc.oneof(fc.constant(0), fc.nat(8), fc.nat(90)), { maxLength: 120 });

describe.each(kinds)('a window that is %s (S103)', (kind) => {
  it('admits exactly what a look at all that it counted admits', () => {
    fc.assert(
      fc.property(steps, clocks, (waits, clockMs) => {
        const window = new Window(kind, perWindow, windowMs, clockMs);
        const countedMs: number[] = [];
        let nowMs = 0;
        for (const waitMs of waits) {
          nowMs += waitMs;
          expect(window.admits(nowMs)).toBe(references[kind](countedMs, nowMs, clockMs));
          if (!window.admits(nowMs)) continue;
          window.count('a', nowMs);
          countedMs.push(nowMs);
        }
      }),
    );
  });

  it('names the first moment at which it admits again: not a ms before, and not never', () => {
    fc.assert(
      fc.property(steps, clocks, (waits, clockMs) => {
        const window = new Window(kind, perWindow, windowMs, clockMs);
        const countedMs: number[] = [];
        let nowMs = 0;
        for (const waitMs of waits) {
          nowMs += waitMs;
          const freeMs = window.freeMs(nowMs);
          const wrong = Array.from({ length: windowMs + 1 }, (_, later) => nowMs + later).filter(
            (atMs) => references[kind](countedMs, atMs, clockMs) !== atMs >= freeMs - 1e-6,
          );
          expect(wrong).toEqual([]);
          expect(freeMs).toBeLessThanOrEqual(nowMs + windowMs);
          if (freeMs > nowMs) continue;
          window.count('a', nowMs);
          countedMs.push(nowMs);
        }
      }),
    );
  });

  it('says who used it up when it refuses, in all as many as it admits', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 120, maxLength: 120 }), (waits, keys) => {
        const window = new Window(kind, perWindow, windowMs);
        const last: string[] = [];
        let nowMs = 0;
        for (const waitMs of waits) {
          nowMs += waitMs;
          if (window.admits(nowMs)) {
            const key = keys[last.length] ?? 'a';
            last.push(key);
            window.count(key, nowMs);
            continue;
          }
          const expected = new Map<string, number>();
          for (const key of last.slice(-perWindow)) expected.set(key, (expected.get(key) ?? 0) + 1);
          expect(new Map(window.starts)).toEqual(expected);
          expect(window.openedMs).toBeGreaterThan(nowMs - windowMs);
          expect(window.openedMs).toBeLessThanOrEqual(nowMs);
        }
      }),
    );
  });
});

it.each([
  { kind: 'fixed-first', opened: [70, 70, 70, 130] },
  { kind: 'fixed-clock', opened: [60, 60, 120, 120] },
  { kind: 'sliding', opened: [70, 70, 70, 80] },
  { kind: 'token-bucket', opened: [70, 70, 70, 80] },
] as const)('a window that is $kind says when it opened, before it is full, too', ({ kind, opened }) => {
  const window = new Window(kind, 3, windowMs);
  const openedMs = [70, 80, 120, 130].map((nowMs) => {
    window.count('a', nowMs);
    return window.openedMs;
  });
  expect(openedMs).toEqual(opened);
});

describe('500 a minute, cold from the start (V13, V14, S100)', () => {
  const { burst, window } = limits;

  /** How many of 700 that want to start at each of these moments may. */
  function admitted(kind: BurstWindow, momentsMs: readonly number[]): number[] {
    const counter = new Window(kind, burst.value, window.value * 1000);
    return momentsMs.map((nowMs) => {
      let count = 0;
      for (; count < 700 && counter.admits(nowMs); count += 1) counter.count('a', nowMs);
      return count;
    });
  }

  it.each([
    { kind: 'fixed-first', moments: [30_000, 60_000, 89_999, 90_000], counts: [500, 0, 0, 500], why: 'a minute begins with the first start' },
    { kind: 'fixed-clock', moments: [30_000, 60_000, 89_999, 90_000], counts: [500, 500, 0, 0], why: 'a minute begins with the clock' },
    { kind: 'sliding', moments: [30_000, 60_000, 89_999, 90_000], counts: [500, 0, 0, 500], why: 'each start counts for a minute' },
    { kind: 'token-bucket', moments: [30_000, 60_000, 89_999, 90_000], counts: [500, 250, 249, 1], why: 'half a minute fills half of them' },
  ] as const)('$kind: $why', ({ kind, moments, counts }) => {
    expect(admitted(kind, moments)).toEqual(counts);
  });

  it.each(kinds)('%s: no more than 500 at one moment, 1,000 in the second minute', (kind) => {
    expect(admitted(kind, [0, 60_000])).toEqual([500, 500]);
  });

  it('tells fixed from sliding: starts late in a minute count against the next only in a window that slides', () => {
    const counter = (kind: BurstWindow) => {
      const one = new Window(kind, 2, 60);
      one.count('a', 0);
      one.count('a', 50);
      one.count('a', 60);
      return one.admits(61);
    };
    expect({ first: counter('fixed-first'), sliding: counter('sliding') }).toEqual({ first: true, sliding: false });
  });
});

it.each([
  { perWindow: 7, windowMs: 1_000 },
  { perWindow: 11, windowMs: 60 },
  { perWindow: 500, windowMs: 60 },
])('a bucket of $perWindow tokens in $windowMs ms admits whoever waits for the moment that it named, whatever rounding leaves', (of) => {
  const window = new Window('token-bucket', of.perWindow, of.windowMs);
  let nowMs = 0;
  const admitted = Array.from({ length: 3 * of.perWindow }, () => {
    nowMs = window.freeMs(nowMs);
    const admits = window.admits(nowMs);
    window.count('a', nowMs);
    return admits;
  });
  expect(admitted).not.toContain(false);
});

it('a window that admits nothing would never let a queue move', () => {
  expect(() => new Window('fixed-first', 0, 60)).toThrow('can start nothing');
});
