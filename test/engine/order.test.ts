import { boundMs, nextDeadlineMs } from '../../src/engine';
import { functionPlan } from '../scf/plans';
import { Account } from './account';

/** Design §4.1: finished, started, deadlines, arrivals; ties by order of creation. */
describe('at one instant', () => {
  it('an idle instance whose keep-alive ends is gone for an arrival (S110, S111)', () => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    account.started(1);
    account.finished(1, 200, { keepAliveMs: 300_000 });
    account.at(300_000);
    expect(account.call('a')).toEqual(['stops 1 keepAlive', 'starts 2 for a2']);
  });

  it('a moment before, the same instance is still there', () => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    account.started(1);
    account.finished(1, 200, { keepAliveMs: 300_000 });
    account.at(299_999.999);
    expect(account.call('a')).toEqual(['runs a2 on 1']);
  });

  it('an attempt that is due comes before a deployment', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1 })]);
    account.restore('a', { was: 'resting', qualifier: '$LATEST', dueMs: 1_000 });
    expect(account.lateAt(1_000).deploy()).toEqual(['starts 1 for a1', 'starts 2 provisioned a']);
  });

  it('a run that finishes is in time for its time-out (S153)', () => {
    const account = new Account([functionPlan('a', { timeoutMs: 3_000 })]);
    account.call('a');
    account.started(1);
    account.at(3_000);
    expect(account.finished(1)).toEqual(['ended a1 200']);
    expect(account.ring()).toEqual([]);
  });

  it('an initialisation that ends is in time for its time-out (S121)', () => {
    const account = new Account([functionPlan('a', { initTimeoutMs: 3_000 })]);
    account.call('a');
    account.at(3_000);
    expect(account.started(1)).toEqual(['runs a1 on 1, cold']);
    expect(account.ring()).toEqual([]);
  });

  it('a new window admits an arrival (S103)', () => {
    const account = new Account([functionPlan('a')], { profile: { burstPerMinute: 1 } });
    expect(account.call('a')).toEqual(['starts 1 for a1']);
    account.at(59_999.999);
    expect(account.call('a')).toEqual(['ended a2 429 burst']);
    account.at(60_000);
    expect(account.call('a')).toEqual(['starts 2 for a3']);
  });

  it('an event that waited for the window comes before an arrival', () => {
    const account = new Account([functionPlan('a')], { profile: { burstPerMinute: 1 } });
    account.call('a');
    account.send('a');
    account.at(60_000);
    expect(account.call('a')).toEqual(['starts 2 for a2', 'ended a3 429 burst']);
  });

  it('what finishes lets the oldest event run before an arrival comes', () => {
    const account = new Account([functionPlan('a', { reservedMB: 128 })]);
    account.call('a');
    account.send('a');
    account.started(1);
    account.at(1_000);
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a2 on 1']);
    expect(account.call('a')).toEqual(['ended a3 432 reserved']);
  });

  it('an instance that is kept for no time at all still serves who waits, and no arrival', () => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    account.started(1);
    account.finished(1, 200, { keepAliveMs: 0 });
    expect(account.call('a')).toEqual(['stops 1 keepAlive', 'starts 2 for a2']);
  });

  it('a finish makes room before a time-out does: the first of two waiting events gets the instance that stays', () => {
    const account = new Account([functionPlan('a', { reservedMB: 256, timeoutMs: 3_000 })]);
    account.call('a');
    account.call('a');
    account.started(1);
    account.started(2);
    account.send('a');
    account.send('a');
    account.at(3_000);
    expect(account.finished(2)).toEqual(['ended a2 200', 'runs a3 on 2', 'waits a4 reserved']);
    expect(account.ring()).toEqual(['ended a1 433', 'stops 1 recycled', 'starts 3 for a4']);
  });

  it('deadlines go by the order in which they were set', () => {
    const account = new Account([functionPlan('a', { timeoutMs: 3_000 }), functionPlan('b', { timeoutMs: 2_000 })]);
    account.call('a');
    account.call('b');
    account.at(1_000);
    account.started(2);
    account.started(1);
    account.at(4_000);
    expect(account.ring()).toEqual(['ended a1 433', 'stops 1 recycled']);

    const tie = new Account([functionPlan('a'), functionPlan('b')]);
    tie.call('b');
    tie.call('a');
    tie.started(2);
    tie.started(1);
    tie.at(3_000);
    expect(tie.ring()).toEqual(['ended a1 433', 'stops 2 recycled', 'ended b1 433', 'stops 1 recycled']);
  });

  it('a window that a finish has opened anew still ends, once, for those who wait for it', () => {
    const long = { timeoutMs: 900_000 };
    const account = new Account([functionPlan('a', long), functionPlan('b', { ...long, reservedMB: 128 })], { profile: { burstPerMinute: 1 } });
    account.call('b');
    account.started(1);
    account.send('a');
    account.send('a');
    account.at(60_000);
    expect(account.finished(1)).toEqual(['ended b1 200', 'starts 2 for a1', 'waits a2 burst']);
    expect(account.ring()).toEqual([]);
    expect(account.at(120_001)).toEqual(['120000: starts 3 for a2']);
  });
});

