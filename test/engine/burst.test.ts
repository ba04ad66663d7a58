import type { BurstWindow } from '../../src/scf';
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
    const account = new Account([functionPlan('a', { ...long, initTimeoutMs: 300_000 })], { profile: { burstPerMinute: 2 } });
    times(5, () => account.send('a'));
    expect(account.at(299_999)).toEqual([
      '60000: starts 3 for a3',
      '60000: starts 4 for a4',
      // Until now it stood behind another.
      '60000: waits a5 burst',
      '120000: starts 5 for a5',
    ]);
  });

  it('need at least one to be allowed, or the queues would never move', () => {
    expect(() => new Account([functionPlan('a')], { profile: { burstPerMinute: 0 } })).toThrow('can start nothing');
  });
});

describe('the kind of window (S103, knob burstWindow)', () => {
  const ofKind = (burstWindow: BurstWindow) =>
    new Account([functionPlan('a', { ...long, initTimeoutMs: 300_000 }), functionPlan('b', long)], { profile: { burstPerMinute: 3, burstWindow } });

  it.each([
    { burstWindow: 'fixed-first', startedMs: [50_000, 50_000, 70_000, 70_000] },
    { burstWindow: 'fixed-clock', startedMs: [50_000, 50_000, 60_000, 60_000] },
    { burstWindow: 'sliding', startedMs: [50_000, 50_000, 70_000, 110_000] },
    { burstWindow: 'token-bucket', startedMs: [50_000, 50_000, 50_000, 70_000] },
  ] as const)('$burstWindow: one start at 10 s, four wanted at 50 s: at $startedMs', ({ burstWindow, startedMs }) => {
    const account = ofKind(burstWindow);
    account.at(10_000);
    account.send('a');
    account.at(50_000);
    const said = [...times(4, () => account.send('a')).map((words) => `50000: ${words}`), ...account.at(200_000)];
    expect(said.filter((words) => words.includes('starts')).map((words) => Number(words.split(':')[0]))).toEqual(startedMs);
  });

  it('sliding: the cause names the starts that still count, and when the oldest of them does no longer', () => {
    const account = ofKind('sliding');
    for (const [nowMs, key] of [
      [0, 'a'],
      [20_000, 'a'],
      [40_000, 'b'],
      [60_000, 'b'],
    ] as const) {
      account.at(nowMs);
      account.call(key);
    }
    expect(account.call('a')).toEqual(['ended a3 429 burst']);
    expect(account.causes.get('a3')).toEqual({
      limit: 'burst',
      function: 'a',
      perWindow: 3,
      openedMs: 20_000,
      endsMs: 80_000,
      starts: [
        { function: 'b', instances: 2 },
        { function: 'a', instances: 1 },
      ],
    });
  });

  it('token-bucket: the cause names the last starts, and when the next is possible', () => {
    const account = ofKind('token-bucket');
    times(3, () => account.call('a'));
    account.at(20_000);
    account.call('b');
    account.at(25_000);
    expect(account.call('b')).toEqual(['ended b2 429 burst']);
    expect(account.causes.get('b2')).toMatchObject({ openedMs: 0, endsMs: 40_000, starts: [{ function: 'a', instances: 2 }, { function: 'b' }] });
  });
});
