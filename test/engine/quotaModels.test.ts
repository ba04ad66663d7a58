import type { FunctionPlan, Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };
const models = ['seed', 'ga'] as const;

/** An account whose provisioned instances are ready, and in which only quotas limit. */
function account(functions: readonly FunctionPlan[], profile: Partial<Profile> = {}): Account {
  const deployed = new Account(functions, { profile: { burstPerMinute: 100_000, provisionedPerMinute: 100_000, ...profile } });
  for (const words of deployed.deploy()) deployed.started(Number(words.split(' ')[1]));
  return deployed;
}

/** How many calls of `key` of 2,000 are admitted at once, and for which quota the next is refused. */
function admitted(subject: Account, key = 'a', qualifier = '$DEFAULT'): { readonly count: number; readonly quotaMB: unknown } {
  const said = times(2_000, () => subject.call(key, { qualifier }));
  const { 'ended 432': refused = 0 } = tally(said);
  const first = said.findIndex((words) => words.startsWith('ended'));
  const cause = subject.causes.get(said[first]?.split(' ')[1] ?? '');
  return { count: 2_000 - refused, quotaMB: cause && 'quotaMB' in cause ? cause.quotaMB : undefined };
}

describe('provisioned instances of a function without a reservation (S22, S24, knob quotaModel)', () => {
  const shared = (quotaModel: Profile['quotaModel']) =>
    account([functionPlan('a', { ...long, memoryMB: 256, provisionedInstances: 10 }), functionPlan('b', { ...long, memoryMB: 256 })], { quotaModel });

  it.each([
    { quotaModel: 'seed', b: 490, quotaMB: 125_440, why: 'deducted from the pool (V8)' },
    { quotaModel: 'ga', b: 500, quotaMB: 128_000, why: 'no part of it' },
  ] as const)('are, to others, $why: $quotaModel', ({ quotaModel, b, quotaMB }) => {
    expect(admitted(shared(quotaModel), 'b')).toEqual({ count: b, quotaMB });
  });

  it.each(models)('let it run as much in all as without them: %s', (quotaModel) => {
    expect(admitted(shared(quotaModel))).toMatchObject({ count: 500 });
  });

  it.each([
    { quotaModel: 'seed', said: ['runs a1 on 10'] },
    { quotaModel: 'ga', said: ['ended a1 432 pool'] },
  ] as const)('may run on when others have used up the pool only where they have their own: $quotaModel', ({ quotaModel, said }) => {
    const subject = shared(quotaModel);
    admitted(subject, 'b');
    expect(subject.call('a')).toEqual(said);
  });
});

describe('provisioned instances of a function with a reservation (S22, S24, S§2.4)', () => {
  const reserved = (quotaModel: Profile['quotaModel'], reservedMB: number, provisionedInstances = 10) =>
    account([functionPlan('a', { ...long, memoryMB: 256, reservedMB, provisionedInstances })], { quotaModel });

  it.each(models)('live within it: %s (V9)', (quotaModel) => {
    expect(admitted(reserved(quotaModel, 2_560))).toEqual({ count: 10, quotaMB: 2_560 });
    expect(admitted(reserved(quotaModel, 3_000))).toEqual({ count: 11, quotaMB: 3_000 });
  });

  it.each([
    { quotaModel: 'seed', latest: 1 },
    { quotaModel: 'ga', latest: 11 },
  ] as const)('leave the rest of it to other versions, idle as they are: $quotaModel', ({ quotaModel, latest }) => {
    expect(admitted(reserved(quotaModel, 2_816), 'a', '$LATEST').count).toBe(latest);
  });

  it('beyond it idle, in model ga (V10)', () => {
    expect(admitted(reserved('ga', 2_560, 11))).toEqual({ count: 10, quotaMB: 2_560 });
  });

  it('of a function that is switched off run nothing, in model ga (S17)', () => {
    expect(reserved('ga', 0).call('a')).toEqual(['ended a1 432 reserved']);
  });
});

