import { scf2021 } from '../../src/scf';
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

describe('an execution that is terminated (S83–S85)', () => {
  it('ends with 499 and its instance with it', () => {
    const account = new Account([functionPlan('a', asyncRun)]);
    account.call('a');
    account.started(1);
    expect(account.terminate('a1')).toEqual(['ended a1 499', 'stops 1 terminated', 'terminated a1 done']);
    expect(account.left).toEqual(['a1 on 1 499']);
    expect(account.terminate('a1')).toEqual(['terminated a1 notRunning']);
    expect(account.call('a')).toEqual(['accepted a2', 'starts 2 for a2']);
  });

  it('may still be starting', () => {
    const account = new Account([functionPlan('a', { ...asyncRun, initTimeoutMs: 3_000 })]);
    account.call('a');
    expect(account.terminate('a1')).toEqual(['ended a1 499', 'stops 1 terminated', 'terminated a1 done']);
    expect(account.at(10_000)).toEqual([]);
  });

  it('makes room for who waits', () => {
    const account = new Account([functionPlan('a', { ...asyncRun, reservedMB: 128 })]);
    account.call('a');
    account.started(1);
    account.send('a');
    expect(account.terminate('a1')).toEqual(['ended a1 499', 'stops 1 terminated', 'terminated a1 done', 'starts 2 for a2']);
  });

  it('takes a provisioned instance, which is replaced (S118)', () => {
    const account = new Account([functionPlan('a', { ...asyncRun, provisionedInstances: 1 })]);
    account.deploy();
    account.started(1);
    account.call('a');
    expect(account.terminate('a1')).toEqual(['ended a1 499', 'stops 1 terminated', 'starts 2 provisioned a', 'terminated a1 done']);
  });

  it('may have come to its end at that very moment: what is due comes first (design §4.1)', () => {
    const account = new Account([functionPlan('a', { ...asyncRun, timeoutMs: 10_000 })]);
    account.call('a');
    account.started(1);
    account.at(10_000);
    expect(account.terminate('a1')).toEqual(['ended a1 433', 'stops 1 recycled', 'terminated a1 notRunning']);
  });

  it.each([
    { what: 'one that has ended', act: (account: Account) => [account.started(1), account.finished(1)], name: 'a1' },
    { what: 'one that waits', act: (account: Account) => account.send('a'), name: 'a2' },
    { what: 'one that never was', act: () => undefined, name: 'a9' },
    { what: 'one of an ordinary function', act: (account: Account) => account.call('b'), name: 'b1' },
  ])('is not $what', ({ act, name }) => {
    const account = new Account([functionPlan('a', { ...asyncRun, reservedMB: 128 }), functionPlan('b')]);
    account.call('a');
    act(account);
    expect(account.terminate(name)).toEqual([expect.stringMatching(/^terminated .*notRunning$/)]);
  });
});

describe('an execution that gets SIGTERM (S84, knob graceFinalState)', () => {
  it.each([
    { graceFinalState: 'outcome', status: 200, said: ['ended a1 200'] },
    { graceFinalState: 'outcome', status: 439, said: ['ended a1 439', 'stops 1 recycled'] },
    { graceFinalState: 'ABORTED', status: 200, said: ['ended a1 499'] },
    { graceFinalState: 'ABORTED', status: 439, said: ['ended a1 499', 'stops 1 recycled'] },
  ] as const)('$graceFinalState: a run that then ends with $status is $said', ({ graceFinalState, status, said }) => {
    for (const type of ['sync', 'async'] as const) {
      const account = new Account([functionPlan('a', asyncRun)], { profile: { asyncRun: { ...scf2021.asyncRun, graceFinalState } } });
      account.call('a', { type });
      account.started(1);
      expect(account.terminate('a1', true)).toEqual(['signals 1 for a1', 'terminated a1 done']);
      expect(account.finished(1, status)).toEqual(said);
    }
  });

  it('goes on until it ends, at the latest with its time-out', () => {
    const account = new Account([functionPlan('a', { ...asyncRun, timeoutMs: 10_000 })]);
    account.call('a');
    account.started(1);
    account.at(9_000);
    account.terminate('a1', true);
    expect(account.at(10_001)).toEqual(['10000: ended a1 433', '10000: stops 1 recycled']);
  });

  it('leaves others as they end', () => {
    const account = new Account([functionPlan('a', asyncRun)], { profile: { asyncRun: { ...scf2021.asyncRun, graceFinalState: 'ABORTED' } } });
    account.call('a');
    account.call('a');
    account.started(1);
    account.started(2);
    account.terminate('a1', true);
    expect(account.finished(2)).toEqual(['ended a2 200']);
  });
});

describe('temporary credentials of a role (S80)', () => {
  it.each([
    { overrides: { ...asyncRun, role: 'worker' }, said: ['21601000: credentials of a1 expire'], why: 'after six hours of the run' },
    { overrides: asyncRun, said: [], why: 'not, without a role' },
    { overrides: { ...asyncRun, asyncRun: false, role: 'worker' }, said: [], why: 'not, of a synchronous execution' },
  ])('expire $why', ({ overrides, said }) => {
    const account = new Account([functionPlan('a', overrides)]);
    account.call('a');
    account.at(1_000);
    account.started(1);
    expect(account.at(80_000_000)).toEqual(said);
    // The run goes on.
    expect(account.finished(1)).toEqual(['ended a1 200']);
  });

  it('do not expire after the run, and anew for the next', () => {
    const account = new Account([functionPlan('a', { ...asyncRun, role: 'worker' })]);
    account.call('a');
    account.started(1);
    account.at(21_000_000);
    account.finished(1, 200, { keepAliveMs: 1_000_000 });
    account.call('a');
    expect(account.at(42_600_001)).toEqual(['42600000: credentials of a2 expire']);
  });
});