describe('an alarm that rings late', () => {
  it('lets each deadline have its own moment', () => {
    const account = new Account([functionPlan('a', { timeoutMs: 3_000 })], { profile: { burstPerMinute: 1 } });
    account.call('a');
    account.started(1);
    account.send('a');
    expect(account.lateAt(90_000).ring()).toEqual(['ended a1 433', 'stops 1 recycled', 'starts 2 for a2']);
    // The window opened at its end, 60,000, not when that was noticed.
    expect(account.at(120_000)).toEqual([]);
    expect(account.call('a')).toEqual(['starts 3 for a3']);
  });

  it.each([
    { report: 'finish', act: (account: Account) => account.finished(1) },
    { report: 'failure', act: (account: Account) => account.finished(1, 430) },
  ])('does not let a $report count that came after the time-out (S153)', ({ act }) => {
    const account = new Account([functionPlan('a', { timeoutMs: 3_000 })]);
    account.call('a');
    account.started(1);
    expect(act(account.lateAt(3_001))).toEqual(['ended a1 433', 'stops 1 recycled']);
  });

  it('does not let a start count that came after the initialisation time-out (S121)', () => {
    const account = new Account([functionPlan('a', { initTimeoutMs: 3_000 })]);
    account.call('a');
    expect(account.lateAt(3_001).started(1)).toEqual(['ended a1 450', 'stops 1 initFailed']);
  });

  it('still lets the heads of queues run that its late report makes room for', () => {
    const account = new Account([functionPlan('a', { reservedMB: 128, timeoutMs: 3_000 })]);
    account.call('a');
    account.started(1);
    account.send('a');
    expect(account.lateAt(3_001).finished(1)).toEqual(['ended a1 433', 'stops 1 recycled', 'starts 2 for a2']);
  });

  it('gives no event to an instance that has ended meanwhile', () => {
    const account = new Account([functionPlan('a'), functionPlan('b', { memoryMB: 256 })], { profile: { accountQuotaMB: 256, floorMB: 0 } });
    account.call('a');
    account.started(1);
    account.finished(1);
    account.call('b');
    account.started(2);
    expect(account.send('a')).toEqual(['accepted a2', 'waits a2 pool']);
    // The time-out of b1, which comes before, makes room for a2, which would run on instance 1.
    expect(account.lateAt(3_001).exited(1)).toEqual(['ended b1 433', 'stops 2 recycled', 'starts 3 for a2', 'stops 1 exited']);
  });

  it.each([
    { what: 'a wish to terminate', act: (account: Account) => account.terminate('a1'), answer: 'terminated a1 notRunning' },
    {
      what: 'a change',
      act: (account: Account) => account.change({ kind: 'status', function: 'a', status: 'Stopped' }),
      answer: 'changed status',
    },
  ])('comes before $what that came after (S83, S145)', ({ act, answer }) => {
    const account = new Account([functionPlan('a', { asyncRun: true, reservedMB: 128, timeoutMs: 3_000 })]);
    account.call('a');
    account.started(1);
    account.send('a');
    expect(act(account.lateAt(3_001))).toEqual(['ended a1 433', 'stops 1 recycled', 'starts 2 for a2', answer]);
  });

  it('takes the end of an idle instance after the end of its keep-alive for what it is', () => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    account.started(1);
    account.finished(1, 200, { keepAliveMs: 1_000 });
    expect(account.lateAt(1_001).exited(1)).toEqual(['stops 1 exited']);
    expect(account.ring()).toEqual([]);
  });
});

it('nothing falls due before the bound, and whoever asks for the next deadline leaves an exact one', () => {
  const account = new Account([functionPlan('a', { timeoutMs: 3_000 })]);
  expect(boundMs(account.state)).toBe(Infinity);
  account.call('a');
  account.started(1);
  account.finished(1, 200, { keepAliveMs: 300_000 });
  expect(boundMs(account.state)).toBeLessThanOrEqual(300_000);
  expect([nextDeadlineMs(account.state), boundMs(account.state)]).toEqual([300_000, 300_000]);
});
