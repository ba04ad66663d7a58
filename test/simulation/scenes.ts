import fc from 'fast-check';
import type { Distribution, Failure, FunctionPlan, Model, RegionPlan } from '../../src/scf';
import type { TraceRow } from '../../src/trace';
import { regions } from '../engine/playPlan';

/** A region with every knob of the engine and limits that a few calls meet, how its functions behave, and what comes. */
export interface Scene {
  readonly plan: RegionPlan;
  /** Times are whole ms, and many of them meet. */
  readonly rows: readonly TraceRow[];
  readonly seed: number;
}

const times: fc.Arbitrary<Distribution> = fc.oneof(
  fc.constantFrom(0, 1, 500, 1_000, 4_000).map((ms) => ({ kind: 'constant', ms }) as const),
  fc.constant({ kind: 'values', ms: [0, 100, 500, 1_500, 5_000] } as const),
);

function failures(statuses: readonly Failure['status'][]): fc.Arbitrary<readonly Failure[]> {
  const one = fc.record({ share: fc.constantFrom(0.1, 0.3, 0.5), status: fc.constantFrom(...statuses) });
  return fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 2 }) });
}

const models: fc.Arbitrary<Model> = fc.record({
  coldStartMs: fc.option(times, { nil: undefined }),
  durationMs: fc.option(times, { nil: undefined }),
  failures: failures([430, 439, 405, 434, 500, 407]),
  coldStartFailures: failures([443, 437, 500]),
});

/** What fires in the first ten minutes, often together with another one or with what else happens: a run begins at 8:00 of that day in Beijing. */
const schedule: fc.Arbitrary<FunctionPlan['schedule']> = fc.array(
  fc.record({
    name: fc.constant('any'),
    cron: fc.constantFrom('*/5 0-9 8 1 1 * 1970', '*/10 0-9 8 1 1 * 1970', '0 0-9 8 1 1 * 1970', '1 0-9/2 8 1 1 * 1970'),
    instances: fc.nat(3),
  }),
  { maxLength: 2 },
);

interface Arrival extends Omit<TraceRow, 'atMs' | 'function'> {
  readonly gapMs: number;
  readonly of: number;
}

const arrivals: fc.Arbitrary<Arrival> = fc.record(
  {
    gapMs: fc.constantFrom(0, 0, 0, 1, 100, 500, 1_000, 5_000, 30_000, 60_000),
    of: fc.nat(3),
    type: fc.constantFrom('sync', 'async'),
    durationMs: fc.constantFrom(0, 1, 100, 500, 1_000, 1_500, 59_000),
    coldStartMs: fc.constantFrom(0, 1, 500, 1_000, 2_999),
    outcome: fc.constantFrom('ok', 'ok', 'error', 'exit', 'timeout'),
  },
  { requiredKeys: ['gapMs', 'of', 'type'] },
);

/** Keep-alive is constant where two worlds are compared that draw it in orders of their own. */
export const scenes: fc.Arbitrary<Scene> = fc
  .record({
    region: regions,
    arrivals: fc.array(arrivals, { minLength: 1, maxLength: 40, size: 'max' }),
    models: fc.array(fc.option(models, { nil: undefined }), { minLength: 4, maxLength: 4 }),
    schedules: fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: schedule }), { minLength: 4, maxLength: 4 }),
    seed: fc.nat(1_000),
  })
  .map(({ region: { plan }, arrivals: all, models: those, schedules, seed }) => ({
    plan: {
      ...plan,
      functions: plan.functions.map((fn, nth) => ({ ...fn, schedule: [...fn.schedule, ...(schedules[nth] ?? [])] })),
      models: Object.fromEntries(plan.functions.flatMap(({ key }, nth) => (those[nth] ? [[key, those[nth]]] : []))),
      profile: { ...plan.profile, keepAliveMs: typeof plan.profile.keepAliveMs === 'number' ? plan.profile.keepAliveMs : 60_000 },
    },
    rows: rowsOf(plan, all),
    seed,
  }));

function rowsOf({ functions }: RegionPlan, all: readonly Arrival[]): TraceRow[] {
  let atMs = 0;
  return all.map(({ gapMs, of, ...rest }) => ({ atMs: (atMs += gapMs), function: functions[of % functions.length]?.key ?? '', ...rest }));
}
