import { functionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

const long = { timeoutMs: 900_000 };

describe('elastic starts in a minute (S100–S104)', () => {
  it('are counted over all functions (S102)', () => {
    const account = new Account([functionPlan('a'), functionPlan('b', { reservedMB: 6_400 })], { profile: { burstPerMinute: 3 } });
    expect(tally(times(2, () => account.call('a')))).toEqual({ starts: 2 });
    expect(account.call('b')).toEqual(['starts 3 for b1']);
    expect(account.call('b')).toEqual(['ended b2 429 burst']);
    expect(account.call('a')).toEqual(['ended a3 429 burst']);
  });

  it('count instances that replace recycled ones, and those that failed (S104)', () => {
    const account = new Account([functionPlan('a')], { profile: { burstPerMinute: 3 } });
    account.call('a');
    account.startFailed(1);
    account.call('a');
    account.started(2);
    account.finished(2, 434);
    account.call('a');
    expect(account.call('a')).toEqual(['ended a4 429 burst']);
  });

  it('do not count refused ones', () => {
    const account = new Account([functionPlan('a', { reservedMB: 128 }), functionPlan('b')], { profile: { burstPerMinute: 2 } });
    account.call('a');
    expect(tally(times(5, () => account.call('a')))).toEqual({ 'ended 432': 5 });
    expect(account.call('b')).toEqual(['starts 2 for b1']);
  });

  it('open a window with the first of them when none is open (S103)', () => {
    const account = new Account([functionPlan('a', long)], { profile: { burstPerMinute: 2 } });
    account.at(10_000);
    account.call('a');
    account.at(69_999);
    account.call('a');
    expect(account.call('a')).toEqual(['ended a3 429 burst']);
    account.at(70_000);
    // No start opens the second window before this one, so it lasts until 160,000.
    account.at(100_000);
    expect(tally(times(3, () => account.call('a')))).toEqual({ starts: 2, 'ended 429': 1 });
    account.at(159_999);
    expect(account.call('a')).toEqual(['ended a7 429 burst']);
    account.at(160_000);
    expect(account.call('a')).toEqual(['starts 5 for a8']);
  });

  it('wake those who wait at every window end until nobody waits', () => {
    const account = new Account([functionPlan('a', long)], { profile: { burstPerMinute: 2 } });
    times(5, () => account.send('a'));
    expect(account.at(300_000)).toEqual([
      '60000: starts 3 for a3',
      '60000: starts 4 for a4',
      '60000: waits a5 burst',
      '65000: ended a1 450',
      '65000: stops 1 initFailed',
      '65000: ended a2 450',
      '65000: stops 2 initFailed',
      '120000: starts 5 for a5',
      '125000: ended a3 450',
      '125000: stops 3 initFailed',
      '125000: ended a4 450',
      '125000: stops 4 initFailed',
      '185000: ended a5 450',
      '185000: stops 5 initFailed',
    ]);
  });

  it('need at least one to be allowed, or the queues would never move', () => {
    expect(() => new Account([functionPlan('a')], { profile: { burstPerMinute: 0 } })).toThrow('can start nothing');
  });
});
