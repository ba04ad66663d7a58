import { createState, provisioningOf, Sink, step } from '../../src/engine';
import type { InstanceId, Profile } from '../../src/scf';
import { functionPlan, regionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

const long = { initTimeoutMs: 300_000 };

const set = (account: Account, instances: number) => account.change({ kind: 'provisioned', function: 'a', version: '1', instances, by: 'user' });

describe('provisioned instances', () => {
  it('start when the region is deployed, for no request (S130)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 2 }), functionPlan('b')]);
    expect(account.deploy()).toEqual(['starts 1 provisioned a', 'starts 2 provisioned a']);
  });

  it('start at 100 a minute, in order of the functions (S105)', () => {
    const account = new Account([
      functionPlan('a', { ...long, provisionedInstances: 150 }),
      functionPlan('b', { ...long, provisionedInstances: 60 }),
    ]);
    expect(tally(account.deploy())).toEqual({ starts: 100 });
    const later = account.at(200_000);
    expect(later.filter((words) => words.startsWith('60000: starts '))).toHaveLength(100);
    expect(later.filter((words) => words.startsWith('60000: ') && words.endsWith(' a'))).toHaveLength(50);
    expect(later.filter((words) => words.startsWith('120000: ') && words.endsWith(' b'))).toHaveLength(10);
    expect(later).toHaveLength(110);
  });

  it.each([
    { sharesBurst: false, b: ['starts 3 for b1', 'starts 4 for b2', 'ended b3 429 burst'], replaced: ['stops 1 exited', 'starts 5 provisioned a'] },
    { sharesBurst: true, b: ['ended b1 429 burst', 'ended b2 429 burst', 'ended b3 429 burst'], replaced: ['stops 1 exited'] },
  ])('have a start budget of their own, unless the profile says otherwise (S105): sharesBurst $sharesBurst', ({ sharesBurst, b, replaced }) => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 2 }), functionPlan('b', long)], {
      profile: { burstPerMinute: 2, provisionedPerMinute: 3, provisionedSharesBurst: sharesBurst },
    });
    expect(account.deploy()).toHaveLength(2);
    account.started(1);
    expect(times(3, () => account.call('b'))).toEqual(b);
    expect(account.exited(1)).toEqual(replaced);
    expect(account.at(60_001)).toEqual(sharesBurst ? ['60000: starts 3 provisioned a'] : []);
  });

  it.each([
    { provisionedPerMinute: 100, minutes: 2 },
    { provisionedPerMinute: 60, minutes: 4 },
    { provisionedPerMinute: 250, minutes: 0 },
  ])('are all there after $minutes min at $provisionedPerMinute a minute (knob provisionedStart, S131)', ({ provisionedPerMinute, minutes }) => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 250 })], { profile: { provisionedPerMinute } });
    const start = (words: string) => {
      const [, id] = /starts (\d+) /.exec(words) ?? [];
      if (id !== undefined) account.started(Number(id));
    };
    account.deploy().forEach(start);
    for (let minute = 1; minute <= minutes; minute += 1) {
      expect(account.provisioning('a')).toMatch(/^250\/\d+ InProgress$/);
      account.at(minute * 60_000);
      account.ring().forEach(start);
    }
    expect(account.provisioning('a')).toBe('250/250 Done');
  });

  it('serve events that wait as soon as they are ready (S48)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1, reservedMB: 128 })]);
    account.deploy();
    expect(account.send('a')).toEqual(['accepted a1', 'waits a1 reserved']);
    expect(account.started(1)).toEqual(['runs a1 on 1']);
  });

  it.each([
    { instanceConcurrency: 1, busy: 1 },
    { instanceConcurrency: 2, busy: 2 },
  ])(
    'serve events that wait for the pool, though older ones of others go on waiting: $instanceConcurrency a piece',
    ({ instanceConcurrency, busy }) => {
      const account = new Account([functionPlan('b', long), functionPlan('a', { ...long, provisionedInstances: 1, instanceConcurrency })], {
        profile: { accountQuotaMB: 256, floorMB: 0 },
      });
      account.deploy();
      account.started(1);
      account.call('b');
      times(busy, () => account.call('a'));
      account.send('b');
      expect(account.send('a')).toEqual([`accepted a${busy + 1}`, `waits a${busy + 1} pool`]);
      expect(account.finished(1, 200, { name: 'a1' })).toEqual(['ended a1 200', `runs a${busy + 1} on 1`]);
    },
  );

  it('stay for ever and are reused (S118)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1 })]);
    account.deploy();
    account.started(1);
    account.call('a');
    account.finished(1, 200, { keepAliveMs: 0 });
    expect(account.at(86_400_000)).toEqual([]);
    expect(account.call('a')).toEqual(['runs a2 on 1']);
  });

  it.each([
    { how: 'a run that recycles it (S115)', act: (account: Account) => [account.call('a'), account.finished(1, 434)], why: 'recycled' },
    { how: 'a time-out (S153)', act: (account: Account) => [account.call('a'), account.at(3_001)], why: 'recycled' },
    { how: 'its own end while idle', act: (account: Account) => [account.exited(1)], why: 'exited' },
  ])('are replaced at once after $how (S118)', ({ act, why }) => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1 })]);
    account.deploy();
    account.started(1);
    const said = act(account)
      .flat()
      .map((words) => words.replace(/^\d+: /, ''));
    expect(said.slice(-2)).toEqual([`stops 1 ${why}`, 'starts 2 provisioned a']);
    account.started(2);
    expect(account.call('a')).toEqual([expect.stringMatching(/^runs a\d on 2$/)]);
  });

  it('are replaced within the start budget (S105)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 2 })], { profile: { provisionedPerMinute: 2 } });
    account.deploy();
    account.started(1);
    account.started(2);
    account.at(30_000);
    expect(account.exited(1)).toEqual(['stops 1 exited']);
    expect(account.exited(2)).toEqual(['stops 2 exited']);
    expect(account.at(60_001)).toEqual(['60000: starts 3 provisioned a', '60000: starts 4 provisioned a']);
  });

  it.each([
    { how: 'a failure', act: (account: Account) => account.startFailed(1), failedMs: 0 },
    { how: 'a time-out of the initialisation', act: (account: Account) => account.at(3_001), failedMs: 3_000 },
  ])('are tried again 60 s after $how (S134)', ({ act, failedMs }) => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1, initTimeoutMs: 3_000 })]);
    account.deploy();
    act(account);
    expect(account.at(failedMs + 60_000)).toEqual([]);
    expect(account.ring()).toEqual(['starts 2 provisioned a']);
    account.startFailed(2);
    expect(account.at(failedMs + 120_000)).toEqual([]);
    expect(account.ring()).toEqual(['starts 3 provisioned a']);
    expect(account.started(3)).toEqual([]);
    expect(account.call('a')).toEqual(['runs a1 on 3']);
  });

  it('that fail in numbers are tried again in numbers, once each', () => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 3 })]);
    account.deploy();
    times(3, (id) => account.startFailed(id));
    expect(account.at(60_001)).toEqual(['60000: starts 4 provisioned a', '60000: starts 5 provisioned a', '60000: starts 6 provisioned a']);
  });
});

