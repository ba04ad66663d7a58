import fc from 'fast-check';
import { DeployFault } from '../../../src/deploy/fault';
import { hasWork, type DeployPlan } from '../../../src/deploy/plan';
import type { FunctionFacts, LiveService } from '../../../src/deploy/planning';
import type { DesiredFunction, DesiredService, Provisioned, TriggerState } from '../../../src/deploy/state';
import { allocate, type QuotaClaim } from '../../../src/scf';
import { deployed, hashOf, knownHere, planFor, row, service, wanted } from './functions';
import { World } from './world';

const floorMB = 1_280;
const keys = ['a', 'b', 'c', 'd'];

const provisioned = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  fc.record({ instances: fc.integer({ min: 1, max: 8 }), schedule: fc.constant([]), tracking: fc.constant(undefined) }),
  fc.record({
    instances: fc.constant(0),
    schedule: fc.constant([{ name: 'day', cron: '0 0 8 * * * *', instances: 2 }]),
    tracking: fc.constant(undefined),
  }),
  fc.record({
    instances: fc.constant(0),
    schedule: fc.constant([]),
    tracking: fc.record({ target: fc.constantFrom(0.5, 0.8), min: fc.integer({ min: 1, max: 4 }), max: fc.constant(9) }),
  }),
);
const timer = (name: string): TriggerState => ({
  type: 'timer',
  name,
  qualifier: '$DEFAULT',
  desc: '0 0 * * * * *',
  enabled: true,
  customArgument: '',
});

/** A function as the validator admits it: what is provisioned is inside of the reservation. @source S17, S22 */
function shaped(
  key: string,
  memoryMB: number,
  asked: Provisioned | undefined,
  slots: number | undefined,
  others: { timeout: number; triggers: readonly string[]; asyncRun: boolean },
): DesiredFunction {
  const least = (asked?.tracking?.min ?? asked?.instances ?? 0) * memoryMB;
  return wanted(key, {
    memoryMB,
    provisioned: asked,
    reservedMB: slots === undefined ? undefined : least + slots * 128,
    triggers: others.triggers.map(timer),
    configuration: { Timeout: others.timeout, AsyncRunEnable: others.asyncRun },
  });
}

const desiredOf = (key: string): fc.Arbitrary<DesiredFunction> =>
  fc
    .tuple(
      fc.constantFrom(128, 256),
      provisioned,
      fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
      fc.record({
        timeout: fc.constantFrom(3, 5),
        triggers: fc.subarray(['hourly', 'daily']),
        asyncRun: fc.integer({ min: 0, max: 9 }).map((of) => of === 9),
      }),
    )
    .map(([memoryMB, asked, slots, others]) => shaped(key, memoryMB, asked, slots, others));

/** A function as some earlier deploy has left it, interrupted or not. */
function left(desired: DesiredFunction, code: string, extra: number): FunctionFacts {
  const facts = deployed(desired, code, { alias: deployed(desired, code).alias ?? { version: '$LATEST', additional: [], description: '' } });
  if (!desired.provisioned || extra === 0) return facts;
  // A version more, that a deploy published and provisioned before it was interrupted.
  const mark = deployed(desired, 'a').versions?.[1]?.description ?? '';
  const provisionedMB = { ...facts.provisionedMB, 2: extra * desired.memoryMB };
  const reservedMB = desired.reservedMB === undefined ? undefined : desired.reservedMB + extra * desired.memoryMB;
  const versions = [...(facts.versions ?? []), { version: '2', description: mark, status: 'Active' }];
  return { ...facts, provisionedMB, reservedMB, versions, provisioned: [...facts.provisioned, row('2', extra)], contentHash: hashOf('a') };
}

/** A function before and after: new, gone, with other wishes, or with no more than other code. */
const fateOf = (key: string) =>
  fc
    .record({
      old: desiredOf(key),
      new: desiredOf(key),
      fate: fc.constantFrom('create', 'delete', 'change', 'recode', 'recode', 'recode'),
      code: fc.constantFrom('a', 'b'),
      extra: fc.constantFrom(0, 0, 0, 1, 3),
    })
    .map(({ fate, code, extra, ...one }) => ({
      before: fate === 'create' ? undefined : left(one.old, fate === 'recode' ? 'b' : code, extra),
      after: fate === 'delete' ? undefined : fate === 'recode' ? one.old : one.new,
    }));

interface Case {
  readonly before: readonly FunctionFacts[];
  readonly after: readonly DesiredFunction[];
  readonly model: 'seed' | 'ga';
  readonly spareMB: number;
  readonly othersMB: number;
  readonly picks: readonly number[];
  readonly gap: boolean;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    fates: fc.subarray(keys, { minLength: 1 }).chain((some) => fc.tuple(...some.map(fateOf))),
    model: fc.constantFrom('seed', 'ga'),
    // From no room at all to room for everything.
    spareMB: fc.constantFrom(0, 0, 128, 256, 640, 20_000),
    othersMB: fc.constantFrom(0, 1_024),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
    gap: fc.boolean(),
  })
  .map(({ fates, ...rest }) => ({ ...rest, before: fates.flatMap((fate) => fate.before ?? []), after: fates.flatMap((fate) => fate.after ?? []) }));

interface Staged {
  readonly world: World;
  readonly desired: DesiredService;
  readonly quotaMB: number;
  readonly make: (live: LiveService) => DeployPlan;
}

