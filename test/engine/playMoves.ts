import fc from 'fast-check';
import type { Alias, FunctionStatus } from '../../src/engine';
import type { RunStatus, Tracking } from '../../src/scf';
import { functionChoices, trackings } from './playPlan';

/** Something that a play does next. Numbers that pick are taken modulo what there is to pick from, so that plays shrink well. */
export type Move =
  /** So many calls of one function, one every `gapMs`: at once, steadily, or sparsely. */
  | {
      readonly kind: 'call';
      readonly fn: number;
      readonly times: number;
      readonly gapMs: number;
      readonly qualifier: string;
      readonly type: 'sync' | 'async';
      readonly large: boolean;
      readonly draw: number;
      readonly routingKey: string | undefined;
    }
  /**
   * Instances that start or run get on; `meet`: at the very moment of the next deadline; `lateMs`: so long after now, with no
   * alarm heard.
   */
  | {
      readonly kind: 'report';
      readonly pick: number;
      readonly times: number;
      readonly meet: boolean;
      readonly lateMs: number;
      readonly fails: boolean;
      readonly status: RunStatus;
      readonly gone: boolean;
      readonly keepAliveMs: number;
    }
  | { readonly kind: 'exit'; readonly pick: number; readonly lateMs: number }
  /** Time goes on; `late`: no alarm is heard on the way. */
  | { readonly kind: 'pass'; readonly ms: number; readonly late: boolean }
  | { readonly kind: 'ringNext' }
  /** For so long nothing can happen: the process is stopped, or the machine sleeps. */
  | { readonly kind: 'standStill'; readonly ms: number }
  | { readonly kind: 'terminate'; readonly pick: number; readonly grace: boolean }
  | { readonly kind: 'change'; readonly fn: number; readonly change: Wish };

/** A change of one function, or of the account. */
export type Wish =
  | { readonly kind: 'reserved'; readonly reservedMB: number | undefined }
  | { readonly kind: 'provisioned'; readonly version: string; readonly instances: number; readonly by: 'user' | 'schedule' }
  | { readonly kind: 'tracking'; readonly version: string; readonly tracking: Tracking | undefined; readonly by: 'user' | 'schedule' }
  /** By so much more than now. */
  | { readonly kind: 'total'; readonly moreMB: number }
  | { readonly kind: 'function'; readonly plan: Choices; readonly flips: boolean }
  | { readonly kind: 'functionRemoved' }
  | { readonly kind: 'status'; readonly status: FunctionStatus }
  | { readonly kind: 'published' }
  | { readonly kind: 'versionRemoved'; readonly version: string }
  | { readonly kind: 'alias'; readonly name: string; readonly alias: Alias | undefined };

type Choices = typeof functionChoices extends fc.Arbitrary<infer T> ? T : never;

const failures = [405, 407, 430, 430, 430, 434, 437, 439, 443, 449, 499, 500, 500, 500] as const satisfies readonly RunStatus[];

/** True once in so many times. */
function onceIn(times: number): fc.Arbitrary<boolean> {
  return fc.nat({ max: times - 1 }).map((drawn) => drawn === times - 1);
}

const lateMs = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(0.5, 999, 3_001, 60_001) });
const draws = fc.nat({ max: 99 }).map((percent) => percent / 100);

const calls = fc.record({
  kind: fc.constant('call' as const),
  fn: fc.nat(24),
  times: fc.constantFrom(1, 1, 1, 1, 2, 3, 6),
  gapMs: fc.constantFrom(0, 0, 100, 700, 20_000),
  qualifier: fc.constantFrom('$DEFAULT', '$DEFAULT', '$DEFAULT', '$DEFAULT', '$LATEST', '$LATEST', 'live', 'live', '1', '1', '2'),
  type: fc.constantFrom('sync' as const, 'async' as const, 'async' as const),
  large: onceIn(40),
  draw: draws,
  routingKey: fc.constantFrom(undefined, 'blue', '3', '7'),
});

const reports = fc.record({
  kind: fc.constant('report' as const),
  pick: fc.nat(20),
  times: fc.constantFrom(1, 1, 1, 2, 4),
  lateMs,
  meet: onceIn(6),
  fails: onceIn(8),
  status: fc.oneof({ weight: 3, arbitrary: fc.constant(200 as const) }, { weight: 1, arbitrary: fc.constantFrom(...failures) }),
  gone: onceIn(12),
  keepAliveMs: fc.constantFrom(0, 500, 1_000, 60_000, 300_000),
});

const versions = fc.constantFrom('1', '1', '1', '2', '$LATEST', '9');

const aliases: fc.Arbitrary<Alias> = fc
  .record({
    version: fc.constantFrom('$LATEST', '1', '2'),
    other: fc.constantFrom('$LATEST', '1', '2'),
    route: fc.constantFrom('none', 'weight', 'exact', 'range'),
    weight: fc.constantFrom(0, 0.5, 1, 2),
    closed: fc.boolean(),
  })
  .map(({ version, other, route, weight, closed }) => {
    if (route === 'weight') return { version, additional: { version: other, weight } };
    if (route === 'exact') return { version, additional: { version: other, key: 'colour', exact: 'blue' } };
    return route === 'range' ? { version, additional: { version: other, key: 'colour', from: 3, to: 8, closed } } : { version };
  });

const wishes: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reserved' as const), reservedMB: fc.constantFrom(undefined, 0, 128, 256, 512, -1) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('provisioned' as const),
      version: versions,
      instances: fc.constantFrom(0, 0, 0, 1, 1, 2, 2, 4, -1),
      by: fc.constantFrom('user' as const, 'schedule' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('tracking' as const),
      version: versions,
      tracking: fc.option(fc.oneof({ weight: 5, arbitrary: trackings }, { weight: 1, arbitrary: fc.constant({ target: 1, min: 0, max: 0 }) }), {
        nil: undefined,
      }),
      by: fc.constantFrom('user' as const, 'schedule' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('total' as const), moreMB: fc.constantFrom(-256, -128, 128, 512, -1e6) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('function' as const), plan: functionChoices, flips: onceIn(8) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('functionRemoved' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom<FunctionStatus>('Active', 'Active', 'Active', 'Updating', 'Stopped', 'Deleting'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('published' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('versionRemoved' as const), version: versions }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('alias' as const),
      name: fc.constantFrom('live', 'live', '$DEFAULT'),
      alias: fc.option(aliases, { nil: undefined, freq: 6 }),
    }),
  },
);

/** Weighted so that instances come to rest and are used again, and queues fill and empty. */
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 10, arbitrary: calls },
  { weight: 14, arbitrary: reports },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('exit' as const), pick: fc.nat(20), lateMs }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.oneof(
        { weight: 60, arbitrary: fc.constantFrom(0.5, 500, 1_000, 3_000, 10_000, 30_000, 60_000) },
        { weight: 3, arbitrary: fc.constant(610_000) },
        { weight: 1, arbitrary: fc.constant(21_600_000) },
      ),
      late: onceIn(4),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ringNext' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('standStill' as const), ms: fc.constantFrom(700, 6_000, 70_000, 610_000, 86_400_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('terminate' as const), pick: fc.nat(20), grace: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('change' as const), fn: fc.nat(20), change: wishes }) },
);

/** Scripts of at most so many moves. */
export function scripts(movesMax: number): fc.Arbitrary<readonly Move[]> {
  return fc.array(move, { minLength: 1, maxLength: movesMax, size: 'max' });
}