describe('a change of their number (S118, S130, S131)', () => {
  /** Three provisioned instances of `a` are ready. */
  function three(profile: Partial<Profile> = {}, overrides: Parameters<typeof functionPlan>[1] = {}): Account {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 3, ...overrides }), functionPlan('b', long)], {
      profile,
    });
    account.deploy();
    account.at(150_000);
    for (const id of [1, 2, 3]) account.started(id);
    return account;
  }

  it('starts what is missing', () => {
    const account = three();
    expect(set(account, 5)).toEqual(['starts 4 provisioned a', 'starts 5 provisioned a', 'changed provisioned']);
    expect(account.provisioning('a')).toBe('5/3 InProgress');
    account.started(4);
    account.started(5);
    expect(account.provisioning('a')).toBe('5/5 Done');
  });

  it('ends what is too much at the pace of starts, and gives none of it an event meanwhile', () => {
    const account = three({ provisionedPerMinute: 1 });
    expect(set(account, 0)).toEqual(['stops 1 released', 'changed provisioned']);
    expect(account.provisioning('a')).toBe('0/0 Done');
    expect(account.call('a')).toEqual(['starts 4 for a1']);
    account.started(4);
    account.finished(4, 200, { keepAliveMs: 1_000_000 });
    expect(account.at(400_000)).toEqual(['210000: stops 2 released', '270000: stops 3 released']);
  });

  it('takes back what has not ended yet before it starts anything', () => {
    const account = three({ provisionedPerMinute: 1 });
    set(account, 0);
    expect(set(account, 3)).toEqual(['changed provisioned']);
    expect(account.provisioning('a')).toBe('3/2 InProgress');
    expect(times(2, () => account.call('a'))).toEqual([expect.stringContaining('runs a1 on'), expect.stringContaining('runs a2 on')]);
    account.at(400_000);
    expect(account.state.instances.size).toBe(3);
  });

  it('ends first what still starts, then what is idle, and lets what runs go on', () => {
    const account = three();
    const fires = (instances: number) => account.change({ kind: 'provisioned', function: 'a', version: '1', instances, by: 'schedule' });
    account.call('a');
    expect(fires(5)).toEqual(['starts 4 provisioned a', 'starts 5 provisioned a', 'changed provisioned']);
    expect(fires(3)).toEqual(['stops 4 released', 'stops 5 released', 'changed provisioned']);
    expect(fires(1)).toEqual(['stops 1 released', 'stops 2 released', 'changed provisioned']);
    expect(account.finished(3)).toEqual(['ended a1 200']);
    expect(account.call('a')).toEqual(['runs a2 on 3']);
  });

  it('recycles one that runs when it has finished, on a quota that is its own no longer (S117)', () => {
    const account = three({ accountQuotaMB: 512, floorMB: 128 });
    times(3, () => account.call('a'));
    expect(set(account, 0)).toEqual(['changed provisioned']);
    // Three of four places of the pool are in use by what goes on.
    expect(times(2, () => account.call('b'))).toEqual(['starts 4 for b1', 'ended b2 432 pool']);
    expect(account.finished(1)).toEqual(['ended a3 200', 'stops 1 released']);
    expect(account.call('b')).toEqual(['starts 5 for b3']);
  });

  it('of a version with multi-concurrency lets nothing more join what is to end (S92)', () => {
    const account = three({}, { instanceConcurrency: 4 });
    expect(account.call('a')).toEqual(['runs a1 on 3']);
    expect(account.call('a')).toEqual(['runs a2 on 3']);
    set(account, 0);
    expect(account.call('a')).toEqual(['starts 4 for a3']);
    expect(account.finished(3, 200, { name: 'a1' })).toEqual(['ended a1 200']);
    expect(account.call('a')).toEqual(['starts 5 for a4']);
    expect(account.finished(3, 200, { name: 'a2' })).toEqual(['ended a2 200', 'stops 3 released']);
  });

  it('lets an event that waits run at once where quota comes free', () => {
    const account = three({ accountQuotaMB: 512, floorMB: 128 });
    account.call('b');
    account.send('b');
    expect(set(account, 2)).toEqual(['stops 1 released', 'changed provisioned', 'starts 5 for b2']);
  });
});

