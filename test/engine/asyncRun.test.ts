import { functionPlan } from '../scf/plans';
import { Account } from './account';

const asyncRun = { asyncRun: true, timeoutMs: 86_400_000 };

describe('a function with asynchronous execution (S70–S78, S90)', () => {
  it('gives a synchronous caller the RequestId when an instance is assigned, not when it is ready (S70, S71)', () => {
    const account = new Account([functionPlan('a', asyncRun)]);
    expect(account.call('a')).toEqual(['accepted a1', 'starts 1 for a1']);
    expect(account.started(1)).toEqual(['runs a1 on 1, cold']);
    expect(account.finished(1)).toEqual(['ended a1 200']);
    expect(account.call('a')).toEqual(['accepted a2', 'runs a2 on 1']);
  });

  it('gives an asynchronous caller the RequestId when its event is queued', () => {
    const account = new Account([functionPlan('a', { ...asyncRun, reservedMB: 128 })]);
    expect(account.send('a')).toEqual(['accepted a1', 'starts 1 for a1']);
    expect(account.send('a')).toEqual(['accepted a2', 'waits a2 reserved']);
    account.started(1);
    // Not accepted a second time when it is assigned.
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a2 on 1']);
  });

  it.each([
    { reservedMB: 128, burstPerMinute: 500, answer: 'ended a2 432 reserved' },
    { reservedMB: undefined, burstPerMinute: 1, answer: 'ended a2 429 burst' },
  ])('refuses a synchronous caller without a RequestId: $answer (S90)', ({ reservedMB, burstPerMinute, answer }) => {
    const account = new Account([functionPlan('a', { ...asyncRun, reservedMB })], { profile: { burstPerMinute } });
    account.call('a');
    expect(account.call('a')).toEqual([answer]);
  });

  it('is an ordinary function to a caller who asks for the result otherwise', () => {
    const account = new Account([functionPlan('a')]);
    expect(account.call('a')).toEqual(['starts 1 for a1']);
  });

  it('runs for 24 hours, holding its quota (S72, S90)', () => {
    const account = new Account([functionPlan('a', { ...asyncRun, reservedMB: 128 })]);
    account.call('a');
    account.at(1_000);
    account.started(1);
    expect(account.at(86_401_000)).toEqual([]);
    expect(account.finished(1)).toEqual(['ended a1 200']);
    account.call('a');
    account.at(2 * 86_401_000);
    expect(account.call('a')[0]).toBe('accepted a3');
  });

  it('does not retry (S77), and an error of any kind recycles its instance (S78)', () => {
    const account = new Account([functionPlan('a', asyncRun)]);
    account.send('a');
    account.started(1);
    expect(account.finished(1, 430)).toEqual(['ended a1 430', 'stops 1 recycled']);
    expect(account.at(300_000)).toEqual([]);
    expect(account.send('a')).toEqual(['accepted a2', 'starts 2 for a2']);
  });

  it('has its failed start told to nobody but the record: the caller is gone', () => {
    const account = new Account([functionPlan('a', asyncRun)]);
    account.call('a');
    expect(account.startFailed(1, 437)).toEqual(['ended a1 437', 'stops 1 initFailed']);
  });
});