describe('which instances hold quota (S31, knob quotaCounts)', () => {
  const small = { accountQuotaMB: 256, floorMB: 0 } as const;
  const counting = (quotaCounts: Profile['quotaCounts'], profile: Partial<Profile> = small) =>
    account([functionPlan('a', long), functionPlan('b', long)], { ...profile, quotaCounts });

  /** Two instances of `a` have run and are idle. */
  function idle(subject: Account): Account {
    times(2, () => subject.call('a'));
    for (const id of [1, 2]) subject.started(id);
    for (const id of [1, 2]) subject.finished(id);
    return subject;
  }

  it.each(['busy', 'alive'] as const)('%s: idle ones of a function that is switched off run nothing (S17)', (quotaCounts) => {
    const subject = idle(counting(quotaCounts));
    subject.change({ kind: 'reserved', function: 'a', reservedMB: 0 });
    expect(subject.call('a')).toEqual(['ended a3 432 reserved']);
    expect(subject.send('a')).toEqual(['accepted a4', 'waits a4 reserved']);
  });

  it.each([
    { quotaCounts: 'busy', said: ['starts 3 for b1'] },
    { quotaCounts: 'alive', said: ['ended b1 432 pool'] },
  ] as const)('$quotaCounts: two idle ones beside a call', ({ quotaCounts, said }) => {
    expect(idle(counting(quotaCounts)).call('b')).toEqual(said);
  });

  it.each(['busy', 'alive'] as const)('%s: an idle one is used again within the quota that it has', (quotaCounts) => {
    const subject = idle(counting(quotaCounts));
    expect(times(3, () => subject.call('a'))).toEqual(['runs a3 on 2', 'runs a4 on 1', 'ended a5 432 pool']);
  });

  it('alive: the end of a keep-alive lets the next event run', () => {
    const subject = idle(counting('alive'));
    expect(subject.send('b')).toEqual(['accepted b1', 'waits b1 pool']);
    expect(subject.at(300_001)).toEqual(['300000: stops 1 keepAlive', '300000: starts 3 for b1', '300000: stops 2 keepAlive']);
  });

  it('alive: what holds has held since its start, used again or not', () => {
    const subject = counting('alive');
    subject.at(1_000);
    subject.call('a');
    subject.started(1);
    subject.finished(1);
    subject.at(5_000);
    subject.call('a');
    subject.call('b');
    expect(subject.call('b')).toEqual(['ended b2 432 pool']);
    expect(subject.causes.get('b2')).toMatchObject({ holders: [{ function: 'a', sinceMs: 1_000 }, { function: 'b' }] });
  });

  it('alive in model ga: provisioned ones hold from their start, and give it back when they are released (S118)', () => {
    const subject = new Account([functionPlan('a', { ...long, provisionedInstances: 2 }), functionPlan('b', long)], {
      profile: { ...small, quotaModel: 'ga', quotaCounts: 'alive', provisionedPerMinute: 2 },
    });
    subject.deploy();
    subject.started(1);
    subject.started(2);
    expect(subject.send('b')).toEqual(['accepted b1', 'waits b1 pool']);
    expect(subject.call('a')).toEqual(['runs a1 on 2']);
    subject.finished(2);
    expect(subject.change({ kind: 'provisioned', function: 'a', version: '1', instances: 1, by: 'user' })).toEqual([
      'stops 1 released',
      'changed provisioned',
      'starts 3 for b1',
    ]);
  });

  it('alive in model ga: a release that comes later lets an event run, too', () => {
    const subject = new Account([functionPlan('a', { ...long, provisionedInstances: 2 }), functionPlan('b', long)], {
      profile: { ...small, quotaModel: 'ga', quotaCounts: 'alive', provisionedPerMinute: 1 },
    });
    subject.deploy();
    subject.started(1);
    subject.at(60_001);
    subject.started(2);
    times(2, () => subject.send('b'));
    expect(subject.change({ kind: 'provisioned', function: 'a', version: '1', instances: 0, by: 'user' })).toEqual([
      'stops 1 released',
      'changed provisioned',
      'starts 3 for b1',
      'waits b2 pool',
    ]);
    expect(subject.at(120_002)).toEqual(['120001: stops 2 released', '120001: starts 4 for b2']);
  });
});

describe('a quota that is lowered below its use (S117)', () => {
  it.each([
    { what: 'a reservation', change: { kind: 'reserved', function: 'a', reservedMB: 128 }, reservedMB: 384, limit: 'reserved' },
    { what: 'the account', change: { kind: 'total', totalMB: 128 }, reservedMB: undefined, limit: 'pool' },
  ] as const)('$what: what runs goes on, what is new is refused until enough has ended', ({ change, reservedMB, limit }) => {
    const subject = account([functionPlan('a', { ...long, reservedMB })], { floorMB: 0, accountQuotaMB: 384 });
    times(3, () => subject.call('a'));
    for (const id of [1, 2, 3]) subject.started(id);
    expect(subject.change(change)).toEqual([`changed ${change.kind}`]);
    expect(subject.send('a')).toEqual(['accepted a4', `waits a4 ${limit}`]);
    expect(subject.finished(1)).toEqual(['ended a1 200']);
    expect(subject.finished(2)).toEqual(['ended a2 200']);
    expect(subject.finished(3)).toEqual(['ended a3 200', 'runs a4 on 3']);
  });

  it('makes its cause say what would have admitted it: less than the lowered quota plus one', () => {
    const subject = account([functionPlan('a', { ...long, reservedMB: 384 })]);
    times(3, () => subject.call('a'));
    subject.change({ kind: 'reserved', function: 'a', reservedMB: 128 });
    subject.call('a');
    expect(subject.causes.get('a4')).toMatchObject({ quotaMB: 128, usedMB: 384, neededMB: 128, admittedByMB: 512 });
  });

  it('deleting a reservation takes what runs along into the pool', () => {
    const subject = account([functionPlan('a', { ...long, reservedMB: 256 }), functionPlan('b', long)], { accountQuotaMB: 512, floorMB: 128 });
    times(2, () => subject.call('a'));
    subject.change({ kind: 'reserved', function: 'a', reservedMB: undefined });
    expect(times(3, () => subject.call('b'))).toEqual(['starts 3 for b1', 'starts 4 for b2', 'ended b3 432 pool']);
    subject.change({ kind: 'reserved', function: 'a', reservedMB: 256 });
    // The pool is 256 MB again, all of it used by b.
    expect(subject.call('b')).toEqual(['ended b4 432 pool']);
    expect(subject.call('a')).toEqual(['ended a3 432 reserved']);
  });
});
