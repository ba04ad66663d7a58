import { nextDeadlineMs } from '../../src/engine';
import type { Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, levels, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };

/** The only instance of `a` is busy with `a1`, and `a2` waits; from now on nothing that waits begins. */
function quiet(overrides: Parameters<typeof functionPlan>[1] = {}, profile: Partial<Profile> = {}): Account {
  const account = new Account([functionPlan('a', { ...long, reservedMB: 128, ...overrides })], { profile });
  account.send('a');
  account.started(1);
  account.send('a');
  expect(account.quiesce()).toEqual([]);
  return account;
}

describe('a region that is about to close (design §5)', () => {
  it('lets what runs end, and begins nothing that waits', () => {
    const account = quiet();
    expect(account.finished(1)).toEqual(['ended a1 200']);
    expect(levels(account)).toMatchObject({ waiting: 1, backlog: 1 });
    // Its instance has gone when its time is over, and still nothing begins.
    expect(account.at(400_000)).toEqual(['300000: stops 1 keepAlive']);
  });

  it('runs what an instance was already started for', () => {
    const account = new Account([functionPlan('a', long)]);
    account.send('a');
    account.quiesce();
    expect(account.started(1)).toEqual(['runs a1 on 1, cold']);
    expect(account.finished(1)).toEqual(['ended a1 200']);
  });

  it.each([
    { what: 'a run error (S54)', status: 430, profile: {}, said: ['retries a1 at 60000 after 430'] },
    { what: 'a system error (S56)', status: 500, profile: {}, said: ['retries a1 at 60000 after 500', 'stops 1 recycled'] },
  ] as const)('does not try again after $what: what is due waits, and keeps its order (S59)', ({ status, profile, said }) => {
    const account = quiet({}, profile);
    expect(account.finished(1, status)).toEqual(said);
    expect(levels(account)).toMatchObject({ waiting: 1, backlog: 1 });
    expect(account.at(60_001)).toEqual([]);
    expect(levels(account)).toMatchObject({ waiting: 2, backlog: 2 });
  });

  it.each([
    { limit: 'burst', profile: { burstPerMinute: 1 } },
    { limit: 'ramp', profile: { asyncDequeue: { mode: 'ramp', instances: 1, everyMs: 60_000 } } },
  ] as const)('starts nothing when the limit $limit admits again (S51, S101)', ({ limit, profile }) => {
    const account = new Account([functionPlan('a', long)], { profile });
    times(2, () => account.send('a'));
    expect(account.causes.get('a2')).toMatchObject({ limit });
    account.quiesce();
    expect(account.at(200_000)).toEqual([]);
    expect(nextDeadlineMs(account.state)).toBe(300_000);
  });

  it.each([
    {
      what: 'a quota that is raised',
      act: (account: Account) => account.change({ kind: 'reserved', function: 'a', reservedMB: 1_280 }),
      said: 'changed reserved',
    },
    { what: 'an event that is told again', act: (account: Account) => account.restore('b'), said: undefined },
    { what: 'the end of a start', act: (account: Account) => account.startFailed(1), said: 'stops 1 initFailed' },
    { what: 'the end of an idle instance', act: (account: Account) => account.exited(2), said: 'stops 2 exited' },
  ])('begins nothing after $what', ({ act, said }) => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 128 }), functionPlan('b', { ...long })]);
    account.call('a');
    account.call('b');
    account.started(2);
    account.finished(2);
    account.send('a');
    account.quiesce();
    const words = act(account);
    expect(words.at(-1)).toBe(said);
    expect(words.filter((word) => /^(starts|runs) /.test(word))).toEqual([]);
  });

  it('ends what waits too long as ever (S58)', () => {
    const account = quiet({ msgTtlMs: 100_000 });
    account.finished(1);
    expect(account.at(100_001)).toEqual(['100000: ended a2 432 EXPIRED ttl']);
    expect(levels(account)).toMatchObject({ waiting: 0, backlog: 0 });
  });

  it('begins nothing that was due before, where the alarm was not heard', () => {
    const account = new Account([functionPlan('a', long)]);
    account.send('a');
    account.started(1);
    account.finished(1, 430);
    expect(account.lateAt(70_000).quiesce()).toEqual([]);
    expect(account.ring()).toEqual([]);
    expect(levels(account)).toMatchObject({ waiting: 1 });
  });
});
