import { functionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

const long = { initTimeoutMs: 300_000 };

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

  it('have a start budget of their own (S105)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1 }), functionPlan('b')], {
      profile: { burstPerMinute: 1, provisionedPerMinute: 1 },
    });
    account.deploy();
    expect(account.call('b')).toEqual(['starts 2 for b1']);
    expect(account.call('b')).toEqual(['ended b2 429 burst']);
  });

  it('serve events that wait as soon as they are ready (S48)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1, reservedMB: 128 })]);
    account.deploy();
    expect(account.send('a')).toEqual(['accepted a1', 'waits a1 reserved']);
    expect(account.started(1)).toEqual(['runs a1 on 1']);
  });

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
