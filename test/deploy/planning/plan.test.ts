import { DeployFault } from '../../../src/deploy/fault';
import { hasWork, type DeployPlan } from '../../../src/deploy/plan';
import { planDifference, removal, samePlan, assertSamePlan, type FunctionFacts } from '../../../src/deploy/planning';
import type { DesiredFunction, Provisioned, TriggerState } from '../../../src/deploy/state';
import { deployed, fixed, hashOf, knownHere, liveWith, packageOf, planFor, row, service, target, told, wanted } from './functions';

const hourly: TriggerState = { type: 'timer', name: 'hourly', qualifier: '$DEFAULT', desc: '0 0 * * * * *', enabled: true, customArgument: '' };

function worksOf({ steps }: DeployPlan, name = 'shop-dev-api'): string[] {
  return steps.filter((step) => step.function === name).map(({ work }) => told(work));
}

function refusal(make: () => unknown): DeployFault {
  try {
    make();
  } catch (error) {
    if (error instanceof DeployFault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the steps of one function (S16, S21–S23, S28, S29)', () => {
  const api = (changes: Partial<DesiredFunction> = {}): DesiredFunction => wanted('api', changes);
  const ten = fixed(10);
  const byDay: Provisioned = { instances: 2, schedule: [{ name: 'day', cron: '0 0 8 * * * *', instances: 40 }], tracking: undefined };
  const inDay = (instances: number) => row('1', instances, { schedule: byDay.schedule });
  const swap = ['putProvisioned new 10', 'awaitProvisioned new 10', 'moveAlias 1 new', 'deleteProvisioned 1'];

  it.each<[what: string, wanted: DesiredFunction, live: FunctionFacts | undefined, steps: string[]]>([
    ['a new one', api(), undefined, ['createFunction', 'verify']],
    [
      'a new one with everything: reserved before provisioned, traffic last',
      api({ reservedMB: 2_560, provisioned: ten, eventInvoke: { retryNum: 0, msgTtlSec: 60 }, triggers: [hourly] }),
      undefined,
      [
        'createFunction',
        'updateEventInvoke',
        'publish',
        'putReserved 2560',
        'putProvisioned new 10',
        'awaitProvisioned new 10',
        'moveAlias $LATEST new',
        'createTrigger hourly',
        'verify',
      ],
    ],
    ['one that is as it is to be', api(), deployed(api()), []],
    ['S21: one that is, with instances', api({ provisioned: ten }), deployed(api({ provisioned: ten })), []],
    ['other code', api(), deployed(api(), 'b'), ['updateCode', 'verify']],
    ['code of which nobody knows the contents', api(), deployed(api(), 'a', { contentHash: undefined }), ['updateCode', 'verify']],
    ['another memory', api({ memoryMB: 256 }), deployed(api()), ['updateConfiguration', 'verify']],
    ['a handler, which only UpdateFunctionCode takes', api({ configuration: { Handler: 'b.main' } }), deployed(api()), ['updateCode', 'verify']],
    ['S54: other retries', api({ eventInvoke: { retryNum: 1, msgTtlSec: 60 } }), deployed(api()), ['updateEventInvoke', 'verify']],
    ['S14: a reservation', api({ reservedMB: 1_280 }), deployed(api()), ['putReserved 1280', 'verify']],
    ['S17: a reservation of 0 is not none', api({ reservedMB: 0 }), deployed(api()), ['putReserved 0', 'verify']],
    ['S17: none is not 0', api(), deployed(api({ reservedMB: 0 })), ['deleteReserved', 'verify']],
    ['a trigger more', api({ triggers: [hourly] }), deployed(api()), ['createTrigger hourly', 'verify']],
    ['a trigger less', api(), deployed(api({ triggers: [hourly] })), ['deleteTrigger hourly', 'verify']],
    [
      'S28: new code under provisioned instances',
      api({ provisioned: ten }),
      deployed(api({ provisioned: ten }), 'b'),
      ['updateCode', 'publish', ...swap, 'verify'],
    ],
    [
      'S28: new memory under provisioned instances',
      api({ provisioned: ten, memoryMB: 256 }),
      deployed(api({ provisioned: ten })),
      ['updateConfiguration', 'publish', ...swap, 'verify'],
    ],
    [
      'another number only: on the version that has them',
      api({ provisioned: fixed(12) }),
      deployed(api({ provisioned: ten })),
      ['putProvisioned 1 12', 'awaitProvisioned 1 12', 'moveAlias 1 1', 'verify'],
    ],
    [
      'S22: both versions inside of the reservation',
      api({ provisioned: ten, reservedMB: 2_560 }),
      deployed(api({ provisioned: ten, reservedMB: 2_560 }), 'b'),
      ['updateCode', 'publish', ...swap, 'verify'],
    ],
    [
      'S22: a reservation that holds one of both is raised for the time of the swap',
      api({ provisioned: ten, reservedMB: 1_280 }),
      deployed(api({ provisioned: ten, reservedMB: 1_280 }), 'b'),
      ['updateCode', 'publish', 'putReserved 2560', ...swap, 'putReserved 1280', 'verify'],
    ],
    [
      'S29: provisioned before reserved, on the way down',
      api({ provisioned: fixed(2), reservedMB: 256 }),
      deployed(api({ provisioned: ten, reservedMB: 1_280 })),
      ['putProvisioned 1 2', 'awaitProvisioned 1 2', 'moveAlias 1 1', 'putReserved 256', 'verify'],
    ],
    [
      'S29: reserved before provisioned, on the way up',
      api({ provisioned: ten, reservedMB: 1_280 }),
      deployed(api({ provisioned: fixed(2), reservedMB: 256 })),
      ['putReserved 1280', 'putProvisioned 1 10', 'awaitProvisioned 1 10', 'moveAlias 1 1', 'verify'],
    ],
    [
      'S29: a reservation is given up when nothing more is inside than was',
      api({ provisioned: ten }),
      deployed(api({ provisioned: ten, reservedMB: 2_560 }), 'b'),
      ['updateCode', 'publish', ...swap, 'deleteReserved', 'verify'],
    ],
    [
      'S29: or before, when more is to be',
      api({ provisioned: ten }),
      deployed(api({ provisioned: ten, reservedMB: 1_280 }), 'b'),
      ['updateCode', 'publish', 'deleteReserved', ...swap, 'verify'],
    ],
    [
      'S29: a first reservation that the old instances do not fit into',
      api({ provisioned: fixed(2), reservedMB: 256 }),
      deployed(api({ provisioned: ten })),
      ['putProvisioned 1 2', 'awaitProvisioned 1 2', 'moveAlias 1 1', 'putReserved 256', 'verify'],
    ],
    ['S21: provisioned no more', api(), deployed(api({ provisioned: ten })), ['moveAlias 1 $LATEST', 'deleteProvisioned 1', 'verify']],
    [
      'instances that a deploy left behind, first of all',
      api({ provisioned: ten }),
      deployed(api({ provisioned: ten }), 'a', { provisioned: [row('1', 10), row('7', 3)], provisionedMB: { 1: 1_280, 7: 384 } }),
      ['deleteProvisioned 7', 'verify'],
    ],
    [
      'S135: a schedule may have set any of its numbers',
      api({ provisioned: byDay }),
      deployed(api({ provisioned: byDay }), 'a', {
        provisioned: [inDay(40)],
        provisionedMB: { 1: 5_120 },
      }),
      [],
    ],
    [
      'S136: tracking is at any number, and our mark says that it is set',
      api({ provisioned: { instances: 0, schedule: [], tracking: { target: 0.8, min: 2, max: 9 } } }),
      deployed(api({ provisioned: { instances: 0, schedule: [], tracking: { target: 0.8, min: 2, max: 9 } } }), 'a', {
        provisioned: [row('1', 7)],
        provisionedMB: { 1: 896 },
      }),
      [],
    ],
    [
      'S136: another target is put on the same version',
      api({ provisioned: { instances: 0, schedule: [], tracking: { target: 0.5, min: 2, max: 9 } } }),
      deployed(api({ provisioned: { instances: 0, schedule: [], tracking: { target: 0.8, min: 2, max: 9 } } })),
      ['putProvisioned 1 9', 'awaitProvisioned 1 2', 'moveAlias 1 1', 'verify'],
    ],
    [
      'S142: a second version that somebody sends traffic to',
      api({ provisioned: ten }),
      deployed(api({ provisioned: ten }), 'a', {
        alias: { ...deployed(api({ provisioned: ten })).alias, version: '1', description: '', additional: ['5'] },
      }),
      ['awaitProvisioned 1 10', 'moveAlias 1 1', 'verify'],
    ],
    [
      'S135: a new version begins with the number that the schedule has set for now',
      api({ provisioned: byDay }),
      deployed(api({ provisioned: byDay }), 'b', {
        provisioned: [inDay(40)],
        provisionedMB: { 1: 5_120 },
      }),
      ['updateCode', 'publish', 'putProvisioned new 40', 'awaitProvisioned new 40', 'moveAlias 1 new', 'deleteProvisioned 1', 'verify'],
    ],
    [
      'S29, S137: a reservation below what the schedule has set for now is given as many as fit first',
      api({ reservedMB: 1_280, provisioned: byDay }),
      deployed(api({ reservedMB: 5_120, provisioned: byDay }), 'a', { provisioned: [inDay(40)], provisionedMB: { 1: 5_120 } }),
      ['putProvisioned 1 10', 'awaitProvisioned 1 10', 'moveAlias 1 1', 'putReserved 1280', 'verify'],
    ],
    [
      'S137: and is then as it is to be',
      api({ reservedMB: 1_280, provisioned: byDay }),
      deployed(api({ reservedMB: 1_280, provisioned: byDay }), 'a', { provisioned: [inDay(10)], provisionedMB: { 1: 1_280 } }),
      [],
    ],
    [
      'S28, S137: larger instances of a version that takes over: as many as fit in the end',
      api({ memoryMB: 256, reservedMB: 5_120, provisioned: byDay }),
      deployed(api({ reservedMB: 5_120, provisioned: byDay }), 'a', { provisioned: [inDay(40)], provisionedMB: { 1: 5_120 } }),
      [
        'updateConfiguration',
        'publish',
        'putReserved 10240',
        'putProvisioned new 20',
        'awaitProvisioned new 20',
        'moveAlias 1 new',
        'deleteProvisioned 1',
        'putReserved 5120',
        'verify',
      ],
    ],
    [
      'S14, S28: larger instances after the reservation that they fit into, so that as many fit all the time',
      api({ memoryMB: 256, reservedMB: 2_560 }),
      deployed(api({ reservedMB: 1_280 })),
      ['putReserved 2560', 'updateConfiguration', 'verify'],
    ],
    [
      'S14, S28: smaller ones before it',
      api({ reservedMB: 1_280 }),
      deployed(api({ memoryMB: 256, reservedMB: 2_560 })),
      ['updateConfiguration', 'putReserved 1280', 'verify'],
    ],
    ['S145: a failed update is done again', api(), deployed(api(), 'a', { status: 'UpdateFailed' }), ['updateCode', 'updateConfiguration', 'verify']],
    [
      'S145: what was never created is created anew',
      api(),
      deployed(api(), 'a', { status: 'CreateFailed' }),
      ['deleteFunction', 'createFunction', 'verify'],
    ],
  ])('%s', (_what, desired, live, steps) => {
    const plan = planFor(service([desired]), liveWith(live ? [live] : []));
    expect(worksOf(plan)).toEqual(steps);
    expect(plan.functions[0]?.kind === 'same').toBe(steps.length === 0);
    expect((plan.functions[0]?.fields.length ?? 0) > 0).toBe(steps.length > 0);
    // One after the other, each named once.
    expect(plan.steps.map(({ after }) => after)).toEqual(
      plan.steps.map((_, index) => plan.steps.slice(Math.max(0, index - 1), index).map(({ id }) => id)),
    );
    expect(new Set(plan.steps.map(({ id }) => id)).size).toBe(plan.steps.length);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('tags are told, and neither block a deploy nor are a step of one: another API has them', () => {
    const desired = api({ configuration: { Tags: { team: 'b' } } });
    const live = deployed(api({ configuration: { Tags: { team: 'a' } } }));
    const tag = { option: 'tags.team', before: 'a', after: 'b' };
    const same = planFor(service([desired]), liveWith([live]));
    expect(same.steps).toEqual([]);
    expect(same.functions).toMatchObject([{ kind: 'same', fields: [], elsewhere: [tag] }]);
    const other = planFor(service([desired]), liveWith([{ ...live, contentHash: hashOf('b') }]));
    expect(other.functions).toMatchObject([{ kind: 'update', fields: [{ option: 'code' }], elsewhere: [tag] }]);
    // A new function gets them.
    const [created] = planFor(service([desired]), liveWith([])).functions;
    expect(created?.fields).toContainEqual(expect.objectContaining({ option: 'tags.team', after: 'b' }));
    expect(created?.elsewhere).toBeUndefined();
    const anew = planFor(service([{ ...desired, configuration: { ...desired.configuration, Runtime: 'Python3.10' } }]), liveWith([live]), {
      replace: ['api'],
    });
    expect(anew.functions).toMatchObject([{ kind: 'replace' }]);
    expect(anew.functions[0]?.fields).toContainEqual(expect.objectContaining(tag));
    expect(anew.functions[0]?.elsewhere).toBeUndefined();
  });

  it('S140: what an interrupted deploy published is taken, not published again', () => {
    const desired = api({ provisioned: ten });
    const before = deployed(desired, 'b');
    const mark = deployed(desired).versions?.[1]?.description ?? '';
    const versions = [...(before.versions ?? []), { version: '2', description: mark, status: 'Active' }];
    const interrupted = { ...before, contentHash: hashOf('a'), versions };
    const swapped = ['putProvisioned 2 10', 'awaitProvisioned 2 10', 'moveAlias 1 2', 'deleteProvisioned 1', 'verify'];
    expect(worksOf(planFor(service([desired]), liveWith([interrupted])))).toEqual(swapped);
    const further = { ...interrupted, provisioned: [row('1', 10), row('2', 10)], provisionedMB: { 1: 1_280, 2: 1_280 } };
    expect(worksOf(planFor(service([desired]), liveWith([further])))).toEqual(swapped.slice(1));
    // One that failed to be published has nothing to offer.
    const failed = { ...interrupted, versions: versions.map((one) => ({ ...one, status: 'PublishFailed' })) };
    expect(worksOf(planFor(service([desired]), liveWith([failed])))[0]).toBe('publish');
  });

  it('S140: code that goes back to what it was goes back to its version', () => {
    const desired = api({ provisioned: ten });
    const now = deployed(desired, 'b');
    const marks = ['a', 'b'].map((code) => deployed(desired, code).versions?.[1]?.description ?? '');
    const versions = marks.map((description, index) => ({ version: String(index + 1), description, status: 'Active' }));
    const live = {
      ...now,
      versions,
      provisioned: [row('2', 10)],
      provisionedMB: { 2: 1_280 },
      alias: { version: '2', additional: [], description: '' },
    };
    expect(worksOf(planFor(service([desired]), liveWith([live])))).toEqual([
      'updateCode',
      'putProvisioned 1 10',
      'awaitProvisioned 1 10',
      'moveAlias 2 1',
      'deleteProvisioned 2',
      'verify',
    ]);
  });

  it('S141: traffic that somebody else has sent to a version stays there; what we sent there comes back', () => {
    const plain = deployed(api());
    const theirs = { ...plain, alias: { version: '3', additional: [], description: 'canary' } };
    expect(hasWork(planFor(service([api()]), liveWith([theirs])))).toBe(false);
    const split = { ...plain, alias: { version: '$LATEST', additional: ['3'], description: '' } };
    expect(planFor(service([api()]), liveWith([split]))).toMatchObject({ functions: [{ kind: 'same' }], steps: [] });
    const ours = { ...plain, alias: { version: '3', additional: [], description: 'serverless-scf version=3 code=0 configuration=0 provisioned=0' } };
    expect(worksOf(planFor(service([api()]), liveWith([ours])))).toEqual(['moveAlias 3 $LATEST', 'verify']);
  });
});

describe('what only a new function can have (S76)', () => {
  const sync = wanted('api', { configuration: { AsyncRunEnable: false } });
  const asynchronous = wanted('api', { configuration: { AsyncRunEnable: true }, reservedMB: 1_280, triggers: [hourly] });
  const there = deployed(wanted('api', { configuration: { AsyncRunEnable: false }, reservedMB: 1_280, provisioned: fixed(2), triggers: [hourly] }));

  it('is told with why, what would be lost, and how to say it', () => {
    const fault = refusal(() => planFor(service([asynchronous]), liveWith([deployed(sync)])));
    expect(fault.code).toBe('mustReplace');
    expect(fault.say('en')).toContain('asyncRunEnable');
    for (const part of ['asyncRunEnable', 'shop-dev-api', '--replace api', 'locked', 'versions, aliases, triggers'])
      expect(fault.say('en')).toContain(part);
    for (const part of ['asyncRunEnable', '--replace api', '锁定', '版本、别名、触发器']) expect(fault.say('zh')).toContain(part);
  });

  it('comes by deleting all, then creating all', () => {
    const plan = planFor(service([asynchronous]), liveWith([there]), { replace: ['api'] });
    expect(plan.functions).toMatchObject([{ key: 'api', kind: 'replace' }]);
    expect(plan.functions[0]?.fields.filter(({ immutable }) => immutable)).toMatchObject([{ option: 'asyncRunEnable', before: false, after: true }]);
    const gone = ['deleteProvisioned 1', 'deleteReserved', 'deleteFunction'];
    expect(worksOf(plan)).toEqual([...gone, 'createFunction', 'putReserved 1280', 'createTrigger hourly', 'verify']);
  });

  it('is not done to functions that can do without', () => {
    const plan = planFor(service([wanted('api')]), liveWith([deployed(wanted('api'), 'b')]), { replace: ['api'] });
    expect(plan.functions).toMatchObject([{ kind: 'update' }]);
  });
});

describe('functions that the service no longer has', () => {
  const old = deployed(wanted('old', { reservedMB: 2_560, provisioned: fixed(4) }));
  const all = ['deleteProvisioned 1', 'deleteReserved', 'deleteFunction'];

  it('go when they were deployed from here', () => {
    const plan = planFor(service([]), liveWith([old]), { journal: knownHere('shop-dev-old', 'shop-dev-gone') });
    expect(plan.functions).toEqual([{ key: 'old', name: 'shop-dev-old', kind: 'delete', fields: [] }]);
    expect(worksOf(plan, 'shop-dev-old')).toEqual(all);
    expect(plan.account.after.allocatedMB).toBe(0);
  });

  it('are only told of otherwise, and go with --prune', () => {
    const live = liveWith([old], 128_000, [], ['shop-prod-api', 'else']);
    const plan = planFor(service([]), live);
    expect([plan.strays, plan.steps]).toEqual([['shop-dev-old'], []]);
    const pruned = planFor(service([]), live, { prune: true });
    expect([pruned.strays, worksOf(pruned, 'shop-dev-old')]).toEqual([[], all]);
  });

  it('are no strays where another stage is known to have deployed them, whatever they are called', () => {
    const live = liveWith([old], 128_000, [], ['shop-dev-eu-api', 'shop-dev-x']);
    const others = new Set(['shop-dev-eu-api', 'shop-dev-old']);
    expect(planFor(service([]), live, { others }).strays).toEqual(['shop-dev-x']);
    const pruned = planFor(service([]), live, { others, prune: true });
    expect([pruned.strays, pruned.steps]).toEqual([['shop-dev-x'], []]);
  });

  it('stay when one function alone is deployed', () => {
    const plan = planFor(service([wanted('api'), wanted('b')]), liveWith([old]), { journal: knownHere('shop-dev-old'), only: 'api' });
    expect(plan.functions.map(({ name }) => name)).toEqual(['shop-dev-api']);
    expect([plan.strays, worksOf(plan, 'shop-dev-old')]).toEqual([[], []]);
  });

  it('all go on removal, and nothing else', () => {
    const live = liveWith([old, deployed(wanted('api'))]);
    const plan = removal({
      names: ['shop-dev-old', 'shop-dev-nobody'],
      live,
      target,
      journal: undefined,
      profile: { quotaModel: 'seed', floorMB: 12_800 },
    });
    expect(plan.steps.map(({ work }) => told(work))).toEqual(all);
    expect([plan.account.before.allocatedMB, plan.account.after.allocatedMB, plan.account.peakMB]).toEqual([2_560, 0, 2_560]);
  });
});

describe('the quota of the account (S13, S16, S22, S23)', () => {
  const a = wanted('a', { reservedMB: 100_000 });
  const b = wanted('b', { reservedMB: 15_200 });

  it('what takes waits for what gives back, and for nothing else', () => {
    const live = liveWith([
      deployed(wanted('a', { reservedMB: 15_200 })),
      deployed(wanted('b', { reservedMB: 100_000 })),
      deployed(wanted('c'), 'b'),
    ]);
    const plan = planFor(service([a, b, wanted('c')]), live);
    const [lower, raise] = ['shop-dev-b', 'shop-dev-a'].map((name) =>
      plan.steps.find((step) => step.function === name && step.work.kind === 'putReserved'),
    );
    expect(raise?.after).toEqual([lower?.id]);
    expect(plan.steps.find((step) => step.function === 'shop-dev-c')?.after).toEqual([]);
    expect(plan.account).toMatchObject({ before: { allocatedMB: 115_200 }, after: { allocatedMB: 115_200 }, peakMB: 115_200 });
  });

  it('what fits anyhow waits for nobody', () => {
    const live = liveWith([deployed(wanted('a')), deployed(wanted('b', { reservedMB: 15_200 }))]);
    const plan = planFor(service([wanted('a', { reservedMB: 1_280 }), wanted('b', { reservedMB: 128 })]), live);
    expect(plan.steps.filter(({ after }) => after.length === 0)).toHaveLength(2);
    expect(plan.account.peakMB).toBe(16_480);
  });

  it('S13, S16: what cannot fit in the end is told with who holds what', () => {
    const fault = refusal(() => planFor(service([a, wanted('b', { reservedMB: 15_201 })]), liveWith([], 128_000)));
    expect(fault.code).toBe('quotaExceeded');
    for (const part of ['115201 MB', '1 MB more', '115200 MB', '128000 MB', '12800 MB', 'shop-dev-a 100000 MB reserved'])
      expect(fault.say('en')).toContain(part);
    expect(fault.say('zh')).toContain('shop-dev-a 独占 100000 MB');
  });

  it('an account that is overfull lets go', () => {
    const live = liveWith([deployed(a), deployed(b)], 64_000);
    expect(worksOf(planFor(service([a, wanted('b')]), live), 'shop-dev-b')).toEqual(['deleteReserved', 'verify']);
    expect(refusal(() => planFor(service([a, wanted('b', { reservedMB: 15_300 })]), live)).code).toBe('quotaExceeded');
  });

  it('S22: two versions without room are told with their sum and both ways out', () => {
    const api = wanted('api', { provisioned: fixed(500), reservedMB: 64_000 });
    const live = liveWith([deployed(api, 'b')]);
    const fault = refusal(() => planFor(service([api]), live));
    expect(fault.code).toBe('noRoomForOverlap');
    for (const part of ['64000 MB + 64000 MB = 128000 MB, 12800 MB more', '115200 MB', '--allow-gap', 'provisionedConcurrency of "api"'])
      expect(fault.say('en')).toContain(part);
    for (const part of ['64000 MB + 64000 MB = 128000 MB', '--allow-gap']) expect(fault.say('zh')).toContain(part);
    expect(worksOf(planFor(service([api]), live, { allowGap: true }))).toEqual([
      'updateCode',
      'publish',
      'deleteProvisioned 1',
      'putProvisioned new 500',
      'awaitProvisioned new 500',
      'moveAlias 1 new',
      'verify',
    ]);
  });

  it('S22: leaving a gap is the last resort: another function may make room first', () => {
    const api = wanted('api', { provisioned: fixed(400) });
    const live = liveWith([deployed(api, 'b'), deployed(b)]);
    const plan = planFor(service([api, wanted('b')]), live, { allowGap: true });
    expect(worksOf(plan)).toEqual([
      'updateCode',
      'publish',
      'putProvisioned new 400',
      'awaitProvisioned new 400',
      'moveAlias 1 new',
      'deleteProvisioned 1',
      'verify',
    ]);
    expect(plan.steps.find(({ work }) => work.kind === 'putProvisioned')?.after).toContain('shop-dev-b:deleteReserved');
  });

  it('S22: what needs room only for a while goes before what keeps it', () => {
    const api = wanted('api', { provisioned: fixed(4) });
    // 1,024 MB are left: the swap needs 512 for a time, and the reservation 1,024 for good.
    const live = liveWith([deployed(api, 'b')], 12_800 + 512 + 1_024);
    const plan = planFor(service([wanted('first', { reservedMB: 1_024 }), api]), live);
    expect(plan.steps.find(({ work }) => work.kind === 'putReserved')?.after).toEqual([
      'shop-dev-first:createFunction',
      'shop-dev-api:deleteProvisioned:1',
    ]);
    expect(plan.account.peakMB).toBe(1_536);
  });

  it('S24: in the ga model instances count against the account alone', () => {
    const api = wanted('api', { provisioned: fixed(400), reservedMB: 128 });
    const plan = planFor(service([api], { quotaModel: 'ga' }), liveWith([deployed(api, 'b')]));
    expect(worksOf(plan)).not.toContain('putReserved 102400');
    const fault = refusal(() => planFor(service([wanted('api', { provisioned: fixed(1_001) })], { quotaModel: 'ga' }), liveWith([])));
    expect([fault.code, fault.say('en')]).toEqual(['quotaExceeded', expect.stringContaining('128128 MB')]);
  });
});

describe('a plan that was written down', () => {
  const api = wanted('api', { memoryMB: 256 });
  const plan = planFor(service([api]), liveWith([deployed(wanted('api'))]));

  it('is the same as long as the world is', () => {
    const read = JSON.parse(JSON.stringify(plan)) as DeployPlan;
    const others = [{ name: 'else', reservedMB: 1_280, provisionedMB: 0 }];
    const later = deployed(wanted('api'), 'a', { modTime: '2026-02-01 00:00:00' });
    expect(samePlan(read, planFor(service([api]), liveWith([later], 128_000, others)))).toBe(true);
    expect(() => assertSamePlan(read, plan)).not.toThrow();
  });

  it.each([
    ['the service', planFor(service([wanted('api', { memoryMB: 512 })]), liveWith([deployed(wanted('api'))])), 'shop-dev-api: memorySize'],
    ['the function', planFor(service([api]), liveWith([deployed(wanted('api'), 'b')])), 'shop-dev-api: code'],
    ['what was done already', planFor(service([api]), liveWith([deployed(api)])), 'shop-dev-api: update → same, memorySize'],
    [
      'the code',
      planFor(service([api]), liveWith([deployed(wanted('api'))]), { packages: new Map([['api', packageOf('c')]]) }),
      'shop-dev-api: code',
    ],
    ['a function more', planFor(service([api, wanted('b')]), liveWith([deployed(wanted('api'))])), 'shop-dev-b: — → create'],
  ])('no longer fits when it is %s that changed', (_what, fresh, told) => {
    expect(planDifference(plan, fresh).join('; ')).toContain(told);
    const fault = refusal(() => assertSamePlan(plan, fresh));
    expect([fault.code, fault.say('en'), fault.say('zh')]).toEqual(['worldMoved', expect.stringContaining(told), expect.stringContaining(told)]);
  });
});

it('plans hundreds of functions that wait for one another', () => {
  const functions = Array.from({ length: 300 }, (_, index) => wanted(`f${index}`, { reservedMB: index % 2 === 0 ? 384 : 128 }));
  const before = functions.map((one, index) => deployed({ ...one, reservedMB: index % 2 === 0 ? 128 : 384 }, 'b'));
  const plan = planFor(service(functions), liveWith(before, 12_800 + 300 * 256));
  expect(plan.steps).toHaveLength(900);
  expect(plan.account.peakMB).toBe(300 * 256);
});

it('a function without a package is not deployed', () => {
  expect(refusal(() => planFor(service([wanted('api')]), liveWith([]), { packages: new Map() })).code).toBe('noPackage');
});