describe('their status (S131, S134, S137)', () => {
  it('is Failed with the code of a start that failed, until all are ready', () => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 2 })]);
    expect(account.provisioning('a')).toBe('2/0 InProgress');
    account.deploy();
    account.startFailed(1, 437);
    expect(account.provisioning('a')).toBe('2/0 Failed 437');
    account.started(2);
    expect(account.provisioning('a')).toBe('2/1 Failed 437');
    account.at(60_001);
    account.started(3);
    expect(account.provisioning('a')).toBe('2/2 Done');
  });

  it('is Failed when a schedule asks for more than fits, for as long as it does, ready or not (S137)', () => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 1, reservedMB: 256 })]);
    account.deploy();
    account.started(1);
    const fires = (instances: number) => account.change({ kind: 'provisioned', function: 'a', version: '1', instances, by: 'schedule' });
    expect(fires(5)).toEqual(['starts 2 provisioned a', 'changed provisioned']);
    expect(account.provisioning('a')).toBe('2/1 Failed quota');
    account.started(2);
    expect(account.provisioning('a')).toBe('2/2 Failed quota');
    fires(2);
    expect(account.provisioning('a')).toBe('2/2 Done');
    fires(0);
    expect(account.provisioning('a')).toBe('0/0 Done');
  });

  it('lets a schedule set the number anew while an earlier one is under way: the later one wins (S135)', () => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 1 })]);
    account.deploy();
    const fires = (instances: number) => account.change({ kind: 'provisioned', function: 'a', version: '1', instances, by: 'schedule' });
    expect(tally(fires(10))).toMatchObject({ starts: 9 });
    expect(tally(fires(2))).toMatchObject({ stops: 8 });
    for (const id of account.state.instances.keys()) account.started(id);
    expect(account.provisioning('a')).toBe('2/2 Done');
  });

  it('is that of what is really started where a command needs fewer', () => {
    const state = createState(regionPlan([functionPlan('a', { provisionedInstances: 10 })]), () => 2);
    step(state, { kind: 'deployed' }, 0, new Sink());
    const version = state.functions.get('a')?.versions.get('1');
    for (const id of [1, 2]) step(state, { kind: 'started', instanceId: id as InstanceId }, 0, new Sink());
    expect(version && provisioningOf(state, version)).toEqual({ allocated: 10, available: 2, status: 'Done', reason: undefined });
    expect(state.pool.quotaMB).toBe(128_000 - 1_280);
  });
});
