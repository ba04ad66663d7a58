import type { Stream } from '../random';

/** What happens to a handler in one play: all that the platform may do, and nothing that it may not. Plain data, so that it can be made smaller. */
export interface Play {
  readonly arrivals: readonly Arrival[];
}

/** One event that arrives. */
export interface Arrival {
  /** Which of the test's events. */
  readonly event: number;
  /** Since the last arrival, ms. */
  readonly afterMs: number;
  /** Which idle instance takes it, if there is one: the longest unused, the last used, or none of them. @source S113 */
  readonly reuse: 'oldest' | 'newest' | 'fresh';
  /** How long its instance is kept afterwards, ms. @source S111 */
  readonly keepMs: number;
  /** How often the same event is delivered: at least once, says the platform. */
  readonly copies: 1 | 2;
  /** What befalls its attempts, one after another; later attempts are left alone. */
  readonly blows: readonly Blow[];
}

/**
 * Ends an attempt in one of the waits of its handler: by SIGTERM, or with no word at all. Which, is counted in moments: each time that anything
 * in the play happens while the attempt goes on is one, so an attempt by itself meets it at its own waits, and one beside others in between, too.
 * @source S84, S115
 */
export interface Blow {
  readonly kind: 'sigterm' | 'kill';
  /** Moments since the attempt began; 0 is its first wait. */
  readonly atWait: number;
}

/** Longer than any keep-alive. */
const longMs = 3_600_000;
const gapsMs = [0, 0, 1, 50, 1_000, 400_000] as const;
const keepsMs = [0, 1_000, 300_000, longMs] as const;
const reuses = ['newest', 'newest', 'oldest', 'fresh'] as const;
const arrivalsMax = 6;

/** In how many waits of an attempt something may befall it, at least. */
export const waitsMin = 5;

/**
 * A play by chance.
 * @param eventCount  how many events the test has
 * @param waits       in how many waits of an attempt something may befall it
 */
export function drawPlay(random: Stream, eventCount: number, waits: number): Play {
  const below = (count: number): number => Math.floor(random.uniform() * count);
  const of = <T>(choices: readonly T[], fallback: T): T => choices[below(choices.length)] ?? fallback;
  const blow = (): Blow => ({ kind: of(['sigterm', 'kill'], 'kill'), atWait: below(waits) });
  const arrival = (): Arrival => ({
    event: below(eventCount),
    afterMs: of(gapsMs, 0),
    reuse: of(reuses, 'newest'),
    keepMs: of(keepsMs, longMs),
    copies: below(5) === 0 ? 2 : 1,
    blows: Array.from({ length: Math.max(0, below(5) - 2) }, blow),
  });
  return { arrivals: Array.from({ length: 1 + below(arrivalsMax) }, arrival) };
}

/** Plays that are a little smaller: with less of one thing, the largest steps first. */
export function smaller({ arrivals }: Play): Play[] {
  const without = arrivals.map((_, index) => ({ arrivals: arrivals.filter((__, other) => other !== index) }));
  const eased = arrivals.flatMap((arrival, index) =>
    easier(arrival).map((eased) => ({ arrivals: arrivals.map((each, other) => (other === index ? eased : each)) })),
  );
  return [...without.filter((play) => play.arrivals.length > 0), ...eased];
}

function easier(arrival: Arrival): Arrival[] {
  const { copies, blows, afterMs, keepMs, reuse, event } = arrival;
  return [
    ...(copies > 1 ? [{ ...arrival, copies: 1 as const }] : []),
    ...blows.map((_, index) => ({ ...arrival, blows: blows.filter((__, other) => other !== index) })),
    ...(reuse === 'oldest' ? [{ ...arrival, reuse: 'newest' as const }] : []),
    ...(keepMs < longMs ? [{ ...arrival, keepMs: longMs }] : []),
    ...(afterMs === 1_000 ? [] : [{ ...arrival, afterMs: 1_000 }]),
    ...(event > 0 ? [{ ...arrival, event: 0 }] : []),
    ...blows.flatMap(({ kind, atWait }, index) =>
      sooner(atWait).map((wait) => ({ ...arrival, blows: blows.map((blow, other) => (other === index ? { kind, atWait: wait } : blow)) })),
    ),
  ];
}

function sooner(wait: number): number[] {
  return wait > 2 ? [wait >> 1, wait - 1] : wait > 0 ? [wait - 1] : [];
}

/** One event, left alone. */
export function alone(event: number): Play {
  return { arrivals: [{ event, afterMs: 1_000, reuse: 'fresh', keepMs: longMs, copies: 1, blows: [] }] };
}

/** The same arrivals, each on an instance of its own. */
export function onFreshInstances({ arrivals }: Play): Play {
  return { arrivals: arrivals.map((arrival) => ({ ...arrival, reuse: 'fresh' })) };
}

/** The same arrivals, each delivered once and left alone. */
export function undisturbed({ arrivals }: Play): Play {
  return { arrivals: arrivals.map((arrival) => ({ ...arrival, copies: 1, blows: [] })) };
}