function staged({ before, after, model, spareMB, othersMB, gap }: Case): Staged {
  const others: QuotaClaim[] = [{ name: 'else', reservedMB: othersMB, provisionedMB: 0 }];
  const desired = service(after, { quotaModel: model, floorMB });
  const world = (quotaMB: number): World => new World(before, after, { quotaMB, others, profile: desired.profile, gap });
  const claims = world(0).live.quota.claims;
  const provisionedMB = claims.reduce((sum, claim) => sum + claim.provisionedMB, 0);
  const quotaMB = Math.max(allocate(0, 0, claims, model).allocatedMB + floorMB, provisionedMB) + spareMB;
  const journal = knownHere(...before.map(({ name }) => name));
  const make = (live: LiveService): DeployPlan => planFor(desired, live, { journal, replace: keys, allowGap: gap });
  return { world: world(quotaMB), desired, quotaMB, make };
}

function planOrFault(make: () => DeployPlan): DeployPlan | DeployFault {
  try {
    return make();
  } catch (error) {
    if (error instanceof DeployFault) return error;
    throw error;
  }
}

function picker(picks: readonly number[]): (count: number) => number {
  let next = 0;
  return (count) => (picks[next++ % picks.length] ?? 0) % count;
}

it('S16, S21–S24, S29: whichever way it is carried out, no quota is exceeded, no traffic is left without its instances, and the end is what was wanted', () => {
  let plans = 0;
  fc.assert(
    fc.property(cases, (one) => {
      const { world, make } = staged(one);
      const plan = planOrFault(() => make(world.live));
      if (plan instanceof DeployFault) {
        // Told of as a way out, it is one.
        if (plan.code === 'noRoomForOverlap') expect(staged({ ...one, gap: true }).make(world.live).steps).not.toEqual([]);
        else expect(plan.code).toBe('quotaExceeded');
        return;
      }
      plans += 1;
      expect(plan.account.peakMB).toBeGreaterThanOrEqual(Math.max(plan.account.before.allocatedMB, plan.account.after.allocatedMB));
      world.run(plan, picker(one.picks));
      const again = make(world.live);
      expect(again.steps.map(({ id }) => id)).toEqual([]);
      expect(world.functions.map(({ name }) => name).sort()).toEqual(one.after.map(({ name }) => name).sort());
      expect(allocate(plan.account.before.accountMB, floorMB, world.live.quota.claims, one.model).allocatedMB).toBe(plan.account.after.allocatedMB);
    }),
    { numRuns: 200 },
  );
  expect(plans).toBeGreaterThan(50);
});

it('S140: killed at any moment, the next deploy brings it to the end', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 0, max: 40 }), (one, turns) => {
      const { world, make } = staged(one);
      const plan = planOrFault(() => make(world.live));
      if (plan instanceof DeployFault) return;
      world.run(plan, picker(one.picks), turns);
      const next = planOrFault(() => make(world.live));
      // Without a gap what was begun may need more room than it would have needed in one go.
      if (next instanceof DeployFault) {
        expect(next.code).toBe('noRoomForOverlap');
        return;
      }
      world.run(next, picker(one.picks));
      expect(make(world.live).steps.map(({ id }) => id)).toEqual([]);
      expect(world.functions.map(({ name }) => name).sort()).toEqual(one.after.map(({ name }) => name).sort());
      // What was published is used, not published again.
      expect([...plan.steps, ...next.steps].filter(({ work }) => work.kind === 'publish').length).toBeLessThanOrEqual(2 * one.after.length);
    }),
    { numRuns: 100 },
  );
});

it('steps stand after all those that they wait for, and each function ends with a look at it', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { world, make } = staged(one);
      const plan = planOrFault(() => make(world.live));
      if (plan instanceof DeployFault) return;
      const ids = plan.steps.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [index, { after }] of plan.steps.entries()) for (const id of after) expect(ids.slice(0, index)).toContain(id);
      for (const { name, kind } of plan.functions) {
        const own = plan.steps.filter((step) => step.function === name).map(({ work }) => work.kind);
        expect(own.at(-1)).toBe(kind === 'same' ? undefined : kind === 'delete' ? 'deleteFunction' : 'verify');
      }
      expect(hasWork(plan)).toBe(plan.functions.some(({ kind }) => kind !== 'same'));
      expect(make(world.live)).toEqual(plan);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    }),
    { numRuns: 100 },
  );
});

it('S13, S22: with room for everything at once nothing is refused, and nothing that fits in the end is told not to', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { world, make } = staged({ ...one, spareMB: 100_000 });
      make(world.live);
      const tight = staged(one);
      const outcome = planOrFault(() => tight.make(tight.world.live));
      if (!(outcome instanceof DeployFault) || outcome.code !== 'quotaExceeded' || one.model === 'ga') return;
      const claims = one.after.map(({ name, reservedMB, provisioned: asked, memoryMB }) => ({
        name,
        reservedMB,
        provisionedMB: (asked?.tracking?.min ?? asked?.instances ?? 0) * memoryMB,
      }));
      expect(allocate(tight.quotaMB, floorMB, [...claims, { name: 'else', reservedMB: one.othersMB, provisionedMB: 0 }]).allocatableMB).toBeLessThan(
        0,
      );
    }),
    { numRuns: 100 },
  );
});
