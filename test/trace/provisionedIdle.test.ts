import fc from 'fast-check';
import { ProvisionedIdle } from '../../src/trace/provisionedIdle';

/** Changes as `[atMs, 'started' | 'busy', level]`. */
type Change = readonly [atMs: number, what: 'started' | 'busy', level: number];

function idleMs(changes: readonly Change[], endMs: number): number {
  const idle = new ProvisionedIdle();
  for (const [atMs, what, level] of changes) idle[what](level, atMs);
  return idle.idleMs(endMs);
}

it('S172: 70 idle of 256 MB for 60 s are 1050 GBs', () => {
  const ms = idleMs(
    [
      [0, 'started', 100],
      [0, 'busy', 30],
    ],
    60_000,
  );
  expect(((256 / 1024) * ms) / 1000).toBe(1050);
});

it.each<{ why: string; changes: readonly Change[]; endMs: number; ms: number }>([
  { why: 'nothing is provisioned', changes: [[0, 'busy', 5]], endMs: 60_000, ms: 0 },
  { why: 'all idle', changes: [[0, 'started', 2]], endMs: 30_000, ms: 60_000 },
  {
    why: 'concurrency above the provisioned leaves none idle',
    changes: [
      [0, 'started', 2],
      [0, 'busy', 3],
    ],
    endMs: 30_000,
    ms: 0,
  },
  {
    why: 'a moment of use counts for its whole slot, and for no other',
    changes: [
      [0, 'started', 1],
      [12_000, 'busy', 1],
      [12_001, 'busy', 0],
    ],
    endMs: 30_000,
    ms: 20_000,
  },
  {
    why: 'the highest concurrency of a slot counts, not the last',
    changes: [
      [0, 'started', 5],
      [1_000, 'busy', 4],
      [2_000, 'busy', 1],
    ],
    endMs: 20_000,
    ms: 10_000 + 4 * 10_000,
  },
  {
    why: 'use that ends where a slot begins is not in it',
    changes: [
      [0, 'started', 1],
      [5_000, 'busy', 1],
      [10_000, 'busy', 0],
    ],
    endMs: 20_000,
    ms: 10_000,
  },
  {
    why: 'what is over at once does not count',
    changes: [
      [0, 'started', 1],
      [5_000, 'busy', 1],
      [5_000, 'busy', 0],
    ],
    endMs: 10_000,
    ms: 10_000,
  },
  { why: 'instances not yet started cost nothing', changes: [[4_000, 'started', 1]], endMs: 10_000, ms: 6_000 },
  {
    why: 'use before they start takes off them, too',
    changes: [
      [0, 'busy', 1],
      [2_000, 'busy', 0],
      [4_000, 'started', 3],
    ],
    endMs: 10_000,
    ms: 2 * 6_000,
  },
  {
    why: 'instances taken away cost nothing any more',
    changes: [
      [0, 'started', 3],
      [15_000, 'started', 1],
    ],
    endMs: 20_000,
    ms: 30_000 + 15_000 + 5_000,
  },
  { why: 'the last slot is charged for what has passed of it', changes: [[0, 'started', 1]], endMs: 12_500, ms: 12_500 },
])('S172: $why', ({ changes, endMs, ms }) => {
  expect(idleMs(changes, endMs)).toBe(ms);
});

it('comes to the same as a count millisecond by millisecond, however often it is asked', () => {
  const step = fc.tuple(fc.nat(9_000), fc.constantFrom('started' as const, 'busy' as const), fc.nat(4));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.nat(40_000), (steps, restMs) => {
      let atMs = 0;
      const changes = steps.map(([gapMs, what, level]): Change => [(atMs += gapMs), what, level]);
      const endMs = atMs + restMs;
      const asked = new ProvisionedIdle();
      for (const [at, what, level] of changes) {
        asked[what](level, at);
        asked.idleMs(at);
      }
      expect(idleMs(changes, endMs)).toBe(counted(changes, endMs));
      expect(asked.idleMs(endMs)).toBe(counted(changes, endMs));
    }),
    { numRuns: 50 },
  );
});

it('refuses a change that is told too late', () => {
  expect(() =>
    idleMs(
      [
        [5, 'busy', 1],
        [4, 'busy', 0],
      ],
      10,
    ),
  ).toThrow('a change at 4 ms is told after one at 5 ms');
});

/** Idle instance-ms by the rule's own words, one millisecond after another. */
function counted(changes: readonly Change[], endMs: number): number {
  const level = (what: Change[1], ms: number) => changes.findLast(([atMs, which]) => which === what && atMs <= ms)?.[2] ?? 0;
  let sum = 0;
  for (let slotMs = 0; slotMs < endMs; slotMs += 10_000) {
    const moments = Array.from({ length: Math.min(10_000, endMs - slotMs) }, (_, ms) => slotMs + ms);
    const busyMax = Math.max(...moments.map((ms) => level('busy', ms)));
    sum += moments.reduce((idle, ms) => idle + Math.max(0, level('started', ms) - busyMax), 0);
  }
  return sum;
}
